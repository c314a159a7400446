"""`qalqan review` says why something waits, knows a second reader, and takes a decision back."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import PASSWORD
from makers import a_text
from proposals import found, proposed
from qalqan.commands import review
from qalqan.errors import CannotDecide, NotFound
from qalqan.followup.models import Recommendation
from qalqan.review.models import Candidate
from qalqan.review.readers import readers_asked
from qalqan.safety.accounts import make_account
from qalqan.safety.levels import ROLES
from qalqan.safety.models import Circle

WORDS = "The court must release the lawyer."


@pytest.fixture
def candidate(db: None, account: Any, monkeypatch: pytest.MonkeyPatch) -> Candidate:
    monkeypatch.setattr(review, "open_here", lambda: None)
    acting(monkeypatch, account)
    text = a_text()
    [made] = proposed(text, account, found(text, "c1", "recommendation", WORDS, number=None, addressees=[]))
    return made


def acting(monkeypatch: pytest.MonkeyPatch, account: Any) -> None:
    monkeypatch.setattr(review, "acting_account", lambda: account)


def test_a_decision_is_taken_back_and_waits_again(candidate: Candidate, capsys: pytest.CaptureFixture[str]):
    name = candidate.permanent_id
    review.run(accept=[name])
    assert Recommendation.objects.get().standing == "standing"
    review.run(take_back=[name], reason="read again")
    assert Recommendation.objects.get().standing == "withdrawn"
    review.run()
    said = capsys.readouterr().out
    assert f"{name}: taken back, it waits again" in said
    assert "(was taken back)" in said
    with pytest.raises(CannotDecide):
        review.run(take_back=[name], reason="once more")


def test_a_second_reader_is_asked_for_and_waited_for(
    candidate: Candidate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    operator = make_account("olga", PASSWORD, roles=ROLES)
    circle = Circle.objects.get(pk=candidate.circle_id)
    first = review.acting_account()
    acting(monkeypatch, operator)
    with pytest.raises(CannotDecide):
        review.run(readers=2, circle=circle.code)
    with pytest.raises(NotFound):
        review.run(readers=2, circle="nowhere", reason="names are at stake")
    review.run(readers=2, circle=circle.code, reason="names are at stake")
    assert readers_asked(circle) == 2

    acting(monkeypatch, first)
    review.run(accept=[candidate.permanent_id])
    assert "accepted: needs a second reader" in capsys.readouterr().out
    assert not Recommendation.objects.exists()
    review.run()
    assert "0 wait" in capsys.readouterr().out, "who has read it waits for somebody else"

    acting(monkeypatch, operator)
    review.run(json=True)
    assert '"waits_because": "second-reader"' in capsys.readouterr().out
    review.run(accept=[candidate.permanent_id])
    assert capsys.readouterr().out.strip().endswith(": accepted")
    assert Recommendation.objects.get().standing == "standing"
