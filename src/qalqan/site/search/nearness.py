"""Whether two things stand close together in a publication's rows of keys: " key key " a line, a line for each passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qalqan.texts.search.marks import places_among
from qalqan.texts.search.wanted import AnyOf, Close


def stands_near(wanted: Close) -> Callable[[str], bool]:
    """A test for rows of keys: does any line of them answer?"""
    return lambda keys: any(True for _line in lines_near(wanted, keys))


def lines_near(wanted: Close, keys: str) -> Iterator[int]:
    """The numbers of the lines that answer."""
    at, passed = 0, 0
    for start in _starts(wanted.one, keys):
        if start < at:  # in a line that was looked at
            continue
        first, last = keys.rfind("\n", 0, start + 1) + 1, keys.find("\n", start + 1)
        passed += keys.count("\n", at, first)
        at, line = first, keys[first : last if last >= 0 else len(keys)]
        if any(part in line for part in _beginnings(wanted.other)) and places_among(wanted, line.split()):
            yield passed
        passed, at = passed + 1, first + len(line) + 1


def _starts(side: AnyOf, keys: str) -> Iterator[int]:
    """Where a word of this side may begin: most lines have none, and are not read word by word."""
    found: set[int] = set()
    for part in _beginnings(side):
        start = keys.find(part)
        while start >= 0:
            found.add(start)
            after = keys.find("\n", start)  # one in a line is enough
            start = keys.find(part, after) if after >= 0 else -1
    return iter(sorted(found))


def _beginnings(side: AnyOf) -> list[str]:
    """The first words with a blank around them; of a beginning, without the one behind."""
    open_words = {one.words[0] for one in side.sequences if one.open_end and len(one.words) == 1}
    return [f" {word}" if word in open_words else f" {word} " for word in {one.words[0] for one in side.sequences}]
