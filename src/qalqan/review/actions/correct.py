"""The proposal is right once its words or fields are set right; the machine's own reading stays beside."""

from __future__ import annotations

from typing import Any, get_args

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.extraction.candidate import Hedge
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
        raise CannotDecide(_("A correction needs its reason: say in a few words what was wrong."))
    unknown = set(fields or {}) - set(candidate.fields)
    if unknown:
        raise CannotDecide(
            _("“%(kind)s” has no field %(field)s: it has %(fields)s.")
            % {"kind": candidate.kind, "field": sorted(unknown)[0], "fields": ", ".join(sorted(candidate.fields))}
        )
    if hedge and hedge not in get_args(Hedge):
        raise CannotDecide(
            _("There is no hedge “%(hedge)s”: say one of %(hedges)s.")
            % {"hedge": hedge, "hedges": ", ".join(get_args(Hedge))}
        )
    start = candidate.start if start is None else start
    end = candidate.end if end is None else end
    if not 0 <= start < end <= len(candidate.text.body):
        raise CannotDecide(_("The corrected words must lie within the text: give a start before the end."))
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
