"""The samples: their marks are true to their words, they are built as they stand, and what is marked is found."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import qalqan.extraction
from drawn import Mark, parse_marks
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import members

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if re.match(r"\d\d-", path.name))
CUES = Path(qalqan.extraction.__path__[0]) / "cues"
SOURCES = {
    "08-periodic-review.pdf": "sources/08-periodic-review.txt",
    "11-joint-submission-visits.docx": "sources/11-joint-submission.txt",
}


def marks_of(sample: Path) -> list[Mark]:
    return parse_marks(SAMPLES / "marks" / f"{sample.stem}.marks.txt")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(sample: Path) -> str:
    """The text that a sample was written as: of a page without its tags, of a built file its source."""
    text = (SAMPLES / SOURCES.get(sample.name, sample.name)).read_text("utf-8")
    if sample.suffix == ".html":
        reader = _Words()
        reader.feed(text)
        return "".join(reader.words)
    return text


def each_sample() -> Any:
    return pytest.mark.parametrize("sample", FILES, ids=lambda sample: sample.name)


# --- the marks ------------------------------------------------------------------------------------------------------


def test_there_are_twelve_samples_in_three_languages_and_four_formats() -> None:
    assert len(FILES) == 12
    assert {path.suffix for path in FILES} == {".txt", ".pdf", ".html", ".docx"}
    works = [mark for sample in FILES for mark in marks_of(sample) if mark.label == "WORK"]
    assert {work.named["language"] for work in works} == {"en", "ru", "kk"}


@each_sample()
def test_marked_words_stand_in_the_sample(sample: Path) -> None:
    text = words_of(sample)
    assert [mark.exact for mark in marks_of(sample) if mark.exact and mark.place(text) is None] == []


@each_sample()
def test_every_sample_says_what_it_is_and_has_a_recommendation(sample: Path) -> None:
    marks = marks_of(sample)
    (work,) = [mark for mark in marks if mark.label == "WORK"]
    assert work.named["kind"] in scheme("work-kinds")
    assert [mark for mark in marks if mark.label == "RECOMMENDATION"]


@each_sample()
def test_every_marked_clause_stands_within_a_marked_recommendation(sample: Path) -> None:
    text = words_of(sample)
    marks = marks_of(sample)
    wholes = [mark.place(text) for mark in marks if mark.label == "RECOMMENDATION"]
    outside = []
    for clause in [mark for mark in marks if mark.label == "CLAUSE"]:
        place = clause.place(text)
        if not any(whole and place and whole[0] <= place[0] and place[1] <= whole[1] for whole in wholes):
            outside.append(clause.exact)
    assert outside == []


@each_sample()
def test_marks_use_codes_of_the_vocabularies(sample: Path) -> None:
    schemes = {
        "ACT": "acts",
        "STEP": "stages",
        "PROVISION": "restrictions",
        "STANDARD": "instruments",
        "MANDATE": "mandates",
        "ADDRESSEE": "addressee-classes",
    }
    wrong = []
    for mark in marks_of(sample):
        if mark.label in schemes and mark.plain[0] not in scheme(schemes[mark.label]):
            wrong.append(mark)
        for codes in [mark.plain[0]] if mark.label == "CTRY" else [mark.named.get("by", "")]:
            assert all(members(code) for code in codes.split(",") if code)
    assert wrong == []


# --- the built files ------------------------------------------------------------------------------------------------


@cache
def the_maker() -> ModuleType:
    pytest.importorskip("reportlab", reason="reportlab builds the PDF sample: install the develop extra")
    spec = importlib.util.spec_from_file_location("samples_make", SAMPLES / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def contents(file: bytes) -> Any:
    """What is in a file, without the packing, which differs between builds of zlib."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return [(entry.filename, entry.date_time, archive.read(entry)) for entry in archive.infolist()]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_built_samples_are_those_of_their_sources(name: str) -> None:
    build = the_maker().BUILT[name]
    assert build() == build()
    assert contents(build()) == contents((SAMPLES / name).read_bytes())


