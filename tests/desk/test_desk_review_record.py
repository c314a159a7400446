"""The record at the desk: two sources side by side, joining and splitting, history, and two versions of a law."""

from __future__ import annotations

from typing import Any

import pytest
from desk_makers import a_person, at_the_desk
from django.test import Client

from makers import a_case, a_provision, a_text, a_work, an_act, an_actor, an_instrument
from qalqan.record.actions import merge, revise
from qalqan.record.joined import number_of_cases
from qalqan.record.models import Act, Actor, Relation
from qalqan.safety.models import Account


@pytest.fixture
def person(db: None) -> Account:
    return a_person()


@pytest.fixture
def desk(person: Account) -> Client:
    return at_the_desk(person)


def told_twice(person: Account, **other: Any) -> tuple[Act, Act]:
    case, victim = a_case(), an_actor()
    one = an_act(a_text("Police summoned Dana Omarova.", work=a_work("One")), case, victim=victim, date="2014-06-02")
    two = an_act(a_text("She was summoned by police.", work=a_work("Two")), case, victim=victim, **other)
    merge(one, two, person, "one summons")
    return one, two


def test_two_sources_that_disagree_stand_side_by_side_marked(desk: Client, person: Account) -> None:
    one, _ = told_twice(person, date="2014-06-03")
    page = desk.get(f"/cases/{one.case.permanent_id}").content.decode()
    assert "sources differ" in page and "the date" in page
    assert "Police summoned Dana Omarova." in page and "She was summoned by police." in page
    assert page.count("<section id=") == 1


def test_two_sources_that_agree_are_not_marked(desk: Client, person: Account) -> None:
    one, _ = told_twice(person, date="2014-06")
    page = desk.get(f"/cases/{one.case.permanent_id}").content.decode()
    assert "Another source tells the same" in page
    assert "sources differ" not in page


def test_people_are_joined_and_split_at_the_desk(desk: Client, person: Account) -> None:
    one = an_actor("Dana Omarova")
    other = an_actor("Dana Omarova", country="KGZ")
    act = an_act(a_text("Police summoned her."), a_case(), victim=other)
    page = desk.get(f"/entries/{one.permanent_id}").content.decode()
    assert f'value="{other.permanent_id}"' in page
    path = f"/entries/{one.permanent_id}/join"
    assert desk.post(path, {"other": other.permanent_id}).status_code == 400
    desk.post(path, {"other": other.permanent_id, "reason": "the same birthday"})
    page = desk.get(f"/actors/{one.permanent_id}").content.decode()
    assert "Joined with" in page
    assert "Police summoned her." in page
    desk.post(f"/entries/{Relation.objects.get().permanent_id}/separate", {"reason": "her sister"})
    page = desk.get(f"/actors/{one.permanent_id}").content.decode()
    assert "Joined with" not in page and "Police summoned her." not in page
    assert Actor.objects.count() == 2 and act.standing == "standing"


def test_joined_cases_are_counted_once(person: Account, desk: Client) -> None:
    one, two = a_case("Dana Omarova"), a_case("D. Omarova")
    a_case("At least 24 journalists", kind="pattern")
    assert number_of_cases(person) == 2
    merge(one, two, person, "one person")
    assert number_of_cases(person) == 1
    an_act(a_text("Police summoned her."), two)
    assert "Police summoned her." in desk.get(f"/cases/{one.permanent_id}").content.decode()


def test_history_shows_the_words_that_changed_and_why(desk: Client, person: Account) -> None:
    act = an_act(a_text(), reason="a speech at a meeting of parents")
    revise(act, {"reason": "a speech at a meeting of lawyers"}, person, "misread")
    page = desk.get(f"/entries/{act.permanent_id}").content.decode()
    assert "<del>parents</del>" in page and "<ins>lawyers</ins>" in page
    assert "misread" in page and person.display_name in page


def test_history_says_codes_and_cases_in_words(desk: Client, person: Account) -> None:
    act = an_act(a_text(), a_case("Dana Omarova"))
    revise(act, {"case": a_case("D. Omarova"), "hedge": "alleged", "standing": "disputed"}, person, "another lawyer")
    page = desk.get(f"/entries/{act.permanent_id}").content.decode()
    assert "<del>Dana Omarova</del> <ins>D. Omarova</ins>" in page
    assert "<ins>disputed</ins>" in page and "How it stands" in page
    revise(act, {"case": a_case("A sealed name", level="sealed")}, person, "moved")
    assert "A sealed name" not in desk.get(f"/entries/{act.permanent_id}").content.decode()


def test_an_entry_is_withdrawn_and_stands_again(desk: Client, person: Account) -> None:
    act = an_act(a_text())
    path = f"/entries/{act.permanent_id}/standing"
    desk.post(path, {"reason": "the source took it back", "version": "1"})
    assert Act.objects.get().standing == "withdrawn"
    assert desk.post(path, {"reason": "seen late", "version": "1"}).status_code == 409
    desk.post(path, {"reason": "it was another article", "version": "2"})
    assert Act.objects.get().standing == "standing"
    page = desk.get(f"/entries/{act.permanent_id}").content.decode()
    assert "the source took it back" in page and "it was another article" in page


def test_an_entry_that_is_closed_is_not_there(desk: Client) -> None:
    sealed = an_actor(level="sealed")
    absent = desk.get("/entries/" + "a" * 26)
    refused = desk.get(f"/entries/{sealed.permanent_id}")
    assert (refused.status_code, refused.content) == (404, absent.content)
    shown = an_actor("Dana Omarova")
    assert sealed.permanent_id not in desk.get(f"/entries/{shown.permanent_id}").content.decode()
    joined = {"other": sealed.permanent_id, "reason": "one person"}
    assert desk.post(f"/entries/{shown.permanent_id}/join", joined).status_code == 400


def test_two_descriptions_of_a_law_are_compared(desk: Client) -> None:
    law = an_instrument()
    early = a_text("It punishes leaders of groups, such as extremist ones, harder.", work=a_work(published="2014-05"))
    late = a_text("It punishes leaders of groups harder.", work=a_work(published="2014-07"))
    for text in (early, late):
        a_provision(text, law)
    assert f"/laws/{law.permanent_id}/compare" in desk.get(f"/laws/{law.permanent_id}").content.decode()
    page = desk.get(f"/laws/{law.permanent_id}/compare").content.decode()
    assert "1 changed" in page
    assert "such as extremist ones," in page.split("<del>")[1].split("</del>")[0] + page.split("<del>")[-1]
    assert "not thereby from the law" in page
    assert "Choose two different" in desk.get(f"/laws/{law.permanent_id}/compare?before=0&after=0").content.decode()


def test_two_texts_of_a_law_are_compared_article_by_article(desk: Client) -> None:
    draft = a_text("Article 1. Scope\n\nAny group of ten may register.\n\nArticle 2. Fees\n\nRegistration is free.")
    signed = a_text(
        "Article 1. Scope\n\nAny group of fifty may register.\n\nArticle 2. Aim\n\nForeign money is banned."
    )
    page = desk.get(f"/texts/{draft.permanent_id}/compare?with={signed.permanent_id}").content.decode()
    assert "<del>ten</del>" in page and "<ins>fifty</ins>" in page
    assert "1 changed" in page and "1 new" in page and "1 dropped" in page
    plain = a_text("A speech.")
    assert desk.get(f"/texts/{draft.permanent_id}/compare?with={plain.permanent_id}").status_code == 400
