"""What breaks a demand, what it speaks of and what is counted for it; proposed by words, decided by a person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, a_work, an_act, an_actor
from qalqan.errors import CannotDecide
from qalqan.followup.actions import dismiss, link
from qalqan.followup.bearings import asks_to_refrain, linked, proposals, rules
from qalqan.followup.measures import measures
from qalqan.followup.models import Clause

DAY = date(2015, 6, 1)


def demanded(words: str, **said: Any) -> Clause:
    text = a_text(words, work=a_work(published="2014-05-20"))
    return a_clause(a_recommendation(text, words), text, words, **said)


def an_act_of(kind: str, day: str, country: str = "KAZ") -> Any:
    text = a_text("It was done to the lawyer.")
    return an_act(text, a_case("Dana Omarova"), kind, date=day, country=country)


def test_every_rule_names_acts_of_the_vocabulary_and_words_in_english_and_russian():
    assert len(rules()) > 10
    assert all(len(rule.phrases) > 2 for rule in rules())


@pytest.mark.parametrize(
    ("words", "negative", "refrains"),
    [
        ("do not portray NGOs as enemies", True, True),
        ("Stop obstructing open public debate", False, True),
        ("Прекратить преследование адвокатов", False, True),
        ("Publish a list of registered groups", False, False),
    ],
)
def test_which_demands_an_act_can_breach(db: None, words: str, negative: bool, refrains: bool):
    assert asks_to_refrain(demanded(words, negative=negative)) == refrains


def test_an_act_after_the_demand_is_proposed_and_a_person_decides(db: None, account: Any):
    clause = demanded("do not portray or treat NGOs as enemies", negative=True)
    smear, early, elsewhere, other = (
        an_act_of("SMEAR", "2014-09-10"), an_act_of("SMEAR", "2014-01"), an_act_of("SMEAR", "2014-09", "UZB"),
        an_act_of("BEATING", "2014-09"),
    )  # fmt: skip
    [one] = proposals(clause, account, DAY)
    assert (one.act, one.relation) == (smear, "breaches")
    assert "portray" in one.because
    assert not proposals(clause, account, date(2014, 8, 1)), "in August it had not happened"
    with pytest.raises(CannotDecide):
        link(clause, smear, account, " ")
    answer = link(clause, smear, account, "said by the minister on television")
    assert not proposals(clause, account, DAY)
    assert [b.act for b in linked(clause, account)] == [smear]
    assert answer.said_by == "Aida"
    dismiss(clause, smear, account, "he spoke of another group")
    assert not linked(clause, account), "the last answer holds"
    assert clause.bearings.count() == 2, "the former answer stays"
    assert {early, elsewhere, other}


def test_a_demand_that_asks_for_something_is_breached_by_no_act(db: None, account: Any):
    clause = demanded("Publish how often officials label NGOs")
    an_act_of("SMEAR", "2014-09-10")
    assert not proposals(clause, account, DAY)


def held_since(name: str, *stages: tuple[str, str]) -> Any:
    process = a_process("liberty", name, actor=an_actor(name))
    text = a_text("Told of the lawyer.")
    for stage, day in stages:
        a_step(text, process, stage, date=day, known=day)
    return process


def test_a_release_demand_counts_who_is_still_held(db: None, account: Any):
    clause = demanded("release every human rights defender now in prison")
    first = held_since("Dana Omarova", ("imprisoned", "2013-01-10"), ("released", "2014-09-01"))
    held_since("Erlan Sadykov", ("imprisoned", "2012-03-04"))
    assert {one.process for one in proposals(clause, account, date(2014, 6, 1)) if one.process} >= {first}
    [then] = measures(clause, account, date(2014, 6, 1))
    assert (then.what, then.then, then.still, then.now, then.suggests) == ("held", 2, 2, 2, "")
    [later] = measures(clause, account, DAY)
    assert (later.then, later.still, later.now, later.suggests) == (2, 1, 1, "partly-implemented")
    held_since("Aset Kali", ("detained", "2015-01-01"))
    held_since("Mira Tas", ("detained", "2015-02-01"))
    [more] = measures(clause, account, DAY)
    assert (more.then, more.still, more.now, more.suggests) == (2, 1, 3, "contrary")


def test_a_closure_demand_speaks_of_the_closed_organisation(db: None, account: Any):
    clause = demanded("Reconsider the cases of all NGOs that were closed down against these standards")
    closed = a_process("ngo-status", "Young Lawyers", actor=an_actor("Young Lawyers", "organisation"))
    a_step(a_text("It was liquidated."), closed, "liquidated-final", date="2013-01-15", known="2013-02-01")
    open_one = a_process("ngo-status", "Old Lawyers", actor=an_actor("Old Lawyers", "organisation"))
    a_step(a_text("It is registered."), open_one, "registered", date="2013-01-15", known="2013-02-01")
    assert [one.process for one in proposals(clause, account, DAY)] == [closed]
    link(clause, closed, account, "the court gave the reason that the demand names")
    assert [b.process for b in linked(clause, account)] == [closed]
    assert [(one.what, one.then, one.now) for one in measures(clause, account, DAY) if one.what == "closed"] == [
        ("closed", 1, 1)
    ]


def test_blocking_is_counted_for_a_demand_about_public_debate(db: None, account: Any):
    clause = demanded("Stop obstructing open public debate and blocking independent websites")
    for day in ("2014-09-10", "2014-10", "2014-02"):
        an_act_of("SITE-BLOCKED", day)
    [one] = measures(clause, account, DAY)
    assert (one.what, one.now, one.then) == ("acts", 2, None)
