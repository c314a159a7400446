"""The forms in which a publication can be cited: sentences for readers, records for programs."""

from __future__ import annotations

import json
from collections.abc import Callable

from qalqan.errors import UnknownTerm
from qalqan.texts.citation.bibtex import bibtex
from qalqan.texts.citation.csl import csl
from qalqan.texts.citation.facts import Facts
from qalqan.texts.citation.refworld import refworld
from qalqan.texts.citation.ris import ris
from qalqan.texts.citation.styled import style

_STYLED = ("oscola", "chicago", "apa", "gost")
_NAMES = {"refworld": "Refworld", "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
_FOR_PROGRAMS: dict[str, Callable[[Facts], str]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": lambda facts: json.dumps([csl(facts)], ensure_ascii=False, indent=1),
}
WRITTEN = ("refworld", *_STYLED)  # sentences, with titles in *stars*
FORMS = (*WRITTEN, *_FOR_PROGRAMS)
SUFFIXES = {"ris": "ris", "bibtex": "bib", "csl-json": "json"}  # of the files that programs read


def cite_facts(facts: Facts, form: str, *, language: str = "en") -> str:
    """The citation in one of FORMS. Raises UnknownTerm for another."""
    if form == "refworld":
        return refworld(facts, language)
    if form in _STYLED:
        return styled(facts, form)
    if form in _FOR_PROGRAMS:
        return _FOR_PROGRAMS[form](facts)
    raise UnknownTerm(f"There is no citation style “{form}”: use one of {', '.join(FORMS)}.")


def styled(facts: Facts, form: str, *, locator: str = "", fragment: str = "") -> str:
    """The citation in a style of `styles`; `locator` is the number of a passage, `fragment` leads to its words."""
    item = csl(facts)
    if facts.publisher in (facts.issuers or facts.authors):
        item.pop("publisher", None)  # named already as who wrote it
    if locator:
        item["locator"] = locator
    if fragment and facts.url:
        item["URL"] = f"{facts.url}{fragment}"
    return style(form).cite(item)


def style_name(form: str) -> str:
    """What readers call the form: "OSCOLA", "BibTeX"."""
    return style(form).title if form in _STYLED else _NAMES[form]
