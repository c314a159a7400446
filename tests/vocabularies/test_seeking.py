"""A long text is searched a window at a time; what is met is what a search of the whole meets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind

from qalqan.vocabularies import seeking
from qalqan.vocabularies.seeking import Words

WORDS = ("a", "ab", "abc", "bca", "cab", "abcabca", "bb", "ы", "cы")


@pytest.fixture(autouse=True)
def short_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "LETTERS_AT_ONCE", 5)


def texts() -> Sequence[str]:
    drawn = random.Random(5)
    return ["", "a", "abcab", "abcabca" * 4, *("".join(drawn.choices("abcы ", k=n)) for n in range(1, 200))]


def test_every_word_is_met_and_those_of_one_place_in_the_same_order():
    whole, sought = AhoCorasick(WORDS), Words(WORDS)
    for text in texts():
        lists = list(sought.all_in(text))
        met = list(chain.from_iterable(lists))
        assert sorted(met) == sorted(whole.find_matches_as_indexes(text, overlapping=True))
        starts = [[start for _, start, _ in one] for one in lists if one]
        assert all(max(one) < min(other) for one, other in zip(starts, starts[1:], strict=False))


@pytest.mark.parametrize("kind", [MatchKind.Standard, MatchKind.LeftmostLongest, MatchKind.LeftmostFirst])
def test_words_apart_are_those_that_the_whole_text_gives(kind: MatchKind):
    whole, sought = AhoCorasick(WORDS, matchkind=kind), Words(WORDS, kind)
    for text in texts():
        assert list(sought.apart_in(text)) == whole.find_matches_as_indexes(text)
        assert list(sought.apart_in(text.upper(), str.lower)) == whole.find_matches_as_indexes(text)


def test_nothing_is_met_where_nothing_is_sought():
    assert not list(chain.from_iterable(Words([]).all_in("abcabcabc")))
    assert not list(Words([]).apart_in("abcabcabc"))
