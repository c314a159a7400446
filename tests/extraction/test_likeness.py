"""Demands made again: what is the same, what is a repetition, and how the words differ."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qalqan.extraction.likeness import RELATED, compare, difference, pairs_worth_comparing

LIFT = "Lift the ban on unregistered groups"


@pytest.mark.parametrize(
    ("earlier", "later", "relation"),
    [
        pytest.param(LIFT, LIFT + ".", "same-text", id="a full stop is no difference"),
        pytest.param(
            "Release the detained journalist", "release the detained journalists", "same-text", id="nor is a plural"
        ),
        pytest.param(
            "Stop harassment of people who work on prison conditions in the country",
            "Stop harassment of those who work on prison conditions in the country or on police custody",
            "repeats",
            id="the same demand, another scope",
        ),
        pytest.param(LIFT, "Invite the Special Rapporteur on torture before June", None, id="another demand"),
        pytest.param("Attend trials", "Attend hearings", None, id="two words are too few to liken"),
        pytest.param(
            "Отменить запрет на незарегистрированные объединения",
            "отменить запреты на незарегистрированные объединения",
            "same-text",
            id="Russian",
        ),
    ],
)
def test_how_two_demands_agree(earlier: str, later: str, relation: str | None):
    assert compare(earlier, later).relation == relation


def test_the_difference_shows_what_was_dropped_and_added():
    assert difference("Protect groups that address torture", "Protect groups that address torture and arson") == (
        ("=", "Protect groups that address torture"),
        ("+", "and arson"),
    )
    assert ("-", "all") in difference("Free all prisoners", "Free prisoners")


@given(
    st.lists(
        st.lists(
            st.sampled_from(["amber", "birch", "cedar", "delta", "ember", "flint", "grove", "heath"]),
            min_size=1,
            max_size=7,
        ),
        max_size=12,
    )
)
def test_no_pair_that_agrees_is_left_uncompared(clauses: list[list[str]]):
    """Prefix filtering loses nothing: equal to comparing all with all."""
    texts = [" ".join(words) for words in clauses]

    def alike(i: int, j: int) -> bool:
        one, other = set(texts[i].split()), set(texts[j].split())
        return len(one & other) / len(one | other) >= RELATED

    compared = set(pairs_worth_comparing(texts))
    assert {pair for pair in combinations(range(len(texts)), 2) if alike(*pair)} <= compared
