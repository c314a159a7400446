"""What two publications share: a person in two spellings, a case, an instrument; and what they do not."""

from __future__ import annotations

from typing import Any

import pytest

from qalqan.extraction.links import Link, links_of_readings


def an_act(
    name: str, act: str = "TORTURE", day: str | None = None, country: str = "TJK", **more: Any
) -> dict[str, Any]:
    fields = {
        "type": act,
        "victims": [{"name": name, "role": None, "kind": "person", "count": None}],
        "country": country,
        "date": {"edtf": day, "basis": "printed" if day else "none"},
        "case": "case-1",
    }
    return {"kind": "act", "fields": fields | more}


def a_step(process: str, subject: str, country: str = "KAZ") -> dict[str, Any]:
    return {"kind": "step", "fields": {"process": process, "subject": subject, "country": country}}


def a_standard(instrument: str, symbol: str | None = None) -> dict[str, Any]:
    return {"kind": "standard", "fields": {"instrument": instrument, "article": None, "symbol": symbol}}


def links(*publications: list[dict[str, Any]]) -> list[Link]:
    """Links between publications that hold these candidates."""
    readings = [
        {
            "source": {"sha256": f"{n:064x}"[::-1]},
            "candidates": [one | {"id": f"c{m}"} for m, one in enumerate(candidates)],
        }
        for n, candidates in enumerate(publications, 1)
    ]
    return list(links_of_readings(readings))


def of(kind: str, found: list[Link]) -> list[Link]:
    return [link for link in found if link.type == kind]


def test_a_person_is_known_in_two_spellings_and_scripts():
    (link,) = of("same-person", links([an_act("Daler Namunazoda")], [an_act("Далер Намуназода")]))
    assert (link.a, link.b) == ("100000000000:c0", "200000000000:c0")
    assert 0.9 < link.score < 1
    assert "Namunazoda" in link.why
    assert "Намуназода" in link.why


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Dilnoza Namunazoda", id="another first name"),
        pytest.param("Namunazoda", id="a surname alone says too little"),
        pytest.param("young activists", id="no name"),
    ],
)
def test_people_are_not_joined_by_a_part_of_a_name(other: str):
    assert links([an_act("Daler Namunazoda")], [an_act(other)]) == []


def test_a_name_with_a_patronymic_is_a_weaker_link_and_another_country_weaker_still():
    (longer,) = of("same-person", links([an_act("Daler Namunazoda")], [an_act("Daler Misolovich Namunazoda")]))
    (abroad,) = of("same-person", links([an_act("Daler Namunazoda")], [an_act("Daler Namunazoda", country="POL")]))
    assert longer.score < 0.95
    assert abroad.score < 1
    assert "TJK" in abroad.why


def test_one_publication_is_not_linked_with_itself():
    assert links([an_act("Daler Namunazoda"), an_act("Далер Намуназода")]) == []


@pytest.mark.parametrize(
    ("other", "least"),
    [
        pytest.param(an_act("Daler Namunazoda", day="2019-03"), 0.9, id="the same act in the same month"),
        pytest.param(an_act("Daler Namunazoda"), 0.8, id="the same act, undated"),
        pytest.param(an_act("Daler Namunazoda", "BEATING", "2019-03-02"), 0.7, id="another act of the same day"),
        pytest.param(an_act("Daler Namunazoda", day="2019-10-01"), 0.6, id="the same act in the same year"),
        pytest.param(an_act("Daler Namunazoda", "BEATING", "2024"), 0, id="another act of another year"),
        pytest.param(an_act("Daler Namunazoda", day="2012-03-02"), 0, id="the same act years before"),
        pytest.param(an_act("Daler Namunazoda", day="2019-03-02", country="KAZ"), 0, id="in another country"),
    ],
)
def test_when_two_readings_are_of_one_case(other: dict[str, Any], least: float):
    found = of("same-case", links([an_act("Daler Namunazoda", day="2019-03-02")], [other]))
    assert [link.score >= least for link in found] == ([True] if least else [])


@pytest.mark.parametrize(
    ("one", "other", "linked"),
    [
        pytest.param(a_step("bill", "new draft Criminal Code"), a_step("bill", "Criminal Code"), True, id="a code"),
        pytest.param(a_step("bill", "Criminal Code"), a_step("bill", "Criminal Procedure Code"), False, id="two codes"),
        pytest.param(a_step("bill", "Tax Code"), a_step("bill", "Tax Code", "KGZ"), False, id="of two States"),
        pytest.param(a_step("bill", "law"), a_step("bill", "law"), False, id="unnamed"),
        pytest.param(
            a_step("bill", "draft law: bans propaganda of friendship among neighbours"),
            a_step("bill", "draft law: prohibits propaganda of friendship among neighbours"),
            True,
            id="described alike",
        ),
        pytest.param(
            a_standard("ICCPR"), a_standard("International Covenant on Civil and Political Rights"), True, id="treaty"
        ),
        pytest.param(a_standard("OPCAT"), a_standard("Convention against Torture"), False, id="a protocol"),
        pytest.param(a_standard("human rights law"), a_standard("human rights law"), False, id="no instrument"),
        pytest.param(
            a_standard("resolution", "A/HRC/RES/00/1"), a_standard("a text", "A/HRC/RES/00/1"), True, id="symbol"
        ),
    ],
)
def test_when_two_names_are_of_one_instrument(one: dict[str, Any], other: dict[str, Any], linked: bool):
    assert bool(of("same-instrument", links([one], [other]))) is linked
