"""Words and filters together: the publications of each filter, and what answers all that was asked."""

from __future__ import annotations

from collections.abc import Iterable

from qalqan.site.search.asked import Asked
from qalqan.site.search.matching import Matching
from qalqan.texts.edtf import bounds
from qalqan.texts.search.query import Query

MANY = ("country", "topic", "kind")
ALONE = ("publisher", "issuer", "person", "organisation", "instrument", "addressee", "language")


def chosen_works(asked: Asked, matching: Matching) -> dict[str, int]:
    """The publications of each active filter."""
    chosen: dict[str, int] = {}
    for name in MANY:
        sets = [matching.chosen(name, value) for value in getattr(asked, name)]
        if sets:
            every = name == "country" and asked.countries == "all"
            chosen[name] = all_of(sets) if every else any_of(sets)
    for name in (*ALONE, "status"):
        if value := getattr(asked, name):
            chosen[name] = matching.chosen(name, f"{value}@{asked.on}" if name == "status" and asked.on else value)
    since, until = bounds(asked.published_from)[0], bounds(asked.published_to)[1]
    if since or until:
        chosen["year"] = matching.catalogue.within(str(since) if since else None, str(until) if until else None)
    return chosen


def joined(words: int, chosen: dict[str, int], asked: Asked, query: Query, everything: int) -> int:
    """Words and filters together. With "or" between words and countries either will do; other filters always narrow."""
    found = words
    if "country" in chosen:
        found = words | chosen["country"] if is_either(asked, query) else words & chosen["country"]
    for name, works in chosen.items():
        if name != "country":
            found &= works
    return found & everything


def is_either(asked: Asked, query: Query) -> bool:
    return asked.join == "or" and query.tree is not None and bool(asked.country)


def any_of(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def all_of(sets: Iterable[int]) -> int:
    found = -1
    for one in sets:
        found &= one
    return found
