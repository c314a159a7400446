"""Names on which nobody has decided, or that look like no name: they are withheld all the same."""

from __future__ import annotations

from typing import Any

import pytest

from makers import a_process, a_text
from proposals import found, proposed
from qalqan.followup.actions import decide
from qalqan.publishing.persons import withholding
from qalqan.publishing.withholding import Withholding
from qalqan.review.actions import defer, reject
from qalqan.review.models import Candidate

BODY = "Police beat Dana Omarova. Captain Timur Saparov gave the order."


@pytest.fixture
def candidate(db: None, account: Any) -> Candidate:
    text = a_text(BODY, level="public")
    named = {"name": "Dana Omarova", "role": "victim", "kind": "person", "count": None}
    other = {**named, "name": "Timur Saparov", "role": "perpetrator"}
    [made] = proposed(
        text, account,
        found(text, "c1", "act", "Police beat Dana Omarova", type="BEATING", victims=[named], perpetrators=[other]),
    )  # fmt: skip
    return made


def published() -> str:
    return withholding().cut(BODY).text


def test_everybody_whom_a_waiting_proposal_names_is_withheld(candidate: Candidate) -> None:
    assert "Omarova" not in published()
    assert "Saparov" not in published()


def test_who_was_put_off_is_still_withheld(candidate: Candidate, account: Any) -> None:
    defer(candidate, account, "ask her first")
    assert "Omarova" not in published()


def test_who_was_rejected_as_nobody_is_not(candidate: Candidate, account: Any) -> None:
    reject(candidate, account, "the name of a village")
    assert published() == BODY


def test_a_name_in_capitals_is_withheld_though_the_record_takes_it_for_none(db: None, account: Any) -> None:
    text = a_text("The court released DANA OMAROVA.", level="public")
    [step] = proposed(
        text, account,
        found(text, "c1", "step", text.body, process="liberty", subject="DANA OMAROVA", stage="released", country="KAZ"),
    )  # fmt: skip
    decide(step, "accepted", account)
    assert "OMAROVA" not in withholding().cut(text.body).text


def test_a_process_about_nobody_by_name_cuts_nothing(db: None) -> None:
    a_process("liberty", "six lawyers of Almaty")
    assert withholding().cut("six lawyers of Almaty").text == "six lawyers of Almaty"


@pytest.mark.parametrize("withheld", ["Пётр Королёв", "Петр Королев", "Pyotr Korolyov", "Petr Korolev"])
@pytest.mark.parametrize(
    "printed", ["Пётр Королёв", "Петра Королева", "Королёвым", "Королевым", "Pyotr Korolyov", "Petr Korolev", "КОРОЛЕВ"]
)
def test_a_name_is_one_whether_it_is_printed_with_or_without_the_two_dots(withheld: str, printed: str) -> None:
    left = Withholding([withheld]).cut(f"{printed} was held").text
    assert left.endswith("] was held")
    assert printed not in left


def test_a_name_within_words_that_are_written_together_is_cut() -> None:
    held = Withholding(["Dana Omarova"])
    assert "Omarova" not in held.cut("write to FreeDanaOmarova or DanaOmarovaKZ").text
    assert held.cut("the McDonald case, eGovernment").text == "the McDonald case, eGovernment"
