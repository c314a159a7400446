"""What is due, and the calendar of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import a_clause, a_process, a_recommendation, a_step, a_text, an_actor, an_assessment
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.actions import remind, tick_off
from qalqan.followup.calendar import Event, calendar
from qalqan.followup.due import due
from qalqan.safety.accounts import make_account

DAY = date(2014, 9, 1)


def why(account: Any, day: date = DAY) -> list[tuple[str, str, bool]]:
    return [(one.why, one.about.subject, one.late) for one in due(account, day) if one.process]


def test_an_expected_step_is_due_until_it_happens(db: None, account: Any):
    text, bill = a_text(), a_process()
    a_step(text, bill, "signed", date="2014-07-03")
    a_step(text, bill, "in-force", date="2014-10", expected=True)
    assert why(account) == [("expected", bill.subject, False)]
    assert why(account, date(2014, 12, 1)) == [("expected", bill.subject, True)]
    [one] = due(account, DAY)
    assert (one.last, one.age, one.day) == ("2014-07-21", 42, date(2014, 10, 31))
    a_step(text, bill, "in-force", date="2014-10-15", known="2014-10-20")
    assert why(account, date(2014, 12, 1)) == []


def test_a_word_grown_old_asks_to_be_checked_and_an_ended_process_does_not(db: None, account: Any):
    text = a_text()
    person = a_process("liberty", "Dana Omarova", actor=an_actor())
    a_step(text, person, "detained", date="2014-05-02", known="2014-05-03")
    assert why(account, date(2014, 7, 1)) == []
    [old] = [one for one in due(account, DAY) if one.why == "old"]
    assert (old.last, old.age, old.day) == ("2014-05-03", 121, date(2014, 8, 1))
    a_step(text, person, "acquitted", date="2014-05-05", known="2014-05-05")
    assert why(account) == []


def test_hearings_and_anniversaries_are_shown_ahead(db: None, account: Any):
    text, who = a_text(), an_actor()
    held = a_process("liberty", who.name, actor=who)
    a_step(text, held, "imprisoned", date="2010-09-15", known="2014-08-20")
    trial = a_process("trial", who.name, actor=who)
    a_step(text, trial, "hearing-set", date="2014-09-09", known="2014-08-20")
    assert why(account) == [("hearing", who.name, False), ("anniversary", who.name, False)]
    assert [one.day for one in due(account, DAY)] == [date(2014, 9, 9), date(2014, 9, 15)]
    assert "hearing" not in {one.why for one in due(account, date(2014, 9, 10))}


def test_a_reminder_is_for_somebody_and_ends_when_it_was_looked_at(db: None, account: Any):
    bill = a_process()
    other = make_account("olga", "mountain river bridge", display_name="Olga", roles=["editor"])
    made = remind(bill, account, date(2014, 9, 5), "ask the committee", by=other)
    [one] = due(account, DAY)
    assert (one.why, one.by, one.note, one.day) == ("reminder", other, "ask the committee", date(2014, 9, 5))
    tick_off(made, other)
    assert due(account, DAY) == []
    nobody = make_account("rita", "mountain river bridge", roles=["operator"])
    with pytest.raises(CannotDecide):
        remind(bill, account, DAY, by=nobody)
    with pytest.raises(NotAllowed):
        remind(bill, nobody, DAY)


def test_a_demand_not_met_is_asked_about_again_after_a_year(db: None, account: Any):
    text = a_text()
    clause = a_clause(a_recommendation(text), text)
    an_assessment(clause, text, day="2015-01-30")
    assert due(account, date(2015, 12, 1)) == []
    [one] = due(account, date(2016, 3, 1))
    assert (one.why, one.clause, one.note, one.last) == ("old", clause, "KAZ", "2015-01-30")
    an_assessment(clause, text, "implemented", day="2016-02-01")
    assert due(account, date(2018, 3, 1)) == []


def test_what_somebody_may_not_see_is_not_due_to_her(db: None, account: Any):
    sealed = a_process(level="sealed")
    a_step(a_text(), sealed, "in-force", date="2014-10", expected=True, level="sealed")
    assert due(account, DAY) == []


NOW = datetime(2014, 9, 1, 8, 0, tzinfo=UTC)


def test_a_calendar_is_read_by_another_program():
    event = Event("expected-abc", date(2014, 12, 31), "Вступление в силу; закон, о НПО\nвторая строка", "in force")
    read = icalendar.Calendar.from_ical(calendar([event], "Due", NOW))
    [found] = read.walk("VEVENT")
    assert found.decoded("dtstart") == date(2014, 12, 31)
    assert found.decoded("dtend") == date(2015, 1, 1)
    assert str(found["summary"]) == event.title
    assert str(found["uid"]) == "expected-abc@qalqan"
    assert not found.errors


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut(title: str):
    written = calendar([Event("k", date(2014, 1, 1), title)], "Due", NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    [found] = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(found["summary"]) == title


def test_the_same_events_give_the_same_bytes():
    events = [Event("k", date(2014, 1, 1), "One")]
    assert calendar(events, "Due", NOW) == calendar(events, "Due", NOW)
