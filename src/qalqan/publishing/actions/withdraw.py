"""A publisher takes something back: it is gone from the next edition, its index and its feeds."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction

from qalqan.library.models import Work
from qalqan.publishing.actions.release import set_level
from qalqan.publishing.resting import links_between_public_clauses, resting_on, rests_elsewhere
from qalqan.safety.access import demand, may
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC, TEAM

L = TypeVar("L", bound=Levelled)


def withdraw(entry: L, account: Any, reason: str, level: str = TEAM) -> L:
    """Closes one public entry again, to `level`. Copies of former editions that others hold are out of our hands.

    Raises NotAllowed, CannotDecide without a reason, StaleWrite where somebody changed it since.
    """
    demand(account, "withdraw", entry)
    set_level(entry, level, account, reason, "publishing.withdrawn")
    return entry


def withdraw_work(work: Work, account: Any, reason: str, level: str = TEAM) -> int:
    """Closes a publication again with everything that rests on its words alone; gives how many entries were closed."""
    with transaction.atomic():
        links = [link for link in links_between_public_clauses(work) if link.level == PUBLIC]
        withdraw(work, account, reason, level)
        withdrawn = 1
        for entry in [*links, *resting_on(work)]:
            if entry.level == PUBLIC and not rests_elsewhere(entry, work) and may(account, "withdraw", entry):
                withdraw(entry, account, reason, level)
                withdrawn += 1
    return withdrawn
