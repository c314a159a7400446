"""In an edition what was joined is one, under one id, if the join was released; and nobody is released by a join."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makers import a_case, a_process, a_step, a_text, a_work, an_act, an_actor, an_instrument, resting
from qalqan.publishing.actions.release import release
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.models import PublicId
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.actions import merge
from qalqan.record.models import Actor, Case, Funder, Intervention
from qalqan.site.rows import EditionFacts, EditionRows

pytestmark = pytest.mark.usefixtures("db")


def rows() -> EditionRows:
    ids = PublicIds(date(2015, 1, 1))
    made = assemble(
        PublicRecord(withholding(), withheld_actors(), ids), EditionFacts(name="t", number=1, as_of="2015-01-01")
    )
    ids.keep(1)
    return made


def public_id(entry: Any) -> str:
    return str(PublicId.objects.get(entry=entry.permanent_id).public_id)


@pytest.fixture
def world() -> tuple[Case, Case, Actor, Actor]:
    one, other = an_actor("Dana Omarova", level="public"), an_actor("Dana Serikova", level="public")
    first, second = a_case("Dana Omarova", level="public"), a_case("Dana Serikova", level="public")
    an_act(a_text("Police summoned Dana Omarova.", level="public"), first, victim=one, level="public")
    an_act(a_text("Dana Serikova was fined.", level="public"), second, "FINE", victim=other, level="public")
    return first, second, one, other


def test_cases_and_people_are_told_once_after_their_join_is_released(
    world: tuple[Case, Case, Actor, Actor], account: Any
) -> None:
    first, second, one, other = world
    assert len(rows().cases) == len(rows().persons) == 2
    joins = [merge(first, second, account, "one case"), merge(one, other, account, "one woman")]
    assert len(rows().cases) == len(rows().persons) == 2  # that two are one is not public by itself
    for join in joins:
        release(join, account, "she says so herself")
    [case], [person] = rows().cases, rows().persons
    assert {act.type for act in case.acts} == {"SUMMONS", "FINE"}
    assert (case.id, case.aliases) == (public_id(first), (public_id(second),))
    assert (person.id, person.aliases) == (public_id(one), (public_id(other),))
    assert person.names == ("Dana Serikova",)
    assert {one.id for one in case.people} == {person.id}


def test_a_law_and_an_organisation_are_told_once_with_what_belongs_to_either(account: Any) -> None:
    one, other = an_instrument("Law on Groups", level="public"), an_instrument("Groups Act", level="public")
    body, same = an_actor("Amparo", "organisation", level="public"), an_actor("Ампаро", "organisation", level="public")
    process = a_process("bill", "Groups Act", instrument=other, level="public")
    a_step(a_text(level="public"), process, level="public")
    for pair in ((one, other), (body, same)):
        release(merge(*pair, account, "the same"), account, "printed so")
    told = rows()
    [law], [organisation], [followed] = told.instruments, told.organisations, told.processes
    assert law.aliases == (public_id(other),)
    assert followed.subject_id == law.id
    assert organisation.names == ("Amparo", "Ампаро")


def test_nobody_is_released_by_being_joined_with_somebody_public(account: Any) -> None:
    released, closed = an_actor("Dana Omarova", level="public"), an_actor("Dana Serikova")
    body = "Dana Omarova and Dana Serikova spoke."
    assert withholding().cut(body).text == "Dana Omarova and [name withheld] spoke."
    merge(released, closed, account, "one woman")
    # A name that stays closed would be told by the other: both are cut until both are released.
    assert "Dana" not in withholding().cut(body).text
    assert {released.pk, closed.pk} <= withheld_actors()


def test_a_person_has_an_id_of_her_own_and_no_page_while_she_is_withheld(account: Any) -> None:
    case = a_case(level="public")
    shown, hidden = an_actor("Dana Omarova", level="public"), an_actor("Timur Saparov")
    text = a_text("Police summoned Dana Omarova and Timur Saparov.", level="public")
    an_act(text, case, victim=shown, level="public")
    an_act(text, case, "FINE", victim=hidden, level="public")
    told = rows()
    assert [one.name for one in told.persons] == ["Dana Omarova"]
    assert {(one.name, one.id) for one in told.cases[0].people} == {
        ("Dana Omarova", public_id(shown)), (None, None),
    }  # fmt: skip


def test_namesakes_have_pages_of_their_own(account: Any) -> None:
    for number in (1, 2):
        text = a_text(
            f"Dana Omarova was summoned, in town {number}.", work=a_work(f"W{number}", level="public"), level="public"
        )
        an_act(text, a_case(level="public"), victim=an_actor("Dana Omarova", level="public"), level="public")
    told = rows()
    assert [one.name for one in told.persons] == ["Dana Omarova"] * 2
    assert len({one.id for one in told.persons}) == 2


def test_an_affected_group_that_protects_is_never_told_beside_a_name(account: Any) -> None:
    text = a_text("Police summoned Dana Omarova.", level="public")
    named = a_case(level="public", affected=["lgbt", "lawyers"])
    an_act(text, named, victim=an_actor("Dana Omarova", level="public"), level="public")
    pattern = a_case("Attacks on groups", "pattern", level="public", affected=["lgbt"])
    an_act(text, pattern, level="public")
    told = {case.title: case.affected for case in rows().cases}
    assert told == {"Dana Omarova": ("lawyers",), "Attacks on groups": ("lgbt",)}


def test_a_group_whose_member_is_named_in_an_act_is_not_told_as_protected_either(account: Any) -> None:
    text = a_text("Police summoned Dana Omarova.", level="public")
    case = a_case("Attacks on groups", "pattern", level="public", affected=["lgbt"])
    an_act(text, case, victim=an_actor("Dana Omarova", level="public"), level="public")
    [told] = rows().cases
    assert told.affected == ()


def test_what_another_body_did_is_told_with_its_own_words(account: Any) -> None:
    text = a_text("A group adopted her as a prisoner of conscience.", level="public")
    case = a_case(level="public")
    an_act(text, case, level="public")
    made = Intervention.objects.create(
        case=case,
        type="prisoner-of-conscience",
        by="Steppe Watch",
        status_words="prisoner of conscience",
        level="public",
    )
    resting(made, text)
    Intervention.objects.create(case=case, type="appeal", by="The Closed Fund")
    [told] = rows().cases
    assert [(one.by, one.status_words) for one in told.interventions] == [("Steppe Watch", "prisoner of conscience")]


def test_a_funder_is_public_only_where_a_person_says_so_of_it(account: Any) -> None:
    text = a_text(level="public")
    closed = Funder.objects.create(work=text.work, name="The Foreign Fund")
    assert rows().works[0].funders == ()
    release(closed, account, "they ask to be named")
    assert rows().works[0].funders == ("The Foreign Fund",)
    closed.change(seen=closed.version, standing="withdrawn")
    assert rows().works[0].funders == ()
