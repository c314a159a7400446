"""Demands made again: links from a clause to the earlier ones it repeats, with the words that differ; how old a demand is,
how often it was made since, and whether it was ever met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import Q

from qalqan.extraction.likeness import compare, difference, pairs_worth_comparing
from qalqan.followup.models import Assessment, Clause, ClauseLink
from qalqan.library.models import Work
from qalqan.safety.access import demand, visible
from qalqan.safety.audit import log
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme


def link_work(work: Work, account: Any) -> int:
    """Links the clauses of a work with earlier ones that the account may read, its own included; gives how many links.

    Raises NotAllowed for somebody who may not review the work.
    """
    demand(account, "review", work)
    clauses = list(visible(Clause.objects.filter(standing="standing"), account).select_related("recommendation__work"))
    clauses.sort(key=order_made)
    texts = [c.exact for c in clauses]
    made = 0
    with transaction.atomic():
        for i, j in pairs_worth_comparing(texts):
            earlier, later = clauses[i], clauses[j]
            if work.pk not in (earlier.recommendation.work_id, later.recommendation.work_id):
                continue
            if earlier.circle_id != later.circle_id and PUBLIC not in (earlier.level, later.level):
                continue  # the link stands in one circle and would tell it of the other
            like = compare(earlier.exact, later.exact)
            if like.relation is None:
                continue
            _, new = ClauseLink.objects.get_or_create(
                earlier=earlier,
                later=later,
                defaults={
                    "relation": like.relation,
                    "score": like.score,
                    "why": like.why,
                    "difference": [list(row) for row in difference(earlier.exact, later.exact)],
                    "circle": later.circle,
                    "level": reduce(higher, (TEAM, earlier.level, later.level)),
                    "created_by": account,
                },
            )
            made += new
        if made:
            log("followup.linked", work.permanent_id, account=account)
    return made


def order_made(clause: Clause) -> tuple[Any, ...]:
    """Sorts demands by when they were made, and within one publication by where they stand."""
    work = clause.recommendation.work
    return (str(bounds(work.published)[0] or "9999"), work.pk, clause.position, clause.pk)


@dataclass(frozen=True)
class History:
    """A demand over time: when it was first made, the publications that made it since, whether it was ever met.

    `since` holds the days (EDTF) of the later publications, in order; one that makes the demand twice counts once.
    `met` is the first day on which somebody assessed it as met with an addressee, in any of its makings; "" for never.
    """

    first: str
    first_clause: Clause
    since: tuple[str, ...]
    met: str
    clauses: tuple[Clause, ...]

    @property
    def times_since(self) -> int:
        return len(self.since)


# What makes a demand the same demand; "related" only stands beside it.
SAME_DEMAND = ("same-text", "repeats")


def history(clause: Clause, account: Any, as_of: date) -> History:
    """First made when, made how often since, ever met: over the clauses linked with this one that the account may see.

    Only direct links count: each names its reason, a chain of them has none.
    """
    return histories([clause], account, as_of)[clause.pk]


def histories(clauses: Sequence[Clause], account: Any, as_of: date) -> dict[int, History]:
    """The same for many clauses, by their number, with as many queries as for one."""
    links = _links_of([c.pk for c in clauses], account)
    family: dict[int, set[int]] = {c.pk: {c.pk} for c in clauses}
    for link in links:
        for one, other in ((link.earlier_id, link.later_id), (link.later_id, link.earlier_id)):
            if one in family:
                family[one].add(other)
    every = {pk for members in family.values() for pk in members}
    found = {c.pk: c for c in Clause.objects.filter(pk__in=every).select_related("recommendation__work")}
    met = _met(every, account, as_of)
    return {pk: _history([found[n] for n in members], met, as_of) for pk, members in family.items()}


def _links_of(numbers: list[int], account: Any) -> list[ClauseLink]:
    seen = visible(Clause.objects.filter(standing="standing"), account)
    standing = ClauseLink.objects.exclude(decided="dismissed").filter(relation__in=SAME_DEMAND)
    links = visible(standing.filter(earlier__in=seen, later__in=seen), account)
    return list(links.filter(Q(earlier__in=numbers) | Q(later__in=numbers)))


def _history(family: list[Clause], met: dict[int, str], as_of: date) -> History:
    known = sorted(
        (c for c in family if (bounds(c.recommendation.work.published)[0] or as_of) <= as_of), key=order_made
    )
    made = known or sorted(family, key=order_made)
    days: dict[int, str] = {c.recommendation.work_id: c.recommendation.work.published for c in made}
    first, *since = days.values()
    answers = sorted((met[c.pk] for c in made if c.pk in met), key=lambda day: bounds(day)[1] or as_of)
    return History(first, made[0], tuple(since), answers[0] if answers else "", tuple(made))


def _met(numbers: set[int], account: Any, as_of: date) -> dict[int, str]:
    """The first day on which each clause was assessed as met in full with one of its addressees."""
    rungs = [rung.code for rung in scheme("follow-up") if rung.properties.get("met") == 1.0]
    answers = visible(Assessment.objects.filter(standing="standing", rung__in=rungs, clause__in=numbers), account)
    first: dict[int, str] = {}
    for answer in sorted(answers, key=lambda a: (bounds(a.day)[1] or as_of, a.pk)):
        if (bounds(answer.day)[1] or as_of) <= as_of:
            first.setdefault(answer.clause_id, answer.day)
    return first
