from __future__ import annotations

import pytest
from safety_makers import a_copy

from qalqan.errors import StaleWrite
from qalqan.safety.entries import draw_permanent_id
from qalqan.safety.levels import TEAM
from qalqan.safety.models import Account, Circle
from qalqan.sources.models import Copy


def test_a_new_entry_is_for_the_team_and_in_the_first_circle(db: None) -> None:
    copy = a_copy()
    assert (copy.level, copy.circle.code, copy.version) == (TEAM, "first", 1)


def test_permanent_ids_are_random_and_never_drawn_twice() -> None:
    drawn = {draw_permanent_id() for _ in range(2000)}
    assert len(drawn) == 2000
    assert all(len(one) == 26 and one.isalnum() and one.islower() for one in drawn)


def test_a_change_raises_the_version_and_touches_nothing_else(db: None) -> None:
    copy = a_copy(url="https://example.org/a")
    copy.change(seen=1, level="partner")
    kept = Copy.objects.get(pk=copy.pk)
    assert (kept.level, kept.version, kept.url) == ("partner", 2, "https://example.org/a")
    assert copy.version == 2


def test_a_change_that_saw_an_older_version_is_refused(db: None) -> None:
    copy = a_copy()
    copy.change(seen=1, level="partner")
    with pytest.raises(StaleWrite):
        copy.change(seen=1, level="public")
    assert Copy.objects.get(pk=copy.pk).level == "partner"


def test_of_two_who_read_the_same_version_the_second_to_save_is_refused(db: None) -> None:
    copy = a_copy()
    one, other = Copy.objects.get(pk=copy.pk), Copy.objects.get(pk=copy.pk)
    one.level = "partner"
    one.save()
    other.level = "public"
    with pytest.raises(StaleWrite):
        other.save()
    kept = Copy.objects.get(pk=copy.pk)
    assert (kept.level, kept.version) == ("partner", 2)


def test_the_loser_may_read_again_and_save(db: None) -> None:
    copy = a_copy()
    Copy.objects.get(pk=copy.pk).change(seen=1, level="partner")
    copy.refresh_from_db()
    copy.change(seen=2, level="public")
    assert Copy.objects.get(pk=copy.pk).version == 3


def test_every_entry_stands_in_exactly_one_circle(db: None) -> None:
    copy, other = a_copy(), Circle.objects.create(code="south", name="South")
    copy.change(seen=1, circle=other)
    assert Copy.objects.get(pk=copy.pk).circle == other
    assert not Copy._meta.get_field("circle").null


def test_an_account_has_no_second_set_of_keys(account: Account) -> None:
    with pytest.raises(ValueError, match="change_password"):
        account.set_password("another good password")
