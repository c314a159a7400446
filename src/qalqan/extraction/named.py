"""Mentions as candidates: printed only where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qalqan.extraction.context import Context
from qalqan.extraction.mentions.laws import find_laws
from qalqan.extraction.mentions.places import find_places
from qalqan.extraction.mentions.same import fullest_names
from qalqan.extraction.proposals import Proposals

_KINDS = ("person", "organisation", "state-body")
_UNRESOLVED = "named in this text only; nobody has said yet who or what it is"
_IN_RUSSIAN = "mentions.russian/1"


class _Mention(NamedTuple):
    start: int
    end: int
    kind: str
    name: str
    resolved: str | None = None
    origin: str = ""
    depth: int = 0


def propose_mentions(context: Context, proposals: Proposals) -> None:
    """Every mention of the text outside its chrome, in order of place; one inside a longer name has that as its parent."""
    found = sorted(dict.fromkeys(_all(context)), key=lambda one: (one.start, -one.end, one.kind, one.name))
    fullest = fullest_names(one.name for one in found if one.kind == "person")
    open_: list[tuple[int, str]] = []  # ends and ids of the names that a mention may stand in
    for one in found:
        resolved = one.resolved or (fullest.get(one.name) if one.kind == "person" else None)
        fields = {"type": one.kind, "name": one.name, "resolves_to": resolved}
        if resolved is None:
            fields["because"] = _UNRESOLVED
        open_ = [held for held in open_ if held[0] >= one.end]
        number = proposals.add(
            "mention",
            (one.start, one.end),
            fields,
            origin=one.origin or f"mentions.{one.kind}/1",
            confidence=0.9 if one.resolved else 0.85 if one.origin == _IN_RUSSIAN and one.kind == "person" else 0.6,
            parent=open_[-1][1] if one.depth and open_ else None,
        )
        if one.kind in _KINDS:
            open_.append((one.end, number))


def _all(context: Context) -> Iterator[_Mention]:
    russian = _russian_sentences(context)
    yield from _named_in_russian(context, russian)
    for sentence in context.sentences:
        if (sentence.start, sentence.end) not in russian:
            for name in context.names_in(sentence):
                if name.kind in _KINDS:
                    yield _Mention(name.start, name.end, name.kind, name.name)
        for place in find_places(context.body, sentence.start, sentence.end):
            yield _Mention(place.start, place.end, "place", place.name)
        for law in find_laws(context.body, sentence.start, sentence.end):
            yield _Mention(law.start, law.end, "law", law.name)
        for country in context.named_in(sentence.start, sentence.end):
            words = context.words(country.start, country.end)
            yield _Mention(country.start, country.end, "place", words, country.code)
        for date in context.dates_in(sentence.start, sentence.end):
            yield _Mention(date.start, date.end, "date", context.words(date.start, date.end), date.edtf)


def _russian_sentences(context: Context) -> dict[tuple[int, int], None]:
    """The sentences in Russian, those of titles and mastheads too, in order."""
    spans = {
        span
        for passage in context.text.passages
        if passage.kind != "chrome" and (passage.language or context.language) == "ru"
        for span in passage.sentences
    }
    return dict.fromkeys(sorted(spans))


def _named_in_russian(context: Context, sentences: dict[tuple[int, int], None]) -> Iterator[_Mention]:
    if not sentences:
        return
    from qalqan.extraction.mentions.russian import russian_names

    for name in russian_names(context.body, list(sentences)):
        yield _Mention(name.start, name.end, name.kind, name.name, None, _IN_RUSSIAN, name.depth)
