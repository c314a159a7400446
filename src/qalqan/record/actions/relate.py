"""Two entries are related by a person, by words or, where they are the same, by a reason; all of it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words, enter
from qalqan.record.actions.revise import restate
from qalqan.record.joined import joined_with
from qalqan.record.models import Entry, Relation
from qalqan.safety.access import may
from qalqan.safety.audit import log, take_turn
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term

SAME = "same-as"


def relate(
    one: Levelled,
    relation: str,
    other: Levelled,
    account: Any,
    reason: str,
    words: Sequence[Words] = (),
    *,
    since: str = "",
    until: str = "",
) -> Relation:
    """`relation` is a code of the vocabulary; all but same-as need the words that say so. `since`, `until` are EDTF.

    Raises UnknownTerm, CannotDecide, NotAllowed.
    """
    term("relations", relation)
    _check(one, other, account, reason)
    if any(date and bounds(date) == (None, None) for date in (since, until)):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    made = Relation(
        one=one.permanent_id, one_kind=one._meta.label_lower, relation=relation,
        other=other.permanent_id, other_kind=other._meta.label_lower, since=since, until=until, reason=reason,
        method="by hand", circle=one.circle, level=higher(TEAM, higher(one.level, other.level)), created_by=account,
    )  # fmt: skip
    with transaction.atomic():
        if words or relation != SAME:
            enter(made, words)
        else:
            made.save(force_insert=True)
        log("record.related", made.permanent_id, account=account, level=made.level, purpose=relation)
    return made


def merge(one: Levelled, other: Levelled, account: Any, reason: str) -> Relation:
    """The two are one: what is said of either is shown with both. Raises CannotDecide, NotAllowed."""
    if type(one) is not type(other):
        raise CannotDecide(_("Only entries of one kind can be the same: choose another."))
    with transaction.atomic():
        take_turn()
        if other.permanent_id in joined_with(one, account):
            raise CannotDecide(_("These two were joined already."))
        return relate(one, SAME, other, account, reason)


def unrelate(relation: Relation, account: Any, reason: str) -> Relation:
    """Takes a relation back; a merge is split again. It stays on record. Raises CannotDecide, NotAllowed, StaleWrite."""
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    if not may(account, "change", relation):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    if relation.standing != "standing":
        raise CannotDecide(_("This relation was taken back already."))
    return restate(relation, {"standing": "withdrawn"}, account, reason)


def withdraw_entry(entry: Entry, account: Any, reason: str) -> Entry:
    """The entry stands no more, without a new decision on its proposal; its words and history stay.

    Raises CannotDecide, NotAllowed, StaleWrite.
    """
    return _restand(entry, "standing", "withdrawn", account, reason)


def reinstate(entry: Entry, account: Any, reason: str) -> Entry:
    """An entry that was withdrawn stands again. Raises CannotDecide, NotAllowed, StaleWrite."""
    return _restand(entry, "withdrawn", "standing", account, reason)


def _restand(entry: Entry, before: str, after: str, account: Any, reason: str) -> Entry:
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    if not may(account, "change", entry):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    if entry.standing != before:
        raise CannotDecide(_("This entry does not stand as you saw it: open it again."))
    return restate(entry, {"standing": after}, account, reason)


def _check(one: Levelled, other: Levelled, account: Any, reason: str) -> None:
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    if not (may(account, "change", one) and may(account, "change", other)):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    if one.permanent_id == other.permanent_id:
        raise CannotDecide(_("An entry stands in no relation to itself: choose another."))
    if one.circle_id != other.circle_id:
        # The relation stands in one circle and would tell it of the other.
        raise CannotDecide(_("These two stand in different circles: they cannot be related."))
