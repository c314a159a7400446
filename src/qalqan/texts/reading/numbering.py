"""The numbers that Word draws before paragraphs: they are not in the text of the file and must be worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qalqan.texts.reading.structure import roman_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str  # decimal, lowerLetter, upperRoman, bullet, none …
    text: str  # "%1.%2."
    start: int


class Numbering:
    """Counts through a document. `next` gives what stands before the next paragraph of a list at a depth."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._learn(root)

    def _learn(self, root: Any) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl") or 0): _level(level) for level in abstract.iter(f"{W}lvl")}
            self._abstract[abstract.get(f"{W}abstractNumId") or ""] = levels
        for number in root.iter(f"{W}num"):
            identity = number.get(f"{W}numId") or ""
            link = number.find(f"{W}abstractNumId")
            self._of[identity] = (link.get(f"{W}val") or "") if link is not None else ""
            for override in number.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None and (start.get(f"{W}val") or "").isdecimal():
                    self._overrides[identity, int(override.get(f"{W}ilvl") or 0)] = int(start.get(f"{W}val"))

    def next(self, numbered: tuple[str, int]) -> str | None:
        """The marker of the next paragraph in this list at this depth; None where the list draws nothing."""
        identity, depth = numbered
        abstract = self._of.get(identity, "")
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None or depth >= DEEPEST:
            return None
        if level.form == "bullet":
            return "•"
        counts = self._counts.setdefault(abstract, {})
        if (identity, depth) in self._overrides and (identity, depth) not in self._begun:
            counts[depth] = self._overrides[identity, depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((identity, depth))
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return self._drawn(level, levels, counts) or None

    def _drawn(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at)
            return _formatted(counts.get(at, of.start if of else 1), of.form if of else "decimal")

        return "" if level.form == "none" else re.sub(r"%(\d)", one, level.text).strip()


def _level(element: Any) -> _Level:
    def value(name: str, otherwise: str) -> str:
        found = element.find(f"{W}{name}")
        return otherwise if found is None else found.get(f"{W}val") or otherwise

    start = value("start", "1")
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdecimal() else 1)


def _formatted(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        # After z Word writes aa, bb, cc.
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman_numeral(number) if form == "upperRoman" else roman_numeral(number).lower()
    if form in ("russianLower", "russianUpper") and 0 < number <= 29:
        letter = "абвгдежзиклмнопрстуфхцчшщэюя"[number - 1] if number <= 28 else "я"
        return letter.upper() if form == "russianUpper" else letter
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)