def test_the_report_cuts_a_recommendation_by_a_page() -> None:
    import pypdfium2

    pages = [
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(SAMPLES / "08-periodic-review.pdf")
    ]
    assert len(pages) == 3
    assert any("into line with the Paris" in page and "Principles (Ghana)" not in page for page in pages)
    assert all("A/HRC/00/7" in page for page in pages)


# --- what is found in them ------------------------------------------------------------------------------------------


@cache
def extracted(sample: Path) -> dict[str, Any]:
    from qalqan.extraction.pipeline import extract

    return extract(sample)


def is_found(mark: Mark, candidates: list[dict[str, Any]], text: str) -> bool:
    """Whether a candidate holds nine tenths of the marked words and not much else."""
    place = mark.place(text)
    if place is None:
        return False
    for candidate in candidates:
        start, end = candidate["anchor"]["start"], candidate["anchor"]["end"]
        shared = min(end, place[1]) - max(start, place[0])
        if shared >= 0.9 * (place[1] - place[0]) and shared >= 0.6 * (end - start):
            return True
    return False


def is_touched(mark: Mark, candidates: list[dict[str, Any]], text: str) -> bool:
    """Whether a candidate shares half of the shorter span with the marked words."""
    place = mark.place(text)
    return place is not None and any(
        min(one["anchor"]["end"], place[1]) - max(one["anchor"]["start"], place[0])
        >= 0.5 * min(place[1] - place[0], one["anchor"]["end"] - one["anchor"]["start"])
        for one in candidates
    )


@each_sample()
def test_every_marked_recommendation_is_found(sample: Path) -> None:
    found = extracted(sample)
    (work,) = [mark for mark in marks_of(sample) if mark.label == "WORK"]
    if not (CUES / f"{work.named['language']}.yaml").exists():
        pytest.xfail(f"extraction has no cues for {work.named['language']} yet")
    recommendations = [one for one in found["candidates"] if one["kind"] == "recommendation"]
    marked = [mark for mark in marks_of(sample) if mark.label == "RECOMMENDATION"]
    missed = [mark.exact for mark in marked if not is_found(mark, recommendations, found["text"])]
    assert missed == []


@each_sample()
def test_no_more_recommendations_are_found_than_are_marked(sample: Path) -> None:
    found = extracted(sample)
    recommendations = [one for one in found["candidates"] if one["kind"] == "recommendation"]
    places = [mark.place(found["text"]) for mark in marks_of(sample) if mark.label == "RECOMMENDATION"]
    wrong = [
        one["anchor"]["exact"]
        for one in recommendations
        if not any(place and one["anchor"]["start"] < place[1] and place[0] < one["anchor"]["end"] for place in places)
    ]
    assert wrong == []


# Floors, not aims: what the first depth of extraction must reach in the languages for which it has cues.
FLOORS = [
    ("CLAUSE", ("clause",), 0.95),
    ("ACT", ("act", "pattern"), 0.95),
    ("STEP", ("step", "clause"), 0.95),
    ("STANDARD", ("standard",), 0.95),
]


@pytest.mark.parametrize(("label", "kinds", "floor"), FLOORS, ids=[label for label, _, _ in FLOORS])
def test_most_of_what_is_marked_is_found(label: str, kinds: tuple[str, ...], floor: float) -> None:
    found, missed = 0, []
    for sample in FILES:
        document, marks = extracted(sample), marks_of(sample)
        if not (CUES / f"{marks[0].named['language']}.yaml").exists():
            continue
        candidates = [one for one in document["candidates"] if one["kind"] in kinds]
        for mark in [one for one in marks if one.label == label]:
            if (is_found if label == "CLAUSE" else is_touched)(mark, candidates, document["text"]):
                found += 1
            else:
                missed.append((sample.name, mark.exact))
    assert found / (found + len(missed)) >= floor, missed


def test_nothing_is_found_in_page_furniture() -> None:
    sample = SAMPLES / "10-closure-of-an-organisation.html"
    found = extracted(sample)
    places = [mark.place(found["text"]) for mark in marks_of(sample) if mark.label == "NOTHING"]
    inside = [
        (one["kind"], one["anchor"]["exact"])
        for one in found["candidates"]
        if any(place and one["anchor"]["start"] < place[1] and place[0] < one["anchor"]["end"] for place in places)
    ]
    assert inside == []
