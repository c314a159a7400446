"""Decisions that become recommendations, clauses and steps; the matrix over them; assessments."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makers import a_clause, a_process, a_recommendation, a_text
from proposals import found, proposed
from qalqan.errors import CannotDecide, UnknownTerm
from qalqan.followup.actions import accept_all, assess, decide, record_step
from qalqan.followup.matrix import NOT_ASSESSED, matrix
from qalqan.followup.models import Assessment, Clause, ClauseLink, Process, Recommendation, Step
from qalqan.followup.processes import find_processes, status
from qalqan.followup.repeats import link_work
from qalqan.record.actions import Words
from qalqan.record.models import Evidence

BODY = "The governments should lift the ban on unregistered groups and accept the visit of the expert. The bill was signed on 3 July 2014."
GOVERNMENTS = [{"name": "The governments", "class": "government", "countries": ["KAZ", "KGZ"]}]


def demands(text: Any) -> list[dict[str, Any]]:
    whole = "The governments should lift the ban on unregistered groups and accept the visit of the expert."
    return [
        found(
            text,
            "c2",
            "clause",
            "accept the visit of the expert",
            parent="c1",
            action="accept visit",
            category=5,
            countries=["KGZ"],
        ),
        found(
            text,
            "c1",
            "recommendation",
            whole,
            addressees=GOVERNMENTS,
            countries=["KAZ", "KGZ"],
            group="To the governments",
        ),
        found(text, "c3", "clause", "lift the ban on unregistered groups", parent="c1", action="repeal", category=5),
    ]


def test_all_that_waits_is_admitted_parents_first(db: None, account: Any):
    text = a_text(BODY)
    proposed(text, account, *demands(text))
    assert accept_all(text.work, account) == (3, 0)
    recommendation = Recommendation.objects.get()
    assert {c.exact for c in recommendation.clauses.all()} == {
        "accept the visit of the expert",
        "lift the ban on unregistered groups",
    }
    assert recommendation.work == text.work


def test_a_clause_waits_for_its_recommendation(db: None, account: Any):
    text = a_text(BODY)
    clause, recommendation, _ = proposed(text, account, *demands(text))
    with pytest.raises(CannotDecide):
        decide(clause, "accepted", account)
    assert not clause.reviews.exists(), "what cannot be admitted leaves no half decision"
    decide(recommendation, "rejected", account, reason="a quotation")
    assert accept_all(text.work, account) == (0, 2)


def test_a_step_moves_the_process_of_its_subject(db: None, account: Any):
    text = a_text(BODY)
    [signed] = proposed(
        text, account,
        found(text, "c1", "step", "signed on 3 July 2014", process="bill", stage="signed", subject="the new Bill on Groups", country="KAZ",
              date={"edtf": "2014-07-03", "basis": "printed"}, expected=False, negative=False),
    )  # fmt: skip
    _, step = decide(signed, "accepted", account)
    [process] = find_processes("Groups", account, "KAZ")
    assert step == status(process, date(2014, 7, 22)).step
    assert process.instrument is not None
    assert status(process, date(2014, 7, 2)).step is None


@pytest.mark.parametrize(
    ("subject", "named"),
    [("Dana Omarova", True), ("Дана Омарова", True), ("lawyers", False), ("opposition figures", False), ("NGOS", False),
     ("Association of Young Lawyers", True), ("human rights group", False)],
)  # fmt: skip
def test_only_who_is_named_becomes_somebody(db: None, account: Any, subject: str, named: bool):
    text = a_text(BODY)
    kind, stage = ("ngo-status", "warned") if "ssoc" in subject or "group" in subject else ("liberty", "detained")
    [held] = proposed(
        text,
        account,
        found(text, "c1", "step", "signed", process=kind, stage=stage, subject=subject, country="KAZ", date={}),
    )
    decide(held, "accepted", account)
    assert (Process.objects.get().actor is not None) == named


def test_a_stage_of_no_vocabulary_is_refused_with_the_nearest(db: None, account: Any):
    text = a_text(BODY)
    [odd] = proposed(
        text,
        account,
        found(
            text,
            "c1",
            "step",
            "signed on 3 July 2014",
            process="bill",
            stage="singed",
            subject="Bill",
            country="KAZ",
            date={},
        ),
    )
    with pytest.raises(UnknownTerm, match="signed"):
        decide(odd, "accepted", account)
    assert not Process.objects.exists()


def test_a_step_read_by_a_person_needs_its_words(db: None, account: Any):
    text = a_text(BODY)
    process = a_process("bill", "Bill on Groups", country="KAZ")
    with pytest.raises(CannotDecide):
        record_step(process, account, [], stage_code="signed", date="2014-07-03")
    start = BODY.index("signed")
    step = record_step(process, account, [Words.at(text, start, start + 6)], stage_code="signed", date="2014-07-03")
    assert Step.objects.get() == step


def test_the_matrix_shows_each_demand_with_each_state_it_was_made_to(db: None, account: Any):
    text = a_text(BODY, work_published="2014-05-20") if "work_published" in a_text.__kwdefaults__ else a_text(BODY)
    proposed(text, account, *demands(text))
    accept_all(text.work, account)
    table = matrix(account, as_of=date(2016, 1, 1))
    cells = {row.clause.exact: sorted(row.cells) for row in table.rows}
    assert cells == {"accept the visit of the expert": ["KGZ"], "lift the ban on unregistered groups": ["KAZ", "KGZ"]}
    assert {cell.state for row in table.rows for cell in row.cells.values()} == {NOT_ASSESSED}
    assert [row.clause.exact for row in matrix(account, country="KAZ", as_of=date(2016, 1, 1)).rows] == [
        "lift the ban on unregistered groups"
    ]


def test_an_assessment_holds_from_its_day_and_keeps_the_former(db: None, account: Any):
    text = a_text(BODY)
    proposed(text, account, *demands(text))
    accept_all(text.work, account)
    ban = Clause.objects.get(action="repeal")
    words = [Words.at(text, 0, 15)]
    assess(ban, "KAZ", "", "no-action", "2015-01-10", account, "nothing was heard", words)
    assess(ban, "KAZ", "", "contrary", "2015-12-01", account, "a stricter law", words)

    def state(day: date) -> str:
        [row] = [r for r in matrix(account, as_of=day).rows if r.clause == ban]
        return row.cells["KAZ"].state

    assert [state(date(2014, 12, 1)), state(date(2015, 6, 1)), state(date(2016, 1, 1))] == [
        NOT_ASSESSED,
        "no-action",
        "contrary",
    ]
    assert Assessment.objects.count() == 2
    assert Evidence.objects.filter(entry=Assessment.objects.first().permanent_id).exists()
    with pytest.raises(UnknownTerm):
        assess(ban, "KAZ", "", "perfect", "2015-01-10", account, "", words)
    with pytest.raises(CannotDecide):
        assess(ban, "KAZ", "", "no-action", "soon", account, "", words)


def test_a_demand_made_again_is_linked_to_the_first_time(db: None, account: Any):
    words = "lift the ban on unregistered groups"
    early, late = a_text(BODY), a_text("Again: lift the ban on unregistered groups without delay or fee.")
    early.work.change(seen=early.work.version, published="2014-05-20")
    late.work.change(seen=late.work.version, published="2014-07-21")
    first = a_clause(a_recommendation(early, words), early, words)
    again = a_clause(
        a_recommendation(late, "lift the ban on unregistered groups without delay"),
        late,
        "lift the ban on unregistered groups without delay",
    )
    assert link_work(late.work, account) == 1
    link = ClauseLink.objects.get()
    assert (link.earlier, link.later, link.relation) == (first, again, "repeats")
    assert ["+", "without delay"] in link.difference
    assert link_work(late.work, account) == 0
    [row] = [r for r in matrix(account, as_of=date(2014, 6, 1)).rows if r.clause == first]
    assert not row.made_again, "in June nobody had repeated it"
