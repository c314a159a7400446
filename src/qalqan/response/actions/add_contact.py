"""A body that can help, or a person at a mission, sealed to the one who adds it and to colleagues who respond."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.response import words
from qalqan.response.models import CONTACT_FIELDS, Contact
from qalqan.safety import audit
from qalqan.safety.access import circles_to_add_in, demand, may
from qalqan.safety.entries import FIRST_CIRCLE
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account
from qalqan.safety.sealing import draw_record_key
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term


def add_contact(told: dict[str, str], account: Account, *, also_for: Iterable[Account] = ()) -> Contact:
    """`told` has the fields of a contact (`CONTACT_FIELDS`). Raises CannotDecide without a body and a channel, UnknownTerm."""
    fields = checked(words.only(CONTACT_FIELDS, told))
    circle = next(iter(circles_to_add_in(account)), FIRST_CIRCLE)
    contact = Contact(created_by=account, circle_id=circle)
    demand(account, "respond", contact)
    people = {person.pk: person for person in [account, *also_for] if may(person, "respond", contact)}
    with transaction.atomic():
        contact.save(force_insert=True)
        key = draw_record_key(contact.permanent_id, people.values())
        words.write(contact.permanent_id, fields, key, account)
        audit.log("contact-added", contact.permanent_id, account=account, level=SEALED)
    return contact


def checked(fields: dict[str, str]) -> dict[str, str]:
    """The fields of a contact, if they can be kept. Raises CannotDecide, UnknownTerm."""
    if not fields["body"] or not fields["channel"]:
        raise CannotDecide(_("A contact needs its name and the way to reach it."))
    if fields["kind"]:
        term("help-kinds", fields["kind"])
    if fields["country"]:
        term("countries", fields["country"])
    if fields["last_verified"] and bounds(fields["last_verified"]) == (None, None):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    return fields
