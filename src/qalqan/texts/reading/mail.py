"""From a letter (EML) or a page saved whole in one file (MHTML) to a Text.

What stands in a letter's head becomes facts and is kept in the text as chrome; its body is read as a page or as plain
text; letters inside it are read in their place. Attachments are not read and each is named to the person who adds it.
"""

from __future__ import annotations

import email
import email.message
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Any

from qalqan.errors import CannotRead, DamagedFile, NotADocument
from qalqan.texts.passages import passages
from qalqan.texts.reading.blocks import Block, Page, as_text, one_line
from qalqan.texts.reading.html import page_of
from qalqan.texts.reading.plain import decoded
from qalqan.texts.reading.sniffing import MAIL, SAVED_PAGE, decoded_as
from qalqan.texts.text import Text

READER = "mail/1"
PAGE_READER = "saved-page/1"
DEEPEST = 20  # letters in letters, parts in parts
MOST_PARTS = 2000
LONGEST_FACT = 500
HEAD = (("From", "author"), ("To", "to"), ("Cc", ""), ("Date", "published"))

_quoted = re.compile(r"[ \t]*(?:>[ \t]?)+")
_boundary = re.compile(rb"boundary\s*=", re.IGNORECASE)


@dataclass(slots=True)
class _Letter:
    """What has been read of a letter so far."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    attached: list[str] = field(default_factory=list)
    guessed: int = 0


def read_letter(data: bytes, name: str) -> Text:
    """The Text of a letter. Raises NotADocument where no words are in it, DamagedFile where it nests without end."""
    letter = _Letter(name)
    _take(_parsed(data, name), letter, 0)
    if not any(block.words and block.kind != "chrome" for block in letter.blocks):
        raise NotADocument(f"“{name}” is a letter without words{_but(letter.attached)}.")
    notes = [_told(letter.attached)] if letter.attached else []
    if letter.guessed:
        notes.append("The letter does not say how its letters are encoded; it was guessed. Check a few words.")
    return as_text(Page(letter.blocks, letter.printed, notes), media_type=MAIL, reader=READER)


def read_saved_page(data: bytes, name: str) -> Text:
    """The Text of the page in an MHTML file. Raises NotADocument where no page is in it, and what a page raises."""
    message = _parsed(data, name)
    pages = [part for part in _parts(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = (message.get_param("start") or "") if isinstance(message.get_param("start"), str) else ""
    page = next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)
    if page is None:
        raise NotADocument(f"“{name}” is a saved page without the page: save it again from the browser as HTML.")
    read = page_of(_words(page).encode("utf-8"), name)
    address = message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""
    if str(address).startswith(("http://", "https://")):
        read.printed.setdefault("url", one_line(str(address))[:LONGEST_FACT])
    if day := _day(message):
        read.printed.setdefault("accessed", day)
    if len(pages) > 1:
        read.notes.append(f"{len(pages) - 1} frames inside the page were not read.")
    return as_text(read, media_type=SAVED_PAGE, reader=PAGE_READER)


def _parsed(data: bytes, name: str) -> email.message.Message:
    # The parser compares each line with every boundary around it, so that their number is bounded before.
    if len(_boundary.findall(data)) > MOST_PARTS // 10:
        raise _endless(name)
    try:
        message = email.message_from_bytes(data)
        parts = sum(1 for _ in _parts(message))
    except RecursionError as deep:
        raise _endless(name) from deep
    if parts > MOST_PARTS:
        raise _endless(name)
    return message


def _parts(message: email.message.Message) -> Iterator[email.message.Message]:
    """All parts, outer before inner. Without recursion."""
    waiting: list[email.message.Message] = [message]
    while waiting:
        part = waiting.pop()
        yield part
        if part.is_multipart():
            waiting.extend(reversed(part.get_payload()))  # type: ignore[arg-type]


def _endless(name: str) -> DamagedFile:
    return DamagedFile(f"“{name}” nests parts without end: open it, save the part you need as text and add that.")


def _take(message: email.message.Message, letter: _Letter, depth: int) -> None:
    """A letter: its head, then its parts."""
    if subject := _said(message, "Subject"):
        letter.blocks.append(Block("heading", subject, min(6, depth + 1)))
        if not depth:
            letter.printed["title"] = subject[:LONGEST_FACT]
    for header, fact in HEAD:
        if said := _said(message, header):
            letter.blocks.append(Block("chrome", f"{header}: {said}"))
            if fact and not depth:
                letter.printed[fact] = (_day(message) if fact == "published" else said[:LONGEST_FACT]) or said[:40]
    _take_part(message, letter, depth)


def _take_part(part: email.message.Message, letter: _Letter, depth: int) -> None:
    kind = part.get_content_type()
    held: Any = part.get_payload()
    if isinstance(held, list) and depth < DEEPEST:
        if kind == "message/rfc822":
            for inner in held:
                _take(inner, letter, depth + 1)
        elif kind == "multipart/alternative":
            _take_best(held, letter, depth + 1)
        else:
            for inner in held:
                _take_part(inner, letter, depth + 1)
    elif (
        isinstance(held, list) or part.get_content_disposition() == "attachment" or not _take_words(part, kind, letter)
    ):
        letter.attached.append(_described(part, kind))


def _take_best(choices: list[email.message.Message], letter: _Letter, depth: int) -> None:
    """Of forms that say the same, the page first, because it tells headings and lists; else what there is."""
    before = len(letter.blocks)
    ranked = sorted(
        choices,
        key=lambda part: {"text/html": 0, "multipart/related": 0, "text/plain": 2}.get(part.get_content_type(), 1),
    )
    for choice in ranked:
        _take_part(choice, letter, depth)
        if any(block.words for block in letter.blocks[before:]):
            return


def _take_words(part: email.message.Message, kind: str, letter: _Letter) -> bool:
    """Whether the part is words, which are then taken."""
    if kind == "text/plain":
        letter.guessed += part.get_content_charset() is None and not _bytes(part).isascii()
        letter.blocks.extend(_plain_blocks(_words(part)))
        return True
    if kind != "text/html":
        return False
    try:
        page = page_of(_words(part).encode("utf-8"), letter.name)
    except NotADocument:
        return True  # a page without words: a picture that counts who opens the letter
    letter.blocks.extend(page.blocks)
    if "language" in page.printed:
        letter.printed.setdefault("language", page.printed["language"])
    return True


def _plain_blocks(words: str) -> Iterator[Block]:
    """The passages of a plain part; what stands behind ">" is quoted from another letter."""
    quoted: list[str] = []
    own: list[str] = []
    for line in [*words.splitlines(), None]:
        is_quoted = line is not None and line.lstrip().startswith(">")
        if own and (line is None or is_quoted):
            body = "\n".join(own)
            for passage in passages(body):
                yield Block(
                    passage.kind, one_line(body[passage.start : passage.end]), passage.level, None, passage.marker
                )
            own = []
        if quoted and not is_quoted:
            for paragraph in re.split(r"\n{2,}", "\n".join(quoted)):
                yield Block("quotation", one_line(paragraph))
            quoted = []
        if line is not None:
            (quoted if is_quoted else own).append(_quoted.sub("", line, count=1) if is_quoted else line)


def _bytes(part: email.message.Message) -> bytes:
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""


def _words(part: email.message.Message) -> str:
    """The words of a part, by the encoding that it names, else by the look of its letters."""
    data = _bytes(part)
    named = part.get_content_charset()
    words = decoded_as(data, named) if named else None
    if words is None:
        try:
            words = decoded(data.replace(b"\x00", b" "), "part")[0]
        except CannotRead:
            words = ""
    return words.replace("\x00", " ")


def _said(message: email.message.Message, header: str) -> str:
    """A header in letters: "=?koi8-r?B?…?=" is decoded; what cannot be is left as it stands."""
    written = str(message.get(header) or "")[:20_000]
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):
        return one_line(written)
    told = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            told.append(decoded_as(piece, charset or "ascii") or decoded(piece.replace(b"\x00", b" "), "header")[0])
        else:
            told.append(piece)
    return one_line("".join(told))[:5000]


def _day(message: email.message.Message) -> str | None:
    """The day on which the letter says it was written, where it says it in the form that letters have."""
    try:
        said = email.utils.parsedate_to_datetime(str(message.get("Date") or ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return said.date().isoformat()


def _described(part: email.message.Message, kind: str) -> str:
    """An attachment by name, kind and size: “a.pdf” (application/pdf, 13 KB)."""
    try:
        named = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        named = ""
    size = -(-len(_bytes(part)) // 1024)
    name = f"“{one_line(str(named))[:120]}” " if named else ""
    return f"{name}({kind}, {size} KB)"


def _told(attached: list[str]) -> str:
    listed = ", ".join(attached[:20]) + (f" and {len(attached) - 20} more" if len(attached) > 20 else "")
    many = "1 attachment was" if len(attached) == 1 else f"{len(attached)} attachments were"
    return f"{many} not read: {listed}. Save what you need of them and add it on its own."


def _but(attached: list[str]) -> str:
    if not attached:
        return ": add what it is about, not the letter"
    return f": save its attachments ({', '.join(attached[:5])}) and add those"
