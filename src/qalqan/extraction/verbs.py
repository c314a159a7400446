"""The verbs of demands: which words ask, how much, and which are nouns too. The words stand in `cues/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qalqan.extraction import cues

WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
_PARTICLES = frozenset(("to", "not", "do", "don't", "не"))
ADVERBS = ("ly", "нно", "тно", "льно", "чно", "бно", "вно", "рно", "дно", "зно", "сно", "ски", "ычески")
LINKS = frozenset(("and", "и", "а", "then", "также", "also", "затем"))


@dataclass(frozen=True)
class Verbs:
    """The verbs of a language: category of each, those that are nouns too, those that always open a demand."""

    category: dict[str, int]
    nouns: frozenset[str]
    strong: frozenset[str]
    permitting: frozenset[str]
    opening: tuple[str, ...]
    pronouns: frozenset[str]
    infinitive: tuple[str, ...] = ()  # endings by which a verb is known where verbs have one form for what is asked
    not_verbs: tuple[str, ...] = ()  # endings of other words that look like such a verb
    nouns_alike: frozenset[str] = frozenset()  # such words, whole

    def is_verb(self, word: str) -> bool:
        if word in self.category or word.partition("/")[0] in self.category:
            return True
        return (
            len(word) > 4
            and bool(self.infinitive)
            and word.endswith(self.infinitive)
            and word not in self.nouns_alike
            and not word.endswith(self.not_verbs)
        )


@cache
def verbs(language: str) -> Verbs:
    """The table of a language; English where it has none of its own."""
    if not cues.table(language, "verbs"):
        language = "en"
    category: dict[str, int] = {}
    nouns = set()
    for number, listed in cues.table(language, "verbs").items():
        for entry in listed:
            word, _, mark = str(entry).partition(" ")
            category.setdefault(word, int(number))
            if mark == "n":
                nouns.add(word)
    tables = cues.words(language).get("tables", {})
    return Verbs(
        category,
        frozenset(nouns),
        frozenset(tables.get("strong", ())),
        frozenset(tables.get("permitting", ())),
        tuple(sorted(tables.get("opening", ()), key=len, reverse=True)),
        frozenset(tables.get("pronouns", ())),
        tuple(tables.get("infinitive", ())),
        tuple(ending[1:] for ending in tables.get("not-verbs", ()) if ending.startswith("*")),
        frozenset(word for word in tables.get("not-verbs", ()) if not word.startswith("*")),
    )


def opens_with_verb(body: str, at: int, end: int, table: Verbs) -> bool:
    """Whether the words begin with a verb asked of someone, after "to", "not" and adverbs."""
    for n, token in enumerate(WORD.finditer(body, at, min(end, at + 80))):
        word = token[0].lower()
        if word in _PARTICLES or word in LINKS or (n < 3 and word.endswith(ADVERBS) and not table.is_verb(word)):
            continue
        return table.is_verb(word)
    return False


def first_verb(body: str, start: int, end: int, table: Verbs) -> str:
    """The verb that asks, among the first words; empty where none does."""
    for n, token in enumerate(WORD.finditer(body, start, min(end, start + 120))):
        word = token[0].lower().partition("/")[0]
        if (word in table.category or (table.infinitive and table.is_verb(word))) and not word.endswith("ly"):
            return word
        if n > 6:
            break
    return ""
