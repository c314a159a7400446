"""What an index is asked for: the words of a query as the analysis stores them, each with its alternatives.

A query does not say its language, so a word stands for its stem in every language that writes so, and a name for all
its spellings that occur. Engines compile these; they add nothing of their own, so that all of them find the same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sequence:
    """Words next to each other, in this order; of a prefix the last one may go on."""

    words: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these. Empty: nothing is found."""

    sequences: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """One of each, with at most `distance` words between them, in either order."""

    one: AnyOf
    other: AnyOf
    distance: int

    def pairs(self) -> list[tuple[Sequence, Sequence]]:
        return [(one, other) for one in self.one.sequences for other in self.other.sequences]


Wanted = AnyOf | Close
