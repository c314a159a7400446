"""The Russian publications that the rules had not seen keep their figures: `unseen_russian/README.md` says what they are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read

FOLDER = Path(__file__).parent / "unseen_russian"
sys.path.insert(0, str(FOLDER))

import gold  # noqa: E402 (it stands beside the publications)


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    files = sorted([*FOLDER.glob("*.txt"), *FOLDER.glob("*.html")])
    return [read_out(read(file.read_bytes(), file.name), {"path": file.name}) for file in files]


def all_marks() -> gold.Marks:
    return {
        name: one for file in sorted(FOLDER.glob("marks*.yaml")) for name, one in gold.read_marks(file.name).items()
    }


def test_every_publication_is_marked_and_every_mark_is_in_its_words(documents: list[dict[str, Any]]) -> None:
    texts = {one["source"]["path"]: one["text"] for one in documents}
    assert set(texts) == set(all_marks())
    for name, marks in all_marks().items():
        assert gold.as_gold(name, marks, texts[name])["recommendations"]


def test_every_anchor_is_the_words_it_points_to(documents: list[dict[str, Any]]) -> None:
    for one in documents:
        for candidate in one["candidates"]:
            anchor = candidate["anchor"]
            assert one["text"][anchor["start"] : anchor["end"]] == anchor["exact"]


@pytest.mark.skipif(not gold.SCORERS.exists(), reason="the scorers are not beside the project (../shared/score)")
def test_the_figures_stay(documents: list[dict[str, Any]]) -> None:
    report = gold.figures(documents, all_marks())
    assert report["recommendations, exact span"]["f1"] >= 0.97
    assert report["clauses, IoU >= .8"]["f1"] >= 0.94
    assert report["addressee countries on matched clauses"]["accuracy"] >= 0.8  # who is asked is often not said
    assert report["acts: recall (quote and country)"]["accuracy"] >= 0.9
    assert report["standards"]["f1"] >= 0.94
