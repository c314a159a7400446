"""Summaries of submissions: demands that name nobody are addressed to the State that the paper is about."""

from __future__ import annotations

import pytest
from extracted import found, words

PAPER = """United Nations A/HRC/WG.6/00/RUR/3

General Assembly Distr.: General

25 July 2014

Human Rights Council

Working Group on the Universal Periodic Review

{title}

Kazakhstan

1. {sentence}
"""
SUMMARY = "Summary prepared by the Office of the United Nations High Commissioner for Human Rights"


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("OTR recommended to widen the harbour of the old town.", "widen the harbour of the old town."),
        ("It also recommended improving the lamps of the harbour.", "improving the lamps of the harbour."),
        ("The Ombudsman recommended the adoption of rules on ferries.", "the adoption of rules on ferries."),
        ("It called for the establishment of a school for ferrymen.", "the establishment of a school for ferrymen."),
    ],
)
def test_what_a_submission_recommends_is_asked_of_the_state(sentence: str, clause: str) -> None:
    text = PAPER.format(title=SUMMARY, sentence=sentence)
    (one,) = found(text, "recommendation")
    assert one["anchor"]["exact"] == sentence
    assert one["fields"]["addressees"][0]["countries"] == ["KAZ"]
    assert words(found(text, "clause")) == [clause]


def test_what_was_recommended_by_another_is_told_only() -> None:
    sentence = "The lamps were recommended by experts for the harbour of the town."
    assert found(PAPER.format(title=SUMMARY, sentence=sentence), "recommendation") == []


def test_in_other_papers_nobody_is_asked_so() -> None:
    text = PAPER.format(
        title="Report of the Harbour Master", sentence="Guests recommended improving the soup of the inn."
    )
    assert found(text, "recommendation") == []
