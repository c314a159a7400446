"""In short: the sentences of a publication that say most, each with the passage it stands in. Nothing is reworded.

Counted is what was read out of a sentence (demands, acts, steps, what a law says) and where it stands: the beginning of a
text says what it is about. A publication of few passages is its own summary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qalqan.site.citable import number_of
from qalqan.site.holdings import Holdings
from qalqan.site.rows import WorkRow
from qalqan.texts.sentences import sentences

_FEWEST_PASSAGES = 4
_MOST, _SHORTEST, _LONGEST = 3, 50, 420  # sentences, and letters of one
_WORTH = {"act": 3, "situation": 3, "step": 2, "provision": 2, "recommendation": 1}
_FIRST = 3  # what the first sentence of a text is worth by its place


@dataclass(frozen=True, slots=True)
class SaidInShort:
    """A sentence in its own words, and where it stands."""

    words: str
    passage_id: str
    number: int
    language: str | None


def summary(work: WorkRow, holdings: Holdings) -> list[SaidInShort]:
    """At most three sentences in the order of the text."""
    if len(work.passages) < _FEWEST_PASSAGES:
        return []
    found = list(_weighed(work, holdings))
    best = sorted(found, key=lambda one: -one[0])[:_MOST]
    chosen = {place for worth, place, _ in best if worth}
    return [said for _, place, said in found if place in chosen]


def _weighed(work: WorkRow, holdings: Holdings) -> Iterator[tuple[int, int, SaidInShort]]:
    """Every sentence of the body with its worth and its place. Demands have a list of their own on the page."""
    place = 0
    for number, passage in enumerate(work.passages, start=1):
        if passage.kind != "paragraph" or (passage.language or work.language) != work.language:
            continue
        marks = holdings.marks.get((work.id, passage.id), [])
        for start, end in sentences(passage.text, 0, len(passage.text)):
            words = " ".join(passage.text[start:end].split())
            if not _SHORTEST <= len(words) <= _LONGEST:
                continue
            worth = sum(_WORTH.get(mark.kind, 0) for mark in marks if mark.start < end and start < mark.end)
            worth += _FIRST if place == 0 else 0
            yield (
                worth,
                place,
                SaidInShort(words, passage.id, number_of(passage.id, number), passage.language or work.language),
            )
            place += 1
