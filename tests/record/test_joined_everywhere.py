"""What somebody joined is one wherever it is looked for: by name, in where it stands, on boards, in search, in counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makers import a_process, a_step, a_text, a_work, an_act, an_actor, an_instrument
from qalqan.desk import boards as desk_boards
from qalqan.followup.boards import held
from qalqan.followup.processes import find_processes, status, steps_seen
from qalqan.followup.publications import PublicationsByRecord
from qalqan.followup.together import one_each
from qalqan.publishing.exports.readable import readable
from qalqan.record.actions import merge, unrelate
from qalqan.record.joined import heads_of
from qalqan.record.matching import find_actors
from qalqan.record.models import Actor
from qalqan.safety.accounts import make_account

DAY = date(2015, 1, 1)


@pytest.fixture
def two(db: None, account: Any) -> tuple[Actor, Actor]:
    """Held according to one source, released according to another, under two names."""
    one, other = an_actor("Dana Omarova"), an_actor("Dana Serikova")
    held_text = a_text("Dana Omarova was detained.", work=a_work("Held"))
    free_text = a_text("Dana Serikova was released.", work=a_work("Free"))
    first = a_process("liberty", "Dana Omarova", actor=one)
    second = a_process("liberty", "Dana Serikova", actor=other)
    a_step(held_text, first, "detained", date="2014-06-01", known="2014-06-02")
    a_step(free_text, second, "released", date="2014-09-01", known="2014-09-02")
    an_act(held_text, victim=one)
    an_act(free_text, victim=other)
    return one, other


def test_who_was_joined_is_found_by_either_name(two: tuple[Actor, Actor], account: Any) -> None:
    assert find_actors("Dana Serikova", account) == [two[1]]
    join = merge(*two, account, "her husband's name")
    assert set(find_actors("Dana Serikova", account)) == set(two)
    assert set(find_actors("Омарова Дана", account)) == set(two)
    unrelate(join, account, "her sister")
    assert find_actors("Dana Serikova", account) == [two[1]]


def test_where_she_stands_is_told_by_the_steps_of_both(two: tuple[Actor, Actor], account: Any) -> None:
    [before] = one_each(find_processes("Dana Omarova", account), account)
    assert status(before, DAY, steps_seen(before, account)).step.stage == "detained"
    merge(*two, account, "one woman")
    [after] = one_each(find_processes("Dana Omarova", account), account)
    assert status(after, DAY, steps_seen(after, account)).step.stage == "released"


def test_boards_show_her_once_as_she_stands(two: tuple[Actor, Actor], account: Any) -> None:
    assert [one.process.subject for one in held(account, DAY)] == ["Dana Omarova"]
    assert len(desk_boards.lines(account, desk_boards.processes(account, "liberty"), DAY)) == 2
    merge(*two, account, "one woman")
    assert held(account, DAY) == []
    [line] = desk_boards.lines(account, desk_boards.processes(account, "liberty"), DAY)
    assert line.standing.step.stage == "released"
    assert [one.process.subject for one in held(account, date(2014, 7, 1))] == ["Dana Omarova"]


def test_search_by_person_finds_the_publications_on_both(two: tuple[Actor, Actor], account: Any) -> None:
    by_record = PublicationsByRecord(account)
    assert len(by_record.works("person", "Dana Omarova") or ()) == 1
    merge(*two, account, "one woman")
    assert len(by_record.works("person", "Dana Omarova") or ()) == 2
    assert not by_record.works("status", "liberty@2014-06") and len(by_record.works("status", "released") or ()) == 1


def test_a_hearing_of_one_is_the_next_hearing_of_the_other(two: tuple[Actor, Actor], account: Any) -> None:
    trial = a_process("trial", "Dana Serikova", actor=two[1])
    a_step(a_text("A hearing is set."), trial, "hearing-set", date="2014-08-01", known="2014-06-02", expected=True)
    [before] = held(account, date(2014, 7, 1))
    assert before.next_hearing is None
    merge(*two, account, "one woman")
    [after] = held(account, date(2014, 7, 1))
    assert after.next_hearing is not None


def test_a_law_that_was_joined_has_one_line(db: None, account: Any) -> None:
    one, other = an_instrument("Law on Groups"), an_instrument("Law on Associations")
    first, second = a_process("bill", one.name, instrument=one), a_process("bill", other.name, instrument=other)
    a_step(a_text("Introduced."), first, "introduced", date="2014-05-01", known="2014-05-02")
    a_step(a_text("Signed."), second, "signed", date="2014-07-03", known="2014-07-04")
    merge(one, other, account, "one law")
    [process] = one_each(find_processes("Law on Groups", account), account)
    assert status(process, DAY, steps_seen(process, account)).step.stage == "signed"


def test_a_join_that_one_may_not_see_joins_nothing_for_her(two: tuple[Actor, Actor], account: Any) -> None:
    join = merge(*two, account, "one woman")
    join.change(seen=join.version, level="sealed")
    reader = make_account("rita", "mountain river bridge", roles=["reader"])
    assert find_actors("Dana Serikova", reader) == [two[1]]
    assert [one.process.subject for one in held(reader, DAY)] == ["Dana Omarova"]


@pytest.mark.parametrize(
    ("pairs", "sets"),
    [
        ([("a", "b"), ("b", "c")], [{"a", "b", "c"}]),
        ([("a", "b"), ("c", "d"), ("d", "b")], [{"a", "b", "c", "d"}]),
        ([("a", "b"), ("b", "a")], [{"a", "b"}]),
    ],
)
def test_sets_of_the_same_have_one_head(pairs: list[tuple[str, str]], sets: list[set[str]]) -> None:
    found: dict[str, set[str]] = {}
    for key, top in heads_of(pairs).items():
        found.setdefault(top, set()).add(key)
    assert list(found.values()) == sets
    assert all(top in members for top, members in found.items())


def test_an_export_tells_both_entries_and_that_they_are_the_same(two: tuple[Actor, Actor], account: Any) -> None:
    join = merge(*two, account, "one woman")
    told = readable(account)
    [row] = told.named("relations").rows
    assert (row["relation"], row["one"], row["other"]) == ("same-as", two[0].permanent_id, two[1].permanent_id)
    assert {one.permanent_id for one in two} <= {one["id"] for one in told.named("actors").rows}
    unrelate(join, account, "her sister")
    assert [one["standing"] for one in readable(account).named("relations").rows] == ["withdrawn"]
