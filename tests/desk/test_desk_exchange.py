"""Importing and exporting at the desk: seen before it is stored, asked for by password, told to nobody else."""

from __future__ import annotations

import pytest
from desk_makers import a_person, at_the_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import PASSWORD
from makers import a_recommendation, a_text, a_work
from qalqan.desk.imports.mapping import KINDS, target_labels, targets
from qalqan.desk.views import record, works
from qalqan.followup.models import Step
from qalqan.library.search import engine
from qalqan.record.models import Evidence
from qalqan.review.models import Candidate
from qalqan.safety.models import LogEntry

CSV = b"Recommendation,Country\nRelease the lawyer,Kazakhstan\nDo something,Atlantis\n"


def sent(client: Client, data: bytes = CSV, name: str = "upr.csv", title: str = "Second cycle"):
    return client.post("/import", {"file": SimpleUploadedFile(name, data), "kind": "recommendation", "title": title})


def test_a_spreadsheet_is_shown_row_by_row_before_it_is_stored(db: None) -> None:
    client = at_the_desk(a_person())
    shown = sent(client).content.decode()
    assert "Release the lawyer" in shown and "Atlantis" in shown
    assert not Candidate.objects.exists()
    done = client.post("/import", {"do": "confirm"})
    assert (done.status_code, done["Location"]) == (303, "/review")
    assert Candidate.objects.get().exact == "Release the lawyer"
    again = client.post("/import", {"do": "confirm"})
    assert (again.status_code, Candidate.objects.count()) == (400, 1)


ODD = b"What they want,Where,Theme,Number\nRelease the lawyer,Kazakhstan,Torture,7\nStop the raids,Atlantis,,8\n"


def test_what_each_column_is_can_be_said_after_a_look(db: None) -> None:
    client = at_the_desk(a_person())
    first = sent(client, ODD).content.decode()
    assert "It has no words" in first and "What they want" in first
    headings = ["What they want", "Where", "Theme", "Number"]
    wrong = client.post("/import", {"do": "map", "heading": headings, "target": ["words", "words", "", ""]})
    assert wrong.status_code == 400 and "said to be the same" in wrong.content.decode()
    chosen = {"do": "map", "heading": headings, "target": ["words", "countries", "themes", ""]}
    again = client.post("/import", chosen).content.decode()
    for said in ("Release the lawyer", "Countries: Kazakhstan", "Topics: torture", "Atlantis"):
        assert said in again, said
    assert "Printed number: 7" not in again  # its heading is understood, and a person said that it is nothing
    assert client.post("/import", {"do": "confirm"}).status_code == 303
    held = Candidate.objects.get()
    assert (held.exact, held.fields["countries"], held.fields["number"]) == ("Release the lawyer", ["KAZ"], None)
    assert client.post("/import", chosen).status_code == 400  # the preview is gone


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_a_column_may_be_has_a_name(kind: str) -> None:
    told = target_labels(kind)
    assert [code for code, _words in told] == list(targets(kind))
    assert all(words for _code, words in told)


def test_a_preview_is_of_the_session_that_asked_for_it(db: None) -> None:
    sent(at_the_desk(a_person()))
    other = at_the_desk(a_person("other"))
    assert other.post("/import", {"do": "confirm"}).status_code == 400
    assert not Candidate.objects.exists()


def test_what_cannot_be_imported_is_told_on_the_form(db: None) -> None:
    client = at_the_desk(a_person())
    for name, data, about in (
        ("a.ods", CSV, "CSV, XLSX, JSON and FollowTheMoney"),
        ("a.xlsx", CSV, "damaged"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
    ):
        answer = sent(client, data, name)
        assert answer.status_code == 400 and about in answer.content.decode(), name
    assert client.post("/import", {}).status_code == 400


def test_an_export_needs_the_password_anew(db: None) -> None:
    client = at_the_desk(a_person())
    a_recommendation(a_text(), "The court must release the lawyer.")
    before = LogEntry.objects.filter(verb="exported").count()
    refused = client.post("/export", {"format": "json", "password": "not the password at all"})
    assert refused.status_code == 403 and b"release the lawyer" not in refused.content
    assert LogEntry.objects.filter(verb="exported").count() == before
    answer = client.post("/export", {"format": "json", "password": PASSWORD})
    assert answer["Content-Disposition"] == 'attachment; filename="record.json"'
    assert b"release the lawyer" in answer.content
    assert LogEntry.objects.filter(verb="exported").count() == before + 1
    assert client.post("/export", {"format": "pdf", "password": PASSWORD}).status_code == 403


def test_the_ways_in_and_out_stand_where_people_look_for_them(db: None) -> None:
    editor, reader = at_the_desk(a_person()), at_the_desk(a_person("rita", "reader"))
    shown = editor.get("/publications").content.decode()
    assert 'href="/import"' in shown and 'href="/export"' in shown
    hidden = reader.get("/publications").content.decode()
    assert 'href="/import"' not in hidden and 'href="/export"' not in hidden
    for person in (editor, reader):
        assert 'href="/access/tokens"' in person.get("/access").content.decode()


def test_a_publication_that_a_list_does_not_hold_is_found_by_its_words(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works, "LISTED", 1)
    account = a_person()
    older = a_text("On 3 July 2014 the President signed the Law on Gatherings.", work=a_work("The older one"))
    engine.index(older)
    engine.index(a_text("Other words.", work=a_work("The newest")))
    client = at_the_desk(account)
    form = client.get("/follow/bill/begin").content.decode()
    assert "The newest" in form and "The older one" not in form and "one of 1 more publications" in form
    sent = {"subject": "Law on Gatherings", "country": "KAZ", "stage": "signed", "source": "any"}
    refused = client.post("/follow/bill/begin", {**sent, "words": "words that stand nowhere"})
    assert refused.status_code == 400
    done = client.post("/follow/bill/begin", {**sent, "words": "the President signed the Law on Gatherings"})
    assert done.status_code == 303
    assert Evidence.objects.get(entry=Step.objects.get().permanent_id).passage.text == older


def test_a_country_says_how_many_of_its_publications_it_shows(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "WORKS_SHOWN", 1)
    for title in ("First", "Second"):
        a_work(title)
    client = at_the_desk(a_person())
    assert "1 of 2: show all" in client.get("/countries/KAZ").content.decode()
    every = client.get("/countries/KAZ?all=yes").content.decode()
    assert "First" in every and "Second" in every and "show all" not in every
