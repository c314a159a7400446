"""A publication that endangers somebody is sealed: nobody without a grant finds it, its words, or what rests on it alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conftest import PASSWORD
from makers import (
    a_case,
    a_clause,
    a_link,
    a_process,
    a_provision,
    a_recommendation,
    a_step,
    a_text,
    a_work,
    an_act,
    an_actor,
    resting,
)
from proposals import found, proposed
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.actions import raise_with, remind
from qalqan.followup.models import Clause, ClauseLink
from qalqan.library.models import PassagePrint, Text, Work
from qalqan.library.search import engine
from qalqan.publishing.actions.release import release_person, release_work
from qalqan.publishing.actions.seal import open_to_team, seal_work
from qalqan.publishing.exports import readable
from qalqan.publishing.exports import written as exported
from qalqan.publishing.models import Release
from qalqan.record.actions import name_funder
from qalqan.record.models import Act, Actor, Case, Instrument
from qalqan.review.models import Candidate
from qalqan.safety.accounts import make_account
from qalqan.safety.levels import PUBLIC, SEALED, TEAM
from qalqan.safety.models import Account, LogEntry

NAME = "Zarina Zebulonova"
WORDS = f"The lawyer {NAME} was summoned. The court should let {NAME} go. The law needs 400 members."


@pytest.fixture
def publisher(db: None) -> Account:
    return make_account("keeper", PASSWORD, display_name="Keeper", roles=("editor", "publisher"), level="sealed")


@pytest.fixture
def colleague(db: None) -> Account:
    return make_account("colleague", PASSWORD, display_name="Colleague", roles=("editor", "publisher"), level="team")


@pytest.fixture
def text(publisher: Account) -> Text:
    """A publication with an act, a demand, a rule, a step, what hangs on them; some of it told elsewhere too."""
    held = a_text(WORDS)
    proposed(held, publisher, found(held, "c1", "act", WORDS[:20]))
    engine.index(held)
    person = an_actor(NAME)
    an_act(held, a_case(NAME), victim=person, words=WORDS[:20])
    clause = a_clause(a_recommendation(held, f"let {NAME} go"), held, f"let {NAME} go")
    a_link(a_clause(a_recommendation(other := a_text("Let them go."), "Let them go"), other, "Let them go"), clause)
    a_step(held, a_process("liberty", NAME, actor=person))
    rule = a_provision(held)
    resting(rule, other, "Let them go")  # another publication tells of this rule too
    name_funder(held.work, "A fund", publisher)
    remind(clause, publisher, date(2030, 1, 1), f"ask {NAME}")
    raise_with(clause, "demarche", "we", "the ministry", "2014-05-01", publisher)
    return held


def told_to(account: Account) -> str:
    return exported(readable(account), "json").decode()


def test_nobody_without_a_grant_finds_anything_that_rests_on_it(
    text: Text, publisher: Account, colleague: Account
) -> None:
    assert NAME in told_to(colleague) and engine.search("Zebulonova", colleague).total == 1  # the control
    sealed = seal_work(text.work, publisher, "her family was visited")
    assert sealed >= 10
    assert NAME not in told_to(colleague) and "Zarina" not in told_to(colleague)
    assert engine.search("Zebulonova", colleague).total == engine.search("Zebulonova", publisher).total == 0
    for model in (Work, Text, Act, Case, Actor):
        assert set(model.objects.filter(permanent_id__in=ids_of(model, text)).values_list("level", flat=True)) == {
            SEALED
        }
    assert set(Candidate.objects.values_list("level", flat=True)) == {SEALED}
    assert set(ClauseLink.objects.values_list("level", flat=True)) == {SEALED}
    assert not PassagePrint.objects.filter(text=text).exists()


def ids_of(model: Any, text: Text) -> list[str]:
    by = {Work: {"pk": text.work.pk}, Text: {"pk": text.pk}, Act: {}, Case: {}, Actor: {}}[model]
    return list(model.objects.filter(**by).values_list("permanent_id", flat=True))


def test_what_another_publication_tells_too_stays_open(text: Text, publisher: Account, colleague: Account) -> None:
    seal_work(text.work, publisher, "her family was visited")
    assert Instrument.objects.get().level == TEAM
    assert [row["id"] for row in readable(colleague).named("provisions").rows]
    assert {one.level for one in Clause.objects.all()} == {SEALED, TEAM}
    words = readable(colleague).named("evidence").rows
    assert words and all("Let them go" in one["exact"] for one in words)


def test_a_person_whom_another_publication_names_keeps_her_place(text: Text, publisher: Account) -> None:
    an_act(a_text(f"{NAME} was named elsewhere.", work=a_work(title="Another")), victim=Actor.objects.get(name=NAME))
    seal_work(text.work, publisher, "her family was visited")
    assert Actor.objects.get(name=NAME).level == TEAM


def test_what_was_public_leaves_the_next_edition(text: Text, publisher: Account, colleague: Account) -> None:
    from qalqan.publishing.exports.edition import public

    release_work(text.work, publisher, "printed")
    release_person(Actor.objects.get(name=NAME), publisher, "she agreed")
    text.work.refresh_from_db()
    editor = make_account("editor", PASSWORD, display_name="E", roles=("editor",), level="sealed")
    with pytest.raises(NotAllowed):
        seal_work(text.work, editor, "why")  # of something public it is the publisher's to do
    seal_work(text.work, publisher, "her family was visited")
    assert public(date(2014, 8, 1)).named("works").rows == ()
    assert Release.objects.filter(entry=text.work.permanent_id, before=PUBLIC).exists()
    assert not Instrument.objects.filter(level=PUBLIC).exists()


def test_sealing_can_be_taken_back_to_the_team_and_not_further(
    text: Text, publisher: Account, colleague: Account
) -> None:
    before = told_to(colleague)
    release_work(text.work, publisher, "printed")
    text.work.refresh_from_db()
    seal_work(text.work, publisher, "her family was visited")
    text.work.refresh_from_db()
    with pytest.raises(NotAllowed):
        open_to_team(text.work, colleague, "why")  # for her there is nothing here
    open_to_team(text.work, publisher, "a namesake")
    assert Work.objects.get(pk=text.work.pk).level == TEAM
    assert not Work.objects.filter(level=PUBLIC).exists() and not Act.objects.filter(level=PUBLIC).exists()
    assert engine.search("Zebulonova", colleague).total == 1
    assert told_to(colleague).count(NAME) == before.count(NAME)
    with pytest.raises(CannotDecide):
        open_to_team(Work.objects.get(pk=text.work.pk), publisher, "again")


def test_what_came_in_sealed_is_not_opened_with_it(text: Text, publisher: Account) -> None:
    Case.objects.update(level=SEALED)
    seal_work(text.work, publisher, "her family was visited")
    text.work.refresh_from_db()
    open_to_team(text.work, publisher, "a namesake")
    assert Case.objects.get().level == SEALED


def test_who_could_not_open_it_again_does_not_seal_it(text: Text, colleague: Account, publisher: Account) -> None:
    with pytest.raises(CannotDecide, match="open it again"):
        seal_work(text.work, colleague, "why")
    with pytest.raises(CannotDecide, match="why"):
        seal_work(text.work, publisher, " ")
    assert Work.objects.get(pk=text.work.pk).level == TEAM and engine.search("Zebulonova", publisher).total == 1


def test_the_log_has_it_without_a_name(text: Text, publisher: Account) -> None:
    seal_work(text.work, publisher, "her family was visited")
    logged = LogEntry.objects.filter(verb="publishing.sealed")
    assert logged.count() >= 10
    assert not any("Zebulonova" in str(vars(one)) for one in logged)
