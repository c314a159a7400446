"""An act is told of the one it was done to: never of the one named before, beside or after."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import HEAD, found

BEFORE = "In Tajikistan the lawyer Edgar Bordur was arrested on 1 March 2015. "
CASES = [
    # (what follows on the arrest of Bordur, act, who it was done to): what it tries
    ("Two of his colleagues were sentenced to ten years in prison.", "SENTENCE", ["colleagues"]),
    ("His brother was beaten by police.", "BEATING", ["brother"]),
    ("A court fined two of his companions.", "FINE", ["companions"]),
    ("The body of another prisoner was handed over to his family.", "DEATH-IN-CUSTODY", ["prisoner"]),
    ("The fate of more than forty prisoners is still unknown.", "ENFORCED-DISAPPEARANCE", ["prisoners"]),
    ("In May the magazine Grey Heron was shut down by a court.", "MEDIA-CLOSURE", ["Grey Heron"]),
    ("In May many had to close.", "LIQUIDATION", []),  # no person is closed
    ("He was beaten by police.", "BEATING", ["Edgar Bordur"]),  # the control: he is he
]


def victims(text: str, code: str) -> list[Any]:
    read = [one for one in found(text, "act") + found(text, "pattern") if one["fields"]["type"] == code]
    assert read, f"{code} is not read"
    return [victim["name"] or victim["role"] for victim in read[-1]["fields"]["victims"]]


@pytest.mark.parametrize(("sentence", "code", "expected"), CASES)
def test_nobody_suffers_for_another(sentence: str, code: str, expected: list[str]) -> None:
    assert victims(HEAD + BEFORE + sentence + "\n", code) == expected


COUNTS = [
    ("Thirty-four people were detained.", 34),
    ("In July 2021 over 50 people were detained.", 50),
    ("Fourteen people were detained.", 14),
]


@pytest.mark.parametrize(("sentence", "count"), COUNTS)
def test_the_unnamed_are_counted_as_the_text_counts_them(sentence: str, count: int) -> None:
    (read,) = found(HEAD + "In Tajikistan it went on. " + sentence + "\n", "pattern")
    assert [one["count"] for one in read["fields"]["victims"]] == [count]


NOT_DONE = [
    # (sentence, act that it does not tell): what it tries
    ("The dissolution of an association must be necessary.", "LIQUIDATION"),  # a rule
    ("Of the criminal cases over torture nine in ten have been closed.", "LIQUIDATION"),  # cases, no organisation
    ("The hearing was closed without a reason.", "LIQUIDATION"),
    ("Not a single officer was convicted.", "SENTENCE"),
    ("The Working Group on Enforced or Involuntary Disappearances wrote twice.", "ENFORCED-DISAPPEARANCE"),  # its name
    ("The election was held in this climate.", "ARBITRARY-DETENTION"),
    ("The decree bans evidence obtained under torture.", "TORTURE"),
    ("She spoke to reporters about the beating.", "BEATING"),
]


@pytest.mark.parametrize(("sentence", "code"), NOT_DONE)
def test_what_nobody_did_to_anybody_is_no_act(sentence: str, code: str) -> None:
    text = HEAD + "In Tajikistan it went on. " + sentence + "\n"
    assert code not in [one["fields"]["type"] for one in found(text, "act") + found(text, "pattern")]


def test_an_officer_who_is_not_convicted_is_impunity() -> None:
    text = HEAD + "In Tajikistan not a single officer was convicted.\n"
    assert [one["fields"]["type"] for one in found(text, "pattern")] == ["IMPUNITY"]
