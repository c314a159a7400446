"""How two demands agree: the same words, a repetition with other words, or no relation. Pure; knows strings only.

Repetition is found on clauses, not documents: two statements may share every demand and yet be unlike (MEASURED: .029 over
the two publications Qalqan began with). A clause is compared by the keys of its words, so that inflection and case do not
matter; only clauses that share a rare word are compared at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from qalqan.texts.words import keys

REPEATS = 0.6  # share of common words from which a pair of `data/repeats` counts as one demand
RELATED = 0.4  # below it nothing is said
SHORTEST = 3  # words; shorter clauses ("attend trials") are compared by identity only


@dataclass(frozen=True)
class Likeness:
    """How two demands agree; `relation` is None where they do not. `difference` shows where their words differ."""

    relation: str | None
    score: float
    why: str


@lru_cache(maxsize=100_000)
def _keys(exact: str) -> tuple[str, ...]:
    return tuple(keys(exact, None))


@lru_cache(maxsize=100_000)
def _key_set(exact: str) -> frozenset[str]:
    return frozenset(_keys(exact))


def compare(earlier: str, later: str) -> Likeness:
    """How a later demand agrees with an earlier one, word for word."""
    a, b = _keys(earlier), _keys(later)
    if a == b and a:
        return Likeness("same-text", 1.0, f"the same {len(a)} words")
    one, other = _key_set(earlier), _key_set(later)
    if not one or not other or min(len(a), len(b)) < SHORTEST:
        return Likeness(None, 0.0, "")
    shared = len(one & other)
    every = len(one) + len(other) - shared
    score = shared / every
    if score < RELATED:
        return Likeness(None, score, "")
    relation = "repeats" if score >= REPEATS else "related"
    return Likeness(relation, round(score, 3), f"{shared} of {every} words shared")


def difference(earlier: str, later: str) -> tuple[tuple[str, str], ...]:
    """The words kept (=), dropped (-) and added (+), in reading order: rows of a sign and words."""
    a, b = earlier.split(), later.split()
    rows: list[tuple[str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(
        None, [w.casefold() for w in a], [w.casefold() for w in b], autojunk=False
    ).get_opcodes():
        if tag == "equal":
            rows.append(("=", " ".join(b[k:m])))
            continue
        if i < j:
            rows.append(("-", " ".join(a[i:j])))
        if k < m:
            rows.append(("+", " ".join(b[k:m])))
    return tuple(rows)


def pairs_worth_comparing(texts: Sequence[str], least: float = RELATED) -> Iterable[tuple[int, int]]:
    """Pairs (i < j) that could reach `least`: any such pair shares one of each side's rarest words (prefix filtering)."""
    keys = [sorted(set(_keys(text))) for text in texts]
    seen_in: dict[str, int] = defaultdict(int)
    for words in keys:
        for word in words:
            seen_in[word] += 1
    postings: dict[str, list[int]] = defaultdict(list)
    for j, words in enumerate(keys):
        rare = sorted(words, key=lambda w: (seen_in[w], w))
        prefix = rare[: len(rare) - int(least * len(rare) + 0.999) + 1]
        found = {i for word in prefix for i in postings[word]}
        for i in sorted(found):
            if min(len(keys[i]), len(words)) >= least * max(len(keys[i]), len(words)):
                yield i, j
        for word in prefix:
            postings[word].append(j)
