"""A person's decision, with what follows from it: the review, the entry it admits, the log. One transaction.

Where the circle asks for two readers, the entry comes with the second who decides alike. What an earlier decision had
admitted is superseded or withdrawn as a Revision, and the clauses of a recommendation go with it.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import StaleWrite, WrongCall
from qalqan.followup.actions.admit import admit
from qalqan.followup.models import Recommendation
from qalqan.record.actions import restate
from qalqan.record.models import Entry
from qalqan.review.actions import accept, correct, defer, reject, take_back
from qalqan.review.models import Candidate, Reopening, Review
from qalqan.review.readers import settles
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
        entry = admit(review, account) if settles(review) and review.admits else None
        # What two readers have not agreed on leaves standing what stood; a rejection does not wait for a second.
        if before is not None and (entry is not None or outcome == "rejected"):
            retire(before, entry, account, reason or _("Decided anew."))
    return review, entry


def undo(candidate: Candidate, account: Any, reason: str = "", seen: int | None = None) -> Reopening:
    """Takes the last decision back: what it admitted is withdrawn, the proposal waits again, and both stay on record.

    Raises StaleWrite where somebody decided since (`seen` as in `decide`), CannotDecide, NotAllowed.
    """
    with transaction.atomic():
        take_turn()
        if seen is not None and candidate.reviews.count() != seen:
            raise StaleWrite(
                _("Somebody changed this entry after you opened it; nothing was overwritten, open it again.")
            )
        before = admitted_by(candidate)
        reopening = take_back(candidate, account, reason)
        if before is not None:
            retire(before, None, account, reason or _("The decision was taken back."))
    return reopening


def retire(entry: Entry, successor: Entry | None, account: Any, reason: str) -> None:
    """The entry stands no more; its former state is kept. Clauses pass to the successor, or end with it and wait anew."""
    restate(entry, {"standing": "withdrawn" if successor is None else "superseded"}, account, reason)
    if not isinstance(entry, Recommendation):
        return
    for clause in entry.clauses.filter(standing="standing"):
        if successor is not None:
            restate(clause, {"recommendation": successor}, account, reason)
            continue
        restate(clause, {"standing": "withdrawn"}, account, reason)
        if clause.review is not None:
            Reopening.objects.create(
                candidate=clause.review.candidate, after=clause.review, why="parent-gone", reason=reason,
                account=account, at=timezone.now(),
            )  # fmt: skip


def admitted_by(candidate: Candidate) -> Entry | None:
    """The entry that stands because of an earlier decision on this candidate."""
    for review in candidate.reviews.order_by("-id"):
        for relation in Review._meta.related_objects:
            if relation.one_to_one and hasattr(review, relation.get_accessor_name() or ""):
                entry: Entry = getattr(review, relation.get_accessor_name())
                return entry if entry.standing == "standing" else None
    return None
