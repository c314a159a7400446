"""What a Russian word may be: its dictionary form, part of speech, case, and whether it is a given name or a surname.

The dictionary is pymorphy3's. It is loaded with the first Russian word (half a second, 25 MB), never for another language.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

LEAST = 0.04  # share of the readings of a word below which one of them is not counted
_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad"))


class Reading(NamedTuple):
    """One way to read a word. `kinds` are Name, Surn, Patr (a patronymic), Geox (a place), Orgn, Trad, Abbr, Init."""

    lemma: str
    part: str  # NOUN, ADJF, VERB …
    case: str  # nomn, gent, datv, accs, ablt, loct; "" where the word has none
    gender: str  # masc, femn, neut; "" where it has none
    plural: bool
    fixed: bool
    kinds: frozenset[str]
    share: float
    known: bool


@cache
def _analyzer() -> Any:
    import pymorphy3  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=60_000)
def parses(word: str) -> tuple[Any, ...]:
    """The dictionary's own readings of a word, which can be put into another form."""
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=60_000)
def readings(word: str) -> tuple[Reading, ...]:
    """The readings of a word, the likeliest first; empty where it has no Russian letter."""
    if not any("а" <= letter <= "я" or letter == "ё" for letter in word.lower()):
        return ()
    found = parses(word)
    return tuple(_reading(one) for one in found if one.score >= LEAST) or (_reading(found[0]),)


def _reading(one: Any) -> Reading:
    tag = one.tag
    marks: frozenset[str] = tag.grammemes
    return Reading(
        str(one.normal_form).replace("ё", "е"),
        str(tag.POS or ""),
        _plain(str(tag.case or "")),
        "femn"
        if "femn" in marks
        else "neut"
        if "neut" in marks
        else "masc"
        if "masc" in marks or "ms-f" in marks
        else "",
        "plur" in marks,
        "Fixd" in marks,
        marks & (_NAMES | {"Abbr", "Init", "anim"}),
        float(one.score),
        bool(one.is_known),
    )


def _plain(case: str) -> str:
    return {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}.get(case, case)


def is_loaded() -> bool:
    """Whether the dictionary was loaded: who forks to read many files then loads it once for all."""
    return _analyzer.cache_info().currsize > 0


def load() -> None:
    """Loads the dictionary now."""
    readings("слово")
