"""How sure to be of what a rule proposes: the share of its proposals that were right where they could be judged.

A rule states its own score; `confidence.yaml` says, for each rule and band of that score, how many proposals were judged
and how many were right. `bench/reliability.py` writes that file; docs/reference/quality.md draws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qalqan.vocabularies.terms import read_yaml

PROBABILITIES = frozenset(
    ("acts.article",)
)  # scores that are measured probabilities already: docs/reference/quality-news.md
UNMEASURED = 0.85  # a rule that was never judged may not claim nine in ten
_PRIOR_RIGHT, _PRIOR_JUDGED = 4.0, 5.0  # few judged proposals pull little away from four in five


@dataclass(frozen=True, slots=True)
class Band:
    """Proposals of one rule whose own scores lay between `least` and `up_to`."""

    least: float
    up_to: float
    right: int
    judged: int

    @property
    def confidence(self) -> float:
        """The share of right ones, drawn a little towards four in five where few were judged. From 0 to 1."""
        return (self.right + _PRIOR_RIGHT) / (self.judged + _PRIOR_JUDGED)


Calibration = Mapping[str, Sequence[Band]]

UNTOUCHED: Calibration = {"": ()}
"""Leaves every rule's own score as it is; for measuring."""


@cache
def measured() -> Calibration:
    """The bands of every rule that was judged, from the file that ships with the package."""
    written = read_yaml(Path(__file__).with_name("confidence.yaml")) or {}
    return {rule: tuple(Band(**band) for band in bands) for rule, bands in written.items()}


def rule_of(origin: str) -> str:
    """The rule's name without its version: "steps.bill" of "steps.bill/2"."""
    return origin.partition("/")[0]


def calibrated(origin: str, score: float, calibration: Calibration | None = None) -> float:
    """The confidence to state for a proposal of this origin whose rule gave this score, both from 0 to 1."""
    known = measured() if calibration is None else calibration
    if known is UNTOUCHED:
        return score
    rule = rule_of(origin)
    if rule in PROBABILITIES:
        return score
    bands = known.get(rule)
    if not bands or score < bands[0].least - 1e-9:  # a rule that says it is unsure is believed
        return min(score, UNMEASURED)
    for band in bands:
        if score <= band.up_to + 1e-9:
            return band.confidence
    return bands[-1].confidence
