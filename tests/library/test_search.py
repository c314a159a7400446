from __future__ import annotations

import pytest
from publications import a_publication, about, on

from qalqan.errors import NotAllowed
from qalqan.library.models import PassagePrint
from qalqan.library.search import engine
from qalqan.library.search.database import index_engine
from qalqan.safety import accounts
from qalqan.safety.models import Circle
from qalqan.texts.search.query import MOST_WORDS

PASSWORD = "mountain river bridge"


def titles(found: engine.Found) -> set[str]:
    return {hit.work.title for hit in found.hits}


@pytest.fixture
def library(account):
    a_publication(
        "Lawyers in Tajikistan were denied access to their clients.",
        "Azimjan Askarov spoke of torture in June.",
        by=account,
        title="Access",
        countries=about("TJK", "KGZ"),
        published=on("2014-07-21"),
        publisher="Steppe Watch",
        topics=["Torture and ill-treatment"],
        chrome=("Subscribe to our briefing on Turkmenistan",),
    )
    a_publication(
        "Адвоката Аскарова не допустили к правозащитникам.",
        "Говорили о пытках.",
        by=account,
        title="Доступ",
        language="ru",
        countries=about("KGZ"),
        published=on("2014-05"),
        publisher="Степь",
    )
    a_publication(
        "The law on associations was signed.",
        by=account,
        title="A law",
        countries=[*about("KAZ"), {"code": "TJK", "role": "mentioned"}],
        published=on("2013"),
        topics=["association"],
    )
    return account


FOUND = [
    ("torture lawyers", {"Access"}, "words in different passages of one publication"),
    ('"denied access"', {"Access"}, "a phrase"),
    ('"access denied"', set(), "a phrase in another order"),
    ('"clients Azimjan"', set(), "a phrase does not cross passages"),
    ("lawyer", {"Access"}, "another form of the word"),
    ("правозащитник", {"Доступ"}, "another form of a Russian word"),
    ("lawyers NEAR/4 denied", {"Access"}, "neighbours"),
    ("lawyers NEAR/1 denied", set(), "neighbours that stand too far apart"),
    ("assoc*", {"A law"}, "a beginning"),
    ("torture OR signed", {"Access", "A law"}, "either"),
    ("NOT torture", {"Доступ", "A law"}, "without"),
    ("askarov", {"Access", "Доступ"}, "a name in both scripts"),
    ("Аскаров", {"Access", "Доступ"}, "and the other way round"),
    ("азимжан", {"Access"}, "a first name in the other script"),
    ("Turkmenistan", set(), "what the page adds around the text is not found"),
    ("the", {"A law"}, "only function words"),
    ("the law of signing", {"A law"}, "function words beside others are not required"),
    ("country:KGZ", {"Access", "Доступ"}, "about a country"),
    ("country:TJK", {"Access"}, "mentioned is not about"),
    ("страна:Киргизия пытки", {"Доступ"}, "a country by its Russian name, and a word"),
    ("country:Atlantis", set(), "no country"),
    ("publisher:steppe", {"Access"}, "part of a publisher's name"),
    ("publisher:СТЕПЬ", {"Доступ"}, "whatever the case, in Cyrillic too"),
    ("language:Russian", {"Доступ"}, "a language by its name"),
    ("kind:statement", {"Access", "Доступ", "A law"}, "a kind"),
    ("topic:torture", {"Access"}, "a topic, printed or coded"),
    ("published:2014", {"Access", "Доступ"}, "any date that may lie in the year"),
    ("published:2014-05-31", {"Доступ"}, "a month may be any of its days"),
    ("from:2014-06", {"Access"}, "from"),
    ("to:2013-06-30", {"A law"}, "until"),
    ("title:access", {"Access"}, "a word of the title"),
    ("country:KAZ OR lawyers", {"Access", "A law"}, "a fact or a word"),
    ("", {"Access", "Доступ", "A law"}, "everything"),
]


@pytest.mark.parametrize(("query", "expected", "tries"), FOUND, ids=[tries for _q, _e, tries in FOUND])
def test_what_is_found(library, query, expected, tries):
    found = engine.search(query, library)
    assert titles(found) == expected
    assert found.total == len(expected)


def test_and_and_or_over_countries_differ_and_are_explained(library):
    both = engine.search("", library, countries=("TJK", "KGZ"))
    either = engine.search("", library, countries=("TJK", "KGZ"), any_country=True)
    assert (titles(both), titles(either)) == ({"Access"}, {"Access", "Доступ"})
    assert both.understood == "All publications about each of Tajikistan and Kyrgyzstan."
    assert either.understood == "All publications about at least one of Tajikistan or Kyrgyzstan."


def test_filters_narrow_what_the_words_find(library):
    assert titles(engine.search("", library, topics=("torture", "association"))) == {"Access", "A law"}
    assert titles(engine.search("", library, language="ru")) == {"Доступ"}
    assert titles(engine.search("", library, publisher="Steppe")) == {"Access"}
    assert titles(engine.search("askarov", library, published_from="2014-06", published_to="2014-12")) == {"Access"}


