"""What of the record a proposal may be telling again, and why it seems so: for a person to say "same as" or not.

Nothing is joined here. An entry is named only where the account may see it and it stands in the proposal's circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qalqan.extraction.likeness import compare
from qalqan.followup.models import Clause, Recommendation, Step
from qalqan.followup.processes import find_processes
from qalqan.record.matching import instrument_key, whole_name
from qalqan.record.models import Act, Entry, Evidence, Provision
from qalqan.review.models import Candidate
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds

SHOWN = 5
COMPARED = 500  # of the newest entries, word by word


@dataclass(frozen=True)
class Likely:
    """An entry that may be the same, what it says in its source's words, and why it is suggested. Surest first."""

    entry: Entry
    words: str
    why: str
    score: float


def likely_same(candidate: Candidate, account: Any) -> list[Likely]:
    """Suggestions for one proposal: at most five, none from its own place in the text."""
    kinds = {"act": _acts, "pattern": _acts, "step": _steps, "provision": _provisions,
             "recommendation": _demands, "clause": _demands}  # fmt: skip
    if candidate.kind not in kinds:
        return []
    found = [
        one
        for one in kinds[candidate.kind](candidate, account)
        if one.entry.review_id is None or not _own(one, candidate)
    ]
    best: dict[int, Likely] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault(one.entry.pk, one)
    return list(best.values())[:SHOWN]


def dates_exclude(one: str, other: str) -> bool:
    """Whether two dates cannot both be meant; an open or missing one excludes nothing."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return None not in (a, b, c, d) and (b < c or d < a)  # type: ignore[operator]


def _own(likely: Likely, candidate: Candidate) -> bool:
    return bool(likely.entry.review and likely.entry.review.candidate_id == candidate.pk)


def _standing(model: type[Entry], candidate: Candidate, account: Any) -> QuerySet[Any]:
    found = model._default_manager.filter(standing="standing", circle=candidate.circle_id)
    return visible(found, account).select_related("review")


def _words(entries: Iterable[Entry], account: Any) -> dict[str, str]:
    """The first words that each entry rests on, by its permanent id: one question for all."""
    keys = [entry.permanent_id for entry in entries]
    found = visible(Evidence.objects.filter(entry__in=keys, stance="for"), account, through="passage__text")
    return dict(found.order_by("-id").values_list("entry", "exact"))


def _date(candidate: Candidate) -> str:
    return str((candidate.fields.get("date") or {}).get("edtf") or "")


def _acts(candidate: Candidate, account: Any) -> Iterator[Likely]:
    """The same thing done to the same person, or told in alike words, on dates that do not exclude each other."""
    kind, date = candidate.fields.get("type") or "", _date(candidate)
    victims = [v for v in candidate.fields.get("victims") or [] if isinstance(v, dict) and v.get("name")]
    keys = {whole_name(v["name"]): v["name"] for v in victims}
    acts = _standing(Act, candidate, account).filter(type=kind)
    named = acts.filter(involvements__role="victim", involvements__actor__names__key__in=keys).distinct()
    others = acts.exclude(pk__in=[one.pk for one in named]).order_by("-id")[:COMPARED]
    words = _words([*named, *others], account)
    for act in named:
        told = words.get(act.permanent_id, "")
        if dates_exclude(act.date, date):
            why = _("the same person and act, but on other dates: sources differ")
            yield Likely(act, told, why, 0.6)
        else:
            yield Likely(act, told, _("the same person, the same act, no other date"), 0.9)
    for act in others:
        told = words.get(act.permanent_id, "")
        like = compare(told, candidate.exact)
        if like.relation and not dates_exclude(act.date, date):
            yield Likely(act, told, _("the same act in alike words: %(why)s") % {"why": like.why}, like.score)


def _steps(candidate: Candidate, account: Any) -> Iterator[Likely]:
    f = candidate.fields
    country = f.get("country") if isinstance(f.get("country"), str) else ""
    processes = find_processes(f.get("subject") or "", account, country or "", f.get("process") or "")
    steps = _standing(Step, candidate, account).filter(process__in=processes, stage=f.get("stage") or "")
    words = _words(steps, account)
    for step in steps:
        if step.negative != bool(f.get("negative")) or step.expected != bool(f.get("expected")):
            continue
        differ = dates_exclude(step.date, _date(candidate))
        why = _("the same stage, on other dates: sources differ") if differ else _("the same stage, no other date")
        yield Likely(step, words.get(step.permanent_id, ""), why, 0.6 if differ else 0.9)


def _provisions(candidate: Candidate, account: Any) -> Iterator[Likely]:
    f = candidate.fields
    key = instrument_key(f.get("instrument") or "")
    provisions = _standing(Provision, candidate, account).filter(country=f.get("country") or "")
    provisions = provisions.select_related("instrument").order_by("-id")[:COMPARED]
    words = _words(provisions, account)
    for held in provisions:
        told = words.get(held.permanent_id, "")
        like = compare(told, candidate.exact)
        if like.relation:
            yield Likely(held, told, _("alike words: %(why)s") % {"why": like.why}, like.score)
        elif key and held.instrument.key == key and held.restriction and held.restriction == f.get("restriction"):
            yield Likely(held, told, _("the same law, the same restriction"), 0.5)


def _demands(candidate: Candidate, account: Any) -> Iterator[Likely]:
    model = Recommendation if candidate.kind == "recommendation" else Clause
    same = _standing(model, candidate, account).filter(exact=candidate.exact)
    for held in same:
        yield Likely(held, held.exact, _("the same words"), 1.0)
