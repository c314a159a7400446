"""A proposal tells what the record holds already: it is admitted with its own words and joined, never merged away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.followup.actions.decide import decide
from qalqan.followup.models import Step
from qalqan.record.actions import merge, restate
from qalqan.record.models import Act, Entry, Relation
from qalqan.review.models import Candidate, Review


def accept_as_same(
    candidate: Candidate, target: Entry, account: Any, reason: str = "", seen: int | None = None
) -> tuple[Review, Entry | None, Relation | None]:
    """Accepts a proposal as another source for an entry that stands: both stay, related as the same.

    An act joins the case, a step the process of what it is the same as. Where a second reader has still to agree, nothing
    is joined yet. Raises CannotDecide, NotAllowed, StaleWrite.
    """
    reason = reason or _("Another source tells the same.")
    with transaction.atomic():
        review, entry = decide(candidate, "accepted", account, seen=seen)
        if entry is None:
            return review, None, None
        if type(entry) is not type(target) or target.standing != "standing":
            raise CannotDecide(_("Only entries of one kind that stand can be the same: choose another."))
        relation = merge(target, entry, account, reason)
        if isinstance(entry, Act) and isinstance(target, Act) and entry.case_id != target.case_id:
            restate(entry, {"case": target.case}, account, reason)
        if isinstance(entry, Step) and isinstance(target, Step) and entry.process_id != target.process_id:
            restate(entry, {"process": target.process}, account, reason)
    return review, entry, relation
