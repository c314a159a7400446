"""Ruled tables on a printed page: lines that cross make a grid, and what stands between them are its cells.

Tables without lines are not told from paragraphs here: what only looks aligned may as well be a list of names.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

from qalqan.texts.reading.blocks import CELL, one_line
from qalqan.texts.reading.hyphens import SPLIT
from qalqan.texts.reading.rows import Row

THIN = 5.0  # points: a drawn thing that is no thicker is a line
NEAR = 5.0  # points: lines nearer than this are one
SHORTEST = (12.0, 6.0)  # points across and up
MOST_OBJECTS = 6000  # of a page that are looked at
MOST_LINES = 400  # more are a drawing
USUAL_CELL = 600  # letters: a grid with more in its cells on average is the frame of a page

Line = tuple[float, float, float]  # where it stands, from, to


@dataclass(slots=True)
class _Grid:
    """Lines that belong together: `across` are horizontal (y, from x, to x), `up` vertical (x, from y, to y)."""

    across: list[Line]
    up: list[Line]

    @property
    def columns(self) -> list[float]:
        return _places(self.up)

    @property
    def bands(self) -> list[float]:
        """The heights of the lines between rows, from above."""
        return _places(self.across)[::-1]


@cache
def _looks() -> tuple[Callable[[int, int], int], Callable[[int], int]]:
    """The engine's two questions about each thing drawn, past the checks of types (see `page_rows.py`)."""
    import pypdfium2.raw as pdfium

    def bound(function: Any, *kinds: Any) -> Any:
        return ctypes.PYFUNCTYPE(*kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    at = ctypes.c_void_p
    return (
        bound(pdfium.FPDFPage_GetObject, at, at, ctypes.c_int),
        bound(pdfium.FPDFPageObj_GetType, ctypes.c_int, at),
    )


def with_tables(pdfium: Any, page: Any, text: Any, rows: list[Row]) -> list[Row]:
    """The rows of a page; those inside a ruled table in the form of that table's rows, cells parted by tabs."""
    count = pdfium.FPDFPage_CountObjects(page)
    if len(rows) < 2 or not 4 < count <= MOST_OBJECTS:
        return rows
    for grid in _grids(*_lines(pdfium, page, count)):
        rows = _as_table(pdfium, text, grid, rows)
    return rows


def _lines(pdfium: Any, page: Any, count: int) -> tuple[list[Line], list[Line]]:
    """The horizontal and the vertical lines of a page, those of rectangles among them."""
    across: list[Line] = []
    up: list[Line] = []
    object_at, type_of = _looks()
    address = ctypes.cast(page, ctypes.c_void_p).value or 0
    # Some first: a table draws many lines, one after another, and most pages draw none.
    some = range(0, count, 4 if count < 200 else 8)
    if pdfium.FPDF_PAGEOBJ_PATH not in map(type_of, map(object_at, repeat(address, len(some)), some)):
        return [], []
    drawn_here = list(map(object_at, repeat(address, count), range(count)))
    kinds = list(map(type_of, drawn_here))
    if kinds.count(pdfium.FPDF_PAGEOBJ_PATH) < 4:
        return [], []
    edges = [ctypes.c_float() for _ in range(4)]
    for drawn, kind in zip(drawn_here, kinds, strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT), *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        wide, high = right - left, top - bottom
        if high <= THIN and wide >= SHORTEST[0]:
            across.append(((top + bottom) / 2, left, right))
        elif wide <= THIN and high >= SHORTEST[1]:
            up.append(((left + right) / 2, bottom, top))
        elif wide > THIN and high > THIN:
            across += [(bottom, left, right), (top, left, right)]
            up += [(left, bottom, top), (right, bottom, top)]
        if len(across) > MOST_LINES or len(up) > MOST_LINES:
            return [], []
    return across, up


def _grids(across: list[Line], up: list[Line]) -> list[_Grid]:
    """Lines that cross or touch, gathered; those that make two columns and two rows at least."""
    grids: list[_Grid] = []
    for x, low, high in sorted(up):
        crossed = [
            line for line in across if line[1] - NEAR <= x <= line[2] + NEAR and low - NEAR <= line[0] <= high + NEAR
        ]
        if not crossed:
            continue
        joined = _Grid(crossed, [(x, low, high)])
        kept = []
        for grid in grids:
            if any(line in crossed for line in grid.across):
                joined.across += [line for line in grid.across if line not in joined.across]
                joined.up += grid.up
            else:
                kept.append(grid)
        grids = [*kept, joined]
    return [grid for grid in grids if len(grid.columns) >= 3 and len(grid.bands) >= 3]


def _places(lines: Sequence[Line]) -> list[float]:
    """Where lines stand, from the least, those near each other as one."""
    places: list[float] = []
    for place in sorted(line[0] for line in lines):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return places


def _as_table(pdfium: Any, text: Any, grid: _Grid, rows: list[Row]) -> list[Row]:
    """The rows, with those in the grid replaced; as they were where the grid holds no table."""
    columns, bands = grid.columns, grid.bands
    inside = [row for row in rows if columns[0] - NEAR <= row.left <= columns[-1] and bands[-1] < row.base < bands[0]]
    made: list[Row] = []
    filled: list[int] = []
    full = 0
    for above, below in zip(bands, bands[1:], strict=False):
        held = [row for row in inside if below < row.base <= above]
        cells = _cells(pdfium, text, grid, above, below)
        filled += [len(cell) for cell in cells if cell]
        words = CELL.join(cells).rstrip(CELL)
        if not words.strip(CELL) or not held:
            continue
        first = max(held, key=lambda row: row.base)
        full += sum(map(bool, cells)) >= 2
        made.append(
            Row(words, columns[0], columns[-1], first.base, first.size, first.bold, first.bold, first.page, first.height, table=True)
        )  # fmt: skip
    if full < 2 or sum(filled) > USUAL_CELL * len(filled):
        return rows
    gone = {id(row) for row in inside}
    at = next(n for n, row in enumerate(rows) if id(row) in gone)
    return [*rows[:at], *made, *(row for row in rows[at:] if id(row) not in gone)]


def _cells(pdfium: Any, text: Any, grid: _Grid, above: float, below: float) -> list[str]:
    """The words of one row, column by column. A cell that runs over several columns stands in the first of them."""
    middle = (above + below) / 2
    walls = [
        x for x in grid.columns if any(abs(line[0] - x) <= NEAR and line[1] <= middle <= line[2] for line in grid.up)
    ]
    cells = {
        left: _words(pdfium, text, left, above, right, below) for left, right in zip(walls, walls[1:], strict=False)
    }
    return [cells.get(x, "") for x in grid.columns[:-1]]


def _words(pdfium: Any, text: Any, left: float, top: float, right: float, bottom: float) -> str:
    # A letter counts that touches the box: the tails of letters on the line above do.
    inset = min(3.0, (top - bottom) / 6)
    left, top, right, bottom = left + 1, top - inset, right - 1, bottom + inset
    length = pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, None, 0)
    if length <= 0:
        return ""
    buffer = (ctypes.c_ushort * (length + 1))()
    got = pdfium.FPDFText_GetBoundedText(text, left, top, right, bottom, buffer, length)
    words = bytes(buffer)[: got * 2].decode("utf-16-le", "replace").replace("\x00", "")
    words = words.replace(SPLIT + "\r\n", "").replace(SPLIT, "")
    return one_line(words if words.isascii() else unicodedata.normalize("NFC", words))
