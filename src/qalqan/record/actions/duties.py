"""An organisation's recurring duty is set down, marked done for one of its days, or ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.duties import days_of
from qalqan.record.models import Actor, Duty, DutyDone, Provision
from qalqan.safety.access import may
from qalqan.safety.audit import log, take_turn
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.vocabularies import term


def set_duty(
    organisation: Actor,
    kind: str,
    first: date,
    period: str,
    account: Any,
    *,
    provision: Provision | None = None,
    to_whom: str = "",
    note: str = "",
) -> Duty:
    """`kind` and `period` are codes, `first` the first day by which it is due. Raises UnknownTerm, NotAllowed, CannotDecide."""
    term("duties", kind)
    term("duty-periods", period)
    if not may(account, "change", organisation):
        raise _not_allowed()
    if provision is not None and not may(account, "see", provision):
        raise CannotDecide(_("Choose a rule that is recorded here."))
    if provision is not None and provision.circle_id != organisation.circle_id and provision.level != PUBLIC:
        raise CannotDecide(_("This rule stands in another circle: a duty would tell of it here."))
    with transaction.atomic():
        made = Duty.objects.create(
            organisation=organisation, kind=kind, first=first, period=period, provision=provision,
            to_whom=to_whom.strip(), note=note.strip(), circle=organisation.circle,
            level=higher(TEAM, organisation.level), created_by=account,
        )  # fmt: skip
        log("record.duty-set", made.permanent_id, account=account, level=made.level, purpose=kind)
    return made


def mark_done(duty: Duty, due: date, on: date, account: Any, proof: str = "") -> DutyDone:
    """It was done for the day by which it was due. Raises CannotDecide for a day on which it is not, NotAllowed."""
    if not may(account, "change", duty):
        raise _not_allowed()
    if due not in days_of(duty, due):
        raise CannotDecide(_("It is not due on this day: choose one of its days."))
    with transaction.atomic():
        take_turn()
        if DutyDone.objects.filter(duty=duty, due=due).exists():
            raise CannotDecide(_("This was marked as done already."))
        made = DutyDone.objects.create(duty=duty, due=due, on=on, proof=proof.strip(), account=account)
        log("record.duty-done", duty.permanent_id, account=account, level=duty.level)
    return made


def end_duty(duty: Duty, until: date, account: Any) -> Duty:
    """It is due no more after a day; what was done stays. Raises NotAllowed, StaleWrite."""
    if not may(account, "change", duty):
        raise _not_allowed()
    with transaction.atomic():
        duty.change(seen=duty.version, until=until)
        log("record.duty-ended", duty.permanent_id, account=account, level=duty.level)
    return duty


def _not_allowed() -> NotAllowed:
    return NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
