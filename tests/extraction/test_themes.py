"""What a demand is about, and how much it asks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from extracted import HEAD, found

from qalqan.extraction.clauses import demands
from qalqan.extraction.themes import LEAST, LEAST_ALONE, Asked, categories_of, read_demand, themes_of
from qalqan.extraction.themes.signs import signs_of
from qalqan.extraction.themes.topics import said_topics
from qalqan.extraction.themes.weights import learned, read, written
from qalqan.vocabularies import scheme

LABELS = Path(__file__).parents[2].parent / "shared" / "data" / "upr_issues" / "train.jsonl.gz"


@pytest.mark.parametrize(
    ("demand", "issues", "category"),
    [
        ("Ratify the Optional Protocol to the Convention against Torture", {"International instruments", "Torture and other CID treatment", "Detention"}, 5),
        ("Continue its efforts to reduce poverty", {"Poverty"}, 2),
        ("Consider abolishing the death penalty", {"Death penalty"}, 3),
        ("Strengthen the protection of journalists", {"Freedom of the press"}, 4),
        ("Share its experience in combating trafficking in persons", {"Trafficking"}, 1),
    ],
)  # fmt: skip
def test_issues_and_categories_of_plain_demands(demand: str, issues: set[str], category: int):
    reading = read_demand(demand, "en")
    assert set(reading.issues) == issues
    assert reading.category == category


def test_the_surest_theme_stands_first_and_each_says_how_sure():
    reading = read_demand("Protect the rights of women and girls in prison", "en")
    sure = list(reading.issues.values())
    assert len(sure) > 1
    assert sure == sorted(sure, reverse=True)
    assert all(LEAST <= one <= 1 for one in sure)
    assert 0.2 <= reading.category_confidence <= 1


def test_words_choose_between_topics_that_share_an_issue():
    assert themes_of(["Allow peaceful assemblies without permission"], "en")[0] == ["assembly"]
    assert "association" in themes_of(["Guarantee freedom of association for trade unions"], "en")[0]
    assert "assembly" not in themes_of(["Guarantee freedom of association for trade unions"], "en")[0]
    assert {"association", "assembly"} <= set(themes_of(["Guarantee freedom of association and assembly"], "en")[0])


def test_words_add_topics_that_no_issue_names_and_claim_no_confidence():
    topics = read_demand("Repeal the law that labels groups with foreign funding as foreign agents", "en").topics
    assert topics["foreign-funding"] is None


def test_russian_is_told_by_words_and_claims_no_confidence():
    reading = read_demand("Прекратить пытки и обеспечить доступ адвокатов к задержанным", "ru")
    assert list(reading.topics) == ["torture", "lawyers"]
    assert list(reading.issues) == ["Torture and other CID treatment", "Justice"]
    assert set(reading.topics.values()) == {None}
    assert reading.category_confidence is None


def test_a_language_without_words_has_no_themes_but_a_category():
    reading = read_demand("Ratifier la convention", "fr")
    assert reading.topics == {}
    assert reading.category in (1, 2, 3, 4, 5)


@pytest.mark.parametrize("text", ["", "   ", "…", "a", "1.", "🜁" * 50, "word " * 5000])
def test_any_text_is_read(text: str):
    reading = read_demand(text, "en")
    assert reading.category in (1, 2, 3, 4, 5)
    assert all(LEAST_ALONE <= confidence <= 1 for confidence in reading.issues.values())


def test_every_issue_leads_to_a_topic_and_every_word_list_to_a_term():
    mapped = {issue for term in scheme("topics") for issue in term.mappings.get("upr-info", ())}
    assert set(learned().issues) <= mapped
    assert len(learned().issues) == 54
    for language in ("en", "ru"):
        assert said_topics("nothing of the kind", language) == []


def test_the_file_of_weights_is_read_back_as_it_was_written():
    rows = {3: {0: -127, 2: 5, 7: -3}, 4_000_000_000: {1: 127}, 70_000: {0: 1}}
    facts = {"issues": ["A", "B", "C"]}
    data = written(facts, rows)
    weights = read(data)
    assert weights.signs.tolist() == [3, 70_000, 4_000_000_000]
    assert weights.of_issues.tolist() == [[-127, 0, 5], [1, 0, 0], [0, 127, 0]]
    assert weights.of_categories.tolist() == [[0, 0, 0, 0, -3], [0] * 5, [0] * 5]
    assert weights.issues == ("A", "B", "C")
    assert written(facts, dict(reversed(rows.items()))) == data


def test_signs_are_the_same_on_every_machine():
    """The weights were learned for these numbers: another stemmer or another order of groups would void them."""
    assert [sorted(group)[:2] for group in signs_of("Ratify the treaties")] == SIGNS


def test_the_weights_hold_no_words():
    file = Path(read.__code__.co_filename).with_name("upr-issues.gz")
    head, _, numbers = gzip.decompress(file.read_bytes()).partition(b"\n")
    assert set(json.loads(head)) == {
        "format", "labels", "issues", "scales", "biases", "issue_curves", "confidence", "category_rows", "category_shifts", "signs", "weights",
    }  # fmt: skip
    assert b"convention" not in numbers
    assert file.stat().st_size < 2_000_000


def test_a_clause_keeps_the_category_of_its_verb_unless_what_was_learned_is_quite_sure():
    words = "extend standing invitations to special procedures"
    [clause] = demands(words, [(0, len(words))], "en")
    assert categories_of([Asked(clause, words, "recommendations.upr-list/1")], "en") == [5]
    words = "attend trials"
    [clause] = demands(words, [(0, len(words))], "en")
    assert categories_of([Asked(clause, words, "recommendations.block/1")], "en") == [5]
    assert categories_of([Asked(clause, words, "recommendations.upr-list/1")], "en") == [4]
    assert read_demand(words, "en").category == 4


def test_demands_weighed_together_are_read_as_each_alone():
    texts = ["", "Ratify the treaty", "🜁", *(f"Protect {n} journalists from torture and arrest" for n in range(150))]
    together = learned().sure_of_issues(texts), learned().sure_of_categories(texts)
    for text in texts:
        assert together[0][text] == learned().sure_of_issues([text])[text]
        assert together[1][text] == learned().sure_of_categories([text])[text]


def test_a_recommendation_that_is_extracted_has_its_themes():
    [one] = found(HEAD + "We recommend that the government of Ruritania abolish the death penalty.", "recommendation")
    assert one["fields"]["themes"] == ["death-penalty"]


@pytest.mark.shared
@pytest.mark.skipif(not LABELS.exists(), reason="the coded recommendations are not beside the project (../shared/data)")
def test_the_shipped_weights_know_the_demands_they_were_learned_from():
    """Not a measure of quality (docs/reference/classification.md has those): shows that file and program fit together."""
    with gzip.open(LABELS, "rt", encoding="utf-8") as lines:
        coded = [json.loads(line) for _, line in zip(range(1000), lines, strict=False)]
    right = given = expected = same = 0
    for one in coded:
        reading = read_demand(one["text"], "en")
        right += len(set(reading.issues) & set(one["themes"]))
        given += len(reading.issues)
        expected += len(one["themes"])
        same += reading.category == one["action_category"]
    assert 2 * right / (given + expected) > 0.95
    assert same / len(coded) > 0.93


SIGNS = [
    [346616781, 2945473742],
    [113653062, 1771907736],
    [1936675936, 3032979177],
    [2103438716, 3181967262],
    [2363296131],
    [67788017, 243427261],
    [356680804, 1513264815],
    [3478201125, 3677986291],
    [13617224, 268149407],
]
