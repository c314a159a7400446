"""Somebody is to watch a hearing, is taken off it, and reports by the headings of the hearing form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.hearings import HEARING_SET, is_watching, may_report
from qalqan.followup.models import HearingReport, Observer, Reminder, Step
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term

NEXT = "next-date"


def send_to(hearing: Step, whom: Any, account: Any, note: str = "") -> Observer:
    """`whom` is to watch the hearing. Raises NotAllowed; CannotDecide for no hearing, or where `whom` may not see it."""
    if hearing.stage != HEARING_SET:
        raise CannotDecide(_("Only a hearing that was set can be watched: choose one from the list of hearings."))
    if not may(account, "change", hearing):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    if not (may(whom, "see", hearing) and may(whom, "see", hearing.process)):
        raise CannotDecide(_("This colleague may not see it: choose another, or ask for a grant first."))
    if is_watching(hearing, whom):
        raise CannotDecide(_("This colleague watches it already."))
    with transaction.atomic():
        made = Observer.objects.create(
            hearing=hearing, account=whom, note=note.strip(), circle=hearing.circle, level=higher(TEAM, hearing.level),
            created_by=account,
        )  # fmt: skip
        log("followup.observer", made.permanent_id, account=account, level=made.level)
    return made


def take_off(observer: Observer, account: Any) -> None:
    """Somebody else goes, or nobody. Raises NotAllowed, StaleWrite."""
    if not may(account, "change", observer):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    with transaction.atomic():
        observer.change(seen=observer.version, taken_off_at=timezone.now())
        log("followup.observer-off", observer.permanent_id, account=account, level=observer.level)


def report(hearing: Step, held: str, noted: Mapping[str, str], account: Any) -> HearingReport:
    """What an observer, or an editor of the circle, noted: `held` of the hearing outcomes, `noted` by form headings.

    A date under the next hearing's heading becomes a reminder for the observer, never a fact. Raises UnknownTerm for
    another heading, CannotDecide where nothing was noted, NotAllowed.
    """
    if not may_report(hearing, account):
        raise NotAllowed(_("You may not report on this: ask who follows the trial to send you to the hearing."))
    term("hearing-outcomes", held)
    words = {term("hearing-form", code).code: said.strip() for code, said in noted.items() if said.strip()}
    if held == "held" and not words:
        raise CannotDecide(_("Note at least one thing of a hearing that was held."))
    level = higher(TEAM, hearing.level)
    with transaction.atomic():
        made = HearingReport.objects.create(
            hearing=hearing, account=account, held=held, noted=words, circle=hearing.circle, level=level,
            created_by=account,
        )  # fmt: skip
        day = bounds(words.get(NEXT, ""))[0]
        if day is not None:
            Reminder.objects.create(
                process=hearing.process, account=account, day=day, note=_("next hearing, as noted by the observer"),
                circle=hearing.circle, level=level, created_by=account,
            )  # fmt: skip
        log("followup.hearing-report", made.permanent_id, account=account, level=made.level)
    return made
