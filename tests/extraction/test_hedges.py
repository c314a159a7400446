"""How far a hedge reaches."""

from __future__ import annotations

import pytest
from extracted import HEAD, extracted

CASES = [
    # (sentence, act, hedge)
    ("In Kazakhstan the student was reportedly beaten.", "BEATING", "reported"),
    ("In Kazakhstan there are reports of alleged torture of students.", "TORTURE", "alleged"),
    ("In Kazakhstan students were fined for alleged offences.", "FINE", "asserted"),  # what follows hedges itself
    ("In Kazakhstan apparently politically motivated criminal charges hit students.", "CHARGE", "apparent"),
    ("In Kazakhstan students believe they are under surveillance.", "SURVEILLANCE", "believed"),
    ("In Kazakhstan torture allegations by students were dismissed.", "TORTURE", "alleged"),
    ("In Kazakhstan students were threatened; the mayor allegedly knew.", "THREAT", "asserted"),  # another part
]


@pytest.mark.parametrize(("sentence", "code", "hedge"), CASES)
def test_a_hedge_reaches_what_it_is_said_of(sentence: str, code: str, hedge: str) -> None:
    read = {one["fields"].get("type"): one["hedge"] for one in extracted(HEAD + sentence + "\n")["candidates"]}
    assert read[code] == hedge


def test_whose_claim_it_is_stands_beside_it() -> None:
    text = HEAD + "According to the bar of Kazakhstan, the student was reportedly beaten.\n"
    (one,) = [one for one in extracted(text)["candidates"] if one["kind"] in ("act", "pattern")]
    assert one["attributed_to"] == "the bar of Kazakhstan"
