"""Hearings are watched and reported on; demands and cases are raised; a reminder is for a colleague; a precondition counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from conftest import PASSWORD
from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, an_actor
from qalqan.desk.boards import drawn
from qalqan.errors import CannotDecide, NotAllowed, UnknownTerm
from qalqan.followup.actions import answer, raise_with, remind, report, send_to, take_off, tick_off
from qalqan.followup.due import due
from qalqan.followup.hearings import hearings
from qalqan.followup.matrix import matrix
from qalqan.followup.models import Demarche, HearingReport, Reminder
from qalqan.record.actions import Words
from qalqan.safety.accounts import make_account
from qalqan.site.drawings.chain import Deadline

DAY = date(2014, 9, 1)


def a_hearing(day: str = "2014-09-20", **said: Any) -> Any:
    text = a_text(f"The court will hear the case on {day}.")
    trial = a_process("trial", "Dana Omarova", actor=an_actor("Dana Omarova"))
    return a_step(text, trial, "hearing-set", date=day, known="2014-08-20", **said)


def a_colleague(*roles: str, level: str = "team") -> Any:
    return make_account("timur", PASSWORD, roles=roles or ("reader",), level=level)


def test_a_hearing_is_due_for_each_who_watches_it(db: None, account: Any):
    hearing, timur = a_hearing(), a_colleague()
    assert [one.by for one in due(account, DAY)] == [hearing.process.created_by]
    first = send_to(hearing, timur, account, "take a notebook")
    send_to(hearing, account, account)
    assert {one.by for one in due(account, DAY) if one.why == "hearing"} == {timur, account}
    take_off(first, account)
    assert [one.by for one in due(account, DAY)] == [account]
    [told] = hearings(account, DAY)
    assert ([one.account for one in told.observers], told.is_over) == ([account], False)


def test_who_watched_and_has_not_written_is_asked_to(db: None, account: Any):
    hearing, timur = a_hearing(), a_colleague()
    send_to(hearing, timur, account)
    after = date(2014, 9, 25)
    [asked] = [one for one in due(account, after) if one.why == "report"]
    assert (asked.by, asked.day, asked.late) == (timur, date(2014, 9, 23), True)
    made = report(hearing, "held", {"court": "Bostandyk court", "next-date": "2014-10-14", "judge": " "}, timur)
    assert made.noted == {"court": "Bostandyk court", "next-date": "2014-10-14"}
    assert not [one for one in due(account, after) if one.why == "report"]
    reminder = Reminder.objects.get()
    assert (reminder.account, reminder.day, reminder.process) == (timur, date(2014, 10, 14), hearing.process)
    assert hearing.process.steps.count() == 1, "a date that somebody noted is no step"
    [told] = hearings(account, after)
    assert (told.is_over, [one.held for one in told.reports], told.unreported) == (True, ["held"], ())


def test_a_report_is_kept_as_it_was_written(db: None, account: Any):
    hearing = a_hearing()
    made = report(hearing, "no-access", {}, account)
    report(hearing, "held", {"judge": "was changed"}, account)
    with pytest.raises(DatabaseError), transaction.atomic():
        HearingReport.objects.filter(pk=made.pk).update(held="held")
    with pytest.raises(CannotDecide):
        report(hearing, "held", {}, account)
    with pytest.raises(UnknownTerm):
        report(hearing, "held", {"weather": "rain"}, account)


def test_only_who_watches_or_edits_reports_and_only_who_may_see_is_sent(db: None, account: Any):
    hearing, timur = a_hearing(), a_colleague()
    with pytest.raises(NotAllowed):
        report(hearing, "held", {"court": "x"}, timur)
    with pytest.raises(NotAllowed):
        send_to(hearing, account, timur)
    send_to(hearing, timur, account)
    with pytest.raises(CannotDecide):
        send_to(hearing, timur, account)
    sealed = a_hearing(level="sealed")
    officer = make_account("olga", PASSWORD, roles=("editor",), level="sealed")
    with pytest.raises(CannotDecide):
        send_to(sealed, timur, officer)
    with pytest.raises(CannotDecide):
        send_to(a_step(a_text(), a_process("trial"), "opened"), account, account)


def test_a_colleague_finds_her_reminder_and_ticks_it_off(db: None, account: Any):
    bill, timur = a_process(), a_colleague()
    made = remind(bill, account, date(2014, 9, 5), "ask the committee", by=timur)
    [one] = [one for one in due(timur, DAY) if one.by == timur]
    assert (one.note, one.reminder) == ("ask the committee", made)
    stranger = make_account("sveta", PASSWORD, roles=("reader",))
    with pytest.raises(NotAllowed):
        tick_off(made, stranger)
    tick_off(made, timur)
    assert not [one for one in due(timur, DAY) if one.why == "reminder"]


def test_a_demand_and_a_case_are_raised_and_answered(db: None, account: Any):
    text = a_text()
    clause, case = a_clause(a_recommendation(text), text), a_case()
    first = raise_with(clause, "demarche", "EU delegation", "the foreign ministry", "2014-09-02", account, "all of it")
    raise_with(clause, "dialogue", "EU delegation", "the foreign ministry", "2014-11", account, answer="under study")
    raise_with(case, "statement", "an embassy", "the public", "2014-10-01", account)
    assert [one.answer for one in clause.demarches.all()] == ["under study", ""]
    assert case.demarches.get().level == "team"
    with pytest.raises(DatabaseError), transaction.atomic():
        Demarche.objects.filter(pk=first.pk).update(answer="yes")
    for to, day in (("", "2014"), ("the ministry", "soon")):
        with pytest.raises(CannotDecide):
            raise_with(clause, "demarche", "we", to, day, account)
    with pytest.raises(NotAllowed):
        raise_with(clause, "demarche", "we", "them", "2014", a_colleague())


def test_a_demand_whose_precondition_is_not_met_says_so(db: None, account: Any):
    text = a_text("Once the law is adopted, Parliament should withdraw the decree. The law was not adopted.")
    clause = a_clause(a_recommendation(text), text, "withdraw the decree", precondition="Once the law is adopted")
    plain = a_clause(clause.recommendation, text, "Parliament")
    by = {row.clause.pk: row.precondition for row in matrix(account, as_of=DAY).rows}
    assert by[plain.pk] is None
    assert (by[clause.pk].code, by[clause.pk].is_open, by[clause.pk].words) == (
        "not-known", True, "Once the law is adopted",
    )  # fmt: skip
    at = text.body.index("The law was")
    words = [Words.at(text, at, len(text.body))]
    answer(clause, "precondition/fulfilled", "not-met", "2014-08-01", account, "it lapsed", words)
    answer(clause, "precondition/fulfilled", "met", "2014-12-01", account, "adopted after all", words)
    found: dict[date, Any] = {
        day: next(row.precondition for row in matrix(account, as_of=day).rows if row.clause == clause)
        for day in (DAY, date(2015, 1, 1))
    }
    assert [(one.code, one.is_open) for one in found.values()] == [("not-met", True), ("met", False)]
    assert found[DAY].cell.words[0].exact == "The law was not adopted."


def test_a_step_of_a_month_stands_before_its_day_and_counts_no_days(db: None):
    text, group = a_text(), a_process("ngo-status", "Steppe Lawyers")
    for stage, day in (("liquidation-motion", "2012-06-29"), ("liquidated-1st", "2012-10-24"),
                       ("liquidated-1st", "2012-10"), ("appeal", "2012-11-28")):  # fmt: skip
        a_step(text, group, stage, date=day, known="2014-07-21")
    group.seen = list(group.steps.all())
    picture = drawn(group, date(2014, 9, 1), "en", (Deadline(date(2014, 8, 1), "ask again"),))
    assert [(row[0], row[2], row[3]) for row in picture.rows] == [
        ("29 June 2012", "happened", ""), ("October 2012", "happened", ""), ("24 October 2012", "happened", "117 days"),
        ("28 November 2012", "happened", "35 days"), ("1 August 2014", "late", ""),
    ]  # fmt: skip
    assert "117 days" in picture.svg
    assert "ask again" in picture.description
