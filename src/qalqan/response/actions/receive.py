"""Somebody tells us of something urgent. Consent is asked first; what is told is sealed before it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.response import stages, words
from qalqan.response.models import ALERT_FIELDS, Alert, Clock
from qalqan.safety import audit
from qalqan.safety.access import demand, may
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account, Circle
from qalqan.safety.sealing import draw_record_key
from qalqan.vocabularies import term

CONSENTS = ("given", "refused", "not-asked")


@dataclass(frozen=True)
class Consent:
    """What the person concerned said about passing this on. Without a yes, `words` say who refused or why."""

    answer: str
    words: str = ""


def receive(
    told: dict[str, str],
    consent: Consent,
    account: Account,
    *,
    priority: str,
    due_at: datetime | None = None,
    also_for: Iterable[Account] = (),
    circle: Circle | None = None,
) -> Alert:
    """A new alert, sealed to the one who takes it and to those of `also_for` who may respond.

    `told` has what, where, who, told_by, who_may_know, language. Raises CannotDecide without consent or without words,
    UnknownTerm for a priority that is none, NotAllowed.
    """
    demand(account, "respond", Alert)
    term("priorities", priority)
    check_consent(consent)
    fields = words.only(ALERT_FIELDS, {**told, "consent": consent.answer, "consent_words": consent.words})
    if not fields["what"]:
        raise CannotDecide(_("Say what happened, in one sentence; the rest can follow later."))
    alert = Alert(priority=priority, created_by=account, circle=circle or Circle.objects.get(pk=1))
    demand(account, "respond", alert)
    people = {person.pk: person for person in [account, *also_for] if may(person, "respond", alert)}
    with transaction.atomic():
        alert.save(force_insert=True)
        key = draw_record_key(alert.permanent_id, people.values())
        words.write(alert.permanent_id, fields, key, account)
        stages.move(alert, stages.RECEIVED, account)
        if due_at is not None:
            Clock.objects.create(alert=alert, due_at=due_at, account=account)
        audit.log("alert-received", alert.permanent_id, account=account, level=SEALED)
    return alert


def check_consent(consent: Consent) -> None:
    """Raises CannotDecide where consent was not asked about, or the absence of a yes is not explained."""
    if consent.answer not in CONSENTS:
        raise CannotDecide(
            _("Ask first whether this may be passed on, and write the answer down: yes, no, or not asked.")
        )
    if consent.answer != "given" and not consent.words.strip():
        raise CannotDecide(_("Without consent, write down who refused it or why nobody could be asked."))
