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
from makers import a_case, a_clause, a_process, a_provision, a_recommendation, a_step, a_text, an_act, an_actor
from proposals import found, proposed
from qalqan.desk.proposing import propose_by_hand
from qalqan.errors import NotAllowed
from qalqan.followup.actions import (
    accept_all,
    answer,
    assess,
    begin,
    begin_dossier,
    decide,
    dismiss,
    raise_with,
    record_step,
    remind,
    report,
    say_repeated,
    send_to,
    take_off,
    write,
)
from qalqan.followup.actions import link as link_bearing
from qalqan.followup.actions.divide import divide_followed, undivide_followed
from qalqan.followup.models import Clause, Dossier, Observer, Process, Step
from qalqan.followup.repeats import link_work
from qalqan.library.identifiers import add_alias
from qalqan.library.kinship import state
from qalqan.library.models import Text
from qalqan.publishing.actions.release import release, release_person, release_work
from qalqan.publishing.actions.seal import seal_work
from qalqan.publishing.actions.withdraw import withdraw, withdraw_work
from qalqan.publishing.editions import publish
from qalqan.record.actions import (
    Share,
    Words,
    count,
    end_duty,
    enter_actor,
    mark_done,
    measure,
    name_funder,
    record_intervention,
    record_treaty_action,
    relate,
    revise,
    say_affected,
    set_duty,
    take_funder_back,
)
from qalqan.record.models import Actor, Case, Division, Duty, Funder, Provision
from qalqan.response.actions import Consent, add_contact, receive
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
    provision: Provision
    duty: Duty
    division: Division
    case: Case
    funder: Funder


@pytest.fixture
def things(db: None, account: Account, tmp_path: Path) -> Things:
    text = a_text()
    words = text.body.split("\n")[0]
    [candidate] = proposed(text, account, found(text, "c1", "recommendation", words, number=None, addressees=[]))
    clause = a_clause(a_recommendation(text), text)
    return Things(
        text, candidate, clause, a_process(), an_actor(), tmp_path / "edition", Dossier.objects.create(title="D"),
        a_provision(text), Duty.objects.create(organisation=an_actor(), kind="lease", first=date(2015, 1, 1), period="once"),
        Division.objects.create(one=an_actor("Timur Saparov"), other=an_actor("T. Saparov of Naryn"), reason="two towns"),
        a_case(), Funder.objects.create(work=text.work, name="The Fund"),
    )  # fmt: skip


def words_of(things: Things) -> list[Words]:
    return [Words.at(things.text, 0, 9)]


def a_hearing(things: Things) -> Step:
    return a_step(things.text, a_process("trial", "Dana Omarova"), "hearing-set")


def watched(things: Things) -> Observer:
    return Observer.objects.create(hearing=a_hearing(things), account=things.candidate.created_by)


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
    "send to a hearing": lambda t, who: send_to(a_hearing(t), who, who),
    "take off a hearing": lambda t, who: take_off(watched(t), who),
    "report on a hearing": lambda t, who: report(a_hearing(t), "held", {"court": "of Osh"}, who),
    "raise with somebody": lambda t, who: raise_with(t.clause, "demarche", "we", "the ministry", "2015", who),
    "link an act or process": lambda t, who: link_bearing(t.clause, t.process, who, "why"),
    "dismiss an act or process": lambda t, who: dismiss(t.clause, t.process, who, "why"),
    "say repeated": lambda t, who: say_repeated(t.clause, another_clause(t), "related", who, "why"),
    "begin to follow": lambda t, who: begin("bill", "Law on Groups", "KAZ", who, words_of(t), stage_code="signed"),
    "begin a dossier": lambda t, who: begin_dossier("A submission", who),
    "write in a dossier": lambda t, who: write(t.dossier, "text", "Words.", who),
    "revise": lambda t, who: revise(t.process, {"subject": "Another"}, who, "why"),
    "divide": lambda t, who: divide_followed(t.person, Share(names=frozenset({t.person.name})), who, "two people"),
    "take a division back": lambda t, who: undivide_followed(t.division, who, "one after all"),
    "enter an actor": lambda t, who: enter_actor("Ministry of Justice", "state-body", "KAZ", words_of(t)[0], who),
    "relate": lambda t, who: relate(t.person, "relative-of", t.division.other, who, "why", words_of(t)),
    "record an intervention": lambda t, who: record_intervention(t.case, "appeal", "Steppe Watch", who, words_of(t)),
    "say whom it concerns": lambda t, who: say_affected(t.case, ["lawyers"], who, "why"),
    "name a funder": lambda t, who: name_funder(t.text.work, "A fund", who),
    "take a funder back": lambda t, who: take_funder_back(t.funder, who, "not theirs"),
    "add a contact": lambda t, who: add_contact({"body": "Clinic", "channel": "by courier"}, who),
    "release": lambda t, who: release(t.process, who, "why"),
    "release a work": lambda t, who: release_work(t.text.work, who, "why"),
    "release a person": lambda t, who: release_person(t.person, who, "why"),
    "state a relation": lambda t, who: state(t.text.work, "replaces", a_text().work, who),
    "add an alias": lambda t, who: add_alias(t.text.work, "x:1", who),
    "withdraw": lambda t, who: withdraw(t.process, who, "why"),
    "withdraw a work": lambda t, who: withdraw_work(t.text.work, who, "why"),
    "seal a work": lambda t, who: seal_work(t.text.work, who, "why"),
    "measure": lambda t, who: measure(
        an_act(t.text, t.case, "SITE-BLOCKED"), "steppe.example", "blocked", who, words_of(t)
    ),
    "answer a grid": lambda t, who: answer(t.process, "iccpr-22-2/necessary", "not-known", "2015", who, "why"),
    "count in a rule": lambda t, who: count(t.provision, "400", "members", "at-least", who, words_of(t)),
    "record a treaty action": lambda t, who: record_treaty_action("ICCPR", "KAZ", "party", who, words_of(t)),
    "set a duty": lambda t, who: set_duty(t.person, "lease", date(2015, 1, 1), "once", who),
    "mark a duty done": lambda t, who: mark_done(t.duty, date(2015, 1, 1), date(2015, 1, 1), who),
    "end a duty": lambda t, who: end_duty(t.duty, date(2015, 1, 1), who),
    "publish": lambda t, who: publish(t.folder, who, date(2015, 1, 1)),
    "receive": lambda t, who: receive({"what": "Held."}, Consent("given"), who, priority="urgent"),
}
# What somebody with every role may do in her own circle without learning or changing anything of this one.
ELSEWHERE_TOO = {"take in", "publish", "begin a dossier", "add a contact"}


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
