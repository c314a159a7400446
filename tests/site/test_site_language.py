"""The words of the pages: dates no more precise than they are, and every sentence in Russian."""

from __future__ import annotations

import ast
import gettext
import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import qalqan.site
import qalqan.texts.search
from qalqan.site.language import language

SITE = Path(qalqan.site.__file__).parent


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2014-07-21", "21 July 2014", "21 июля 2014"),
        ("2014-05", "May 2014", "май 2014"),
        ("2014", "2014", "2014"),
        ("2014-05-20/2014-05-21", "20–21 May 2014", "20–21 мая 2014"),
        ("2014-05-30/2014-06-02", "30 May – 2 June 2014", "30 мая – 2 июня 2014"),
        ("2013/2014", "2013 – 2014", "2013 – 2014"),
        ("2014~", "about 2014", "около 2014"),
        ("2014-05~", "about May 2014", "около мая 2014"),
        ("2014-05?", "perhaps May 2014", "возможно, май 2014"),
        ("201X", "the 2010s", "2010-е годы"),
        ("2014-05-XX", "May 2014", "май 2014"),
        ("2014-22", "summer 2014", "лето 2014"),
        ("2014-06-16/..", "since 16 June 2014", "с 16 июня 2014"),
        ("../2014-06", "until June 2014", "до июня 2014"),
        (None, "no date", "без даты"),
        ("some day", "some day", "some day"),
    ],
)
def test_a_date_in_words(edtf: str | None, english: str, russian: str) -> None:
    assert language("en").when(edtf) == english
    assert language("ru").when(edtf) == russian


def test_russian_counts_in_three_forms() -> None:
    said = [
        language("ru").say_many("%(num)s publication", "%(num)s publications", count) for count in (1, 3, 5, 21, 11)
    ]
    assert said == ["1 публикация", "3 публикации", "5 публикаций", "21 публикация", "11 публикаций"]


def test_a_code_without_a_word_is_spelled_out() -> None:
    assert language("en").label("acts", "BRAND-NEW-CODE") == "brand new code"
    assert language("ru").country("KAZ") == "Казахстан"


QUERY_LANGUAGE = Path(qalqan.texts.search.__file__).parent


def said_in_python() -> set[str]:
    """First arguments of say(…), say_many(…) and _(…), also inside f-strings; of the query language too."""
    found: set[str] = set()
    for file in (*SITE.rglob("*.py"), *QUERY_LANGUAGE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            named = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if named in ("say", "say_many", "_"):
                found.add(node.args[0].value)
    return found


def said_in_templates() -> set[str]:
    found: set[str] = set()
    for file in (SITE / "templates").glob("*.html"):
        written = io.BytesIO(file.read_bytes())
        for _, _, message, _ in babel_extract(written, {"_": None, "gettext": None, "ngettext": (1, 2)}, [], {}):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def test_every_sentence_has_its_russian_and_none_is_left_over() -> None:
    catalogue = read_po(io.BytesIO((SITE / "locale/ru/LC_MESSAGES/site.po").read_bytes()))
    translated = {one.id[0] if isinstance(one.id, tuple) else one.id for one in catalogue if one.id and all(one.string)}
    said = said_in_python() | said_in_templates()
    assert len(said) > 200
    assert said - translated == set()
    assert translated - said == set()


def test_translations_keep_the_places_of_values() -> None:
    catalogue = read_po(io.BytesIO((SITE / "locale/ru/LC_MESSAGES/site.po").read_bytes()), locale="ru")
    assert [str(error) for _, errors in catalogue.check() for error in errors] == []


def test_english_needs_no_catalogue() -> None:
    assert type(language("en").catalogue) is gettext.NullTranslations
