"""The analysis of `texts` as the library uses it: in each passage's language."""

from __future__ import annotations

from qalqan.library.models import Passage, Text
from qalqan.texts.search.asked import (
    SHORTEST_NAME,
    asked,
    asked_beginning,
    is_function_word,
    keys_of_asked_name,
    keys_of_name,
    names_among,
)
from qalqan.texts.words import tokens as words_of

__all__ = [
    "SHORTEST_NAME", "asked", "asked_beginning", "is_function_word", "keys_of_asked_name", "keys_of_name",
    "language_of", "names_among", "words_of",
]  # fmt: skip


def language_of(passage: Passage, text: Text) -> str | None:
    return passage.language or text.language or None
