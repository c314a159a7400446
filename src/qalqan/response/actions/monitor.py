"""Nothing more to do now, but somebody keeps looking."""

from __future__ import annotations

from django.db import transaction
from nacl.public import PrivateKey

from qalqan.response import stages, words
from qalqan.response.models import Alert, AlertStep
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def monitor(alert: Alert, note: str, account: Account, private: PrivateKey) -> AlertStep:
    """Raises CannotDecide where nothing was accepted or done before, NotAllowed."""
    key = words.key_of(alert, account, private)
    with transaction.atomic():
        step = stages.move(alert, stages.MONITORING, account)
        words.write(alert.permanent_id, {f"step-{step.pk}": note.strip()}, key, account)
        audit.log("alert-monitoring", alert.permanent_id, account=account, level=SEALED)
    return step
