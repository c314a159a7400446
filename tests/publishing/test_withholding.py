"""A withheld name is found in any script, spelling and ending; words around it keep their places."""

from __future__ import annotations

import pytest

from qalqan.publishing.withholding import Withholding, mark_for

MARK, RUSSIAN_MARK = mark_for("", "en"), mark_for("", "ru")
DANA = Withholding(["Dana Omarova", "Дана Омарова"])

# (what the text prints, what is left of it)
FOUND = [
    ("Dana Omarova was held.", f"{MARK} was held."),
    ("Omarova was held.", f"{MARK} was held."),  # the surname alone
    ("Oma\u00adrova was held.", f"{MARK} was held."),  # with a soft hyphen
    ("Oma-\nrova was held.", f"{MARK} was held."),  # cut by the end of a line
    ("Da\u0301na Oma\u0301rova was held.", f"{MARK} was held."),  # with stresses marked
    ("Omarova's office", f"{MARK} office"),
    ("OMAROVA CASE", f"{MARK} CASE"),
    ("Omarova Dana, lawyer", f"{MARK}, lawyer"),  # the other order
    ("D. Omarova and others", f"{MARK} and others"),
    ("Omarova D.S. appealed", f"{MARK} appealed"),
    ("Dana Serikovna Omarova", MARK),  # with a father's name between
    ("Dana\nOmarova", MARK),  # across a line
    ("the case of dana omarova", f"the case of {MARK}"),  # two small words together
    ("see https://news.example/2014/dana-omarova-held here", f"see {MARK} here"),
    ("follow @omarova_d now", f"follow {MARK} now"),
    ("#FreeDanaOmarova", MARK),
    ("write to omarova@lawyers.example today", f"write to {MARK} today"),
]
FOUND_IN_RUSSIAN = [
    ("Дана Омарова задержана.", f"{RUSSIAN_MARK} задержана."),
    ("Дело Даны Омаровой", f"Дело {RUSSIAN_MARK}"),
    ("Дану Омарову отпустили", f"{RUSSIAN_MARK} отпустили"),
    ("с Даной Омаровой", f"с {RUSSIAN_MARK}"),
    ("адвокату Омаровой Д. С. отказано", f"адвокату {RUSSIAN_MARK} отказано"),
    ("Омарову Дану Сериковну", RUSSIAN_MARK),
]


@pytest.mark.parametrize(("printed", "left"), FOUND)
def test_a_withheld_name_is_cut(printed: str, left: str) -> None:
    assert DANA.cut(printed, "en").text == left


@pytest.mark.parametrize(("printed", "left"), FOUND_IN_RUSSIAN)
def test_a_withheld_name_is_cut_in_every_russian_case(printed: str, left: str) -> None:
    assert DANA.cut(printed, "ru").text == left


@pytest.mark.parametrize(("printed", "left"), FOUND_IN_RUSSIAN)
def test_a_name_known_in_latin_letters_only_is_cut_from_russian(printed: str, left: str) -> None:
    assert Withholding(["Dana Omarova"]).cut(printed, "ru").text == left


@pytest.mark.parametrize(
    "printed",
    ["Askarov", "Аскаров", "Аскарова", "Аскаровым", "Аскаровду", "Askarovning", "Azimzhan", "Azimjon", "Азимжана"],
)
def test_spellings_and_endings_of_five_languages_are_cut(printed: str) -> None:
    assert Withholding(["Azimjan Askarov"]).spans(printed) == [(0, len(printed))]


@pytest.mark.parametrize(
    "printed",
    [
        "The court must release the lawyer.",
        "Danish courts",
        "Parliament of Kazakhstan",
        "свобода веры",
        "The law on peace",
        "",
    ],
)
def test_other_words_stay(printed: str) -> None:
    assert Withholding(["Dana Omarova", "Вера Миронова"]).cut(printed).text == printed


def test_an_ordinary_word_that_is_also_a_name_is_cut_only_in_a_capital() -> None:
    vera = Withholding(["Вера Миронова"])
    assert vera.cut("свобода вероисповедания и веры").text == "свобода вероисповедания и веры"
    assert vera.cut("Вера молчит").text == f"{RUSSIAN_MARK} молчит"


def test_titles_and_peoples_are_no_names() -> None:
    withheld = Withholding(["President Dana Omarova", "a Kyrgyz man", "lawyer Omarova"])
    assert withheld.cut("The President and the Kyrgyz Parliament").text == "The President and the Kyrgyz Parliament"
    assert withheld.cut("President Omarova").text == f"President {MARK}"


def test_a_name_that_was_broken_off_at_the_end_is_cut() -> None:
    assert DANA.cut("The court ignored the complaint of Omar").text == f"The court ignored the complaint of {MARK}"
    assert DANA.cut("The court ignored the complaint of Omaro…").text == f"The court ignored the complaint of {MARK}…"
    assert DANA.cut("The Omarkul family").text == "The Omarkul family"


def test_a_released_namesake_keeps_the_name() -> None:
    husband_released = Withholding(["Khadicha Askarova"], released=["Azimjan Askarov"])
    assert husband_released.cut("Azimjan Askarov and Khadicha Askarova").text == f"Azimjan Askarov and {MARK}"
    assert husband_released.cut("Askarov appealed; Askarova wrote").text == f"Askarov appealed; {MARK} wrote"


def test_without_the_release_both_are_cut() -> None:
    nobody_released = Withholding(["Khadicha Askarova", "Azimjan Askarov"])
    assert "skarov" not in nobody_released.cut("Azimjan Askarov and Khadicha Askarova").text


def test_places_are_moved_with_the_words() -> None:
    printed = "In May Dana Omarova was held with Dana Omarova's aide in Almaty."
    cut = DANA.cut(printed, "en")
    for words in ("In May", "was held with", "aide in Almaty."):
        start = printed.index(words)
        new_start, new_end = cut.place(start, start + len(words))
        assert cut.text[new_start:new_end] == words


def test_a_place_inside_withheld_words_takes_in_the_whole_mark() -> None:
    printed = "In May Dana Omarova was held."
    cut = DANA.cut(printed, "en")
    start = printed.index("Omarova")
    new_start, new_end = cut.place(start, start + len("Omarova was"))
    assert cut.text[new_start:new_end] == f"{MARK} was"


def test_a_piece_of_a_text_is_cut_as_the_whole_was() -> None:
    body = "The aide of Dana\nOmarova wrote."
    spans = DANA.spans(body)
    first, second = DANA.cut_at(body, 0, 16, spans, "en"), DANA.cut_at(body, 17, len(body), spans, "en")
    assert (first.text, second.text) == (f"The aide of {MARK}", f"{MARK} wrote.")


def test_the_mark_speaks_the_language_of_the_words() -> None:
    assert mark_for("Дело", None) == RUSSIAN_MARK
    assert mark_for("The case", None) == MARK
    assert len({mark_for("", code) for code in ("en", "ru", "kk", "ky", "tg", "uz", "tk")}) == 7


def test_nobody_withheld_nothing_cut() -> None:
    assert Withholding([]).cut("Dana Omarova, https://dana.example").text == "Dana Omarova, https://dana.example"
