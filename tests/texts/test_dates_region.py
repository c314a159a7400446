"""Dates in Kazakh, Kyrgyz, Tajik, Uzbek (both scripts) and Turkmen, each form as a text writes it.

No speaker of these languages has confirmed the phrases.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

import qalqan.texts
from qalqan.texts.dates import find_dates

WORDS: dict[str, Any] = yaml.safe_load((Path(qalqan.texts.__path__[0]) / "dates.yaml").read_text("utf-8"))
REGION = ("kk", "ky", "tg", "uz", "tk")

PRINTED = [
    ("2016 жылғы 5 наурыз", "2016-03-05"),
    ("2016 жылы 5 наурызда", "2016-03-05"),
    ("2016 жылдың 23 қыркүйегінде", "2016-09-23"),
    ("2016 ж. 5 наурызда", "2016-03-05"),
    ("5 наурыз 2016 жыл", "2016-03-05"),
    ("2016 жылғы наурызда", "2016-03"),
    ("2016 жылдың наурыз айында", "2016-03"),
    ("2016-жылдын 5-мартында", "2016-03-05"),
    ("2016-жылы 5-мартта", "2016-03-05"),
    ("5-март, 2016-жыл", "2016-03-05"),
    ("2016-жылдын мартында", "2016-03"),
    ("2016-жылдын март айында", "2016-03"),
    ("5 марти соли 2016", "2016-03-05"),
    ("5-уми марти соли 2016", "2016-03-05"),
    ("моҳи марти соли 2016", "2016-03"),
    ("соли 2016", "2016"),
    ("2016-yil 5-mart", "2016-03-05"),
    ("2016-yilning 5-martida", "2016-03-05"),
    ("2016 yil 5 martda", "2016-03-05"),
    ("5 mart 2016 yil", "2016-03-05"),
    ("2016-yil mart oyida", "2016-03"),
    ("2016 йил 5 март", "2016-03-05"),
    ("2016 йилнинг 5 мартида", "2016-03-05"),
    ("2016-йил 5-мартда", "2016-03-05"),
    ("2016 йил март ойида", "2016-03"),
    ("2016-njy ýylyň 5-nji marty", "2016-03-05"),
    ("2016-njy ýylyň 5-nji martynda", "2016-03-05"),
    ("2016-njy ýylyň mart aýynda", "2016-03"),
    ("2016-njy ýylyň martynda", "2016-03"),
]


@pytest.mark.parametrize(("words", "edtf"), PRINTED)
def test_a_printed_date_is_read(words: str, edtf: str) -> None:
    (found,) = find_dates(f"«{words}», — 7.")
    assert (found.edtf, found.basis) == (edtf, "printed")


@pytest.mark.parametrize("language", REGION)
def test_every_form_of_a_month_makes_a_date_with_its_year(language: str) -> None:
    lists = [enumerate(WORDS[table].get(language, ()), 1) for table in ("months", "in-months")]
    forms = [(form, number) for number, listed in chain(*lists) for form in listed]
    read = {form: [found.edtf for found in find_dates(f"{form} 2016")] for form, _ in forms}
    assert len(forms) >= 24
    assert {form: read[form] for form, number in forms if read[form] != [f"2016-{number:02}"]} == {}


@pytest.mark.parametrize("language", WORDS["in-months"])
def test_a_month_whose_ending_says_in_needs_nothing_beside_it(language: str) -> None:
    forms = [(form, number) for number, listed in enumerate(WORDS["in-months"][language], 1) for form in listed]
    read = {form: [found.edtf for found in find_dates(form, published="2016-12-31")] for form, _ in forms}
    assert {form: read[form] for form, number in forms if read[form] != [f"2016-{number:02}"]} == {}


RECKONED = {
    "day": {-2: "2016-06-13", -1: "2016-06-14", 0: "2016-06-15", 1: "2016-06-16", 2: "2016-06-17"}
    | {3: "2016-06-18", 7: "2016-06-22", 14: "2016-06-29"},
    "week": {-1: "2016-06-06/2016-06-12", 0: "2016-06-13/2016-06-19"},
    "month": {-1: "2016-05", 0: "2016-06", 1: "2016-07"},
    "year": {-1: "2015", 0: "2016", 1: "2017"},
}


@pytest.mark.parametrize("table", ["from-publication", "from-preceding"])
def test_every_relative_word_is_reckoned(table: str) -> None:
    """From 15 June 2016: the day of publication, or the date before the word."""
    before = "15.06.2016 — " if table == "from-preceding" else ""
    wrong = []
    for step, forms in WORDS[table].items():
        unit, count = step.split()
        for form in forms:
            *_, found = find_dates(f"{before}{form}.", published="2016-06-15")
            if (found.edtf, found.basis) != (RECKONED[unit][int(count)], "relative"):
                wrong.append((form, found.edtf))
    assert wrong == []


def test_a_word_that_gives_no_date_gets_none() -> None:
    read = {form: find_dates(f"{form}.", published="2016-06-15") for form in WORDS["vague"]}
    assert [form for form, found in read.items() if [(one.edtf, one.basis) for one in found] != [(None, "none")]] == []


@pytest.mark.parametrize("language", REGION)
def test_a_weekday_is_the_last_one_up_to_the_publication(language: str) -> None:
    for number, forms in enumerate(WORDS["weekdays"][language], 1):
        for form in forms:
            (found,) = find_dates(f"{form}.", published="2016-06-19")  # a Sunday
            assert found.edtf == f"2016-06-{12 + number:02}", form


def test_any_apostrophe_is_that_of_uzbek() -> None:
    for mark in "ʻ'‘’`ʼ":
        (found,) = find_dates(f"O{mark}tgan oyda.", published="2016-06-15")
        assert found.edtf == "2016-05"


@pytest.mark.parametrize("words", ["қазан мен ошақ", "теке менен кулжа", "маусым келді", "бугу уруусу"])
def test_a_word_that_only_looks_like_a_month_is_no_date(words: str) -> None:
    assert find_dates(words, published="2016-06-15") == []
