"""Searching at the desk: filters that can be taken away one by one, and whatever may be typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from desk_makers import a_person, at_the_desk

import makers
from qalqan.library.search import engine
from qalqan.record.matching import whole_name


@pytest.fixture
def desk(db: None) -> Any:
    person = a_person()
    for title, country, day in (("First", "KAZ", "2014-05"), ("Second", "KGZ", "2015-06-01")):
        work = makers.a_work(title, countries=(country,), published=day)
        engine.index(makers.a_text(f"The lawyer was released in {country}.", work=work))
    dana = makers.an_actor("Dana Omarova")
    dana.names.update(key=whole_name("Dana Omarova"))
    told = makers.a_text("She told of it.", work=makers.a_work("Third", countries=("KAZ",), published="2016"))
    makers.an_act(told, victim=dana)
    engine.index(told)
    return at_the_desk(person)


def titles(page: str) -> list[str]:
    return re.findall(r"<h3><a [^>]*>(\w+)</a></h3>", page)


def asked(desk: Any, **form: Any) -> str:
    answer = desk.post("/search", form)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_each_filter_can_be_taken_away_alone(desk: Any) -> None:
    form = {"query": "lawyer", "country": ["KAZ"], "from": "2014", "issuer": "steppe"}
    page = asked(desk, **form)
    assert titles(page) == ["First"]
    assert {"KAZ", "from", "issuer"} <= set(re.findall(r'name="without" value="(\w+)"', page))
    assert set(titles(asked(desk, **form, without="KAZ"))) == {"First", "Second"}
    assert titles(asked(desk, **form, without="from")) == ["First"]
    assert "issuer" not in re.findall(r'name="without" value="(\w+)"', asked(desk, **form, without="issuer"))


def test_counts_narrow_the_answer(desk: Any) -> None:
    page = asked(desk, query="lawyer")
    assert "Kyrgyzstan (1)" in page
    assert titles(asked(desk, query="lawyer", narrow="country=KGZ")) == ["Second"]


def test_both_countries_or_either(desk: Any) -> None:
    assert titles(asked(desk, country=["KAZ", "KGZ"])) == []
    assert set(titles(asked(desk, country=["KAZ", "KGZ"], any_country="any"))) == {"First", "Second", "Third"}


def test_a_person_of_the_record_is_found_where_her_name_does_not_stand(desk: Any) -> None:
    assert titles(asked(desk, person="Omarova")) == ["Third"]


def test_answers_come_by_date_or_by_country(desk: Any) -> None:
    assert titles(asked(desk, query="NOT nothing", order="newest")) == ["Third", "Second", "First"]
    assert titles(asked(desk, query="NOT nothing", order="oldest")) == ["First", "Second", "Third"]
    assert titles(asked(desk, query="NOT nothing", order="country")) == ["Third", "First", "Second"]


BAD = ["x" * 100_000, "lawyer " * 15_000, '"', "AND", "the of", "'; DROP TABLE library_work; --", "NEAR(a b)", "😀", "\u202eabc",
       "{{ 7 * 7 }}", "<script>", "%s%%", "((((", "status:@", "person:%", "from:x"]  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_whatever_is_typed_gets_a_page_that_says_how_it_was_read(desk: Any, query: str) -> None:
    page = asked(desk, query=query, country=[query[:300]], publisher=query, person=query, status=query, offset=query)
    assert re.search(r'<p class="quiet">[^<]+</p>', page)
    assert "<script>" not in page.split("</head>")[1].replace('<script src="', "")


def test_a_query_that_is_too_long_says_where_it_was_cut(desk: Any) -> None:
    assert "Only the first 4000 characters" in asked(desk, query="lawyer " * 1000)
