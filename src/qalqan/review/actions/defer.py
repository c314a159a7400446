"""Not now: somebody has to ask or to look first."""

from __future__ import annotations

from typing import Any

from qalqan.review.actions.answer import answer
from qalqan.review.models import Candidate, Review


def defer(candidate: Candidate, account: Any, reason: str = "") -> Review:
    return answer(candidate, account, "deferred", reason=reason)
