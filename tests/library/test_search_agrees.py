"""What search finds is what the plain definition says, on whichever database the tests run.

The definition below knows no index: it reads every passage, cuts it into words and asks each part of the query in turn. The
suite runs on both databases, so that both are held to the same definition and find the same.
"""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from publications import a_publication, about

from qalqan.library.models import Text
from qalqan.library.search import analysis, engine
from qalqan.library.search.holdings import holdings
from qalqan.library.search.plan import Plan
from qalqan.library.search.reach import reach_of
from qalqan.safety.models import Account
from qalqan.texts.search.marks import places, places_among
from qalqan.texts.search.query import And, Field, Not, Or, Word, read_query
from qalqan.texts.search.wanted import AnyOf, Wanted
from qalqan.vocabularies.countries import country_named

WORDS = {
    "en": [
        "court",
        "courts",
        "lawyer",
        "lawyers",
        "law",
        "torture",
        "tortured",
        "the",
        "of",
        "registration",
        "register",
        "registered",
        "Askarov",
        "freedom",
    ],
    "ru": [
        "суд",
        "суда",
        "адвокат",
        "адвокаты",
        "закон",
        "законы",
        "пытки",
        "пытка",
        "и",
        "о",
        "регистрация",
        "Аскаров",
        "Аскарову",
        "свобода",
    ],
    "kk": ["сот", "соты", "адвокат", "заңдар", "заңы", "азаптау", "және", "туралы", "тіркеу", "бостандығы"],
    "uz": ["sud", "sudlar", "advokat", "qonun", "qonunlar", "qiynoq", "va", "uchun", "oʻzbek", "o'zbekcha", "erkinlik"],
}
PROBES = [
    "court", "courts lawyer", "court OR суд", "torture NOT lawyer", '"court of law"', '"the court"', "regist*", "law*", "зак*",
    "court NEAR/1 lawyer", "суд NEAR/3 закон", "court NEAR/0 court", "(court OR закон) (lawyer OR пытки)", "NOT (court OR суд)",
    "askarov", "Аскарову", "азаптау", "qonun", "ozbek", "заң*", '"freedom of registration"', "court суд", "the of",
    "NOT the", "country:KAZ court", "country:KAZ OR torture", "NOT country:KAZ", "адвокат", '"адвокат суда"',
    "advokat NEAR/4 sud", "lawyer NEAR/2 regist*", "свобод* NOT пытка", "court lawyer law torture register freedom", "о",
]  # fmt: skip


@pytest.fixture
def library(account: Account) -> Account:
    """Sixty publications of words drawn at random, always the same."""
    drawn = random.Random(20140721)
    for number in range(60):
        language = drawn.choice(list(WORDS))
        passages = [
            " ".join(drawn.choices(WORDS[language], k=drawn.randint(3, 14))) for _ in range(drawn.randint(1, 4))
        ]
        passages[0] += f" n{number}"
        country = drawn.choice(["KAZ", "KGZ"])
        a_publication(*passages, by=account, title=f"Number {number}", language=language, countries=about(country))
    return account


def answers(query: str, account: Account) -> set[int]:
    """By the definition: the texts that answer."""
    plan = Plan(reach_of(account), holdings())
    read = read_query(query)
    texts = list(Text.objects.select_related("work").prefetch_related("passages", "work__countries"))
    return {text.pk for text in texts if read.tree is None or _holds(read.tree, text, plan)}


def _holds(node, text: Text, plan: Plan) -> bool:
    match node:
        case And(parts):
            others = [p for p in parts if not (isinstance(p, Word) and analysis.is_function_word(p.text))]
            return all(_holds(part, text, plan) for part in (others or parts))
        case Or(parts):
            return any(_holds(part, text, plan) for part in parts)
        case Not(part):
            return not _holds(part, text, plan)
        case Field("country", value):
            return any(country.code == country_named(value) for country in text.work.countries.all())
    rows = [analysis.words_of(p.words, p.language or text.language) for p in text.passages.all()]
    rows.append(analysis.words_of(text.title, text.language))
    return any(places(plan.want(node), row) for row in rows)


def test_search_finds_what_the_definition_finds(library):
    differ = {}
    for probe in PROBES:
        found = engine.search(probe, library, limit=100)
        expected = answers(probe, library)
        if {hit.text.pk for hit in found.hits} != expected or found.total != len(expected):
            differ[probe] = (len(found.hits), len(expected))
    assert differ == {}


def test_the_probes_tell_something(library):
    sizes = [len(answers(probe, library)) for probe in PROBES]
    assert sum(0 < size < 60 for size in sizes) > len(PROBES) * 0.8


def test_the_order_is_that_of_the_definition(library):
    differ = {}
    for probe in PROBES:
        found = [hit.text.pk for hit in engine.search(probe, library, limit=100).hits]
        expected = in_order(probe, library)
        if found != expected:
            differ[probe] = (found[:5], expected[:5])
    assert differ == {}


def test_the_order_is_not_that_of_the_dates_alone(library):
    orders = [in_order(probe, library) for probe in PROBES]
    assert sum(order != sorted(order, reverse=True) for order in orders) > len(PROBES) / 2


def in_order(query: str, account: Account) -> list[int]:
    """By the definition: the texts that answer, those that have more and rarer of it first; of equals the newer first."""
    plan = Plan(reach_of(account), holdings())
    leaves = read_query(query).leaves()
    telling = [one for one in leaves if not (isinstance(one, Word) and analysis.is_function_word(one.text))] or leaves
    answering = answers(query, account)
    texts = list(Text.objects.select_related("work").prefetch_related("passages"))
    marks = [{text.pk: _marks(plan.want(leaf), text) for text in texts} for leaf in telling]
    many = [sum(mark[0] for mark in of.values()) for of in marks]
    rarity = [math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for n in many]
    points = dict.fromkeys(answering, 0)
    for of, rare in zip(marks, rarity, strict=True):
        worth = 64 * rare / max(rarity)
        for text in answering:
            points[text] += sum(
                round(worth * more) for more, has in zip((1, 1, 0.5, 0.4), of[text], strict=True) if has
            )
    return sorted(answering, key=lambda text: (-points[text], -text))


def _marks(wanted: Wanted, text: Text) -> tuple[bool, bool, bool, bool]:
    """Whether a text has this; in its title; often; very often for its length."""
    title = analysis.words_of(text.title, text.language)
    rows = [analysis.words_of(p.words, p.language or text.language) for p in text.passages.all()]
    counted = Counter(token.key for row in (title, *rows) for token in row)
    length = 1.2 * (0.25 + 0.75 * counted.total() / 1500)
    single = [one for one in wanted.sequences if len(one.words) == 1] if isinstance(wanted, AnyOf) else []
    having = {
        word for word in counted for one in single
        if (word.startswith(one.words[0]) if one.open_end else word == one.words[0])
    }  # fmt: skip
    heaviest = max((2.2 * counted[word] / (counted[word] + length) for word in having), default=0.0)
    in_title = bool(places_among(wanted, [token.key for token in title]))
    anywhere = in_title or any(places(wanted, row) for row in rows)
    return anywhere, in_title, heaviest >= 1.3, heaviest >= 1.8
