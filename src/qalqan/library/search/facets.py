"""How many of the found publications are about a country or topic, of a publisher, in a language, of a year or kind."""

from __future__ import annotations

from qalqan.library.search.holdings import FACETS, Holdings

MOST_VALUES = 60

Counts = tuple[tuple[str, int], ...]


def facets_of(held: Holdings, found: int) -> dict[str, Counts]:
    """Counts of works by each facet, most first. Takes the texts that were found, so nothing closed is counted."""
    works = held.works(found)
    facets: dict[str, Counts] = {}
    for name in FACETS:
        sets = held.facts[name].items()
        if name == "language":  # texts of one work differ in it, and in nothing else
            counts = [(value, held.works(texts & found).bit_count()) for value, texts in sets]
        else:
            counts = [(value, (texts & works).bit_count()) for value, texts in sets]
        having = [one for one in counts if one[1] and one[0]]
        if name == "year":
            facets[name] = tuple(sorted(having, reverse=True))
        else:
            facets[name] = tuple(sorted(having, key=lambda one: (-one[1], one[0]))[:MOST_VALUES])
    return facets
