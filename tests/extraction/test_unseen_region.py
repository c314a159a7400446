"""Short statements in the other languages of the region, which no rule was written for. No speaker has confirmed them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read

FOLDER = Path(__file__).parent / "unseen_region"
EXPECTED = {  # language, day, State
    "kk": ("kk", "2021-03-12", "KAZ"),
    "ky": ("ky", "2020-05-18", "KGZ"),
    "tg": ("tg", "2019-10-07", "TJK"),
    "uz": ("uz", "2022-07-09", "UZB"),
    "uz-cyrl": ("uz", "2022-07-09", "UZB"),
    "tk": ("tk", "2018-02-14", "TKM"),
}


def extracted(name: str) -> dict[str, Any]:
    file = FOLDER / f"{name}.txt"
    return read_out(read(file.read_bytes(), file.name), {"path": file.name})


@pytest.mark.parametrize("name", EXPECTED)
def test_language_day_and_state_are_told(name: str) -> None:
    work = extracted(name)["work"]
    subjects = [one["code"] for one in work["countries"] if one["role"] == "subject"]
    assert (work["language"], work["published"]["edtf"], *subjects) == EXPECTED[name]
    assert work["kind"] == "statement"


@pytest.mark.parametrize("name", EXPECTED)
def test_each_line_and_sentence_is_one(name: str) -> None:
    document = extracted(name)
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    ends = sum(max(1, line.count(". ") + line.endswith((".", ";", ":"))) for line in lines if line)
    assert sum(len(one["sentences"]) for one in document["passages"]) == ends


@pytest.mark.parametrize("name", EXPECTED)
def test_the_four_demands_are_found_with_who_is_asked(name: str) -> None:
    asked = [one["fields"]["addressees"] for one in extracted(name)["candidates"] if one["kind"] == "recommendation"]
    assert [one["class"] for each in asked for one in each] == ["government", "government", "parliament", "parliament"]
    assert {code for each in asked for one in each for code in one["countries"]} == {EXPECTED[name][2]}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_was_done_is_found(name: str) -> None:
    acts = {one["fields"]["type"] for one in extracted(name)["candidates"] if one["kind"] in ("act", "pattern")}
    assert acts & {"ARBITRARY-DETENTION", "BEATING"}
