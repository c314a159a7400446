"""A question as the address of the search page holds it: words, filters, their operators, an order, a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from qalqan.texts.search.query import LONGEST

ALL = "all"  # "all countries" is a value of its own, not the absence of one
SORTS = ("relevance", "newest", "oldest", "country")
_MANY = ("country", "topic", "kind")
_ONE = ("publisher", "issuer", "person", "organisation", "instrument", "addressee", "language", "status")
_MOST_VALUES = 40
_LAST_PAGE = 9_999
# The name in the address, where it is a word of Python's.
_NAMES = {"published_from": "from", "published_to": "to"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`everywhere`: all countries were asked for in so many words. `join` is what stands between words and countries, `countries` between countries."""

    q: str = ""
    join: str = "and"
    country: tuple[str, ...] = ()
    everywhere: bool = False
    countries: str = "any"
    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    publisher: str = ""
    issuer: str = ""
    person: str = ""
    organisation: str = ""
    instrument: str = ""
    addressee: str = ""
    language: str = ""
    status: str = ""
    on: str = ""
    published_from: str = ""
    published_to: str = ""
    sort: str = "relevance"
    page: int = 1

    @classmethod
    def of(cls, parameters: Mapping[str, str] | Iterable[tuple[str, str]]) -> Asked:
        """Reads an address; what is not known is left out."""
        pairs = list(parameters.items() if isinstance(parameters, Mapping) else parameters)
        last = {name: " ".join(value.split()) for name, value in pairs if name != "q"}
        many = {
            name: tuple(dict.fromkeys(value[:60] for key, value in pairs if key == name and value not in ("", ALL)))
            for name in _MANY
        }
        page = last.get("page", "1")
        return cls(
            q=" ".join(next((value for name, value in reversed(pairs) if name == "q"), "")[: LONGEST + 1].split()),
            join="or" if last.get("join") == "or" else "and",
            everywhere=("country", ALL) in pairs and not many["country"],
            countries="all" if last.get("countries") == "all" else "any",
            **{name: values[:_MOST_VALUES] for name, values in many.items()},
            **{name: last.get(name, "")[:200] for name in _ONE},
            on=last.get("on", "")[:20],
            published_from=last.get("from", "")[:20],
            published_to=last.get("to", "")[:20],
            sort=sort if (sort := last.get("sort", "")) in SORTS else SORTS[0],
            page=min(max(int(page), 1), _LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The question as an address holds it, without what goes without saying."""
        given: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        if self.join == "or":
            given.append(("join", "or"))
        given += [("country", code) for code in self.country]
        if self.everywhere and not self.country:
            given.append(("country", ALL))
        if len(self.country) > 1 and self.countries == "all":
            given.append(("countries", "all"))
        given += [(name, value) for name in ("topic", "kind") for value in getattr(self, name)]
        for name in (*_ONE, "on", "published_from", "published_to"):
            if value := getattr(self, name):
                given.append((_NAMES.get(name, name), value))
        if self.sort != SORTS[0]:
            given.append(("sort", self.sort))
        if self.page > 1:
            given.append(("page", str(self.page)))
        return given

    def address(self) -> str:
        """The part of the address after the question mark."""
        return urlencode(self.pairs())

    def changed(self, **values: Any) -> Asked:
        """The same question with other values, from its first page on."""
        return replace(self, **{"page": 1, **values})


def parameters_left_out(parameters: Iterable[tuple[str, str]]) -> list[str]:
    """Values of an address that are more than are read of one filter, so that an answer can say it."""
    pairs = [(name, value) for name, value in dict.fromkeys(parameters) if name in _MANY and value not in ("", ALL)]
    return [value for one in _MANY for value in [value for name, value in pairs if name == one][_MOST_VALUES:]]
