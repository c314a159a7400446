"""Where a sentence ends, and where it only seems to."""

from __future__ import annotations

import pytest

from qalqan.texts.sentences import LONGEST, sentences

CASES = [
    # (text, its sentences): what it tries
    ("He was freed. She was not.", ["He was freed.", "She was not."]),  # the plain case
    ("Dr. Aidar Samat spoke.", ["Dr. Aidar Samat spoke."]),  # a title
    ("See art. 22 of it. It binds.", ["See art. 22 of it.", "It binds."]),  # an abbreviation before a number
    ("Threats, e.g. Calls at night, go on.", ["Threats, e.g. Calls at night, go on."]),  # before a capital
    ("A. B. Samat left. Why?", ["A. B. Samat left.", "Why?"]),  # initials
    (
        "They shout “traitors.” Nobody stops them.",
        ["They shout “traitors.”", "Nobody stops them."],
    ),  # stop inside quotes
    (
        "He has no lawyer\n\nand no visits. It is cold.",
        ["He has no lawyer\n\nand no visits.", "It is cold."],
    ),  # cut by a blank line
    ("58. The delegation spoke. It left.", ["58. The delegation spoke.", "It left."]),  # a paragraph's number
    ("В 2014 г. суд отказал. Адвокат ушёл.", ["В 2014 г. суд отказал.", "Адвокат ушёл."]),  # a Russian abbreviation
    ("Это ст. 19 Пакта. Она ясна.", ["Это ст. 19 Пакта.", "Она ясна."]),  # another before a number
    ("no capitals here. none at all", ["no capitals here. none at all"]),  # a small letter goes on
    ("", []),
    ("   ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == expected


def test_only_the_given_part_is_read() -> None:
    text = "One here. Two there. Three away."
    assert [text[a:b] for a, b in sentences(text, 10, 20)] == ["Two there."]


def test_what_nobody_wrote_as_one_sentence_is_cut() -> None:
    text = "word " * 5000
    spans = list(sentences(text, 0, len(text)))
    assert max(b - a for a, b in spans) <= LONGEST
    assert "".join(text[a:b] for a, b in spans).count("word") == 5000
