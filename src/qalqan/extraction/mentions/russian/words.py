"""The words of a Russian text, each with its form, its grammar and the lists of `texts/lexicon/ru_names.yaml` it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from qalqan.extraction.mentions.russian.morphology import Reading, readings
from qalqan.texts.lexicon import lexicon

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'‑][^\W\d_]+)*|\d+|[^\w\s]|_")
_ENDING = re.compile(
    r"(?:ого|ому|ыми|ими|ыми|ами|ями|ева|ой|ей|ым|им|ом|ем|ую|юю|ая|яя|ое|ее|ый|ий|ых|их|ою|ею|ью|ам|ям|ах|ях|а|я|у|ю|е|и|ы|о|ь|й)$"
)
_OPEN, _CLOSE = "«„“", "»“”"
_LIKELY = 0.12
_COMPOUND = re.compile(
    r"^(?:гос|мин|рос|мос|нац|гор|обл|рай|край|глав|центр|след|ген|верх|сов|евро|афро|спец|пресс|полит|парт|проф|мед|теле|авиа)"
    r"(?=\w{3})(?!\w*(?:ский|ская|ское|ские|ских|ского|ской|ским|скую|ов|ова|ин|ина)$)\w+"
)


@dataclass(slots=True)
class Word:
    """A word or sign of a text at `[start:end]`."""

    start: int
    end: int
    form: str
    shape: str
    stem: str = ""
    kinds: str = ""
    grammar: str = ""
    cases: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    latin: bool = False
    model: str = "O"
    seen: tuple[float, ...] = ()  # how a ready model sees the word
    signs: list[str] = field(default_factory=list)


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in lexicon("ru_names").items():
        for word in words if name != "phrases" else ():
            names = found.setdefault(str(word).replace("ё", "е"), [])
            names += [name, "heads"] if name.startswith("heads-") and "heads" not in names else [name]
    return {word: tuple(names) for word, names in found.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of several words by their first stem, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon("ru_names")["phrases"]:
        stems = tuple(stem_of(part) for part in _TOKEN.findall(str(phrase)))
        found.setdefault(stems[0], []).append(stems)
    return {first: tuple(sorted(set(held), key=lambda one: (-len(one), one))) for first, held in found.items()}


def in_phrases(words: Sequence[Word]) -> list[str]:
    """For each word whether it begins or goes on a name that everybody knows."""
    out = [""] * len(words)
    known = _phrases()
    for n, word in enumerate(words):
        if out[n] or word.shape[0] not in "AI":
            continue
        for stems in known.get(word.stem, ()):
            if tuple(one.stem or one.form for one in words[n : n + len(stems)]) == stems:
                out[n : n + len(stems)] = ["B", *"I" * (len(stems) - 1)]
                break
    return out


@cache
def _famous() -> frozenset[str]:
    return frozenset(stem_of(str(word)) for word in lexicon("ru_names")["famous"])


def load_lists() -> None:
    """Reads the lists of words now."""
    for read in (_classes, _phrases, _famous):
        read()


def shape_of(form: str) -> str:
    """How a word is written: a small, A capital first, AA capitals, I one capital, aA mixed, 1 a number, else the sign."""
    if form[0].isdigit():
        return "1"
    if not form[0].isalpha():
        return "«" if form in _OPEN else "»" if form in _CLOSE else form
    if len(form) == 1:
        return "I" if form.isupper() else "a"
    if form.isupper():
        return "AA"
    if form[0].isupper():
        return "A-" if "-" in form else "Aa" if not any(c.isupper() for c in form[1:]) else "AaA"
    return "a" if form.islower() else "aA"


def stem_of(form: str) -> str:
    """A word without its ending, as far as two forms of one name can be told to be one."""
    low = form.lower().replace("ё", "е")
    if len(low) < 4 or low.isascii():
        return low
    cut = _ENDING.sub("", low)
    return cut if len(cut) >= 3 else low


@lru_cache(maxsize=60_000)
def _facts(form: str, shape: str) -> tuple[str, str, frozenset[str], tuple[str, ...]]:
    """Kinds, grammar, cases and classes of a word."""
    if shape in ("1", "I") or not form[0].isalpha():
        return "", "", frozenset(), ()
    read = readings(form.lower())
    if not read:
        return "", "lat", frozenset(), ()
    likely = [one for one in read if one.share >= _LIKELY] or list(read[:1])
    kinds = ""
    if shape != "a":
        kinds = _kinds(likely, read)
    best = read[0]
    classes: dict[str, None] = {}
    known = _classes()
    for one in likely:
        for name in known.get(one.lemma, ()):
            classes[name] = None
    low = form.lower().replace("ё", "е")
    for name in known.get(low, ()):
        classes[name] = None
    if shape != "a" and stem_of(form) in _famous():
        classes["famous"] = None
    if shape != "a" and _COMPOUND.match(low):
        classes["compound"] = None
    cases = frozenset(one.case for one in likely if one.case)
    grammar = best.part + ("" if not best.case else "." + best.case) + (".pl" if best.plural else "")
    return kinds, grammar, cases, tuple(classes)


def _kinds(likely: Sequence[Reading], read: Sequence[Reading]) -> str:
    out = ""
    for letter, kind in (("N", "Name"), ("S", "Surn"), ("P", "Patr"), ("G", "Geox"), ("O", "Orgn")):
        if any(kind in one.kinds for one in likely):
            out += letter
    if any(one.known and not one.kinds & {"Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"} for one in likely):
        out += "c"  # it may be a common word
    if not any(one.known for one in read):
        out += "u"
    if any("Abbr" in one.kinds for one in likely):
        out += "b"
    return out


def words_of(body: str, start: int, end: int) -> list[Word]:
    """The words of `body[start:end]`, with what is known of each by itself."""
    return [_word(found) for found in _TOKEN.finditer(body, start, end)]


def last_word(body: str, start: int, end: int) -> Word | None:
    """The last of `words_of`, without looking up what is known of those before it."""
    last = None
    for last in _TOKEN.finditer(body, start, end):  # noqa: B007 (only the last is wanted)
        pass
    return _word(last) if last is not None else None


def _word(found: re.Match[str]) -> Word:
    form = found[0]
    shape = shape_of(form)
    kinds, grammar, cases, classes = _facts(form, shape)
    letters = shape[0] in "aAI"
    return Word(
        found.start(),
        found.end(),
        form,
        shape,
        stem_of(form) if letters else "",
        kinds,
        grammar,
        cases,
        classes,
        letters and form[0].isascii(),
    )
