"""What a field of a query asks of the catalogue, as the set of texts whose work has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from qalqan.library.search.holdings import Holdings
from qalqan.library.topics import topic_named
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import country_named, is_country, members


class Record(Protocol):
    """What later parts of the flow know of publications: who is named in them, whom they ask, where a matter stood."""

    def works(self, field: str, value: str) -> Iterable[int] | None:
        """The ids of works of which the record says so, as far as the asker may see it; None: no such field or value."""


def texts_having(held: Holdings, reach: int, field: str, value: str) -> int | None:
    """The texts within reach of which the catalogue says so; None where the value is none of its kind."""
    find = _FIELDS.get(field)
    return find(held, reach, value.strip()) if find else None


def _country(held: Holdings, reach: int, value: str) -> int | None:
    """Works about a country, coded with it or with a group that it belongs to; of a group, about any of its States."""
    code = country_named(value)
    if not code:
        return None
    wanted = members(code)
    return _joined(texts for one, texts in held.holding("country", reach) if is_country(one) and members(one) & wanted)


def _publisher(held: Holdings, reach: int, value: str) -> int:
    """The publisher, or who issued it where no publisher is known."""
    unknown = held.facts["publisher"].get("", 0)
    return _named(held, reach, "publisher", value) | (unknown & _issuer(held, reach, value))


def _issuer(held: Holdings, reach: int, value: str) -> int:
    return _named(held, reach, "issuer", value)


def _named(held: Holdings, reach: int, field: str, value: str) -> int:
    wanted = value.casefold()
    return _joined(texts for name, texts in held.holding(field, reach) if wanted and wanted in name.casefold())


def _language(held: Holdings, reach: int, value: str) -> int | None:
    code = _code_of("languages", value) or (value.lower() if len(value) in (2, 3) and value.isascii() else None)
    return held.facts["language"].get(code, 0) & reach if code else None


def _kind(held: Holdings, reach: int, value: str) -> int | None:
    code = _code_of("work-kinds", value)
    return held.facts["kind"].get(code, 0) & reach if code else None


def _topic(held: Holdings, reach: int, value: str) -> int:
    code = topic_named(value)
    topics = _with_narrower(code) if code else {value}
    return _joined(held.facts["topic"].get(topic, 0) for topic in topics) & reach


def _symbol(held: Holdings, reach: int, value: str) -> int:
    return _named(held, reach, "symbol", value)


def _published(held: Holdings, reach: int, value: str) -> int | None:
    first, last = bounds(value)
    return None if first is None and last is None else _between(held, reach, first, last)


def _from(held: Holdings, reach: int, value: str) -> int | None:
    first = bounds(value)[0]
    return None if first is None else _between(held, reach, first, None)


def _to(held: Holdings, reach: int, value: str) -> int | None:
    last = bounds(value)[1]
    return None if last is None else _between(held, reach, None, last)


def _between(held: Holdings, reach: int, first: date | None, last: date | None) -> int:
    """Works that may have been published within these days: "2014-05" may be of 20 May."""
    dated = held.facts["published"]
    return _joined(dated[edtf] for edtf, days in held.days.items() if _may_lie_within(*days, first, last)) & reach


def _may_lie_within(earliest: date | None, latest: date | None, first: date | None, last: date | None) -> bool:
    if earliest is None and latest is None:
        return False
    starts_in_time = last is None or earliest is None or earliest <= last
    ends_in_time = first is None or latest is None or latest >= first
    return starts_in_time and ends_in_time


_FIELDS: dict[str, Callable[[Holdings, int, str], int | None]] = {
    "country": _country,
    "publisher": _publisher,
    "issuer": _issuer,
    "language": _language,
    "kind": _kind,
    "topic": _topic,
    "symbol": _symbol,
    "published": _published,
    "from": _from,
    "to": _to,
}


def _joined(sets: Iterable[int]) -> int:
    joined = 0
    for one in sets:
        joined |= one
    return joined


def _code_of(scheme_name: str, value: str) -> str | None:
    folded = value.casefold()
    for term in scheme(scheme_name):
        if folded == term.code.casefold() or folded in (label.casefold() for label in term.labels.values()):
            return term.code
    return None


def _with_narrower(code: str) -> set[str]:
    return {term.code for term in scheme("topics") if scheme("topics").is_within(term.code, code)}
