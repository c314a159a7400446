"""Publications near another one by what the record says of both: the same demands, the same case, the same law.

Counted is only what the account may see, on both sides; then come the neighbours that the library knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qalqan.followup.models import ClauseLink, Step
from qalqan.library.models import Work
from qalqan.library.related import MOST, Neighbour
from qalqan.library.related import related as related_in_library
from qalqan.record.models import Act, Case, Evidence, Instrument, Provision
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds

REPEATED = ("same-text", "repeats")
MOST_WORKS = 300


def related(work: Work, account: Any, *, limit: int = MOST) -> list[Neighbour]:
    """Neighbours with every reason of the record, those with most first; then the library's, each work once."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for number, words in (*_by_demands(work, account), *_by_cases(work, account), *_by_laws(work, account)):
        reasons[number].append(words)
    works = {one.pk: one for one in visible(Work.objects.filter(pk__in=reasons), account)}
    ranked = sorted(works.values(), key=lambda one: (-len(reasons[one.pk]), one.title, one.pk))
    found = {one.pk: Neighbour(one, "; ".join(reasons[one.pk])) for one in ranked}
    for neighbour in related_in_library(work, account, limit=limit):
        held = found.get(neighbour.work.pk)
        both = f"{held.reason}; {neighbour.reason}" if held else neighbour.reason
        found[neighbour.work.pk] = Neighbour(neighbour.work, both)
    return list(found.values())[:limit]


def _by_demands(work: Work, account: Any) -> list[tuple[int, str]]:
    links = visible(ClauseLink.objects.filter(relation__in=REPEATED), account).exclude(decided="dismissed")
    links = visible(visible(links, account, through="earlier"), account, through="later")
    ours, theirs = "later__recommendation__work", "earlier__recommendation__work"
    before = Counter(links.filter(**{ours: work}).exclude(**{theirs: work}).values_list(theirs, flat=True))
    after = Counter(links.filter(**{theirs: work}).exclude(**{ours: work}).values_list(ours, flat=True))
    told = [
        (number, ngettext("repeats %(number)s clause of it", "repeats %(number)s clauses of it", n) % {"number": n})
        for number, n in before.items()
    ]
    return told + [
        (number, ngettext("repeated there: %(number)s clause", "repeated there: %(number)s clauses", n) % {"number": n})
        for number, n in after.items()
    ]


def _by_cases(work: Work, account: Any) -> list[tuple[int, str]]:
    entries = _entries_on(work)
    cases = visible(Case.objects.filter(kind__in=Case.COUNTED, acts__permanent_id__in=entries), account).distinct()
    told = []
    for case in cases:
        acts = visible(Act.objects.filter(case=case, standing="standing"), account)
        for number in _works_of(acts.values_list("permanent_id", flat=True), work):
            told.append((number, _("same case: %(case)s") % {"case": case.title}))
    return told


def _by_laws(work: Work, account: Any) -> list[tuple[int, str]]:
    entries = _entries_on(work)
    laws = visible(
        Instrument.objects.filter(
            Q(provisions__permanent_id__in=entries) | Q(processes__steps__permanent_id__in=entries)
        ),
        account,
    ).distinct()
    told = []
    for law in laws:
        provisions = visible(Provision.objects.filter(instrument=law), account).values_list("permanent_id", flat=True)
        steps = visible(Step.objects.filter(process__instrument=law), account).values_list("permanent_id", flat=True)
        works = _works_of([*provisions, *steps], work)
        dates = dict(Work.objects.filter(pk__in=works).values_list("pk", "published"))
        told += [(number, _same_law(law, work.published, dates.get(number, ""))) for number in works]
    return told


def _same_law(law: Instrument, here: str, there: str) -> str:
    one, other = bounds(here)[0], bounds(there)[0]
    if one and other and other > one:
        return _("same law, later: %(law)s") % {"law": law}
    if one and other and other < one:
        return _("same law, earlier: %(law)s") % {"law": law}
    return _("same law: %(law)s") % {"law": law}


def _entries_on(work: Work) -> list[str]:
    return list(Evidence.objects.filter(passage__text__work=work).values_list("entry", flat=True).distinct())


def _works_of(entries: Any, work: Work) -> list[int]:
    """The other works on whose words these entries rest."""
    rows = Evidence.objects.filter(entry__in=list(entries)[:MOST_WORKS]).exclude(passage__text__work=work)
    return list(rows.values_list("passage__text__work", flat=True).distinct().order_by("passage__text__work"))
