"""Standards, provisions and situations; names and mentions."""

from __future__ import annotations

import pytest
from extracted import HEAD, extracted, found, words

from qalqan.extraction.mentions import find_laws, find_names, find_places

STANDARDS = [
    # (sentence, words, article)
    ("This breaches Article 22 of the International Covenant on Civil and Political Rights.", "International Covenant on Civil and Political Rights", "22"),
    ("It must respect the Convention against Torture.", "Convention against Torture", None),
    ("That is contrary to international human rights standards on expression.", "international human rights standards on expression", None),
    ("Это нарушает статью 19 Международного пакта о гражданских и политических правах.", "Международного пакта о гражданских", "19"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "article"), STANDARDS)
def test_a_standard_is_read(sentence: str, name: str, article: str | None) -> None:
    (one,) = found(HEAD + sentence + "\n", "standard")
    assert name in one["anchor"]["exact"]
    assert one["fields"]["article"] == article


@pytest.mark.parametrize(
    "sentence", ["The Committee against Torture met.", "Experts in international law experts met."]
)
def test_bodies_and_experts_are_no_standards(sentence: str) -> None:
    assert found(HEAD + sentence.replace("Experts in ", "Three ") + "\n", "standard") == []


def test_provisions_have_restriction_defect_and_country() -> None:
    text = HEAD + (
        "In Kazakhstan, the draft law on associations makes trouble. The law prescribes stiffer penalties for leaders; "
        "prohibits propaganda of doubt without clearly defining this term.\n"
    )
    read = [(f["restriction"], f["defects"], f["country"]) for f in (one["fields"] for one in found(text, "provision"))]
    assert ("aggravated-penalty", [], "KAZ") in read
    assert ("speech-ban", ["vague"], "KAZ") in read


@pytest.mark.parametrize(
    ("sentence", "trend"),
    [
        ("In Kazakhstan, defenders work in an increasingly insecure environment.", "worse"),
        ("In Kazakhstan, the human rights situation has improved.", "better"),
        ("As previously, the operating environment in Kazakhstan is hard.", "same"),
        ("In Kazakhstan, the operating environment is precarious.", "none"),
    ],
)
def test_a_situation_has_its_trend(sentence: str, trend: str) -> None:
    (one,) = found(HEAD + sentence + "\n", "situation")
    assert one["fields"] == {"country": "KAZ", "trend": trend}


def test_names_are_told_apart() -> None:
    text = "Edgar Bordur of the Open Valley Association met President Ivo Ruri and the Ministry of Culture in New York in May."
    read = [(one.name, one.kind) for one in find_names(text, 0, len(text))]
    assert ("Ivo Ruri", "person") in read
    assert ("Ministry of Culture", "state-body") in read
    assert not any(name == "New York" and kind == "person" for name, kind in read)
    assert any("Open Valley Association" in name for name, kind in read if kind == "organisation")


def test_places_and_laws_are_named() -> None:
    text = 'In the city of Osh the law "On assemblies" and the Criminal Code were discussed.'
    assert [one.name for one in find_places(text, 0, len(text))] == ["Osh"]
    assert [one.name for one in find_laws(text, 0, len(text))] == ['the law "On assemblies"', "Criminal Code"]


def test_mentions_are_printed_only_where_they_are_asked_for() -> None:
    text = HEAD + "Edgar Bordur was freed in Kazakhstan on 5 May 2014.\n"
    assert "mention" not in {one["kind"] for one in extracted(text)["candidates"]}
    mentions = found(text, "mention")
    assert {"Edgar Bordur", "Kazakhstan", "5 May 2014"} <= set(words(mentions))
    person = next(one["fields"] for one in mentions if one["fields"]["type"] == "person")
    assert person["resolves_to"] is None and person["because"]
