"""A body that can help, sealed to the one who adds it and to colleagues who respond."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.response import words
from qalqan.response.models import CONTACT_FIELDS, Contact
from qalqan.safety import audit
from qalqan.safety.access import demand, may
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account
from qalqan.safety.sealing import draw_record_key


def add_contact(told: dict[str, str], account: Account, *, also_for: Iterable[Account] = ()) -> Contact:
    """`told` has body, channel, languages, hours, last_verified. Raises CannotDecide without a body and a channel."""
    fields = words.only(CONTACT_FIELDS, told)
    if not fields["body"] or not fields["channel"]:
        raise CannotDecide(_("A contact needs its name and the way to reach it."))
    contact = Contact(created_by=account)
    demand(account, "respond", contact)
    people = {person.pk: person for person in [account, *also_for] if may(person, "respond", contact)}
    with transaction.atomic():
        contact.save(force_insert=True)
        key = draw_record_key(contact.permanent_id, people.values())
        words.write(contact.permanent_id, fields, key, account)
        audit.log("contact-added", contact.permanent_id, account=account, level=SEALED)
    return contact
