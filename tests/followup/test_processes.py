"""Where a process stands on a day: a table of lives and the days they are asked about."""

from __future__ import annotations

from datetime import date

import pytest

from qalqan.followup.models import Process, Step
from qalqan.followup.processes import day_of, status


def a_step(number: int, stage: str, happened: str = "", known: str = "", **more: bool) -> Step:
    return Step(pk=number, stage=stage, date=happened, known=known, **more)


CODE = [
    a_step(1, "under-consideration", "2014-05", "2014-05-20/2014-05-21"),
    a_step(2, "signed", "2014-07-03", "2014-07-21"),
    a_step(3, "in-force", "2015-01", "2014-07-21", expected=True),
]
AGENTS = [
    a_step(1, "introduced", "", "2014-05-21"),
    a_step(2, "not-adopted", "2014-05", "2014-05-21", negative=True),
    a_step(3, "re-initiated", "", "2014-07-21"),
]
AMPARO = [
    a_step(1, "liquidated-1st", "2012-10", "2014-07-21"),
    a_step(2, "inspected", "2012-06-28", "2015-01-01"),
    a_step(3, "liquidation-motion", "2012-06-29", "2015-01-01"),
    a_step(4, "appeal", "2012-11-28", "2015-01-01"),
    a_step(5, "liquidated-final", "2013-01-15", "2015-01-01"),
]


@pytest.mark.parametrize(
    ("steps", "kind", "day", "stage", "expected"),
    [
        pytest.param(CODE, "bill", date(2014, 6, 1), "under-consideration", [], id="before it was signed"),
        pytest.param(CODE, "bill", date(2014, 7, 22), "signed", ["in-force"], id="signed; in force only expected"),
        pytest.param(CODE, "bill", date(2013, 1, 1), None, [], id="before anybody wrote of it"),
        pytest.param(AGENTS, "bill", date(2014, 5, 21), "not-adopted", [], id="dated beats undated of the same day"),
        pytest.param(AGENTS, "bill", date(2014, 7, 21), "re-initiated", [], id="it came back"),
        pytest.param(AMPARO, "ngo-status", date(2012, 6, 28), "inspected", [], id="learnt later, true then"),
        pytest.param(AMPARO, "ngo-status", date(2012, 10, 31), "liquidated-1st", [], id="month precision"),
        pytest.param(AMPARO, "ngo-status", date(2013, 2, 1), "liquidated-final", [], id="the last word"),
    ],
)
def test_where_it_stood_on_a_day(steps: list[Step], kind: str, day: date, stage: str | None, expected: list[str]):
    standing = status(Process(kind=kind), day, steps)
    assert (standing.step.stage if standing.step else None) == stage
    assert [s.stage for s in standing.expected] == expected


def test_an_expected_step_never_becomes_fact_by_itself():
    standing = status(Process(kind="bill"), date(2030, 1, 1), CODE)
    assert standing.step is not None
    assert standing.step.stage == "signed"


def test_what_did_not_happen_is_no_status():
    steps = [
        a_step(1, "detained", "2014-06-16", "2014-07"),
        a_step(2, "sentenced", "2014-07", "2014-07", negative=True),
    ]
    standing = status(Process(kind="liberty"), date(2014, 8, 1), steps)
    assert standing.step is not None
    assert standing.step.stage == "detained"


def test_a_month_counts_from_the_day_its_source_was_published():
    assert day_of(a_step(1, "adopted", "2014-05", "2014-05-20/2014-05-21")) == date(2014, 5, 21)
    assert day_of(a_step(1, "adopted", "2014-05", "2014-07-21")) == date(2014, 5, 31)


def test_sources_that_differ_stand_side_by_side():
    steps = [
        a_step(1, "reading-1", "2023-10-25", "2023-10-26"),
        a_step(2, "reading-1", "2023-10-03", "2023-10-30"),
        a_step(3, "signed", "2024-04-02", "2024-04-03"),
    ]
    standing = status(Process(kind="bill"), date(2024, 5, 1), steps)
    assert {s.date for s in standing.conflicting} == {"2023-10-25", "2023-10-03"}


def test_a_first_reading_in_another_year_is_no_contradiction():
    steps = [a_step(1, "reading-1", "2015-06", "2015-07"), a_step(2, "reading-1", "2023-10-25", "2023-11")]
    assert not status(Process(kind="bill"), date(2024, 1, 1), steps).conflicting


def test_the_stage_holds_since_its_first_date():
    steps = [a_step(1, "imprisoned", "2010-09", "2014"), a_step(2, "imprisoned", "", "2014-05")]
    assert status(Process(kind="liberty"), date(2014, 6, 1), steps).since == "2010-09"
