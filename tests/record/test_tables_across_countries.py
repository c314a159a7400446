"""Treaties and States, rules beside each other, fears due and the calendar of duties: what is told, and to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conftest import PASSWORD
from makers import a_provision, a_situation, a_text, a_work, an_actor, an_instrument
from qalqan.errors import CannotDecide, StaleWrite
from qalqan.followup.actions import answer
from qalqan.followup.fears import counted, fears
from qalqan.record.actions import Words, count, end_duty, mark_done, record_treaty_action, set_duty, withdraw_entry
from qalqan.record.duties import days_of, duty_days
from qalqan.record.models import Duty
from qalqan.record.parties import parties, treaties
from qalqan.record.rules import rules_by_country
from qalqan.safety.accounts import give_grant, make_account
from qalqan.safety.models import Circle, Grant

BODY = "Kazakhstan ratified the Covenant on 24 January 2006.\n\nA union needs at least 50 members and 10 founders."
DAY = date(2015, 1, 1)


@pytest.fixture
def text(db: None) -> Any:
    return a_text(BODY, work=a_work(published="2014-07-21"))


@pytest.fixture
def stranger(db: None) -> Any:
    person = make_account("timur", PASSWORD, roles=("editor",), level="team")
    Grant.objects.filter(account=person).delete()
    give_grant(person, Circle.objects.create(code="south", name="South"), "team", purpose="south", by=None)
    return person


def told(text: Any, exact: str = "Kazakhstan ratified the Covenant") -> list[Words]:
    start = text.body.index(exact)
    return [Words.at(text, start, start + len(exact))]


def test_each_treaty_stands_before_its_protocols() -> None:
    codes = [one.code for one in treaties()]
    assert codes.index("ICCPR") + 1 == codes.index("ICCPR-OP1")
    assert "UDHR" not in codes


def test_the_last_action_that_binds_counts_as_of_a_day(text: Any, account: Any) -> None:
    for action, day in (("signed", "2003-12-02"), ("ratified", "2006-01-24"), ("withdrawn", "2020")):
        record_treaty_action("ICCPR", "KAZ", action, account, told(text), day=day)
    bound = {
        year: parties(account, date(year, 6, 1), ("KAZ",), ("ICCPR",)).cells["ICCPR", "KAZ"].is_bound
        for year in (2002, 2004, 2006, 2021)
    }
    assert bound == {2002: None, 2004: None, 2006: True, 2021: False}


def test_a_reservation_stands_beside_and_an_undated_word_does_not_outweigh_a_dated_one(text: Any, account: Any) -> None:
    record_treaty_action("CAT", "KAZ", "acceded", account, told(text), day="1998-08-26")
    record_treaty_action("CAT", "KAZ", "reservation", account, told(text), day="1998", articles="art. 20")
    record_treaty_action("CAT", "KAZ", "party", account, told(text))
    cell = parties(account, DAY).cells["CAT", "KAZ"]
    assert (cell.holds.action, [one.articles for one in cell.beside], len(cell.told)) == ("acceded", ["art. 20"], 3)
    assert not cell.differing


def test_sources_that_exclude_each_other_are_marked(text: Any, account: Any) -> None:
    record_treaty_action("CAT", "KAZ", "ratified", account, told(text), day="1998-08-26")
    record_treaty_action("CAT", "KAZ", "ratified", account, told(text), day="1999-08-26")
    assert parties(account, DAY).cells["CAT", "KAZ"].differing


def test_what_another_circle_recorded_is_not_known_here(text: Any, account: Any, stranger: Any) -> None:
    record_treaty_action("ICCPR", "KAZ", "ratified", account, told(text), day="2006")
    assert parties(stranger, DAY).cells == {}
    assert parties(stranger, DAY, ("KAZ",), ("ICCPR",)).cells["ICCPR", "KAZ"].holds is None


def test_a_withdrawn_action_is_out_of_the_table(text: Any, account: Any) -> None:
    made = record_treaty_action("ICCPR", "KAZ", "ratified", account, told(text), day="2006")
    withdraw_entry(made, account, "it was another State")
    assert parties(account, DAY).cells == {}


def test_an_action_without_words_is_refused(db: None, account: Any) -> None:
    with pytest.raises(CannotDecide, match="words"):
        record_treaty_action("ICCPR", "KAZ", "ratified", account, [])


def test_rules_of_one_barrier_stand_by_country_and_numbers_are_proposed_until_recorded(text: Any, account: Any) -> None:
    law, other = an_instrument("Law A"), an_instrument("Law B", jurisdiction="KGZ")
    rule = a_provision(text, law, restriction="member-threshold")
    a_provision(text, other, restriction="funding", country="KGZ")
    from makers import resting

    resting(rule, text, "A union needs at least 50 members and 10 founders.")
    table = rules_by_country(account)
    assert (table.countries, list(table.cells)) == (("KAZ",), [("member-threshold", "KAZ")])
    [cell] = table.cells["member-threshold", "KAZ"]
    assert [(one.quantity.number, one.quantity.unit) for one in cell.proposed] == [
        ("50", "members"),
        ("10", "founders"),
    ]
    assert {one.words.exact for one in cell.proposed} == {"A union needs at least 50 members and 10 founders."}
    made = count(rule, "50", "members", "at-least", account, told(text, "at least 50 members"))
    [cell] = rules_by_country(account).cells["member-threshold", "KAZ"]
    assert ([one.pk for one in cell.thresholds], [one.quantity.number for one in cell.proposed]) == ([made.pk], ["10"])
    assert rules_by_country(account, "").countries == ("KAZ", "KGZ")


def test_rules_of_another_circle_are_in_no_table(text: Any, account: Any, stranger: Any) -> None:
    a_provision(text, an_instrument(), restriction="member-threshold")
    assert rules_by_country(stranger).cells == {}


def test_a_number_that_is_none_is_refused(text: Any, account: Any) -> None:
    rule = a_provision(text, an_instrument())
    for number in ("many", "", "1e9", "-4", "٤"):
        with pytest.raises(CannotDecide):
            count(rule, number, "members", "at-least", account, told(text))


def test_a_fear_comes_back_until_it_is_settled(text: Any, account: Any) -> None:
    fear = a_situation(text, hedge="feared")
    a_situation(text, hedge="asserted")
    assert [one.due for one in fears(account, date(2015, 7, 20))] == [False]
    assert [one.due for one in fears(account, date(2015, 7, 21))] == [True]
    answer(fear, "foresight/came-true", "too-early", "2015-07-21", account, "The law is not in force.")
    [open_one] = fears(account, date(2015, 8, 1))
    assert (open_one.due, open_one.look) == (False, date(2016, 1, 17))
    answer(fear, "foresight/came-true", "did-not", "2016-02-01", account, "", told(text))
    found = fears(account, date(2020, 1, 1))
    assert ([one.due for one in found], counted(found)["did-not"], counted(found)["open"]) == ([False], 1, 0)
    assert fears(account, date(2014, 1, 1)) == [], "nobody had said it by then"


def test_what_was_not_feared_cannot_come_true(text: Any, account: Any) -> None:
    said = a_situation(text, hedge="asserted")
    with pytest.raises(CannotDecide):
        answer(said, "foresight/came-true", "came-true", "2016", account, "", told(text))


def test_fears_of_another_circle_are_not_told(text: Any, account: Any, stranger: Any) -> None:
    a_situation(text, hedge="feared")
    assert fears(stranger, DAY) == []


@pytest.mark.parametrize(
    ("first", "period", "days"),
    [
        (date(2014, 1, 31), "monthly", ["2014-01-31", "2014-02-28", "2014-03-31"]),
        (date(2012, 2, 29), "yearly", ["2012-02-29", "2013-02-28", "2014-02-28"]),
        (date(2013, 12, 31), "quarterly", ["2013-12-31", "2014-03-31"]),
        (date(2014, 1, 1), "once", ["2014-01-01"]),
    ],
)
def test_days_of_a_duty_fall_on_the_last_day_of_shorter_months(first: date, period: str, days: list[str]) -> None:
    duty = Duty(first=first, period=period)
    assert [day.isoformat() for day in days_of(duty, date(2014, 3, 31))] == days


def test_what_was_missed_is_late_and_what_is_ended_is_due_no_more(db: None, account: Any) -> None:
    duty = set_duty(an_actor("Steppe Lawyers", "organisation"), "activity-report", date(2013, 3, 31), "yearly", account)
    mark_done(duty, date(2013, 3, 31), date(2013, 3, 20), account, "No. 4")
    found = duty_days(account, DAY)
    assert [(one.due.year, one.late, one.done is not None) for one in found] == [
        (2013, False, True),
        (2014, True, False),
        (2015, False, False),
    ]
    with pytest.raises(CannotDecide, match="already"):
        mark_done(duty, date(2013, 3, 31), date(2013, 3, 20), account)
    end_duty(duty, date(2014, 12, 31), account)
    assert [one.due.year for one in duty_days(account, DAY)] == [2013, 2014]
    stale = Duty.objects.get()
    Duty.objects.filter(pk=stale.pk).update(version=9)
    with pytest.raises(StaleWrite):
        end_duty(stale, DAY, account)


def test_duties_of_another_circle_are_in_no_calendar(db: None, account: Any, stranger: Any) -> None:
    set_duty(an_actor("Steppe Lawyers", "organisation"), "lease", DAY, "once", account)
    assert duty_days(stranger, DAY) == []
