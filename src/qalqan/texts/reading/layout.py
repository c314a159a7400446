"""From rows of words on pages to blocks: paragraphs, items, headings, footnotes, and what is printed on every page.

A paragraph that runs over a page is one block. Running heads, page numbers and tables of contents become chrome.
Everything is measured against the document itself: its usual size, its usual distance between rows (`rows.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qalqan.texts.reading.blocks import Block, one_line, text_of
from qalqan.texts.reading.hyphens import SPLIT, Hyphens, ends_in_hyphen
from qalqan.texts.reading.pages_held import PagesHeld
from qalqan.texts.reading.rows import Measure, Row, Running, forms, measured, top_down
from qalqan.texts.reading.structure import level_of, marker_of, split_marker
from qalqan.texts.text import PassageKind, Text

_RULES = "_-–—=*. "
_rule = re.compile(rf"[{re.escape(_RULES)}]{{3,}}")
_note_start = re.compile(r"(\*{1,3}|†|‡|\d{1,3})\s+(?=\S)")
_open = re.compile(r"[\w,–—-]$|\b(?:and|or|of|the|to|in|и|или|в|на|с)$", re.I)
TERMINAL = ".!?;:"
CLOSERS = '"”’»)]*'


@dataclass(slots=True)
class _Paragraph:
    """Rows that belong together, and the kind they turn out to be."""

    rows: list[Row]
    kind: PassageKind = "paragraph"
    marker: str | None = None
    level: int | None = None


def laid_out(pages: PagesHeld, printed: dict[str, str], notes: Sequence[str], *, media_type: str, reader: str) -> Text:
    """The Text of a document's pages, which are given up: of a long report they are most of all."""
    layout = Layout(pages)
    return text_of(layout.blocks(), layout.levels, printed, notes, media_type=media_type, reader=reader)


class Layout:
    """The blocks of a document in reading order, once; its pages are given up.

    A paragraph that runs over a page stands whole where it began; the footnotes and running heads that lie between its
    parts come after it.
    """

    def __init__(self, pages: PagesHeld) -> None:
        self._pages = pages
        self._measure = measured(pages)
        self._running = Running(pages)
        self._hyphens = Hyphens(pages.words())
        self._sizes: set[int] = set()

    def blocks(self) -> Iterator[Block]:
        """Each block as its page comes. The level of a heading is the size of its letters, until all are known."""
        for paragraph in self._paragraphs():
            if paragraph.kind == "paragraph":
                _tell_kind(paragraph, self._measure)
            if paragraph.kind == "heading":
                paragraph.level = round(paragraph.rows[0].size * 2)
                self._sizes.add(paragraph.level)
            block = _block(paragraph, self._hyphens)
            if block.words:
                yield block

    def levels(self) -> dict[int, int]:
        """What level the headings of each size have, after the last block: 1 to the largest, then by size."""
        return {size: min(6, rank) for rank, size in enumerate(sorted(self._sizes, reverse=True), 1)}

    def _paragraphs(self) -> Iterator[_Paragraph]:
        """The paragraphs in reading order, their kind not told yet."""
        held: list[_Paragraph] = []  # from the last of running text on: the next page may go on with it
        last: _Paragraph | None = None
        for page in self._pages.given_up():
            running = self._running.of(page)
            text, notes = _notes_apart([row for row in page if id(row) not in running], self._measure)
            paragraphs = _paragraphs(top_down(text), self._measure)
            if last and paragraphs and _runs_over(last, paragraphs[0], self._measure):
                last.rows.extend(paragraphs.pop(0).rows)
            held.extend(_Paragraph([row], "chrome") for row in page if id(row) in running)
            if paragraphs:
                yield from held
                yield from paragraphs[:-1]
                last = paragraphs[-1]
                held = [last]
            held.extend(notes)
        yield from held


