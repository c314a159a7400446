"""Citations of a publication, of one passage of it, of an entry of the record. From facts to sentences and records; pure.

cite_facts(facts, "refworld")            the form that Refworld prints; also oscola, chicago, apa and gost (`styles/*.csl`)
cite_facts(facts, "bibtex")              for LaTeX;  "ris" for reference managers;  "csl-json" for any program that reads CSL
cite_pin(facts, Pin("12", words), form)  one passage: its number, its edges or address, the hashes of words and copy
cite_entry_as(entry, form)               an entry of the record, with its day and the passages it rests on
"""

from __future__ import annotations

from qalqan.texts.citation.csl import csl
from qalqan.texts.citation.dates import printed_date
from qalqan.texts.citation.entry import CitedEntry, cite_entry_as
from qalqan.texts.citation.facts import Facts, address_of, cited_address, gathered
from qalqan.texts.citation.forms import FORMS, SUFFIXES, WRITTEN, cite_facts, style_name
from qalqan.texts.citation.passage import Pin, cite_pin, hash_of_words, text_fragment

__all__ = [
    "FORMS",
    "SUFFIXES",
    "WRITTEN",
    "CitedEntry",
    "Facts",
    "Pin",
    "address_of",
    "cite_entry_as",
    "cite_facts",
    "cite_pin",
    "cited_address",
    "csl",
    "gathered",
    "hash_of_words",
    "printed_date",
    "style_name",
    "text_fragment",
]
