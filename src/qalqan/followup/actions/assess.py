"""A person says where a clause stands with one State, by which words. The former answer stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Assessment, Clause
from qalqan.record.actions.enter import Words, enter
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term


def assess(
    clause: Clause,
    country: str,
    mandate: str,
    rung: str,
    day: str,
    account: Any,
    reason: str,
    evidence: Sequence[Words],
) -> Assessment:
    """`rung` is a code of the follow-up scale, `day` the EDTF day on which it is true. Raises UnknownTerm, CannotDecide."""
    term("follow-up", rung)
    if bounds(day) == (None, None):
        raise CannotDecide(_("An assessment needs its day: write it as 2014-07-21, 2014-07 or 2014."))
    if not may(account, "change", clause):
        raise NotAllowed(_("You may not assess this: ask an administrator for the editor's role in its circle."))
    answer = Assessment(
        clause=clause,
        country=country,
        mandate=mandate,
        rung=rung,
        day=day,
        reason=reason,
        assessor=account.display_name,
        method="by hand",
        circle=clause.circle,
        level=higher(TEAM, clause.level),
        created_by=account,
    )
    with transaction.atomic():
        enter(answer, evidence)
        log("followup.assessed", answer.permanent_id, account=account, level=answer.level)
    return answer
