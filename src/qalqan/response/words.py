"""Sealing and opening the words of an alert. Every opening is logged before anything is handed out.

key = key_of(alert, account, private)                 # NotAllowed without a grant, expired, or another's key
told = read(alert, account, private)                  # {"what": "…", "where": "…", …}; one line in the log
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import NotAllowed
from qalqan.response.models import (
    ALERT_FIELDS,
    CONTACT_FIELDS,
    INTERVENTION_FIELDS,
    Alert,
    AlertStep,
    Contact,
    Intervention,
    SealedWords,
)
from qalqan.safety import audit
from qalqan.safety.access import demand, may
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account, RecordKey
from qalqan.safety.sealing import open_sealed, record_key, seal

TABLE = "response"


@dataclass(frozen=True)
class Told:
    """An alert, opened: its words, the notes of its steps and its interventions, as they stand last."""

    words: Mapping[str, str]
    notes: Mapping[int, str]  # by AlertStep.pk
    interventions: tuple[tuple[Intervention, Mapping[str, str]], ...]


def is_granted(alert: Alert | Contact, account: Account | None) -> bool:
    """Whether this person may open it: role, a running grant of the circle, and the record's key sealed to her."""
    return (
        bool(may(account, "respond", alert))
        and RecordKey.objects.filter(record=alert.permanent_id, account=account).exists()
    )


def granted(account: Account | None) -> list[Alert]:
    """All alerts that this person may open, newest first."""
    if account is None:
        return []
    keys = RecordKey.objects.filter(account=account).values("record")
    return [alert for alert in Alert.objects.filter(permanent_id__in=keys) if may(account, "respond", alert)]


def granted_contacts(account: Account | None) -> list[Contact]:
    """All contacts that this person may open."""
    if account is None:
        return []
    keys = RecordKey.objects.filter(account=account).values("record")
    return [one for one in Contact.objects.filter(permanent_id__in=keys) if may(account, "respond", one)]


def key_of(alert: Alert | Contact, account: Account, private: PrivateKey) -> bytes:
    """The key of the alert. Raises NotAllowed without role, running grant or the person's own wrapped key."""
    demand(account, "respond", alert)
    if not private_fits(private, account):
        raise NotAllowed(_("Unlock with your own password first."))
    return record_key(alert.permanent_id, account, private)


def private_fits(private: PrivateKey, account: Account) -> bool:
    """A key unlocked by one person must not serve under another's name."""
    return bytes(private.public_key) == bytes(account.public_key)


def read(alert: Alert, account: Account, private: PrivateKey) -> Told:
    """Opens an alert. The log has a line before any word is decrypted; if that fails, nothing is handed out."""
    key = key_of(alert, account, private)
    with transaction.atomic():
        audit.log("alert-read", alert.permanent_id, account=account, level=SEALED)
    steps = list(AlertStep.objects.filter(alert=alert))
    notes = open_fields(alert.permanent_id, [f"step-{step.pk}" for step in steps], key)
    done = tuple(
        (one, open_fields(one.permanent_id, INTERVENTION_FIELDS, key))
        for one in Intervention.objects.filter(alert=alert)
    )
    by_step = {step.pk: notes.get(f"step-{step.pk}", "") for step in steps}
    return Told(open_fields(alert.permanent_id, ALERT_FIELDS, key), by_step, done)


def read_contact(contact: Contact, account: Account, private: PrivateKey) -> Mapping[str, str]:
    """Opens a contact, logged as an alert is."""
    key = key_of(contact, account, private)
    with transaction.atomic():
        audit.log("contact-read", contact.permanent_id, account=account, level=SEALED)
    return open_fields(contact.permanent_id, CONTACT_FIELDS, key)


def write(of: str, told: Mapping[str, str], key: bytes, account: Account) -> None:
    """Seals the next revision of these fields of the thing `of`. Must run in the transaction of its change."""
    for field, words in told.items():
        last = SealedWords.objects.filter(of=of, field=field).order_by("-revision").first()
        revision = last.revision + 1 if last else 1
        blob = seal(of, field, SEALED, revision, words, key, table=TABLE)
        SealedWords.objects.create(of=of, field=field, revision=revision, blob=blob, account=account)


def only(fields: Iterable[str], told: Mapping[str, Any]) -> dict[str, str]:
    """Every field, an empty one as the empty string; what is not a field is refused by name."""
    known = tuple(fields)
    unknown = sorted(set(told) - set(known))
    if unknown:
        raise TypeError(f"there is no sealed field {unknown[0]}; there are {', '.join(known)}")
    return {name: str(told.get(name) or "").strip() for name in known}


def open_fields(of: str, fields: Iterable[str], key: bytes) -> dict[str, str]:
    """The last revision of these fields. For use behind `read` and inside actions: it writes no log line itself."""
    last: dict[str, SealedWords] = {}
    for row in SealedWords.objects.filter(of=of, field__in=list(fields)).order_by("revision"):
        last[row.field] = row
    return {
        name: open_sealed(of, name, SEALED, row.revision, bytes(row.blob), key, table=TABLE)
        for name, row in last.items()
    }
