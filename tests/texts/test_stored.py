"""What an index stores of a text: keys in each passage's language, names apart, the same wherever it is worked out."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from qalqan.texts import words
from qalqan.texts.search import stored
from qalqan.texts.search.marks import Marker
from qalqan.texts.search.stored import Indexed, stored_of, stored_of_each
from qalqan.texts.search.wanted import AnyOf, Close, Sequence

BODY = "The lawyers met Karimbaeva.\n\nАдвокаты ушли.\n\nHEADING Lawyers"
TEXT = Indexed(
    BODY,
    ("A meeting of lawyers", "A meeting"),
    "en",
    [(1, "paragraph", 0, 27, ""), (3, "paragraph", 29, 43, "ru"), (4, "heading", 45, len(BODY), "")],
)


def test_passages_keep_their_numbers_and_each_is_read_in_its_language() -> None:
    rows, names = stored_of(TEXT)
    assert [number for number, _words in rows] == [0, 1, 3, 4]
    assert rows[0][1] == "a meet of lawyer a meet"
    assert rows[1][1].split()[:3] == ["the", "lawyer", "met"]
    assert rows[2][1].split()[0] == words.key("адвокаты", "ru")
    assert {form for _key, form in names} >= {"Karimbaeva"} and "HEADING" not in {form for _key, form in names}


def test_a_word_with_a_sign_in_it_stays_one_word() -> None:
    assert stored.stored("o'zbek").isprintable() is False and " " not in stored.stored("a-b")
    assert len(stored.stored("x" * 100)) == stored.LONGEST_WORD


def test_another_process_stores_the_same() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as there:
        assert there.submit(stored_of_each, [TEXT]).result() == stored_of_each([TEXT])


def test_nothing_is_remembered_once_it_is_to_be_forgotten() -> None:
    stored_of(TEXT)
    assert stored._words_between_blanks and words.keys_in("en")
    stored.forget()
    assert not stored._words_between_blanks and not words.keys_in("en")
    assert stored_of(TEXT) == stored_of(TEXT)


def any_of(*words_asked: str) -> AnyOf:
    return AnyOf(tuple(Sequence(tuple(one.split())) for one in words_asked))


def test_what_is_shown_marks_every_thing_that_was_asked_and_says_which_stand_there() -> None:
    text = "The (lawyers) were  at the court;\nlawyers, judges and co-operation."
    asked = [any_of("lawyer"), any_of("nobody"), Close(any_of("judg"), any_of("oper"), 2)]
    parts, here = Marker(asked).shown(text, "en")
    assert here == (True, False, True)
    assert [words for words, is_marked in parts if is_marked] == ["lawyers", "lawyers", "judges", "operation"]
    assert "".join(words for words, _is_marked in parts) == " ".join(text.split())


def test_of_a_phrase_all_its_words_are_one_mark() -> None:
    parts, here = Marker([any_of("rule of law")]).shown("A rule of law, the rule of law.", "en")
    assert here == (True,) and [words for words, is_marked in parts if is_marked] == ["rule of law", "rule of law"]
