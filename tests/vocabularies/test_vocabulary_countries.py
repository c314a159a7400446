"""Countries by name and code, groups and sums of groups, and names found in text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qalqan.errors import UnknownTerm
from qalqan.vocabularies import scheme
from qalqan.vocabularies.cldr import country_codes
from qalqan.vocabularies.countries import country_name, country_named, find_countries, is_country, members

CA5 = {"KAZ", "KGZ", "TJK", "TKM", "UZB"}

NAMES = [
    ("Kazakhstan", "KAZ"),
    ("the Republic of Kazakhstan", "KAZ"),
    ("KYRGYZ REPUBLIC", "KGZ"),
    ("the Russian Federation", "RUS"),
    ("Bolivia (Plurinational State of)", "BOL"),
    ("Plurinational State of Bolivia", "BOL"),
    ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
    ("United States of America", "USA"),
    ("Viet Nam", "VNM"),
    ("Vietnam", "VNM"),
    ("Lao PDR", "LAO"),
    ("Lao People's Democratic Republic", "LAO"),
    ("Lao People’s Democratic Republic", "LAO"),  # typographic apostrophe
    ("Cote d'Ivoire", "CIV"),
    ("Côte d’Ivoire", "CIV"),
    ("Czech Republic", "CZE"),
    ("Czechia", "CZE"),
    ("Turkey", "TUR"),
    ("Türkiye", "TUR"),
    ("State of Palestine", "PSE"),
    ("Holy See", "VAT"),
    ("Swaziland", "SWZ"),
    ("Eswatini", "SWZ"),
    ("the former Yugoslav Republic of Macedonia", "MKD"),
    ("Republic of Korea", "KOR"),
    ("Democratic People's Republic of Korea", "PRK"),
    ("Democratic Republic of the Congo", "COD"),
    ("Congo", "COG"),
    ("Guinea-Bissau", "GNB"),
    ("Guinea", "GIN"),
    ("St Vincent & the Grenadines", "VCT"),
    ("Iran (Islamic Republic of)", "IRN"),
    ("UAE", "ARE"),
    ("KAZ", "KAZ"),
    ("KZ", "KAZ"),
    # Russian, with cases
    ("Казахстан", "KAZ"),
    ("Казахстану", "KAZ"),
    ("Кыргызстана", "KGZ"),
    ("Киргизии", "KGZ"),
    ("Кыргызской Республики", "KGZ"),
    ("Российской Федерацией", "RUS"),
    ("Соединенных Штатов", "USA"),
    ("Узбекистане", "UZB"),
    # the other languages, by their own names
    ("Қазақстан", "KAZ"),
    ("Кыргызстан", "KGZ"),
    ("Тоҷикистон", "TJK"),
    ("Oʻzbekiston", "UZB"),
    ("O'zbekiston", "UZB"),
    ("Türkmenistan", "TKM"),
    # groups
    ("Central Asia", "CA5"),
    ("all Central Asian countries", "CA5"),
    ("Центральная Азия", "CA5"),
    ("ОБСЕ", "OSCE-pS"),
    ("OSCE participating States", "OSCE-pS"),
    ("European Union", "EU27"),
    ("СНГ", "CIS"),
    ("OSCE-pS minus CA5", "OSCE-pS minus CA5"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_country_is_known_by_its_names(name: str, code: str) -> None:
    assert country_named(name) == code


@pytest.mark.parametrize("name", ["Ruritania", "", "Kazakh", "us", "OSCE-pS minus Ruritania"])
def test_what_is_no_country_is_none(name: str) -> None:
    assert country_named(name) is None


def test_every_label_in_every_language_leads_back_to_its_country() -> None:
    # Names that two countries share in one language, or that CLDR shortens: the two Congos and Korea.
    wrong = {
        (one.code, language, name)
        for one in scheme("countries")
        for language, name in one.labels.items()
        if country_named(name) != one.code
    }
    assert wrong == set()


def test_codes_are_those_of_iso_and_kosovo() -> None:
    assert tuple(country_codes()) == scheme("countries").codes
    assert len(scheme("countries")) == 249 + 1


# --- groups ---------------------------------------------------------------------------------------------------------


def test_a_country_stands_for_itself_and_a_group_for_its_members() -> None:
    assert members("KAZ") == {"KAZ"}
    assert members("CA5") == CA5


def test_groups_can_be_subtracted_and_added() -> None:
    assert len(members("OSCE-pS")) == 57
    assert len(members("OSCE-pS minus CA5")) == 52
    assert members("OSCE-pS minus CA5") | CA5 == members("OSCE-pS")
    assert members("CA5 minus TKM minus UZB plus RUS") == {"KAZ", "KGZ", "TJK", "RUS"}


@pytest.mark.parametrize(
    ("code", "count"), [("EU27", 27), ("EU28", 28), ("CoE46", 46), ("CIS", 9), ("EAEU", 5), ("SCO", 10)]
)
def test_groups_have_all_their_members(code: str, count: int) -> None:
    assert len(members(code)) == count


def test_an_unknown_group_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownTerm, match="nearest"):
        members("CA5 minus KAZZ")


def test_names_for_readers() -> None:
    assert country_name("KGZ", "ru") == "Кыргызстан"  # not CLDR's Киргизия
    assert country_name("KGZ") == "Kyrgyzstan"
    assert country_name("UZB", "uz") == "Oʻzbekiston"
    assert country_name("RUS", "tk") == "Russiýa"
    assert country_name("OSCE-pS minus CA5") == "OSCE participating States except Central Asian States"


def test_sums_are_codes_too() -> None:
    assert is_country("OSCE-pS minus CA5")
    assert not is_country("OSCE-pS minus nothing")


# --- in text --------------------------------------------------------------------------------------------------------

TEXTS = [
    # (text, [(words, code, how)])
    ("Kazakhstan and the Kyrgyz Republic", [("Kazakhstan", "KAZ", "name"), ("Kyrgyz Republic", "KGZ", "name")]),
    ("the Kazakhstani authorities", [("Kazakhstani", "KAZ", "adjective")]),
    ("Tajik lawyers and two Uzbeks", [("Tajik", "TJK", "adjective"), ("Uzbeks", "UZB", "adjective")]),
    ("the Turkmen government", [("Turkmen", "TKM", "adjective")]),
    ("inspired by Russian legislation", [("Russian", "RUS", "adjective")]),
    ("States of Central Asia", [("Central Asia", "CA5", "group")]),
    ("the Central Asian countries", [("Central Asian", "CA5", "group")]),
    ("other OSCE participating States", [("OSCE participating States", "OSCE-pS", "group")]),
    ("the OSCE and its missions", []),  # the organisation, not its States
    ("Nigeria, not Niger", [("Nigeria", "NGA", "name"), ("Niger", "NER", "name")]),
    ("Guinea-Bissau; Papua New Guinea; Guinea", [("Guinea-Bissau", "GNB", "name"), ("Papua New Guinea", "PNG", "name"), ("Guinea", "GIN", "name")]),
    ("they told us that the US and the U.S. agree", [("US", "USA", "name"), ("U.S.", "USA", "name")]),
    ("cooked turkey on china", []),
    ("New Mexico and the Inter-American Court", []),
    ("Somali Romanians", [("Somali", "SOM", "adjective"), ("Romanians", "ROU", "adjective")]),
    ("KAZAKHSTAN: A LAW", [("KAZAKHSTAN", "KAZ", "name")]),
    ("the Russian\nFederation", [("Russian\nFederation", "RUS", "name")]),  # a line end inside a name
    ("İstanbul, Türkiye", [("Türkiye", "TUR", "name")]),  # a letter that grows when lowered must not shift places
    ("Власти Таджикистана и Кыргызской Республики", [("Таджикистана", "TJK", "name"), ("Кыргызской Республики", "KGZ", "name")]),
    ("казахстанским судам", [("казахстанским", "KAZ", "adjective")]),
    ("в Российской Федерации", [("Российской Федерации", "RUS", "name")]),
    ("Уголовный кодекс РК", [("РК", "KAZ", "name")]),
    ("странам Центральной Азии", [("Центральной Азии", "CA5", "group")]),
    ("государствам-участникам ОБСЕ", [("государствам-участникам ОБСЕ", "OSCE-pS", "group")]),
    ("Соединенных Штатов Америки", [("Соединенных Штатов Америки", "USA", "name")]),
    ("Қазақстандағы үкімет", [("Қазақстандағы", "KAZ", "name")]),
    ("Oʻzbekistonda va Tojikistonda", [("Oʻzbekistonda", "UZB", "name"), ("Tojikistonda", "TJK", "name")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_countries_are_found_in_text(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[one.start : one.end], one.code, one.how) for one in find_countries(text)] == expected


def test_places_are_places_in_the_text_given() -> None:
    text = "«Ёлки» — İ, Côte d’Ivoire"
    (found,) = find_countries(text)
    assert text[found.start : found.end] == "Côte d’Ivoire"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Kazakhstan", "İ", "ß", "\n", "РК", "US", "Central Asian", "é", "казахстанских", " ", "x", "Ё"]
        )
    )
)
def test_places_are_in_order_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    reached = 0
    for one in find_countries(text):
        assert reached <= one.start < one.end <= len(text)
        reached = one.end
        assert members(one.code)
