"""The machine proposes, a person decides, and neither overwrites the other."""

from __future__ import annotations

from typing import Any

import pytest

from makers import a_text
from proposals import found, proposed
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.review.actions import accept, correct, defer, reject
from qalqan.review.agreement import how_often_right
from qalqan.review.models import Candidate
from qalqan.review.queue import waiting
from qalqan.safety.models import LogEntry

BODY = "The court sentenced the lawyer Dana Omarova to nine years in 2012."


@pytest.fixture
def candidate(db: None, account: Any) -> Candidate:
    text = a_text(BODY)
    [made] = proposed(
        text, account, found(text, "c1", "act", "sentenced the lawyer Dana Omarova", type="SENTENCE", country="KGZ")
    )
    return made


def test_what_waits_leaves_the_queue_when_it_is_decided(candidate: Candidate, account: Any):
    assert list(waiting(account)) == [candidate]
    accept(candidate, account)
    assert not waiting(account)


def test_a_deferred_proposal_goes_on_waiting(candidate: Candidate, account: Any):
    defer(candidate, account, "ask the lawyer")
    assert list(waiting(account)) == [candidate]


def test_the_machines_words_are_never_overwritten(candidate: Candidate, account: Any):
    start = BODY.index("sentenced")
    review = correct(
        candidate, account, fields={"country": "TJK"}, start=start, end=start + 9, reason="the court sits in Khujand"
    )
    candidate.refresh_from_db()
    assert candidate.fields == {"type": "SENTENCE", "country": "KGZ"}
    assert candidate.exact == "sentenced the lawyer Dana Omarova"
    assert review.fields == {"type": "SENTENCE", "country": "TJK"}
    assert review.exact == "sentenced"


def test_a_later_answer_stands_beside_the_former(candidate: Candidate, account: Any):
    reject(candidate, account, "a quotation")
    accept(candidate, account)
    assert [r.outcome for r in candidate.reviews.all()] == ["rejected", "accepted"]
    assert candidate.last_review is not None
    assert candidate.last_review.outcome == "accepted"


def test_no_rejection_and_no_correction_without_a_reason(candidate: Candidate, account: Any):
    with pytest.raises(CannotDecide):
        reject(candidate, account, " ")
    with pytest.raises(CannotDecide):
        correct(candidate, account, fields={"country": "TJK"}, reason="")
    assert not candidate.reviews.exists()


def test_a_correction_cannot_invent_a_field_or_leave_the_text(candidate: Candidate, account: Any):
    with pytest.raises(CannotDecide):
        correct(candidate, account, fields={"colour": "red"}, reason="no such thing")
    with pytest.raises(CannotDecide):
        correct(candidate, account, start=5, end=len(BODY) + 1, reason="too far")


def test_who_may_not_review_changes_nothing(candidate: Candidate, account: Any):
    account.roles = ["reader"]
    account.save()
    with pytest.raises(NotAllowed):
        accept(candidate, account)
    assert not candidate.reviews.exists()


def test_each_answer_is_in_the_log(candidate: Candidate, account: Any):
    before = LogEntry.objects.count()
    accept(candidate, account)
    assert LogEntry.objects.count() == before + 1


def test_how_often_a_rule_was_right(candidate: Candidate, account: Any):
    assert how_often_right("act.test/1", account) == (0, 0)
    reject(candidate, account, "a quotation")
    assert how_often_right("act.test/1", account) == (0, 1)
    accept(candidate, account)
    assert how_often_right("act.test/1", account) == (1, 1)
