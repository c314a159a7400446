"""What an answer can be narrowed by, and what narrows it already: facets with their counts, active filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from qalqan.site.language import Language
from qalqan.site.search.asked import Asked
from qalqan.site.search.catalogue import Catalogue
from qalqan.site.search.joining import ALONE, MANY, joined
from qalqan.texts.search.query import Query

_FACET_VALUES = 12
_VALUE = "\ue0ff"  # stands for a value while an address is written
# The facets that are counted, with the vocabulary of their codes.
SCHEMES = {"country": "countries", "topic": "topics", "kind": "work-kinds", "language": "languages",
           "addressee": "addressee-classes"}  # fmt: skip
COUNTED = ("country", "topic", "publisher", "kind", "language", "year", "addressee", "issuer", "organisation",
           "person", "instrument")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """An active filter and the address of the question without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many of the found publications have it, and the address that narrows to them."""

    words: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    words: str
    values: tuple[Value, ...]
    in_all: int = 0  # values there are; where these are more than the first ones shown, the page says so


def tags_of(asked: Asked, catalogue: Catalogue, spoken: Language) -> Iterable[Tag]:
    for name in MANY:
        for value in getattr(asked, name):
            left = tuple(one for one in getattr(asked, name) if one != value)
            yield Tag(label_of(name, value, catalogue, spoken), asked.changed(**{name: left}).address())
    for name in ALONE:
        if value := getattr(asked, name):
            words = f"{facet_words(name, spoken)}: {label_of(name, value, catalogue, spoken)}"
            yield Tag(words, asked.changed(**{name: ""}).address())
    if asked.status:
        kind, _slash, code = asked.status.rpartition("/")
        words = spoken.stage(kind, code)
        if asked.on:
            words = spoken.say("%(status)s on %(date)s", status=words, date=spoken.when(asked.on))
        yield Tag(words, asked.changed(status="", on="").address())
    if asked.published_from:
        date = spoken.when_after(asked.published_from)
        yield Tag(spoken.say("from %(date)s", date=date), asked.changed(published_from="").address())
    if asked.published_to:
        date = spoken.when_after(asked.published_to)
        yield Tag(spoken.say("to %(date)s", date=date), asked.changed(published_to="").address())


def label_of(facet: str, value: str, catalogue: Catalogue, spoken: Language) -> str:
    """A facet's value as a reader knows it."""
    if facet == "country":
        return spoken.country(value)
    if scheme := SCHEMES.get(facet):
        return spoken.label(scheme, value)
    return catalogue.labels[facet].get(value, value)


def facet_words(facet: str, spoken: Language) -> str:
    """What a facet is called."""
    return {
        "country": spoken.say("Country"),
        "topic": spoken.say("Topic"),
        "publisher": spoken.say("Publisher"),
        "kind": spoken.say("Kind"),
        "language": spoken.say("Language"),
        "year": spoken.say("Year"),
        "addressee": spoken.say("Addressee"),
        "issuer": spoken.say("Issued by"),
        "organisation": spoken.say("Organisation"),
        "person": spoken.say("Person"),
        "instrument": spoken.say("Law"),
    }[facet]


def facets_of(
    words: int, chosen: dict[str, int], asked: Asked, query: Query, catalogue: Catalogue, spoken: Language
) -> Iterable[Facet]:
    """Counts over what the other filters leave: so one sees what choosing another value would give."""
    for name in COUNTED:
        others = {facet: works for facet, works in chosen.items() if facet != name}
        within = joined(words, others, asked, query, catalogue.everything)
        counted = [(value, (works & within).bit_count()) for value, works in catalogue.facets[name].items()]
        counted = [(value, count) for value, count in counted if count or value in _values(asked, name)]
        order = (lambda one: (-int(one[0]),)) if name == "year" else (lambda one: (-one[1], one[0]))
        counted.sort(key=order)
        address = _addresses(asked, name)
        shown = tuple(
            Value(
                label_of(name, value, catalogue, spoken),
                count,
                address(value),
                value in _values(asked, name),
            )
            for value, count in counted[:_FACET_VALUES]
        )
        if name == "country":
            everywhere = Value(
                spoken.say("All countries"),
                within.bit_count(),
                asked.changed(country=(), everywhere=True).address(),
                not asked.country,
            )
            shown = (everywhere, *shown)
        if shown:
            yield Facet(name, facet_words(name, spoken), shown, len(counted))


def _values(asked: Asked, name: str) -> tuple[str, ...]:
    if name == "year":
        return (asked.published_from,) if asked.published_from == asked.published_to else ()
    value = getattr(asked, name)
    return value if isinstance(value, tuple) else (value,)


def _addresses(asked: Asked, name: str) -> Callable[[str], str]:
    """From each value of a facet to the address of the question narrowed to it; all but the value is written once."""
    written, place = _narrowed(asked, name, _VALUE), quote_plus(_VALUE)
    if place in asked.address():
        return lambda value: _narrowed(asked, name, value)
    chosen = _values(asked, name)
    return lambda value: _narrowed(asked, name, value) if value in chosen else written.replace(place, quote_plus(value))


def _narrowed(asked: Asked, name: str, value: str) -> str:
    if name == "year":
        return asked.changed(published_from=value, published_to=value).address()
    if name in MANY:
        return asked.changed(**{name: tuple(dict.fromkeys((*getattr(asked, name), value)))}).address()
    return asked.changed(**{name: value}).address()
