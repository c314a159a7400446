"""Who may do what, as a table that a lawyer can read and correct."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from safety_makers import a_copy

from qalqan.errors import NotAllowed
from qalqan.safety import access
from qalqan.safety.accounts import give_grant, make_account
from qalqan.safety.levels import LEVELS, ROLES
from qalqan.safety.models import Account, Circle, Grant
from qalqan.sources.models import Copy

PASSWORD = "mountain river bridge"

# With a sealed grant in the circle: what does each role allow? x = yes
ROLE_TABLE = """
            see export add change review verify publish withdraw respond grant operate audit
reader       x    .     .    .      .      .      .        .        .      .      .      .
editor       x    x     x    x      x      .      .        .        .      .      .      .
verifier     x    x     .    .      x      x      .        .        .      .      .      .
publisher    x    x     .    .      .      .      x        x        .      .      .      .
responder    x    .     .    .      .      .      .        .        x      .      .      .
auditor      .    .     .    .      .      .      .        .        .      .      .      x
operator     .    .     .    .      .      .      .        .        .      x      x      .
"""

# An editor with a grant of the level on the left: may she see, and change, an entry of the level above?
LEVEL_TABLE = """
            see-public see-partner see-team see-sealed change-public change-partner change-team change-sealed
public          x           .          .         .           .             .             .            .
partner         x           x          .         .           .             .             .            .
team            x           x          x         .           x             x             x            .
sealed          x           x          x         x           x             x             x            x
expired         x           .          .         .           .             .             .            .
elsewhere       x           .          .         .           .             .             .            .
none            x           .          .         .           .             .             .            .
"""


def rows(table: str) -> list[tuple[str, str, bool]]:
    head, *lines = table.strip().splitlines()
    return [
        (name, column, mark == "x")
        for name, *marks in (line.split() for line in lines)
        for column, mark in zip(head.split(), marks, strict=True)
    ]


def somebody(role: str, level: str = "sealed") -> Account:
    return make_account(f"some-{role}", PASSWORD, roles=[role], level=level)


def test_the_table_has_every_role_and_every_verb() -> None:
    assert {name for name, _, _ in rows(ROLE_TABLE)} == set(ROLES)
    assert {verb for _, verb, _ in rows(ROLE_TABLE)} == set(access.WHO_MAY) | set(access.OF_THE_HOUSE)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_allows_what_the_table_says(db: None, role: str) -> None:
    person, entry = somebody(role), a_copy()
    for name, verb, expected in rows(ROLE_TABLE):
        if name == role:
            assert bool(access.may(person, verb, entry)) is expected, verb


@pytest.mark.parametrize("held", sorted({name for name, _, _ in rows(LEVEL_TABLE)}))
def test_each_grant_opens_what_the_table_says(db: None, held: str) -> None:
    person = somebody("editor", held if held in LEVELS else "sealed")
    mine = Grant.objects.filter(account=person)
    if held == "expired":
        mine.update(until=timezone.now() - timedelta(seconds=1))
    if held == "elsewhere":
        mine.update(circle=Circle.objects.create(code="south", name="South"))
    if held == "none":
        mine.delete()
    entries = {level: a_copy(level=level) for level in LEVELS}
    for name, column, expected in rows(LEVEL_TABLE):
        if name == held:
            verb, level = column.split("-")
            answer = access.may(person, verb, entries[level])
            assert answer.allowed is expected, (column, answer.reason)
            if verb == "see":
                seen = access.visible(Copy.objects.all(), person)
                assert seen.filter(pk=entries[level].pk).exists() is expected, column


@pytest.mark.parametrize("role", ["auditor", "operator"])
def test_those_who_keep_the_house_and_the_log_see_no_content(db: None, role: str) -> None:
    a_copy(level="team")
    assert not access.visible(Copy.objects.all(), somebody(role)).exists()


def test_a_stranger_sees_public_entries_and_only_their_declared_fields(db: None) -> None:
    open_entry, closed = a_copy(level="public"), a_copy()
    assert access.may(None, "see", open_entry)
    assert access.may(None, "see", open_entry, "sha256")
    assert not access.may(None, "see", open_entry, "claimed_name")
    assert not access.may(None, "see", open_entry, "created_by")
    assert not access.may(None, "see", closed)
    assert not access.may(None, "change", open_entry)
    assert not access.may(None, "audit")
    assert list(access.visible(Copy.objects.all(), None)) == [open_entry]


def test_a_field_that_is_not_declared_stays_with_the_team(db: None) -> None:
    partner, open_entry = somebody("reader", "partner"), a_copy(level="public")
    assert access.may(partner, "see", open_entry, "url")
    assert not access.may(partner, "see", open_entry, "claimed_name")


def test_a_field_may_be_more_closed_than_its_entry(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = a_copy()
    assert access.may(account, "see", entry, "publisher")
    monkeypatch.setattr(Copy, "field_levels", {"publisher": "sealed"})
    assert not access.may(account, "see", entry, "publisher")
    assert access.may(account, "see", entry, "media_type")


@pytest.mark.parametrize("verb", ["", "destroy", "SEE", "grant-all"])
def test_what_no_rule_names_is_refused(account: Account, verb: str) -> None:
    assert access.may(account, verb, a_copy()).reason == "unknown-verb"


def test_a_verb_on_entries_without_an_entry_is_refused(account: Account) -> None:
    assert not access.may(account, "change", None)
    assert not access.may(account, "see", None)


def test_adding_needs_a_grant_somewhere(account: Account) -> None:
    assert access.may(account, "add", Copy)
    Grant.objects.filter(account=account).update(level="partner")
    assert not access.may(account, "add", Copy)
    assert access.may(account, "see", Copy)


def test_a_closed_account_may_nothing(account: Account) -> None:
    account.is_active = False
    assert access.may(account, "see", a_copy()).reason == "account-closed"
    assert not access.visible(Copy.objects.all(), account).exists()


def test_a_grant_opens_its_own_circle_only(db: None) -> None:
    person = somebody("reader", "team")
    south = Circle.objects.create(code="south", name="South")
    there = a_copy(circle=south)
    assert not access.may(person, "see", there)
    give_grant(person, south, "team", purpose="covers for a colleague", by=None)
    assert access.may(person, "see", there)
    assert there in access.visible(Copy.objects.all(), person)


def test_a_grant_lasts_180_days(account: Account) -> None:
    grant = account.grants.get()
    assert timedelta(days=179) < grant.until - timezone.now() <= timedelta(days=180)


def test_refusal_tells_the_outside_nothing(account: Account) -> None:
    with pytest.raises(NotAllowed) as sealed:
        access.demand(account, "see", a_copy(level="sealed"))
    with pytest.raises(NotAllowed) as no_role:
        access.demand(account, "audit")
    assert str(sealed.value) == str(no_role.value)
