"""Elements against subjects: one list of questions over several laws, cases or States, a sign by shape in each cell."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from qalqan.site.drawings.boards import Cell, sign
from qalqan.site.drawings.canvas import Drawing, line, lines_of, svg, text, text_lines

_FIRST, _COLUMN = 250, 144


def answers_board(
    title: str, corner: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]]
) -> Drawing:
    """`rows`: a name and a cell for each column. A cell without an answer is drawn as a point and said in words."""
    head = [lines_of(name, _COLUMN - 16, 12.5, most=5) for name in columns]
    top = 10 + 16 * max((len(lines) for lines in head), default=1)
    tall = [_height(name, cells) for name, cells in rows]
    width, height = _FIRST + _COLUMN * len(columns), top + sum(tall) + 6
    parts: list[Markup] = [
        text_lines(_FIRST + 8 + place * _COLUMN, 14, lines, "d-head", 16) for place, lines in enumerate(head)
    ]
    for number, (name, cells) in enumerate(rows):
        y = top + sum(tall[:number])
        parts.append(line(0, y, width, y, "d-hair"))
        parts.append(text_lines(0, y + 19, _name(name), "d-label", 16))
        parts += [_drawn(_FIRST + place * _COLUMN, y, cell) for place, cell in enumerate(cells)]
    table = tuple((name, *(_words(cell) for cell in cells)) for name, cells in rows)
    said = "; ".join(
        f"{name}, {columns[place]}: {_words(cell)}"
        for name, cells in rows
        for place, cell in enumerate(cells)
        if cell.sign != "none"
    )
    return Drawing(title, said, svg(width, height, title, said, parts, "grid-board"), (corner, *columns), table)


def _height(name: str, cells: Sequence[Cell]) -> int:
    """So high that the name, the words of each cell and their date have room."""
    said = max((14 * len(_said(cell)) + (15 if cell.since else 0) for cell in cells), default=0)
    return max(44, 16 * len(_name(name)) + 12, said + 15)


def _name(name: str) -> list[str]:
    return lines_of(name, _FIRST - 14, 12.5, most=3)


def _said(cell: Cell) -> list[str]:
    return lines_of(cell.words, _COLUMN - 36, 11.5, most=3)


def _drawn(x: float, y: float, cell: Cell) -> Markup:
    words = _said(cell)
    inside = sign(x + 15, y + 15, cell.sign) + text_lines(x + 30, y + 19, words, "d-cell", 14)
    if cell.since:
        inside += text(x + 30, y + 20 + 14 * len(words), cell.since, "d-date")
    return inside


def _words(cell: Cell) -> str:
    return f"{cell.words}, {cell.since}" if cell.since else cell.words
