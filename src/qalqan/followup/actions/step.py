"""A step of a process, found by what it is about; appended by hand where a person reads it herself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.followup.models import Process, Step
from qalqan.record.actions.enter import Words, enter
from qalqan.record.matching import find_or_make_actor, find_or_make_instrument
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.vocabularies import stage, term
from qalqan.vocabularies.mandates import mandate_named

_OF_A_LAW = ("bill", "opinion")
_OF_A_PERSON = ("liberty", "trial", "accountability")
_OF_AN_ORGANISATION = ("ngo-status",)
_OF_A_MANDATE = ("visit", "standing-invitation")


def process_of(fields: dict[str, Any], account: Any, like: Any) -> Process:
    """The process that a step's fields speak of, made where it is new. Raises UnknownTerm for an unknown kind or stage."""
    kind, subject = fields.get("process") or "", fields.get("subject") or ""
    stage(kind, fields.get("stage") or "")
    country = fields.get("country") or ""
    country = ",".join(country) if isinstance(country, list) else country
    mandate = fields.get("mandate") or ""
    mandate = ",".join(map(code_of_mandate, mandate)) if isinstance(mandate, list) else code_of_mandate(mandate)
    links: dict[str, Any] = {}
    key = f"{country}:{mandate}:{subject.casefold()}"
    if kind in _OF_A_LAW and subject:
        links["instrument"] = find_or_make_instrument(subject, country, account, like, kind="draft")
    elif kind in (*_OF_A_PERSON, *_OF_AN_ORGANISATION) and not is_a_name(subject):
        # Unnamed lawyers of one publication are not those of another, and nobody by name.
        key = f"{country}:text-{like.text_id}:{subject.casefold()}"
    elif kind in _OF_A_PERSON:
        links["actor"] = find_or_make_actor(subject, "person", country, account, like)
    elif kind in _OF_AN_ORGANISATION:
        links["actor"] = find_or_make_actor(subject, "organisation", country, account, like)
    elif kind in _OF_A_MANDATE:
        key, subject = f"{country}:{mandate}", subject or mandate
    form, reference = fields.get("form") or "", " ".join(str(fields.get("reference") or "").split())
    if form:
        term("communication-types", form)
    if reference:  # letters of one mandate to one State are told apart by their numbers
        key = f"{country}:no. {reference.casefold()}"
    for about in links.values():
        # The entry, not its name: what was joined under two spellings has one process.
        key = f"{country}:{about.permanent_id}"
    process, _made = Process.objects.get_or_create(
        kind=kind,
        key=f"{like.circle_id}:{key}"[:240],
        defaults={
            "subject": subject or kind,
            "country": country,
            "mandate": mandate,
            "form": form,
            "reference": reference,
            "level": higher(TEAM, like.level),
            "circle": like.circle,
            "created_by": account,
            **links,
        },
    )
    return process


def is_a_name(subject: str) -> bool:
    """Whether these words name somebody: every longer word begins with a capital, and not all letters are capitals."""
    words = [word for word in subject.split() if len(word) > 3]
    return bool(words) and all(word.lstrip("“«\"'(")[:1].isupper() for word in words) and not subject.isupper()


def code_of_mandate(name: str) -> str:
    """The vocabulary's code, so that one mandate is one however texts name it; the name itself where none fits."""
    return mandate_named(name) or name


def record_step(
    process: Process, account: Any, words: Sequence[Words], *, stage_code: str, date: str = "", **fields: Any
) -> Step:
    """Appends a step that a person read herself. Raises UnknownTerm, NotAllowed, CannotDecide without words."""
    stage(process.kind, stage_code)
    if not may(account, "change", process):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    step = Step(
        process=process,
        stage=stage_code,
        date=date,
        method="by hand",
        known=words[0].passage.text.work.published if words else "",
        circle=process.circle,
        level=higher(TEAM, process.level),
        created_by=account,
        **fields,
    )
    with transaction.atomic():
        enter(step, words)
        log("followup.step", step.permanent_id, account=account, level=step.level)
    return step
