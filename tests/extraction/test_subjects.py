"""Of whom and of what a step is: names of laws, of persons and of organisations, and nobody where nobody can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from extracted import HEAD, found

from qalqan.extraction.law_names import described, laws_named, told_as_another
from qalqan.extraction.likeness import compare
from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading.plain import read_plain

LAWS = [
    # (words, names): what is cut off, what is kept
    ("A new law on freedom of assembly was adopted here this month.", ["law on freedom of assembly"]),
    ("A new Tax Code and related laws that are being considered", ["Tax Code"]),
    ("It signed Ruritania's new Criminal Code, signed by the king.", ["Criminal Code"]),
    ('The law "On public gatherings" contains vague words.', ['law "On public gatherings"']),
    ("The group is drafting a law regulating\n\nNGO work that will cost much.", ["law regulating NGO work"]),
    ('Deputies passed the "loud voices" bill in May.', ['"loud voices" bill']),
    ('The so-called "loud voices law" has been used.', ["loud voices law"]),
    ("A second bill, on so-called noise, came back.", ["bill on so-called noise"]),
    ("The amendments to the law on gatherings were adopted.", ["amendments to the law on gatherings"]),
    ("The draft law on bells had been withdrawn.", ["law on bells"]),
    ("The Public Gatherings Act was repealed.", ["Public Gatherings Act"]),
    ("Parliament voted on the bill on Tuesday.", []),
    ("These bills and the law were adopted.", []),
    ("The rule of law and international law on this", []),
    ("Парламент принял законопроект о колоколах в первом чтении.", ["законопроект о колоколах"]),
    ("Президент подписал закон «О собраниях» 3 июля.", ["закон «О собраниях»"]),
    ("Новый Уголовный кодекс, подписанный королём", ["Уголовный кодекс"]),
    ("Внесены поправки в Гражданского кодекса статью", ["Гражданский кодекс"]),
    (
        "Проект закона о внесении изменений в некоторые акты принят",
        ["законопроект о внесении изменений в некоторые акты"],
    ),
    ("Законопроект принят 5 мая.", []),
]


@pytest.mark.parametrize(("text", "names"), LAWS)
def test_a_law_is_called_by_its_name(text: str, names: list[str]) -> None:
    assert [law.name for law in laws_named(text)] == names


def test_a_draft_without_a_name_is_called_by_what_it_would_do() -> None:
    once = told_as_another(
        "Another draft law, put forward earlier, widened the definition of “noise” so as to cover bells."
    )
    again = described('widens the definition of "noise" so that it is open to abuse')
    other = described("obliges bell ringers to register with the ministry")
    assert once == "draft law: widened the definition of “noise”"
    assert compare(once, again).relation in ("same-text", "repeats")
    assert compare(once, other).relation is None


def subjects(text: str, *processes: str) -> list[tuple[str, str | None]]:
    return [
        (one["fields"]["stage"], one["fields"]["subject"])
        for one in found(text, "step")
        if one["fields"]["process"] in processes
    ]


def only(text: str) -> dict[str, Any]:
    (step,) = found(text, "step")
    return step


SPOKEN_OF = [
    # (text, subject of the last step)
    ("Parliament adopted the law on bells in May 2014. The president signed this law on 3 July 2014.", "law on bells"),
    ("Parliament debates the law on bells.\n\nMuch was said.\n\nThe bill was rejected in May 2014.", "law on bells"),
    ("The draft law on bells worries many. These bills were adopted in May 2014.", "law on bells"),
    ("Another bill was adopted in May 2014.", None),
    ("The Tax Code is known. In May 2014 the parliament passed a law.", None),
    ("The bill was adopted in May 2014.", None),
    ("Парламент обсуждает законопроект о колоколах. Законопроект принят в первом чтении 5 мая 2014 года.", "законопроект о колоколах"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject"), SPOKEN_OF)
def test_a_law_without_a_name_is_the_one_last_spoken_of(text: str, subject: str | None) -> None:
    step = found(HEAD + text + "\n", "step")[-1]
    assert step["fields"]["subject"] == subject
    assert subject is not None or step["confidence"] <= 0.4


def test_a_law_without_a_name_is_the_one_of_the_title() -> None:
    text = 'Ruritania: "loud voices" bill passes its first reading\n\n3 March 2015\n\nThe bill was first proposed in 2013.\n'
    assert subjects(text, "bill") == [("introduced", '"loud voices" bill')]


def test_a_law_of_another_country_is_not_meant() -> None:
    text = HEAD + "In Kazakhstan, the law on bells is known.\n\nIn Tajikistan, the bill was rejected in May 2014.\n"
    assert subjects(text, "bill") == [("rejected", None)]


PERSONS = [
    # (text, stage and subject of each step)
    ("The case of Edgar Bordur, a student of Zenda University, alarms us. He was detained in Zenda on 3 May 2014.", [("detained", "Edgar Bordur")]),
    ("Edgar Bordur was detained on 3 May 2014. Bordur was released on 4 May 2014.", [("detained", "Edgar Bordur"), ("released", "Edgar Bordur")]),
    ("Edgar Bordur spoke.\n\nOn 5 May 2014 a court ordered that he be held for two months.", [("remanded", "Edgar Bordur")]),
    ("Lawyers defending ethnic Ruritanians detained in May 2014 were beaten.", [("detained", "ethnic Ruritanians")]),
    ("Edgar Bordur and Livia Zentova were detained on 3 May 2014.", [("detained", "Edgar Bordur"), ("detained", "Livia Zentova")]),
    ("A man who was released on Sunday saw it.", [("released", None)]),
    ("At least ten bloggers, journalists and lawyers remain in prison.", [("imprisoned", "bloggers, journalists and lawyers")]),
    ("Edgar Bordur spoke. His lawyer, Livia Zentova, was there. He was released on 4 May 2014.", [("released", "Edgar Bordur")]),
    ("Эдгар Бордур выступил в мае. Он был задержан 5 мая 2014 года.", [("detained", "Эдгар Бордур")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "steps"), PERSONS)
def test_a_person_is_named_where_the_text_names_one(text: str, steps: list[tuple[str, str | None]]) -> None:
    assert subjects(HEAD + text + "\n", "liberty") == steps


ORGANISATIONS = [
    ("The Foundation of Young Ringers Belfry was inspected. Belfry was closed in May 2014.", "Foundation of Young Ringers Belfry"),
    ("The Open Valley Association met. A court ordered that the association be closed; it was closed in May 2014.", "Open Valley Association"),
    ("Several independent human rights NGOs were closed in May 2014.", "independent human rights NGOs"),
    ("In many cases NGOs (including youth groups) have been closed down.", "NGOs"),
    ("The Lower Zenda Help Point has been closed since May 2014.", "Lower Zenda Help Point"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject"), ORGANISATIONS)
def test_an_organisation_has_its_whole_name_and_a_group_its_own_words(text: str, subject: str) -> None:
    assert subjects(HEAD + text + "\n", "ngo-status")[-1][1] == subject


BY_WHOM = [
    ("The new Tax Code was signed by President Edgar Bordur on 3 July 2014.", "President Edgar Bordur"),
    ("On 3 July 2014 President Edgar Bordur signed the new Tax Code.", "President Edgar Bordur"),
    ("The text of the law on bells was posted by the government shows this.", "government"),
    ("Edgar Bordur serves a life sentence handed down by Zenda Regional Court in 2012.", "Zenda Regional Court"),
    ("The draft laws on bells were put forward by MPs inspired by another law.", "MPs"),
    ("The law on bells was adopted in 2012.", None),
]


@pytest.mark.parametrize(("text", "by"), BY_WHOM)
def test_who_did_it_is_told_where_it_is_printed(text: str, by: str | None) -> None:
    step = found(HEAD + text + "\n", "step")[-1]
    assert step["fields"]["by"] == by
    assert step["fields"]["expected"] is False


SEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "seeds"


@pytest.mark.shared
@pytest.mark.skipif(
    not SEEDS.exists(), reason="the founding documents are not beside the project (../shared/data/seeds)"
)
def test_two_publications_call_the_same_drafts_alike_and_others_not() -> None:
    earlier, later = (
        {
            one["fields"]["subject"]
            for one in read_out(read_plain(path.read_bytes(), path.name), {"path": path.name}, ("step",))["candidates"]
            if (one["fields"]["subject"] or "").startswith("draft law: ")
        }
        for path in sorted(SEEDS.glob("*.txt"))
    )
    assert (len(earlier), len(later)) == (3, 3)
    joined = [(a, b) for a in earlier for b in later if compare(a, b).relation in ("same-text", "repeats")]
    assert len(joined) == len({a for a, _ in joined}) == len({b for _, b in joined}) == 3


ANOTHER_S = [
    # (text): the one who is named is not the one who was detained
    "Three of Edgar Bordur's colleagues were detained in May 2014.",
    "A critic of President Edgar Bordur was detained in May 2014.",
    "Edgar Bordur confirmed that several lawmakers had been detained: two men were detained in May 2014.",
    "Edgar Bordur spoke. His brother was detained in May 2014.",
]


@pytest.mark.parametrize("text", ANOTHER_S)
def test_a_name_that_stands_near_is_not_taken_for_the_one_detained(text: str) -> None:
    for step in found(HEAD + text + "\n", "step"):
        assert step["fields"]["subject"] != "Edgar Bordur"


DATES = [
    # (text, date of the last step)
    ("Edgar Bordur continues to serve a life sentence for his role in the June 2010 violence.", None),
    ("Edgar Bordur was detained in connection with the protests of May 2014.", None),
    ("Edgar Bordur was detained during a protest on 3 May 2014.", "2014-05-03"),
    ("The court was due to hear the appeal of Edgar Bordur against a sentence handed down in 2012.", "2012"),
    ("On 1 March 2014, the day before Edgar Bordur was detained, he spoke.", "2014-03-02"),
    ("The trial opened on 19 March 2014. The judge adjourned it until 2 April.", "2014-03-19"),
    ("Edgar Bordur continues to serve a sentence, having been convicted in June 2006.", None),
]


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_the_date_of_something_else_is_not_the_step_s(text: str, edtf: str | None) -> None:
    assert found(HEAD + text + "\n", "step")[-1]["fields"]["date"]["edtf"] == edtf


def test_a_hearing_expected_has_not_the_date_of_the_sentence_it_is_about() -> None:
    text = "The court was due to hear Edgar Bordur's appeal of a life sentence that Zenda Court handed down in 2012.\n"
    read = {
        f["stage"]: (f["date"]["edtf"], f["expected"], f["subject"])
        for f in (one["fields"] for one in found(HEAD + text, "step"))
    }
    assert read == {"hearing-set": (None, True, "Edgar Bordur"), "sentenced": ("2012", False, "Edgar Bordur")}


def test_what_did_not_happen_is_marked_so() -> None:
    step = only(HEAD + "Ruritania has not sentenced to death anyone since April 2004.\n")
    assert (step["fields"]["negative"], step["fields"]["subject"]) == (True, None)


def test_a_step_in_one_country_has_one_country() -> None:
    text = "Two countries\n\n3 March 2015\n\nKazakhstan and Tajikistan spoke.\n\nIn Tajikistan, much was said. The law on bells was adopted in May 2014.\n"
    assert only(text)["fields"]["country"] == "TJK"
