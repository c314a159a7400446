"""Citations of a work and of one passage of it, ready to be pasted. Takes a Work; gives text. Changes nothing.

cite(work)                     the form that Refworld prints
cite(work, "bibtex")           for LaTeX;  "ris" for reference managers;  "csl-json" for anything with citeproc
cite_passage(passage)          the same with the passage, its edges and the hash of the copy it was read from
"""

from __future__ import annotations

import json
from collections.abc import Callable

from qalqan.errors import UnknownTerm
from qalqan.library.citation.bibtex import bibtex
from qalqan.library.citation.csl import csl
from qalqan.library.citation.dates import printed_date
from qalqan.library.citation.facts import Facts, facts_of
from qalqan.library.citation.pin import cite_passage, text_fragment
from qalqan.library.citation.refworld import refworld
from qalqan.library.citation.ris import ris
from qalqan.library.models import Work

__all__ = ["STYLES", "Facts", "cite", "cite_passage", "csl", "facts_of", "printed_date", "text_fragment"]


def _csl_json(facts: Facts, language: str) -> str:
    return json.dumps([csl(facts)], ensure_ascii=False, indent=1)


STYLES: dict[str, Callable[[Facts, str], str]] = {
    "refworld": refworld,
    "bibtex": lambda facts, language: bibtex(facts),
    "ris": lambda facts, language: ris(facts),
    "csl-json": _csl_json,
}


def cite(work: Work, style: str = "refworld", *, language: str = "en") -> str:
    """The citation of a work; `language` (en, ru) is that of dates and fixed words. Raises UnknownTerm for no style."""
    if style not in STYLES:
        raise UnknownTerm(f"There is no citation style “{style}”: use one of {', '.join(STYLES)}.")
    return STYLES[style](facts_of(work), language)
