from __future__ import annotations

import pytest
from hypothesis import given, strategies

from qalqan.texts.reading.hyphens import SPLIT
from qalqan.texts.reading.page_rows import rows_in


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("the Convention12 of", ["12"]),
        ("as it said.3", ["3"]),
        ("as it said 3", [" 3"]),
        ("as it said 3 times", []),
        ("in 2014, of 12 States", []),
        ("1,250 persons", ["250"]),  # that its digits are as large as the others tells that it leads to none
        ("12 persons", []),
        ("“quoted”7, and (so)8", ["7", "8"]),
    ],
)
def test_numbers_that_may_lead_to_a_footnote_follow_a_word(words: str, numbers: list[str]):
    ((row, start, spans),) = rows_in(words)
    assert (row, start) == (words, 0)
    assert [row[first:after] for first, after in spans] == numbers


def test_a_number_belongs_to_its_own_row():
    rows = list(rows_in("  first row1 \r\n2 second\n\nthird 3"))
    assert [(row, start) for row, start, _ in rows] == [("first row1", 2), ("2 second", 15), ("third 3", 25)]
    assert [spans for _, _, spans in rows] == [[(9, 10)], [], [(5, 7)]]


@given(strategies.text(alphabet=f"a1 .,\n\r{SPLIT}ж\u00a0", max_size=40))
def test_rows_are_all_the_words_of_the_page_in_order(words: str):
    rows = list(rows_in(words))
    assert all(words[start : start + len(row)] == row for row, start, _ in rows)
    assert "".join("".join(row.split()) for row, _, _ in rows).replace(SPLIT, "") == "".join(words.split()).replace(
        SPLIT, ""
    )