def test_a_filter_that_means_nothing_is_told_and_does_not_fail(library):
    found = engine.search("law", library, published_from="soon", countries=("Atlantis",))
    assert found.total == 0
    assert "“Atlantis” is not known as country" in found.understood
    assert "“soon” is not known as from" in found.understood


def test_a_hit_marks_its_words_and_says_why(library):
    (hit,) = engine.search("torture lawyer", library).hits
    assert hit.passage.words == "".join(words for words, _marked in hit.snippet)
    assert [words for words, marked in hit.snippet if marked] in (["Lawyers"], ["torture"])
    assert "in this passage: “" in hit.why and "elsewhere in the publication: “" in hit.why


def test_a_long_passage_is_shown_around_its_words(account):
    a_publication(f"{'before ' * 200}here it stands {'after ' * 200}", by=account)
    (hit,) = engine.search("stands", account).hits
    words = "".join(part for part, _marked in hit.snippet)
    assert words.startswith("… before") and words.endswith("after …") and len(words) < 400
    assert [part for part, marked in hit.snippet if marked] == ["stands"]


def test_spellings_that_were_added_are_told(library):
    assert "“аскаров” was also looked for as Askarov" in engine.search("аскаров", library).understood


def test_a_name_that_is_not_found_gets_suggestions_from_what_may_be_read(library):
    found = engine.search("Askrov", library)
    assert found.total == 0
    assert any(form in ("Askarov", "Аскарова") for form in found.suggestions)
    stranger = accounts.make_account("guest", PASSWORD, roles=("reader",), level="public")
    assert engine.search("Askrov", stranger).suggestions == ()


def test_facets_count_publications(library):
    facets = engine.search("", library, facets=True).facets
    assert facets["country"] == (("KGZ", 2), ("KAZ", 1), ("TJK", 1))
    assert facets["language"] == (("en", 2), ("ru", 1))
    assert facets["year"] == (("2014", 2), ("2013", 1))
    assert dict(facets["topic"]) == {"association": 1, "torture": 1}
    assert dict(facets["publisher"]) == {"Steppe Watch": 1, "Степь": 1}
    assert engine.search("", library).facets == {}


def test_pages_follow_each_other_and_dates_give_the_order(library):
    newest = [hit.work.title for hit in engine.search("", library, order="newest").hits]
    assert newest == ["Access", "Доступ", "A law"]
    assert [hit.work.title for hit in engine.search("", library, order="oldest").hits] == newest[::-1]
    pages = [engine.search("", library, order="newest", limit=1, offset=n) for n in range(4)]
    assert [[hit.work.title for hit in page.hits] for page in pages] == [[t] for t in newest] + [[]]
    assert {page.total for page in pages} == {3}


def test_the_better_answer_comes_first(account):
    a_publication(
        "Torture.", "Much else, at length, of other things that happened that year.", by=account, title="Once"
    )
    a_publication("Torture is torture, and torture again.", by=account, title="Often")
    assert {engine.search("torture", account).hits[0].work.title} <= {"Often", "Once"}
    a_publication("Torture of lawyers.", by=account, title="Both")
    assert engine.search("torture OR lawyers", account).hits[0].work.title == "Both"


def test_two_texts_of_one_work_are_one_publication(account):
    text = a_publication("Said once.", by=account)
    again = a_publication("Said once.", by=account)
    found = engine.search("said", account, facets=True)
    assert text.work == again.work
    assert (found.total, len(found.hits), found.facets["kind"]) == (1, 1, (("statement", 1),))


# --- access ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(library):
    """A publication of another circle, which `library`'s account may not read."""
    text = a_publication(
        "Zebulon was seen in Khujand.", by=library, title="Closed", countries=about("TJK"), publisher="Hidden"
    )
    other = Circle.objects.create(code="other", name="Other")
    for entry in (text, text.work):
        entry.circle = other
        entry.save()
    return text


@pytest.mark.parametrize(
    "query", ["Zebulon", "NOT torture", "publisher:Hidden", "title:closed", "", "Zebulun", "country:TJK"]
)
def test_what_an_account_may_not_read_shows_nowhere(library, closed, query):
    found = engine.search(query, library, facets=True)
    told = repr((titles(found), found.facets, found.suggestions))
    assert "Closed" not in told and "Hidden" not in told and "Zebulon" not in told
    assert found.total == len(found.hits) < 4
    accounts.give_grant(library, closed.circle, "team", purpose="control", by=None)
    reached = engine.search(query, library, facets=True)
    assert reached.total == found.total + 1 or "Zebulon" in reached.suggestions  # the control: with a grant it is there


