"""The proposal is right as it was read."""

from __future__ import annotations

from typing import Any

from qalqan.review.actions.answer import answer
from qalqan.review.models import Candidate, Review


def accept(candidate: Candidate, account: Any) -> Review:
    return answer(candidate, account, "accepted")
