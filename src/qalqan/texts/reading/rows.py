"""Rows of words as they stand on printed pages: what is usual among them, what runs through all pages, their order."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from qalqan.texts.lexicon import lexicon

EDGE = 0.135  # of the page's height, above and below, where running heads and page numbers stand
MOST_COLUMNS = 3  # beside the first; where the file goes up oftener, it goes through a table
LONGEST_RUNNING = 150  # letters of a running head
COLUMN = 40.0  # points: left edges nearer than this belong to one column

_page_number = re.compile(
    r"(?:page|стр\.?|страница|бет|-|–|—)?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:-|–|—|\||/\s*\d+|of \d+|из \d+)?", re.I
)
_digits = re.compile(r"\d+")
_leaders = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}\s*\d+$")
_mark = re.compile(r"\d{1,3}|[*†‡]{1,3}")


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
    recognised: float | None = None  # how sure the recognition of letters was, where the row comes from a picture
    footnotes: tuple[str, ...] = ()  # the raised numbers in it that lead to footnotes
    table: bool = False  # one row of a ruled table, its cells parted by tabs


@dataclass(slots=True)
class Measure:
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


def same_line_joined(rows: Sequence[Row]) -> list[Row]:
    """Pieces that the engine gave apart although they stand on one line (a raised number makes it do so)."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if (
            last
            and last.page == row.page
            and not (last.table or row.table)
            and abs(last.base - row.base) < (0.65 if last.size < row.size * 0.8 else 0.4) * row.size
            and -1 <= row.left - last.right < 3 * last.size
        ):
            glue = "" if row.left - last.right < 0.12 * last.size else " "
            if last.size < row.size * 0.8 and _mark.fullmatch(last.words):
                last.note, last.words, glue = last.words, "", ""
            last.words += glue + row.words
            last.right, last.bold_end = row.right, row.bold_end
            last.footnotes += row.footnotes
            if last.recognised is not None and row.recognised is not None:
                last.recognised = min(last.recognised, row.recognised)
            if row.size > last.size:
                last.size, last.base = row.size, row.base
        else:
            out.append(row)
    return out


