"""What Russian asks for, and what it only tells: demands without an addressee, rules of a law, those who did an act."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import extracted

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read


def candidates(sentences: str, kind: str) -> list[dict[str, Any]]:
    text = f"Заявление правозащитных организаций\n\nАлматы, 12 мая 2016 года\n\nМы пишем о Казахстане. {sentences}\n"
    return [one for one in read_out(read(text.encode(), "a.txt"), {})["candidates"] if one["kind"] == kind]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Фонд рекомендует правительству Казахстана отозвать законопроект.", ["отозвать законопроект"]),
        ("Призываем власти Казахстана освободить журналиста.", ["освободить журналиста"]),
        ("Парламенту Казахстана следует отклонить законопроект.", ["отклонить законопроект"]),
        ("Суд обязал Министерство юстиции зарегистрировать объединение.", ["зарегистрировать объединение"]),
        ("Мы просим Генеральную прокуратуру расследовать сообщения о пытках.", ["расследовать сообщения о пытках"]),
        ("Настаиваем на освобождении журналиста.", ["освобождении журналиста"]),
        ("Требуем отмены этого закона.", ["отмены этого закона"]),
        ("Коалиция требует отмены этого закона.", ["отмены этого закона"]),
        ("Необходимо прекратить преследование адвокатов.", ["прекратить преследование адвокатов"]),
        ("Кроме того, необходимо незамедлительно допустить врача.", ["допустить врача"]),
    ],
)
def test_what_is_asked_is_a_recommendation(sentence: str, clauses: list[str]) -> None:
    (found,) = candidates(sentence, "recommendation")
    assert found["anchor"]["exact"].rstrip(".") == sentence.rstrip(".")
    said = [one["anchor"]["exact"].rstrip(" .") for one in candidates(sentence, "clause")]
    assert len(said) == len(clauses)
    assert all(one.endswith(clause) for one, clause in zip(said, clauses, strict=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "Проект закона обязывает объединения ежегодно отчитываться перед Министерством юстиции.",
        "Законопроект, который обязывает НПО регистрироваться заново, рассматривается в парламенте.",
        "Закон требует от организаций предоставлять списки членов.",
        "Необходимо отметить, что положение не улучшилось.",
        "Следует подчеркнуть роль адвокатов.",
    ],
)
def test_a_rule_of_a_law_and_a_figure_of_speech_ask_for_nothing(sentence: str) -> None:
    assert candidates(sentence, "recommendation") == []


def test_a_demand_about_a_law_is_no_rule_of_it() -> None:
    (found,) = candidates("В связи с этим законом предлагаем правительству Казахстана отменить его.", "recommendation")
    assert [one["class"] for one in found["fields"]["addressees"]] == ["government"]


@pytest.mark.parametrize(
    ("sentence", "act", "doer"),
    [
        ("Далера Намунова избивали сотрудники полиции.", "BEATING", "сотрудники полиции"),  # after an active verb
        ("Далер Намунов был задержан сотрудниками полиции.", "ARBITRARY-DETENTION", "сотрудниками полиции"),
        ("Полиция задержала Далера Намунова.", "ARBITRARY-DETENTION", "Полиция"),
    ],
)
def test_those_who_did_it_stand_on_either_side_of_the_verb(sentence: str, act: str, doer: str) -> None:
    (found,) = [one for one in candidates(sentence, "act") if one["fields"]["type"] == act]
    assert [one["name"] for one in found["fields"]["perpetrators"]] == [doer]
    assert [one["name"] for one in found["fields"]["victims"]] == ["Далер Намунов"]


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [
        ("Далер Намунов был задержан.", "asserted"),
        ("По сообщениям, Далер Намунов был избит.", "reported"),
        ("Далер Намунов якобы был избит.", "alleged"),
        ("По-видимому, Далер Намунов был избит.", "apparent"),
    ],
)
def test_the_hedge_stays(sentence: str, hedge: str) -> None:
    assert [one["hedge"] for one in candidates(sentence, "act")][:1] == [hedge]


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("В прошлом месяце Далер Намунов был задержан.", "2016-04"),
        (
            "10 мая 2016 года Далер Намунов был задержан. На следующий день суд арестовал его на два месяца.",
            "2016-05-11",
        ),
    ],
)
def test_a_date_that_follows_from_another_has_its_basis(sentence: str, edtf: str) -> None:
    assert {"edtf": edtf, "basis": "relative"} in [one["fields"]["date"] for one in candidates(sentence, "act")]


def test_an_organisation_is_the_subject_of_its_steps() -> None:
    (step,) = candidates("Отказано в регистрации общественному объединению «Тихая вода».", "step")
    assert (step["fields"]["process"], step["fields"]["subject"]) == (
        "ngo-status",
        "общественное объединение «Тихая вода»",
    )


@pytest.mark.parametrize(
    ("sentence", "instrument", "article"),
    [
        ("Это нарушает статью 22 МПГПП.", "МПГПП", "22"),
        ("Это нарушает ст. 22 МПГПП.", "МПГПП", "22"),
        ("Это нарушает МПГПП (статья 22).", "МПГПП", "22"),
    ],
)
def test_a_standard_has_its_article(sentence: str, instrument: str, article: str) -> None:
    (found,) = candidates(sentence, "standard")
    assert (found["fields"]["instrument"], found["fields"]["article"]) == (instrument, article)


def test_the_lawyer_by_whose_words_it_is_told_did_not_suffer_it() -> None:
    text = (
        "Заявление\n\nПо словам адвоката Далера Намунова, журналист был задержан в Душанбе 3 мая 2019 года. "
        "Адвокат Рустам Гаюров был задержан.\n"
    )
    named = [
        [(one["name"], one["role"]) for one in act["fields"]["victims"]]
        for act in extracted(text, ("act", "pattern"))["candidates"]
    ]
    assert named == [[(None, "журналист")], [("Рустам Гаюров", "адвокат")]]


def test_a_heading_that_says_whose_statement_it_is_names_the_issuer() -> None:
    text = "Заявление Общественного фонда «Тихая вода» в связи с арестом\n\nВ Казахстане журналист был задержан.\n"
    issuers = extracted(text)["work"]["issuers"]
    assert [one["name"] for one in issuers] == ["Общественный фонд «Тихая вода»"]
    assert issuers[0]["anchor"]["exact"] == "Общественного фонда «Тихая вода»"
    assert extracted("Заявление о задержании\n\nЖурналист был задержан.\n")["work"]["issuers"] == []
