"""Rows of words as they stand on printed pages: what is usual among them, what runs through all pages, their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter

from qalqan.texts.lexicon import lexicon

EDGE = 0.135  # of the page's height, above and below, where running heads and page numbers stand
MOST_COLUMNS = 3  # beside the first; where the file goes up oftener, it goes through a table
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


def by_page(rows: Sequence[Row]) -> Iterable[list[Row]]:
    for _, page in groupby(rows, attrgetter("page")):
        yield list(page)


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


def measured(rows: Sequence[Row]) -> Measure:
    """The usual size, distance and margins, each row counted by its length."""
    letters: dict[float, int] = {}
    for row in rows:
        letters[row.size] = letters.get(row.size, 0) + len(row.words)
    sizes: Counter[float] = Counter()
    for exact, many in letters.items():
        sizes[round(exact * 2) / 2] += many
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
    return Measure(size, leading, left, right, _column_rights(body))


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


def running(rows: Sequence[Row]) -> set[int]:
    """The rows (by identity) that are printed on page after page, page numbers, and tables of contents."""
    pages = len({row.page for row in rows})
    seen: Counter[tuple[str, bool]] = Counter()
    edge: list[Row] = []
    for row in rows:
        above = row.base > row.height * (1 - EDGE)
        if above or row.base < row.height * EDGE:
            edge.append(row)
            seen[_digits.sub("#", row.words.casefold()), above] += 1
    carriers = forms("carriers")
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
def forms(scheme: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in lexicon("furniture")[scheme]))


def _is_dotted(words: str) -> bool:
    """Whether a row has leaders. Counting first, because the pattern tries every character of every row."""
    may_be = words.count(".") >= 5 or "……" in words or "_____" in words
    return may_be and _leaders.search(words) is not None


def _contents(rows: Sequence[Row]) -> set[int]:
    """The rows of tables of contents: those with dotted lines, and the whole page where they are most of it."""
    out: set[int] = set()
    for page in by_page(rows):
        dotted = [row for row in page if _is_dotted(row.words)]
        out.update(id(row) for row in (page if len(dotted) * 5 > len(page) * 2 and len(dotted) > 2 else dotted))
    return out


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
