"""Drawn marks: what a careful reader finds in a text, drawn under its words. samples/README.md tells how to draw them.

    Accept the visits requested by the Special Rapporteur on torture (Turkmenistan)
    CLAUSE───────────────────────  MANDATE──────────────────────────
                                                                      ──────────── CTRY TKM

A line with "─" in it is a row of marks under the line of words above it. A mark is a label that runs on in "─" to the end
of its words; or, where the label is longer than the words or says more, "─" alone with label and values after it, as the
last of its row. A row that begins with "─" in the first column carries on a mark that reached the end of the line before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ELISION = "[…]"
_RUN = re.compile(r"(?P<label>[A-Z][A-Z-]*[A-Z])?(?P<line>─+)")


@dataclass(frozen=True)
class Mark:
    """Words with what they are. `values` are what stands after the label: `("bill/reading-1", "2015-06", "KGZ")`."""

    label: str
    exact: str
    values: tuple[str, ...] = ()

    @property
    def named(self) -> dict[str, str]:
        """The values written key=value."""
        return dict(value.split("=", 1) for value in self.values if "=" in value)

    @property
    def plain(self) -> tuple[str, ...]:
        """The values written without a key."""
        return tuple(value for value in self.values if "=" not in value)

    def place(self, text: str) -> tuple[int, int] | None:
        """Where the words stand in a text, whatever its blanks and line ends; the shortest place where words are left out."""
        parts = [r"\s+".join(map(re.escape, part.split())) for part in self.exact.split(ELISION)]
        pattern = re.compile(".*?".join(parts), re.DOTALL)
        places = [found.span() for found in pattern.finditer(text)]
        return min(places, key=lambda place: place[1] - place[0], default=None)


@dataclass
class _Open:
    """A mark while it is being read."""

    label: str
    words: list[str]
    values: tuple[str, ...]
    goes_on: bool  # it reached the end of its line


def parse_marks(path: Path) -> list[Mark]:
    """The marks of a file, in the order in which they begin. Raises ValueError naming the line that cannot be read."""
    read: list[_Open] = []
    words, before = "", []
    here: list[_Open] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        if "─" in line:
            if not words:
                raise ValueError(f"{path.name}:{number}: a row of marks without a line of words above it")
            for mark, is_new in _row(line, words, before, f"{path.name}:{number}"):
                here.append(mark)
                read += [mark] if is_new else []
        elif line.startswith("WORK "):
            read.append(_Open("WORK", [], tuple(line.split()[1:]), goes_on=False))
        else:
            before = [mark for mark in here if mark.goes_on] if line.strip() else []
            words, here = line.rstrip(), []
    return [Mark(mark.label, " ".join(mark.words), mark.values) for mark in read]


def _row(line: str, words: str, before: list[_Open], where: str) -> list[tuple[_Open, bool]]:
    runs = list(_RUN.finditer(line))
    said = tuple(line[runs[-1].end() :].split())
    out: list[tuple[_Open, bool]] = []
    for run in runs:
        is_last = run is runs[-1]
        part, goes_on = words[run.start() : run.end()].strip(), run.end() >= len(words)
        label, values = run["label"], said if is_last else ()
        if label is None and is_last and said:
            label, values = said[0], said[1:]
        if label is not None:
            out.append((_Open(label, [part], values, goes_on), True))
        elif run.start() == 0 and before:
            mark = before.pop(0)
            mark.words.append(part)
            mark.goes_on = goes_on
            out.append((mark, False))
        else:
            raise ValueError(f"{where}: “{part}” is underlined without a label")
        if not part:
            raise ValueError(f"{where}: {label} stands under no words")
    return out
