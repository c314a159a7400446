"""Recommendations taken apart into demands. In the tables "|" stands between two demands."""

from __future__ import annotations

import pytest

from qalqan.extraction.asked import action_of, category_of, is_negative, precondition_of
from qalqan.extraction.clauses import demands
from qalqan.texts.sentences import sentences

ENGLISH = [
    # each verb asked
    ("Repeal the decree and release the editor.", "Repeal the decree|release the editor."),
    ("Attend hearings, visit detainees and speak out for them.", "Attend hearings|visit detainees|speak out for them."),
    ("Ratify the protocol; set up a mechanism; and inform the public.", "Ratify the protocol|set up a mechanism|inform the public."),
    # what only frames the demand is left out
    ("The authorities should drop the charge.", "drop the charge."),
    ("Instead, invite the experts.", "invite the experts."),
    ("To this end, they should consult the bar and amend the code.", "consult the bar|amend the code."),
    ("This should include help for families.", "help for families."),
    ("To ratify the treaty.", "ratify the treaty."),
    # the passive keeps its subject
    ("The ombudsman should be given a budget.", "The ombudsman should be given a budget."),
    # an object joined by "as well as to"
    ("Put an end to the raids, as well as to the summoning of students.", "Put an end to the raids|the summoning of students."),
    ("Report to their parliament, as well as to other parliaments.", "Report to their parliament, as well as to other parliaments."),
    # two clauses of "ensure that"
    ("Ensure that no paper is closed, and that each fine can be appealed.", "Ensure that no paper is closed|each fine can be appealed."),
    # a purpose that is a demand
    ("Consult lawyers in order to ensure that the draft is sound.", "Consult lawyers|ensure that the draft is sound."),
    # paired verbs share their object
    ("Create and maintain a register of detainees.", "Create and maintain a register of detainees."),
    ("Refrain from laws that insult and divide people.", "Refrain from laws that insult and divide people."),
    # verbs of someone else
    ("Allow unions to register and work freely.", "Allow unions to register and work freely."),
    ("Ensure that lawyers can meet clients and prepare a defence.", "Ensure that lawyers can meet clients and prepare a defence."),
    # examples and brackets
    ("Stop the raids, e.g. on homes and offices (day and night).", "Stop the raids, e.g. on homes and offices (day and night)."),
    ("Immediately and unconditionally release the student.", "Immediately and unconditionally release the student."),
    ("Accept the visits (Borduria and Syldavia); publish the dates (all).", "Accept the visits (Borduria and Syldavia)|publish the dates (all)."),
]  # fmt: skip

RUSSIAN = [
    ("Отменить указ и освободить редактора.", "Отменить указ|освободить редактора."),
    ("Привести закон в соответствие с пактом, а также отменить штрафы.", "Привести закон в соответствие с пактом|отменить штрафы."),
    ("Создать и поддерживать реестр задержанных.", "Создать и поддерживать реестр задержанных."),
    ("Властям следует незамедлительно прекратить обыски.", "незамедлительно прекратить обыски."),
    ("Обеспечить защиту свидетелей; провести проверку.", "Обеспечить защиту свидетелей|провести проверку."),
]  # fmt: skip


def taken_apart(text: str, language: str) -> str:
    found = demands(text, list(sentences(text, 0, len(text))), language)
    return "|".join(text[one.start : one.end] for one in found)


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_an_english_recommendation_is_taken_apart(text: str, expected: str) -> None:
    assert taken_apart(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_a_russian_recommendation_is_taken_apart(text: str, expected: str) -> None:
    assert taken_apart(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Share its experience with neighbours", 1),
        ("Continue to train judges", 2),
        ("Consider a moratorium", 3),
        ("Strengthen the protection of witnesses", 4),
        ("Repeal article 5", 5),
        ("Abstain from adopting the bill", 5),
        ("Abstain from pressure", 4),
        ("Bring the code into line with the treaty", 5),
        ("Освободить журналиста", 5),
        ("Усилить защиту", 4),
    ],
)
def test_how_much_is_asked(text: str, category: int) -> None:
    language = "ru" if text[0] > "z" else "en"
    (demand,) = demands(text, [(0, len(text))], language)
    assert category_of(demand, text, language) == category


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Refrain from raids", True),
        ("Do not close the paper", True),
        ("Put an end to raids", True),
        ("Open the archive", False),
    ],
)
def test_a_demand_to_refrain_is_told(text: str, negative: bool) -> None:
    (demand,) = demands(text, [(0, len(text))], "en")
    assert is_negative(demand, text, "en") is negative


def test_visits_and_invitations_have_actions_of_their_own() -> None:
    asked = "Issue a standing invitation to all special procedures"
    (demand,) = demands(asked, [(0, len(asked))], "en")
    assert action_of(demand, asked, "en") == "issue standing invitation"
    asked = "Accept the visit requested by the Special Rapporteur on torture"
    (demand,) = demands(asked, [(0, len(asked))], "en")
    assert action_of(demand, asked, "en") == "accept visit"


@pytest.mark.parametrize(
    ("words", "language", "condition"),
    [
        ("publish the rules once they are ready, in both languages", "en", "once they are ready"),
        ("publish the rules", "en", None),
        ("опубликовать правила, как только они готовы", "ru", "как только они готовы"),
    ],
)
def test_a_precondition_is_kept(words: str, language: str, condition: str | None) -> None:
    assert precondition_of(words, language) == condition
