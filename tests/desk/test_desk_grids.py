"""Grids, fears, rules, treaties and duties on the desk: answered with words, proposed and decided apart, printed and exported."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import icalendar
import openpyxl
import pytest
from desk_makers import a_person, at_the_desk

from makers import a_case, a_process, a_provision, a_situation, a_step, a_text, a_work, an_actor, an_instrument
from qalqan.followup.actions import answer
from qalqan.followup.models import Assessment
from qalqan.record.actions import Words, mark_done, set_duty
from qalqan.record.models import Duty, DutyDone, Evidence, Threshold, TreatyAction
from qalqan.safety.models import LogEntry

BODY = (
    "Steppe Lawyers were warned in June 2012 and closed by the court in October.\n\n"
    "To register nationally an association needs at least 400 members in order to register as a national association.\n\n"
    "The authorities of Kazakhstan are parties to the Covenant."
)


@pytest.fixture
def editor(db: None) -> Any:
    return a_person("editor", "editor", "publisher")


@pytest.fixture
def text(db: None) -> Any:
    return a_text(BODY, work=a_work("Closed", published="2014-07-21"))


@pytest.fixture
def closing(text: Any) -> Any:
    process = a_process("ngo-status", "Steppe Lawyers", actor=an_actor("Steppe Lawyers", "organisation"))
    a_step(text, process, "warned", words="warned in June 2012", date="2012-06")
    return process


def test_a_question_is_answered_with_the_words_that_show_it(editor: Any, text: Any, closing: Any) -> None:
    client, address = at_the_desk(editor), f"/grids/closure/over/{closing.permanent_id}"
    shown = client.get(address).content.decode()
    assert shown.count("nobody answered yet") == 9
    assert "0 of 9 answered" in shown
    said = {
        "question": "closure/by-court", "answer": "met", "day": "2012-10", "reason": "A ruling.",
        "source-for": text.work.permanent_id, "words-for": "closed by the court",
        "source-against": text.work.permanent_id, "words-against": "warned in June 2012",
    }  # fmt: skip
    sent = client.post(f"{address}/answer", said)
    assert (sent.status_code, sent["Location"]) == (303, f"{address}#by-court")
    made = Assessment.objects.get()
    assert (made.rung, made.day, made.method) == ("met", "2012-10", "by hand")
    shown = client.get(address).content.decode()
    for words in ("1 of 9 answered", "closed by the court", "A ruling.", "Editor", "<strong>against</strong>"):
        assert words in shown, words


def test_what_the_record_proposes_is_marked_and_a_person_decides(editor: Any, closing: Any) -> None:
    client, address = at_the_desk(editor), f"/grids/closure/over/{closing.permanent_id}"
    shown = client.get(address).content.decode()
    assert "proposed from the record" in shown
    assert not Assessment.objects.exists()
    key = shown.split('name="proposal" value="')[1].split('"')[0]
    sent = client.post(f"{address}/answer", {"proposal": key, "question": "closure/after-warning", "day": "2012-06"})
    assert sent.status_code == 303
    made = Assessment.objects.get()
    assert (made.question, made.rung, made.assessor) == ("closure/after-warning", "met", "Editor")
    assert made.method.startswith("grids.yaml/")
    assert Evidence.objects.get(entry=made.permanent_id).exact == "warned in June 2012"
    shown = client.get(address).content.decode()
    assert "taken over from the record" in shown
    assert "proposed from the record" not in shown


def test_an_answer_without_words_is_refused_and_what_was_typed_stays(editor: Any, closing: Any) -> None:
    client, address = at_the_desk(editor), f"/grids/closure/over/{closing.permanent_id}"
    said = {"question": "closure/exceptional", "answer": "not-met", "day": "2014", "reason": "Typed with care"}
    sent = client.post(f"{address}/answer", said)
    assert sent.status_code == 400
    section = sent.content.decode().split('role="alert"')[0].rpartition("<section")[2]
    assert 'class="grid-element"' in section, "what is wrong stands where she wrote, and the page opens there"
    assert f"/answer#{section.split('id=', 1)[1].split(chr(34))[1]}" in sent.content.decode()
    assert "Typed with care" in sent.content.decode()
    gone = client.post(f"{address}/answer", {"proposal": "closure/by-court:met:gone", "day": "2014"})
    assert gone.status_code == 400
    assert not Assessment.objects.exists()


def test_a_grid_that_does_not_fit_is_not_there(editor: Any, closing: Any) -> None:
    client = at_the_desk(editor)
    for code, key in (("missions", closing.permanent_id), ("no-such", closing.permanent_id), ("closure", "a" * 26)):
        assert client.get(f"/grids/{code}/over/{key}").status_code == 404
        assert client.post(f"/grids/{code}/over/{key}/answer", {}).status_code == 404


def test_a_former_answer_is_spoken_of_only_where_there_is_one(editor: Any, closing: Any) -> None:
    client, address = at_the_desk(editor), f"/grids/closure/over/{closing.permanent_id}"
    told = []
    for day in ("2014", "2015"):
        said = {"question": "closure/exceptional", "answer": "not-known", "day": day, "reason": "Nobody says"}
        client.post(f"{address}/answer", said)
        told.append("The former answer stays" in client.get(address).content.decode())
    assert told == [False, True]


def test_the_title_of_a_list_keeps_its_great_letters(editor: Any) -> None:
    assert "<h1>ICCPR, article 22 (2)</h1>" in at_the_desk(editor).get("/grids/iccpr-22-2").content.decode()


def test_several_stand_beside_each_other_and_the_page_says_how_many(editor: Any, text: Any) -> None:
    client = at_the_desk(editor)
    for number in range(10):
        case = a_case(f"Union {number}", "organisation")
        said = {"question": "closure/last-resort", "answer": "not-known", "day": "2014", "reason": "no ruling seen"}
        client.post(f"/grids/closure/over/{case.permanent_id}/answer", said)
    shown = client.get("/grids/closure?as_of=2015").content.decode()
    for words in ("Answered over 10 entries", "1 to 8 shown", "Union 7", "<svg", "As a table"):
        assert words in shown, words
    assert "Union 8" not in shown
    assert "Union 8" in client.get("/grids/closure?as_of=2015&page=2").content.decode()
    assert "10 entries" in client.get("/grids").content.decode()


def test_pages_of_cases_laws_and_processes_lead_to_their_grids(editor: Any, text: Any, closing: Any) -> None:
    client, law = at_the_desk(editor), an_instrument()
    rule = a_provision(text, law, restriction="member-threshold")
    for page, grid, key in (
        (f"/followed/{closing.permanent_id}", "inspection-day", closing.permanent_id),
        (f"/actors/{closing.actor.permanent_id}", "inspection-day", closing.actor.permanent_id),
        (f"/laws/{law.permanent_id}", "joint-guidelines", law.permanent_id),
        (f"/provisions/{rule.permanent_id}", "proportionality", rule.permanent_id),
    ):
        assert f"/grids/{grid}/over/{key}" in client.get(page).content.decode()
    assert (
        "Number, date, who signed" in client.get(f"/grids/inspection-day/over/{closing.permanent_id}").content.decode()
    )


def test_a_fear_is_due_after_a_year_and_leaves_the_list_when_it_came_true(editor: Any, text: Any) -> None:
    fear, client = a_situation(text, hedge="feared"), at_the_desk(editor)
    assert "0 to be looked at" in client.get("/fears?as_of=2014-08-01").content.decode()
    assert "1 to be looked at" in client.get("/fears?as_of=2015-08-01").content.decode()
    said = {
        "question": "foresight/came-true", "answer": "came-true", "day": "2015-07-21",
        "source-for": text.work.permanent_id, "words-for": "closed by the court",
    }  # fmt: skip
    assert client.post(f"/grids/foresight/over/{fear.permanent_id}/answer", said).status_code == 303
    shown = client.get("/fears?as_of=2016-08-01").content.decode()
    for words in ("0 to be looked at", "came true: 1", "without an answer: 0", "Editor"):
        assert words in shown, words


def test_a_number_is_proposed_from_the_words_of_a_rule_and_recorded_by_a_person(editor: Any, text: Any) -> None:
    law = an_instrument("Law on Groups")
    rule = a_provision(text, law, restriction="member-threshold")
    words = "needs at least 400 members in order to register as a national association"
    start = text.body.index(words)
    Evidence.objects.create(
        entry=rule.permanent_id, passage=text.passages.all()[1], start=start, end=start + len(words), exact=words
    )
    client = at_the_desk(editor)
    shown = client.get("/rules").content.decode()
    assert "at least 400 members" in shown
    assert "proposed" in shown
    assert not Threshold.objects.exists()
    said = {
        "number": "400", "unit": "members", "bound": "at-least", "applies_to": "a national association",
        "source": text.work.permanent_id, "words": words,
    }  # fmt: skip
    assert client.post(f"/provisions/{rule.permanent_id}/count", said).status_code == 303
    made = Threshold.objects.get()
    assert (made.number, made.unit, made.method) == ("400", "members", "quantities.yaml")
    assert "<strong>at least 400 members</strong>" in client.get("/rules").content.decode()
    assert "proposed from its words" not in client.get(f"/provisions/{rule.permanent_id}").content.decode()
    wrong = client.post(f"/provisions/{rule.permanent_id}/count", {**said, "number": "many"})
    assert (wrong.status_code, Threshold.objects.count()) == (400, 1)


def test_what_a_state_did_about_a_treaty_is_recorded_with_its_source(editor: Any, text: Any) -> None:
    client = at_the_desk(editor)
    assert "Nothing is recorded." in client.get("/parties").content.decode()
    said = {
        "treaty": "ICCPR", "country": "KAZ", "action": "party", "day": "", "source": text.work.permanent_id,
        "words": "The authorities of Kazakhstan are parties to the Covenant.",
    }  # fmt: skip
    assert client.post("/parties/add", said).status_code == 303
    shown = client.get("/parties").content.decode()
    for words in ("are parties to the Covenant", "Kazakhstan", "<svg", "no day is told"):
        assert words in shown, words
    for changed in ({"words": "nowhere"}, {"treaty": "UDHR"}, {"treaty": ""}, {"day": "soon"}, {"country": "ATL"}):
        assert client.post("/parties/add", {**said, **changed}).status_code == 400, changed
    assert TreatyAction.objects.count() == 1


def test_duties_stand_in_a_calendar_that_names_nobody_unless_asked(editor: Any) -> None:
    who, client = an_actor("Steppe Lawyers", "organisation"), at_the_desk(editor)
    said = {"organisation": who.permanent_id, "kind": "activity-report", "period": "yearly", "first": "2014-03-31"}
    assert client.post("/duties/set", said).status_code == 303
    assert client.post("/duties/set", {**said, "first": "spring"}).status_code == 400
    duty = Duty.objects.get()
    shown = client.get("/duties?as_of=2014-05-01").content.decode()
    assert "31 March 2014" in shown
    assert "late" in shown
    due = {"due": "2014-03-31", "on": "2014-03-30", "proof": "No. 17"}
    assert client.post(f"/duties/{duty.permanent_id}/done", due).status_code == 303
    assert client.post(f"/duties/{duty.permanent_id}/done", due).status_code == 400
    assert client.post(f"/duties/{duty.permanent_id}/done", {**due, "due": "2014-04-01"}).status_code == 400
    assert DutyDone.objects.get().account == editor
    assert "No. 17" in client.get("/duties?as_of=2014-05-01").content.decode()
    closed = client.post("/duties/calendar", {"titles": "closed"}).content
    assert b"Steppe" not in closed
    events = icalendar.Calendar.from_ical(client.post("/duties/calendar", {"titles": "named"}).content).walk("VEVENT")
    assert {str(one["summary"]) for one in events} == {"report on activities: Steppe Lawyers"}
    assert LogEntry.objects.filter(verb="record.duties-calendar").count() == 2
    assert client.post(f"/duties/{duty.permanent_id}/end", {"version": "1"}).status_code == 303
    assert client.post(f"/duties/{duty.permanent_id}/end", {"version": "1"}).status_code == 409


def test_a_reader_sees_grids_and_finds_no_form(editor: Any, closing: Any) -> None:
    set_duty(closing.actor, "lease", date(2014, 1, 1), "once", editor)
    mark_done(Duty.objects.get(), date(2014, 1, 1), date(2014, 1, 1), editor)
    client = at_the_desk(a_person("reader", "reader"))
    for page in (f"/grids/closure/over/{closing.permanent_id}", "/duties", "/parties", "/rules", "/fears"):
        shown = client.get(page)
        assert shown.status_code == 200, page
        assert "/answer" not in shown.content.decode()
        assert "duties/set" not in shown.content.decode()


def test_tables_leave_as_files_without_what_is_sealed_and_the_log_says_so(editor: Any, text: Any, closing: Any) -> None:
    keeper = a_person("keeper", "editor", level="sealed")
    said = [Words.at(text, text.body.index("closed by"), text.body.index("closed by") + 19)]
    answer(closing, "closure/by-court", "met", "2014", editor, "=1+1", said)
    answer(a_case("Secret Union", "organisation", level="sealed"), "closure/by-court", "not-known", "2014", keeper, "x")
    a_provision(text, an_instrument("Law on Groups"), restriction="funding")
    a_situation(text, hedge="feared")
    client = at_the_desk(keeper)
    told = client.post("/tables/closure/file", {"format": "csv"}).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(told))
    assert (row["title"], row["answer"], row["words"]) == ("Steppe Lawyers", "met", "closed by the court")
    assert row["reason"] == "'=1+1", "no spreadsheet runs what somebody wrote"
    assert "Secret Union" not in told
    for code, lines in (("rules", 1), ("parties", 0), ("fears", 1)):
        sheet = openpyxl.load_workbook(io.BytesIO(client.post(f"/tables/{code}/file", {"format": "xlsx"}).content))
        assert sheet.worksheets[0].max_row == lines + 1, code
    assert client.post("/tables/everything/file", {}).status_code == 404
    purposes = LogEntry.objects.filter(verb="exported").order_by("seq").values_list("purpose", flat=True)
    assert list(purposes) == ["csv:closure:1", "xlsx:rules:1", "xlsx:parties:0", "xlsx:fears:1"]
    assert at_the_desk(a_person("reader", "reader")).post("/tables/rules/file", {}).status_code == 404
