"""Dates as EDTF, with the basis on which each is known."""

from __future__ import annotations

import pytest

from qalqan.texts.dates import find_dates

PRINTED = [
    # (words, EDTF): a form of date
    ("on 3 July 2014", "2014-07-03"),
    ("on July 3, 2014", "2014-07-03"),
    ("the 21st of March 2015", "2015-03-21"),
    ("20-21 May 2014", "2014-05-20/2014-05-21"),
    ("from 19 to 27 January 2015", "2015-01-19/2015-01-27"),
    ("from 27 February to 24 March 2023", "2023-02-27/2023-03-24"),
    ("in October 2012", "2012-10"),
    ("since 2004", "2004"),
    ("in the 1990s", "199X"),
    ("2014-07-03", "2014-07-03"),
    ("03.07.2014", "2014-07-03"),
    ("3 июля 2014 года", "2014-07-03"),
    ("в октябре 2012 года", "2012-10"),
    ("в 2012 году", "2012"),
    ("2014 жылғы 3 шілде", "2014-07-03"),  # Kazakh
    ("2014-жылдын 3-июлунда", "2014-07-03"),  # Kyrgyz
    ("3 июли соли 2014", "2014-07-03"),  # Tajik
    ("2014-yil 3-iyul", "2014-07-03"),  # Uzbek, Latin
    ("2014 йил 3 июль", "2014-07-03"),  # Uzbek, Cyrillic
    ("2014-nji ýylyň 3-nji iýuly", "2014-07-03"),  # Turkmen
]


@pytest.mark.parametrize(("words", "edtf"), PRINTED)
def test_a_printed_date_is_read(words: str, edtf: str) -> None:
    (found,) = find_dates(f"It happened {words}, they say.")
    assert (found.edtf, found.basis) == (edtf, "printed")


RELATIVE = [
    ("last month", "2014-06"),
    ("earlier this month", "2014-07"),
    ("last year", "2013"),
    ("yesterday", "2014-07-20"),
    ("last week", "2014-07-14/2014-07-20"),
    ("в прошлом месяце", "2014-06"),
    ("вчера", "2014-07-20"),
]


@pytest.mark.parametrize(("words", "edtf"), RELATIVE)
def test_a_relative_date_is_reckoned_from_the_publication(words: str, edtf: str) -> None:
    (found,) = find_dates(f"He was freed {words}.", published="2014-07-21")
    assert (found.edtf, found.basis) == (edtf, "relative")


@pytest.mark.parametrize("words", ["recently", "in recent months", "недавно"])
def test_what_gives_no_date_gets_none(words: str) -> None:
    (found,) = find_dates(f"He was freed {words}.", published="2014-07-21")
    assert (found.edtf, found.basis) == (None, "none")


def test_the_next_day_is_the_day_after_the_date_before() -> None:
    first, second = find_dates("He was held on 30 June 2014. The next day he was freed.")
    assert (second.edtf, second.basis) == ("2014-07-01", "relative")


def test_a_day_without_a_year_takes_the_year_before_it() -> None:
    _, second = find_dates("Charged on 3 March 2011, he was tried on 5 May.")
    assert second.edtf == "2011-05-05"


def test_a_month_after_the_publication_was_last_year() -> None:
    (found,) = find_dates("They met in October.", published="2014-07-21")
    assert found.edtf == "2013-10"


@pytest.mark.parametrize(
    "words",
    ["They may march again.", "31 February 2014 is no day", "article 2014 of it", "room 1999", "resolution 60/251"],
)
def test_no_day_is_made_up(words: str) -> None:
    assert [found.edtf for found in find_dates(words) if found.edtf and found.edtf.count("-") == 2] == []


def test_without_a_publication_date_last_month_is_no_date() -> None:
    (found,) = find_dates("He was freed last month.")
    assert (found.edtf, found.basis) == (None, "none")


def test_an_interval_within_a_month_is_reckoned_from_that_month() -> None:
    (found,) = find_dates("He was freed last month.", published="2014-05-20/2014-05-21")
    assert found.edtf == "2014-04"


STORIES = [
    # (words, what the last of their dates is): what it tries
    ("A party since 2006, it was visited in January.", "2014-01"),  # "since" tells no year of the story
    ("Under the law of 2007 he was held on 3 March.", "2014-03-03"),
    ("He was seen in January 2003. In March this year his body was returned.", "2014-03"),
    ("On 9 June 2013 they met.\n\nIn May 2012 it rained. In June it snowed.\n\nOn 8 July he fell.", "2014-07-08"),
]


@pytest.mark.parametrize(("words", "edtf"), STORIES)
def test_a_year_is_taken_over_only_where_it_is_the_story_s(words: str, edtf: str) -> None:
    assert find_dates(words, "2014-07-21")[-1].edtf == edtf
