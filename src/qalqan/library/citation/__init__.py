"""Citations of a work, a passage of it or an entry of the record, ready to be pasted. Changes nothing.

cite(work)                        the form that Refworld prints
cite(work, "oscola")              also chicago, apa and gost, and bibtex, ris, csl-json: the forms of `texts.citation`
cite_passage(passage, "oscola")   one passage: its number, its edges or address, the hashes of its words and of the copy
cite_entry(entry)                 an entry of the record, with the day of which it speaks and the passages it rests on
"""

from __future__ import annotations

from qalqan.library.citation.entry import EntryFacts, cite_entry
from qalqan.library.citation.facts import facts_of
from qalqan.library.citation.pin import cite_passage, pin_of
from qalqan.library.models import Work
from qalqan.texts.citation import (
    FORMS,
    SUFFIXES,
    WRITTEN,
    Facts,
    cite_facts,
    csl,
    gathered,
    hash_of_words,
    printed_date,
    style_name,
    text_fragment,
)

__all__ = [
    "FORMS",
    "SUFFIXES",
    "WRITTEN",
    "EntryFacts",
    "Facts",
    "cite",
    "cite_entry",
    "cite_facts",
    "cite_passage",
    "csl",
    "facts_of",
    "gathered",
    "hash_of_words",
    "pin_of",
    "printed_date",
    "style_name",
    "text_fragment",
]


def cite(work: Work, style: str = "refworld", *, language: str = "en") -> str:
    """The citation of a work; `language` (en, ru) is that of dates and fixed words in the form that Refworld prints.

    Raises UnknownTerm for no style.
    """
    return cite_facts(facts_of(work), style, language=language)
