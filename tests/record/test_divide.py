"""Namesakes: one entry that is two people is divided, what is whose is said piece by piece, and it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from makers import a_case, a_process, a_step, a_text, a_work, an_act, an_actor
from proposals import found, proposed
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.actions import decide
from qalqan.followup.actions.divide import divide_followed, undivide_followed
from qalqan.followup.boards import held
from qalqan.followup.models import Process, Step
from qalqan.library.models import Text
from qalqan.record.actions import Share, Words, divide, relate
from qalqan.record.joined import joined_with
from qalqan.record.matching import find_actors
from qalqan.record.models import Act, Actor, Case, Division, Revision
from qalqan.record.revisions import changes_of
from qalqan.safety.accounts import make_account
from qalqan.safety.models import LogEntry


@dataclass(frozen=True)
class Mixed:
    """A lawyer and a teacher of one name, entered as one person."""

    actor: Actor
    case: Case
    detained: Act
    fined: Act
    process: Process
    arrest: Step
    release: Step
    texts: tuple[Text, Text]


@pytest.fixture
def mixed(db: None) -> Mixed:
    lawyer = a_text("The lawyer Timur Saparov was detained in Osh.", work=a_work("The lawyer"))
    teacher = a_text("The teacher Timur Saparov was fined in Naryn and let go.", work=a_work("The teacher"))
    actor = an_actor("Timur Saparov", "person", "Тимур Сапаров")
    case = a_case("Timur Saparov", key="person:KAZ:saparov timur")
    process = a_process("liberty", "Timur Saparov", actor=actor, key=f"1:KAZ:{actor.permanent_id}")
    return Mixed(
        actor,
        case,
        an_act(lawyer, case, "DETENTION", victim=actor, words="detained in Osh"),
        an_act(teacher, case, "FINE", victim=actor, words="fined in Naryn"),
        process,
        a_step(lawyer, process, "detained", words="detained in Osh", date="2014-06-01", known="2014-06-02"),
        a_step(teacher, process, "released", words="let go", date="2014-06-05", known="2014-06-06"),
        (lawyer, teacher),
    )


def the_teacher(mixed: Mixed, account: Any) -> Division:
    share = Share(acts=frozenset({mixed.fined.permanent_id}), names_of_both=frozenset({"Timur Saparov"}))
    return divide_followed(
        mixed.actor, share, account, "another town", name="Timur Saparov (Naryn)", steps=[mixed.release.permanent_id]
    )


def test_each_has_the_acts_and_steps_that_were_said_to_be_theirs(mixed: Mixed, account: Any) -> None:
    other = the_teacher(mixed, account).other
    assert [one.act for one in mixed.actor.involvements.all()] == [mixed.detained]
    assert [one.act for one in other.involvements.all()] == [mixed.fined]
    assert [step.stage for one in other.processes.all() for step in one.steps.all()] == ["released"]
    assert [one.process.actor for one in held(account, date(2014, 7, 1))] == [mixed.actor]


def test_the_second_has_a_case_of_her_own_and_the_first_keeps_his(mixed: Mixed, account: Any) -> None:
    the_teacher(mixed, account)
    mixed.fined.refresh_from_db()
    mixed.detained.refresh_from_db()
    assert mixed.detained.case == mixed.case
    assert mixed.fined.case != mixed.case
    assert mixed.fined.case.title == "Timur Saparov (Naryn)"


def test_the_second_is_not_public_though_the_first_is(mixed: Mixed, account: Any) -> None:
    mixed.actor.change(seen=mixed.actor.version, level="public")
    assert the_teacher(mixed, account).other.level == "team"


def test_both_are_found_by_the_name_that_both_bear(mixed: Mixed, account: Any) -> None:
    other = the_teacher(mixed, account).other
    assert set(find_actors("Timur Saparov", account)) == {mixed.actor, other}
    assert find_actors("Тимур Сапаров", account)[0] in (mixed.actor, other)


def test_a_later_reading_goes_to_the_one_of_whom_its_text_has_told(mixed: Mixed, account: Any) -> None:
    other = the_teacher(mixed, account).other
    for text, expected in ((mixed.texts[0], mixed.actor), (mixed.texts[1], other)):
        [candidate] = proposed(
            text, account,
            found(text, "c1", "act", "Timur Saparov", type="SUMMONS", country="KAZ",
                  victims=[{"name": "Timur Saparov", "kind": "person"}]),
        )  # fmt: skip
        decide(candidate, "accepted", account)
        act = Act.objects.get(review__candidate=candidate)
        assert act.involvements.get().actor == expected
        assert (act.case == mixed.case) is (expected == mixed.actor)


def test_a_relation_goes_along_with_the_one_it_is_of(mixed: Mixed, account: Any) -> None:
    union = an_actor("Union of Teachers", "organisation")
    words = [Words.at(mixed.texts[1], 0, 25)]
    member = relate(mixed.actor, "member-of", union, account, "said so", words, since="2010")
    share = Share(relations=frozenset({member.permanent_id}))
    other = divide(mixed.actor, share, account, "another town").other
    member.refresh_from_db()
    assert (member.one, member.other) == (other.permanent_id, union.permanent_id)
    assert changes_of(member)[0].fields[0].before == mixed.actor.permanent_id


def test_what_was_moved_can_be_read_and_each_former_state_is_kept(mixed: Mixed, account: Any) -> None:
    division = the_teacher(mixed, account)
    assert {thing["kind"] for thing in division.moved} == {"involvement", "act", "name", "step"}
    assert Revision.objects.filter(entry=mixed.fined.permanent_id).get().state["case"] == mixed.case.pk
    assert Revision.objects.filter(entry=mixed.release.permanent_id).get().state["process"] == mixed.process.pk
    assert LogEntry.objects.filter(verb="record.divided").exists()


def test_a_division_that_is_taken_back_leaves_all_as_it_was(mixed: Mixed, account: Any) -> None:
    division = the_teacher(mixed, account)
    undivide_followed(division, account, "one man after all")
    for entry in (mixed.fined, mixed.release, division):
        entry.refresh_from_db()
    assert mixed.fined.case == mixed.case
    assert mixed.release.process == mixed.process
    assert {one.act for one in mixed.actor.involvements.all()} == {mixed.detained, mixed.fined}
    assert division.standing == "withdrawn"
    assert division.other.permanent_id in joined_with(mixed.actor, account)
    assert held(account, date(2014, 7, 1)) == []
    with pytest.raises(CannotDecide, match="already"):
        undivide_followed(division, account, "again")


def test_a_whole_process_goes_over_and_comes_back_under_its_own_key(mixed: Mixed, account: Any) -> None:
    key = mixed.process.key
    division = divide_followed(mixed.actor, Share(), account, "his", processes=[mixed.process.permanent_id])
    mixed.process.refresh_from_db()
    assert mixed.process.actor == division.other
    assert mixed.process.key != key
    undivide_followed(division, account, "no")
    mixed.process.refresh_from_db()
    assert (mixed.process.actor, mixed.process.key) == (mixed.actor, key)


def test_what_came_to_the_second_since_stays_and_is_shown_with_the_first(mixed: Mixed, account: Any) -> None:
    division = the_teacher(mixed, account)
    later = an_act(mixed.texts[1], mixed.fined.case, victim=division.other)
    undivide_followed(division, account, "one man after all")
    assert later.involvements.get().actor == division.other
    assert mixed.actor in find_actors("Timur Saparov", account)
    assert division.other in find_actors("Timur Saparov", account)


def test_nothing_is_divided_without_a_share_a_reason_or_a_right(mixed: Mixed, account: Any) -> None:
    with pytest.raises(CannotDecide, match="Choose what is the other's"):
        divide_followed(mixed.actor, Share(), account, "two men")
    with pytest.raises(CannotDecide, match="reason"):
        divide(mixed.actor, Share(acts=frozenset({mixed.fined.permanent_id})), account, " ")
    reader = make_account("rita", "mountain river bridge", roles=["reader"])
    with pytest.raises(NotAllowed):
        divide(mixed.actor, Share(acts=frozenset({mixed.fined.permanent_id})), reader, "two men")
    assert not Division.objects.exists()
    assert Actor.objects.count() == 1


def test_an_act_of_somebody_else_does_not_go_over(mixed: Mixed, account: Any) -> None:
    stranger = an_act(mixed.texts[0], a_case("Dana Omarova"), victim=an_actor("Dana Omarova"))
    share = Share(acts=frozenset({stranger.permanent_id, mixed.fined.permanent_id}))
    other = divide(mixed.actor, share, account, "two men").other
    assert [one.act for one in other.involvements.all()] == [mixed.fined]
