"""Bulk acceptance of what waits in one publication, recommendations before their clauses."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.followup.actions.decide import decide
from qalqan.library.models import Work
from qalqan.review.queue import waiting
from qalqan.safety.audit import take_turn


def accept_all(work: Work, account: Any, kind: str | None = None, surer_than: float = 0.0) -> tuple[int, int]:
    """Accepts as read what waits in a work, of one kind or all, from a confidence on. Gives (accepted, left waiting).

    What cannot be admitted (a clause whose recommendation was rejected, a stage of no vocabulary) is left waiting.
    """
    accepted = left = 0
    # One unit of work, one commit: each commit waits for the disk.
    with transaction.atomic():
        take_turn()  # before looking: what somebody else decides meanwhile waits no more
        found = [c for c in waiting(account, kind=kind, work=work) if c.confidence >= surer_than]
        for candidate in sorted(found, key=lambda c: (c.parent_id is not None, c.start, c.pk)):
            try:
                decide(candidate, "accepted", account)
                accepted += 1
            except (CannotDecide, UnknownTerm):
                left += 1
    return accepted, left
