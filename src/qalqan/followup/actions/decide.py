"""A person's decision, with what follows from it: the review, the entry it admits, the log. One transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import StaleWrite, WrongCall
from qalqan.followup.actions.admit import admit
from qalqan.record.models import Entry
from qalqan.review.actions import accept, correct, defer, reject
from qalqan.review.models import Candidate, Review
from qalqan.safety.audit import take_turn


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
    seen: int | None = None,
) -> tuple[Review, Entry | None]:
    """Decides on a proposal. A later decision on the same one supersedes or withdraws the entry that an earlier admitted.

    `seen`: how many decisions stood when she looked. Raises StaleWrite where there are more by now, NotAllowed,
    CannotDecide, WrongCall.
    """
    with transaction.atomic():
        take_turn()  # two people who decide on one proposal at one moment must not both admit it
        if seen is not None and candidate.reviews.count() != seen:
            raise StaleWrite(
                _("Somebody changed this entry after you opened it; nothing was overwritten, open it again.")
            )
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
            raise WrongCall(
                _("There is no outcome “%(outcome)s”: say accepted, corrected, rejected or deferred.")
                % {"outcome": outcome}
            )
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
