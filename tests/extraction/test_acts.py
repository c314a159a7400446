"""Acts: what, to whom, by whom, when, how sure."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import HEAD, found

from qalqan.vocabularies import scheme

CASES = [
    # (sentence, type, EDTF, hedge): what it tries
    (
        "On 1 March 2015 police arrested the journalist Edgar Bordur in Tajikistan.",
        "ARBITRARY-DETENTION",
        "2015-03-01",
        "asserted",
    ),
    ("The lawyer Edgar Bordur was reportedly beaten in Tajikistan in May 2014.", "BEATING", "2014-05", "reported"),
    ("The allegedly tortured student Edgar Bordur is in Tajikistan.", "TORTURE", None, "alleged"),
    ("In Tajikistan the association was denied registration.", "REG-REFUSED", None, "asserted"),
    (
        "In Tajikistan officials have repeatedly called in activists for questioning; several were summoned.",
        "SUMMONS",
        None,
        "asserted",
    ),
    (
        "Human rights defenders in Tajikistan fear that their phones are under surveillance.",
        "SURVEILLANCE",
        None,
        "feared",
    ),
    ("12 января 2015 года полиция задержала адвоката Эдгара Бордура.", "ARBITRARY-DETENTION", "2015-01-12", "asserted"),
    ("По сообщениям родственников, адвокат был избит.", "BEATING", None, "reported"),
]


def acts(text: str) -> list[dict[str, Any]]:
    return found(text, "act") + found(text, "pattern")


@pytest.mark.parametrize(("sentence", "code", "edtf", "hedge"), CASES)
def test_an_act_is_read(sentence: str, code: str, edtf: str | None, hedge: str) -> None:
    read = [
        (one["fields"]["type"], one["fields"]["date"]["edtf"], one["hedge"]) for one in acts(HEAD + sentence + "\n")
    ]
    assert (code, edtf, hedge) in read


def test_a_named_victim_makes_an_act_and_the_unnamed_a_pattern() -> None:
    (act,) = acts(HEAD + "In Tajikistan the journalist Edgar Bordur was threatened.\n")
    (pattern,) = acts(HEAD + "In Tajikistan at least two dozen journalists were threatened.\n")
    assert (act["kind"], act["fields"]["victims"]) == (
        "act",
        [{"name": "Edgar Bordur", "role": "journalist", "kind": "person", "count": None}],
    )
    assert (pattern["kind"], pattern["fields"]["victims"]) == (
        "pattern",
        [{"name": None, "role": "journalists", "kind": "group", "count": 24}],
    )


def test_all_who_are_listed_are_victims() -> None:
    (act,) = acts(
        HEAD + "On 9 January 2015 supporters of the mayor beat Edgar Bordur, Anna Syldav and Ivo Ruri in Bishkek.\n"
    )
    assert [one["name"] for one in act["fields"]["victims"]] == ["Edgar Bordur", "Anna Syldav", "Ivo Ruri"]


def test_who_is_told_of_on_the_way_is_not_the_victim() -> None:
    text = HEAD + "On 9 January 2015 friends of a man who had allegedly been killed in June 2014, beat Edgar Bordur.\n"
    read = {one["fields"]["type"]: one for one in acts(text)}
    assert read["KILLING"]["fields"]["victims"] == []
    assert (read["KILLING"]["fields"]["date"]["edtf"], read["KILLING"]["hedge"]) == ("2014-06", "alleged")
    assert (read["BEATING"]["fields"]["date"]["edtf"], read["BEATING"]["hedge"]) == ("2015-01-09", "asserted")


def test_he_is_the_person_named_before_and_shares_the_case() -> None:
    text = (
        HEAD
        + "Edgar Bordur is a student. He was detained in Tajikistan on 5 May 2014. The next day he was beaten by police.\n"
    )
    detained, beaten = acts(text)
    assert detained["fields"]["case"] == beaten["fields"]["case"]
    assert beaten["fields"]["victims"][0]["name"] == "Edgar Bordur"
    assert beaten["fields"]["date"] == {"edtf": "2014-05-06", "basis": "relative"}
    assert beaten["fields"]["perpetrators"] == [{"name": "police", "kind": "state-body"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "The coalition against torture met in Almaty.",  # a topic
        "The lawyer was not arrested.",  # did not happen
        "An association may be liquidated by a court.",  # a rule
        "The law lists no grounds for the closure of an association.",
        "We urge the authorities of Kazakhstan to investigate the beating of Edgar Bordur.",  # asked for, not told
    ],
)
def test_what_was_not_done_is_no_act(sentence: str) -> None:
    assert acts(HEAD + sentence + "\n") == []


def test_the_country_is_that_of_the_paragraph_or_of_where() -> None:
    text = HEAD + (
        "In Kazakhstan, the climate is hard. Several activists were fined. "
        "The minister praised the example of Borduria and of Russia, where newspapers were closed down.\n"
    )
    read = {one["fields"]["type"]: one["fields"]["country"] for one in acts(text)}
    assert read == {"FINE": "KAZ", "LIQUIDATION": "RUS"}


def test_every_code_of_the_cues_is_in_the_vocabulary() -> None:
    from qalqan.extraction.cues import LANGUAGES
    from qalqan.extraction.cues import words as written

    for language in LANGUAGES:
        families = written(language)["families"]
        assert [code for code in families.get("acts", {}) if code not in scheme("acts")] == []
        assert [code for code in families.get("steps", {}) if code not in scheme("stages")] == []
        assert [code for code in families.get("provisions", {}) if code not in scheme("restrictions")] == []
        assert [code for code in families.get("defects", {}) if code not in scheme("defects")] == []
        assert [code for code in families.get("hedge", {}) if code not in scheme("hedges")] == []
        assert [code for code in families.get("addressee", {}) if code not in scheme("addressee-classes")] == []
        assert [code for code in families.get("situation", {}) if code not in scheme("trends")] == []
