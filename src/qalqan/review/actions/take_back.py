"""A decision is taken back: it stays on record, and the proposal waits again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.review.models import Candidate, Reopening
from qalqan.safety.access import may
from qalqan.safety.audit import log


def take_back(candidate: Candidate, account: Any, reason: str = "") -> Reopening:
    """Raises CannotDecide where nothing was decided or it was taken back already, NotAllowed."""
    if not may(account, "review", candidate):
        raise NotAllowed(
            _("You may not decide on this proposal: ask an administrator for the editor's role in its circle.")
        )
    last = candidate.reviews.order_by("-id").first()
    if last is None or last.reopenings.filter(why="taken-back").exists():
        raise CannotDecide(_("There is no decision to take back here: the proposal waits."))
    with transaction.atomic():
        reopening = Reopening.objects.create(
            candidate=candidate, after=last, why="taken-back", reason=reason, account=account, at=timezone.now()
        )
        log("review.taken-back", candidate.permanent_id, account=account, level=candidate.level)
    return reopening
