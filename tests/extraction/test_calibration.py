"""A stated confidence is a measured share, or says that it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qalqan.extraction.calibration import PROBABILITIES, UNMEASURED, UNTOUCHED, Band, calibrated, measured

RULES = {"rule.known": (Band(0.5, 0.7, 30, 60), Band(0.75, 0.9, 95, 100))}


def test_a_score_becomes_the_share_that_was_right_in_its_band() -> None:
    assert calibrated("rule.known/3", 0.6, RULES) == pytest.approx(34 / 65)
    assert calibrated("rule.known/3", 0.9, RULES) == pytest.approx(99 / 105)


def test_a_score_above_all_that_was_measured_says_no_more_than_the_last_band() -> None:
    assert calibrated("rule.known/3", 1.0, RULES) == calibrated("rule.known/3", 0.9, RULES)


def test_a_rule_that_is_less_sure_than_ever_measured_is_believed() -> None:
    assert calibrated("rule.known/3", 0.2, RULES) == 0.2


def test_a_rule_that_nobody_judged_may_not_claim_nine_in_ten() -> None:
    assert calibrated("rule.new/1", 0.99, RULES) == UNMEASURED
    assert calibrated("rule.new/1", 0.3, RULES) == 0.3


def test_few_judged_proposals_say_little() -> None:
    assert 0.8 < Band(0.9, 0.9, 1, 1).confidence < 0.9
    assert Band(0.9, 0.9, 0, 0).confidence == pytest.approx(0.8)


def test_a_measured_probability_is_left_as_it_is() -> None:
    assert all(calibrated(f"{rule}/1", 0.97) == 0.97 for rule in PROBABILITIES)


def test_nothing_is_touched_while_measuring() -> None:
    assert calibrated("rule.new/1", 0.99, UNTOUCHED) == 0.99


@given(some.sampled_from(sorted(measured())), some.floats(0, 1), some.floats(0, 1))
def test_of_one_rule_a_higher_score_is_never_less_sure_within_what_was_measured(
    rule: str, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    least = measured()[rule][0].least
    if low >= least:
        assert calibrated(rule, low) <= calibrated(rule, high)
    assert 0 <= calibrated(rule, low) <= 1
