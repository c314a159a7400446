"""The desk follows up: a demand and what bears on it, every kind of process, what is due, a calendar that names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest
from desk_makers import a_person, at_the_desk

from makers import a_clause, a_link, a_process, a_recommendation, a_step, a_text, a_work, an_act, an_actor
from qalqan.desk.views.followed import ELSEWHERE, kinds
from qalqan.followup.actions import assess, begin_dossier, remind, write
from qalqan.followup.models import Bearing, ClauseLink, Process, Reminder, Step
from qalqan.record.actions import Words
from qalqan.safety.models import LogEntry
from qalqan.vocabularies import scheme, stages_of


@pytest.fixture
def editor(db: None) -> Any:
    return a_person("editor", "editor", "publisher")


BAN = "do not label NGOs as enemies"


def a_demand(published: str = "2014-05-20") -> Any:
    text = a_text(f"The authorities: {BAN}.", work=a_work(published=published))
    return a_clause(a_recommendation(text, BAN), text, BAN, negative=True)


def test_a_demand_shows_its_age_its_answers_and_what_may_breach_it(editor: Any):
    first, again = a_demand(), a_demand("2014-07-21")
    a_link(first, again, "same-text")
    text = a_text("The minister called them traitors.")
    act = an_act(text, None, "HOSTILE-LABEL", date="2014-09-10")
    assess(
        first,
        "KAZ",
        "",
        "contrary",
        "2014-10-01",
        editor,
        "a minister did",
        [Words.at(text, 0, 12), Words.at(text, 13, 19, "against")],
    )
    client = at_the_desk(editor)
    shown = client.get(f"/clauses/{first.permanent_id}?as_of=2015-01-01").content.decode()
    for words in ("First made 20 May 2014", "made 1 time since", "never assessed as met", "contrary action", "Editor",
                  "The minister", "against", "This act breaches it"):  # fmt: skip
        assert words in shown, words
    sent = client.post(
        f"/clauses/{first.permanent_id}/bears", {"act": act.permanent_id, "answer": "linked", "reason": "on television"}
    )
    assert sent.status_code == 303
    assert Bearing.objects.get().act == act
    shown = client.get(f"/clauses/{first.permanent_id}?as_of=2015-01-01").content.decode()
    assert "breached by" in shown
    assert "This act breaches it" not in shown
    client.post(
        f"/clauses/{first.permanent_id}/repeats",
        {"other": again.permanent_id, "relation": "none", "reason": "another law"},
    )
    assert ClauseLink.objects.get().decided == "dismissed"
    assert "made 1 time since" not in client.get(f"/clauses/{first.permanent_id}").content.decode()


def test_the_table_of_demands_is_paged_and_says_how_many_there_are(editor: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("qalqan.desk.views.demands.A_TABLE", 2)
    for _ in range(5):
        a_demand()
    client = at_the_desk(editor)
    first, last = (client.get(f"/demands?page={n}").content.decode() for n in (1, 9))
    assert "5 demands" in first
    assert first.count('scope="row"') == 2
    assert "page 3 of 3" in last
    assert last.count('scope="row"') == 1


def test_every_kind_of_process_has_a_page_where_it_is_begun_moved_and_seen(editor: Any):
    """DOMAIN 4.1: one engine; each kind's stages are data."""
    client, text = at_the_desk(editor), a_text("It was told that this happened.")
    assert {term.code for term in kinds()} | set(ELSEWHERE) == {term.code for term in scheme("processes")}
    for term in kinds():
        stages = [one.code.partition("/")[2] for one in stages_of(term.code)]
        said = {"subject": "Erlan Sadykov", "country": "KAZ", "mandate": "HRD", "stage": stages[0], "date": "2014-07-03",
                "source": text.work.permanent_id, "words": "this happened"}  # fmt: skip
        sent = client.post(f"/follow/{term.code}/begin", said)
        assert sent.status_code == 303, (term.code, sent.content.decode())
        process = Process.objects.get(kind=term.code)
        more = client.post(f"/followed/{process.permanent_id}/step", {**said, "stage": stages[1], "date": "2014-07-05"})
        assert more.status_code == 303, (term.code, more.content.decode())
        assert Step.objects.filter(process=process).count() == 2
        assert process.permanent_id in client.get(f"/follow/{term.code}?as_of=2014-08-01").content.decode()
        assert client.get(f"/follow/{term.code}/begin").status_code == 200
    assert client.get("/follow/nothing").status_code == 404
    assert client.get("/follow").status_code == 200


def test_a_step_without_its_words_or_with_a_stage_of_another_kind_is_refused(editor: Any):
    client, text, bill = at_the_desk(editor), a_text("It was signed."), a_process()
    said = {"stage": "signed", "date": "2014-07-03", "source": text.work.permanent_id, "words": "never written"}
    assert client.post(f"/followed/{bill.permanent_id}/step", said).status_code == 400
    said |= {"words": "It was signed", "stage": "detained"}
    refused = client.post(f"/followed/{bill.permanent_id}/step", said)
    assert refused.status_code == 400
    assert "It was signed" in refused.content.decode(), "what was written is not lost"
    assert not Step.objects.exists()


