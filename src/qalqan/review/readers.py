"""Two readers where a circle asks for them: nothing enters its record before two people decided alike.

What is rejected stays out by one decision; what enters needs two. Who has read a proposal waits for somebody else.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed, WrongCall
from qalqan.review.models import Candidate, ReadersAsked, Reopening, Review
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.models import Circle

MOST = 2


def readers_asked(circle: Any) -> int:
    """How many people have to agree in a circle (or its number): one, unless somebody said otherwise."""
    number = circle.pk if isinstance(circle, Circle) else circle
    said = ReadersAsked.objects.filter(circle=number).order_by("-id").values_list("readers", flat=True).first()
    return said or 1


def ask_for_readers(circle: Circle, readers: int, account: Any, reason: str) -> ReadersAsked:
    """From now on this many people must agree before something of the circle enters the record.

    Only whoever gives grants may say so. Raises NotAllowed, WrongCall, CannotDecide without a reason.
    """
    if not may(account, "grant"):
        raise NotAllowed(_("You may not set how many readers a circle asks for: ask whoever gives grants."))
    if not 1 <= readers <= MOST:
        raise WrongCall(_("Say one reader or two."))
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    with transaction.atomic():
        asked = ReadersAsked.objects.create(
            circle=circle, readers=readers, reason=reason, account=account, at=timezone.now()
        )
        log("review.readers-asked", str(circle.pk), account=account, purpose=str(readers))
    return asked


def settles(review: Review) -> bool:
    """Whether this review, just given, decides: by itself, or because another person decided the same before.

    Where it does not, the proposal is reopened for somebody else.
    """
    candidate = review.candidate
    if review.outcome == "deferred" or readers_asked(candidate.circle_id) < MOST:
        return True
    others = readings_of_others(candidate, review)
    if any(alike(review, other) for other in others) or (not review.admits and not others):
        return True
    Reopening.objects.create(
        candidate=candidate,
        after=review,
        why="readers-differ" if others else "second-reader",
        account=review.account,
        at=review.at,
    )
    return False


def readings_of_others(candidate: Candidate, review: Review) -> list[Review]:
    """What each other person decided last, since the proposal was last taken back; what was put off is no reading."""
    begun = candidate.reopenings.exclude(why__in=("second-reader", "readers-differ")).order_by("-id").first()
    since = candidate.reviews.filter(pk__gt=begun.after_id if begun else 0, pk__lt=review.pk)
    latest = {one.account_id: one for one in since.exclude(outcome="deferred").order_by("id")}
    return [one for account, one in latest.items() if account != review.account_id]


def alike(one: Review, other: Review) -> bool:
    """Whether two people decided the same: the same words, fields and hedge. Their reasons may differ."""
    return one.admits == other.admits and (not one.admits or _decided(one) == _decided(other))


def _decided(review: Review) -> tuple[Any, ...]:
    return (review.fields, review.hedge, review.start, review.end)
