"""How two demands agree: the same words, a repetition with other words, or no relation. Pure; knows strings only.

Repetition is found on clauses, not documents: two statements may share every demand and yet be unlike (MEASURED: .029 over
the two publications Qalqan began with). What is compared are the words that carry a demand (`empty_words.yaml` lists those
that carry none), each under the key of its forms. Words in the very same form count fully. In English another form is
often another word (detain, detention), so it counts half; in languages that inflect it counts fully.

Common words are not enough where what is asked for differs: two treaties ("ratify the Optional Protocol to …"), or a demand
and its opposite ("adopt", "do not adopt"), are no repetition however many words they share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import chain

from qalqan.extraction.treaties import treaties_asked
from qalqan.texts.language import language_of
from qalqan.texts.lexicon import lexicon
from qalqan.texts.words import fold, key

REPEATS = 0.55  # of the words in common; on `data/repeats`, with States split in halves ten times, F1 .992 to .997
RELATED = 0.4  # below it nothing is said
SHORTEST = 2  # words that carry the demand; with fewer ("attend") only the very same text agrees
OTHER_FORM = 0.5  # what an English word in another form counts
TOLD = 4  # words of each side that `why` names

_word = re.compile(r"[^\W_]+(?:['ʻʼ’‘`][^\W_]+)*")
_possessive = re.compile(r"['’]s?(?=\W|$)", re.IGNORECASE)
_OWN_LETTERS = tuple(
    (language, re.compile(f"[{letters}]", re.IGNORECASE))
    for language, letters in (("tg", "ӣӯҷ"), ("uz", "ў"), ("kk", "ұіәһ"), ("ky", "өүң"), ("tg", "ҳ"), ("kk", "қғ"))
)
_cyrillic = re.compile("[а-яё]", re.IGNORECASE)
_other_latin = re.compile("[ʻʼäňöşüýžç]|[og]['’‘`]", re.IGNORECASE)
_denial = re.compile(
    r"^(?:please )?(?:do not|don['’]t|never|not to)\b|\b(?:should|must|shall|will) not\b|\brefrain\b|\bdesist\b"
    r"|^не\s|\b(?:следует|должн[ыао]|должен) не\b|\bне (?:следует|должн[ыао]|должен|допуска\w*|принима\w*)\b|\bвоздерж",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Likeness:
    """How two demands agree; `relation` is None where they do not. `why` names the words that differ."""

    relation: str | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Words:
    """What a demand is compared by."""

    order: tuple[str, ...]  # the keys of all words
    written: dict[str, str]  # the key of every word that carries the demand, with its first form
    keys: frozenset[str]
    forms: frozenset[str]  # those words as written, small and without accents; their keys in languages that inflect
    key_of: dict[str, str]


@lru_cache(maxsize=100_000)
def _words(exact: str) -> _Words:
    language = _language(exact)
    is_english = language == "en"
    order: list[str] = []
    written: dict[str, str] = {}
    key_of: dict[str, str] = {}
    for word in _word.findall(_possessive.sub("", exact) if is_english else exact):
        folded, its_key, is_empty = _read(word, language)
        order.append(its_key)
        if not is_empty:
            written.setdefault(its_key, word)
            key_of[folded if is_english else its_key] = its_key
    return _Words(tuple(order), written, frozenset(written), frozenset(key_of), key_of)


@lru_cache(maxsize=100_000)
def _read(word: str, language: str) -> tuple[str, str, bool]:
    """A word folded, its key, and whether it carries no demand."""
    folded = fold(word)
    return folded, key(word, language), folded in _empty(language)


def _language(exact: str) -> str:
    """Told by letters where they tell it: the model is too slow, and too unsure of ten words."""
    if exact.isascii() and "'" not in exact:
        return "en"
    if _cyrillic.search(exact):
        likely = next((language for language, letters in _OWN_LETTERS if letters.search(exact)), None)
        return (language_of(exact, likely) or likely) if likely else "ru"
    return (language_of(exact, "en") if _other_latin.search(exact) else None) or "en"


@cache
def _empty(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in str(lexicon("empty_words").get(language, "")).split())


def compare(earlier: str, later: str) -> Likeness:
    """How a later demand agrees with an earlier one, word for word."""
    a, b = _words(earlier), _words(later)
    if a.order == b.order and a.order:
        return Likeness("same-text", 1.0, f"the same {len(a.order)} words")
    score = _score(a, b)
    if score < RELATED or _asks_otherwise(earlier, later):
        return Likeness(None, min(score, RELATED), "")
    # Only the very same text scores 1.
    return Likeness("repeats" if score >= REPEATS else "related", min(round(score, 3), 0.999), _why(a, b))


def words_of_demand(exact: str) -> frozenset[str]:
    """The keys of the words that carry a demand, or a name's subject."""
    return _words(exact).keys