def test_what_is_due_is_a_list_and_a_calendar_that_names_nobody_unless_asked(editor: Any):
    person = a_process("liberty", "Dana Omarova", actor=an_actor())
    a_step(a_text(), person, "detained", date="2014-05-02", known="2014-05-03")
    remind(person, editor, date(2020, 1, 1), "call her mother")
    client = at_the_desk(editor)
    shown = client.get("/due").content.decode()
    for words in ("Dana Omarova", "call her mother", "Editor", "late", "not checked for long"):
        assert words in shown, words
    assert client.get("/due/calendar").status_code == 405
    closed = client.post("/due/calendar", {"titles": "closed"})
    named = client.post("/due/calendar", {"titles": "named"})
    assert b"Omarova" not in closed.content
    assert b"mother" not in closed.content + named.content
    assert b"Omarova" in named.content, "the control"
    assert len(icalendar.Calendar.from_ical(closed.content).walk("VEVENT")) == 2
    assert LogEntry.objects.filter(verb="followup.calendar").count() == 2
    reminder = Reminder.objects.get()
    client.post(f"/reminders/{reminder.permanent_id}/done")
    assert "call her mother" not in client.get("/due").content.decode()


def test_a_dossier_is_put_together_at_the_desk(db: None):
    client = at_the_desk(a_person("editor", "editor"))
    sent = client.post("/dossiers/begin", {"title": "To the Committee", "word_limit": "20", "language": "en"})
    address = sent["Location"]
    client.post(address, {"kind": "demand", "words": "Consider ratifying the Convention."})
    text = a_text("The court sat behind closed doors.")
    client.post(address, {"kind": "passage", "source": text.work.permanent_id, "words": "behind closed doors"})
    shown = client.get(address).content.decode()
    assert "considering action" in shown, "how much it asks is shown while it is drafted"
    assert "behind closed doors" in shown
    got = client.post(f"{address}/file", {"form": "docx"})
    assert got.content.startswith(b"PK")
    client.post(address, {"kind": "text", "words": "word " * 30})
    refused = client.post(f"{address}/file", {"form": "docx"})
    assert refused.status_code != 200
    assert client.post(address, {"kind": "text", "words": " "}).status_code == 400


def test_what_a_dossier_refuses_stays_in_the_form_and_a_whole_address_is_taken(db: None):
    client = at_the_desk(a_person("editor", "editor"))
    address = client.post("/dossiers/begin", {"title": "To the Committee", "language": "en"})["Location"]
    text = a_text("The court sat behind closed doors.")
    pinned = {"kind": "passage", "source": text.work.permanent_id, "words": "behind open doors"}
    refused = client.post(address, pinned)
    page = refused.content.decode()
    assert refused.status_code == 400 and "behind open doors</textarea>" in page
    assert f'value="{text.work.permanent_id}" selected' in page
    followed = a_process("trial", "Dana Omarova")
    for written in (f"http://desk.example/followed/{followed.permanent_id}?as_of=2014", f" {followed.permanent_id} "):
        assert client.post(address, {"kind": "process", "about": written, "as_of": "2014-09-01"}).status_code == 303
    nothing = client.post(address, {"kind": "clause", "about": "no-such-demand", "as_of": "2014-09-01"})
    assert nothing.status_code == 400 and 'value="no-such-demand"' in nothing.content.decode()


def test_a_hearing_is_watched_and_reported_on_its_page_by_whoever_was_sent(editor: Any):
    reader = a_person("timur", "reader")
    text = a_text("The court hears the case on 20 September 2014.")
    trial = a_process("trial", "Dana Omarova", actor=an_actor())
    hearing = a_step(text, trial, "hearing-set", date="2014-09-20", known="2014-08-20")
    mine, hers = at_the_desk(editor), at_the_desk(reader)
    page = f"/hearings/{hearing.permanent_id}"
    assert "Keep the report" not in hers.get(page).content.decode()
    assert hers.post(f"{page}/report", {"held": "held", "court": "of the city"}).status_code == 404
    assert mine.post(f"{page}/send", {"by": reader.permanent_id, "note": "the back door"}).status_code == 303
    assert "Timur" in mine.get("/hearings?as_of=2014-09-01").content.decode()
    listed = hers.get("/due?mine=yes&as_of=2014-09-01").content.decode()
    assert page in listed
    shown = hers.get(page).content.decode()
    assert shown.count("<textarea") == 10
    assert hers.post(f"{page}/report", {"held": "", "court": "x"}).status_code == 400
    assert hers.post(f"{page}/report", {"held": "held", "publicity": "relatives were kept out"}).status_code == 303
    told = mine.get(page).content.decode()
    assert "relatives were kept out" in told
    assert "publicity" in told
    nothing = mine.get(f"/hearings/{a_step(text, trial, 'verdict').permanent_id}")
    assert nothing.status_code == 404, "a verdict is no hearing"


