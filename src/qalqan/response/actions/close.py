"""The alert ends: what came of it, and why nothing more is done. Its clock stops."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.response import stages, words
from qalqan.response.models import Alert, AlertStep, Clock
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def close(alert: Alert, outcome: str, reason: str, account: Account, private: PrivateKey) -> AlertStep:
    """Raises CannotDecide without an outcome, or where it was neither accepted, rejected nor acted on; NotAllowed."""
    key = words.key_of(alert, account, private)
    if not outcome.strip():
        raise CannotDecide(_("Write down what came of it before you close it."))
    with transaction.atomic():
        step = stages.move(alert, stages.CLOSED, account)
        note = "\n\n".join(part.strip() for part in (outcome, reason) if part.strip())
        words.write(alert.permanent_id, {f"step-{step.pk}": note}, key, account)
        if alert.due_at is not None:
            Clock.objects.create(alert=alert, due_at=None, account=account)
        audit.log("alert-closed", alert.permanent_id, account=account, level=SEALED)
    return step
