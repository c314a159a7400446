"""Where a long publication is divided: its text goes on on pages of its own, none too heavy for a slow line.

What is weighed is about what a page costs in bytes: the words, the frame of each passage, what is named beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
ROOM, FURTHER = 44_000, 48_000  # for text, on a page without anything asked for, and on each further page
MOST_ASKS = 30  # recommendations listed before the text; more are on pages of their own
_FRAME, _MARK = 330, 150  # bytes of a passage's frame, of a mark with its line in the margin
_ASKED, _DEMAND = 250, 165  # bytes of a recommendation's line before the text, of each demand in it


def weight(text: str, marks: int) -> int:
    """About how many bytes a passage takes on a page."""
    return len(text.encode()) + _FRAME + _MARK * marks


def room_beside(demands: Sequence[int]) -> int:
    """What is left for text on the first page of a publication whose recommendations have so many demands each."""
    return max(ROOM - sum(_ASKED + _DEMAND * each for each in demands[:MOST_ASKS]), ROOM // 4)


def divided(weights: Sequence[int], room: int = ROOM) -> tuple[int, ...]:
    """At which passages (counted from 0) further pages begin; none of a text that is light enough for one."""
    if sum(weights) <= room:
        return ()
    starts: list[int] = []
    for place, one in enumerate(weights):
        if one > room and place > (starts[-1] if starts else 0):
            starts.append(place)
            room = FURTHER
        room -= one
    return tuple(starts)


def part_of(place: int, starts: Iterable[int]) -> int:
    """On which page (from 1) a passage stands."""
    return 1 + sum(start <= place for start in starts)


def part_page(page: str, number: int) -> str:
    """The path of a further page: publications/ID-2."""
    return page if number == 1 else f"{page}-{number}"


def in_pages(path: str, items: Sequence[T], most: int) -> list[tuple[str, Sequence[T]]]:
    """A list over as many pages as it needs, each with its path."""
    starts = range(0, max(len(items), 1), most)
    return [(part_page(path, number), items[at : at + most]) for number, at in enumerate(starts, start=1)]
