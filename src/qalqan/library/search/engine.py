"""The library's search: what a person may read, found by its words and by what the catalogue knows of it.

    index(text)    makes a text findable; a step of taking in, never a signal
    index_all(…)   the same for many texts
    drop(text)     erases it from the index, as when it is sealed
    search(query, account, countries=("KAZ", "KGZ"), …) -> Found

Each hit is a publication with its best passage. Sealed text is in no index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qalqan.library.search import analysis
from qalqan.library.search.explaining import Filters, understood
from qalqan.library.search.facets import Counts, facets_of
from qalqan.library.search.facts import Record
from qalqan.library.search.holdings import holdings
from qalqan.library.search.indexing import drop, index, index_all
from qalqan.library.search.plan import Plan
from qalqan.library.search.ranking import ORDERS, page_of
from qalqan.library.search.reach import reach_of
from qalqan.library.search.showing import Hit, hits_of
from qalqan.library.search.suggesting import suggested
from qalqan.texts.search.query import Field, Leaf, Word, read_query

__all__ = ["ORDERS", "Filters", "Found", "Hit", "drop", "index", "index_all", "search"]

TRIES = 3  # when the catalogue changes while it is asked


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `total` counts publications, `facets` are (value, publications) of each facet."""

    hits: tuple[Hit, ...]
    total: int
    understood: str
    facets: dict[str, Counts] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


def search(
    query: str,
    account: Any,
    *,
    countries: Sequence[str] = (),
    any_country: bool = False,
    topics: Sequence[str] = (),
    publisher: str = "",
    language: str = "",
    published_from: str = "",
    published_to: str = "",
    fields: Sequence[tuple[str, str]] = (),
    record: Record | None = None,
    facets: bool = False,
    limit: int = 20,
    offset: int = 0,
    order: str = "relevance",
) -> Found:
    """What the account may read that answers. `order`: relevance, newest, oldest or country. Raises nothing.

    All `countries` are asked for, or any of them with `any_country`; any of the `topics` will do. `fields` are more of
    the query language's fields: ("person", "Askarov"), ("status", "detained@2014-07-21"). Those that the catalogue
    does not know are asked of `record`.
    """
    filters = Filters(
        tuple(dict.fromkeys(countries)), any_country, tuple(topics), publisher, language, published_from, published_to,
        tuple(fields),
    )  # fmt: skip
    page = (order if order in ORDERS else ORDERS[0], max(0, offset), max(0, limit))
    for _try in range(TRIES):
        held = holdings()
        found = _search(query, filters, Plan(reach_of(account), held, record), page, facets)
        if holdings().state == held.state:
            break
    return found


def _search(query: str, filters: Filters, plan: Plan, page: tuple[str, int, int], facets: bool) -> Found:
    order, offset, limit = page
    read = read_query(query)
    texts = plan.texts(read) & _filtered(filters, plan)
    telling = _telling(read.leaves())
    placed = page_of(texts, [plan.want(leaf) for leaf in telling], plan, order, offset, limit)
    words = [leaf for leaf in read.leaves() if isinstance(leaf, Word)]
    return Found(
        hits=hits_of(placed, read, telling, plan),
        total=plan.held.works(texts).bit_count(),
        understood=understood(read, filters.known(), plan),
        facets=facets_of(plan.held, texts) if facets else {},
        suggestions=() if texts else suggested(words, plan),
    )


def _telling(leaves: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """What hits are ranked by: not by "of" and "the", unless nothing else is asked."""
    others = tuple(one for one in leaves if not (isinstance(one, Word) and analysis.is_function_word(one.text)))
    return others or leaves


def _filtered(filters: Filters, plan: Plan) -> int:
    """The texts within reach that all filters let through."""
    met = plan.open
    about = [plan.fact(Field("country", name)) for name in filters.countries]
    if filters.any_country and about:
        about = [_either(about)]
    for texts in about:
        met &= texts
    if filters.topics:
        met &= _either([plan.fact(Field("topic", topic)) for topic in filters.topics])
    single = (
        ("publisher", filters.publisher),
        ("language", filters.language),
        ("from", filters.published_from),
        ("to", filters.published_to),
        *filters.fields,
    )
    for name, value in single:
        if value:
            met &= plan.fact(Field(name, value))
    return met


def _either(sets: Sequence[int]) -> int:
    joined = 0
    for texts in sets:
        joined |= texts
    return joined
