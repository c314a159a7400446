"""Taking in, searching, releasing and assessing at the desk."""

from __future__ import annotations

import pytest
from desk_makers import BODY, DEMAND, a_person, a_waiting_publication, at_the_desk, form_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, an_act, an_actor, an_instrument
from qalqan.desk.views import works
from qalqan.followup.models import Assessment
from qalqan.library.models import Work
from qalqan.library.search import engine
from qalqan.record.models import Situation
from qalqan.review.models import Candidate
from qalqan.safety.models import LogEntry
from qalqan.sources.capture import capture
from qalqan.sources.models import Copy

STATEMENT = (
    "Release the lawyer at once\n\n21 July 2014\n\nWe call on the authorities of Kazakhstan to:\n\n"
    "- release the lawyer Dana Omarova;\n- let her see a doctor.\n"
)


def sent(client: Client, *files: tuple[str, bytes], **given: object) -> tuple[int, str]:
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    answer = client.post("/publications/add", {"files": uploads, **given}, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_publication_is_taken_in_and_its_proposals_wait(db: None) -> None:
    client = at_the_desk(a_person())
    status, page = sent(client, ("statement.txt", STATEMENT.encode()), country="KAZ")
    assert status == 200
    assert "was taken in" in page
    assert "release the lawyer Dana Omarova" in page
    assert Candidate.objects.filter(kind="recommendation").exists()
    assert "was here already" in sent(client, ("again.txt", STATEMENT.encode()))[1]
    assert Work.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("program.exe", b"MZ\x90\x00" + bytes(range(256)) * 20),
        ("broken.pdf", b"%PDF-1.7\nnothing follows"),
    ],
    ids=["empty", "a program", "a broken PDF"],
)
def test_a_file_that_cannot_be_read_gives_one_sentence_naming_it(db: None, name: str, data: bytes) -> None:
    status, page = sent(at_the_desk(a_person()), (name, data))
    said = page.split('role="alert"><p>')[1].split("</p>")[0]
    assert status == 400
    assert name in said
    assert said.strip().endswith(".")
    assert (Work.objects.count(), Copy.objects.count()) == (0, 0)


def test_one_bad_file_among_good_ones_does_not_stop_them(db: None) -> None:
    _status, page = sent(at_the_desk(a_person()), ("empty.txt", b""), ("statement.txt", STATEMENT.encode()))
    assert page.count('class="said wrong"') == 1
    assert "statement.txt was taken in" in page
    assert Work.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(works, "LARGEST", 10)
    status, page = sent(at_the_desk(a_person()), ("large.txt", STATEMENT.encode()))
    assert status == 400
    assert "large.txt is larger than" in page


def test_without_a_file_the_form_says_so(db: None) -> None:
    status, page = sent(at_the_desk(a_person()))
    assert status == 400
    assert "Choose a file first." in page


def test_the_original_is_handed_out_as_an_attachment_in_a_sandbox_and_logged(db: None) -> None:
    person = a_person()
    copy = capture(b"<script>as it came</script>", "page.html", account=person)
    answer = at_the_desk(person).get(f"/copies/{copy.permanent_id}/original")
    assert answer.content == b"<script>as it came</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert LogEntry.objects.filter(verb="original-taken", object_id=copy.permanent_id).exists()


