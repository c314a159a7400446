"""A publication is sealed with all that rests on it alone: out of the index, out of the next edition, open to few.

It is done when its words turn out to endanger somebody. What other publications support stays as it is. It can be taken
back: to the team, never to the public.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.library.lineage import keep_prints
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.publishing.actions.release import set_level
from qalqan.publishing.actions.withdraw import withdraw_work
from qalqan.publishing.models import Release
from qalqan.publishing.resting_alone import resting_alone
from qalqan.review.models import Candidate
from qalqan.safety.access import current_grants, demand, may
from qalqan.safety.levels import PUBLIC, SEALED, TEAM, higher


def seal_work(work: Work, account: Any, reason: str) -> int:
    """Gives how many entries are sealed now. Of a public one it is the publisher's to do, else the editor's.

    Raises NotAllowed, CannotDecide without a reason or for somebody who could not open it again, StaleWrite.
    """
    demand(account, _verb(work), work)
    if not _could_open_it_again(work, account):
        raise CannotDecide(_("You could not open it again: ask somebody whose grant reaches what is sealed."))
    with transaction.atomic():
        if work.level == PUBLIC:  # what rests on others that are not public is public no more either
            withdraw_work(work, account, reason)
        chosen = [entry for entry in resting_alone(work) if entry.level != SEALED]
        for entry in chosen:
            set_level(work if entry == work else entry, SEALED, account, reason, "publishing.sealed")
        texts = Text.objects.filter(work=work)
        for text in texts:
            engine.drop(text)
        Candidate.objects.filter(text__in=texts).update(level=SEALED, version=F("version") + 1)
        transaction.on_commit(_leave_nothing_in_the_log_of_the_file)
    return len(chosen)


def open_to_team(work: Work, account: Any, reason: str) -> int:
    """What sealing closed is the team's again, and found again. Raises NotAllowed, CannotDecide, StaleWrite."""
    demand(account, "change", work)
    if work.level != SEALED:
        raise CannotDecide(_("This publication is not sealed."))
    with transaction.atomic():
        chosen = [entry for entry in resting_alone(work) if entry.level == SEALED and _was_sealed_here(entry)]
        for entry in chosen:
            set_level(work if entry == work else entry, _before(entry), account, reason, "publishing.unsealed")
        texts = list(Text.objects.filter(work=work).exclude(level=SEALED))
        Candidate.objects.filter(text__in=texts).update(level=TEAM, version=F("version") + 1)
        for text in texts:
            engine.index(text)
            keep_prints(text)
    return len(chosen)


def may_seal(work: Work, account: Any) -> bool:
    """Whether this person may seal it, or open it again."""
    asked = all(may(account, verb, work) for verb in {"change", _verb(work)})
    return asked and _could_open_it_again(work, account)


def _verb(work: Work) -> str:
    return "withdraw" if work.level == PUBLIC else "change"


def _could_open_it_again(work: Work, account: Any) -> bool:
    return any(grant.circle_id == work.circle_id and grant.level == SEALED for grant in current_grants(account))


def _last(entry: Any) -> Release | None:
    return Release.objects.filter(entry=entry.permanent_id).order_by("-id").first()


def _was_sealed_here(entry: Any) -> bool:
    """What came in sealed, as an alert's case does, is nothing that this action closed."""
    last = _last(entry)
    return last is not None and last.after == SEALED


def _before(entry: Any) -> str:
    last = _last(entry)
    return higher(TEAM, last.before if last else TEAM)


def _leave_nothing_in_the_log_of_the_file() -> None:
    # SAFETY D7: the write-ahead log keeps the rows as they were until it is emptied.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
