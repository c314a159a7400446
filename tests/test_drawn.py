"""The reader of drawn marks reads what is drawn, and says where a drawing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawn import Mark, parse_marks


def drawn(folder: Path, text: str) -> list[Mark]:
    file = folder / "a.marks.txt"
    file.write_text(text, "utf-8")
    return parse_marks(file)


def test_labels_stand_over_their_words(tmp_path: Path) -> None:
    marks = drawn(
        tmp_path,
        """\
# a note
Release Anna and pay damages (Kazakhstan)
CLAUSE──────     CLAUSE─────
                              ────────── CTRY KAZ role=subject
""",
    )
    assert marks == [
        Mark("CLAUSE", "Release Anna"),
        Mark("CLAUSE", "pay damages"),
        Mark("CTRY", "Kazakhstan", ("KAZ", "role=subject")),
    ]
    assert marks[2].named == {"role": "subject"}
    assert marks[2].plain == ("KAZ",)


def test_a_mark_goes_on_in_the_next_line(tmp_path: Path) -> None:
    text = """\
Accept requests for visits by the Rapporteur on
ACTION────────────────────    ───────────────── MANDATE HRD
Defenders, pending for years
─────────
"""
    assert drawn(tmp_path, text) == [
        Mark("ACTION", "Accept requests for visits"),
        Mark("MANDATE", "the Rapporteur on Defenders", ("HRD",)),
    ]


def test_two_marks_go_on_in_the_order_in_which_they_began(tmp_path: Path) -> None:
    text = """\
Free all who
RECOMMENDATION
     ─────── CLAUSE 1
are held now
────────
────────────
"""
    with pytest.raises(ValueError):  # the label alone underlines nothing
        drawn(tmp_path, text)
    text = text.replace("RECOMMENDATION", "──────────── RECOMMENDATION")
    assert drawn(tmp_path, text) == [
        Mark("RECOMMENDATION", "Free all who are held"),
        Mark("CLAUSE", "all who are held now", ("1",)),
    ]


def test_facts_of_the_work_need_no_words(tmp_path: Path) -> None:
    (work,) = drawn(tmp_path, "WORK kind=statement language=en\n")
    assert work.named == {"kind": "statement", "language": "en"}


@pytest.mark.parametrize(
    "text",
    [
        "CLAUSE──── \n",  # no words above
        "Some words\n   ───── \n",  # no label
        "Some words\n                CLAUSE───\n",  # beside the words
    ],
)
def test_a_wrong_drawing_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.marks\.txt:\d"):
        drawn(tmp_path, text)


def test_words_are_found_across_line_ends_and_over_what_is_left_out() -> None:
    text = "They should free  all\nprisoners at once, and say so. They should free all."
    assert Mark("X", "free all prisoners").place(text) == (12, 31)
    assert Mark("X", "They should […] say so").place(text) == (0, 51)
    assert Mark("X", "free nobody").place(text) is None
