"""Somebody takes an alert on: from now on it is hers to look after."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.response import words
from qalqan.response.models import Alert, Duty
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def take(alert: Alert, account: Account) -> Duty:
    """Raises NotAllowed for somebody who could not even read it."""
    if not words.is_granted(alert, account):
        raise NotAllowed(_("There is nothing here for this account; ask whoever gives grants."))
    with transaction.atomic():
        duty = Duty.objects.create(alert=alert, account=account)
        audit.log("alert-taken", alert.permanent_id, account=account, level=SEALED)
    return duty
