"""By when something has to happen. The former time stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.response import words
from qalqan.response.models import Alert, Clock
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def set_clock(alert: Alert, due_at: datetime | None, account: Account) -> Clock:
    """None stops the clock. Raises NotAllowed."""
    if not words.is_granted(alert, account):
        raise NotAllowed(_("There is nothing here for this account; ask whoever gives grants."))
    with transaction.atomic():
        clock = Clock.objects.create(alert=alert, due_at=due_at, account=account)
        audit.log("alert-clock", alert.permanent_id, account=account, level=SEALED)
    return clock
