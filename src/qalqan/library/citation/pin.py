"""The citation of one passage of the library."""

from __future__ import annotations

from qalqan.library.citation.facts import facts_of
from qalqan.library.models import Passage
from qalqan.texts.citation import Pin, cite_pin


def pin_of(passage: Passage) -> Pin:
    """The passage by its number, its words and the copy it was read from."""
    return Pin(passage.key.removeprefix("p"), passage.words, passage.text.copy.sha256)


def cite_passage(passage: Passage, form: str = "refworld", *, language: str = "en") -> str:
    """The work's citation, the passage's number, its first and last words, and the hashes of words and copy.

    Raises UnknownTerm for a form that is none of FORMS.
    """
    return cite_pin(facts_of(passage.text.work), pin_of(passage), form, language=language)
