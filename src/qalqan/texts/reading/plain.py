"""Plain text: the body is the decoded input itself, so every offset is the input's own.

Line ends are kept as they came. A byte order mark stays in the body as its first character; passages begin after it.
"""

from __future__ import annotations

import codecs

from qalqan.errors import EmptyFile, NotADocument
from qalqan.texts.language import language_of
from qalqan.texts.passage_languages import with_languages
from qalqan.texts.passages import passages
from qalqan.texts.text import Passage, Text

READER = "plain/1"
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("cp1251", "koi8-r", "cp866", "cp1252")
_COMMON = "оеаинтсрвлкдмпуey ,."
SAMPLE = 4000


def read_plain(data: bytes, name: str) -> Text:
    """The Text of a plain-text file. `name` is used in messages only.

    Raises EmptyFile where there is nothing to read, NotADocument where the bytes are no text.
    """
    if not data.strip():
        raise EmptyFile(f"“{name}” holds no text: check that the right file was chosen.")
    body, note = decoded(data, name)
    if not body.strip("\ufeff \t\r\n\f\v"):
        raise EmptyFile(f"“{name}” holds no text: check that the right file was chosen.")
    found = passages(body)
    language = language_of(_running_text(body, found)) or None
    found = with_languages(body, found, language)
    return Text(body, found, language, "text/plain", READER, {}, (note,) if note else ())


def decoded(data: bytes, name: str) -> tuple[str, str | None]:
    """The bytes as text, and a note for the person where the encoding had to be guessed. Raises NotADocument."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), None
    if b"\x00" in data[:SAMPLE]:
        raise NotADocument(f"“{name}” is not a text file: save it as text, PDF, DOCX or HTML and add it again.")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        encoding = _guess(data)
        return data.decode(encoding, "replace"), f"The file is not UTF-8; it was read as {encoding}. Check a few words."


def _guess(data: bytes) -> str:
    """The encoding under which the bytes look most like words: many common letters, few capitals inside words."""
    sample = data[: SAMPLE * 4]
    return max(_GUESSES, key=lambda encoding: _looks(sample.decode(encoding, "replace")))


def _looks(text: str) -> int:
    good = sum(text.count(letter) for letter in _COMMON)
    strange = sum(1 for a, b in zip(text, text[1:], strict=False) if a.islower() and b.isupper())
    return good - 3 * strange - 5 * text.count("\ufffd") - 2 * sum(1 for c in text if "─" <= c <= "▟")


def _running_text(body: str, found: tuple[Passage, ...]) -> str:
    """Words to tell the language by: the paragraphs first, all else where there are none."""
    taken: list[str] = []
    room = SAMPLE
    for wanted in (("paragraph", "item"), ("heading", "footnote", "chrome")):
        for passage in found:
            if room > 0 and passage.kind in wanted:
                taken.append(body[passage.start : min(passage.end, passage.start + room)])
                room -= len(taken[-1])
        if room < SAMPLE * 3 // 4:
            break
    return " ".join(taken)
