"""Demands made again: what is the same, what is a repetition, and how the words differ."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qalqan.commands.link import LEAST
from qalqan.extraction.likeness import RELATED, REPEATS, compare, difference, pairs_worth_comparing
from qalqan.extraction.treaties import treaties_asked

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
        pytest.param(
            "Ratify the Optional Protocol to the Convention against Torture",
            "Ratify the Optional Protocol to the Convention on the Rights of Persons with Disabilities",
            None,
            id="two treaties",
        ),
        pytest.param(
            "Sign and ratify the Convention against Torture without delay",
            "Sign and ratify the Optional Protocol to the Convention against Torture without delay",
            None,
            id="a treaty and its protocol",
        ),
        pytest.param(
            "Ratify without delay OPCAT",
            "Ratify without delay OPCAT and CEDAW",
            "repeats",
            id="one treaty more",
        ),
        pytest.param(
            "Adopt the draft law on foreign representatives of associations",
            "Do not adopt the draft law on foreign representatives of associations",
            None,
            id="the opposite",
        ),
        pytest.param(
            "Не принимать законопроект об иностранных представителях",
            "Принимать законопроект об иностранных представителях",
            None,
            id="the opposite in Russian",
        ),
        pytest.param(
            "It is up to the State to free all of them before that",
            "It is up to the State to close all of it before this",
            None,
            id="common words are no demand",
        ),
        pytest.param(
            "Тіркелмеген бірлестіктерге тыйымды алып тастау",
            "тіркелмеген бірлестікке тыйымды алып тастау",
            "same-text",
            id="Kazakh",
        ),
        pytest.param(
            "Roʻyxatdan oʻtmagan tashkilotlarga nisbatan taqiqni bekor qilish",
            "Ro'yxatdan o'tmagan tashkilotlarga qarshi taqiqni bekor qilish",
            "repeats",
            id="Uzbek, with another apostrophe",
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


def test_why_names_the_words_that_differ():
    why = compare("Release the detained journalists at once", "Release detained lawyers at once").why
    assert "left out: journalists" in why
    assert "added: lawyers" in why


def test_another_form_of_an_english_word_counts_half():
    same = compare("Investigate all deaths in prison colonies", "Investigate every death in prison colonies")
    assert 0.8 < same.score < 1
    assert "in another form: deaths" in same.why


def test_only_the_very_same_text_scores_one():
    like = compare("Lift the ban on groups that are not registered", "Lift a ban on groups which are not registered")
    assert (like.relation, like.score) == ("repeats", 0.999)
    assert "small words" in like.why


def test_the_command_links_from_the_threshold_of_repetition():
    assert LEAST == REPEATS


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ratify OP-CAT", {("CAT", "protocol")}),
        ("accede to the Convention against\nTorture", {("CAT", "")}),
        ("ratify CRPD and its Optional Protocol", {("CRPD", ""), ("CRPD", "protocol")}),
        ("Ratify all treaties", set()),
        ("educate children", set()),  # no CAT in "educate"
    ],
)
def test_treaties_that_a_demand_is_about(text: str, asked: set[tuple[str, str]]):
    assert treaties_asked(text) == asked


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


@pytest.mark.shared
def test_repetitions_in_later_reviews_are_found_and_little_else():
    """On the development pairs: weak labels from shared words, so the floor is that of the task, not 1."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "repeats"
    if not folder.exists():
        pytest.skip("needs ../shared/data/repeats beside the project")
    with gzip.open(folder / "recs_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        demands = [json.loads(line) for line in lines]
    pairs = [json.loads(line) for line in (folder / "pairs_dev.jsonl").read_text("utf-8").splitlines()]
    labels = {frozenset((pair["a"], pair["b"])): pair["label"] for pair in pairs}
    linked = {frozenset(pair) for pair in _linked(demands)}
    right = sum(labels.get(pair) == "pair" for pair in linked)
    wrong = sum(pair not in labels for pair in linked)
    marked = sum(label == "pair" for label in labels.values())
    assert right / (right + wrong) >= 0.95
    assert right / marked >= 0.98


def _linked(demands: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for state in {one["state"] for one in demands}:
        here = [one for one in demands if one["state"] == state]
        texts = [one["text"] for one in here]
        for i, j in pairs_worth_comparing(texts, REPEATS):
            if here[i]["session"] != here[j]["session"] and compare(texts[i], texts[j]).score >= REPEATS:
                yield here[i]["id"], here[j]["id"]
