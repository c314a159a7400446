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
_WORD = re.compile(r"\w+")
_REMEMBERED = 20_000  # words of texts
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
    for code in said:
        if code not in _equals():  # these only choose within their issue, which is learned
            found.setdefault(code, None)
    return found


def issues_of(topics: Iterable[str]) -> list[str]:
    """The first issue that each topic is mapped to, once; nothing for a topic without one."""
    mapped = (scheme(SCHEME).term(code).mappings.get(_SAME, ()) for code in topics)
    return list(dict.fromkeys(issues[0] for issues in mapped if issues))


def said_topics(text: str, language: str) -> list[str]:
    """The topics whose words stand in a text, in the order of their file."""
    said = _said(language)
    lowered = text.lower()
    found: set[int] = set()
    perhaps: set[_Phrase] = set()
    for word in set(_WORD.findall(lowered)):
        alone, beside = said.pointed_to(word)
        found.update(alone)
        perhaps.update(beside)
    found.update(phrase.topic for phrase in perhaps if phrase.topic not in found and phrase.words.search(lowered))
    return [said.topics[number] for number in sorted(found)]


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


@cache
def _equals() -> frozenset[str]:
    return frozenset(code for covered in _issues().values() for code in covered.equals)


def _is_broadest(code: str, codes: list[str]) -> bool:
    """Whether a topic stands below none of those that the issue covers, and below none that another issue is named for."""
    broader = scheme(SCHEME).term(code).broader
    return broader not in codes and not (broader and len(codes) > 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """Several words, of which the longest points to them: a text without that one cannot hold the others' phrase."""

    topic: int
    words: re.Pattern[str]


_Pointed = tuple[tuple[int, ...], tuple[_Phrase, ...]]  # topics that a word tells alone, phrases that it may stand in


class _Said:
    """The words of the topics in one language. What a word points to is looked up once."""

    def __init__(self, listed: Mapping[str, list[str]]) -> None:
        known = scheme(SCHEME)
        self.topics = [known.term(code).code for code in listed]
        self._whole: dict[str, list[int | _Phrase]] = {}
        self._begun: dict[str, list[int | _Phrase]] = {}
        self._pointed: dict[str, _Pointed] = {}
        for number, phrases in enumerate(listed.values()):
            for phrase in map(str.lower, phrases):
                word, goes_on = _longest(phrase)
                alone = phrase in (word, f"{word}*")
                pointed = number if alone else _Phrase(number, _pattern(phrase))
                (self._begun if goes_on else self._whole).setdefault(word, []).append(pointed)

    def pointed_to(self, word: str) -> _Pointed:
        """What a word of a text, in small letters, tells or may begin to tell."""
        if (pointed := self._pointed.get(word)) is None:
            if len(self._pointed) > _REMEMBERED:
                self._pointed.clear()
            pointed = self._pointed[word] = self._look_up(word)
        return pointed

    def _look_up(self, word: str) -> _Pointed:
        begun = [one for end in range(1, len(word) + 1) for one in self._begun.get(word[:end], ())]
        every = [*self._whole.get(word, ()), *begun]
        return (
            tuple(one for one in every if isinstance(one, int)),
            tuple(one for one in every if not isinstance(one, int)),
        )


@cache
def _said(language: str) -> _Said:
    """In the file `*` ends a word that goes on, `…` stands for a few words between."""
    return _Said(read_yaml(Path(__file__).with_name("words.yaml")).get(language) or {})


def _longest(phrase: str) -> tuple[str, bool]:
    """The longest word of a phrase, and whether it may go on."""
    word = max(_WORD.finditer(phrase), key=lambda word: len(word[0]))
    return word[0], phrase[word.end() : word.end() + 1] == "*"


def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\W+".join(re.escape(word) for word in phrase.split())
    words = words.replace(r"\*", r"\w*").replace("…", r"(?:\w+\W+){0,4}?\w+")
    return re.compile(rf"\b{words}\b")
