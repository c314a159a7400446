"""From rows of words on pages to blocks: paragraphs, items, headings, footnotes, and what is printed on every page.

A paragraph that runs over a page is one block. Running heads, page numbers and tables of contents become chrome.
Everything is measured against the document itself: its usual size, its usual distance between rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qalqan.texts.lexicon import lexicon
from qalqan.texts.reading.blocks import Block, one_line
from qalqan.texts.reading.structure import level_of, split_marker
from qalqan.texts.text import PassageKind

EDGE = 0.135  # of the page's height, above and below, where running heads and page numbers stand
COLUMN = 40.0  # points: left edges nearer than this belong to one column
SPLIT = "\ufffe"

_page_number = re.compile(
    r"(?:page|стр\.?|страница|бет|-|–|—)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:-|–|—|\||/\s*\d+|of \d+|из \d+)?", re.I
)
_digits = re.compile(r"\d+")
_leaders = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}\s*\d+$")
_rule = re.compile(r"[_\-–—=*. ]{3,}")
_heading_number = re.compile(r"(?:[IVXLC]{1,6}|[A-ZА-Я]|\d{1,2}(?:\.\d{1,2})?)\.?\s+(?=[A-ZА-ЯЁ“\"«(])")
_note_start = re.compile(r"(\*{1,3}|†|‡|\d{1,3})\s+(?=\S)")
_mark = re.compile(r"\d{1,3}|[*†‡]{1,3}")
_open = re.compile(r"[\w,–—-]$|\b(?:and|or|of|the|to|in|и|или|в|на|с)$", re.I)
TERMINAL = ".!?;:"
CLOSERS = '"”’»)]*'


@dataclass(slots=True)
class Row:
    """One row of words as it stands on a page: left and right edge, baseline from below, size, weight, page height."""

    words: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    bold_end: bool
    page: int
    height: float
    note: str | None = None  # the raised number or star before a footnote


@dataclass(slots=True)
class _Measure:
    """What is usual in this document."""

    size: float
    leading: float
    left: float
    right: float
    column_rights: dict[int, float] | None  # by where a column begins; None where there is one column

    def right_of(self, row: Row) -> float:
        """How far to the right the rows around this one reach."""
        if self.column_rights is None:
            return self.right
        return self.column_rights.get(round(row.left / COLUMN), row.right)


@dataclass(slots=True)
class _Paragraph:
    """Rows that belong together, and the kind they turn out to be."""

    rows: list[Row]
    kind: PassageKind = "paragraph"
    marker: str | None = None
    level: int | None = None


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """The blocks of a document in reading order.

    A paragraph that runs over a page stands whole where it began; the footnotes and running heads that lie between its
    parts come after it.
    """
    rows = _same_line_joined(rows)
    measure = _measured(rows)
    running = _running(rows)
    out: list[_Paragraph] = []
    last: _Paragraph | None = None
    for page in _by_page(rows):
        text, notes = _notes_apart([row for row in page if id(row) not in running], measure)
        paragraphs = _paragraphs(_top_down(text), measure)
        if last and paragraphs and _runs_over(last, paragraphs[0], measure):
            last.rows.extend(paragraphs.pop(0).rows)
        out.extend(_Paragraph([row], "chrome") for row in page if id(row) in running)
        out.extend(paragraphs)
        out.extend(notes)
        last = paragraphs[-1] if paragraphs else last
    hyphens = _Hyphens(rows)
    for paragraph in out:
        if paragraph.kind == "paragraph":
            _tell_kind(paragraph, measure)
    _rank_headings([paragraph for paragraph in out if paragraph.kind == "heading"])
    return [block for block in (_block(paragraph, hyphens) for paragraph in out) if block.words]


def _by_page(rows: Sequence[Row]) -> Iterable[list[Row]]:
    page: list[Row] = []
    for row in rows:
        if page and row.page != page[-1].page:
            yield page
            page = []
        page.append(row)
    if page:
        yield page


def _same_line_joined(rows: Sequence[Row]) -> list[Row]:
    """Pieces that the engine gave apart although they stand on one line (a raised number makes it do so)."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if (
            last
            and last.page == row.page
            and abs(last.base - row.base) < (0.65 if last.size < row.size * 0.8 else 0.4) * row.size
            and -1 <= row.left - last.right < 3 * last.size
        ):
            glue = "" if row.left - last.right < 0.12 * last.size else " "
            if last.size < row.size * 0.8 and _mark.fullmatch(last.words):
                last.note, last.words, glue = last.words, "", ""
            last.words += glue + row.words
            last.right, last.bold_end = row.right, row.bold_end
            if row.size > last.size:
                last.size, last.base = row.size, row.base
        else:
            out.append(row)
    return out


