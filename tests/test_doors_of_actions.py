"""Every action asks for itself: a reader, an expired grant and another circle get nothing done, by whatever way they came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from conftest import PASSWORD
from makers import a_clause, a_process, a_recommendation, a_text, an_actor
from proposals import found, proposed
from qalqan.desk.proposing import propose_by_hand
from qalqan.errors import NotAllowed
from qalqan.followup.actions import (
    accept_all,
    assess,
    begin,
    begin_dossier,
    decide,
    dismiss,
    record_step,
    remind,
    say_repeated,
    write,
)
from qalqan.followup.actions import link as link_bearing
from qalqan.followup.models import Clause, Dossier, Process
from qalqan.followup.repeats import link_work
from qalqan.library.identifiers import add_alias
from qalqan.library.kinship import state
from qalqan.library.models import Text
from qalqan.publishing.actions.release import release, release_person, release_work
from qalqan.publishing.actions.withdraw import withdraw, withdraw_work
from qalqan.publishing.editions import publish
from qalqan.record.actions import Words, revise
from qalqan.record.models import Actor
from qalqan.response.actions import Consent, receive
from qalqan.review.intake import take_in
from qalqan.review.models import Candidate
from qalqan.safety.access import visible
from qalqan.safety.accounts import give_grant, make_account
from qalqan.safety.levels import ROLES
from qalqan.safety.models import Account, Circle, Grant, LogEntry


@dataclass(frozen=True)
class Things:
    text: Text
    candidate: Candidate
    clause: Clause
    process: Process
    person: Actor
    folder: Path
    dossier: Dossier


@pytest.fixture
def things(db: None, account: Account, tmp_path: Path) -> Things:
    text = a_text()
    words = text.body.split("\n")[0]
    [candidate] = proposed(text, account, found(text, "c1", "recommendation", words, number=None, addressees=[]))
    clause = a_clause(a_recommendation(text), text)
    return Things(
        text, candidate, clause, a_process(), an_actor(), tmp_path / "edition", Dossier.objects.create(title="D")
    )


def words_of(things: Things) -> list[Words]:
    return [Words.at(things.text, 0, 9)]


def another_clause(things: Things) -> Clause:
    return a_clause(a_recommendation(things.text), things.text)


ACTIONS: dict[str, Callable[[Things, Any], object]] = {
    "take in": lambda t, who: take_in(b"The Government should release her.", "a.txt", who),
    "accept": lambda t, who: decide(t.candidate, "accepted", who),
    "reject": lambda t, who: decide(t.candidate, "rejected", who, reason="no"),
    "defer": lambda t, who: decide(t.candidate, "deferred", who),
    "link": lambda t, who: link_work(t.text.work, who),
    "propose": lambda t, who: propose_by_hand(t.text, "recommendation", "The court must release the lawyer.", who),
    "assess": lambda t, who: assess(t.clause, "KAZ", "", "no-action", "2015", who, "why", words_of(t)),
    "step": lambda t, who: record_step(t.process, who, words_of(t), stage_code="signed"),
    "remind": lambda t, who: remind(t.process, who, date(2015, 1, 1)),
    "link an act or process": lambda t, who: link_bearing(t.clause, t.process, who, "why"),
    "dismiss an act or process": lambda t, who: dismiss(t.clause, t.process, who, "why"),
    "say repeated": lambda t, who: say_repeated(t.clause, another_clause(t), "related", who, "why"),
    "begin to follow": lambda t, who: begin("bill", "Law on Groups", "KAZ", who, words_of(t), stage_code="signed"),
    "begin a dossier": lambda t, who: begin_dossier("A submission", who),
    "write in a dossier": lambda t, who: write(t.dossier, "text", "Words.", who),
    "revise": lambda t, who: revise(t.process, {"subject": "Another"}, who, "why"),
    "release": lambda t, who: release(t.process, who, "why"),
    "release a work": lambda t, who: release_work(t.text.work, who, "why"),
    "release a person": lambda t, who: release_person(t.person, who, "why"),
    "state a relation": lambda t, who: state(t.text.work, "replaces", a_text().work, who),
    "add an alias": lambda t, who: add_alias(t.text.work, "x:1", who),
    "withdraw": lambda t, who: withdraw(t.process, who, "why"),
    "withdraw a work": lambda t, who: withdraw_work(t.text.work, who, "why"),
    "publish": lambda t, who: publish(t.folder, who, date(2015, 1, 1)),
    "receive": lambda t, who: receive({"what": "Held."}, Consent("given"), who, priority="urgent"),
}
# What somebody with every role may do in her own circle without learning or changing anything of this one.
ELSEWHERE_TOO = {"take in", "publish", "begin a dossier"}


def a_reader() -> Account:
    return make_account("rita", PASSWORD, roles=["reader"], level="sealed")


def somebody_expired() -> Account:
    person = make_account("egor", PASSWORD, roles=ROLES, level="sealed")
    Grant.objects.filter(account=person).update(until=timezone.now() - timedelta(seconds=1))
    return person


def somebody_elsewhere() -> Account:
    person = make_account("soyib", PASSWORD, roles=ROLES)
    Grant.objects.filter(account=person).delete()
    give_grant(person, Circle.objects.create(code="south", name="South"), "sealed", purpose="south", by=None)
    return person


def somebody_closed() -> Account:
    person = make_account("karim", PASSWORD, roles=ROLES, level="sealed")
    person.is_active = False
    person.save()
    return person


NOBODIES = (a_reader, somebody_expired, somebody_elsewhere, somebody_closed)


@pytest.mark.parametrize(
    ("who", "action"),
    [(who, name) for who in NOBODIES for name in ACTIONS if who is not somebody_elsewhere or name not in ELSEWHERE_TOO],
)
def test_who_may_not_gets_nothing_done(things: Things, who: Callable[[], Account], action: str) -> None:
    person = who()
    before = LogEntry.objects.count()
    with pytest.raises(NotAllowed):
        ACTIONS[action](things, person)
    assert LogEntry.objects.count() == before
    assert not things.folder.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_does_it_and_the_log_says_so(things: Things, action: str) -> None:
    person = make_account("olga", PASSWORD, roles=ROLES, level="sealed")
    if action.startswith("withdraw"):
        for entry in (things.process, things.text.work):
            entry.change(seen=entry.version, level="public")
    before = LogEntry.objects.count()
    ACTIONS[action](things, person)
    if action != "link":  # nothing is alike here, so nothing was written
        assert LogEntry.objects.count() > before


def test_accepting_all_of_a_closed_work_accepts_nothing(things: Things) -> None:
    assert accept_all(things.text.work, somebody_elsewhere()) == (0, 0)
    with pytest.raises(NotAllowed):
        accept_all(things.text.work, a_reader())
    assert not things.candidate.reviews.exists()


def test_a_stranger_sees_nothing_that_is_not_public(things: Things) -> None:
    for model in (Text, Candidate, Clause, Process, Actor):
        assert not visible(model.objects.all(), None).exists()
