"""Two circles in one workspace: what one of them does tells the other nothing, and nothing lands where its maker has no grant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from conftest import PASSWORD
from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, a_work, an_act
from proposals import found, proposed
from qalqan.followup.actions import decide
from qalqan.followup.matrix import matrix
from qalqan.followup.models import ClauseLink
from qalqan.followup.processes import find_processes, steps_seen
from qalqan.followup.repeats import link_work
from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text, Work, WorkRelation
from qalqan.library.search import engine
from qalqan.record.matching import find_actors
from qalqan.record.models import Act, Actor
from qalqan.review.intake import take_in
from qalqan.review.models import Candidate
from qalqan.safety.access import visible
from qalqan.safety.accounts import give_grant, make_account
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account, Circle, Grant
from qalqan.sources.models import Copy
from qalqan.texts.edtf import bounds

FILE = (
    b"Release the lawyer\n\n21 July 2014\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova.\n\n"
    b"The Government of Kazakhstan should let the lawyer Dana Omarova see a doctor of her own choice without delay.\n"
)


@pytest.fixture
def south(db: None) -> Circle:
    return Circle.objects.create(code="south", name="South")


@pytest.fixture
def timur(south: Circle) -> Account:
    """An editor of the southern circle, and of no other."""
    person = make_account("timur", PASSWORD, roles=["editor", "verifier", "publisher"])
    Grant.objects.filter(account=person).delete()
    give_grant(person, south, "team", purpose="southern cases", by=None)
    return person


@pytest.fixture
def at_desk(timur: Account) -> Iterator[Client]:
    client = Client()
    client.post("/sign-in", {"login": "timur", "password": PASSWORD})
    yield client


def test_what_somebody_adds_stands_in_a_circle_of_hers(timur: Account, south: Circle, account: Account) -> None:
    taken = take_in(FILE, "statement.txt", timur)
    assert {taken.copy.circle, taken.text.circle, taken.work.circle} == {south}
    assert set(Candidate.objects.values_list("circle", flat=True)) == {south.pk}
    assert not visible(Work.objects.all(), account).exists()
    assert not visible(Copy.objects.all(), account).exists()


def test_adding_a_file_does_not_tell_that_another_circle_has_it(timur: Account, account: Account) -> None:
    theirs = take_in(FILE, "theirs.txt", account, publisher="Secret Source")
    mine = take_in(FILE, "mine.txt", timur)
    assert not mine.already
    assert mine.proposed == theirs.proposed > 0
    assert mine.work.pk != theirs.work.pk
    assert mine.copy.pk != theirs.copy.pk
    assert (mine.copy.claimed_name, mine.work.publisher) == ("mine.txt", "")
    assert visible(Work.objects.all(), timur).get() == mine.work
    assert take_in(FILE, "again.txt", timur).already
    assert engine.search("lawyer", timur, facets=True).total == 1
    assert engine.search("lawyer", account, facets=True).total == 1  # neither takes the other's out of the index


def test_adding_a_file_does_not_tell_that_it_is_held_sealed(db: None, account: Account) -> None:
    sealed = take_in(FILE, "sealed.txt", account)
    for entry in (sealed.copy, sealed.text, sealed.work):
        entry.change(seen=entry.version, level=SEALED)
    again = take_in(FILE, "again.txt", account)
    assert not again.already
    assert again.work.pk != sealed.work.pk
    assert again.copy.level == "team"


def test_a_work_that_one_may_only_read_is_not_restated_by_adding_its_words(timur: Account, account: Account) -> None:
    public = take_in(FILE, "statement.txt", account).work
    for entry in (public, public.texts.get()):
        entry.change(seen=entry.version, level="public")
    copy = Copy.objects.create(
        sha256="1" * 64, size=1, media_type="text/plain", captured_at=public.created_at, circle=Circle.objects.get(code="south")
    )  # fmt: skip
    body = public.texts.get().body
    read = {"format": "qalqan-extract/1", "work": {}, "text": body, "passages": [
        {"id": "p1", "kind": "paragraph", "start": 0, "end": len(body), "sentences": []}
    ]}  # fmt: skip
    text = catalogue(copy, read, timur, published="1999", publisher="Somebody Else")
    public.refresh_from_db()
    assert text.work != public
    assert public.publisher == ""
    assert bounds(public.published)[0] != bounds("1999")[0]


def test_a_demand_is_linked_across_circles_only_with_what_is_public(timur: Account, south: Circle) -> None:
    give_grant(timur, Circle.objects.get(pk=1), "team", purpose="both", by=None)
    words = "The Government of Kazakhstan should let the lawyer see a doctor of her own choice without any delay."
    earlier = a_text(words, work=a_work("The secret appeal", published="2013-01-01"))
    later = a_text(words, work=a_work("The open appeal", published="2014-01-01", circle=south), circle=south)
    a_clause(a_recommendation(earlier), earlier)
    a_clause(a_recommendation(later, circle=south), later, circle=south)
    assert link_work(later.work, timur) == 0


def test_a_link_is_shown_to_whoever_may_see_both_its_clauses(timur: Account, south: Circle) -> None:
    earlier = a_text("Release the lawyer at once.", work=a_work("The secret appeal", published="2013-01-01"))
    later = a_text("Release the lawyer at once!", work=a_work("The open appeal", circle=south), circle=south)
    first = a_clause(a_recommendation(earlier), earlier)
    second = a_clause(a_recommendation(later, circle=south), later, circle=south)
    ClauseLink.objects.create(earlier=first, later=second, relation="repeats", score=1.0, why="", circle=south)
    [row] = matrix(timur, as_of=bounds("2020-01-01")[0]).rows
    assert row.clause == second
    assert row.made_before == ()


def test_numbers_on_the_desk_count_only_what_is_seen(at_desk: Client, account: Account) -> None:
    text = a_text()
    case = a_case("The open case", level="public")
    for _ in range(7):
        an_act(text, case)
    page = at_desk.get("/cases").content.decode()
    assert "The open case" in page
    assert "7" not in page.split("The open case")[1].split("</li>")[0].split("</tr>")[0]


def test_a_related_publication_that_is_closed_is_not_named(at_desk: Client, south: Circle) -> None:
    open_work = a_text(work=a_work("The open appeal", circle=south), circle=south).work
    WorkRelation.objects.create(work=open_work, relation="see-also", title="See", other=a_work("The secret appeal"))
    page = at_desk.get(f"/publications/{open_work.permanent_id}").content.decode()
    assert "The open appeal" in page
    assert "secret" not in page


def test_a_name_is_matched_only_among_those_one_may_see(timur: Account, account: Account) -> None:
    Actor.objects.create(name="Dana Omarova", kind="person")
    text = a_text("Police detained Dana Omarova.")
    [candidate] = proposed(
        text, account,
        found(text, "c1", "act", "Dana Omarova", type="DETENTION", victims=[{"name": "Dana Omarova", "kind": "person"}]),
    )  # fmt: skip
    decide(candidate, "accepted", account)
    assert find_actors("Dana Omarova", account)
    assert find_actors("Dana Omarova", timur) == []


def test_steps_that_are_more_closed_than_their_process_are_not_told(db: None) -> None:
    reader = make_account("reader", PASSWORD, roles=["reader"])
    process = a_process(level="public")
    text = a_text()
    a_step(text, process, stage="signed", level=SEALED)
    shown = a_step(text, process, stage="registered-in-parliament", level="team")
    [seen] = find_processes(process.subject, reader)
    assert steps_seen(seen, reader) == [shown]


@pytest.mark.parametrize("level", ["public", "sealed"])
def test_what_is_read_from_a_text_is_at_least_team_and_as_closed_as_the_text(db: None, level: str) -> None:
    """Proposed by hand on a text that was released, a person must not be public by being accepted."""
    editor: Any = make_account("editor", PASSWORD, roles=["editor"], level="sealed")
    text: Text = a_text("Police detained Dana Omarova.", level=level)
    [candidate] = proposed(
        text, editor,
        found(text, "c1", "act", "Dana Omarova", type="DETENTION", victims=[{"name": "Dana Omarova", "kind": "person"}]),
    )  # fmt: skip
    decide(candidate, "accepted", editor)
    act = Act.objects.get()
    expected = SEALED if level == SEALED else "team"
    assert {candidate.level, act.level, act.case.level, Actor.objects.get().level} == {expected}
