"""Citations of a work, a passage of it or an entry of the record, ready to be pasted. Changes nothing.

cite(work)                        the form that Refworld prints
cite(work, "oscola")              also chicago, apa and gost: the styles of `styles/*.csl`
cite(work, "bibtex")              for LaTeX;  "ris" for reference managers;  "csl-json" for any program that reads CSL
cite_passage(passage, "oscola")   one passage: its number, its edges or address, the hashes of its words and of the copy
cite_entry(entry)                 an entry of the record, with the day of which it speaks and the passages it rests on
"""

from __future__ import annotations

from qalqan.library.citation.csl import csl
from qalqan.library.citation.dates import printed_date
from qalqan.library.citation.entry import EntryFacts, cite_entry
from qalqan.library.citation.facts import Facts, facts_of, gathered
from qalqan.library.citation.forms import FORMS, WRITTEN, cite_facts, style_name
from qalqan.library.citation.pin import cite_passage, hash_of_words, text_fragment
from qalqan.library.models import Work

__all__ = [
    "FORMS",
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
    "printed_date",
    "style_name",
    "text_fragment",
]


def cite(work: Work, style: str = "refworld", *, language: str = "en") -> str:
    """The citation of a work; `language` (en, ru) is that of dates and fixed words in the form that Refworld prints.

    Raises UnknownTerm for no style.
    """
    return cite_facts(facts_of(work), style, language=language)
