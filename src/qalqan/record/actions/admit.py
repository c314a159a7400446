"""An accepted review becomes an entry: acts and patterns in their case, provisions and standards, situations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.record.actions.admit_act import admit_act
from qalqan.record.actions.count import counted
from qalqan.record.actions.enter import enter, words_of
from qalqan.record.actions.record_treaty import check_treaty_action
from qalqan.record.matching import find_or_make_instrument, unnamed_instrument
from qalqan.record.models import Entry, Provision, Situation, Standard, TreatyAction
from qalqan.review.models import Review
from qalqan.safety.levels import TEAM, higher
from qalqan.vocabularies import term


def common(review: Review, account: Any) -> dict[str, Any]:
    """What every entry takes over from the review that admits it."""
    candidate = review.candidate
    return {
        "hedge": review.hedge,
        "attributed_to": candidate.attributed_to,
        "method": candidate.origin,
        "review": review,
        "circle": candidate.circle,
        "level": higher(TEAM, candidate.level),  # what was read from a sealed text is sealed
        "created_by": account,
    }


def admit(review: Review, account: Any) -> Entry | None:
    """The entry that this review admits, or None where the kind is not the record's. Raises CannotDecide."""
    if not review.admits:
        raise CannotDecide(_("Only what was accepted or corrected enters the record."))
    kinds = {
        "act": admit_act,
        "pattern": admit_act,
        "provision": _admit_provision,
        "standard": _admit_standard,
        "situation": _admit_situation,
        "treaty": _admit_treaty_action,
    }
    if review.candidate.kind not in kinds:
        return None
    return kinds[review.candidate.kind](review, account, common(review, account))


def _admit_provision(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    country = f.get("country") or ""
    name = f.get("instrument") or ""
    like = review.candidate
    entry = Provision(
        instrument=find_or_make_instrument(name, country, account, like)
        if name
        else unnamed_instrument(country, account, like),
        about=f.get("about") or "",
        restriction=f.get("restriction") or "",
        defects=f.get("defects") or [],
        grounds=[term("closure-grounds", code).code for code in f.get("grounds") or []],
        country=country,
        **shared,
    )
    words = [words_of(review)]
    enter(entry, words)
    if f.get("number"):
        bound, whose = f.get("bound") or "at-least", f.get("applies_to") or ""
        counted(entry, f["number"], f.get("unit") or "", bound, account, words, applies_to=whose, method=like.origin)
    return entry


def _admit_standard(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    name = f.get("instrument") or ""
    instrument = find_or_make_instrument(name, "", account, review.candidate, kind="treaty") if name else None
    article = f.get("article")
    entry = Standard(
        instrument=instrument,
        name=name,
        article=", ".join(map(str, article)) if isinstance(article, list) else str(article or ""),
        symbol=f.get("symbol") or "",
        **shared,
    )
    return enter(entry, [words_of(review)])


def _admit_situation(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    country = f.get("country") or ""
    entry = Situation(
        country=country if isinstance(country, str) else ",".join(country), trend=f.get("trend") or "none", **shared
    )
    return enter(entry, [words_of(review)])


def _admit_treaty_action(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    f = review.fields
    treaty, country, action = (f.get(name) or "" for name in ("treaty", "country", "action"))
    day = (f.get("date") or {}).get("edtf") or ""
    check_treaty_action(treaty, country, action, day)
    entry = TreatyAction(
        treaty=treaty, country=country, action=action, day=day, articles=f.get("articles") or "",
        note=f.get("note") or "", **shared,
    )  # fmt: skip
    return enter(entry, [words_of(review)])