def test_a_process_shows_how_long_each_step_took_and_whom_one_may_ask(editor: Any):
    reader, stranger = a_person("timur", "reader"), a_person("sveta", "auditor")
    text, group = a_text(), a_process("ngo-status", "Steppe Lawyers")
    for stage, day in (("inspected", "2012-06-28"), ("liquidation-motion", "2012-06-29"), ("liquidated-1st", "2012-10-24"),
                       ("appeal", "2012-11-28"), ("liquidated-final", "2013-01-15")):  # fmt: skip
        a_step(text, group, stage, date=day, known="2014-07-21")
    client = at_the_desk(editor)
    shown = client.get(f"/followed/{group.permanent_id}").content.decode()
    for days in ("1 day<", "117 days<", "35 days<", "48 days<"):
        assert shown.count(days) == 3, f"{days} in the drawing, in its table and in the list"
    assert "201 days in all" in shown
    assert "Timur" in shown
    assert "Sveta" not in shown, "who may not see it is not to be asked"
    sent = {"day": "2014-09-05", "note": "ask the lawyer"}
    client.post(f"/followed/{group.permanent_id}/remind", {**sent, "by": reader.permanent_id})
    assert (
        client.post(f"/followed/{group.permanent_id}/remind", {**sent, "by": stranger.permanent_id}).status_code == 400
    )
    reminder = Reminder.objects.get()
    assert reminder.account == reader
    drawn = client.get(f"/followed/{group.permanent_id}?as_of=2014-09-01").content.decode()
    assert drawn.count("ask the lawyer") == 4, "in the drawing, its description, its table and the list"
    hers = at_the_desk(reader)
    assert "ask the lawyer" in hers.get("/due?mine=yes&as_of=2014-09-01").content.decode()
    assert hers.post(f"/reminders/{reminder.permanent_id}/done").status_code == 303


def test_a_demand_is_raised_and_its_precondition_weighed_on_its_page(editor: Any):
    text = a_text("Once the law is adopted, Parliament should withdraw the decree. The law was not adopted.")
    clause = a_clause(a_recommendation(text), text, "withdraw the decree", precondition="Once the law is adopted")
    client, page = at_the_desk(editor), f"/clauses/{clause.permanent_id}"
    assert "What it waits for" in client.get(page).content.decode()
    said = {"said": "not-met", "day": "2014-08-01", "reason": "it lapsed", "source": text.work.permanent_id,
            "words": "The law was not adopted."}  # fmt: skip
    assert client.post(f"{page}/precondition", said).status_code == 303
    assert "it lapsed" in client.get(page).content.decode()
    assert "precondition: not met" in client.get("/demands").content.decode()
    raised = {
        "type": "demarche",
        "by": "an embassy",
        "to": "the ministry",
        "date": "2014-09-02",
        "answer": "under study",
    }
    assert client.post(f"{page}/raised", raised).status_code == 303
    assert client.post(f"{page}/raised", {**raised, "type": "shouting"}).status_code == 400
    assert "under study" in client.get("/raised").content.decode()
    case = an_act(text).case
    assert client.post(f"/cases/{case.permanent_id}/raised", raised).status_code == 303
    assert "under study" in client.get(f"/cases/{case.permanent_id}/raised").content.decode()


def test_how_much_a_demand_asks_is_read_before_it_is_kept(editor: Any):
    dossier = begin_dossier("A submission", editor)
    client, page = at_the_desk(editor), f"/dossiers/{dossier.permanent_id}"
    weak = client.post(page, {"kind": "try", "words": "Consider the situation of lawyers."}).content.decode()
    assert "considering action" in weak
    assert "A specific demand begins" in weak
    assert ">Consider the situation of lawyers.</textarea>" in weak, "what was written is still in the form"
    assert (
        "specific action"
        in client.post(page, {"kind": "try", "words": "Ratify the Optional Protocol."}).content.decode()
    )
    assert not dossier.parts.exists()
    client.post(page, {"kind": "demand", "words": "Ratify the Optional Protocol."})
    assert "specific action" in client.get(page).content.decode()
    made = client.post(f"{page}/file", {"form": "pdf"})
    assert (made["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")


def test_what_leaves_the_desk_is_logged_without_a_transaction_around_the_request(own_workspace: Any):
    """Tests run inside one; the desk does not."""
    editor = a_person("editor", "editor", "publisher")
    dossier = begin_dossier("A submission", editor)
    write(dossier, "text", "Words.", editor)
    client = at_the_desk(editor)
    for form in ("pdf", "docx", "html"):
        assert client.post(f"/dossiers/{dossier.permanent_id}/file", {"form": form}).status_code == 200
    assert client.post("/due/calendar", {}).status_code == 200
    verbs = list(LogEntry.objects.values_list("verb", flat=True))
    assert (verbs.count("followup.dossier-out"), verbs.count("followup.calendar")) == (3, 1)
