"""The words do not say what the machine read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.review.actions.answer import answer
from qalqan.review.models import Candidate, Review


def reject(candidate: Candidate, account: Any, reason: str) -> Review:
    """Raises CannotDecide without a reason: a rejected reading teaches only if it says why."""
    if not reason.strip():
        raise CannotDecide(_("A rejection needs its reason: say in a few words why the words do not say this."))
    return answer(candidate, account, "rejected", reason=reason)
