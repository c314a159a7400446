"""Searching an edition."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_makers import JOINT, REPORT, RUSSIAN, an_edition

from qalqan.site import edition
from qalqan.site.language import language
from qalqan.site.search import Answer, Asked, answer


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    edition.create(opened)
    edition.fill(opened, an_edition())
    yield opened
    opened.close()


def ask(connection: sqlite3.Connection, **parameters: str) -> Answer:
    return answer(connection, Asked.of({name.rstrip("_"): value for name, value in parameters.items()}), language("en"))


def places(found: Answer) -> set[tuple[str, str]]:
    return {(hit.work_id, hit.passage_id) for hit in found.hits}


def marked(found: Answer) -> set[str]:
    return {words for hit in found.hits for is_found, words in hit.pieces if is_found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lawyer", {(JOINT, "j3"), (JOINT, "j4"), (JOINT, "j7"), (REPORT, "r5")}),  # any form of a word
        ("lawyers meet", {(JOINT, "j7"), (REPORT, "r5")}),  # both words
        ('"foreign-funded groups"', {(JOINT, "j8"), (REPORT, "r2")}),  # side by side
        ('"groups foreign"', set()),
        ("адвокату", {(RUSSIAN, "n1"), (RUSSIAN, "n2")}),  # a Russian case that no text has
        ("Tasbek", {(JOINT, "j4"), (REPORT, "r4"), (RUSSIAN, "n1"), (RUSSIAN, "n2")}),  # one name, both scripts
        ("тасбек", {(JOINT, "j4"), (REPORT, "r4"), (RUSSIAN, "n1"), (RUSSIAN, "n2")}),
        ("xylophone", set()),
    ],
)
def test_a_query_finds_its_passages(connection: sqlite3.Connection, query: str, expected: set) -> None:
    assert places(ask(connection, q=query)) == expected


def test_found_words_are_marked_and_the_passage_is_whole(connection: sqlite3.Connection) -> None:
    found = ask(connection, q="lawyer")
    assert marked(found) == {"lawyer", "lawyers", "Lawyers"}
    first = next(hit for hit in found.hits if hit.passage_id == "j4")
    assert "".join(words for _, words in first.pieces) == an_edition().works[0].passages[3].text
    assert first.number == 4


def test_words_of_a_phrase_are_marked_only_side_by_side(connection: sqlite3.Connection) -> None:
    (hit,) = [hit for hit in ask(connection, q='"private and without"').hits if hit.work_id == JOINT]
    assert [words for is_found, words in hit.pieces if is_found] == ["private", "and", "without"]


@pytest.mark.parametrize(
    ("filters", "works"),
    [
        ({"country": "TJK"}, {JOINT}),
        ({"country": "RUS"}, {JOINT}),  # mentioned countries count
        ({"publisher": "Steppe Rights Watch"}, {REPORT}),
        ({"language": "ru"}, {RUSSIAN}),
        ({"from_": "2019-05"}, {REPORT, RUSSIAN}),
        ({"to": "2019-04-11"}, {JOINT}),
        ({"from_": "2019-04-12", "to": "2019-04-12"}, {JOINT}),  # a meeting of two days is on both
        ({"country": "KAZ", "from_": "2019-09"}, {RUSSIAN}),
        ({"from_": "last week"}, {JOINT, REPORT, RUSSIAN}),  # no date: said and left out
    ],
)
def test_filters_narrow(connection: sqlite3.Connection, filters: dict[str, str], works: set[str]) -> None:
    assert {work for work, _ in places(ask(connection, q="", **filters))} == works


def test_what_was_understood_is_said_and_each_filter_can_be_removed(connection: sqlite3.Connection) -> None:
    found = ask(connection, q='lawyers "in private"', country="KAZ", from_="last week")
    assert found.understood == "2 passages with “lawyers” and the phrase “in private”, in any form of the words."
    assert [(tag.words, tag.without) for tag in found.tags] == [
        ("Kazakhstan", "q=lawyers+%22in+private%22&from=last+week"),
        ("“last week” is no date and was left out", "q=lawyers+%22in+private%22&country=KAZ"),
    ]


def test_nothing_asked_is_answered_with_what_to_do(connection: sqlite3.Connection) -> None:
    for query in ("", "   ", "!!! *** ()", '""'):
        assert ask(connection, q=query).understood.startswith("Nothing to look for"), query


@pytest.mark.parametrize(
    "query",
    ['"', '"a', "a OR", "NEAR(", "words:x", "x*", "-", "^a", "a AND", "{a} : b", "'; DROP TABLE works", "\0", "𝔞"],
)
def test_no_query_is_an_error(connection: sqlite3.Connection, query: str) -> None:
    assert ask(connection, q=query).understood


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "country", "from", "to", "page", "language"]), st.text(max_size=40)))
def test_no_address_is_an_error(connection: sqlite3.Connection, parameters: dict[str, str]) -> None:
    found = answer(connection, Asked.of(parameters), language("ru"))
    assert found.understood


def test_an_address_gives_back_its_query() -> None:
    asked = Asked.of({"q": "a  b", "country": "KAZ", "from": "2014", "page": "3"})
    assert asked.address() == "q=a+b&country=KAZ&from=2014&page=3"


def test_long_passages_are_cut_around_the_found_word(connection: sqlite3.Connection) -> None:
    from qalqan.site.search import _pieces, read_query

    text = "filler words of no use " * 40 + "the lawyer spoke " + "and more filler went on " * 40
    pieces = _pieces(text, "en", read_query("lawyers"))
    shown = "".join(words for _, words in pieces)
    assert (True, "lawyer") in pieces
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 440