def measured(pages: Iterable[Sequence[Row]]) -> Measure:
    """The usual size, distance and margins, each row counted by its length. The pages are walked through twice."""
    size = _usual_size(pages)
    gaps: Counter[float] = Counter()
    begin: dict[float, int] = {}
    reach: dict[float, float] = {}
    rights = array("d")
    above: Row | None = None
    for row in (row for page in pages for row in page if abs(row.size - size) < 0.75 and len(row.words) > 25):
        if above is not None and above.page == row.page:
            gap = above.base - row.base
            if 0.5 * size < gap < 3.5 * size:
                gaps[round(gap * 2) / 2] += 1
        above, left, right = row, row.left, row.right
        begin[left] = begin.get(left, 0) + 1
        if right > reach.get(left, 0.0):
            reach[left] = right
        rights.append(right)
    lefts: Counter[int] = Counter()
    for place, many in begin.items():
        lefts[round(place / 3) * 3] += many
    return Measure(
        size,
        _usual_leading(gaps, size),
        float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        sorted(rights)[len(rights) * 8 // 10] if rights else 500.0,
        _column_rights(begin, reach),
    )


def _usual_size(pages: Iterable[Sequence[Row]]) -> float:
    letters: dict[float, int] = {}
    for page in pages:
        for row in page:
            letters[row.size] = letters.get(row.size, 0) + len(row.words)
    sizes: Counter[float] = Counter()
    for exact, many in letters.items():
        sizes[round(exact * 2) / 2] += many
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _column_rights(begin: dict[float, int], reach: dict[float, float]) -> dict[int, float] | None:
    """How far the rows of each column reach, where the rows begin at two places far apart and end before each other.

    `begin` tells how many rows begin at a left edge, `reach` how far to the right they come.
    """
    many: Counter[int] = Counter()
    rights: dict[int, float] = {}
    for left, rows in begin.items():
        place = round(left / COLUMN)
        many[place] += rows
        rights[place] = max(rights.get(place, 0.0), reach.get(left, 0.0))
    common = [place for place, rows in many.items() if rows * 5 >= many.total()]
    if len(common) < 2 or (max(common) - min(common)) * COLUMN < 150:
        return None
    return rights if rights[min(common)] <= max(common) * COLUMN else None


def _usual_leading(gaps: Counter[float], size: float) -> float:
    """The smallest distance that is common: the larger common ones part paragraphs."""
    if not gaps:
        return 1.3 * size
    most = gaps.most_common(1)[0][1]
    return min(gap for gap, n in gaps.items() if n * 5 >= most)


class Running:
    """What is printed on page after page, page numbers, and tables of contents. The pages are walked through once."""

    def __init__(self, pages: Iterable[Sequence[Row]]) -> None:
        self._pages = 0
        self._seen: Counter[tuple[str, bool]] = Counter()
        for page in pages:
            self._pages += bool(page)
            self._seen.update(
                _at_edge(row) for row in page if len(row.words) < LONGEST_RUNNING and _stands_at_edge(row)
            )

    def of(self, page: Sequence[Row]) -> set[int]:
        """Those rows of a page (by identity)."""
        carriers = forms("carriers")
        out = {id(row) for row in page if len(row.words) < 60 and carriers.fullmatch(row.words)}
        out |= _contents(page)
        out.update(id(row) for row in page if _stands_at_edge(row) and self._is_running(row))
        return out

    def _is_running(self, row: Row) -> bool:
        if len(row.words) >= LONGEST_RUNNING:
            return False
        same = self._seen[_at_edge(row)]
        often = (same >= 3 or (same == 2 and self._pages <= 4)) and (same * 4 >= self._pages or same >= 4)
        return (often and sum(map(str.isalpha, row.words)) > 2) or _page_number.fullmatch(row.words) is not None


def _stands_at_edge(row: Row) -> bool:
    return row.base > row.height * (1 - EDGE) or row.base < row.height * EDGE


def _at_edge(row: Row) -> tuple[str, bool]:
    """What two rows at the edges of pages have in common that say the same: their words but for numbers, and where."""
    return _digits.sub("#", row.words.casefold()), row.base > row.height * (1 - EDGE)


@cache
def forms(scheme: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in lexicon("furniture")[scheme]))


def _is_dotted(words: str) -> bool:
    """Whether a row has leaders. Counting first, because the pattern tries every character of every row."""
    may_be = words.count(".") >= 5 or "……" in words or "_____" in words
    return may_be and _leaders.search(words) is not None


def _contents(page: Sequence[Row]) -> set[int]:
    """The rows of a table of contents: those with dotted lines, and the whole page where they are most of it."""
    dotted = [row for row in page if _is_dotted(row.words)]
    return {id(row) for row in (page if len(dotted) * 5 > len(page) * 2 and len(dotted) > 2 else dotted)}


def _beside_another(rows: Sequence[Row]) -> int:
    """How many rows have one beside them, on whatever line: columns whose paragraphs part them differently share no lines."""
    down = sorted(rows, key=lambda row: -row.base)
    found: set[int] = set()
    for n, a in enumerate(down):
        for b in down[n + 1 :]:
            if a.base - b.base >= 0.6 * a.size:
                break
            if b.left > a.right or a.left > b.right:
                found.update((id(a), id(b)))
    return len(found)


def top_down(rows: list[Row]) -> list[Row]:
    """The rows from top to bottom, unless they stand in columns: then in the file's own order, which follows them."""
    pairs = sum(
        1
        for a, b in zip(rows, rows[1:], strict=False)
        if b.base > a.base + a.size and (b.left > a.right or a.left > b.right)
    )
    if pairs:
        beside = Counter(round(row.base) for row in rows)
        if sum(n > 1 for n in beside.values()) * 4 > len(beside):
            return rows
        if pairs <= MOST_COLUMNS and _beside_another(rows) * 10 >= 3 * len(rows):
            return rows
    return sorted(rows, key=lambda row: (-round(row.base), row.left))
