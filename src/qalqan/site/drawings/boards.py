"""Boards: rows against columns with a sign in each cell: visits (State by mandate), demands (clause by addressee)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from qalqan.site.drawings.canvas import Drawing, circle, cross, line, lines_of, path, rect, svg, text, text_lines
from qalqan.site.language import Language


@dataclass(frozen=True, slots=True)
class Cell:
    """`sign`: none, asked, half, full, against, over; `words` say the same."""

    sign: str
    words: str
    since: str = ""


def sign(x: float, y: float, kind: str) -> Markup:
    """Signs that differ by shape, not by colour: empty, ring, half, full, cross, bar."""
    if kind == "full":
        return circle(x, y, 7, "d-dot")
    if kind == "half":
        return circle(x, y, 7, "d-ring") + path(f"M{x:g} {y - 7:g}A7 7 0 0 1 {x:g} {y + 7:g}Z", "d-dot")
    if kind == "asked":
        return circle(x, y, 7, "d-ring")
    if kind == "against":
        return circle(x, y, 7, "d-ring") + cross(x, y, 3.5, "d-cross")
    if kind == "over":
        return line(x - 6, y, x + 6, y, "d-rail")
    return circle(x, y, 2, "d-quiet-dot")


def visits_board(
    rows: tuple[tuple[str, tuple[Cell, ...]], ...], columns: tuple[str, ...], language: Language
) -> Drawing:
    """States down, mandates across; each cell says how far the visit came and since when."""
    title = language.say("Visits of United Nations experts")
    return _board(rows, columns, language, title, language.say("State"), (150, 196, 46))


def clause_matrix(
    rows: tuple[tuple[str, tuple[Cell, ...]], ...], columns: tuple[str, ...], language: Language
) -> Drawing:
    """Demands down, addressees across; each cell says where the demand stands with that addressee."""
    title = language.say("Where each demand stands with each addressee")
    return _board(rows, columns, language, title, language.say("Demand"), (250, 116, 46))


def _board(
    rows: tuple[tuple[str, tuple[Cell, ...]], ...],
    columns: tuple[str, ...],
    language: Language,
    title: str,
    corner: str,
    sizes: tuple[int, int, int],
) -> Drawing:
    first, column, row = sizes
    head = [lines_of(name, column - 16, 12.5, most=6) for name in columns]
    top = 10 + 16 * max((len(lines) for lines in head), default=1)
    width, height = first + column * len(columns), top + row * len(rows) + 6
    parts: list[Markup] = [
        text_lines(first + 8 + number * column, 14, lines, "d-head", 16) for number, lines in enumerate(head)
    ]
    for number, (name, cells) in enumerate(rows):
        y = top + number * row
        parts.append(line(0, y, width, y, "d-hair"))
        parts.append(text_lines(0, y + 19, lines_of(name, first - 14, 12.5, most=2), "d-label", 16))
        for place, cell in enumerate(cells):
            parts.append(_cell(first + place * column, y, cell, column))
    table = tuple((name, *(_cell_words(cell) for cell in cells)) for name, cells in rows)
    description = "; ".join(
        f"{name}, {columns[place]}: {_cell_words(cell)}"
        for name, cells in rows
        for place, cell in enumerate(cells)
        if cell.sign != "none"
    )
    return Drawing(
        title, description, svg(width, height, title, description, parts, "board"), (corner, *columns), table
    )


def _cell(x: float, y: float, cell: Cell, width: float) -> Markup:
    words = lines_of(cell.words, width - 36, 11.5, most=2)
    inside = sign(x + 15, y + 15, cell.sign) + text_lines(x + 30, y + 19, words, "d-cell", 14)
    if cell.since and len(words) == 1:
        inside += text(x + 30, y + 34, cell.since, "d-date")
    return inside


def _cell_words(cell: Cell) -> str:
    return f"{cell.words}, {cell.since}" if cell.since else cell.words


def small_multiple(counts: tuple[tuple[str, int], ...], most: int, title: str) -> Drawing:
    """One country's count through the years, on the scale that all countries share."""
    width, height, gap = 176, 44, 2
    bar = min((width - gap * max(len(counts) - 1, 0)) / max(len(counts), 1), 22.0)
    parts: list[Markup] = [line(0, height - 12.5, width, height - 12.5, "d-hair")]
    for number, (_year, count) in enumerate(counts):
        tall = 28 * count / max(most, 1)
        parts.append(rect(number * (bar + gap), height - 13 - tall, bar, tall, "d-bar"))
    if counts:
        parts.append(text(0, height - 1, counts[0][0], "d-tick"))
        if len(counts) > 1:
            right = len(counts) * (bar + gap) - gap
            parts.append(text(max(right, 64), height - 1, counts[-1][0], "d-tick", "end"))
    rows = tuple((year, str(count)) for year, count in counts)
    description = "; ".join(f"{year}: {count}" for year, count in rows)
    return Drawing(title, description, svg(width, height, title, description, parts, "small-multiple"), ("", ""), rows)
