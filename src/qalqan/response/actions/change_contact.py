"""A contact is written anew, or found to hold still: the next revision of its sealed words; what stood before is kept."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from nacl.public import PrivateKey

from qalqan.response import words
from qalqan.response.actions.add_contact import checked
from qalqan.response.models import CONTACT_FIELDS, Contact
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account


def change_contact(contact: Contact, told: dict[str, str], account: Account, private: PrivateKey) -> None:
    """All fields as `told` has them. Raises CannotDecide, UnknownTerm, NotAllowed for one who cannot open it."""
    key = words.key_of(contact, account, private)
    fields = checked(words.only(CONTACT_FIELDS, told))
    with transaction.atomic():
        words.write(contact.permanent_id, fields, key, account)
        audit.log("contact-changed", contact.permanent_id, account=account, level=SEALED)


def contact_holds(contact: Contact, on: date, account: Account, private: PrivateKey) -> None:
    """Somebody reached them in this way on a day. Raises NotAllowed for one who cannot open it."""
    key = words.key_of(contact, account, private)
    with transaction.atomic():
        words.write(contact.permanent_id, {"last_verified": on.isoformat()}, key, account)
        audit.log("contact-checked", contact.permanent_id, account=account, level=SEALED)