def test_a_stranger_finds_titles_of_what_is_public_and_no_word_of_a_body(library):
    text = next(hit for hit in engine.search("Access", library).hits).text
    for entry in (text, text.work):
        entry.level = "public"
        entry.save()
    assert engine.search("torture", None).total == 0
    (hit,) = engine.search("access", None).hits
    assert "".join(words for words, _marked in hit.snippet) == "Access"
    assert "Only titles were searched" in engine.search("torture", None).understood


def test_an_auditor_reads_nothing(library):
    auditor = accounts.make_account("audit", PASSWORD, roles=("auditor",))
    assert engine.search("torture", auditor).total == 0


def test_a_sealed_text_is_refused_by_the_index(account):
    text = a_publication("Whispered.", by=account)
    text.level = "sealed"
    text.save()
    with pytest.raises(NotAllowed, match="sealed"):
        engine.index(text)


def test_a_dropped_text_is_found_no_more_and_its_names_are_gone(account):
    text = a_publication("Then came Zebulon again.", by=account)
    engine.drop(text)
    engine.drop(text)
    assert engine.search("Zebulon", account).total == 0
    assert index_engine().name_keys_between("a", "{", 10) == []
    engine.index(text)
    engine.index(text)
    assert engine.search("Zebulon", account).total == 1


# --- bad input ------------------------------------------------------------------------------------------------------

BAD = [
    "x" * 100_000, "torture " * 12_500, '"', '"" " "', "the of and", "AND OR NOT", 'NEAR("a" b, 5)', "col:x^2 {a b}:c",
    "a* *b **", "'; DROP TABLE library_work; --", "%s %(x)s %", "\\", "\\'", "' & | ! <-> :*", "😀", "\u202eabc\u2066",
    "\x00torture\x00", "(((((", ")))))", "-", "--", "- -a", "NOT", "NOT (", "\ud800", "ﬁ ½ ①", "a" * 63 + "*", "*" * 5000,
    "1", "٣", "中文", "published:../..", "country:", "from:9999999-99", "symbol:%", "title:***", "published:0000",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=range(len(BAD)))
def test_whatever_is_typed_gets_an_answer_and_an_explanation(library, query):
    found = engine.search(query, library, facets=True, publisher=query[:50], language=query[:50])
    assert found.total >= 0 and found.understood
    found = engine.search(query, library)
    assert len(found.hits) == min(20, found.total)


def test_of_a_query_of_a_hundred_thousand_signs_only_the_first_words_are_looked_for(library, monkeypatch):
    asked: list[int] = []
    find = index_engine().texts_with
    monkeypatch.setattr(
        index_engine(), "texts_with", lambda words, marks: asked.append(len(words)) or find(words, marks)
    )
    found = engine.search(" OR ".join(f"word{number}" for number in range(12_000)), library)
    assert 10 < len(asked) <= MOST_WORDS and sum(asked) <= 12 * MOST_WORDS
    assert "Only the first" in found.understood


def test_a_misspelled_word_is_suggested_as_texts_within_reach_write_it(account):
    a_publication("The registration was refused to lawyers.", by=account)
    hidden = a_publication("Preregistered zebras.", by=account)
    assert engine.search("regisTartion", account).suggestions == ("registration",)
    assert engine.search("lawers", account).suggestions == ("lawyers",)
    assert "zebras" in engine.search("zebars", account).suggestions
    type(hidden).objects.filter(pk=hidden.pk).update(circle=Circle.objects.create(code="other", name="Other"))
    assert engine.search("zebars", account).suggestions == ()


def test_nobody_is_told_words_of_texts_that_she_may_not_read(library):
    auditor = accounts.make_account("audit", PASSWORD, roles=("auditor",))
    assert engine.search("tortrue", auditor).suggestions == ()


def test_a_dropped_text_is_no_copy_of_another(account):
    text = a_publication("One two three four five six seven eight nine ten.", by=account)
    assert PassagePrint.objects.filter(text=text).exists()
    engine.drop(text)
    assert not PassagePrint.objects.exists()


def test_a_nul_is_no_word(library):
    assert titles(engine.search("\x00torture\x00", library)) == {"Access"}


def test_strange_texts_are_indexed_and_found(account):
    a_publication(
        "😀 \u202eright-to-left\u202c o‘zbek so'zlari " + "y" * 5000 + " ½ 中文 end",
        "word " * 5000 + "needle",
        by=account,
        title="Odd",
    )
    for query in ("end", "needle", "y" * 5000, "right", "中文"):
        assert engine.search(query, account).total == 1, query[:20]


def test_an_ordinary_word_is_not_taken_for_a_name_that_sounds_alike(account):
    a_publication("Kurt was heard.", by=account, title="A name")
    for number in range(3):
        a_publication(f"The court heard {number}.", by=account, title=f"A court {number}")
    found = engine.search("court", account)
    assert titles(found) == {"A court 0", "A court 1", "A court 2"}
    assert "Kurt" not in found.understood
