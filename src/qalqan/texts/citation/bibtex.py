"""BibTeX: one @techreport, with the fields that biblatex adds (date, urldate)."""

from __future__ import annotations

import re

from anyascii import anyascii

from qalqan.texts.citation.facts import Facts
from qalqan.texts.edtf import bounds

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", "%": r"\%", "#": r"\#", " ": "%20"}


def bibtex(facts: Facts) -> str:
    """The entry, ending in a line break. Names are of organisations, so each stands in its own braces."""
    year = facts.published[:4] if facts.published[:4].isdigit() else ""
    fields = {
        "title": f"{{{_plain(facts.title)}}}",
        "author": " and ".join(f"{{{_plain(name)}}}" for name in facts.issuers or facts.authors),
        "institution": _plain(facts.publisher or ", ".join(facts.issuers)),
        "year": year,
        "date": facts.published,
        "number": _plain(facts.symbol),
        "url": "".join(_ADDRESS.get(letter, letter) for letter in facts.url),
        "urldate": facts.accessed,
        "language": facts.language,
        "note": _plain(", ".join(part for part in (facts.event, facts.event_place, facts.note) if part)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if month := _month(facts.published):
        lines.insert(3, f"  month = {month},")
    return "\n".join([f"@techreport{{{_key(facts, year)},", *lines, "}"]) + "\n"


def _key(facts: Facts, year: str) -> str:
    """ "article19-2014-kazakhstan": readable; its last letters are the work's own, so that two never clash."""
    words = [
        re.sub(r"[^a-z0-9]+", "", anyascii(word).lower()) for word in (*facts.authors[:1], facts.title.split(" ")[0])
    ]
    return "-".join(part for part in (words[0], year, words[-1], facts.id[:4]) if part)


def _month(edtf: str) -> str:
    first, last = bounds(edtf)
    if first and last and (first.year, first.month) == (last.year, last.month):
        return _MONTHS[first.month - 1]
    return ""


def _plain(words: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in words)
