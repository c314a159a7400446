"""From blocks to a Text: one block is one line of the body (a table's cell may hold several), a blank line between.

The readers of pages with a layout (HTML, PDF, DOCX, XML) differ in how they find blocks; they all end here, so that a
paragraph, an item and a heading look the same to everything that comes after, whatever the file was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qalqan.texts.language import language_of
from qalqan.texts.passage_languages import with_languages
from qalqan.texts.passages import with_sentences
from qalqan.texts.text import Passage, PassageKind, Text

LANGUAGE_SAMPLE = 4000  # code points of running text that decide the language
CELL = "\t"  # stands between the cells of a table row

_blank = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000\n]+")
_unseen = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")


@dataclass(slots=True)
class Block:
    """Words that stand together on the page. `marker` is printed before them and is not part of the passage."""

    kind: PassageKind
    words: str
    level: int | None = None
    page: int | None = None
    marker: str | None = None
    language: str | None = None
    recognised: float | None = None  # how sure the recognition of letters was, where the words come from a picture
    footnotes: tuple[str, ...] = ()  # marks in the words that led to footnotes; they are not part of the words


@dataclass(slots=True)
class Page:
    """What a reader found in a file, before it becomes a Text."""

    blocks: list[Block]
    printed: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def one_line(words: str) -> str:
    """The words with every run of white space as one blank, and without soft hyphens and zero-width marks."""
    # Nothing that is printable is white space or unseen, but the blank: most lines are as they should be.
    if words.isprintable() and "  " not in words:
        return words.strip()
    if not words.isascii():
        words = _unseen.sub("", words)
    return _blank.sub(" ", words).strip()


def as_text(page: Page, *, media_type: str, reader: str) -> Text:
    """The Text of a page: body, passages with their sentences, language. Empty blocks are dropped.

    The page gives up its blocks and is left without: a long document is held once.
    """
    waiting = page.blocks[::-1]
    page.blocks = []
    blocks = (waiting.pop() for _ in range(len(waiting)))
    return text_of(blocks, dict, page.printed, page.notes, media_type=media_type, reader=reader)


def text_of(
    blocks: Iterable[Block],
    levels: Callable[[], Mapping[int, int]],
    printed: dict[str, str],
    notes: Sequence[str],
    *,
    media_type: str,
    reader: str,
) -> Text:
    """The same of blocks that come one by one. `levels` tells, after the last, what the levels of headings mean."""
    body, passages, sample = bytearray(), list[Passage](), _Sample()
    at = 0
    for block in blocks:
        if not block.words:
            continue
        sample.take(block)
        before = f"{block.marker} " if block.marker else ""
        start = at + len(before)
        end = start + len(block.words)
        # In bytes, because a string of the whole would take as much again while it is put together.
        body += f"{before}{block.words}\n\n".encode("utf-8", "surrogatepass")
        passages.append(
            Passage(
                f"p{len(passages) + 1}", block.kind, start, end, block.level, block.page, block.marker, block.language,
                recognised=block.recognised, footnotes=block.footnotes,
            )
        )  # fmt: skip
        at = end + 2
    known = levels()
    for passage in passages if known else ():
        if passage.kind == "heading" and passage.level is not None:
            object.__setattr__(passage, "level", known[passage.level])  # nobody has seen it yet
    del body[-2:]
    whole = body.decode("utf-8", "surrogatepass")
    del body
    language = language_of(sample.words(), printed.get("language"))
    return Text(
        body=whole,
        passages=with_languages(whole, with_sentences(whole, passages, language), language),
        language=language,
        media_type=media_type,
        reader=reader,
        printed=printed,
        notes=tuple(notes),
    )


class _Sample:
    """Running text, longest kinds first, enough to tell the language of the blocks that are met."""

    KINDS = (frozenset(("paragraph", "item", "quotation")), frozenset(("heading", "table", "footnote", "chrome")))

    def __init__(self) -> None:
        self._met: tuple[list[str], list[str]] = ([], [])
        self._room = [LANGUAGE_SAMPLE, LANGUAGE_SAMPLE]

    def take(self, block: Block) -> None:
        which = 0 if block.kind in self.KINDS[0] else 1
        if self._room[which] > 0:
            self._met[which].append(block.words[:LANGUAGE_SAMPLE])
            self._room[which] -= len(block.words)

    def words(self) -> str:
        taken: list[str] = []
        room = LANGUAGE_SAMPLE
        for met in self._met:
            for words in met:
                if room > 0:
                    taken.append(words[:room])
                    room -= len(words)
            if sum(map(len, taken)) > LANGUAGE_SAMPLE // 8:
                break
        return " ".join(taken)
