"""A person says that an act breaches a demand, or that it speaks of a process; or that it does not, with her reason."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Bearing, Clause, Process
from qalqan.record.models import Act
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import PUBLIC, TEAM, higher


def link(clause: Clause, about: Act | Process, account: Any, reason: str) -> Bearing:
    """An act breaches the clause; a process is what it speaks of. Raises CannotDecide without a reason, NotAllowed."""
    return _answer(clause, about, account, reason, Bearing.LINKED)


def dismiss(clause: Clause, about: Act | Process, account: Any, reason: str) -> Bearing:
    """It does not bear on the clause; it is not proposed again. Raises as `link`."""
    return _answer(clause, about, account, reason, Bearing.DISMISSED)


def _answer(clause: Clause, about: Act | Process, account: Any, reason: str, decided: str) -> Bearing:
    if not reason.strip():
        raise CannotDecide(_("Say in a few words why: a link from an act to a demand is an accusation."))
    if not (may(account, "change", clause) and may(account, "see", about)):
        raise NotAllowed(_("You may not link this: ask an administrator for the editor's role in its circle."))
    if about.circle_id != clause.circle_id and PUBLIC not in (about.level, clause.level):
        raise CannotDecide(_("These stand in different circles: a link would tell the one of the other."))
    is_act = isinstance(about, Act)
    with transaction.atomic():
        # A former answer stays as a row; the newest one holds.
        answer = Bearing.objects.create(
            clause=clause,
            act=about if is_act else None,
            process=None if is_act else about,
            relation=Bearing.BREACHES if is_act else Bearing.SPEAKS_OF,
            decided=decided,
            reason=reason.strip(),
            said_by=account.display_name,
            circle=clause.circle,
            level=reduce(higher, (TEAM, clause.level, about.level)),
            created_by=account,
        )
        log(f"followup.{decided}", answer.permanent_id, account=account, level=answer.level)
    return answer
