"""What is sought without expressions is found as expressions would find it, and every process answers the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qalqan.extraction import persons_harmed, publication
from qalqan.extraction.apart import _encoded
from qalqan.extraction.context import places_of
from qalqan.extraction.front_matter import labels
from qalqan.extraction.mentions.names import find_names
from qalqan.extraction.page_tags import countries_of
from qalqan.extraction.person_names import occurrences
from qalqan.extraction.pipeline import open_text
from qalqan.extraction.word_kinds import kinds_of, listed_words
from qalqan.texts.reading import read
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import find_countries

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    "body",
    [
        "Bordurov met Bordurova; Bordurovs did not, nor did O-Bordur.",
        "Приговор Бордурову вынесли без Бордурова, а Бордуровский остался.",
        "Bordur, Bordurov",
        "",
    ],
)
def test_surnames_are_found_as_an_expression_finds_them(body: str) -> None:
    words = ("Bordurov", "Бордуров", "Bordur")
    ending = re.compile(r"(?:а|у|ым|ом|е)?\b")
    whole = re.compile(rf"\b({'|'.join(words)})(?:а|у|ым|ом|е)?\b")
    found = list(occurrences(body, 0, len(body), words, ending))
    assert found == [(m.start(), m.end(), m[1]) for m in whole.finditer(body)]


def test_a_surname_is_sought_only_between_two_places() -> None:
    assert list(occurrences("Bordur and Bordur and Bordur", 5, 20, ("Bordur",))) == [(11, 17, "Bordur")]


def test_places_of_several_words_stand_in_order() -> None:
    assert places_of(("states", "countries"), "three states, two countries, states") == [6, 18, 29]


def test_a_run_of_capitals_names_the_same_wherever_it_stands() -> None:
    body = "The lawyer Aizada Bordurova spoke. The Ministry of Justice answered Aizada Bordurova."
    named = [(body[one.start : one.end], one.kind) for one in find_names(body, 0, len(body))]
    assert named == [
        ("Aizada Bordurova", "person"),
        ("Ministry of Justice", "state-body"),
        ("Aizada Bordurova", "person"),
    ]


@pytest.mark.parametrize(
    "word",
    [
        "group", "groups", "organisation", "organization", "association", "ngo", "foundation", "centre", "center",
        "outlet", "movement", "union", "newspaper", "website", "fund", "initiative", "news site", "magazine", "portal", "channel",
        "broadcaster", "news agency", "radio station", "coalition", "network", "weekly",
    ],
)  # fmt: skip
def test_each_word_that_calls_an_organisation_by_its_name_is_looked_at(word: str) -> None:
    body = f"Nothing was told here by anybody. He joined the {word} “Kok Jal” in spring."
    context = open_text(read(body.encode(), "x.txt"))
    named = [context.names_in(sentence) for sentence in context.sentences]
    assert [(one.name, one.kind) for one in named[1]] == [("Kok Jal", "organisation")]
    assert not named[0]


def test_the_kinds_of_words_around_a_name_are_those_of_whole_words() -> None:
    body = (
        "Bordur was arrested, not rearrested; a co-conspirator's killer spoke locally. Ex-killer 19killed ½shot _jailed."
        " 'Killed', they said: arrest-warrant, shot-gun, shotgun, killers’ lawyers."
    )
    context = open_text(read(body.encode(), "x.txt"))
    persons = persons_harmed.Persons([], 0)
    for sentence in context.sentences:
        words = persons_harmed._WORD.finditer(context.folded, sentence.start, sentence.end)
        cut = [
            (word.start(), word.end(), kinds) for word in words if (kinds := kinds_of(word[0], persons_harmed.WORDS))
        ]
        assert persons.kinds_in(context, sentence) == cut
    assert len(context.sentences) > 1


def test_every_word_of_a_kind_is_among_those_that_are_sought() -> None:
    found = persons_harmed._beginnings()
    for word in listed_words(persons_harmed.WORDS):
        assert [start for _, start, _ in found.apart_in(word)][:1] == [0], word


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Annual report on a resolution", "Annual report on a resolution\nDraft law of the Republic"),
        ("News of a statement", "News of a statement\nWe call on the court"),
        ("Views of nobody", "Views of nobody\nHe told reporters, (AP)"),
        ("Reporters at the court", "Reporters at the court\nNobody said more"),
        ("A title", "A title\nreport, statement and resolution are single words"),
    ],
)
def test_the_kind_of_a_document_is_the_first_of_the_file_that_is_said(title: str, opening: str) -> None:
    said = (
        str(kind)
        for kind, words in labels()["kinds"].items()
        if any(word in opening.lower() if " " in word else word in re.findall(r"\w+", title.lower()) for word in words)
    )
    assert publication._kind(title, opening, "en") == next(said, "other")


def test_every_process_gives_the_same_answer() -> None:
    program = (
        "import hashlib, json, sys; from pathlib import Path; from qalqan.extraction.pipeline import extract; "
        "kinds = ('act', 'pattern', 'step', 'clause', 'recommendation', 'mention'); "
        "print(hashlib.sha256(json.dumps(extract(Path(sys.argv[1]), kinds), sort_keys=True).encode()).hexdigest())"
    )
    sample = str(SAMPLES / "01-joint-statement-may-2014.txt")
    answers = {
        subprocess.run(
            [sys.executable, "-c", program, sample],
            env={**os.environ, "PYTHONHASHSEED": seed},
            text=True,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4")
    }
    assert len(answers) == 1


@pytest.mark.parametrize("many", [0, 1, 1999, 2000, 2001, 4000, 4001])
def test_an_answer_written_in_portions_is_what_it_would_be_in_one(many: int) -> None:
    held = {"text": "ў \ud800", "passages": [{"id": f"p{n}", "marker": "•"} for n in range(many)], "notes": []}
    assert bytes(_encoded(held)) == json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")


def test_countries_of_the_pages_own_lines_are_not_counted_wherever_these_stand() -> None:
    lines = ["News from Kenya", "Georgia was told.", "More on Peru", "Georgia answered.", "Kenya"]
    kinds = ("chrome", "paragraph", "chrome", "paragraph", "chrome")
    body, passages = "\n\n".join(lines), []
    for kind, line in zip(kinds, lines, strict=True):
        passages.append(Passage(f"p{len(passages)}", kind, body.index(line), body.index(line) + len(line)))  # type: ignore[arg-type]
    passages[-1] = Passage("p4", "chrome", len(body) - 5, len(body))
    text = Text(body, tuple(passages), "en", "text/plain", "plain/1")
    assert countries_of(text, [], find_countries(body), []) == [{"code": "GEO", "role": "subject"}]
