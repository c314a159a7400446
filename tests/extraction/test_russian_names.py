"""Names in Russian: who and what is named, what they are called in the nominative, and which names are one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qalqan.extraction.mentions.names import find_names
from qalqan.extraction.mentions.russian.model import heard_from_model, is_installed
from qalqan.extraction.mentions.russian.names import Span, also_called, russian_names
from qalqan.extraction.mentions.russian.nominative import person_called
from qalqan.extraction.mentions.russian.plain import in_russian
from qalqan.extraction.mentions.russian.signs import add_signs
from qalqan.extraction.mentions.russian.tagger import read_weights, tagged
from qalqan.extraction.mentions.russian.words import last_word, words_of
from qalqan.extraction.mentions.same import fullest_names
from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read

TEXT = """\
Заявление о Далере Намунове

Журналист Далер Намунов был задержан в Душанбе. Суд отказал Намунову в защитнике. Об этом сообщила адвокат Парвина Мисолова.

С заявлением выступили Министерство юстиции Таджикистана и Ассоциация юристов «Тихая вода».
"""


def mentions(text: str) -> list[dict[str, object]]:
    answer = read_out(read(text.encode(), "a.txt"), {}, {"mention"})
    assert all(
        answer["text"][c["anchor"]["start"] : c["anchor"]["end"]] == c["anchor"]["exact"] for c in answer["candidates"]
    )
    return [
        {**c["fields"], "exact": c["anchor"]["exact"], "id": c["id"], "parent": c["parent"]}
        for c in answer["candidates"]
    ]


@pytest.mark.parametrize("before", ["", "Об этом сообщила адвокат", "Об этом сообщила адвокат,", "в 2014 "])
def test_the_last_word_is_the_last_of_all_words(before: str) -> None:
    words = words_of(before, 0, len(before))
    assert last_word(before, 0, len(before)) == (words[-1] if words else None)


@pytest.mark.parametrize(
    ("printed", "before", "called"),
    [
        ("Гульнаре Мисоловой", ("datv", ""), "Гульнара Мисолова"),  # a woman, of whom the title says the case
        ("Парвину Мисолову", ("", "femn"), "Парвина Мисолова"),  # a given name that the dictionary lacks
        ("Азимжана Намунова", ("", ""), "Азимжан Намунов"),
        ("Бузурджмехром Намуновым", ("", ""), "Бузурджмехр Намунов"),
        ("Алексея Пробного", ("", ""), "Алексей Пробный"),  # a surname that is an adjective
        ("Далера Намунозоды", ("", ""), "Далер Намунозода"),
        ("Анны Шульц", ("", ""), "Анна Шульц"),  # a woman's surname on a consonant stays
        ("Назима Намун оглы", ("", ""), "Назим Намун оглы"),
        ("Намунова", ("gent", ""), "Намунов"),
        ("Намунова", ("", ""), "Намунова"),  # may be she or of him: left as printed
        ("Роза Намунова", ("", ""), "Роза Намунова"),
        ("Артема Семенова", ("", ""), "Артем Семенов"),  # no ё where none is printed
        ("Daler Namunov", ("", ""), "Daler Namunov"),
        ("", ("", ""), ""),
    ],
)
def test_a_name_is_called_in_the_nominative(printed: str, before: tuple[str, str], called: str) -> None:
    assert person_called(printed, *before) == called


def test_a_mention_keeps_the_printed_form_and_is_filed_under_the_nominative() -> None:
    found = {str(one["exact"]): one for one in mentions(TEXT) if one["type"] == "person"}
    assert found["Далер Намунов"]["name"] == "Далер Намунов"
    assert found["Намунову"]["name"] == "Намунов"
    assert found["Намунову"]["resolves_to"] == "Далер Намунов"
    assert found["Парвина Мисолова"]["resolves_to"] is None
    assert found["Парвина Мисолова"]["because"]


def test_bodies_of_the_state_and_organisations_are_told_apart() -> None:
    kinds = {str(one["name"]): one["type"] for one in mentions(TEXT)}
    assert kinds["Министерство юстиции Таджикистана"] == "state-body"
    assert any(name.endswith("«Тихая вода»") and kind == "organisation" for name, kind in kinds.items())


def test_a_name_inside_a_name_has_it_as_its_parent() -> None:
    found = mentions(TEXT)
    ids = {one["id"]: one for one in found}
    for one in found:
        if one["parent"] is not None:
            assert str(one["exact"]) in str(ids[one["parent"]]["exact"])


def test_names_of_a_text_without_russian_are_none() -> None:
    assert russian_names("12 34 …", [(0, 7)]) == []
    assert russian_names("", []) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Отказано общественному объединению «Тихая вода».", "общественное объединение «Тихая вода»"),
        ("Выступил «Ашық дала» қоры.", "«Ашық дала» қоры"),  # a Kazakh name in a Russian text
        ("Фонд «Ашық дала» выступил.", "Фонд «Ашық дала»"),
    ],
)
def test_an_organisation_in_quotation_marks_is_one(words: str, name: str) -> None:
    found = in_russian(words, 0, len(words), find_names(words, 0, len(words)))
    assert [one.name for one in found if one.kind == "organisation"] == [name]


def test_a_film_in_quotation_marks_is_no_organisation() -> None:
    words = "Показан фильм «Тихая вода»."
    assert in_russian(words, 0, len(words), []) == []


def test_spellings_and_short_forms_resolve_to_the_one_full_name() -> None:
    assert fullest_names(["Азимжан Намунов", "Намунов", "А. Намунов", "Azimjan Namunov"]) == {
        "Намунов": "Азимжан Намунов",
        "А. Намунов": "Азимжан Намунов",
        "Azimjan Namunov": "Азимжан Намунов",
    }


def test_a_surname_that_two_bear_is_nobodys() -> None:
    assert "Намунов" not in fullest_names(["Азимжан Намунов", "Далер Намунов", "Намунов"])
    assert fullest_names(["Азимжан Намунов", "Далер Намунов", "Д. Намунов"]) == {"Д. Намунов": "Далер Намунов"}


def test_yo_and_ye_are_one_name() -> None:
    assert fullest_names(["Семён Королёв", "Королев"]) == {"Королев": "Семён Королёв"}


def test_the_tagger_takes_the_likeliest_row_of_labels() -> None:
    weights = read_weights(
        {
            "labels": ["O", "B-PER", "I-PER"],
            "signs": {"capital": [1, 100, 2, 100], "small": [0, 100]},
            "steps": [[0, 0, -900], [0, -100, 100], [0, -100, 100]],
        }
    )
    assert tagged([["small"], ["capital"], ["capital"], ["small"]], weights) == ["O", "B-PER", "I-PER", "O"]
    assert tagged([], weights) == []


def test_how_a_ready_model_sees_a_word_is_weighed_with_its_signs() -> None:
    weights = read_weights(
        {"labels": ["O", "B-ORG"], "signs": {"small": [0, 50]}, "steps": [[0, 0], [0, 0]], "seen": [[0, 0], [0, 1000]]}
    )
    assert tagged([["small"], ["small"]], weights, [(9.0, 0.4), (9.0, 0.6)]) == ["O", "B-ORG"]
    assert tagged([["small"], ["small"]], weights) == ["O", "O"]  # without the model its numbers say nothing


def test_the_ready_model_says_what_it_names_and_how_it_sees_every_word() -> None:
    if not is_installed():
        pytest.skip("natasha is not installed: pip install natasha")
    body = "Вчера журналист Далер Намунов прилетел в Москву. Его встретили друзья."
    heard = heard_from_model(body, [(0, 48), (49, len(body))])
    assert (16, 29, "PER") in heard.spans
    assert [body[at] for at in heard.starts][:4] == ["В", "ж", "Д", "Н"]
    assert {len(one) for one in heard.seen} == {64}
    assert len(heard.seen) == len(heard.starts)


def test_english_is_read_without_the_russian_dictionary() -> None:
    code = (
        "import sys; from qalqan.extraction.pipeline import read_out; from qalqan.texts.reading import read; "
        "read_out(read(b'The court released Anna Zog on 3 May 2014.', 'a.txt'), {}, {'mention', 'act'}); "
        "sys.exit(int('pymorphy3' in sys.modules or 'slovnet' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_reading_process_gives_the_kinds_that_are_asked_for() -> None:
    from qalqan.extraction.apart import answer

    def kinds(*asked: str) -> set[str]:
        return {one["kind"] for one in answer(TEXT.encode(), "a.txt", asked or None)["candidates"]}

    assert kinds("mention") == {"mention"}
    assert "mention" not in kinds() and kinds()


def test_mentions_come_through_the_shut_off_process(tmp_path: Path) -> None:
    from qalqan.review.apart import reading_process

    with reading_process() as process:
        answer = process.read(TEXT.encode(), "a.txt", asked={"kinds": ["mention"]})
        assert {one["kind"] for one in answer["candidates"]} == {"mention"}
        assert "mention" not in {one["kind"] for one in process.read(TEXT.encode(), "a.txt")["candidates"]}


@pytest.mark.parametrize(
    ("text", "last", "kind"),
    [
        ("Показы шли в кинотеатрах «Ивушка», «Мечта» и «Рассвет».", "Рассвет", "qlist=heads-house"),
        ("Показали такие картины, как «Ивушка» и «Рассвет».", "Рассвет", "qlist=works"),
        ("Показали такие картины, как «Рассвет».", "Рассвет", "qlist=works"),
    ],
)
def test_what_stands_before_a_row_of_quoted_names_is_a_sign_of_each(text: str, last: str, kind: str) -> None:
    words = words_of(text, 0, len(text))
    add_signs([words])
    assert kind in next(word.signs for word in words if word.form == last)


def test_what_stands_before_quoted_names_that_are_no_row_is_no_sign_of_the_next() -> None:
    text = "В кинотеатре «Ивушка» показали «Рассвет»."
    words = words_of(text, 0, len(text))
    add_signs([words])
    assert not any(sign.startswith("qlist") for word in words for sign in word.signs)


def test_a_foreign_name_in_brackets_behind_an_organisation_names_it_too() -> None:
    text = "Сеть «Тихая вода» (Still Water Network, SWN) и гость (Ivo Ruri) из Союза (США)."
    network = Span(0, text.index("»") + 1, "ORG", 0)
    guest = Span(text.index("гость"), text.index("гость") + 5, "PER", 0)
    union = Span(text.index("Союза"), text.index("Союза") + 5, "ORG", 0)
    found = also_called(text, [network, guest, union])
    assert [text[one.start : one.end] for one in found] == ["Still Water Network", "SWN"]
    assert also_called(text, [network, *found]) == []
