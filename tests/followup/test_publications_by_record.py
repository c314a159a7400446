"""Publications found by what the record says in their words."""

from __future__ import annotations

from typing import Any

import pytest

import makers
from qalqan.followup.publications import PublicationsByRecord
from qalqan.library.search import engine
from qalqan.record.matching import whole_name
from qalqan.safety.models import Circle


@pytest.fixture
def told(account: Any) -> Any:
    """Three publications: of an arrest, of a release, and of a law and what is asked of parliament."""
    dana = makers.an_actor("Dana Omarova")
    dana.names.update(key=whole_name("Dana Omarova"))
    liberty = makers.a_process("liberty", "Dana Omarova", actor=dana)
    arrest = makers.a_text("The lawyer Dana Omarova was detained.", work=makers.a_work("Arrest"))
    makers.an_act(arrest, victim=dana)
    makers.a_step(arrest, liberty, "detained", date="2014-06-16", known="2014-06-17")
    release = makers.a_text("She is free again.", work=makers.a_work("Release"))
    makers.a_step(release, liberty, "released", date="2014-07-22", known="2014-07-22")
    law = makers.a_text("Parliament should withdraw the draft.", work=makers.a_work("Law"))
    bill = makers.an_instrument("Law on Public Associations", key="public associations")
    makers.a_provision(law, bill)
    makers.a_recommendation(
        law, addressees=[{"name": "the Supreme Council", "class": "parliament", "countries": ["KGZ"]}]
    )
    for text in (arrest, release, law):
        engine.index(text)
    return account


FOUND = [
    ("person:Omarova", {"Arrest", "Release"}, "who is named, in whatever part of her name"),
    ("person:Омарова", {"Arrest", "Release"}, "in either script"),
    ("organisation:Omarova", set(), "a person is no organisation"),
    ('instrument:"Law on Public Associations"', {"Law"}, "a law by its name"),
    ("addressee:parliament", {"Law"}, "a class of addressee"),
    ('addressee:"supreme council"', {"Law"}, "an addressee by name"),
    ("addressee:court", set(), "nobody asked the courts"),
    ("status:detained@2014-07-01", {"Arrest"}, "where it stood that day"),
    ("status:detained@2014-07-23", set(), "and no longer after the release"),
    ("status:released@2014-07-23", {"Release"}, "where it stood later"),
    ("status:released@someday", set(), "a day that is none"),
    ("person:Omarova free", {"Release"}, "beside words"),
    ("NOT person:Omarova", {"Law"}, "and denied"),
]


@pytest.mark.parametrize(("query", "expected", "tries"), FOUND, ids=[tries for _q, _e, tries in FOUND])
def test_what_the_record_says_finds_its_publications(told: Any, query: str, expected: set[str], tries: str) -> None:
    found = engine.search(query, told, record=PublicationsByRecord(told))
    assert {hit.work.title for hit in found.hits} == expected
    assert found.total == len(expected)


def test_a_filter_of_the_record_is_told_and_works_without_words(told: Any) -> None:
    found = engine.search("", told, fields=(("person", "Omarova"),), record=PublicationsByRecord(told), facets=True)
    assert found.total == 2
    assert "person “Omarova”" in found.understood
    assert dict(found.facets["country"]) == {"KAZ": 2}


def test_what_an_account_may_not_see_in_the_record_finds_nothing(told: Any) -> None:
    from qalqan.followup.models import Step
    from qalqan.record.models import Act

    other = Circle.objects.create(code="other", name="Other")
    Act.objects.update(circle=other)
    Step.objects.filter(stage="detained").update(circle=other)
    found = engine.search("person:Omarova", told, record=PublicationsByRecord(told))
    assert {hit.work.title for hit in found.hits} == {"Release"}


def test_without_a_record_such_a_field_is_looked_for_as_words(told: Any) -> None:
    found = engine.search("person:Omarova", told)
    assert {hit.work.title for hit in found.hits} == {"Arrest"}
    assert "looked for as words" in found.understood
