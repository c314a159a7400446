from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qalqan.texts.words import (
    LANGUAGES,
    fold,
    key,
    keys,
    name_keys,
    phrase_keys,
    prefix_keys,
    query_key,
    query_keys,
    tokens,
)  # fmt: skip

# Forms of one word a line. No speaker of kk, ky, tg, uz or tk has confirmed these lists.
FORMS = {
    "en": [
        "lawyer lawyers lawyer's Lawyers’",
        "torture tortured torturing",
        "registration registrations",
        "arrested arrests",
    ],
    "ru": [
        "правозащитник правозащитники правозащитников правозащитниками правозащитнику",
        "пытка пытки пыток пытками пыткам",
        "тюрьма тюрьмы тюрьме тюрьмой тюрем",
        "закон закона законы законами законе",
        "активистка активисток активистками",
        "заключённый заключенный заключённого заключенными",
        "суд суда суды судами судов",
        "попытка попыток попытками",
    ],
    "kk": [
        "құқық құқығы құқықтар құқықтары құқықтарының құқығын",
        "адам адамның адамдар адамдарды адамға адамы",
        "заң заңы заңның заңға заңдар заңдарды заңында",
        "сот сотта соттың сотқа соты сотында соттар",
        "халық халқы халықтың халқының",
        "қала қаласы қалада қаласында қалалар",
        "мемлекет мемлекеттің мемлекетте мемлекетке",
        "түрме түрмеде түрмесі түрмеден түрмелер",
        "адвокат адвокаттар адвокаты адвокаттың адвокатқа",
        "үй үйде үйлер үйдің",
    ],
    "ky": [
        "укук укугу укуктар укуктары укуктарын укугун",
        "адам адамдын адамдар адамга адамды",
        "мыйзам мыйзамы мыйзамдар мыйзамдын мыйзамында",
        "сот сотто сотко соттор сотун соттун",
        "кыйноо кыйноолор кыйноого кыйноонун",
        "түрмө түрмөдө түрмөгө түрмөлөр",
        "жаран жарандар жарандардын жаранга",
        "өлкө өлкөнүн өлкөдө өлкөлөр өлкөсү",
        "министрлик министрлиги министрликтин",
    ],
    "tg": [
        "ҳуқуқ ҳуқуқи ҳуқуқҳо ҳуқуқҳои ҳуқуқро ҳуқуқҳоро",
        "инсон инсони инсонро инсонҳо инсонҳои",
        "қонун қонуни қонунҳо қонунҳои қонунро",
        "додгоҳ додгоҳи додгоҳҳо додгоҳро",
        "шаҳрванд шаҳрвандон шаҳрвандони шаҳрвандонро",
        "давлат давлати давлатҳо давлатҳои",
        "адвокат адвокатон адвокати адвокатҳо",
    ],
    "uz": [
        "huquq huquqi huquqlar huquqlari huquqlarini huquqlarning ҳуқуқ ҳуқуқи ҳуқуқлари",
        "inson insonning insonlar insonga инсон инсонларнинг",
        "qonun qonuni qonunlar qonunning qonunda қонун қонунлар",
        "sud sudda sudning sudlar суд судда",
        "oʻzbek o'zbek o‘zbeklar ozbeklarning ўзбек ўзбеклар",
        "shahar shahri shaharda shahrida шаҳар шаҳри",
        "advokat advokatlar advokati адвокат адвокатлар",
        "oʻrtoq oʻrtogʻi oʻrtoqlar ўртоқ ўртоғи",
    ],
    "tk": [
        "hukuk hukugy hukuklar hukuklary hukuklaryny хукук хукуклары",
        "adam adamyň adamlar adama adamlaryň адам адамлар",
        "kanun kanuny kanunlar kanunyň канун канунлар",
        "döwlet döwletiň dowletler döwlete дөвлет дөвлетлер",
        "raýat raýatlar raýatyň раят раятлар",
        "kazyýet kazyýetiň kazyýetde казыет",
    ],
}
ALL = [(language, line) for language, lines in FORMS.items() for line in lines]


@pytest.mark.parametrize(("language", "line"), ALL)
def test_the_forms_of_a_word_meet_under_one_key(language: str, line: str):
    forms = line.split()
    assert {form: query_key(form, language) for form in forms} == dict.fromkeys(forms, query_key(forms[0], language))