def _notes_apart(rows: list[Row], measure: Measure) -> tuple[list[Row], list[_Paragraph]]:
    """The rows of the text, and the footnotes below it: small rows at the foot, the first with a mark or number."""
    low = sorted((row for row in rows), key=lambda row: row.base)
    small: list[Row] = []
    for row in low:
        if row.table:
            break
        if row.size < measure.size * 0.93 or (row.base < row.height / 2 and _is_rule(row.words)):
            small.append(row)
        else:
            break
    if not small or len(small) * 10 > len(rows) * 9:
        return rows, []
    chosen = {id(row) for row in small}
    notes: list[_Paragraph] = []
    kept: list[Row] = []
    ruled = False
    for row in top_down([row for row in rows if id(row) in chosen]):
        start = None if row.note else _note_start.match(row.words)
        if _is_rule(row.words):
            ruled = True
        elif row.note or start:
            mark = row.note or (start[1] if start else None)
            row.words = row.words[start.end() :] if start else row.words
            notes.append(_Paragraph([row], "footnote", mark))
        elif notes:
            notes[-1].rows.append(row)
        elif ruled:
            notes.append(_Paragraph([row], "footnote"))
        else:
            kept.append(row)  # Small print above the notes is text: a summary, a caption.
    gone = chosen - {id(row) for row in kept}
    return [row for row in rows if id(row) not in gone], notes


def _is_rule(words: str) -> bool:
    return words[:1] in _RULES and _rule.fullmatch(words) is not None


def _paragraphs(rows: Sequence[Row], measure: Measure) -> list[_Paragraph]:
    out: list[_Paragraph] = []
    for row in rows:
        if _is_rule(row.words):
            continue
        if row.table:
            out.append(_Paragraph([row], "table"))
        elif row.note:
            out.append(_Paragraph([row], "footnote", row.note))
        elif out and not out[-1].rows[-1].table and _goes_on(out[-1].rows, row, measure):
            out[-1].rows.append(row)
        else:
            out.append(_Paragraph([row]))
    return out


def _goes_on(rows: Sequence[Row], row: Row, measure: Measure) -> bool:
    """Whether a row continues the paragraph above it."""
    last = rows[-1]
    gap = last.base - row.base
    leading = measure.leading * max(1.0, last.size / measure.size)
    if gap > leading * 1.28 + 0.5 or gap < -0.5 * last.size or abs(last.size - row.size) > 0.12 * measure.size:
        return False
    if gap < 0.5 * last.size and row.left > last.right + 3 * last.size:
        return False  # beside it, far away: another column
    marker = marker_of(row.words)
    if marker and (_ends(last) or abs(row.left - last.left) > 2 or len(rows) > 1 and abs(row.left - rows[0].left) < 2):
        return not _is_enumeration(rows, row, marker)
    if rows[0].bold and rows[-1].bold_end and not row.bold and not row.bold_end and not _is_open_row(last):
        return len(last.words) > 120
    right = measure.right_of(last)
    if _broken_on_purpose(last, row, right) and not (last.bold_end and row.bold and last.size > measure.size * 1.05):
        return False
    short = last.right < right - 0.18 * (measure.right - measure.left)
    if short and _ends(last) and (row.left > rows[0].left + 8 or not row.words[:1].islower()):
        return False
    if len(rows) > 1 and row.left > last.left + 12 and _ends(last) and row.left > min(r.left for r in rows) + 12:
        return False
    return not (short and last.size > measure.size * 1.15 and row.left + 12 < last.left)


def _broken_on_purpose(above: Row, below: Row, right: float) -> bool:
    """Whether the row ends although the next word had plenty of room, and a new beginning follows."""
    first = below.words.split(None, 1)[0]
    if first[:1].islower() or above.words[-1:] in ",-–—" + SPLIT or first[:1] in "(&":
        return False
    width = (above.right - above.left) / max(1, len(above.words))
    return right - above.right > width * (len(first) + 1) + 4 * above.size


