"""Spellings of names as they occur in what an account may read, in any script."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qalqan.library.search import analysis
from qalqan.library.search.bits import Membership
from qalqan.texts.search.query import Word

MOST_SPELLINGS = 24
MOST_SUGGESTED = 5
COMPARED = 20_000  # name keys with the same first letter
NEAR_ENOUGH = 0.75  # one slip of the pen in four to seven letters, two in eight


def forms_of(keys: frozenset[str], reach: Membership) -> list[str]:
    """The forms in which texts within reach write names with one of these keys."""
    forms = sorted({form for key in keys for form in _forms(key) if _stands_within(key, form, reach)})
    return forms[:MOST_SPELLINGS]


def is_named_in(keys: frozenset[str], forms: list[str], reach: Membership, enough: int) -> bool:
    """Whether that many texts within reach have one of these forms as a name."""
    found: set[int] = set()
    for key in keys:
        for form in forms:
            for text in _texts(key, form):
                if text in reach:
                    found.add(text)
                    if len(found) >= enough:
                        return True
    return len(found) >= enough


def names_like(words: list[Word], reach: Membership) -> tuple[str, ...]:
    """Did you mean: names that are spelled nearly like a word, as texts within reach write them, nearest first.

    They suggest; nothing is searched or joined by them.
    """
    found: dict[str, float] = {}
    for word in words:
        for key in analysis.keys_of_name(word.text):
            if len(key) >= analysis.SHORTEST_NAME:
                for form, score in _near(key, word, reach):
                    found[form] = max(score, found.get(form, 0.0))
    return tuple(sorted(found, key=lambda form: (-found[form], form))[:MOST_SUGGESTED])


def _near(key: str, word: Word, reach: Membership) -> Iterator[tuple[str, float]]:
    known = _column(
        "SELECT DISTINCT key FROM library_nameform WHERE key >= %s AND key < %s LIMIT %s",
        [key[0], chr(ord(key[0]) + 1), COMPARED],
    )
    alike = DamerauLevenshtein.normalized_similarity
    # All that are near enough are looked at: a closed name must not take the place of one that may be read.
    for near, score, _at in process.extract(key, known, scorer=alike, score_cutoff=NEAR_ENOUGH, limit=None):
        for form in _forms(near):
            if form.casefold() != word.text.casefold() and _stands_within(near, form, reach):
                yield form, score
                break


def _forms(key: str) -> list[str]:
    return _column("SELECT DISTINCT form FROM library_nameform WHERE key = %s ORDER BY form", [key])


def _stands_within(key: str, form: str, reach: Membership) -> bool:
    return any(text in reach for text in _texts(key, form))


def _texts(key: str, form: str) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_id FROM library_nameform WHERE key = %s AND form = %s", [key, form])
        size = 4  # the first is often enough
        while many := cursor.fetchmany(size):
            yield from (text for (text,) in many)
            size = 500


def _column(sql: str, values: list[object]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [value for (value,) in cursor.fetchall()]
