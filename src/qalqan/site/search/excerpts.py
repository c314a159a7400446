"""The passages of a publication that answer, with the found words marked.

Only the rows of keys of the publications on a page of answers are looked through, and only the passages shown are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from qalqan.site.citable import number_of
from qalqan.site.search.nearness import lines_near
from qalqan.texts.search.marks import Marker
from qalqan.texts.search.wanted import AnyOf, Wanted

_MOST_LINES = 400  # places of one word in one publication that are looked at
_SHORT = 8  # words of a heading
SHOWN = 2  # passages of one publication on a page of answers


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage: the number by which it is cited, and (words, is it found) parts. The title has the number 0."""

    passage_id: str | None
    number: int
    pieces: tuple[tuple[str, bool], ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Of one word of a question the lines of a publication that hold it: 0 is the title, n the nth passage."""

    lines: tuple[int, ...]


def lines_with(wanted: Wanted, keys: str) -> Places:
    """The lines of a publication's keys that answer."""
    if not isinstance(wanted, AnyOf):
        return Places(tuple(lines_near(wanted, keys)))
    found: set[int] = set()
    for sequence in wanted.sequences:
        words = f" {' '.join(sequence.words)}{'' if sequence.open_end else ' '}"
        at, line, counted = keys.find(words), 0, 0
        for _ in range(_MOST_LINES):
            if at < 0:
                break
            line += keys.count("\n", counted, at)
            counted = at
            found.add(line)
            after = keys.find("\n", at)
            at = keys.find(words, after) if after >= 0 else -1
    return Places(tuple(sorted(found)))


def best_lines(found: Sequence[tuple[int, Places]], keys: str, most: int = SHOWN) -> list[int]:
    """The lines that hold most of what was asked, by weight; of equals no headings, then the earliest. In order."""
    sums: dict[int, int] = {}
    for weight, where in found:
        for line in where.lines:
            if line:
                sums[line] = sums.get(line, 0) + weight
    if not sums:
        return []
    lines = keys.split("\n")
    order = lambda line: (-sums[line], lines[line].count(" ") < _SHORT, line)  # noqa: E731
    return sorted(sorted(sums, key=order)[:most])


def read_excerpts(
    connection: sqlite3.Connection, lines: dict[str, list[int]], marker: Marker
) -> dict[str, tuple[Excerpt, ...]]:
    """The passages of these lines of these publications."""
    found: dict[str, tuple[Excerpt, ...]] = {}
    shown_lines = [(work, number - 1) for work, numbers in lines.items() for number in numbers]
    if not shown_lines:
        return {}
    rows = connection.execute(
        f"WITH asked(work, position) AS (VALUES {', '.join(['(?, ?)'] * len(shown_lines))}) "  # noqa: S608
        "SELECT w.id, p.id, p.position, p.text, coalesce(p.language, w.language) FROM asked "
        "CROSS JOIN passages p ON p.parent = asked.work AND p.position = asked.position JOIN works w ON w.id = p.parent",
        [value for line in shown_lines for value in line],
    )
    for work, id_, position, text, language in rows:
        excerpt = Excerpt(id_, number_of(id_, position + 1), marker.shown(text, language)[0], language)
        found[work] = (*found.get(work, ()), excerpt)
    return found
