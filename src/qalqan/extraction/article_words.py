"""What an article speaks of, by the kinds of its words: suspects, courts, offences of opinion, wages, anything else.

Whether a State did what an article tells, or one neighbour to another, no single word says: that it speaks of a ransom, a
gang and a manhunt, or of sedition, a verdict and the opposition, does. The kinds are data, `cues/article-words.yaml`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from qalqan.extraction.context import Context
from qalqan.extraction.word_kinds import kinds_of

FILE = "article-words"
LEAD = 1000  # code points of the beginning that count apart
WEIGHT = 0.5  # a kind of words says less than a cue
FEWEST = 50  # words; a shorter text is no denser for being short
_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'-]+")


def signs_of_words(context: Context) -> dict[str, float]:
    """What is weighed of the kinds of words: whether there are any, how many, and how much of text, beginning and title they are."""
    words = Counter(_WORD.findall(context.folded))
    size = max(FEWEST, words.total())
    signs: dict[str, float] = {}
    for kind, times in _counted(words).items():
        signs[f"any words of {kind}"] = WEIGHT
        signs[f"words of {kind}"] = WEIGHT * math.log1p(times)
        signs[f"density of {kind}"] = WEIGHT * math.sqrt(min(5.0, 100 * times / size))
    for kind, times in _counted(Counter(_WORD.findall(context.folded, 0, LEAD))).items():
        signs[f"lead words of {kind}"] = WEIGHT * math.log1p(times)
    for kind in kinds_among(_WORD.findall(context.work.title.lower())):
        signs[f"title words of {kind}"] = WEIGHT
    return signs


def shares_of_words(signs: Mapping[str, float]) -> dict[str, float]:
    """Of `signs_of_words` those that say how much of the text, its beginning and its title a kind takes."""
    return {
        sign: value for sign, value in signs.items() if sign.startswith(("density of ", "lead words", "title words"))
    }


def kinds_between(context: Context, start: int, end: int) -> list[str]:
    """The kinds of the words of a piece of a text."""
    return kinds_among(_WORD.findall(context.folded, start, end))


def kinds_among(words: Iterable[str]) -> list[str]:
    """The kinds of some words, each once, in an order that no hash seed changes."""
    return list(dict.fromkeys(kind for word in words for kind in kinds_of(word, FILE)))


def _counted(words: Mapping[str, int]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for word, times in words.items():
        for kind in kinds_of(word, FILE):
            counted[kind] += times
    return counted
