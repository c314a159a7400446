"""How many of the found publications are about a country or topic, of a publisher, in a language, of a year or kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count
from django.db.models.expressions import RawSQL

from qalqan.library.models import Text, Work, WorkCountry
from qalqan.library.search.plan import index_engine

MOST_VALUES = 60

Counts = tuple[tuple[str, int], ...]


def facets_of(works: Iterable[int], texts: Iterable[int]) -> dict[str, Counts]:
    """Counts of works by each facet, most first. Takes what was found, so nothing closed is counted."""
    found, read = list(works), list(texts)
    publishers: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    years: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for publisher, kind, published, about in Work.objects.filter(pk__in=_among(found)).values_list(
        "publisher", "kind", "published", "topics"
    ):
        publishers.update([publisher] if publisher else [])
        kinds[kind] += 1
        years.update([published[:4]] if published[:4].isdigit() else [])
        topics.update(set(about))
    countries = WorkCountry.objects.filter(work__in=_among(found), role="subject").order_by().values_list("code")
    languages = Text.objects.filter(pk__in=_among(read)).exclude(language="").order_by().values_list("language")
    return {
        "country": _counted(dict(countries.annotate(n=Count("work", distinct=True)))),
        "topic": _counted(topics),
        "publisher": _counted(publishers),
        "language": _counted(dict(languages.annotate(n=Count("work", distinct=True)))),
        "kind": _counted(kinds),
        "year": tuple(sorted(years.items(), reverse=True)),
    }


def _among(ids: list[int]) -> RawSQL:
    sql, params = index_engine().numbers(ids)
    return RawSQL(sql, params)  # noqa: S611 (our own SQL, parameters bound)


def _counted(counts: dict[str, int]) -> Counts:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES])
