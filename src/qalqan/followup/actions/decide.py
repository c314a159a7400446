"""A person's decision, with what follows from it: the review, the entry it admits, the log. One transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qalqan.errors import WrongCall
from qalqan.followup.actions.admit import admit
from qalqan.record.models import Entry
from qalqan.review.actions import accept, correct, defer, reject
from qalqan.review.models import Candidate, Review


def decide(
    candidate: Candidate,
    outcome: str,
    account: Any,
    *,
    fields: dict[str, Any] | None = None,
    hedge: str | None = None,
    start: int | None = None,
    end: int | None = None,
    reason: str = "",
) -> tuple[Review, Entry | None]:
    """Decides on a proposal. A later decision on the same one supersedes or withdraws the entry that an earlier admitted.

    Raises NotAllowed, CannotDecide, WrongCall.
    """
    with transaction.atomic():
        before = admitted_by(candidate)
        if outcome == "accepted":
            review = accept(candidate, account)
        elif outcome == "corrected":
            review = correct(candidate, account, fields=fields, hedge=hedge, start=start, end=end, reason=reason)
        elif outcome == "rejected":
            review = reject(candidate, account, reason)
        elif outcome == "deferred":
            review = defer(candidate, account, reason)
        else:
            raise WrongCall(f"There is no outcome “{outcome}”: say accepted, corrected, rejected or deferred.")
        entry = admit(review, account) if review.admits else None
        if before is not None and outcome != "deferred":
            before.change(seen=before.version, standing="superseded" if entry is not None else "withdrawn")
    return review, entry


def admitted_by(candidate: Candidate) -> Entry | None:
    """The entry that stands because of an earlier decision on this candidate."""
    for review in candidate.reviews.order_by("-id"):
        for relation in Review._meta.related_objects:
            if relation.one_to_one and hasattr(review, relation.get_accessor_name() or ""):
                entry: Entry = getattr(review, relation.get_accessor_name())
                return entry if entry.standing == "standing" else None
    return None
