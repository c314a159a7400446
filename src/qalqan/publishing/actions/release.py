"""A publisher makes something public: one entry, a publication with all that rests on it, or the name of a person.

Nothing is public until this is done. Releasing a publication never releases a person's name: until she is released by
herself, it is cut from everything that an edition says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.followup.models import Assessment
from qalqan.library.models import Work
from qalqan.publishing.models import Release
from qalqan.publishing.resting import is_person, links_between_public_clauses, resting_on
from qalqan.record.models import Actor, Funder, Intervention, Relation, Threshold, TreatyAction
from qalqan.safety.access import demand, may
from qalqan.safety.audit import log
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC, SEALED

L = TypeVar("L", bound=Levelled)
# What is made public one by one; everything else goes with the publication that it was read from.
RELEASED_ALONE = (Relation, Intervention, Funder, Assessment, Threshold, TreatyAction)


def release(entry: L, account: Any, reason: str) -> L:
    """Makes one entry public, as its reader saw it (`entry.version`). Gives it back; of a public one nothing changes.

    Raises NotAllowed, CannotDecide without a reason or for a person's name, StaleWrite where somebody changed it since.
    """
    if isinstance(entry, Actor) and is_person(entry):
        raise CannotDecide(_("A person's name is released by itself, with its own reason; nothing was made public."))
    return _raise_level(entry, account, reason)


def release_person(actor: Actor, account: Any, reason: str) -> Actor:
    """Makes the name of a person public: from the next edition on it stands wherever it was withheld."""
    return _raise_level(actor, account, reason)


def release_work(work: Work, account: Any, reason: str) -> int:
    """Makes a publication public with its texts and all entries that rest on its words; gives how many became public.

    Left as they are: names of persons, what is sealed, and what the account may not publish.
    """
    with transaction.atomic():
        released = 0 if work.level == PUBLIC else 1
        _raise_level(work, account, reason)
        released += _raise_those_that_may(resting_on(work), account, reason)
        released += _raise_those_that_may(links_between_public_clauses(work), account, reason)
    return released


def _raise_those_that_may(entries: Sequence[Levelled], account: Any, reason: str) -> int:
    chosen = [e for e in entries if e.level not in (PUBLIC, SEALED) and may(account, "publish", e)]
    for entry in chosen:
        _raise_level(entry, account, reason)
    return len(chosen)


def _raise_level(entry: L, account: Any, reason: str) -> L:
    demand(account, "publish", entry)
    set_level(entry, PUBLIC, account, reason, "publishing.released")
    return entry


def set_level(entry: Levelled, level: str, account: Any, reason: str, verb: str) -> None:
    """One change of a level: the entry, the decision and the log stand or fall together."""
    if not reason.strip():
        raise CannotDecide(_("Say in a few words why; nothing was changed."))
    if entry.level == level:
        return
    before = entry.level
    with transaction.atomic():
        entry.change(seen=entry.version, level=level)
        Release.objects.create(
            entry=entry.permanent_id, before=before, after=level, account=account, at=timezone.now(), reason=reason
        )
        log(verb, entry.permanent_id, account=account, level=level)