def test_what_the_machine_passed_over_is_proposed_by_a_person_and_decided_like_any_other(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, path = at_the_desk(person), f"/texts/{text.permanent_id}/propose"
    told = {"kind": "situation", "words": "Steppe Lawyers are alarmed by the arrest"}
    answer = client.post(path, told)
    made = Candidate.objects.get(origin="by hand")
    assert answer["Location"] == f"/review/{made.permanent_id}"
    changed = form_of(made, country="KAZ", trend="worse", reason="as it says", answer="correct")
    assert client.post(answer["Location"], changed).status_code == 303
    assert (Situation.objects.get().country, Situation.objects.get().trend) == ("KAZ", "worse")
    assert client.post(path, {**told, "words": "words of nobody"}).status_code == 400
    assert client.post(path, {**told, "kind": "poem"}).status_code == 400


def test_a_demand_is_proposed_within_its_recommendation(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, path = at_the_desk(person), f"/texts/{text.permanent_id}/propose"
    assert client.post(path, {"kind": "clause", "words": "see a doctor"}).status_code == 303
    assert Candidate.objects.get(origin="by hand").parent == text.candidates.get(key="c1")
    assert client.post(path, {"kind": "clause", "words": "Steppe Lawyers"}).status_code == 400


def test_a_search_goes_by_post_and_marks_what_it_found(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    engine.index(text)
    client = at_the_desk(person)
    page = client.post("/search", {"query": "doctor", "country": ["KAZ", ""]}).content.decode()
    assert f"/publications/{text.work.permanent_id}?text={text.permanent_id}#p2" in page
    assert "<mark>doctor</mark>" in page
    assert "doctor" not in client.get("/search?query=doctor").content.decode()
    none = client.post("/search", {"query": "doctor", "country": "TJK"}).content.decode()
    assert "0 publications" in none
    assert (
        "1 publication"
        in client.post("/search", {"query": "doctor", "country": "TJK", "without": "TJK"}).content.decode()
    )


def test_a_publisher_releases_a_publication_with_a_reason(db: None) -> None:
    text = a_waiting_publication(a_person())
    client, path = at_the_desk(a_person("pia", "publisher")), f"/publications/{text.work.permanent_id}"
    assert client.post(f"{path}/release", {"reason": ""}).status_code == 400
    assert client.post(f"{path}/release", {"reason": "agreed on Monday"}).status_code == 303
    assert Work.objects.get().level == "public"
    assert "Withdraw from the public" in client.get(path).content.decode()
    assert client.post(f"{path}/withdraw", {"reason": "the family asks"}).status_code == 303
    assert Work.objects.get().level == "team"


def test_a_persons_name_is_released_by_itself(db: None) -> None:
    person = an_actor("Dana Omarova")
    client = at_the_desk(a_person("pia", "publisher"))
    assert "withheld wherever it stands" in client.get(f"/actors/{person.permanent_id}").content.decode()
    client.post(f"/actors/{person.permanent_id}/release", {"reason": "she asked for it"})
    person.refresh_from_db()
    assert person.level == "public"


def test_every_entry_shows_the_words_it_rests_on_one_click_away(db: None) -> None:
    person = a_person("reader", "reader")
    text = a_text(BODY)
    place = f"/publications/{text.work.permanent_id}?text={text.permanent_id}#p3"
    words = "the President signed the Law on Public Associations"
    law, case = an_instrument(), a_case()
    process = a_process(instrument=law)
    a_step(text, process, words=words)
    an_act(text, case, words=words)
    client = at_the_desk(person)
    entries = [
        f"/laws/{law.permanent_id}",
        f"/followed/{process.permanent_id}",
        f"/cases/{case.permanent_id}",
        "/countries/KAZ",
    ]
    for path in entries:
        page = client.get(path).content.decode()
        assert place in page, path
    assert words in client.get(entries[0]).content.decode()


def test_a_law_stood_elsewhere_on_an_earlier_day(db: None) -> None:
    text = a_text(BODY)
    process = a_process(instrument=an_instrument())
    a_step(text, process, "under-consideration", date="2014-05", known="2014-05-21")
    a_step(text, process, "signed")
    client = at_the_desk(a_person("reader", "reader"))
    then = client.get("/draft-laws?as_of=2014-06-01").content.decode()
    now = client.get("/draft-laws?as_of=2014-07-22").content.decode()
    assert ("under consideration</strong>" in then, "signed by the head of state</strong>" in then) == (True, False)
    assert "signed by the head of state</strong>" in now
    assert client.get("/draft-laws?as_of=yesterday").status_code == 400


def test_a_demand_is_assessed_by_words_and_the_former_answer_stays(db: None) -> None:
    person = a_person()
    text = a_text(BODY)
    clause = a_clause(a_recommendation(text, DEMAND), text, "release Dana Omarova")
    client, path = at_the_desk(person), f"/clauses/{clause.permanent_id}/assess"
    told = {
        "country": "KAZ",
        "rung": "no-action",
        "day": "2014-08-01",
        "source": text.work.permanent_id,
        "reason": "held",
    }
    assert "Choose the publication" in client.post(path, {**told, "words": "words of nobody"}).content.decode()
    assert (
        "Choose one of the addressees"
        in client.post(path, {**told, "country": "FRA", "words": DEMAND}).content.decode()
    )
    assert not Assessment.objects.exists()
    for rung in ("no-action", "implemented"):
        answer = client.post(path, {**told, "rung": rung, "words": "the arrest of the lawyer\r\nDana Omarova"})
        assert answer.status_code == 303, answer.content.decode()
    assert [one.rung for one in Assessment.objects.order_by("id")] == ["no-action", "implemented"]
    page = client.get(answer["Location"]).content.decode()
    assert "no action" in page
    assert "implemented" in page
    assert "implemented" in client.get("/demands?country=KAZ").content.decode()


def test_a_publication_is_sealed_and_opened_again_from_its_page(db: None) -> None:
    keeper = a_person("keeper", "editor", "publisher", level="sealed")
    text = a_waiting_publication(keeper)
    engine.index(text)
    path, mine, colleague = f"/publications/{text.work.permanent_id}", at_the_desk(keeper), at_the_desk(a_person())
    assert "Seal this publication" in mine.get(path).content.decode()
    assert "Seal this publication" not in colleague.get(path).content.decode()
    assert colleague.post(f"{path}/seal", {"reason": "why"}).status_code == 400
    assert mine.post(f"{path}/seal", {"reason": "her family was visited"}).status_code == 303
    assert colleague.get(path).status_code == 404
    assert DEMAND[:20] not in colleague.get("/review").content.decode()
    shown = mine.get(path).content.decode()
    assert "in no index" in shown and "Open to the team again" in shown
    assert mine.post(f"{path}/unseal", {"reason": "a namesake"}).status_code == 303
    assert colleague.get(path).status_code == 200