def _measured(rows: Sequence[Row]) -> _Measure:
    """The usual size, distance and margins, each row counted by its length."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.size * 2) / 2] += len(row.words)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    body = [row for row in rows if abs(row.size - size) < 0.75 and len(row.words) > 25]
    gaps: Counter[float] = Counter()
    for above, below in zip(body, body[1:], strict=False):
        gap = above.base - below.base
        if above.page == below.page and 0.5 * size < gap < 3.5 * size:
            gaps[round(gap * 2) / 2] += 1
    leading = _usual_leading(gaps, size)
    lefts = Counter(round(row.left / 3) * 3 for row in body)
    rights = sorted(row.right for row in body)
    left = float(lefts.most_common(1)[0][0]) if lefts else 0.0
    right = rights[len(rights) * 8 // 10] if rights else 500.0
    return _Measure(size, leading, left, right, _column_rights(body))


def _column_rights(body: Sequence[Row]) -> dict[int, float] | None:
    """How far the rows of each column reach, where the rows begin at two places far apart and end before each other."""
    begin = Counter(round(row.left / COLUMN) for row in body)
    common = [place for place, n in begin.items() if n * 5 >= len(body)]
    if len(common) < 2 or (max(common) - min(common)) * COLUMN < 150:
        return None
    rights: dict[int, float] = {}
    for row in body:
        place = round(row.left / COLUMN)
        rights[place] = max(rights.get(place, 0.0), row.right)
    return rights if rights[min(common)] <= max(common) * COLUMN else None


def _usual_leading(gaps: Counter[float], size: float) -> float:
    """The smallest distance that is common: the larger common ones part paragraphs."""
    if not gaps:
        return 1.3 * size
    most = gaps.most_common(1)[0][1]
    return min(gap for gap, n in gaps.items() if n * 5 >= most)


def _running(rows: Sequence[Row]) -> set[int]:
    """The rows (by identity) that are printed on page after page, page numbers, and tables of contents."""
    pages = len({row.page for row in rows})
    seen: Counter[tuple[str, bool]] = Counter()
    edge: list[Row] = []
    for row in rows:
        above = row.base > row.height * (1 - EDGE)
        if above or row.base < row.height * EDGE:
            edge.append(row)
            seen[_digits.sub("#", row.words.casefold()), above] += 1
    carriers = _forms("carriers")
    out = {id(row) for row in rows if len(row.words) < 60 and carriers.fullmatch(row.words)}
    out |= _contents(rows)
    for row in edge:
        same = seen[_digits.sub("#", row.words.casefold()), row.base > row.height * (1 - EDGE)]
        often = same >= 3 or (same == 2 and pages <= 4)
        words = sum(map(str.isalpha, row.words)) > 2
        if len(row.words) < 150 and (
            (often and words and (same * 4 >= pages or same >= 4)) or _page_number.fullmatch(row.words)
        ):
            out.add(id(row))
    return out


@cache
def _forms(scheme: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in lexicon("furniture")[scheme]))


def _contents(rows: Sequence[Row]) -> set[int]:
    """The rows of tables of contents: those with dotted lines, and the whole page where they are most of it."""
    out: set[int] = set()
    for page in _by_page(rows):
        dotted = [row for row in page if _leaders.search(row.words)]
        out.update(id(row) for row in (page if len(dotted) * 5 > len(page) * 2 and len(dotted) > 2 else dotted))
    return out


def _notes_apart(rows: list[Row], measure: _Measure) -> tuple[list[Row], list[_Paragraph]]:
    """The rows of the text, and the footnotes below it: small rows at the foot, the first with a mark or number."""
    low = sorted((row for row in rows), key=lambda row: row.base)
    small: list[Row] = []
    for row in low:
        if row.size < measure.size * 0.93 or (_rule.fullmatch(row.words) and row.base < row.height / 2):
            small.append(row)
        else:
            break
    if not small or len(small) * 10 > len(rows) * 9:
        return rows, []
    chosen = {id(row) for row in small}
    notes: list[_Paragraph] = []
    kept: list[Row] = []
    ruled = False
    for row in _top_down([row for row in rows if id(row) in chosen]):
        start = None if row.note else _note_start.match(row.words)
        if _rule.fullmatch(row.words):
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


def _top_down(rows: list[Row]) -> list[Row]:
    """The rows from top to bottom, unless they stand in columns: then in the file's own order, which follows them."""
    pairs = sum(
        1
        for a, b in zip(rows, rows[1:], strict=False)
        if b.base > a.base + a.size and (b.left > a.right or a.left > b.right)
    )
    beside = Counter(round(row.base) for row in rows)
    if pairs and sum(n > 1 for n in beside.values()) * 4 > len(beside):
        return rows
    return sorted(rows, key=lambda row: (-round(row.base), row.left))


