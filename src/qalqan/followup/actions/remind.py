"""Somebody is to look again at what is followed, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Clause, Process, Reminder
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher


def remind(about: Clause | Process, account: Any, day: date, note: str = "", by: Any = None) -> Reminder:
    """`by` looks again (the account itself where nobody is named). Raises NotAllowed; CannotDecide where `by` may not see."""
    if not may(account, "change", about):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    whom = by or account
    if not may(whom, "see", about):
        raise CannotDecide(_("This colleague may not see it: choose another, or ask for a grant first."))
    with transaction.atomic():
        made = Reminder.objects.create(
            process=about if isinstance(about, Process) else None,
            clause=about if isinstance(about, Clause) else None,
            account=whom,
            day=day,
            note=note.strip(),
            circle=about.circle,
            level=higher(TEAM, about.level),
            created_by=account,
        )
        log("followup.reminder", made.permanent_id, account=account, level=made.level)
    return made


def may_tick_off(reminder: Reminder, account: Any) -> bool:
    """Whoever was asked to look, whatever her role, and every editor of its circle."""
    asked = reminder.account_id == account.pk and bool(may(account, "see", reminder))
    return asked or bool(may(account, "change", reminder))


def tick_off(reminder: Reminder, account: Any) -> None:
    """It was looked at, by whoever was asked to or by an editor. Raises NotAllowed, StaleWrite."""
    if not may_tick_off(reminder, account):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    with transaction.atomic():
        reminder.change(seen=reminder.version, done_at=timezone.now())
        log("followup.looked-at", reminder.permanent_id, account=account, level=reminder.level)
