"""Who may do what: one question, `may`, for pages, search, export, commands and jobs; closed unless a rule opens it.

A role says what somebody does here (`WHO_MAY`), a grant says in which circle, up to which level and until when. Both
are needed. `visible` is the same rule for a whole table at once. Refused and absent look the same to the outside: pages
answer both with the same 404, and only the log has the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import NotAllowed
from qalqan.safety.entries import Levelled
from qalqan.safety.fields import is_public_field, level_of_field
from qalqan.safety.levels import LEVELS, PARTNER, PUBLIC, ROLES, TEAM, higher, up_to
from qalqan.safety.models import Account, Grant

__all__ = ["LEVELS", "ROLES", "WHO_MAY", "Answer", "demand", "may", "visible"]

# What is done to records. Operators and auditors keep the house and the log; neither reads content.
WHO_MAY: dict[str, frozenset[str]] = {
    "see": frozenset({"reader", "editor", "verifier", "publisher", "responder"}),
    "export": frozenset({"editor", "verifier", "publisher"}),
    "add": frozenset({"editor"}),
    "change": frozenset({"editor"}),
    "review": frozenset({"editor", "verifier"}),
    "verify": frozenset({"verifier"}),
    "publish": frozenset({"publisher"}),
    "withdraw": frozenset({"publisher"}),
    "respond": frozenset({"responder"}),
}
# A partner's grant lets her read; changing anything, even what is public, is for those trusted with the team's level.
READING = frozenset({"see", "export"})
# What is done to the workspace itself: no record, no grant.
OF_THE_HOUSE: dict[str, frozenset[str]] = {
    "grant": frozenset({"operator"}),
    "operate": frozenset({"operator"}),
    "audit": frozenset({"auditor"}),
}


_looked_up: ContextVar[tuple[int, list[Grant]] | None] = ContextVar("looked_up", default=None)


@dataclass(frozen=True)
class Answer:
    """`allowed`, and why: a code for the log. True and false as `allowed` is."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


def may(
    account: Account | None, verb: str, thing: Levelled | type[Levelled] | None = None, field: str | None = None
) -> Answer:
    """Whether `account` (None: a stranger) may do `verb` to `thing`.

    `thing` is an entry; a class of entries, for adding or listing some; or None for what concerns the whole workspace.
    `field` asks about one field of an entry, which may be more closed than the entry.
    """
    open_to_all = _stranger_may(verb, thing, field)
    if account is None or open_to_all:
        return open_to_all
    if not account.is_active:
        return Answer(False, "account-closed")
    if verb in OF_THE_HOUSE:
        return Answer(True, "role") if OF_THE_HOUSE[verb] & set(account.roles) else Answer(False, "no-role")
    if verb not in WHO_MAY:
        return Answer(False, "unknown-verb")
    if not WHO_MAY[verb] & set(account.roles):
        return Answer(False, "no-role")
    return _granted(account, verb, thing, field)


def demand(
    account: Account | None, verb: str, thing: Levelled | type[Levelled] | None = None, field: str | None = None
) -> None:
    """Raises NotAllowed unless `may`. The message tells nothing that the outside should not know."""
    if not may(account, verb, thing, field):
        raise NotAllowed(_("There is nothing here for this account; ask whoever gives grants."))


def visible(queryset: QuerySet[Any], account: Account | None, *, through: str = "") -> QuerySet[Any]:
    """The rows that `account` may see. `through` leads to the entry whose level counts: "text" for passages."""
    return queryset.filter(what_is_visible(account, through=through))


def what_is_visible(account: Account | None, *, through: str = "") -> Q:
    """The rule of `visible` as a condition, for counting some rows of a table beside others."""
    path = f"{through}__" if through else ""
    shown = Q(**{f"{path}level": PUBLIC})
    if account is not None and account.is_active and WHO_MAY["see"] & set(account.roles):
        for grant in current_grants(account):
            shown |= Q(**{f"{path}circle": grant.circle_id, f"{path}level__in": up_to(grant.level)})
    return shown


@contextmanager
def same_grants(account: Account) -> Iterator[None]:
    """Inside a transaction: the grants of an account are looked up once, however often they are asked about."""
    if not connection.in_atomic_block:
        raise RuntimeError("outside a transaction a grant may end between two questions")
    token = _looked_up.set((account.pk, current_grants(account)))
    try:
        yield
    finally:
        _looked_up.reset(token)


@contextmanager
def narrowed(account: Account, circles: Collection[int], most: str) -> Iterator[None]:
    """Inside a transaction: of the account's grants only those in these circles count, and up to a level at most."""
    if not connection.in_atomic_block:
        raise RuntimeError("outside a transaction a grant may end between two questions")
    kept = [grant for grant in current_grants(account) if grant.circle_id in circles]
    for grant in kept:
        grant.level = min(grant.level, most, key=LEVELS.index)  # of these instances, which are never saved
    token = _looked_up.set((account.pk, kept))
    try:
        yield
    finally:
        _looked_up.reset(token)


def current_grants(account: Account) -> list[Grant]:
    known = _looked_up.get()
    if known is not None and known[0] == account.pk:
        return known[1]
    return list(Grant.objects.filter(account=account, given_at__lte=timezone.now(), until__gt=timezone.now()))


def levels_granted(account: Account) -> list[tuple[int, str]]:
    """(circle, level) of the running grants: the same without entries, for what is asked at each search."""
    known = _looked_up.get()
    if known is not None and known[0] == account.pk:
        return [(grant.circle_id, grant.level) for grant in known[1]]
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT circle_id, level FROM safety_grant WHERE account_id = %s AND given_at <= %s AND until > %s",
            [account.pk, now, now],
        )
        found: list[tuple[int, str]] = cursor.fetchall()
    return found


def circles_to_add_in(account: Account) -> list[int]:
    """The circles in which a running grant lets her add, the workspace's first one before others."""
    return sorted({grant.circle_id for grant in current_grants(account) if TEAM in up_to(grant.level)})


def _stranger_may(verb: str, thing: Levelled | type[Levelled] | None, field: str | None) -> Answer:
    if verb != "see" or not isinstance(thing, Levelled):
        return Answer(False, "nobody-signed-in")
    if thing.level != PUBLIC:
        return Answer(False, "level")
    if field is not None and not is_public_field(type(thing), field):
        return Answer(False, "field-not-public")
    return Answer(True, "public")


def _granted(account: Account, verb: str, thing: Levelled | type[Levelled] | None, field: str | None) -> Answer:
    grants = current_grants(account)
    if isinstance(thing, Levelled):
        level = higher(thing.level, level_of_field(type(thing), field)) if field else thing.level
        grants = [grant for grant in grants if grant.circle_id == thing.circle_id]
    elif isinstance(thing, type) and issubclass(thing, Levelled):
        level = PARTNER if verb in READING else TEAM
    else:
        return Answer(False, "nothing-named")
    if verb not in READING:
        level = higher(level, TEAM)
    if not grants:
        return Answer(False, "no-grant")
    return Answer(True, "grant") if any(level in up_to(grant.level) for grant in grants) else Answer(False, "level")
