"""Where a process stood on a day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from site_makers import a_report, liberty, the_draft, the_fund, words

from qalqan.site.rows import EvidenceRow, FollowupRow, ProcessRow, StepRow
from qalqan.site.standing import (
    differing,
    expected_steps,
    followup_on,
    has_ended,
    held_since,
    is_closed,
    is_denied,
    status,
    steps_until,
)


def stage_on(process: ProcessRow, day: str) -> str | None:
    step = status(process, day)
    return step.stage if step else None


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2019-04-10", None),  # before the source that first tells of the draft
        ("2019-04-12", "introduced"),  # an undated step counts from its source's day
        ("2019-05-13", "introduced"),
        ("2019-05-14", "reading-1"),
        ("2019-12-31", "reading-1"),  # what was only expected never becomes a status
    ],
)
def test_a_draft_law_stands_at_its_last_step_of_that_day(day: str, stage: str | None) -> None:
    assert stage_on(the_draft(), day) == stage


def test_what_is_expected_is_told_apart_and_only_after_its_source() -> None:
    assert expected_steps(the_draft(), "2019-06-30") == ()
    assert [step.stage for step in expected_steps(the_draft(), "2019-07-01")] == ["reading-2"]


def test_what_was_expected_and_happened_is_expected_no_more() -> None:
    draft = the_draft()
    passed = replace(draft, steps=(*draft.steps, StepRow(stage="reading-2", date="2019-09-10")))
    assert expected_steps(passed, "2019-09-09")
    assert expected_steps(passed, "2019-09-10") == ()


def test_a_vague_date_counts_when_it_is_over() -> None:
    process = ProcessRow(id="p", kind="liberty", subject_title="x", steps=(StepRow(stage="detained", date="2019-03"),))
    assert stage_on(process, "2019-03-30") is None
    assert stage_on(process, "2019-03") == "detained"


def test_a_vague_date_counts_as_soon_as_a_source_tells_it() -> None:
    told = EvidenceRow(work_id="w", passage_id="p", exact="x", start=0, end=1, work_title="t", published="2019-03-20")
    process = ProcessRow(
        id="p", kind="liberty", subject_title="x", steps=(StepRow(stage="detained", date="2019", evidence=(told,)),)
    )
    assert stage_on(process, "2019-03-19") is None
    assert stage_on(process, "2019-03-20") == "detained"


def test_a_trial_does_not_end_custody_and_a_release_does() -> None:
    assert held_since(liberty(), "2019-03-01") is None
    for day in ("2019-04-12", "2019-06-20", "2019-09-01"):
        since = held_since(liberty(), day)
        assert since is not None and since.stage == "detained", day
    assert held_since(liberty(), "2019-09-02") is None


def test_a_negative_step_frees_nobody() -> None:
    process = replace(
        liberty(), steps=(*liberty().steps[:2], StepRow(stage="released", date="2019-08-01", negative=True))
    )
    assert held_since(process, "2019-08-02") is not None


def test_a_closed_organisation_stays_closed_while_it_appeals() -> None:
    assert not is_closed(the_fund(), "2019-06-02")
    assert is_closed(the_fund(), "2019-07-02")
    assert stage_on(the_fund(), "2019-07-02") == "appeal"


def test_a_rejected_draft_has_ended_and_one_at_first_reading_has_not() -> None:
    draft = the_draft()
    assert not has_ended(draft, "2019-06-01")
    rejected = replace(draft, steps=(*draft.steps, StepRow(stage="rejected", date="2019-06-10")))
    assert has_ended(rejected, "2019-06-10")


def test_a_step_without_any_day_stands_where_its_stage_usually_comes() -> None:
    steps = (StepRow(stage="rejected"), StepRow(stage="reading-1", date="2015-06"), StepRow(stage="introduced"))
    process = ProcessRow(id="p", kind="bill", subject_title="x", steps=steps)
    assert [step.stage for step in steps_until(process, "2016-01-01")] == ["introduced", "reading-1", "rejected"]


def test_not_adopted_denies_nothing_and_a_release_that_did_not_come_does() -> None:
    assert not is_denied("bill", StepRow(stage="not-adopted", negative=True))
    assert is_denied("liberty", StepRow(stage="released", negative=True))


def told_by(work_id: str, date: str, stage: str = "reading-1") -> StepRow:
    telling = EvidenceRow(
        work_id=work_id, passage_id="p", exact="x", start=0, end=1, work_title="t", published="2023-11-01"
    )
    return StepRow(stage=stage, date=date, evidence=(telling,))


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (told_by("a", "2023-10-03"), told_by("b", "2023-10-25"), True),
        (told_by("a", "2023-10"), told_by("b", "2023-10-25"), False),  # the vaguer date holds the other
        (told_by("a", "2023-10-03"), told_by("a", "2023-10-25"), False),  # one source tells of two
        (told_by("a", "2023-01-03"), told_by("b", "2023-10-25"), False),  # a new round, months later
        (told_by("a", "2023-10-03"), told_by("b", "2023-10-25", "reading-2"), False),
    ],
)
def test_sources_that_differ_on_a_day_are_both_kept_and_marked(first: StepRow, second: StepRow, differ: bool) -> None:
    process = ProcessRow(id="p", kind="bill", subject_title="x", steps=(first, second))
    assert bool(differing(process, "2024-01-01")) is differ


def test_the_last_assessment_of_each_addressee_counts() -> None:
    history = (
        FollowupRow(addressee="the ministry", country="KAZ", state="no-action", since="2019-01"),
        FollowupRow(addressee="the ministry", country="KAZ", state="implemented", since="2019-05-02"),
        FollowupRow(addressee="the ministry", country="TJK", state="steps-taken", since="2019-03"),
    )
    then = {row.country: row.state for row in followup_on(history, "2019-04-01")}
    now = {row.country: row.state for row in followup_on(history, "2019-06-01")}
    assert then == {"KAZ": "no-action", "TJK": "steps-taken"}
    assert now == {"KAZ": "implemented", "TJK": "steps-taken"}


def test_a_day_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="as-of date"):
        status(the_draft(), "last spring")


def test_the_makers_words_stand_where_they_say() -> None:
    report = a_report()
    (found,) = words(report, "the fund has appealed")
    passage = next(one for one in report.passages if one.id == found.passage_id)
    assert passage.text[found.start : found.end] == found.exact