@pytest.mark.parametrize(("language", "line"), ALL)
def test_every_form_finds_every_other_without_saying_its_language(language: str, line: str):
    forms = line.split()
    for typed in forms:
        for written in forms:
            assert key(written, language) in query_keys(typed)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "lawyer", "lawful"),
        ("ru", "суд", "судно"),
        ("ru", "право", "правда"),
        ("kk", "адам", "адал"),
        ("ky", "сот", "соода"),
        ("tg", "қонун", "қонуншикан"),
        ("uz", "huquq", "hujum"),
        ("tk", "kanun", "kanal"),
    ],
)
def test_different_words_have_different_keys(language: str, one: str, other: str):
    assert query_key(one, language) != query_key(other, language)


@given(word=st.text(min_size=1, max_size=20), language=st.sampled_from([*LANGUAGES, None, "fr", "uk", "de"]))
def test_a_typed_word_finds_itself_in_a_text_of_any_language(word: str, language: str | None):
    for token in tokens(word, language):
        assert token.key in query_keys(word[token.start : token.end])


@given(text=st.text(max_size=200), language=st.sampled_from([*LANGUAGES, None]))
def test_tokens_stand_in_order_inside_the_text(text: str, language: str | None):
    found = tokens(text, language)
    assert [token.key for token in found] == keys(text, language)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_a_token_knows_its_place():
    text = "Судья Oʻktamov (22-модда) ill-treatment."
    assert [text[t.start : t.end] for t in tokens(text, "ru")] == [
        "Судья",
        "Oʻktamov",
        "22",
        "модда",
        "ill",
        "treatment",
    ]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Жанаозён", "жанаозен"), ("ＯＳＣＥ", "osce"), ("Straßburg", "strassburg"), ("Türkmenbaşy", "turkmenbasy"),
        ("Gʻulom", "gulom"), ("й", "й"), ("ﬁne", "fine"), ("İstanbul", "istanbul"),
    ],
)  # fmt: skip
def test_what_does_not_part_words_is_folded(written: str, typed: str):
    assert fold(written) == fold(typed)


def test_letters_that_part_words_are_kept():
    assert len({fold(word) for word in ("кыз", "қыз", "ғыз", "гыз")}) == 4


def test_a_phrase_is_looked_for_under_each_language():
    rows = phrase_keys("правами человека")
    assert tuple(keys("прав человека", "ru")) in rows
    rows = phrase_keys("адам құқықтары")
    assert tuple(keys("адамның құқығы", "kk")) in rows
    assert phrase_keys("  ") == ()


def test_a_latin_word_in_a_russian_phrase_is_found():
    assert tuple(keys("статьи 22 ICCPR", "ru")) in phrase_keys("статья 22 ICCPR")


def test_a_beginning_finds_words_in_both_scripts_of_uzbek():
    assert any(key("ҳуқуқлар", "uz").startswith(beginning) for beginning in prefix_keys("ҳуқ"))
    assert any(key("huquqlar", "uz").startswith(beginning) for beginning in prefix_keys("huq"))


@pytest.mark.parametrize(
    "spellings",
    [
        "Askarov Аскаров",
        "Azimzhan Azimjan Azimjon Азимжан Азимджан",
        "Sodiqov Содиков Sodikov",
        "Nazarbayev Nazarbaev Назарбаев",
        "Yevgeniy Evgeny Yevgeni Евгений",
        "Zhovtis Жовтис",
        "Khudoberdiyev Xudoberdiyev Худобердиев",
        "Berdimuhamedow Berdymukhamedov Бердымухамедов",
        "Shukhrat Şuhrat Шухрат",
        "Quvatbek Kuvatbek Куватбек",
    ],
)
def test_spellings_of_a_name_are_joined(spellings: str):
    assert len({name_keys(spelling) for spelling in spellings.split()}) == 1


def test_names_of_two_people_stay_two():
    assert name_keys("Tolekan Ismailova") != name_keys("Tolegen Ismailova")


def test_a_name_has_a_key_for_each_of_its_words_in_any_order():
    assert name_keys("Азимжан Аскаров") == name_keys("Askarov, Azimjan") == frozenset({"azimjan", "askarov"})
