"""Where an alert stands and what may come next. The codes are those of the vocabulary `alert`."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.response.models import Alert, AlertStep
from qalqan.safety.models import Account
from qalqan.vocabularies import stage

RECEIVED, VERIFYING, ACCEPTED, REJECTED, ACTING, MONITORING, CLOSED = (
    "received",
    "verifying",
    "accepted",
    "rejected",
    "acting",
    "monitoring",
    "closed",
)
# What may follow what. Acting before it is verified is allowed: at night somebody may have to go first and ask later.
MAY_FOLLOW: Mapping[str, tuple[str, ...]] = {
    "": (RECEIVED,),
    RECEIVED: (VERIFYING, ACCEPTED, REJECTED, ACTING),
    VERIFYING: (ACCEPTED, REJECTED, ACTING),
    ACCEPTED: (ACTING, MONITORING, CLOSED),
    REJECTED: (VERIFYING, CLOSED),
    ACTING: (VERIFYING, ACCEPTED, REJECTED, MONITORING, CLOSED),
    MONITORING: (ACTING, CLOSED),
    CLOSED: (VERIFYING,),  # reopened
}


def move(alert: Alert, to: str, account: Account) -> AlertStep:
    """Appends a step. Raises CannotDecide where that cannot follow, UnknownTerm for a stage that is none."""
    stage("alert", to)
    if to not in MAY_FOLLOW[alert.stage]:
        raise CannotDecide(_("An alert that stands there cannot go there: look at its page for what comes next."))
    return AlertStep.objects.create(alert=alert, stage=to, account=account)
