"""What Russian publications of other hands say in other words: each rule with an invented sentence."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import extracted, found, words

from qalqan.extraction.mentions.russian.nominative import person_called
from qalqan.extraction.verbs import verbs

LETTER = """Открытое письмо Президенту Республики Казахстан

Уважаемый господин Президент!

{}
"""


def asked(text: str) -> list[tuple[str, list[str]]]:
    """The recommendations with the classes of those who are asked."""
    return [
        (one["anchor"]["exact"], [each["class"] for each in one["fields"]["addressees"]])
        for one in found(text, "recommendation")
    ]


def acts_of(text: str) -> list[dict[str, Any]]:
    return list(extracted(text, ("act", "pattern"))["candidates"])


def acts(text: str) -> list[str]:
    return [one["fields"]["type"] for one in acts_of(f"Заявление\n\n{text}\n")]


def victims(text: str) -> list[str | None]:
    acts_found = acts_of(f"Заявление\n\n{text}\n")
    return [victim["name"] for one in acts_found for victim in one["fields"]["victims"]]


def test_bodies_named_on_lines_of_their_own_below_we_call_on() -> None:
    text = (
        "Заявление садоводов\n\nМы призываем:\n\nПарламент Казахстана\n\n– отклонить проект;\n– выслушать садоводов.\n\n"
        "Правительство Казахстана\n\n– вернуть саженцы.\n"
    )
    assert asked(text) == [
        ("отклонить проект;", ["parliament"]),
        ("выслушать садоводов.", ["parliament"]),
        ("вернуть саженцы.", ["government"]),
    ]


def test_a_body_before_a_dash_is_asked() -> None:
    text = "Заявление садоводов\n\nФонд призывает:\n\n– Министерство юстиции – опубликовать проект и выслушать садоводов.\n"
    assert asked(text) == [("Министерство юстиции – опубликовать проект и выслушать садоводов.", ["government"])]
    assert words(found(text, "clause")) == ["опубликовать проект", "выслушать садоводов."]


def test_a_body_before_a_dash_is_asked_in_prose_too() -> None:
    text = "Доклад о садах\n\nЧто мы предлагаем\n\nАкиматам – не вырубать старые яблони.\n"
    assert asked(text) == [("Акиматам – не вырубать старые яблони.", ["government"])]


def test_a_dash_that_explains_asks_nothing() -> None:
    assert asked("Доклад о садах\n\nМинистерство юстиции – орган, который ведёт реестр.\n") == []


@pytest.mark.parametrize(
    "sentence",
    ["Мы требуем вернуть саженцы.", "Просим Вас вернуть саженцы.", "Мы считаем необходимым вернуть саженцы."],
)
def test_a_letter_asks_whom_it_is_to(sentence: str) -> None:
    assert asked(LETTER.format(sentence)) == [(sentence, ["government"])]


def test_what_is_suggested_to_a_state_is_asked_of_it() -> None:
    text = "Доклад о садах\n\nФонд рекомендует государствам предложить Узбекистану:\n\na) закрыть склад;\n"
    (one,) = found(text, "recommendation")
    assert one["fields"]["addressees"][0]["countries"] == ["UZB"]


def test_a_state_beside_a_body_is_asked_too() -> None:
    text = "Заявление\n\nФонд призывает Европейский союз и Польшу вмешаться в дело садоводов.\n"
    (one,) = found(text, "recommendation")
    assert [each["name"] for each in one["fields"]["addressees"]] == ["Европейский союз", "Польшу"]
    assert one["fields"]["addressees"][1]["countries"] == ["POL"]


def test_a_quotation_that_a_speaker_cuts_in_two_goes_on() -> None:
    text = (
        "Заявление\n\n«Яблони погибнут, – сказала директор фонда Анна Берг. – "
        "Казахстану следует вернуть саженцы и разрешить полив».\n"
    )
    (one,) = found(text, "recommendation")
    assert one["anchor"]["exact"].startswith("Казахстану следует")
    assert words(found(text, "clause")) == ["вернуть саженцы", "разрешить полив"]


def test_who_reports_a_demand_is_no_part_of_it() -> None:
    text = "Заявление\n\nВласти Казахстана должны вернуть саженцы, заявили сегодня Союз садоводов и Фонд «Яблоня».\n"
    assert words(found(text, "clause")) == ["вернуть саженцы"]


def test_he_is_not_the_parliament_named_before() -> None:
    text = "Доклад\n\nПроект закона о садах готов. До внесения в парламент он должен пройти согласование.\n"
    assert asked(text) == []


@pytest.mark.parametrize("word", ["отложить", "предусмотреть", "предпринимать", "учесть", "уничтожить"])
def test_words_that_end_as_nouns_do_are_verbs(word: str) -> None:
    assert verbs("ru").is_verb(word)


@pytest.mark.parametrize("word", ["безопасности", "ответственность", "область", "соцсети", "память"])
def test_nouns_that_end_as_verbs_do_are_none(word: str) -> None:
    assert not verbs("ru").is_verb(word)


def test_a_participle_after_not_begins_no_demand() -> None:
    text = (
        "Рекомендации\n\nВластям Казахстана следует:\n\n"
        "– обеспечить, чтобы сады осматривал орган, не подчинённый акиму, и регулярно публиковать выводы.\n"
    )
    assert words(found(text, "clause")) == [
        "обеспечить, чтобы сады осматривал орган, не подчинённый акиму",
        "регулярно публиковать выводы.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Статья 9 запрещает обыск без решения суда.",
        "Законопроект вводит штрафы до ста тысяч.",
        "Прокурор просит приговорить садовода к штрафу.",
        "Приговор ожидается в мае.",
    ],
)
def test_what_a_law_allows_or_what_is_to_come_was_not_done(sentence: str) -> None:
    assert acts(sentence) == []


def test_what_a_law_does_is_a_provision() -> None:
    text = "Доклад\n\nДокумент обязывает объединения ежеквартально отчитываться перед ведомством.\n"
    assert [one["fields"]["restriction"] for one in found(text, "provision")] == ["reporting"]


def test_a_law_that_is_told_moves_no_organisation() -> None:
    text = "Доклад\n\nСтатья 38 допускает, что деятельность организации приостановлена без суда.\n"
    assert found(text, "step") == []


@pytest.mark.parametrize(
    ("printed", "case", "called"),
    [
        ("Ерлана Мусабаева", "", "Ерлан Мусабаев"),
        ("Сухроба Зафарова", "", "Сухроб Зафаров"),
        ("Динара Сейтказиева", "", "Динара Сейтказиева"),
        ("Азизу Рахимову", "accs", "Азиза Рахимова"),
        ("Фирдавс Каримзода", "", "Фирдавс Каримзода"),
        ("Огульджемал Аннаевой", "", "Огульджемал Аннаева"),
        ("Адилю Сапарову", "datv", "Адиль Сапаров"),
    ],
)
def test_names_of_the_region_are_called_in_the_nominative(printed: str, case: str, called: str) -> None:
    assert person_called(printed, case) == called


def test_the_one_named_right_after_they_detained_is_the_object() -> None:
    assert victims("Полицейские задержали Азизу Рахимову.") == ["Азиза Рахимова"]


def test_a_womans_surname_alone_is_she() -> None:
    told = "Огульджемал Аннаева собирает яблоки. В мае 2020 года Аннаевой запретили выезд."
    assert victims(told) == ["Огульджемал Аннаева"]


def test_the_blogger_is_the_one_named_as_a_blogger() -> None:
    assert victims("Идёт суд над блогером Динарой Сейтказиевой. В мае блогера взяли под стражу.") == [
        "Динара Сейтказиева"
    ]


def test_the_organisation_is_the_one_named_before() -> None:
    told = "Фонд «Белая яблоня» работает в Оше. 3 марта 2017 года суд оштрафовал организацию."
    assert victims(told) == ["Фонд «Белая яблоня»"]


def test_of_a_brother_it_is_told_and_not_of_whose_brother_he_is() -> None:
    assert victims("В 2021 году брат Зафарова, Манучехр Бордуров, был избит.") == ["Манучехр Бордуров"]


def test_a_judge_is_not_whom_his_means() -> None:
    told = "Динара Сейтказиева ждёт суда. Судья Канат Оразбеков молчит. Её избили."
    assert victims(told) == ["Динара Сейтказиева"]


def test_an_act_is_done_where_people_are_and_not_where_they_are_from() -> None:
    text = "Казахстан: кружок закрыт\n\nВ мае 2018 года суд постановил ликвидировать кружок мигрантов из Узбекистана.\n"
    assert [one["fields"]["country"] for one in acts_of(text)] == ["KAZ"]


def test_who_tells_nothing_reports_nothing() -> None:
    text = "Заявление\n\nСледователи не сообщали семье ничего и били садовода.\n"
    assert [one["hedge"] for one in acts_of(text)] == ["asserted"]


@pytest.mark.parametrize(
    ("words_of_it", "instrument", "article"),
    [
        ("Это следует из статьи 19 Пакта.", "Пакта", "19"),
        ("Нарушены нормы статей 7 и 14 Пакта.", "Пакта", "7 и 14"),
        ("Это следует из статьи 4 Конвенции.", "Конвенции", "4"),
    ],
)
def test_an_article_of_a_treaty_called_briefly(words_of_it: str, instrument: str, article: str) -> None:
    (one,) = found(f"Доклад\n\n{words_of_it}\n", "standard")
    assert (one["fields"]["instrument"], one["fields"]["article"]) == (instrument, article)


def test_a_laws_name_ends_where_it_is_told_what_it_does() -> None:
    text = "Доклад\n\nЗаконопроект о садах угрожает садоводам и был внесён в парламент 2 февраля 2017 года.\n"
    assert {one["fields"]["subject"] for one in found(text, "step")} == {"законопроект о садах"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Согласно принципам ООН, садоводы не должны подвергаться преследованию.",
        "За нарушение порядка предусмотрен арест до пятнадцати суток.",
    ],
)
def test_what_a_norm_says_asks_nothing_and_tells_of_nothing(sentence: str) -> None:
    assert acts(sentence) == []
    assert asked(f"Заявление\n\nВласти молчат. {sentence}\n") == []


def test_behind_a_comma_and_a_dash_another_is_asked() -> None:
    text = "Заявление\n\nСоюзы предлагают президенту страны вернуть закон, а ОБСЕ – предоставить помощь.\n"
    assert words(found(text, "clause")) == ["вернуть закон", "предоставить помощь."]


def test_a_body_of_the_un_is_asked_and_not_the_un() -> None:
    text = "Рекомендации\n\nСпециальному докладчику ООН по вопросу о пытках:\n\n– запросить посещение изоляторов.\n"
    assert [classes for _, classes in asked(text)] == [["mandate"]]


def test_a_line_of_genre_opens_a_headline_in_small_letters() -> None:
    text = "ЗАЯВЛЕНИЕ\n\nв связи с вырубкой старых яблонь в Оше\n\nСады гибнут.\n\nБишкек, 14 июня 2022 г.\n"
    assert extracted(text)["work"]["title"] == "ЗАЯВЛЕНИЕ в связи с вырубкой старых яблонь в Оше"


def test_a_press_release_is_called_by_its_headline() -> None:
    text = "Пресс-релиз\n\nДля немедленной публикации\n\nСады Оша погибают без воды\n\nВ Оше вырубили сады.\n"
    assert extracted(text)["work"]["title"] == "Сады Оша погибают без воды"


def test_a_letter_is_called_by_what_it_is_about() -> None:
    text = "Министру юстиции\n\nО вырубке старых яблонь\n\nУважаемый господин министр!\n\nСады гибнут.\n"
    work = extracted(text)["work"]
    assert (work["title"], work["kind"]) == ("О вырубке старых яблонь", "statement")


def test_those_who_prepared_a_report_issue_it() -> None:
    text = "Обзор садов\n\nПодготовлен Инициативой «Яблоня» и Центром «Белый сад»\n\nСады гибнут.\n"
    assert [one["name"] for one in extracted(text)["work"]["issuers"]] == ["Инициатива «Яблоня»", "Центр «Белый сад»"]


def test_a_press_release_names_who_said_it_today() -> None:
    text = "Пресс-релиз\n\nСады гибнут\n\nСады гибнут, заявили сегодня Фонд «Яблоня» и Союз садоводов «Белый сад».\n"
    assert [one["name"] for one in extracted(text)["work"]["issuers"]] == [
        "Фонд «Яблоня»",
        "Союз садоводов «Белый сад»",
    ]


def test_a_centre_and_its_towns_stand_on_the_line_of_the_day() -> None:
    text = "Обзор «Сады»\n\nЦентр «Яблоня», Ош – Берлин, ноябрь 2019 года\n\nСады гибнут.\n"
    assert [one["name"] for one in extracted(text)["work"]["issuers"]] == ["Центр «Яблоня»"]


def test_the_year_of_a_law_dates_nothing_that_follows() -> None:
    text = "Обзор садов\n\n3 мая 2019 года\n\nЗакон 1995 года стар. В апреле суд оштрафовал садовода Ивана Бордурова.\n"
    assert [one["fields"]["date"]["edtf"] for one in acts_of(text)] == ["2019-04"]


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("Предлагаем исключить вторую часть.", "исключить вторую часть."),
        ("Из проекта следует исключить вторую часть.", "исключить вторую часть."),
        ("Необходимо чётко определить границы сада.", "чётко определить границы сада."),
        ("Просим не вырубать старые яблони.", "не вырубать старые яблони."),
    ],
)
def test_a_demand_that_names_nobody(sentence: str, clause: str) -> None:
    text = f"Замечания к проекту закона о садах\n\n{sentence}\n"
    assert asked(text) == [(sentence, [])]
    assert words(found(text, "clause")) == [clause]


def test_a_call_to_a_noun_is_a_demand() -> None:
    text = "Замечания о садах\n\nКомиссар призвал власти Узбекистана к расследованию вырубки.\n"
    assert asked(text) == [("Комиссар призвал власти Узбекистана к расследованию вырубки.", ["government"])]
    assert words(found(text, "clause")) == ["расследованию вырубки."]


def test_what_is_not_meant_is_no_demand_of_its_own() -> None:
    text = "Замечания о садах\n\nВласти Казахстана должны беречь сады, а не вырубать их.\n"
    assert words(found(text, "clause")) == ["беречь сады, а не вырубать их."]


def test_in_the_first_place_is_part_of_what_follows() -> None:
    text = "Замечания о садах\n\nПросим пересмотреть дела и в первую очередь освободить садовников.\n"
    assert words(found(text, "clause")) == ["пересмотреть дела", "в первую очередь освободить садовников."]


def test_the_convicted_are_people_and_no_act() -> None:
    assert acts("Мы встретились с семьями осуждённых.") == []


def test_a_list_under_what_we_wait_for() -> None:
    text = (
        "Замечания о садах\n\nЧего мы ждём от властей Узбекистана\n\n1. Вернуть саженцы.\n2. Выплатить компенсацию.\n"
    )
    assert asked(text) == [("Вернуть саженцы.", ["government"]), ("Выплатить компенсацию.", ["government"])]


def test_what_is_hoped_of_somebody_is_asked() -> None:
    text = "Замечания о садах\n\nМы рассчитываем, что власти Узбекистана незамедлительно вернут саженцы.\n"
    assert [classes for _, classes in asked(text)] == [["government"]]
    assert words(found(text, "clause")) == ["незамедлительно вернут саженцы."]


def test_a_letter_with_a_request_asks() -> None:
    text = "Замечания о садах\n\nСоюз направил президенту письмо с просьбой вернуть саженцы.\n"
    assert [classes for _, classes in asked(text)] == [["government"]]
    assert words(found(text, "clause")) == ["вернуть саженцы."]


def test_police_that_come_with_a_demand_are_not_asked() -> None:
    assert asked("Замечания о садах\n\nВ мае полиция пришла к нему с требованием вырубить сад.\n") == []


def test_what_would_be_well_done_is_asked() -> None:
    text = "Замечания о садах\n\nЕвропейскому союзу, который ведёт диалог, следовало бы поднять вопрос о садах.\n"
    assert [classes for _, classes in asked(text)] == [["igo"]]


def test_a_town_before_a_name_is_no_part_of_it() -> None:
    assert victims("В мае задержали блогера. Избит блогер из Караганды Руслан Омаров.")[-1] == "Руслан Омаров"


def test_an_article_is_of_the_treaty_it_is_said_of() -> None:
    text = "Доклад\n\nНарушены нормы статей 7 и 14 Пакта, а также Декларации о правозащитниках.\n"
    assert [one["fields"]["article"] for one in found(text, "standard")] == ["7 и 14", None]


def test_adoption_to_come_is_no_adoption() -> None:
    text = "Обзор\n\nДо принятия закона о садах остаётся неделя.\n"
    assert [one for one in found(text, "step") if one["fields"]["stage"] == "adopted"] == []
