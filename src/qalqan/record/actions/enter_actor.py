"""Somebody whom no proposal named is entered by hand, with the words that name her: an office, a coalition, a holder."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words
from qalqan.record.matching import whole_name
from qalqan.record.models import Actor, ActorName, Evidence
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.vocabularies import term


def enter_actor(name: str, kind: str, country: str, words: Words, account: Any) -> Actor:
    """A new actor in the circle of the text that names her, at level team or as closed as the text.

    Raises UnknownTerm, CannotDecide without a name, NotAllowed.
    """
    term("actor-kinds", kind)
    if country:
        term("countries", country)
    name = " ".join(name.split())
    if not name:
        raise CannotDecide(_("Write the name as the source prints it."))
    text = words.passage.text
    made = Actor(
        name=name, kind=kind, country=country, circle=text.circle, level=higher(TEAM, text.level), created_by=account
    )
    if not (may(account, "add", made) and may(account, "see", text)):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    with transaction.atomic():
        made.save(force_insert=True)
        ActorName.objects.create(actor=made, name=name, language=text.language, key=whole_name(name))
        a = words.anchor
        Evidence.objects.create(
            entry=made.permanent_id, passage=words.passage, start=a.start, end=a.end, exact=a.exact, prefix=a.prefix,
            suffix=a.suffix,
        )  # fmt: skip
        log("record.actor-entered", made.permanent_id, account=account, level=made.level)
    return made