def _score(a: _Words, b: _Words) -> float:
    """Of the words of both, the share that both have. Never more than the share of common keys (prefix filtering)."""
    if len(a.keys) < SHORTEST or len(b.keys) < SHORTEST:
        return 0.0
    shared = len(a.keys & b.keys)
    every = len(a.keys) + len(b.keys) - shared
    if shared < RELATED * every:
        return 0.0
    same_form = len({a.key_of[form] for form in a.forms & b.forms})
    return (same_form + OTHER_FORM * (shared - same_form)) / every


@lru_cache(maxsize=20_000)
def _denies(exact: str) -> bool:
    return _denial.search(exact) is not None


def _asks_otherwise(earlier: str, later: str) -> bool:
    """Whether one asks for what the other asks to leave, or for another treaty."""
    if _denies(earlier) != _denies(later):
        return True
    one, other = treaties_asked(earlier), treaties_asked(later)
    return bool(one and other) and not one & other


def _why(a: _Words, b: _Words) -> str:
    shared = a.keys & b.keys
    every = len(a.written) + len(b.written) - len(shared)
    parts = [f"{len(shared)} of {every} words shared"]
    for sign, here, there in (("left out", a, b), ("added", b, a)):
        words = [word for its_key, word in here.written.items() if its_key not in there.written]
        if words:
            parts.append(
                f"{sign}: {', '.join(words[:TOLD])}" + (f" and {len(words) - TOLD} more" if words[TOLD:] else "")
            )
    other_forms = [a.written[its_key] for its_key in a.written if its_key in shared and not _same_form(a, b, its_key)]
    if other_forms:
        parts.append(f"in another form: {', '.join(other_forms[:TOLD])}")
    return "; ".join(parts) if parts[1:] else f"{parts[0]}; only small words or their order differ"


def _same_form(a: _Words, b: _Words, its_key: str) -> bool:
    return any(a.key_of[form] == its_key for form in a.forms & b.forms)


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
    """Pairs (i < j) that could reach `least`: any such pair shares one of each side's rarest words (prefix filtering).

    Two texts of the very same words are given too, however few carry a demand.
    """
    compared = [_compared(text) for text in texts]
    seen_in = Counter(chain.from_iterable(compared))
    rank = {word: n for n, (word, _) in enumerate(sorted(seen_in.items(), key=_rarest_first))}
    postings: list[list[tuple[int, int, int]]] = [[] for _ in rank]  # text, how many words it has, how many rarer ones
    share = least / (1 + least)  # of the sizes of both: so many words must be common
    for j, words in enumerate(compared):
        size = len(words)
        rare = sorted([rank[word] for word in words])[: size - int(least * size + 0.999) + 1]
        common: dict[int, int] = {}
        lowest = least * size
        for at, word in enumerate(rare):
            rest = size - at
            for i, other, before in postings[word]:
                if lowest <= other and least * other <= size:
                    left = other - before
                    # Even if all that is left of the shorter one were common, would it be enough?
                    if common.get(i, 0) + (rest if rest < left else left) >= share * (size + other) - 1e-9:
                        common[i] = common.get(i, 0) + 1
            postings[word].append((j, size, at))
        for i in sorted(common):
            yield i, j


def _rarest_first(word_and_count: tuple[str, int]) -> tuple[int, str]:
    word, count = word_and_count
    return count, word


def _compared(text: str) -> frozenset[str]:
    words = _words(text)
    return words.keys or frozenset(words.order)
