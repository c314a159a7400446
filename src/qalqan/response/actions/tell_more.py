"""More is known, or something was wrong. The former words stay, sealed, as an earlier revision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.response import words
from qalqan.response.actions.receive import CONSENTS
from qalqan.response.models import ALERT_FIELDS, Alert
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def tell_more(alert: Alert, told: dict[str, str], account: Account, private: PrivateKey) -> None:
    """Seals a new revision of the fields that `told` names; the others stay. Raises NotAllowed, CannotDecide."""
    key = words.key_of(alert, account, private)
    if "what" in told and not told["what"].strip():
        raise CannotDecide(_("Say what happened, in one sentence; the rest can follow later."))
    if told.get("consent", CONSENTS[0]) not in CONSENTS:
        raise CannotDecide(
            _("Ask first whether this may be passed on, and write the answer down: yes, no, or not asked.")
        )
    fields = {name: value for name, value in words.only(ALERT_FIELDS, told).items() if name in told}
    with transaction.atomic():
        words.write(alert.permanent_id, fields, key, account)
        audit.log("alert-told", alert.permanent_id, account=account, level=SEALED)
