"""Citing, setting side by side, comparing and relating publications at the desk."""

from __future__ import annotations

from desk_makers import a_person, at_the_desk

from makers import a_copy, a_recommendation, a_text, a_work
from qalqan.library.citation import hash_of_words
from qalqan.library.kinship import state

ENGLISH = "The court must release the lawyer.\n\nParliament should withdraw the draft law of 2014."
RUSSIAN = "Суд должен освободить адвоката.\n\nПарламенту следует отозвать законопроект 2014 года."


def shown(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_publication_is_cited_in_every_form_and_one_passage_of_it(db):
    text = a_text(ENGLISH)
    client = at_the_desk(a_person())
    page = shown(client, f"/publications/{text.work.permanent_id}/cite")
    for name in ("OSCOLA", "Chicago", "APA", "BibTeX", "RIS", "CSL-JSON"):
        assert name in page
    pin = f"p2~{hash_of_words('other words')}"
    page = shown(client, f"/publications/{text.work.permanent_id}/cite?passage={pin}&text={text.permanent_id}")
    assert "passage 2" in page and "no longer those that were cited" in page
    file = client.get(f"/publications/{text.work.permanent_id}/citation")
    assert file.content.startswith(b"TY  - RPRT") and "attachment" in file["Content-Disposition"]
    assert client.get(f"/publications/{text.work.permanent_id}/citation?form=exe").status_code == 404


def test_an_entry_is_cited_with_the_passages_it_rests_on(db):
    text = a_text(ENGLISH)
    entry = a_recommendation(text)
    page = shown(at_the_desk(a_person()), f"/recommendations/{entry.permanent_id}/cite")
    assert f"entry {entry.permanent_id[:8]}" in page and "passage 1" in page and "as of" in page


def test_a_translation_is_related_and_set_beside_and_the_relation_taken_back(db):
    person = a_person()
    client = at_the_desk(person)
    english = a_text(ENGLISH)
    russian = a_text(RUSSIAN, work=a_work("Адвокаты", language="ru"))
    sent = {"relation": "translation-of", "other": english.work.permanent_id, "reason": "same day"}
    assert client.post(f"/publications/{russian.work.permanent_id}/relate", sent).status_code == 303
    page = shown(client, f"/publications/{english.work.permanent_id}")
    assert "Адвокаты" in page and f"with={russian.work.permanent_id}" in page
    beside = shown(client, f"/publications/{english.work.permanent_id}/beside?with={russian.work.permanent_id}")
    assert beside.index("withdraw the draft") < beside.index("отозвать законопроект")
    relation = russian.work.relations.get()
    assert client.post(
        f"/publications/{russian.work.permanent_id}/unrelate", {"relation": relation.pk, "reason": "no"}
    ).status_code == 303  # fmt: skip
    relation.refresh_from_db()
    assert relation.ended_because == "no"


def test_two_states_are_compared_the_earlier_first(db):
    client = at_the_desk(a_person())
    later = a_text(ENGLISH.replace("release", "free"))
    earlier = a_text(ENGLISH, work=a_work("Before", published="2013-01-01"))
    page = shown(client, f"/publications/{later.work.permanent_id}/compared?with={earlier.work.permanent_id}")
    assert "<del>release</del>" in page and "<ins>free</ins>" in page
    answer = client.get(f"/publications/{later.work.permanent_id}/compared?with=nothing")
    assert answer.status_code == 400


def test_missing_issuers_are_offered_and_added_with_who_told(db):
    person = a_person()
    client = at_the_desk(person)
    bare = a_text(ENGLISH, work=a_work("Bare", issuers=()))
    full = a_text(RUSSIAN, work=a_work("Full", issuers=("Steppe Lawyers",)))
    state(bare.work, "same-as", full.work, person)
    path = f"/publications/{bare.work.permanent_id}"
    assert "Add them as issuers" in shown(client, path)
    assert client.post(f"{path}/complete", {"other": full.work.permanent_id}).status_code == 303
    assert "named in another copy" in shown(client, path)


def test_an_old_address_typed_by_hand_leads_to_its_publication_and_stands_in_no_address(db):
    client = at_the_desk(a_person())
    text = a_text(ENGLISH, copy=a_copy("https://www.old.example/7"))
    answer = client.post("/publications/under", {"written": "http://old.example/7/"})
    assert answer["Location"] == f"/publications/{text.work.permanent_id}"
    path = f"/publications/{text.work.permanent_id}"
    assert client.post(f"{path}/alias", {"alias": "lib:9"}).status_code == 303
    assert client.post("/publications/under", {"written": "LIB:9"})["Location"] == path
    assert client.post("/publications/under", {"written": "lib:10"})["Location"] == "/publications"
