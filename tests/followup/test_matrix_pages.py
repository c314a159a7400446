"""The table of demands by pages, and cells that several mandates share."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makers import a_clause, a_recommendation, a_text, a_work, an_assessment
from qalqan.followup.matrix import matrix

DAY = date(2016, 1, 1)


def demands(count: int) -> list[Any]:
    text = a_text("\n\n".join(f"Demand number {n}." for n in range(count)), work=a_work(published="2014-05-20"))
    asked = a_recommendation(text, "Demand number 0.")
    return [a_clause(asked, text, f"Demand number {n}.") for n in range(count)]


def test_pages_hold_every_demand_once_and_say_how_many_there_are(db: None, account: Any):
    made = demands(5)
    pages = [matrix(account, as_of=DAY, page=n, of=2) for n in (1, 2, 3)]
    assert [row.clause for page in pages for row in page.rows] == made
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}
    assert [matrix(account, as_of=DAY, page=n, of=2).page for n in (-4, 99)] == [1, 3]
    assert len(matrix(account, as_of=DAY).rows) == 5


def test_the_states_are_counted_over_all_pages(db: None, account: Any):
    first, second, *_rest = demands(5)
    text = first.recommendation.work.texts.get()
    an_assessment(first, text, "contrary", day="2015-01-01")
    an_assessment(first, text, "implemented", day="2015-06-01")
    an_assessment(second, text, "no-action", day="2017-01-01")
    assert matrix(account, as_of=DAY, page=3, of=2).states == {"implemented": 1, "not-assessed": 4}
    assert matrix(account, as_of=date(2015, 2, 1), page=1, of=2).states["contrary"] == 1


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([("HRD", "implemented")], "not-assessed"),
        ([("HRD", "implemented"), ("FOAA", "no-action")], "no-action"),
        ([("HRD", "implemented"), ("FOAA", "implemented")], "implemented"),
        ([("", "steps-taken")], "steps-taken"),
    ],
)
def test_one_visit_of_two_is_not_the_demand_met(db: None, account: Any, answers: list[tuple[str, str]], state: str):
    text = a_text()
    clause = a_clause(a_recommendation(text), text, mandates=["HRD", "FOAA"])
    for mandate, rung in answers:
        an_assessment(clause, text, rung, mandate=mandate)
    [row] = matrix(account, as_of=DAY).rows
    assert row.cells["KAZ"].state == state
    assert {m: a.rung for m, a in row.cells["KAZ"].by_mandate.items()} == {m: r for m, r in answers if m}


def test_a_cell_has_the_words_of_its_answers(db: None, account: Any):
    text = a_text()
    clause = a_clause(a_recommendation(text), text)
    an_assessment(clause, text)
    [row] = matrix(account, as_of=DAY, page=1).rows
    assert len(row.cells["KAZ"].words_for) == 1
    assert not row.cells["KAZ"].words_against
