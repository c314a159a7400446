"""Printed markers: the numbers, letters and bullets that stand before an item."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●○◦▪■□‣⁃∙·➢➤►–—*"  # the last four are markers only where a blank follows

_number = r"\d{1,3}(?:\.\d{1,3}){1,3}\.?(?![\d,;:)%–-])|\d{1,3}[.)](?![\d,;:])"
_letter = r"\([a-zA-Zа-яА-Я]\)|\([ivxlIVXL]{1,6}\)|\(\d{1,3}\)|[a-zа-я]\)"
_marker = re.compile(rf"\s*(?P<marker>{_number}|{_letter}|[{re.escape(BULLETS)}\uf0b7\uf0a7\uf02d-](?=\s))\s*(?=\S)")
_level = (
    (re.compile(r"\d{1,3}[.)]"), 1),
    (re.compile(r"\d{1,3}\.\d{1,3}\.?"), 2),
    (re.compile(r"\d{1,3}(?:\.\d{1,3}){2,}\.?"), 3),
    (re.compile(r"\([ivx]{2,6}\)|\([vx]\)"), 3),
    (re.compile(r"\(?[a-zа-я]\)", re.IGNORECASE), 2),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the marker printed before them if there is one. `level` is what markers of this form usually mark."""

    marker: str | None
    words: str
    level: int = 1


def split_marker(line: str) -> Piece:
    """A line as marker and words: "136.1 Ratify …" as ("136.1", "Ratify …")."""
    match = _marker.match(line)
    if match is None:
        return Piece(None, line)
    marker = match["marker"]
    return Piece(_drawn(marker), line[match.end() :], level_of(marker))


def marker_of(line: str) -> str | None:
    """The marker alone."""
    match = _marker.match(line)
    return None if match is None else _drawn(match["marker"])


def _drawn(marker: str) -> str:
    """A bullet of a symbol font, which has no letter of its own, as a bullet."""
    return "•" if marker >= "\uf000" else marker


def level_of(marker: str) -> int:
    """How deep an item with this marker usually stands, from 1."""
    for form, level in _level:
        if form.fullmatch(marker):
            return level
    return 1


def at_markers(text: str) -> list[Piece]:
    """The pieces of a block in which line breaks stand for paragraphs or items.

    An empty line parts always; a single break only where a marker follows it. Other breaks are blanks.
    """
    if "\n" not in text:
        return [Piece(None, text)]
    pieces: list[Piece] = []
    for paragraph in re.split(r"\n[ \t\r\u00a0]*\n\s*", text):
        lines: list[Piece] = []
        for line in paragraph.split("\n"):
            piece = split_marker(line)
            if lines and piece.marker is None:
                last = lines[-1]
                lines[-1] = Piece(last.marker, f"{last.words} {line}", last.level)
            else:
                lines.append(piece)
        pieces.extend(lines)
    return [piece for piece in pieces if piece.words.strip()]


def number_in_list(number: int, style: str) -> str:
    """What is printed before the item of an ordered list: "3.", "c.", "iii."."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1) + "."
    if style in ("i", "I") and 0 < number < 4000:
        roman = roman_numeral(number)
        return (roman if style == "I" else roman.lower()) + "."
    return f"{number}."


def roman_numeral(number: int) -> str:
    """4 as "IV"."""
    numerals = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    out = []
    for value, letters in numerals:
        times, number = divmod(number, value)
        out.append(letters * times)
    return "".join(out)
