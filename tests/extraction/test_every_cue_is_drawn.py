"""Every cue of every language is drawn under a sentence in samples/cues, and is found there as it is drawn.

A cue that somebody adds without a drawing fails here, named. So does a drawing of which the cue is gone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from drawn import Mark, parse_marks
from qalqan.extraction import cues
from qalqan.vocabularies import scheme

DRAWN = Path(__file__).parents[2] / "samples" / "cues"
SHOWN = 20  # of what is missing, in a message


@cache
def marks_of(language: str) -> tuple[tuple[Mark, str], ...]:
    """The marks of a language, each with the whole text it is drawn in."""
    files = sorted(DRAWN.glob(f"{language}.marks.txt")) + sorted(DRAWN.glob(f"{language}-*.marks.txt"))
    return tuple((mark, sentences_of(file)) for file in files for mark in parse_marks(file))


@cache
def sentences_of(file: Path) -> str:
    """The lines of words of a file, without notes and rows of marks."""
    lines = file.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#") and "─" not in line)


def written(language: str) -> list[tuple[str, str]]:
    """Every cue as its file has it, with "family/code"."""
    return [
        (str(phrase), f"{family}/{code}")
        for family, codes in cues.words(language).get("families", {}).items()
        for code, phrases in codes.items()
        for phrase in phrases or ()
    ]


def words_of(cue: str) -> re.Pattern[str]:
    """The words that a cue stands for: `*` any ending, `…` up to five words, `(a|b)` either."""
    parts = re.split(r"\s*(…)\s*|([*()|])", cues.folded(cue).rstrip("… "))
    said = {"(": "(?:", "|": "|", ")": ")", "*": r"[\w-]*", "…": r"(?:[^\w.!?;]+[\w’'-]+){0,5}?[^\w.!?;]+"}
    return re.compile("".join(said.get(part) or re.escape(part) for part in parts if part))


@cache
def drawn_words(language: str) -> dict[str, set[str]]:
    """What is drawn for each "family/code"."""
    drawn: dict[str, set[str]] = {}
    for mark, _ in marks_of(language):
        drawn.setdefault(mark.plain[0], set()).add(cues.folded(mark.exact))
    return drawn


@cache
def found_words(text: str) -> dict[str, set[str]]:
    """What the cues find in a text, by "family/code"."""
    folded = cues.folded(text)
    found: dict[str, set[str]] = {}
    for hit in cues.hits(folded):
        found.setdefault(f"{hit.family}/{hit.code}", set()).add(folded[hit.start : hit.end])
    return found


@pytest.mark.parametrize("language", cues.LANGUAGES)
def test_every_cue_has_a_drawn_mark(language: str) -> None:
    drawn = drawn_words(language)
    missing = []
    for cue, what in written(language):
        pattern = words_of(cue)
        if not any(pattern.fullmatch(words) for words in drawn.get(what, ())):
            missing.append(f"{what}: {cue}")
    assert not missing, f"{len(missing)} cues of {language}.yaml are not drawn in {DRAWN.name}/: {missing[:SHOWN]}"


@pytest.mark.parametrize("language", cues.LANGUAGES)
def test_every_drawn_cue_is_found_as_it_is_drawn(language: str) -> None:
    marks = marks_of(language)
    assert marks
    unfound = [
        f"{mark.plain[0]}: {mark.exact}"
        for mark, text in marks
        if cues.folded(mark.exact) not in found_words(text).get(mark.plain[0], ())
    ]
    assert unfound[:SHOWN] == []


@pytest.mark.parametrize("language", cues.LANGUAGES)
def test_no_drawing_outlives_its_cue(language: str) -> None:
    patterns: dict[str, list[re.Pattern[str]]] = {}
    for cue, what in written(language):
        patterns.setdefault(what, []).append(words_of(cue))
    left = [
        f"{mark.plain[0]}: {mark.exact}"
        for mark, _ in marks_of(language)
        if not any(pattern.fullmatch(cues.folded(mark.exact)) for pattern in patterns.get(mark.plain[0], ()))
    ]
    assert left[:SHOWN] == []


VOCABULARIES = {
    "acts": "acts",
    "acts-weak": "acts",
    "addressee": "addressee-classes",
    "defects": "defects",
    "hedge": "hedges",
    "provisions": "restrictions",
    "situation": "trends",
    "steps": "stages",
}


@pytest.mark.parametrize("language", cues.LANGUAGES)
def test_the_codes_of_cues_are_terms(language: str) -> None:
    families = cues.words(language)["families"]
    unknown = [
        f"{family}/{code}"
        for family, name in VOCABULARIES.items()
        for code in families.get(family, {})
        if str(code) not in scheme(name)
    ]
    assert unknown == []


def test_a_cue_without_a_drawing_is_missed() -> None:
    """The control: what is drawn for one cue does not pass for another."""
    assert not words_of("тіркел*").fullmatch("шақырамыз")
    assert words_of("access to … blocked").fullmatch("access to the old site blocked")
    assert not words_of("access to … blocked").fullmatch("access to a b c d e f blocked")
