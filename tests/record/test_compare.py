"""Two versions of a law: what was kept, changed, added and dropped, with the words that differ."""

from __future__ import annotations

from typing import Any

import pytest

from makers import a_provision, a_text, a_work, an_instrument
from qalqan.record.compare import Rule, articles_of, compare_versions, counted, described_by

BEFORE = [
    Rule("Article 1", "Everyone may found an association with others."),
    Rule("Article 2", "An association is registered within ten days."),
    Rule("Article 3", "A court may close an association that calls for violence."),
]


def changes(before: list[Rule], after: list[Rule]) -> list[tuple[str, str, str]]:
    return [
        (c.change, c.before.label if c.before else "", c.after.label if c.after else "")
        for c in compare_versions(before, after)
    ]


def test_a_law_that_did_not_change_is_kept_whole():
    assert counted(compare_versions(BEFORE, BEFORE)) == {"kept": 3, "changed": 0, "new": 0, "dropped": 0}


def test_the_words_that_changed_are_shown():
    after = [*BEFORE[:1], Rule("Article 2", "An association is registered within thirty days."), *BEFORE[2:]]
    changed = compare_versions(BEFORE, after)[1]
    assert changed.change == "changed"
    assert [words for sign, words in changed.pieces if sign == "-"] == ["ten"]
    assert [words for sign, words in changed.pieces if sign == "+"] == ["thirty"]


def test_an_article_that_moved_is_found_by_its_words():
    new = Rule("Article 2", "Funds from abroad are reported to the tax inspectorate each quarter.")
    after = [BEFORE[0], new, Rule("Article 3", BEFORE[1].words), Rule("Article 4", BEFORE[2].words)]
    assert changes(BEFORE, after) == [
        ("kept", "Article 1", "Article 1"),
        ("new", "", "Article 2"),
        ("kept", "Article 2", "Article 3"),
        ("kept", "Article 3", "Article 4"),
    ]


def test_what_was_dropped_stands_where_it_stood():
    assert changes(BEFORE, [BEFORE[0], BEFORE[2]]) == [
        ("kept", "Article 1", "Article 1"),
        ("dropped", "Article 2", ""),
        ("kept", "Article 3", "Article 3"),
    ]
    assert changes(BEFORE, BEFORE[1:])[0] == ("dropped", "Article 1", "")
    assert [c[0] for c in changes(BEFORE, [])] == ["dropped"] * 3


def test_one_number_does_not_join_two_rules():
    after = [Rule("Article 1", "Foreign funds are taxed at twenty per cent of their sum.")]
    assert sorted(c[0] for c in changes(BEFORE[:1], after)) == ["dropped", "new"]


def test_every_provision_comes_once():
    after = [BEFORE[2], BEFORE[0], Rule("", "An association is registered within ten days or refused in writing.")]
    found = compare_versions(BEFORE, after)
    assert len([c for c in found if c.before]) == 3
    assert len([c for c in found if c.after]) == 3


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("Article 12. Founders", "Article 13. Members", "Article 12"),
        ("Статья 12. Учредители", "Статья 12-1. Члены", "Статья 12"),
        ("12-бап. Құрылтайшылар", "13-бап. Мүшелер", "12-бап"),
        ("12-берене. Уюштуруучулар", "13-берене. Мүчөлөр", "12-берене"),
        ("Моддаи 12. Муассисон", "Моддаи 13. Аъзоён", "Моддаи 12"),
        ("12-modda. Muassislar", "13-modda. Aʼzolar", "12-modda"),
        ("12-madda. Esaslandyryjylar", "13-madda. Agzalar", "12-madda"),
    ],
)
def test_articles_are_cut_in_seven_languages(db: None, first: str, second: str, label: str):
    text = a_text(f"A law of words before\n\n{first}\n\nTen people suffice.\n\n{second}\n\nAnybody.")
    rules = articles_of(text)
    assert [rule.label for rule in rules][0] == label
    assert len(rules) == 2
    assert rules[0].words.endswith("Ten people suffice.")


def test_a_text_without_articles_has_no_rules(db: None):
    assert articles_of(a_text("The lawyer spoke of article 22 of the Covenant.")) == []


def test_descriptions_are_laid_out_by_publication_the_earliest_first(db: None, account: Any):
    law = an_instrument()
    late = a_text("The law bans groups.", work=a_work("Late", published="2015"))
    early = a_text("The draft bans groups without papers.", work=a_work("Early", published="2014-05"))
    for text in (late, early):
        a_provision(text, law)
    told = described_by(law, account)
    assert [work.title for work, _ in told] == ["Early", "Late"]
    assert described_by(law, None) == []
