"""Searching an edition: the query language, the filters and their counts, the order, what is said about all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_makers import JOINT, REPORT, RUSSIAN, an_edition

from qalqan.site import edition
from qalqan.site.language import language
from qalqan.site.rows import EditionRows
from qalqan.site.search import Answer, Asked, Catalogue, answer
from qalqan.site.search.bits import members, packed, set_of, unpacked
from qalqan.site.search.matching import Matching
from qalqan.site.search.ranking import best_first
from qalqan.texts.search.asked import asked as asked_for
from qalqan.texts.search.marks import Marker


def opened(rows: EditionRows) -> Catalogue:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    edition.create(connection)
    edition.fill(connection, rows)
    return Catalogue(lambda: connection, rows.processes)


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Catalogue]:
    found = opened(an_edition())
    yield found
    found.connection.close()


def ask(catalogue: Catalogue, *more: tuple[str, str], speaking: str = "en", **parameters: str) -> Answer:
    pairs = [(name.rstrip("_"), value) for name, value in parameters.items()]
    return answer(catalogue, Asked.of([*pairs, *more]), language(speaking), "2019-09-05")


def works(found: Answer) -> list[str]:
    return [hit.work_id for hit in found.hits]


def places(found: Answer) -> set[tuple[str, str | None]]:
    return {(hit.work_id, one.passage_id) for hit in found.hits for one in hit.excerpts}


def marked(found: Answer) -> set[str]:
    return {words for hit in found.hits for one in hit.excerpts for words, is_found in one.pieces if is_found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lawyer", {JOINT, REPORT}),  # any form of a word
        ("lawyers meet", {JOINT, REPORT}),  # both words
        ("lawyers AND inspectors", {JOINT}),
        ("inspectors OR sentenced", {JOINT, REPORT}),
        ("lawyer NOT inspectors", {REPORT}),
        ("lawyer -inspectors", {REPORT}),
        ("(inspectors OR sentenced) counsel", {REPORT}),
        ('"foreign-funded groups"', {JOINT, REPORT}),  # side by side
        ('"groups foreign"', set()),
        ('"private and without any delay"', {REPORT}),
        ("inspect*", {JOINT}),
        ("inspectors NEAR/3 notice", {JOINT}),
        ("inspectors NEAR/3 knock", set()),
        ("адвокату", {RUSSIAN}),  # a Russian case that no text has
        ("Tasbek", {JOINT, REPORT, RUSSIAN}),  # one name, both scripts
        ("тасбек", {JOINT, REPORT, RUSSIAN}),
        ("title:pressure", {JOINT}),
        ("publisher:steppe", {REPORT}),
        ("issuer:ozod", {JOINT}),
        ("person:Тасбек", {JOINT, REPORT, RUSSIAN}),
        ("organisation:zher", {JOINT, REPORT}),
        ('instrument:"foreign-funded"', {JOINT, REPORT}),
        ("addressee:government", {JOINT}),
        ("country:Tajikistan", {JOINT}),
        ("страна:Таджикистан", {JOINT}),
        ("language:ru", {RUSSIAN}),
        ("kind:report", {REPORT}),
        ("topic:association", {JOINT}),
        ("published:2019-04", {JOINT}),
        ("from:2019-05 to:2019-08", {REPORT}),
        ("status:released", {JOINT, REPORT, RUSSIAN}),
        ("status:released@2019-07-01", set()),
        ("status:sentenced@2019-07-01", {JOINT, REPORT, RUSSIAN}),
        ("xylophone", set()),
    ],
)
def test_a_query_finds_its_publications(catalogue: Catalogue, query: str, expected: set[str]) -> None:
    found = ask(catalogue, q=query)
    assert set(works(found)) == expected
    assert found.total == len(expected)


def test_a_hit_shows_its_passages_with_the_words_marked_and_says_why(catalogue: Catalogue) -> None:
    found = ask(catalogue, q="lawyer")
    assert works(found) == [JOINT, REPORT]  # in the title, and in more passages
    assert places(found) == {(JOINT, "j4"), (JOINT, "j7"), (REPORT, "r5")}
    assert marked(found) == {"lawyer", "lawyers", "Lawyers"}
    assert found.hits[0].why == "“lawyer” in the title and in 3 passages"
    assert found.hits[0].disclaimer == "The meeting's hosts do not answer for this text."
    assert ("Lawyers", True) in found.hits[0].title


def test_words_of_a_phrase_are_marked_together(catalogue: Catalogue) -> None:
    (hit,) = [hit for hit in ask(catalogue, q='"private and without"').hits if hit.work_id == JOINT]
    assert [words for words, is_found in hit.excerpts[0].pieces if is_found] == ["private and without"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"country": "TJK"}, {JOINT}),
        ({"country": "RUS"}, set()),  # mentioned is not about
        ({"country": "all"}, {JOINT, REPORT, RUSSIAN}),
        ({"publisher": "Steppe Rights Watch"}, {REPORT}),
        ({"issuer": "Zher Ana"}, {JOINT}),
        ({"language": "ru"}, {RUSSIAN}),
        ({"kind": "news"}, {RUSSIAN}),
        ({"topic": "association"}, {JOINT}),
        ({"addressee": "government"}, {JOINT}),
        ({"person": "Nurlan Tasbek"}, {JOINT, REPORT, RUSSIAN}),
        ({"organisation": "o-zher"}, {JOINT, REPORT}),
        ({"instrument": "l-draft"}, {JOINT, REPORT}),
        ({"status": "bill/reading-1", "on": "2019-06"}, {JOINT, REPORT}),
        ({"status": "bill/reading-1", "on": "2019-05"}, {JOINT, REPORT}),
        ({"status": "bill/reading-1", "on": "2019-05-01"}, set()),
        ({"from_": "2019-05"}, {REPORT, RUSSIAN}),
        ({"to": "2019-04-11"}, {JOINT}),
        ({"from_": "2019-04-12", "to": "2019-04-12"}, {JOINT}),  # a meeting of two days is on both
        ({"country": "KAZ", "from_": "2019-09"}, {RUSSIAN}),
    ],
)
def test_filters_narrow(catalogue: Catalogue, filters: dict[str, str], expected: set[str]) -> None:
    assert set(works(ask(catalogue, sort="newest", **filters))) == expected


def test_all_of_and_any_of_countries_differ(catalogue: Catalogue) -> None:
    both = [("country", "KAZ"), ("country", "TJK")]
    assert works(ask(catalogue, *both)) == [RUSSIAN, REPORT, JOINT]
    assert works(ask(catalogue, *both, countries="all")) == [JOINT]
    assert "about each of Kazakhstan and Tajikistan" in ask(catalogue, *both, countries="all").understood[0]
    assert "about at least one of Kazakhstan or Tajikistan" in ask(catalogue, *both).understood[0]


def test_words_and_or_a_country_is_the_readers_choice(catalogue: Catalogue) -> None:
    """Scenario 9: the results differ, and each is explained."""
    both = ask(catalogue, q="counsel", country="TJK")
    either = ask(catalogue, q="counsel", country="TJK", join="or")
    assert (works(both), set(works(either))) == ([], {JOINT, REPORT})
    assert both.understood == ("0 publications with “counsel”, about Tajikistan.",)
    assert either.understood == ("2 publications with “counsel” or about Tajikistan: either is enough.",)
    assert [hit.why for hit in either.hits] == ["“counsel” in 1 passage", "about Tajikistan"]


def test_counts_per_value_show_what_another_choice_would_give(catalogue: Catalogue) -> None:
    found = ask(catalogue, q="lawyer", country="TJK")
    facets = {facet.name: {value.words: value.count for value in facet.values} for facet in found.facets}
    assert facets["country"] == {"All countries": 2, "Kazakhstan": 2, "Tajikistan": 1}
    assert facets["publisher"] == {"Altyn Kopir Network": 1}
    assert facets["person"] == {"Nurlan Tasbek": 1}
    chosen = {value.words for facet in found.facets for value in facet.values if value.is_chosen}
    assert chosen == {"Tajikistan"}
    (narrower,) = [v.address for f in found.facets if f.name == "kind" for v in f.values]
    assert narrower == "q=lawyer&country=TJK&kind=joint-submission"


def test_each_filter_can_be_removed(catalogue: Catalogue) -> None:
    found = ask(catalogue, q="lawyers", country="KAZ", from_="2014", status="bill/reading-1", on="2019-06-01")
    assert [(tag.words, tag.without) for tag in found.tags] == [
        ("Kazakhstan", "q=lawyers&status=bill%2Freading-1&on=2019-06-01&from=2014"),
        ("first reading on 1 June 2019", "q=lawyers&country=KAZ&from=2014"),
        ("from 2014", "q=lawyers&country=KAZ&status=bill%2Freading-1&on=2019-06-01"),
    ]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("relevance", [RUSSIAN, REPORT, JOINT]),
        ("newest", [RUSSIAN, REPORT, JOINT]),
        ("oldest", [JOINT, REPORT, RUSSIAN]),
        ("country", [RUSSIAN, REPORT, JOINT]),
    ],
)
def test_the_order_is_the_readers_choice(catalogue: Catalogue, sort: str, expected: list[str]) -> None:
    found = ask(catalogue, q="Tasbek", sort=sort)
    assert works(found) == expected
    assert [chosen for _, _, chosen in found.sorts].count(True) == 1


def test_undated_publications_come_last_in_either_order() -> None:
    rows = an_edition()
    undated = replace(rows, works=tuple(replace(w, published=None) if w.id == REPORT else w for w in rows.works))
    found = opened(undated)
    assert works(ask(found, q="Tasbek", sort="oldest")) == [JOINT, RUSSIAN, REPORT]
    assert works(ask(found, q="Tasbek", sort="newest")) == [RUSSIAN, JOINT, REPORT]
    found.connection.close()


@pytest.mark.parametrize("typed", ["Tazbek", "Тазбек", "Tasbuk", "тсабек"])
def test_what_was_perhaps_meant_is_offered(catalogue: Catalogue, typed: str) -> None:
    found = ask(catalogue, q=f"lawyer {typed}")
    assert found.total == 0
    assert any(words in ("Tasbek", "Тасбек", "Тасбека") for words, _ in found.suggestions)
    assert all(address.startswith("q=lawyer+") for _, address in found.suggestions)


def test_other_spellings_that_were_looked_for_are_told(catalogue: Catalogue) -> None:
    assert "“Tasbek” was also looked for as Тасбек." in ask(catalogue, q="Tasbek").understood


def test_what_was_mended_is_told_in_the_readers_language(catalogue: Catalogue) -> None:
    assert "A quotation mark without its partner was ignored." in ask(catalogue, q='lawyer "').understood
    said = ask(catalogue, q='lawyer "', from_="last week", speaking="ru").understood
    assert len(said) == 3
    assert not any(word in " ".join(said) for word in ("publication", "ignored", "left out"))


def test_nothing_asked_is_answered_with_what_to_do(catalogue: Catalogue) -> None:
    for query in ("", "   ", "!!! *** ()", '""'):
        assert ask(catalogue, q=query).understood[0].startswith("Nothing to look for"), query


@pytest.mark.parametrize(
    "query",
    ['"', '"a', "a OR", "NEAR(", "words:x", "x*", "-", "^a", "a AND", "{a} : b", "'; DROP TABLE works", "\0", "𝔞",
     "the", "🙂", "\u202eabc", "country:", "a " * 50_000, "(" * 5_000, "NOT NOT NOT a", "status:@", "e*"],
)  # fmt: skip
def test_no_query_is_an_error(catalogue: Catalogue, query: str) -> None:
    assert ask(catalogue, q=query).understood


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["q", "country", "from", "to", "page", "language", "status", "on", "sort", "join", "topic"]
            ),
            st.text(max_size=40),
        )
    )
)
def test_no_address_is_an_error(catalogue: Catalogue, parameters: list[tuple[str, str]]) -> None:
    assert answer(catalogue, Asked.of(parameters), language("ru"), "2019-09-05").understood


def test_an_address_gives_back_its_question() -> None:
    asked = Asked.of([("q", "a  b"), ("country", "KAZ"), ("country", "all"), ("country", "TJK"), ("countries", "all"),
                      ("join", "or"), ("from", "2014"), ("sort", "country"), ("page", "3")])  # fmt: skip
    written = "q=a+b&join=or&country=KAZ&country=TJK&countries=all&from=2014&sort=country&page=3"
    assert asked.address() == written


def test_long_passages_are_cut_around_the_found_word() -> None:
    text = "filler words of no use " * 40 + "the lawyer spoke " + "and more filler went on " * 40
    shown = Marker([asked_for("lawyers")]).shown(text, "en")[0]
    words = "".join(each for each, _ in shown)
    assert ("lawyer", True) in shown
    assert words.startswith("… ") and words.endswith(" …") and len(words) < 440


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, 3000)))
def test_a_set_is_read_as_it_was_written(numbers: set[int]) -> None:
    assert set(members(unpacked(packed(sorted(numbers))))) == numbers
    assert set_of(numbers) == unpacked(packed(sorted(numbers)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sets(st.integers(0, 60)), min_size=1, max_size=6), st.integers(1, 30))
def test_ranking_by_digits_is_ranking_by_sums(holding: list[set[int]], most: int) -> None:
    from qalqan.site.search.catalogue import Held
    from qalqan.site.search.ranking import weight

    everything = (1 << 61) - 1
    found = set().union(*holding)
    sums = {n: sum(weight(len(one), 61) for one in holding if n in one) for n in found}
    expected = sorted(found, key=lambda n: (-sums[n], n))[:most]
    assert best_first(set_of(found), [Held(set_of(one)) for one in holding], everything, most) == expected


def test_a_phrase_of_frequent_words_needs_no_reading_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of frequent words are noted when the edition is made; the answer is the same as by reading."""
    rows = an_edition()
    by_reading = set(works(ask(opened(rows), q='"draft law"')))
    monkeypatch.setattr("qalqan.site.search.index._FEWEST", 2)
    monkeypatch.setattr("qalqan.site.search.index._SHARE", 1000)
    noted = opened(rows)
    assert noted.frequent == 2
    monkeypatch.setattr(Matching, "_side_by_side", lambda *_: pytest.fail("texts were read"))
    assert set(works(ask(noted, q='"draft law"'))) == by_reading == {JOINT, REPORT}


def test_the_address_of_each_value_is_that_of_the_question_narrowed_to_it() -> None:
    from qalqan.site.search.narrowing import _VALUE, _addresses, _narrowed

    for typed in ("court & law", f"court {_VALUE}"):
        asked = Asked.of([("q", typed), ("country", "KAZ"), ("publisher", "A"), ("from", "2014"), ("page", "3")])
        for name, values in {"country": ("KAZ", "KGZ"), "publisher": ("A", "B & Ü"), "year": ("2014", "2015")}.items():
            address = _addresses(asked, name)
            assert [address(value) for value in values] == [_narrowed(asked, name, value) for value in values]
