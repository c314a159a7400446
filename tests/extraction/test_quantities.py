"""What a rule counts: number, unit, bound and for whom, out of the words that tell of it."""

from __future__ import annotations

import pytest

from qalqan.extraction.quantities import quantities_in
from qalqan.vocabularies import scheme

# words, what is read, and what the pair tries
COUNTED = (
    ("A union must have at least 50 members.", [("50", "members", "at-least", "")], "the plain rule"),
    (
        "at least 400 members in order to register as a national association and to act anywhere",
        [("400", "members", "at-least", "national association")],
        "for whom the number holds",
    ),
    (
        "Ten or more founders are needed.",
        [("10", "founders", "at-least", "")],
        "a number as a word, the bound after it",
    ),
    ("50 members or more", [("50", "members", "at-least", "")], "the bound after the unit"),
    ("a fine of up to 1,200 monthly calculation indices", [("1200", "indices", "at-most", "")], "no month is meant"),
    ("within 30 calendar days of the change", [("30", "days", "at-most", "")], "a term"),
    ("fines of 2.5 minimum wages", [("2.5", "wages", "", "")], "a part of a unit, no bound said"),
    ("more than 5% of its income", [("5", "percent", "more-than", "")], "a sign for a unit"),
    (
        "не менее 10 членов для регистрации республиканского объединения",
        [("10", "members", "at-least", "республиканского объединения")],
        "Russian",
    ),
    ("штраф до 500 000 тенге", [("500000", "KZT", "at-most", "")], "thousands set apart"),
    ("в течение тридцати календарных дней", [("30", "days", "at-most", "")], "a Russian number as a word"),
    ("three founders and 15 signatures", [("3", "founders", "", ""), ("15", "signatures", "", "")], "two of them"),
    ("In 2014 article 12 of the law was changed.", [], "a year and an article count nothing"),
    ("Resolution 24/5 of the members", [], "a symbol is no number"),
    ("Members may leave.", [], "a unit without a number"),
    ("", [], "nothing"),
)


@pytest.mark.parametrize(("words", "expected", "tries"), COUNTED, ids=[tries for *_rest, tries in COUNTED])
def test_what_is_counted_is_read(words: str, expected: list[tuple[str, ...]], tries: str) -> None:
    assert [(one.number, one.unit, one.bound, one.applies_to) for one in quantities_in(words)] == expected, tries


def test_the_place_of_a_quantity_holds_its_words() -> None:
    words = "The law asks for at least 400 members and for two signatures."
    assert [words[one.start : one.end] for one in quantities_in(words)] == ["at least 400 members"] + [
        words[one.start : one.end] for one in quantities_in(words)[1:]
    ]


def test_every_unit_and_bound_of_the_words_is_of_the_vocabulary() -> None:
    from qalqan.extraction.quantities import _data

    assert set(_data()["units"]) == set(scheme("quantity-units").codes)
    assert set(_data()["bounds"]) == set(scheme("quantity-bounds").codes)


@pytest.mark.parametrize("words", ["9" * 5000, "at least " * 2000, "1 " * 3000 + "members", "до " * 2000 + "5 членов"])
def test_long_words_are_read_to_their_end(words: str) -> None:
    assert len(quantities_in(words)) <= 1
