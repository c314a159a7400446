"""One more person may know: the alert's key is sealed to her."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.response import words
from qalqan.response.models import Alert, Contact
from qalqan.safety import audit
from qalqan.safety.access import may
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account
from qalqan.safety.sealing import hand_over


def grant(thing: Alert | Contact, to: Account, account: Account, private: PrivateKey) -> None:
    """Raises NotAllowed for one who cannot open it herself, CannotDecide for a person whom no grant lets respond."""
    key = words.key_of(thing, account, private)
    if not may(to, "respond", thing):
        raise CannotDecide(
            _("This person has no grant for what is sealed in this circle: an operator has to give it first.")
        )
    with transaction.atomic():
        hand_over(thing.permanent_id, key, to)
        audit.log("alert-granted", thing.permanent_id, account=account, level=SEALED)