def _paragraphs(rows: Sequence[Row], measure: _Measure) -> list[_Paragraph]:
    out: list[_Paragraph] = []
    for row in rows:
        if _rule.fullmatch(row.words):
            continue
        if row.note:
            out.append(_Paragraph([row], "footnote", row.note))
        elif out and _goes_on(out[-1].rows, row, measure):
            out[-1].rows.append(row)
        else:
            out.append(_Paragraph([row]))
    return out


def _goes_on(rows: Sequence[Row], row: Row, measure: _Measure) -> bool:
    """Whether a row continues the paragraph above it."""
    last = rows[-1]
    gap = last.base - row.base
    leading = measure.leading * max(1.0, last.size / measure.size)
    if gap > leading * 1.28 + 0.5 or gap < -0.5 * last.size or abs(last.size - row.size) > 0.12 * measure.size:
        return False
    if gap < 0.5 * last.size and row.left > last.right + 3 * last.size:
        return False  # beside it, far away: another column
    marker = split_marker(row.words).marker
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


def _runs_over(above: _Paragraph, below: _Paragraph, measure: _Measure) -> bool:
    """Whether the first paragraph of a page continues the last one of the page before."""
    last, first = above.rows[-1], below.rows[0]
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


def _stands_as_heading(rows: Sequence[Row], measure: _Measure) -> bool:
    """Larger or bold throughout, short, without a full stop."""
    words = " ".join(row.words for row in rows)
    if words[-1:] == ":" and (len(words) > 60 or words[:1].isdigit()):
        return False  # "60. … the following recommendations were made:" opens a list
    if len(words) > 220 or len(rows) > 4 or words[-1:] in ".;," or _forms("mastheads").fullmatch(words):
        return False
    if rows[0].size > measure.size * 1.12:
        return True
    bold = all(row.bold_end for row in rows) and all(row.bold for row in rows[1:])
    return bold and (rows[0].bold or len(words) < 80) and any(c.isalpha() for c in words)


def _tell_kind(paragraph: _Paragraph, measure: _Measure) -> None:
    rows = paragraph.rows
    piece = split_marker(rows[0].words)
    listed = piece.marker and (piece.marker[0] in "•(-–—" or (piece.level > 1 and not rows[0].bold))
    if not listed and _stands_as_heading(rows, measure):
        paragraph.kind = "heading"
        return
    if piece.marker and not (piece.marker in "–—-*" and rows[0].words[1:2] != " "):
        paragraph.kind, paragraph.marker, paragraph.level = "item", piece.marker, level_of(piece.marker)
        rows[0].words = piece.words


def _rank_headings(headings: Sequence[_Paragraph]) -> None:
    """Level 1 to the largest headings, then by size; of one size the forms I., A., 1. part levels."""
    sizes = sorted({round(h.rows[0].size * 2) / 2 for h in headings}, reverse=True)
    for heading in headings:
        heading.level = min(6, 1 + sizes.index(round(heading.rows[0].size * 2) / 2))


class _Hyphens:
    """Whether a hyphen at the end of a row belongs to the word ("well-\nbeing") or only parts it ("recom-\nmend")."""

    def __init__(self, rows: Sequence[Row]) -> None:
        split = sum(SPLIT in row.words or row.words.endswith("-") for row in rows)
        self.parted_often = split * 25 > len(rows)
        self._text: str | None = None
        self._rows = rows
        self._kept = frozenset(str(lexicon("furniture")["hyphen_prefixes"]).split())

    def joined(self, before: str, after: str) -> str:
        """The two halves as one word."""
        if self._text is None:
            self._text = " ".join(row.words for row in self._rows).casefold()
        whole, hyphened = f"{before}{after}".casefold(), f"{before}-{after}".casefold()
        if hyphened in self._text:
            return f"{before}-{after}"
        if re.search(rf"\b{re.escape(whole)}\b", self._text):
            return before + after
        if before.casefold() in self._kept or after[:1].isupper() or not before.isalpha() or not self.parted_often:
            return f"{before}-{after}"
        return before + after


_split_word = re.compile(rf"([\w'’-]+){SPLIT}(\w*)")
_row_hyphen = re.compile(r"(?<=[^\W\d_])-$")


def _block(paragraph: _Paragraph, hyphens: _Hyphens) -> Block:
    words = ""
    for row in paragraph.rows:
        if not words:
            words = row.words
        elif _row_hyphen.search(words):
            words = words[:-1] + SPLIT + row.words
        elif words.endswith(SPLIT):
            words += row.words
        else:
            words = f"{words} {row.words}"
    if SPLIT in words:
        words = _split_word.sub(lambda found: hyphens.joined(found[1], found[2]), words).replace(SPLIT, "-")
    level = paragraph.level
    return Block(paragraph.kind, one_line(words), level, paragraph.rows[0].page, paragraph.marker)
