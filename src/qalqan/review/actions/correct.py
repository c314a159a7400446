"""The proposal is right once its words or fields are set right; the machine's own reading stays beside."""

from __future__ import annotations

from typing import Any

from qalqan.errors import CannotDecide
from qalqan.review.actions.answer import answer
from qalqan.review.models import Candidate, Review


def correct(
    candidate: Candidate,
    account: Any,
    *,
    fields: dict[str, Any] | None = None,
    hedge: str | None = None,
    start: int | None = None,
    end: int | None = None,
    reason: str,
) -> Review:
    """`fields` names only what changes; what it does not mention stays as read. Raises CannotDecide."""
    if not reason.strip():
        raise CannotDecide("A correction needs its reason: say in a few words what was wrong.")
    unknown = set(fields or {}) - set(candidate.fields)
    if unknown:
        raise CannotDecide(
            f"A {candidate.kind} has no field {sorted(unknown)[0]}: it has {', '.join(sorted(candidate.fields))}."
        )
    start = candidate.start if start is None else start
    end = candidate.end if end is None else end
    if not 0 <= start < end <= len(candidate.text.body):
        raise CannotDecide("The corrected words must lie within the text: give a start before the end.")
    return answer(
        candidate,
        account,
        "corrected",
        fields={**candidate.fields, **(fields or {})},
        hedge=hedge or candidate.hedge,
        start=start,
        end=end,
        reason=reason,
    )
