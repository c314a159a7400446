"""The row that every answer writes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.review.models import Candidate, Review
from qalqan.safety.access import may
from qalqan.safety.audit import log


def answer(candidate: Candidate, account: Any, outcome: str, **decided: Any) -> Review:
    """Adds a review; the candidate and earlier reviews stay as they are. Raises NotAllowed."""
    if not may(account, "review", candidate):
        raise NotAllowed(
            _("You may not decide on this proposal: ask an administrator for the editor's role in its circle.")
        )
    with transaction.atomic():
        review = Review.objects.create(
            candidate=candidate,
            outcome=outcome,
            start=decided.get("start", candidate.start),
            end=decided.get("end", candidate.end),
            fields=decided.get("fields", candidate.fields),
            hedge=decided.get("hedge", candidate.hedge),
            reason=decided.get("reason", ""),
            account=account,
            at=timezone.now(),
        )
        log(f"review.{outcome}", candidate.permanent_id, account=account, level=candidate.level)
    return review
