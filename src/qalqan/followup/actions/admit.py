"""An accepted review becomes a recommendation, a clause or a step; other kinds are the record's to admit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.followup.actions.step import code_of_mandate, process_of
from qalqan.followup.models import Clause, Recommendation, Step
from qalqan.record import actions as record
from qalqan.record.actions.admit import common
from qalqan.record.actions.enter import enter, words_of
from qalqan.record.models import Entry
from qalqan.review.models import Review


def admit(review: Review, account: Any) -> Entry:
    """The entry that this review admits. Raises CannotDecide, and UnknownTerm for a stage that no vocabulary has."""
    kinds = {"recommendation": _admit_recommendation, "clause": _admit_clause, "step": _admit_step}
    if review.candidate.kind in kinds:
        return kinds[review.candidate.kind](review, account, common(review, account))
    entry = record.admit(review, account)
    if entry is None:
        raise CannotDecide(_("“%(kind)s” has no place in the record yet: defer it.") % {"kind": review.candidate.kind})
    return entry


def _admit_recommendation(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    entry = Recommendation(
        work=review.candidate.text.work,
        position=review.start,
        number=f.get("number") or "",
        group=f.get("group") or "",
        chapeau=f.get("chapeau") or "",
        exact=review.exact,
        issuers=f.get("issuers") or [],
        addressees=f.get("addressees") or [],
        countries=f.get("countries") or [],
        themes=f.get("themes") or [],
        urgency=f.get("urgency") or "",
        response=f.get("response") or "",
        **shared,
    )
    return enter(entry, [words_of(review)])


def _admit_clause(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    entry = Clause(
        recommendation=_recommendation_of(review),
        position=review.start,
        exact=review.exact,
        action=f.get("action") or "",
        category=f.get("category"),
        negative=bool(f.get("negative")),
        addressees=f.get("addressees") or [],
        countries=f.get("countries") or [],
        mandates=[code_of_mandate(name) for name in f.get("mandates") or []],
        precondition=f.get("precondition") or "",
        **shared,
    )
    return enter(entry, [words_of(review)])


def _recommendation_of(review: Review) -> Recommendation:
    parent = review.candidate.parent
    found = Recommendation.objects.filter(review__candidate=parent, standing="standing").first() if parent else None
    if found is None:
        raise CannotDecide(_("Decide on the recommendation first: a clause stands within one that was accepted."))
    return found


def _admit_step(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    date = f.get("date") or {}
    entry = Step(
        process=process_of(f, account, review.candidate),
        stage=f.get("stage") or "",
        date=date.get("edtf") or "",
        date_basis=date.get("basis") or "",
        known=review.candidate.text.work.published,
        by=f.get("by") or "",
        expected=bool(f.get("expected")),
        negative=bool(f.get("negative")),
        **shared,
    )
    return enter(entry, [words_of(review)])
