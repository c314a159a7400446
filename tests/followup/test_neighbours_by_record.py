"""Publications near another one by what the record says of both, each with its reason."""

from __future__ import annotations

import pytest

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
    an_instrument,
)
from qalqan.followup.neighbours import related

pytestmark = pytest.mark.usefixtures("db")


def two_texts():
    earlier = a_text(work=a_work("Earlier", countries=(), issuers=(), publisher="A", published="2014-05-20"))
    later = a_text(
        "The court must release the lawyer now.",
        work=a_work("Later", countries=(), issuers=(), publisher="B", published="2014-07-21"),
    )
    return earlier, later


def reasons(text, account) -> dict[str, str]:
    return {one.work.title: one.reason for one in related(text.work, account)}


def test_repeated_clauses_are_counted_from_both_sides(account):
    earlier, later = two_texts()
    a_link(a_clause(a_recommendation(earlier), earlier), a_clause(a_recommendation(later), later))
    assert reasons(later, account) == {"Earlier": "repeats 1 clause of it"}
    assert reasons(earlier, account) == {"Later": "repeated there: 1 clause"}


def test_the_same_case_and_the_same_law_later_are_reasons(account):
    earlier, later = two_texts()
    case, law = a_case("Dana Omarova"), an_instrument()
    for text in (earlier, later):
        an_act(text, case)
    a_provision(earlier, law)
    a_step(later, a_process(instrument=law))
    assert reasons(earlier, account) == {"Later": f"same case: Dana Omarova; same law, later: {law}"}
    assert reasons(later, account) == {"Earlier": f"same case: Dana Omarova; same law, earlier: {law}"}


def test_what_the_account_may_not_see_is_no_reason(account):
    earlier, later = two_texts()
    case = a_case("Dana Omarova")
    for text in (earlier, later):
        an_act(text, case)
    assert reasons(earlier, account)  # the control
    case.change(seen=case.version, level="sealed")
    assert reasons(earlier, account) == {}
