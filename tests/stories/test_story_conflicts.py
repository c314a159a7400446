"""Scenario 11: the Kyrgyz draft on foreign agents and its successor. Sources contradict each other; both stand, marked."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from command import SHARED

from makers import a_process, a_text, a_work, an_instrument
from qalqan.followup.actions import record_step
from qalqan.followup.models import Process, Step
from qalqan.followup.processes import status
from qalqan.record.actions import Words, relate
from qalqan.record.joined import relations_of

FILE = SHARED / "data" / "gold" / "followup.json"
# What the file says happened, by the words it uses; a vote stands in the words themselves.
STAGES = (
    ("new bill", "introduced"),
    ("first reading", "reading-1"),
    ("second reading", "reading-2"),
    ("third reading", "reading-3"),
    ("signed", "signed"),
)
CONFLICT_DATES = {"April 3": "2024-04-03"}


@pytest.fixture(scope="module")
def trajectory() -> list[dict[str, str]]:
    if not FILE.exists():
        pytest.skip("needs ../shared/data/gold/followup.json, which is not part of the project")
    [item] = [one for one in json.loads(FILE.read_text("utf-8"))["items"] if one["id"] == "F03"]
    return list(item["trajectory"])


def source(words: str, published: str) -> Words:
    text = a_text(words, work=a_work(words[:40], published=published))
    return Words.at(text, 0, len(words))


def vote(words: str) -> str:
    met = re.search(r"(?<![\d-])\d{1,3}-\d{1,3}(?![\d-])|\d+ of \d+", words)
    return met.group() if met else ""


@pytest.fixture
def successor(db: None, account: Any, trajectory: list[dict[str, str]]) -> Process:
    """Each dated move as its source tells it, and once more as the source that contradicts it does."""
    process = a_process(instrument=an_instrument("Law on foreign representatives", jurisdiction="KGZ"), country="KGZ")
    for move in trajectory:
        stage = next((code for words, code in STAGES if move["what"].startswith(words)), "")
        if not stage or move["date"] < "2023":
            continue
        told = source(move["what"], move["date"])
        record_step(process, account, [told], stage_code=stage, date=move["date"], outcome=vote(move["what"]))
        if "conflict" in move:
            words = move["conflict"]
            met = re.search(r"\d{4}-\d{2}-\d{2}", words)
            named = next((day for said, day in CONFLICT_DATES.items() if said in words), move["date"])
            day = met.group() if met else named
            record_step(
                process, account, [source(words, move["date"])], stage_code=stage, date=day, outcome=vote(words)
            )
    return process


def dates(process: Process, stage: str) -> set[tuple[str, str]]:
    return {(step.date, step.outcome) for step in process.steps.filter(stage=stage, standing="standing")}


def test_both_dates_and_both_votes_are_kept(successor: Process):
    assert dates(successor, "reading-1") == {("2023-10-25", ""), ("2023-10-03", "")}
    assert dates(successor, "reading-3") == {("2024-03-14", "66-5"), ("2024-03-14", "61 of 66")}
    assert dates(successor, "signed") == {("2024-04-02", ""), ("2024-04-03", "")}


def test_what_sources_tell_otherwise_is_marked(successor: Process):
    marked = {step.stage for step in status(successor, date(2024, 12, 1)).conflicting}
    assert marked == {"reading-1", "reading-3", "signed"}
    early = {step.stage for step in status(successor, date(2023, 12, 1)).conflicting}
    assert early == {"reading-1"}


def test_a_step_that_one_source_tells_is_not_marked(successor: Process):
    told_once = [step for step in status(successor, date(2024, 12, 1)).conflicting if step.stage == "reading-2"]
    assert told_once == []
    assert Step.objects.filter(process=successor, stage="reading-2").count() == 1


def test_it_is_signed_whichever_source_is_right(successor: Process):
    standing = status(successor, date(2024, 12, 1))
    assert standing.step is not None and standing.step.stage == "signed"
    assert status(successor, date(2024, 4, 1)).step.stage == "reading-3"  # type: ignore[union-attr]


def test_the_first_draft_was_rejected_and_has_a_successor(
    successor: Process, account: Any, trajectory: list[dict[str, str]]
):
    [rejected] = [move for move in trajectory if move["what"].startswith("rejected")]
    first = a_process(instrument=an_instrument("Draft on foreign agents", jurisdiction="KGZ"), country="KGZ")
    told = source(rejected["what"], rejected["date"])
    record_step(first, account, [told], stage_code="rejected", date=rejected["date"], outcome=vote(rejected["what"]))
    link = relate(successor, "successor-of", first, account, "the same aim under another name", [told])
    assert status(first, date(2024, 12, 1)).step.stage == "rejected"  # type: ignore[union-attr]
    assert (rejected["date"], vote(rejected["what"])) == ("2016-05", "65-46")
    assert relations_of(first, account) == [link]
    assert first.pk != successor.pk
