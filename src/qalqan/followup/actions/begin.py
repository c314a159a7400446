"""Somebody begins to follow something by hand: a draft law, a person, a request for a visit, a meeting, with its first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.followup.actions.step import process_of, record_step
from qalqan.followup.models import Process, Step
from qalqan.record.actions.enter import Words
from qalqan.safety.access import demand

COMMUNICATION = "communication"


@dataclass(frozen=True)
class _Like:
    """What a new process takes from the text that tells of it."""

    text_id: int
    circle: Any
    circle_id: int
    level: str


def begin(
    kind: str,
    subject: str,
    country: str,
    account: Any,
    words: Sequence[Words],
    *,
    stage_code: str,
    mandate: str = "",
    form: str = "",
    reference: str = "",
    date: str = "",
    **fields: Any,
) -> Step:
    """The first step of a process, or one more where it is followed already.

    `form` and `reference` are of a communication: its type and its case number. Raises UnknownTerm, CannotDecide, NotAllowed.
    """
    demand(account, "add", Process)
    if not words:
        raise CannotDecide(_("An entry needs the words it rests on: mark them in a publication and try again."))
    if (form or reference) and kind != COMMUNICATION:
        raise CannotDecide(_("Only a communication has a type and a case number: leave them out."))
    if not (subject.strip() or mandate or reference):
        raise CannotDecide(_("Say what is followed: a name, a title, or a mandate."))
    text = words[0].passage.text
    like = _Like(text.pk, text.circle, text.circle_id, text.level)
    said = {
        "process": kind, "stage": stage_code, "subject": subject.strip(), "country": country, "mandate": mandate,
        "form": form, "reference": reference.strip()[:60],
    }  # fmt: skip
    with transaction.atomic():
        process = process_of(said, account, like)
        return record_step(process, account, words, stage_code=stage_code, date=date, **fields)
