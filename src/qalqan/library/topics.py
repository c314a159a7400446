"""A topic by the words that hosts print for it. What is in no vocabulary stays as it was printed."""

from __future__ import annotations

from functools import cache

from qalqan.vocabularies import scheme


def topic_named(words: str) -> str | None:
    """The code of a topic, from its code or a label in any language; None where it is not known."""
    return _codes().get(_folded(words))


def topic_label(topic: str, language: str = "en") -> str:
    """What a reader sees: the vocabulary's label, or the words as they were printed."""
    return scheme("topics").term(topic).label(language) if topic in scheme("topics") else topic


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for term in scheme("topics"):
        for name in (term.code, *term.labels.values(), *term.aliases):
            codes.setdefault(_folded(name), term.code)
    return codes


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
