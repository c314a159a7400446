"""Mentions as candidates: printed only where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from qalqan.extraction.context import Context
from qalqan.extraction.mentions.laws import find_laws
from qalqan.extraction.mentions.places import find_places
from qalqan.extraction.proposals import Proposals

_TYPES = {"person": "person", "organisation": "organisation", "state-body": "state-body"}
_UNRESOLVED = "named in this text only; nobody has said yet who or what it is"


def propose_mentions(context: Context, proposals: Proposals) -> None:
    """Every mention of the text outside its chrome, in order of place."""
    found = sorted(_all(context), key=lambda one: (one[0], one[1], one[2]))
    for start, end, kind, name, resolved in found:
        fields = {"type": kind, "name": name, "resolves_to": resolved}
        if resolved is None:
            fields["because"] = _UNRESOLVED
        proposals.add("mention", (start, end), fields, origin=f"mentions.{kind}/1", confidence=0.9 if resolved else 0.6)


def _all(context: Context) -> Iterator[tuple[int, int, str, str, str | None]]:
    for sentence in context.sentences:
        for name in context.names_in(sentence):
            if name.kind in _TYPES:
                yield name.start, name.end, _TYPES[name.kind], name.name, None
        for place in find_places(context.body, sentence.start, sentence.end):
            yield place.start, place.end, "place", place.name, None
        for law in find_laws(context.body, sentence.start, sentence.end):
            yield law.start, law.end, "law", law.name, None
        for country in context.named_in(sentence.start, sentence.end):
            yield country.start, country.end, "place", context.words(country.start, country.end), country.code
        for date in context.dates_in(sentence.start, sentence.end):
            yield date.start, date.end, "date", context.words(date.start, date.end), date.edtf