def _is_enumeration(rows: Sequence[Row], row: Row, marker: str) -> bool:
    """ "in paragraph\n15 (a) of" opens no item: a marker in the middle of a sentence is a reference."""
    if _ends(rows[-1]) or row.left > rows[0].left + 8:
        return True
    return bool(re.search(r"[A-Za-zа-я•●▪-]", marker)) or not _is_open_row(rows[-1])


def _ends(row: Row) -> bool:
    words = row.words.rstrip(CLOSERS)
    return words[-1:] in TERMINAL or row.words[-1:] in TERMINAL or bool(re.search(r"[;,] (?:and|or)$", row.words))


def _is_open_row(row: Row) -> bool:
    return bool(_open.search(row.words)) and not _ends(row)


def _runs_over(above: _Paragraph, below: _Paragraph, measure: Measure) -> bool:
    """Whether the first paragraph of a page continues the last one of the page before."""
    last, first = above.rows[-1], below.rows[0]
    if first.table or last.table:
        return False
    if first.page - last.page != 1 or below.kind == "footnote" or abs(last.size - first.size) > 0.12 * measure.size:
        return False
    if split_marker(first.words).marker and (_ends(last) or first.left > last.left + 8):
        return False
    if first.words[:1].islower() or last.words.endswith(SPLIT):
        return True
    if first.bold != last.bold_end and len(below.rows) == 1:
        return False
    if _ends(last):
        full = last.right > measure.right_of(last) - 0.12 * (measure.right - measure.left)
        return (
            full
            and above.rows[0] is not last
            and split_marker(above.rows[0].words).marker is not None
            and len(below.rows) > 1
        )
    return not _stands_as_heading(above.rows, measure) and not _stands_as_heading(below.rows, measure)


def _stands_as_heading(rows: Sequence[Row], measure: Measure) -> bool:
    """Larger or bold throughout, short, without a full stop."""
    words = " ".join(row.words for row in rows)
    if words[-1:] == ":" and (len(words) > 60 or words[:1].isdigit()):
        return False  # "60. … the following recommendations were made:" opens a list
    if len(words) > 220 or len(rows) > 4 or words[-1:] in ".;," or forms("mastheads").fullmatch(words):
        return False
    if rows[0].size > measure.size * 1.12:
        return True
    bold = all(row.bold_end for row in rows) and all(row.bold for row in rows[1:])
    return bold and (rows[0].bold or len(words) < 80) and any(c.isalpha() for c in words)


def _tell_kind(paragraph: _Paragraph, measure: Measure) -> None:
    rows = paragraph.rows
    piece = split_marker(rows[0].words)
    listed = piece.marker and (piece.marker[0] in "•(-–—" or (piece.level > 1 and not rows[0].bold))
    if not listed and _stands_as_heading(rows, measure):
        paragraph.kind = "heading"
        return
    if piece.marker and not (piece.marker in "–—-*" and rows[0].words[1:2] != " "):
        paragraph.kind, paragraph.marker, paragraph.level = "item", piece.marker, level_of(piece.marker)
        rows[0].words = piece.words


def _block(paragraph: _Paragraph, hyphens: Hyphens) -> Block:
    words = ""
    for row in paragraph.rows:
        if ends_in_hyphen(words):
            words = words[:-1] + SPLIT + row.words
        else:
            words = f"{words} {row.words}" if words else row.words
    first = paragraph.rows[0]
    if first.table:
        return Block(paragraph.kind, first.words, None, first.page)
    block = Block(paragraph.kind, one_line(hyphens.mended(words)), paragraph.level, first.page, paragraph.marker)
    block.footnotes = tuple(mark for row in paragraph.rows for mark in row.footnotes)
    if first.recognised is not None:
        block.recognised = _mean_recognised(paragraph.rows)
    return block


def _mean_recognised(rows: Sequence[Row]) -> float | None:
    """How sure the letters of the rows are, each row counted by its length."""
    read = [(row.recognised, len(row.words)) for row in rows if row.recognised is not None and row.words]
    letters = sum(length for _, length in read)
    return round(sum(sure * length for sure, length in read) / letters, 3) if letters else None
