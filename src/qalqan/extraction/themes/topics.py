"""From UPR Info's issues, and from words, to codes of our own vocabulary of topics.

An issue may cover several topics: "Justice" is asked of courts, of a fair trial and of lawyers. The broadest is always
given; the narrower ones where the demand uses their words (`words.yaml`). The same file tells the topics of a demand in a
language for which nothing was learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qalqan.vocabularies import scheme
from qalqan.vocabularies.terms import read_yaml

SCHEME = "topics"
_BEGINNING = 3  # letters
_WORD = re.compile(r"[^\W_]+")
_SAME = "upr-info"  # the mapping that names UPR Info's issues


@dataclass(frozen=True, slots=True)
class _Covered:
    """The topics of an issue: those that always hold, and equals of which words choose."""

    always: tuple[str, ...]
    equals: tuple[str, ...]


def topics_of(issues: Mapping[str, float], text: str) -> dict[str, float | None]:
    """The topics of an English demand whose issues are known. None where words alone say so: that was not measured."""
    said = said_topics(text, "en")
    found: dict[str, float | None] = {}
    for issue, confidence in issues.items():
        covered = _issues()[issue]
        chosen = [code for code in covered.equals if code in said] or covered.equals
        for code in (*covered.always, *chosen):
            found.setdefault(code, confidence)
    equals = {code for covered in _issues().values() for code in covered.equals}
    for code in said:
        if code not in equals:  # these only choose within their issue, which is learned
            found.setdefault(code, None)
    return found


def issues_of(topics: Iterable[str]) -> list[str]:
    """The first issue that each topic is mapped to, once; nothing for a topic without one."""
    mapped = (scheme(SCHEME).term(code).mappings.get(_SAME, ()) for code in topics)
    return list(dict.fromkeys(issues[0] for issues in mapped if issues))


def said_topics(text: str, language: str) -> list[str]:
    """The topics whose words stand in a text, in the order of their file."""
    lowered = text.lower()
    begun = {word[:_BEGINNING] for word in _WORD.findall(lowered)}
    return [
        topic.code for topic in _said(language) if not begun.isdisjoint(topic.begun) and topic.words.search(lowered)
    ]


@cache
def _issues() -> dict[str, _Covered]:
    terms = scheme(SCHEME).terms
    covering: dict[str, list[str]] = {}
    for term in terms:
        for issue in term.mappings.get(_SAME, ()):
            covering.setdefault(issue, []).append(term.code)
    out = {}
    for issue, codes in covering.items():
        broadest = tuple(code for code in codes if _is_broadest(code, codes))
        out[issue] = _Covered(broadest, ()) if len(broadest) == 1 else _Covered((), broadest)
    return out


def _is_broadest(code: str, codes: list[str]) -> bool:
    """Whether a topic stands below none of those that the issue covers, and below none that another issue is named for."""
    broader = scheme(SCHEME).term(code).broader
    return broader not in codes and not (broader and len(codes) > 1)


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a topic. A text in which no word begins as one of `begun` cannot hold them: no need to search it."""

    code: str
    begun: frozenset[str]
    words: re.Pattern[str]


@cache
def _said(language: str) -> tuple[_Said, ...]:
    """In the file `*` ends a word that goes on, `…` stands for a few words between."""
    listed: dict[str, list[str]] = read_yaml(Path(__file__).with_name("words.yaml")).get(language) or {}
    known = scheme(SCHEME)
    return tuple(
        _Said(known.term(code).code, frozenset(map(_beginning, phrases)), _pattern(phrases))
        for code, phrases in listed.items()
    )


def _beginning(phrase: str) -> str:
    longest: str = max(_WORD.findall(phrase.lower()), key=len)
    return longest[:_BEGINNING]


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    written = []
    for phrase in phrases:
        words = r"\W+".join(re.escape(word) for word in phrase.lower().split())
        written.append(words.replace(r"\*", r"\w*").replace("…", r"(?:\w+\W+){0,4}?\w+"))
    return re.compile(rf"\b(?:{'|'.join(written)})\b")
