"""Spellings of names as they occur in what an account may read, in any script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qalqan.library.search import analysis
from qalqan.library.search.bits import bits_of
from qalqan.library.search.database import index_engine
from qalqan.library.search.holdings import Holdings
from qalqan.texts.search.query import Word

MOST_SPELLINGS = 24
MOST_SUGGESTED = 5
COMPARED = 20_000  # names with the same first letter
NEAR_ENOUGH = 0.75  # one slip of the pen in four to seven letters, two in eight


def forms_of(keys: Iterable[str], held: Holdings, reach: int) -> dict[str, int]:
    """The forms in which texts within reach write names with one of these keys, each with those texts."""
    engine = index_engine()
    names = engine.names_with(keys)
    found: dict[str, int] = {}
    for (_key, form), texts in zip(names, engine.texts_naming(names), strict=True):
        if within := bits_of(texts, held.size) & reach:
            found[form] = found.get(form, 0) | within
    return {form: found[form] for form in sorted(found)[:MOST_SPELLINGS]}


def names_like(words: Iterable[Word], held: Holdings, reach: int) -> dict[str, float]:
    """Names that are spelled nearly like a word, as texts within reach write them, and how nearly.

    They suggest; nothing is searched or joined by them.
    """
    found: dict[str, float] = {}
    for word in words if reach else ():
        for key in analysis.keys_of_name(word.text):
            if len(key) >= analysis.SHORTEST_NAME:
                for form, score in _near(key, word, held, reach):
                    found[form] = max(score, found.get(form, 0.0))
    return found


def _near(key: str, word: Word, held: Holdings, reach: int) -> Iterator[tuple[str, float]]:
    known = index_engine().name_keys_between(key[0], chr(ord(key[0]) + 1), COMPARED)
    alike = DamerauLevenshtein.normalized_similarity
    # All that are near enough are looked at: a closed name must not take the place of one that may be read.
    for near, score, _at in process.extract(key, known, scorer=alike, score_cutoff=NEAR_ENOUGH, limit=None):
        for form in forms_of([near], held, reach):
            if form.casefold() != word.text.casefold():
                yield form, score
                break
