"""A note in each language of the region: its language, date, country, demands and whom they are put to, as drawn.

No speaker of kk, ky, tg, uz or tk has confirmed the notes in samples/languages.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drawn import Mark, parse_marks
from qalqan.extraction.pipeline import read_out
from qalqan.texts.dates import find_dates
from qalqan.texts.reading.plain import read_plain

NOTES = Path(__file__).parents[2] / "samples" / "languages"
LANGUAGES = ("kk", "ky", "tg", "uz", "uz-Cyrl", "tk")


@cache
def marks_of(language: str) -> tuple[Mark, ...]:
    return tuple(parse_marks(NOTES / f"{language}.marks.txt"))


def marked(language: str, label: str) -> list[Mark]:
    return [mark for mark in marks_of(language) if mark.label == label]


@cache
def note(language: str) -> str:
    """The note without its marks; sentences that are drawn one a line stand in one paragraph."""
    lines = (NOTES / f"{language}.marks.txt").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("#", "WORK ")) and "─" not in line]
    return re.sub(r"\.\n(?=[^\W\d_])", ". ", "\n".join(kept).strip()) + "\n"


@cache
def read(language: str) -> dict[str, Any]:
    return read_out(read_plain(note(language).encode(), "note.txt"), {"path": "note.txt"})


def each_language() -> Any:
    return pytest.mark.parametrize("language", LANGUAGES)


@each_language()
def test_language_date_and_country_of_a_note(language: str) -> None:
    (work,) = marked(language, "WORK")
    found = read(language)["work"]
    assert found["language"] == work.named["language"]
    assert found["published"] == {"edtf": work.named["published"], "basis": "printed"}
    assert [one["code"] for one in found["countries"]] == work.named["countries"].split(",")


@each_language()
def test_every_demand_is_found_and_no_other(language: str) -> None:
    found = [one["anchor"]["exact"] for one in read(language)["candidates"] if one["kind"] == "recommendation"]
    assert found == [mark.exact for mark in marked(language, "RECOMMENDATION")]


@each_language()
def test_who_is_asked(language: str) -> None:
    asked = [
        (one["name"], one["class"], ",".join(one["countries"]))
        for candidate in read(language)["candidates"]
        if candidate["kind"] == "recommendation"
        for one in candidate["fields"]["addressees"]
        if one["name"] in candidate["anchor"]["exact"]
    ]
    drawn = [(mark.exact, mark.values[0], "".join(mark.values[1:])) for mark in marked(language, "ADDRESSEE")]
    assert asked == drawn


@each_language()
def test_a_list_under_an_addressee_is_asked_of_it(language: str) -> None:
    listed = [one for one in read(language)["candidates"] if one["fields"].get("chapeau")]
    assert len(listed) == 2
    assert {asked["class"] for one in listed for asked in one["fields"]["addressees"]} == {"parliament"}


@each_language()
def test_acts_are_found(language: str) -> None:
    found = [
        (one["fields"]["type"], one["anchor"]["exact"])
        for one in read(language)["candidates"]
        if one["kind"] in ("act", "pattern")
    ]
    assert found == [(mark.plain[0], mark.exact) for mark in marked(language, "ACT")]


@each_language()
def test_dates_are_found(language: str) -> None:
    found = {(one.edtf, note(language)[one.start : one.end]) for one in find_dates(note(language), "2016-03-05")}
    assert {(mark.plain[0], mark.exact) for mark in marked(language, "DATE")} <= found


@each_language()
def test_sentences_of_a_note_are_those_that_are_drawn(language: str) -> None:
    read_text = read_plain(note(language).encode(), "note.txt")
    (paragraph,) = [one for one in read_text.passages if one.kind == "paragraph" and len(one.sentences) > 1]
    sentences = [read_text.body[a:b] for a, b in paragraph.sentences]
    drawn = [mark.exact for mark in marks_of(language) if mark.label in ("RECOMMENDATION", "ACT")]
    assert sentences == [exact for exact in drawn if not exact.endswith(";") and exact in sentences]
    assert len(sentences) == 5
