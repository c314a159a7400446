"""Recommendations in lists and in prose, with whom they ask."""

from __future__ import annotations

import pytest
from extracted import extracted, found, words

LIST = """Tajikistan: lawyers need protection

3 March 2015

The situation is hard and the bar has said so more than once in the last two years, in public and in letters.

Recommendations to the government of Tajikistan

The government of Tajikistan should:

• Drop the charges against the lawyers.
• Invite the Special Rapporteur on the independence of judges and lawyers.

Recommendations to the parliament

• The parliament should reject the bill on advocates.

See also: A note on the bar
"""


def test_every_bullet_of_a_list_is_a_recommendation() -> None:
    assert words(found(LIST, "recommendation")) == [
        "Drop the charges against the lawyers.",
        "Invite the Special Rapporteur on the independence of judges and lawyers.",
        "The parliament should reject the bill on advocates.",
    ]


def test_the_introduction_gives_group_chapeau_and_addressee() -> None:
    first = found(LIST, "recommendation")[0]["fields"]
    assert first["group"] == "Recommendations to the government of Tajikistan"
    assert first["chapeau"] == "The government of Tajikistan should:"
    assert first["addressees"] == [{"name": "government of Tajikistan", "class": "government", "countries": ["TJK"]}]


def test_a_bullet_with_its_own_subject_asks_that_one() -> None:
    last = found(LIST, "recommendation")[2]["fields"]
    assert [(one["class"], one["countries"]) for one in last["addressees"]] == [("parliament", ["TJK"])]


def test_clauses_know_their_recommendation() -> None:
    candidates = extracted(LIST, ("recommendation", "clause"))["candidates"]
    ids = {one["id"] for one in candidates if one["kind"] == "recommendation"}
    assert {one["parent"] for one in candidates if one["kind"] == "clause"} == ids


def test_plain_paragraphs_after_they_should_are_recommendations() -> None:
    text = (
        "Kyrgyzstan: a bill\n\nWe urge the deputies to listen to the following points. They should:\n\n"
        "Withdraw the bill from the agenda.\n\nPublish the opinions of the committees.\n\nThe bill was made in haste.\n"
    )
    assert words(found(text, "recommendation")) == [
        "Withdraw the bill from the agenda.",
        "Publish the opinions of the committees.",
    ]
    assert [one["class"] for one in found(text, "recommendation")[0]["fields"]["addressees"]] == ["parliament"]


PROSE = [
    # (sentence, class of the addressee): how it asks
    ("We urge the authorities of Kazakhstan to release the editor.", "government"),
    ("The union calls on the parliament of Kyrgyzstan to reject the bill.", "parliament"),
    ("The Supreme Court recommended that Parliament amend article 5.", "parliament"),
    ("The authorities of Uzbekistan should publish the verdict.", "government"),
    ("If they refuse, the President should return the law.", "government"),
    ("The observers urge Turkmenistan to open its prisons.", "government"),
    ("Partners abroad are asked to write to the minister.", "other-states"),
    ("The European Union must raise the case.", "igo"),
    ("Мы призываем власти Казахстана освободить редактора.", "government"),
    ("Парламенту Кыргызстана следует отклонить законопроект.", "parliament"),
    ("Суд рекомендовал парламенту изменить статью 5.", "parliament"),
]


@pytest.mark.parametrize(("sentence", "addressee"), PROSE)
def test_a_sentence_that_asks_is_a_recommendation(sentence: str, addressee: str) -> None:
    text = (
        f"A note of 3 March 2015\n\nThe bar has spoken. {sentence}\n"
        if sentence[0] < "z"
        else f"Заметка\n\n{sentence}\n"
    )
    (one,) = found(text, "recommendation")
    assert one["anchor"]["exact"] == sentence
    assert [who["class"] for who in one["fields"]["addressees"]] == [addressee]


NOT_ASKING = [
    "Prosecutors asked the court to sentence him to five years.",  # an official asks a court
    "Two months ago we asked the government to open the archive.",  # told, not asked
    "The articles that we had asked parliament to drop are still there.",
    "There were calls for the authorities to act.",  # a noun
    "The government should have known it.",  # blames
    "NGOs must register with the authorities.",  # a rule, not a demand on a body that is asked
    "Views should be seen as an opportunity.",
    "Below we outline a set of recommendations to the government of Tajikistan.",
]


@pytest.mark.parametrize("sentence", NOT_ASKING)
def test_a_sentence_that_does_not_ask_is_none(sentence: str) -> None:
    assert found(f"A note of 3 March 2015\n\nThe bar has spoken. {sentence}\n", "recommendation") == []


def test_a_set_by_subtraction_keeps_its_sense() -> None:
    text = "A note\n\nParticipating States from outside Central Asia should:\n\n• Raise the cases.\n"
    (one,) = found(text, "recommendation")
    assert one["fields"]["addressees"][0]["countries"] == ["OSCE-pS minus CA5"]


def test_countries_in_brackets_belong_to_their_demand() -> None:
    text = (
        "A note\n\nThe governments of Central Asia should:\n\n"
        "• Publish the bill (Kyrgyzstan); free the students (Turkmenistan and Uzbekistan).\n"
    )
    first, second = found(text, "clause")
    assert first["fields"]["countries"] == ["KGZ"]
    assert second["fields"]["countries"] == ["TKM", "UZB"]


def test_urgency_is_in_the_words() -> None:
    (one,) = found("A note\n\nWe urge the authorities of Kazakhstan to release him immediately.\n", "recommendation")
    assert one["fields"]["urgency"] == "immediately"
