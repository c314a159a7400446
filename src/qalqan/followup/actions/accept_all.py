"""Bulk acceptance of what waits in one publication, recommendations before their clauses; taken back as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed, StaleWrite, UnknownTerm
from qalqan.followup.actions.decide import decide, undo
from qalqan.library.models import Work
from qalqan.review.models import Batch, Candidate
from qalqan.review.queue import waiting
from qalqan.safety.access import may
from qalqan.safety.audit import log, take_turn
from qalqan.safety.levels import TEAM, higher


@dataclass(frozen=True)
class Together:
    """What accepting many gave. `batch` is what they are taken back by; None where nothing was accepted."""

    batch: Batch | None
    accepted: int
    left: int


def accept_all(work: Work, account: Any, kind: str | None = None, surer_than: float = 0.0) -> tuple[int, int]:
    """Accepts as read what waits in a work, of one kind or all, from a confidence on. Gives (accepted, left waiting)."""
    done = accept_together(work, account, kind, surer_than)
    return done.accepted, done.left


def accept_together(
    work: Work, account: Any, kind: str | None = None, surer_than: float = 0.0, seen: int | None = None
) -> Together:
    """Accepts as read what waits in a work, and keeps what was accepted together.

    What cannot be admitted (a clause whose recommendation was rejected, a stage of no vocabulary) is left waiting, and so
    is what a person has looked at before: put off, corrected by a first reader, reopened because its source changed.
    `seen`: how many waited when the sample was shown. Raises StaleWrite where it is another number by now.
    """
    reviews = []
    left = 0
    # One unit of work, one commit: each commit waits for the disk.
    with transaction.atomic():
        take_turn()  # before looking: what somebody else decides meanwhile waits no more
        found = [c for c in waiting(account, kind=kind, work=work) if c.confidence >= surer_than]
        if seen is not None and len(found) != seen:
            raise StaleWrite(
                _("What waits here changed after you looked at the sample; nothing was accepted, look again.")
            )
        for candidate in sorted(found, key=lambda c: (c.parent_id is not None, c.start, c.pk)):
            if not is_for_many(candidate):
                left += 1
                continue
            try:
                reviews.append(decide(candidate, "accepted", account)[0])
            except (CannotDecide, UnknownTerm):
                left += 1
        return Together(_kept_together(work, kind, reviews, account), len(reviews), left)


def is_for_many(candidate: Candidate) -> bool:
    """Whether a proposal of the queue may be accepted among many: nobody has weighed it, or only taken it back or agreed."""
    outcome, because = getattr(candidate, "outcome", None), getattr(candidate, "reopened_because", None)
    if outcome is None or because in ("taken-back", "parent-gone"):
        return True
    return outcome == "accepted" and because == "second-reader"


def _kept_together(work: Work, kind: str | None, reviews: list[Any], account: Any) -> Batch | None:
    if not reviews:
        return None
    batch = Batch.objects.create(
        work=work, kind=kind or "", circle=work.circle, level=higher(TEAM, work.level), created_by=account
    )
    batch.reviews.set(reviews)
    log("review.accepted-together", batch.permanent_id, account=account, level=batch.level)
    return batch


def undo_together(batch: Batch, account: Any, reason: str = "") -> tuple[int, int]:
    """Takes back what was accepted together, but for what somebody decided on since. Gives (taken back, left as it is).

    Raises NotAllowed.
    """
    if not may(account, "review", batch):
        raise NotAllowed(_("You may not take this back: ask an administrator for the editor's role in its circle."))
    taken = left = 0
    with transaction.atomic():
        take_turn()
        # Clauses before their recommendations: each is taken back by itself.
        reviews = list(batch.reviews.select_related("candidate"))
        for review in sorted(reviews, key=lambda r: (r.candidate.parent_id is None, -r.pk)):
            last = review.candidate.reviews.order_by("-id").first()
            if last != review or review.reopenings.filter(why="taken-back").exists():
                left += 1
                continue
            undo(review.candidate, account, reason)
            taken += 1
        log("review.taken-back-together", batch.permanent_id, account=account, level=batch.level)
    return taken, left
