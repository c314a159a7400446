"""The paper the drawings are made on: elements of SVG, words that break into lines, a scale of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

_WIDE = set("mwMWжшщюыфмШЩЮЖФМЫ%—@")
_NARROW = set("ijltfrI1.,:;'’()[]| /-")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture and its twin: `head` and `rows` hold the same facts as a table."""

    title: str
    description: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def width_of(words: str, size: float) -> float:
    """About how wide the words are set in the bundled sans: a little too wide rather than too narrow."""
    units = sum(0.9 if letter in _WIDE else 0.33 if letter in _NARROW else 0.58 for letter in words)
    return units * size


def lines_of(words: str, width: float, size: float, most: int = 3) -> list[str]:
    """The words broken into at most so many lines; what is left out is marked by an ellipsis."""
    lines: list[str] = [""]
    for word in words.split():
        tried = f"{lines[-1]} {word}".strip()
        if width_of(tried, size) <= width or not lines[-1]:
            lines[-1] = tried
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    return [_fitted(line, width, size) for line in lines]


def _fitted(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def svg(width: float, height: float, title: str, description: str, parts: list[Markup], kind: str) -> Markup:
    """The whole picture at its natural size; narrower screens scroll it inside its frame."""
    return Markup(
        '<svg class="drawing {kind}" role="img" aria-label="{title}" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        "<title>{title}</title><desc>{desc}</desc>{inside}</svg>"
    ).format(kind=kind, title=title, desc=description, w=_n(width), h=_n(height), inside=Markup("").join(parts))


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> Markup:
    if anchor == "start":
        return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(kind, _n(x), _n(y), words)
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(kind, _n(x), _n(y), anchor, words)


def text_lines(x: float, y: float, lines: list[str], kind: str, leading: float, anchor: str = "start") -> Markup:
    return Markup("").join(text(x, y + number * leading, line, kind, anchor) for number, line in enumerate(lines))


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, _n(x1), _n(y1), _n(x2), _n(y2))


def circle(x: float, y: float, r: float, kind: str) -> Markup:
    return Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(kind, _n(x), _n(y), _n(r))


def rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, _n(x), _n(y), _n(max(width, 0)), _n(height)
    )


def path(d: str, kind: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, d)


def link(address: str, inside: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, inside)


def cross(x: float, y: float, r: float, kind: str) -> Markup:
    """Two strokes through a place: it did not happen."""
    return path(
        f"M{_n(x - r)} {_n(y - r)}L{_n(x + r)} {_n(y + r)}M{_n(x + r)} {_n(y - r)}L{_n(x - r)} {_n(y + r)}", kind
    )


def mark(x: float, y: float, state: str) -> Markup:
    """The sign of a step: a full dot for what happened, a ring for what is expected, crossed for what did not."""
    if state == "expected":
        return circle(x, y, 6, "d-ring")
    if state == "negative":
        return circle(x, y, 6, "d-ring-quiet") + cross(x, y, 3, "d-cross")
    return circle(x, y, 6, "d-dot")


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days laid out between two edges of the paper."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        whole = max((self.last - self.first).days, 1)
        part = min(max((day - self.first).days / whole, 0.0), 1.0)
        return self.left + part * (self.right - self.left)

    def years(self) -> list[date]:
        """The first days of years to rule, no more than eight."""
        years = range(self.first.year + 1, self.last.year + 1)
        step = next((s for s in (1, 2, 5, 10, 20, 50) if len(years) / s <= 8), 100)
        return [date(year, 1, 1) for year in years if year % step == 0]


def ruler(scale: TimeScale, top: float, bottom: float) -> list[Markup]:
    """Years as hairlines with their number at the foot."""
    parts: list[Markup] = []
    for year in scale.years():
        x = scale.x(year)
        parts.append(line(x, top, x, bottom, "d-hair"))
        parts.append(text(x, bottom + 13, str(year.year), "d-tick", "middle"))
    return parts


def _n(value: float) -> str:
    """Numbers with one decimal at most: small files, and the same bytes on every machine."""
    shown = f"{value:.1f}"
    return shown[:-2] if shown.endswith(".0") else shown
