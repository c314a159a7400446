"""From blocks to a Text: one block is one line of the body (a table's cell may hold several), a blank line between.

The readers of pages with a layout (HTML, PDF, DOCX, XML) differ in how they find blocks; they all end here, so that a
paragraph, an item and a heading look the same to everything that comes after, whatever the file was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    blocks = [block for block in page.blocks if block.words]
    page.blocks = []
    language = language_of(_sample(blocks), page.printed.get("language"))
    pieces: list[str] = []
    passages: list[Passage] = []
    at = 0
    for n, block in enumerate(blocks, 1):
        before = f"{block.marker} " if block.marker else ""
        start = at + len(before)
        end = start + len(block.words)
        pieces.append(before + block.words)
        passages.append(
            Passage(
                f"p{n}", block.kind, start, end, block.level, block.page, block.marker, block.language,
                recognised=block.recognised, footnotes=block.footnotes,
            )
        )  # fmt: skip
        at = end + 2
    blocks.clear()
    body = "\n\n".join(pieces)
    pieces.clear()
    return Text(
        body=body,
        passages=with_languages(body, with_sentences(body, passages, language), language),
        language=language,
        media_type=media_type,
        reader=reader,
        printed=page.printed,
        notes=tuple(page.notes),
    )


def _sample(blocks: Iterable[Block]) -> str:
    """Running text, longest kinds first, enough to tell its language."""
    taken: list[str] = []
    room = LANGUAGE_SAMPLE
    for wanted in (("paragraph", "item", "quotation"), ("heading", "table", "footnote", "chrome")):
        for block in blocks:
            if block.kind in wanted and room > 0:
                taken.append(block.words[:room])
                room -= len(block.words)
        if sum(map(len, taken)) > LANGUAGE_SAMPLE // 8:
            break
    return " ".join(taken)
