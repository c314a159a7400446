"""Is it true, is it ours, is it known already? The answer with its grounds; the grounds are sealed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.response import stages, words
from qalqan.response.models import Alert, AlertStep
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account

ANSWERS = (stages.VERIFYING, stages.ACCEPTED, stages.REJECTED)


def verify(alert: Alert, answer: str, grounds: str, account: Account, private: PrivateKey) -> AlertStep:
    """`answer`: verifying, accepted or rejected. Raises CannotDecide without grounds, NotAllowed."""
    key = words.key_of(alert, account, private)
    if answer not in ANSWERS:
        raise CannotDecide(_("Say whether it is being verified, accepted or rejected."))
    if answer != stages.VERIFYING and not grounds.strip():
        raise CannotDecide(_("Write down by what this was confirmed or refuted."))
    with transaction.atomic():
        step = stages.move(alert, answer, account)
        words.write(alert.permanent_id, {f"step-{step.pk}": grounds.strip()}, key, account)
        audit.log(f"alert-{answer}", alert.permanent_id, account=account, level=SEALED)
    return step
