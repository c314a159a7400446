"""Which treaties a demand is about, so that "ratify" of one is never taken for "ratify" of another.

The treaties are those of `vocabularies/instruments.yaml`. A protocol is told from the treaty it belongs to; "CRPD and its
Optional Protocol" is about both.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from qalqan.vocabularies import scheme

PROTOCOL = "protocol"
_protocol = re.compile(r"\bprotocol|\bпротокол|\bOP\b", re.IGNORECASE)
_blanks = re.compile(r"\s+")


@cache
def _names() -> tuple[AhoCorasick, tuple[str, ...], AhoCorasick, tuple[str, ...]]:
    """Names sought in small letters with their codes, then abbreviations sought as they are written."""
    names: dict[str, str] = {}
    short: dict[str, str] = {}
    for term in scheme("instruments"):
        if term.properties.get("kind") != "treaty":
            continue
        for name in (*term.labels.values(), *term.aliases):
            names.setdefault(name.lower(), term.code)
        for name in term.properties.get("exact", ()):
            short.setdefault(name, term.code)
    whole, brief = (AhoCorasick(list(found), matchkind=MatchKind.LeftmostLongest) for found in (names, short))
    return whole, tuple(names.values()), brief, tuple(short.values())


@lru_cache(maxsize=20_000)
def treaties_asked(exact: str) -> frozenset[tuple[str, str]]:
    """The treaties named, each with "" for itself or "protocol"; none where the text names none that is known."""
    whole, codes, brief, brief_codes = _names()
    text = _blanks.sub(" ", exact)
    found = {
        codes[which] for which, start, end in whole.find_matches_as_indexes(text.lower()) if _apart(text, start, end)
    }
    found |= {
        brief_codes[which] for which, start, end in brief.find_matches_as_indexes(text) if _apart(text, start, end)
    }
    asked: set[tuple[str, str]] = set()
    for code in found:
        belongs_to = scheme("instruments").term(code).broader
        asked |= {(belongs_to, PROTOCOL)} if belongs_to else {(code, "")}
        if not belongs_to and _protocol.search(text):
            asked.add((code, PROTOCOL))
    return frozenset(asked)


def _apart(text: str, start: int, end: int) -> bool:
    """Whether the place holds whole words."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
