"""An earlier and a later state: each passage is kept, changed with its words, moved, left out or added."""

from __future__ import annotations

from qalqan.library.alignment import Unit
from qalqan.library.versions import compare, counted

LAW = "Founders shall be at least eighteen years old and shall live in the country."
COURT = "An association may be closed by a court alone, after a warning in writing."
FUNDS = "Money from abroad shall be reported to the ministry within ten working days."


def units(*passages: str) -> list[Unit]:
    return [Unit(f"p{number}", words) for number, words in enumerate(passages, 1)]


def test_a_passage_is_kept_changed_left_out_or_added():
    changes = compare(
        units(LAW, COURT, FUNDS), units(LAW, COURT.replace("in writing", "by post"), "Quite another rule.")
    )
    assert [change.kind for change in changes] == ["kept", "changed", "gone", "new"]
    assert ("-", "in writing.") in changes[1].difference and ("+", "by post.") in changes[1].difference
    assert counted(changes) == {"kept": 1, "changed": 1, "moved": 0, "gone": 1, "new": 1}


def test_other_spaces_are_no_change():
    assert [c.kind for c in compare(units(LAW), units(LAW.replace(" ", "  ")))] == ["kept"]


def test_a_passage_that_stands_elsewhere_was_moved():
    changes = compare(units(LAW, COURT, FUNDS), units(FUNDS, LAW, COURT))
    assert sorted(change.kind for change in changes) == ["kept", "kept", "moved"]


def test_nothing_is_lost_or_told_twice():
    one, other = units(LAW, COURT, FUNDS, LAW), units(COURT, "New and short.", FUNDS)
    changes = compare(one, other)
    assert sorted(c.earlier.id for c in changes if c.earlier) == ["p1", "p2", "p3", "p4"]
    assert [c.later.id for c in changes if c.later] == ["p1", "p2", "p3"]
    assert compare([], []) == ()
