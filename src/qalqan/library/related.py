"""Neighbours of a work, each with the reason in words: what it prints or a person said, then what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qalqan.library.models import Issuer, Work, WorkCountry, WorkRelation
from qalqan.library.neighbours import SAME_TEXT
from qalqan.library.topics import topic_label
from qalqan.safety.access import visible
from qalqan.vocabularies.countries import country_name
from qalqan.vocabularies.terms import scheme

MOST = 12
COMPARED = 400  # works that share a country or an issuer, newest first


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A work beside another one, and why it stands there."""

    work: Work
    reason: str


def related(work: Work, account: Any, *, limit: int = MOST) -> list[Neighbour]:
    """The neighbours that the account may see: stated relations first, then those that share most."""
    found: dict[int, Neighbour] = {}
    for neighbour in (*_stated(work, account), *_computed(work, account)):
        if neighbour.work.pk != work.pk:
            found.setdefault(neighbour.work.pk, neighbour)
    return list(found.values())[:limit]


def _stated(work: Work, account: Any) -> Iterator[Neighbour]:
    seen = visible(Work.objects.all(), account)
    standing = WorkRelation.objects.filter(ended_at=None)
    for relation in standing.filter(work=work, other__in=seen).select_related("other").order_by("id"):
        yield Neighbour(relation.other, _reason(relation, printed_here=True))
    for relation in standing.filter(other=work, work__in=seen).select_related("work").order_by("id"):
        yield Neighbour(relation.work, _reason(relation, printed_here=False))
    named = standing.filter(work=work, other=None).exclude(title="").values_list("title", flat=True)
    for title in named:
        # Taken in later by somebody who may not see this work: joined here by its title.
        for other in seen.filter(title__iexact=title)[:1]:
            yield Neighbour(other, _("named here under “see also”"))


def _reason(relation: WorkRelation, *, printed_here: bool) -> str:
    if relation.relation == SAME_TEXT:
        return _("may be the same text: %(reason)s") % {"reason": relation.reason}
    if relation.relation == "see-also":
        return _("named here under “see also”") if printed_here else _("names this publication under “see also”")
    words = relation.relation
    if relation.relation in scheme("relations"):
        term, language = scheme("relations").term(relation.relation), _reader_language()
        inverse = term.properties.get("inverse", {})
        words = (
            term.label(language) if printed_here else inverse.get(language) or inverse.get("en") or term.label(language)
        )
    return f"{words}: {relation.reason}" if relation.reason else words


def _computed(work: Work, account: Any) -> Iterator[Neighbour]:
    """Works about the same country that share a topic, or share both country and issuers; most shared first."""
    countries = set(work.countries.filter(role="subject").values_list("code", flat=True))
    names = set(work.issuers.filter(withdrawn=False).values_list("name", flat=True)) | ({work.publisher} - {""})
    if not countries:
        return
    same_country = Q(countries__code__in=countries, countries__role="subject")
    others = visible(Work.objects.exclude(pk=work.pk), account).filter(same_country)
    others = others.annotate(shared=Count("countries", distinct=True)).order_by("-shared", "-published", "-id")[
        :COMPARED
    ]
    listed = list(others)
    theirs = _values(WorkCountry.objects.filter(work__in=[w.pk for w in listed], role="subject"), "code")
    issuers = _values(Issuer.objects.filter(work__in=[w.pk for w in listed], withdrawn=False), "name")
    ranked = []
    for other in listed:
        both_countries = countries & theirs.get(other.pk, set())
        topics = [topic for topic in work.topics if topic in other.topics]
        by = sorted(names & (issuers.get(other.pk, set()) | {other.publisher}))
        if topics or by:
            ranked.append((2 * len(topics) + len(by) + len(both_countries), other, sorted(both_countries), topics, by))
    ranked.sort(key=lambda one: -one[0])
    for _score, other, both_countries, topics, by in ranked:
        yield Neighbour(other, _shared(both_countries, topics, by))


def _values(rows: Any, name: str) -> dict[int, set[str]]:
    values: dict[int, set[str]] = {}
    for work, value in rows.values_list("work_id", name):
        values.setdefault(work, set()).add(value)
    return values


def _shared(countries: list[str], topics: list[str], issuers: list[str]) -> str:
    language = _reader_language()
    parts = [
        _("also about %(countries)s") % {"countries": ", ".join(country_name(code, language) for code in countries)}
    ]
    if topics:
        parts.append(
            _("same topic: %(topics)s") % {"topics": ", ".join(topic_label(topic, language) for topic in topics)}
        )
    if issuers:
        parts.append(_("also by %(names)s") % {"names": ", ".join(issuers)})
    return "; ".join(parts)


def _reader_language() -> str:
    return (get_language() or "en").partition("-")[0]
