"""Boards that answer one question each: who is held and how, which State lets which mandate in; and forms with odd numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from desk_makers import a_person, at_the_desk
from django.utils import translation

from makers import (
    a_case,
    a_clause,
    a_link,
    a_process,
    a_provision,
    a_recommendation,
    a_standard,
    a_step,
    a_text,
    a_work,
    an_act,
    an_actor,
    an_instrument,
)
from qalqan.desk.likeness_words import likeness_words
from qalqan.extraction.likeness import compare
from qalqan.followup.actions import begin_dossier
from qalqan.followup.boards import held
from qalqan.followup.models import DossierPart, Process
from qalqan.followup.processes import find_processes
from qalqan.library.search import engine
from qalqan.record.actions import Words, relate
from qalqan.record.models import Measurement


@pytest.fixture
def editor(db: None) -> Any:
    return a_person("editor", "editor", "publisher")


def a_prisoner(name: str = "Dana Omarova") -> Any:
    text, actor, case = a_text("She is kept in colony no. 4 and was refused a doctor."), an_actor(name), a_case(name)
    a_step(text, a_process("liberty", name, actor=actor), "imprisoned", date="2013-01-10")
    an_act(text, case, "PREVENTIVE-DETENTION", victim=actor, place="Osh", date="2013-01-10")
    an_act(text, case, "IMPRISONMENT", victim=actor, place="colony no. 4", date="2013-05-02")
    an_act(text, case, "DENIED-MEDICAL-CARE", victim=actor, date="2014-02")
    an_act(text, case, "TORTURE", victim=actor, date="2015-03")
    an_act(text, case, "SUMMONS", victim=actor, place="Bishkek", date="2014-03")
    return actor


def test_who_is_held_says_where_and_how_she_is_as_of_a_day(editor: Any) -> None:
    a_prisoner()
    [line] = held(editor, date(2014, 7, 21))
    assert (line.place, [act.type for act in line.health]) == ("colony no. 4", ["DENIED-MEDICAL-CARE"])
    page = at_the_desk(editor).get("/held?as_of=2014-07-21").content.decode()
    for said in (
        "Dana Omarova",
        "10 January 2013",
        "557 days",
        "colony no. 4",
        "denial of medical care",
        "10 January 2015",
    ):
        assert said in page, said
    assert "torture" not in page
    assert "Bishkek" not in page


def test_what_a_colleague_may_not_see_is_not_told_of_who_is_held(editor: Any) -> None:
    actor = a_prisoner()
    actor.involvements.filter(act__type="DENIED-MEDICAL-CARE").get().act.change(seen=1, level="sealed")
    assert held(editor, date(2014, 7, 21))[0].health == ()


def test_visits_show_states_by_mandates_with_the_names_of_mandates(editor: Any) -> None:
    text = a_text("The visit was requested.")
    process = a_process("visit", "Special Rapporteur", country="UZB", mandate="HRD,FOAA")
    a_step(text, process, "requested")
    page = at_the_desk(editor).get("/visits").content.decode()
    assert page.count("situation of human rights defenders") >= 2  # in the board and in the list
    assert "FOAA" not in page
    assert f"/followed/{process.permanent_id}" in page
    shown = at_the_desk(editor).get(f"/followed/{process.permanent_id}").content.decode()
    assert "FOAA" not in shown


def test_a_demand_and_a_process_go_into_a_dossier_from_their_own_pages(editor: Any) -> None:
    text = a_text("The authorities: let her see a doctor.")
    clause = a_clause(a_recommendation(text, "let her see a doctor"), text, "let her see a doctor")
    process = a_process()
    a_step(text, process)
    client, dossier = at_the_desk(editor), begin_dossier("Submission", editor)
    for kind, about, page in (("clause", clause, "clauses"), ("process", process, "followed")):
        shown = client.get(f"/{page}/{about.permanent_id}").content.decode()
        assert f'<option value="{dossier.permanent_id}">' in shown
        sent = {"dossier": dossier.permanent_id, "kind": kind, "about": about.permanent_id, "as_of": "2014-08-01"}
        assert client.post("/dossiers/put", sent).status_code == 303
    assert [part.kind for part in dossier.parts.all()] == [DossierPart.CLAUSE, DossierPart.PROCESS]
    assert client.post("/dossiers/put", {**sent, "dossier": "none"}).status_code == 400
    assert client.post("/dossiers/put", {**sent, "as_of": "soon"}).status_code == 400
    assert dossier.parts.count() == 2


def test_a_case_goes_into_a_dossier_with_the_words_for_its_acts_and_where_it_stands(editor: Any) -> None:
    text = a_text("She was summoned on 3 May 2014. She was held on 5 June 2015.")
    case = a_case("Dana Omarova")
    an_act(text, case, "SUMMONS", words="She was summoned on 3 May 2014.", date="2014-05-03")
    an_act(text, case, "ARREST", words="She was held on 5 June 2015.", date="2015-06-05")
    a_step(text, a_process(case=case))
    client, dossier = at_the_desk(editor), begin_dossier("Submission", editor)
    page = client.get(f"/cases/{case.permanent_id}").content.decode()
    assert f'<option value="{dossier.permanent_id}">' in page
    sent = {"dossier": dossier.permanent_id, "kind": "case", "about": case.permanent_id, "as_of": "2014-08-01"}
    assert client.post("/dossiers/put", sent).status_code == 303
    told = [(part.kind, part.words) for part in dossier.parts.all()]
    assert told == [
        ("heading", "Dana Omarova"), ("passage", "She was summoned on 3 May 2014."), ("process", "")
    ], "what came after the day is left out"  # fmt: skip
    assert client.get(f"/dossiers/{dossier.permanent_id}").status_code == 200


def test_a_measurement_is_entered_from_its_act_and_shown_with_its_words(editor: Any) -> None:
    words = "Tests of AS64500 found steppe.example blocked."
    text, case = a_text(words, work=a_work(title="A report of tests")), a_case("Steppe Watch")
    engine.index(text)
    act, summons = an_act(text, case, "DDOS"), an_act(text, case, "SUMMONS")
    client, path = at_the_desk(editor), f"/acts/{act.permanent_id}/measure"
    page = client.get(f"/cases/{case.permanent_id}").content.decode()
    assert path in page and f"/acts/{summons.permanent_id}/measure" not in page
    sent = {"address": "steppe.example", "result": "blocked", "network": "AS64500", "began": "2014-05-03", "tests": "12",
            "tool": "a probe", "source": text.work.permanent_id, "words": words}  # fmt: skip
    assert client.get(path).status_code == 200
    again = client.post(path, {**sent, "began": "soon"})
    assert again.status_code == 400 and 'value="steppe.example"' in again.content.decode()
    assert client.post(path, sent).status_code == 303
    page = client.get(f"/cases/{case.permanent_id}").content.decode()
    for said in ("steppe.example", "blocked", "AS64500", "3 May 2014", "12 tests", "a probe", words):
        assert said in page, said
    assert client.get(f"/entries/{Measurement.objects.get().permanent_id}").status_code == 200


def test_two_letters_of_one_mandate_are_told_apart_by_their_numbers(editor: Any) -> None:
    words = "On 3 May 2014 an urgent appeal was sent."
    text = a_text(words, work=a_work(title="Letters"))
    engine.index(text)
    client = at_the_desk(editor)
    assert "urgent appeal" in client.get("/follow/communication/begin").content.decode()
    sent = {"country": "KAZ", "mandate": "HRD", "form": "JUA", "stage": "sent", "date": "2014-05-03",
            "source": text.work.permanent_id, "words": words}  # fmt: skip
    for number in ("KAZ 2/2011", "KAZ 3/2011", "KAZ  2/2011"):
        assert client.post("/follow/communication/begin", {**sent, "reference": number}).status_code == 303
    assert sorted(Process.objects.values_list("reference", "form")) == [("KAZ 2/2011", "JUA"), ("KAZ 3/2011", "JUA")]
    board = client.get("/follow/communication").content.decode()
    assert "joint urgent appeal KAZ 2/2011" in board and "joint urgent appeal KAZ 3/2011" in board
    wrong = client.post("/follow/communication/begin", {**sent, "form": "XX"})
    assert wrong.status_code == 400
    visit = client.post("/follow/visit/begin", {**sent, "stage": "requested", "reference": "KAZ 1/2011"})
    assert visit.status_code == 400 and "Only a communication" in visit.content.decode()


def test_relations_stand_on_the_pages_of_what_they_relate(editor: Any) -> None:
    text = a_text("The draft returned. It happened in the June events.")
    words = [Words.at(text, 0, 19)]
    first, second = an_instrument("Draft law of 2013"), an_instrument("Draft law of 2023")
    follow = a_process("bill", "Draft law of 2023", instrument=second)
    a_step(text, follow)
    event, case = a_case("The June events", kind="mass-event"), a_case()
    relate(second, "successor-of", first, editor, "the same words", words)
    relate(case, "parent-event", event, editor, "it says so", words)
    client = at_the_desk(editor)
    for page in (f"laws/{second.permanent_id}", f"followed/{follow.permanent_id}"):
        assert "Draft law of 2013" in client.get(f"/{page}").content.decode(), page
    assert "Draft law of 2023" in client.get(f"/laws/{first.permanent_id}").content.decode()
    assert "The June events" in client.get(f"/cases/{case.permanent_id}").content.decode()
    first.change(seen=1, level="sealed")  # what she may not see is not told of what she may
    assert "Draft law of 2013" not in client.get(f"/laws/{second.permanent_id}").content.decode()


def test_a_law_shows_symbols_and_for_what_an_organisation_may_be_closed(editor: Any) -> None:
    text, law = (
        a_text("It may be closed for any violation."),
        an_instrument("Law on Associations", identifiers=["no. 5"]),
    )
    a_provision(text, law, grounds=["any-violation"])
    a_standard(text, "Guidelines", instrument=law, article="", symbol="A/HRC/28/3")
    page = at_the_desk(editor).get(f"/laws/{law.permanent_id}").content.decode()
    for said in ("any violation", "A/HRC/28/3", "no. 5"):
        assert said in page, said


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "-1", "1e3", "٣"])
def test_an_odd_number_in_a_form_is_no_fault(editor: Any, odd: str) -> None:
    client, dossier = at_the_desk(editor), begin_dossier("Submission", editor)
    assert client.get("/demands", {"page": odd}).status_code == 200
    assert client.post("/dossiers/begin", {"title": "One more", "word_limit": odd}).status_code == 303
    out = client.post(f"/dossiers/{dossier.permanent_id}/take-out", {"part": odd})
    assert out.status_code == 400


def test_why_two_demands_are_one_is_told_in_the_readers_language(editor: Any) -> None:
    early, late = "let lawyers see their clients at once", "let lawyers meet all their clients in prisons"
    with translation.override("ru"):
        assert likeness_words(compare(early, early).why) == "те же 7 слов"
        told = likeness_words(compare(early, late).why)
    assert "общих слов" in told
    assert not any(word in told for word in ("shared", "left out", "added"))
    clause = [a_clause(a_recommendation(text, early), text, early) for text in (a_text(f"One: {early}.", work=a_work(published=day)) for day in ("2014-05-20", "2014-07-21"))]  # fmt: skip
    a_link(*clause, "same-text", why="the same 7 words")
    shown = at_the_desk(editor, headers={"accept-language": "ru"}).get(f"/clauses/{clause[1].permanent_id}")
    assert "the same 7 words" not in shown.content.decode() or "те же 7 слов" in shown.content.decode()


def test_more_than_twenty_processes_of_one_word_are_all_found(editor: Any) -> None:
    for number in range(25):
        a_process("bill", f"Draft law no. {number} on notaries")
    assert len(find_processes("notaries", editor)) == 25
