from __future__ import annotations

import pytest

from qalqan.texts.reading.hyphens import SPLIT, Hyphens

ROWS = ["The co-operation of lawyers’ groups was well-", "received; a recommendation was made to", "re-read it. Don't."]

HALVES = ["Co-", "recom-", "opera-", "fore-", "long-", "re-", "in 2014-"]


@pytest.mark.parametrize(
    ("words", "mended", "why"),
    [
        (f"co{SPLIT}operation", "co-operation", "written so elsewhere"),
        (f"recom{SPLIT}mendation", "recommendation", "written in one elsewhere"),
        (f"opera{SPLIT}tion", "operation", "a part of a word with a hyphen stands by itself"),
        (f"fore{SPLIT}most", "foremost", "known nowhere, and rows are parted often"),
        (f"long{SPLIT}term", "long-term", "the first half is one that keeps its hyphen"),
        (f"re{SPLIT}Read", "re-Read", "with a hyphen elsewhere, whatever the capitals"),
        (f"in 2014{SPLIT}15", "in 2014-15", "numbers are not joined"),
    ],
)
def test_a_parted_word_is_joined_as_the_document_writes_it(words: str, mended: str, why: str):
    assert Hyphens([ROWS, HALVES]).mended(words) == mended, why


def test_where_rows_are_seldom_parted_an_unknown_word_keeps_its_hyphen():
    rows = [*ROWS, *["The court heard the case."] * 100]
    assert Hyphens([rows]).mended(f"fore{SPLIT}most") == "fore-most"


def test_many_first_halves_and_few_are_answered_alike():
    """Of few each is sought for itself; of many every word is looked at."""
    asked = [f"recom{SPLIT}mendation", f"co{SPLIT}operation", f"fore{SPLIT}most", f"opera{SPLIT}tion"]
    for more in ([], [f"half{letter}x-" for letter in range(120)]):
        hyphens = Hyphens([[*ROWS, "fore-", "most opera-", "tion recom-"], more])
        told = [hyphens.mended(word) for word in asked]
        assert told == ["recommendation", "co-operation", "foremost", "operation"]


def test_of_a_long_document_only_the_words_that_may_answer_are_kept():
    rows = [f"Paragraph {n} tells of no-one in word{n}." for n in range(4000)]
    hyphens = Hyphens([rows, ["Once more a para-", "graph"]])
    assert hyphens.mended(f"para{SPLIT}graph") == "paragraph"
    assert hyphens._words == {"paragraph", "para"} and not hyphens._joined.split()[1:]
