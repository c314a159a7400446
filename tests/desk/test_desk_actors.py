"""Actors at the desk: namesakes told apart, relations stated, bodies as a tree, contacts, whom a case concerns, funders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk_makers import a_person, at_the_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from makers import a_case, a_text, a_work, an_act, an_actor, an_instrument, resting
from qalqan.desk.views.relations import tree_of, words_for
from qalqan.record.actions import Words, merge, relate
from qalqan.record.models import Actor, Case, Division, Funder, Intervention, Relation
from qalqan.response.models import Contact, SealedWords
from qalqan.safety.models import Account, LogEntry

WORDS = "The Ministry of Justice is headed by Karim Umarov; its Registration Department refused the fund."


@pytest.fixture
def person(db: None) -> Account:
    return a_person("dilnoza", "editor", "publisher")


@pytest.fixture
def desk(person: Account) -> Client:
    return at_the_desk(person)


def test_namesakes_are_told_apart_and_joined_again_on_their_pages(desk: Client, person: Account) -> None:
    actor, case = an_actor("Timur Saparov"), a_case("Timur Saparov")
    detained = an_act(a_text("Timur Saparov was detained in Osh."), case, "DETENTION", victim=actor)
    fined = an_act(a_text("Timur Saparov was fined in Naryn."), case, "FINE", victim=actor)
    form = f"/actors/{actor.permanent_id}/divide"
    page = desk.get(form).content.decode()
    assert "fined in Naryn" in page and f'value="{detained.permanent_id}"' in page
    assert desk.post(form, {"reason": "two men"}).status_code == 400  # nothing is ticked
    sent = {"act": fined.permanent_id, "name_both": "Timur Saparov", "reason": "two men", "version": actor.version}
    assert desk.post(form, sent).status_code == 303
    division = Division.objects.get()
    first = desk.get(f"/actors/{actor.permanent_id}").content.decode()
    second = desk.get(f"/actors/{division.other.permanent_id}").content.decode()
    assert "detained in Osh" in first and "fined in Naryn" not in first
    assert "fined in Naryn" in second and "two men" in second
    desk.post(f"/divisions/{division.permanent_id}/take-back", {"reason": "one man"})
    first = desk.get(f"/actors/{actor.permanent_id}").content.decode()
    assert "detained in Osh" in first and "fined in Naryn" in first and "Joined with" in first


def test_a_division_of_what_somebody_changed_since_is_refused(desk: Client) -> None:
    actor = an_actor("Timur Saparov")
    actor.change(seen=1, country="KGZ")
    sent = {"name_other": "Timur Saparov", "reason": "two men", "version": "1"}
    assert desk.post(f"/actors/{actor.permanent_id}/divide", sent).status_code == 400
    assert not Division.objects.exists()


def test_a_relation_is_stated_with_dates_and_words_and_read_from_both_sides(desk: Client) -> None:
    text = a_text(WORDS, work=a_work("On bodies"))
    ministry, holder = an_actor("Ministry of Justice", "state-body"), an_actor("Karim Umarov")
    form = f"/entries/{ministry.permanent_id}/relate"
    asked = {"relation": "~head-of", "name": "Karim Umarov", "source": text.work.permanent_id, "words": WORDS[:50]}
    page = desk.post(form, asked).content.decode()
    assert f'value="{holder.permanent_id}"' in page
    assert not Relation.objects.exists()
    asked |= {"other": holder.permanent_id, "since": "2012-05", "until": "2014"}
    assert desk.post(form, asked).status_code == 303
    made = Relation.objects.get()
    assert (made.one, made.relation, made.other) == (holder.permanent_id, "head-of", ministry.permanent_id)
    assert made.level == "team"
    page = desk.get(f"/entries/{ministry.permanent_id}").content.decode()
    assert "headed by" in page and "May 2012" in page
    assert "head of" in desk.get(f"/actors/{holder.permanent_id}").content.decode()


def test_the_other_end_may_be_entered_anew_by_the_words_that_name_it(desk: Client) -> None:
    text = a_text(WORDS, work=a_work("On bodies"))
    ministry = an_actor("Ministry of Justice", "state-body")
    sent = {
        "relation": "~part-of", "name": "Registration Department", "new": "yes", "kind": "state-body",
        "source": text.work.permanent_id, "words": "its Registration Department",
    }  # fmt: skip
    assert desk.post(f"/entries/{ministry.permanent_id}/relate", sent).status_code == 303
    department = Actor.objects.get(name="Registration Department")
    assert (department.kind, department.country, department.level) == ("state-body", "KAZ", "team")
    page = desk.get("/bodies").content.decode()
    tree = page[page.index("Ministry of Justice") :]
    assert "Registration Department" in tree.split("</ul>")[0]
    assert "record.actor-entered" in LogEntry.objects.values_list("verb", flat=True)


def test_a_relation_without_words_or_of_a_wrong_kind_is_refused(desk: Client) -> None:
    text, law = a_text(WORDS), an_instrument()
    ministry, other = an_actor("Ministry of Justice", "state-body"), an_actor("Karim Umarov")
    form = f"/entries/{ministry.permanent_id}/relate"
    sent = {"relation": "~head-of", "name": other.name, "other": other.permanent_id, "source": text.work.permanent_id}
    assert desk.post(form, {**sent, "words": "not printed there"}).status_code == 400
    assert desk.post(form, {**sent, "words": WORDS[:20], "relation": "parent-event"}).status_code == 400
    assert desk.post(form, {**sent, "words": WORDS[:20], "since": "soon"}).status_code == 400
    assert "head of" not in desk.get(f"/entries/{law.permanent_id}/relate").content.decode()
    assert not Relation.objects.exists()


def test_a_ring_of_bodies_is_cut_and_loses_nobody(db: None, person: Account) -> None:
    text = a_text(WORDS)
    one, two, three = (an_actor(name, "state-body") for name in ("A", "B", "C"))
    for lower, upper in ((one, two), (two, three), (three, one)):
        relate(lower, "part-of", upper, person, "said so", [Words.at(text, 0, 9)])
    trees = tree_of([one, two, three], person)

    def names(bodies: list) -> list[str]:
        return [name for body in bodies for name in (body.actor.name, *names(body.parts))]

    assert sorted(names(trees)) == ["A", "B", "C"]


def test_five_hundred_relations_are_asked_for_in_few_questions(desk: Client, person: Account) -> None:
    coalition = an_actor("Coalition against Torture", "coalition")
    Relation.objects.bulk_create(
        Relation(one=an_actor(f"Group {n}", "organisation").permanent_id, one_kind="record.actor", relation="member-of",
                 other=coalition.permanent_id, other_kind="record.actor", reason="signed")
        for n in range(60)
    )  # fmt: skip
    path = f"/entries/{coalition.permanent_id}"
    desk.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = desk.get(path).content.decode()
    assert page.count("has member") == 60
    assert len(asked) < 60


def test_relations_are_called_from_the_readers_side_in_her_language() -> None:
    assert words_for("member-of", backwards=True) == "has member"
    with translation.override("ru"):
        assert words_for("head-of", backwards=False) == "руководит"
        assert words_for("relative-of", backwards=True) == "родственник"


def test_a_join_is_made_public_by_a_publisher_alone(desk: Client, person: Account) -> None:
    one, two = a_case("Dana Omarova", level="public"), a_case("D. Omarova", level="public")
    join = merge(one, two, person, "one case")
    editor = at_the_desk(a_person("edil", "editor"))
    assert editor.post(f"/entries/{join.permanent_id}/release", {"reason": "so"}).status_code == 404
    assert (
        desk.post(f"/entries/{one.permanent_id}/release", {"reason": "so"}).status_code == 400
    )  # with its publication
    assert desk.post(f"/entries/{join.permanent_id}/release", {"reason": "so"}).status_code == 303
    join.refresh_from_db()
    assert join.level == "public"


def test_cases_are_found_by_whom_they_concern(desk: Client) -> None:
    about, other = a_case("Attacks on groups", "pattern"), a_case("Fines", "pattern")
    path = f"/cases/{about.permanent_id}"
    sent = {"code": ["lgbt", "youth"], "reason": "the text says so", "version": about.version}
    assert desk.post(f"{path}/affected", sent).status_code == 303
    page = desk.get("/cases?affected=lgbt").content.decode()
    assert "Attacks on groups" in page and other.title not in page
    assert "LGBT persons" in desk.get(path).content.decode()
    assert desk.post(f"{path}/affected", sent).status_code == 409  # of the version before


def test_what_would_say_who_somebody_is_is_neither_offered_nor_taken(desk: Client) -> None:
    case = a_case("Dana Omarova")
    an_act(a_text("Dana Omarova was fined."), case, victim=an_actor("Dana Omarova"))
    path = f"/cases/{case.permanent_id}"
    assert 'value="lgbt"' not in desk.get(path).content.decode()
    assert 'value="lawyers"' in desk.get(path).content.decode()
    assert desk.post(f"{path}/affected", {"code": ["lgbt"], "reason": "so"}).status_code == 400
    assert Case.objects.get().affected == []


def test_what_another_body_did_stands_on_the_case_without_an_alert(desk: Client) -> None:
    text = a_text("Steppe Watch adopted her as a prisoner of conscience.", work=a_work("Adopted"))
    case = a_case("Dana Omarova")
    sent = {
        "type": "prisoner-of-conscience", "by": "Steppe Watch", "status_words": "prisoner of conscience",
        "date": "2014-07", "source": text.work.permanent_id, "words": "adopted her as a prisoner of conscience",
    }  # fmt: skip
    form = f"/cases/{case.permanent_id}/intervention"
    assert desk.post(form, {**sent, "words": "freed her"}).status_code == 400
    assert desk.post(form, sent).status_code == 303
    page = desk.get(f"/cases/{case.permanent_id}").content.decode()
    assert "“prisoner of conscience”" in page and "Steppe Watch" in page
    assert Intervention.objects.get().level == "team"


def test_a_funder_is_noted_for_the_team_and_taken_back(desk: Client) -> None:
    work = a_text(level="public").work
    path = f"/publications/{work.permanent_id}"
    assert desk.post(f"{path}/funders", {"name": "The Foreign Fund", "words": "with the help of"}).status_code == 303
    assert desk.post(f"{path}/funders", {"name": "the foreign fund"}).status_code == 400
    funder = Funder.objects.get()
    assert funder.level == "team"
    assert "The Foreign Fund" in desk.get(path).content.decode()
    desk.post(f"/funders/{funder.permanent_id}/take-back", {"reason": "of another text"})
    assert "The Foreign Fund" not in desk.get(path).content.decode()


@pytest.fixture
def officer(db: None) -> Client:
    return at_the_desk(a_person("rustam", "responder", level="sealed"))


EMBASSY = {"kind": "mission", "country": "TJK", "mission": "Embassy of Arcadia", "body": "Political section",
           "person": "Nora Lind", "channel": "+000 by courier", "last_verified": "2014-06"}  # fmt: skip


def test_contacts_stand_by_country_and_mission_with_the_day_they_were_checked(officer: Client) -> None:
    assert officer.post("/contacts/add", EMBASSY).status_code == 303
    officer.post(
        "/contacts/add", {"kind": "grants", "body": "Emergency Fund", "channel": "by form", "eligibility": "anyone"}
    )
    page = officer.get("/contacts").content.decode()
    assert "Tajikistan" in page and "Embassy of Arcadia" in page and "Nora Lind" in page
    assert page.index("In any country") < page.index("Embassy of Arcadia")
    assert "not checked since" in page and "never checked" in page
    embassy = next(
        one
        for one in Contact.objects.all()
        if "Arcadia" in officer.get(f"/contacts/{one.permanent_id}").content.decode()
    )
    assert officer.post(f"/contacts/{embassy.permanent_id}/holds").status_code == 303
    assert "not checked since" not in officer.get("/contacts?country=TJK").content.decode()
    assert "Emergency Fund" not in officer.get("/contacts?country=TJK").content.decode()


def test_a_contact_is_sealed_logged_and_open_to_those_it_was_given_to(officer: Client) -> None:
    officer.post("/contacts/add", EMBASSY)
    contact = Contact.objects.get()
    assert all(b"Lind" not in bytes(row.blob) for row in SealedWords.objects.all())
    other = at_the_desk(a_person("bahor", "responder", level="sealed"))
    assert "Arcadia" not in other.get("/contacts").content.decode()
    assert other.get(f"/contacts/{contact.permanent_id}").status_code == 404
    before = LogEntry.objects.filter(verb="contact-read").count()
    officer.get("/contacts")
    assert LogEntry.objects.filter(verb="contact-read").count() == before + 1
    colleague = Account.objects.get(login_name="bahor")
    officer.post(f"/contacts/{contact.permanent_id}/grant", {"person": colleague.permanent_id})
    assert "Nora Lind" in other.get("/contacts").content.decode()


def test_a_contact_is_written_anew_and_refused_where_it_leads_nowhere(officer: Client) -> None:
    officer.post("/contacts/add", EMBASSY)
    path = f"/contacts/{Contact.objects.get().permanent_id}"
    assert officer.post(path, {**EMBASSY, "person": "Ola Berg"}).status_code == 303
    page = officer.get("/contacts").content.decode()
    assert "Ola Berg" in page and "Nora Lind" not in page
    assert officer.post(path, {**EMBASSY, "channel": ""}).status_code == 400
    assert officer.post(path, {**EMBASSY, "last_verified": "lately"}).status_code == 400
    today = timezone.now().date()
    assert officer.post(path, {**EMBASSY, "last_verified": (today - timedelta(days=9)).isoformat()}).status_code == 303
    assert "not checked since" not in officer.get("/contacts").content.decode()


def test_a_page_of_an_actor_shows_what_stands_on_evidence_of_its_own(desk: Client) -> None:
    text = a_text(WORDS)
    ministry = an_actor("Ministry of Justice", "state-body")
    resting(ministry, text, "Ministry of Justice")
    assert "Ministry of Justice" in desk.get(f"/entries/{ministry.permanent_id}").content.decode()
