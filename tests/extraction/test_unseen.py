"""The publications of `unseen/` keep what was reached on them. The figures and what they mean: docs/reference/quality-unseen.md."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench import unseen  # noqa: E402

FOLDERS = ("marked", "later", "last", "fresh", "final")
FLOORS = {
    "recommendations, exact span": 0.97,
    "clauses, exact span": 0.94,
    "addressee countries on matched clauses": 0.97,
    "acts: recall (quote and country)": 0.92,
    "steps (bill, ngo-status)": 0.80,
    "standards": 0.85,
    "anchors that re-read to their words (must be 1)": 1.0,
    "acts proposed where something is marked": 0.95,
    "hedge of the acts marked as such": 0.90,
    "front: title": 1.0,
    "front: issuers": 0.95,
}


@pytest.mark.shared
def test_what_was_reached_on_publications_of_our_own_is_kept() -> None:
    if not unseen.SCORERS.is_dir():
        pytest.skip("the scorers are not here: put shared/score beside the checkout")
    found = [one for name in FOLDERS for one in unseen.read_folder(unseen.CORPUS / name)]
    table = unseen.figures(found)
    below = {name: table[name] for name, floor in FLOORS.items() if table[name][0] < floor}
    assert below == {}


def test_marks_come_out_of_the_text_they_stand_in(tmp_path: Path) -> None:
    page = tmp_path / "note.txt"
    page.write_text("⟦rec KAZ|⟦c5|Release him⟧ and ⟦c4 UZB|act⟧⟧.", "utf-8")
    read = unseen.publication(page)
    assert read.source == "Release him and act."
    assert [(one.kind, one.says, one.words) for one in read.marks] == [
        ("rec", "KAZ", "Release him and act"),
        ("c5", "", "Release him"),
        ("c4", "UZB", "act"),
    ]
    assert read.marks[1].inside is read.marks[0]


def test_a_mark_that_does_not_end_is_told(tmp_path: Path) -> None:
    page = tmp_path / "note.txt"
    page.write_text("⟦rec KAZ|Release him", "utf-8")
    with pytest.raises(AssertionError, match="does not end"):
        unseen.publication(page)
