"""Sentences that tell acts in words of many hands keep what was reached on them: docs/reference/quality-unseen.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from extracted import found

from qalqan.extraction import cues

FOLDER = Path(__file__).parent / "acts_told"
HEAD = "Uzbekistan: statement\n\n3 March 2015\n\n"
NO_ACT = "-"
# file: (acts found at least, of the kind told at least, sentences of no act with a proposal at most)
REACHED = {"first": (110, 109, 2), "second": (14, 7, 0)}


def told(name: str) -> list[tuple[str, str]]:
    """Every sentence of a file with the act it tells."""
    listed: dict[str, list[str]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return [(code, sentence) for code, sentences in listed.items() for sentence in sentences]


def proposed(sentence: str) -> set[str]:
    text = f"{HEAD}{sentence}\n"
    both: list[dict[str, Any]] = found(text, "act") + found(text, "pattern")
    return {one["fields"]["type"] for one in both}


@pytest.mark.parametrize("name", REACHED)
def test_as_many_acts_are_found_as_were(name: str) -> None:
    read = [(code, proposed(sentence)) for code, sentence in told(name)]
    acts = [(code, kinds) for code, kinds in read if code != NO_ACT]
    reached = (
        sum(bool(kinds) for _, kinds in acts),
        sum(code in kinds for code, kinds in acts),
        sum(bool(kinds) for code, kinds in read if code == NO_ACT),
    )
    found_least, kind_least, false_most = REACHED[name]
    assert reached[0] >= found_least and reached[1] >= kind_least and reached[2] <= false_most, reached


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("In March the tailor was evicted.", "EVICTION"),
        ("Prosecutors asked the court to liquidate the union.", "LIQUIDATION-MOTION"),
        ("Registration of the union has been delayed for years.", "REG-DELAYED"),
        ("The union was made to re-register.", "REREG-DEMANDED"),
    ],
)
def test_kinds_that_had_no_words_have_some(sentence: str, code: str) -> None:
    assert code in proposed(sentence)


def test_either_of_two_words_makes_a_cue_whole() -> None:
    """`(a|b)` in a cue is a or b, and nothing else."""
    shown = {hit.code for hit in cues.hits("he was snatched by men")}
    assert "KIDNAPPING" in shown
    assert "KIDNAPPING" not in {hit.code for hit in cues.hits("he snatched a pen")}
