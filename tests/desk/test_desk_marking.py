"""Words marked in a text, and words found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qalqan.desk.marking import Span, pieces, place

BODY = "Release the lawyer and pay damages."


def test_a_mark_inside_a_mark_gives_pieces_with_the_innermost_first() -> None:
    outer, inner = Span(0, 18, "demand"), Span(12, 18, "person")
    found = pieces(BODY, 0, len(BODY), [outer, inner])
    assert [(piece.words, [span.what for span in piece.under]) for piece in found] == [
        ("Release the ", ["demand"]),
        ("lawyer", ["person", "demand"]),
        (" and pay damages.", []),
    ]


def test_a_mark_that_runs_on_is_clipped_to_the_passage() -> None:
    found = pieces(BODY, 8, 18, [Span(0, 30, "long")])
    assert [piece.words for piece in found] == ["the lawyer"]
    assert found[0].under


@given(
    body=st.text(min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_every_character_comes_back_once_and_in_order(body: str, spans: list[tuple[int, int]]) -> None:
    marks = [Span(min(a, b), max(a, b), n) for n, (a, b) in enumerate(spans) if a != b]
    assert "".join(piece.words for piece in pieces(body, 0, len(body), marks)) == body


@pytest.mark.parametrize(
    ("words", "near", "expected"),
    [
        ("the lawyer", 0, (8, 18)),
        ("the\r\n lawyer", 0, (8, 18)),  # a browser's line break is any white space
        ("the judge", 0, None),
        ("", 0, None),
        ("lawyerand", 0, None),  # words do not run together
    ],
)
def test_words_are_found_again_or_not_at_all(words: str, near: int, expected: tuple[int, int] | None) -> None:
    assert place(BODY, words, near) == expected


def test_of_several_places_the_nearest_is_taken() -> None:
    assert place("no no no", "no", 4) == (3, 5)
