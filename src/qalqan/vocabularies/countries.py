"""Countries and groups of States: by name in seven languages, by code, and found in English and Russian text.

A group stands for its members; groups may be reckoned with: "OSCE-pS minus CA5" is every participating State but five.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ahocorasick_rs import MatchKind

from qalqan.errors import UnknownTerm
from qalqan.vocabularies.russian import adjective_forms, case_forms
from qalqan.vocabularies.seeking import Met, Words
from qalqan.vocabularies.terms import LANGUAGES, read_yaml, scheme

How = Literal["name", "adjective", "group"]
_WORDS = Path(__file__).parent / "words"
_REGION = ("KAZ", "KGZ", "TJK", "TKM", "UZB", "RUS")  # whose names are also found with the endings of kk ky tg uz tk
_STATE_FORM = re.compile(r"^(?:[a-z' ]+ )?(?:republic|kingdom|state|principality|sultanate|commonwealth) of (?:the )?")
_SUM = re.compile(r"\s+(minus|plus)\s+")
_SUM_WORDS = {
    "en": {"minus": "except", "plus": "and"},
    "ru": {"minus": "кроме:", "plus": "и также"},
}


@dataclass(frozen=True, slots=True)
class Found:
    """A country or group named at `text[start:end]`; `code` is alpha-3 or a group's code."""

    start: int
    end: int
    code: str
    how: How


def country_named(name: str) -> str | None:
    """The code of a country or group, from a code or a name in any of the languages; None where it is not known.

    Case, accents, "the" and the State's form do not matter: "the Republic of Kazakhstan" and "Казахстану" are KAZ.
    """
    name = name.strip()
    if is_country(name):
        return name
    names = _names()
    folded = _folded(name)
    return _short_forms().get(name) or names.get(folded) or names.get(_STATE_FORM.sub("", folded))


def is_country(code: str) -> bool:
    """Whether this is the code of a country, of a group or a sum of them."""
    return all(part in scheme("countries") or part in scheme("country-groups") for part in _SUM.split(code)[::2])


def country_name(code: str, language: str = "en") -> str:
    """What readers see for a country, group or sum of groups. Raises UnknownTerm."""
    first, *rest = _SUM.split(code)
    words = _SUM_WORDS.get(language, _SUM_WORDS["en"])
    name = _name_of_one(first, language)
    for sign, part in zip(rest[::2], rest[1::2], strict=True):
        name = f"{name} {words[sign]} {_name_of_one(part, language)}"
    return name


@cache
def members(code: str) -> frozenset[str]:
    """The alpha-3 codes that a code stands for: of a country itself, of a group its members. Raises UnknownTerm."""
    first, *rest = _SUM.split(code)
    states = _members_of_one(first)
    for sign, part in zip(rest[::2], rest[1::2], strict=True):
        states = states - _members_of_one(part) if sign == "minus" else states | _members_of_one(part)
    return states


def find_countries(text: str) -> list[Found]:
    """Every country and group named in English or Russian text, in order, without overlaps.

    Names must begin with a capital; Russian adjectives need not. The names of the region's States are found in Kazakh,
    Kyrgyz, Tajik, Uzbek and Turkmen too, with any ending.
    """
    # Sentences and clauses mostly name none and are many: both scans run in Rust, Python sees only the hits.
    readings = _readings()
    by_name = readings.folded.search.apart_in(text, _searched)
    by_code = readings.exact.search.apart_in(text)
    if not by_name and not by_code:
        return []
    spans = [*_hits(by_name, text, readings.folded), *_hits(by_code, text, readings.exact)]
    return list(_without_overlaps(sorted(spans, key=lambda span: (span[0], -span[1])))) if spans else []


@cache
def english_names() -> tuple[str, ...]:
    """Every English name of a country: short, long and former ones."""
    return tuple(dict.fromkeys(name for code in scheme("countries").codes for name in _english_names(code)))


# --- one country or group -------------------------------------------------------------------------------------------


def _name_of_one(code: str, language: str) -> str:
    if code in scheme("country-groups"):
        return scheme("country-groups").term(code).label(language)
    term = scheme("countries").term(code)
    labels: dict[str, str] = {**term.labels, **_country_words().get(code, {}).get("label", {})}
    return labels.get(language) or labels["en"]


def _members_of_one(code: str) -> frozenset[str]:
    if code in scheme("countries"):
        return frozenset({code})
    if code in scheme("country-groups"):
        return frozenset(scheme("country-groups").term(code).properties["members"])
    scheme("countries").term(code)  # raises, naming the nearest
    raise UnknownTerm(f"“{code}” is no country: use its ISO 3166-1 code of three letters.")


@cache
def _country_words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = read_yaml(_WORDS / "countries.yaml")
    return words


@cache
def _short_forms() -> dict[str, str]:
    """Codes of two letters and abbreviations, which mean a country in exactly this case: "US", never "us"."""
    short = {term.properties["alpha2"]: term.code for term in scheme("countries")}
    return short | {form: code for code, words in _country_words().items() for form in words.get("exact", [])}


def _english_names(code: str) -> Iterator[str]:
    words = _country_words().get(code, {})
    name = words.get("label", {}).get("en")
    yield from [scheme("countries").term(code).labels["en"].replace("’", "'")]
    yield from [name] if name else []
    yield from words.get("en", [])


def _russian_names(code: str) -> Iterator[str]:
    words = _country_words().get(code, {})
    for name in [scheme("countries").term(code).labels["ru"], words.get("label", {}).get("ru"), *words.get("ru", [])]:
        if name:
            yield from case_forms(name)


@cache
def _names() -> dict[str, str]:
    """Folded names of every kind to codes. The first to claim a name keeps it: countries before groups."""
    names: dict[str, str] = {}
    for term in scheme("countries"):
        words = _country_words().get(term.code, {})
        ours = [*_english_names(term.code), *words.get("unsafe", [])]
        ours += [term.labels[language] for language in LANGUAGES if language in term.labels]
        ours += [words["uz_cyrl"]] if "uz_cyrl" in words else []
        for name in [*ours, *_russian_names(term.code)]:
            names.setdefault(_folded(name), term.code)
    for group in scheme("country-groups"):
        for name in [group.code, *group.labels.values(), *group.aliases, *group.properties.get("found", [])]:
            names.setdefault(_folded(name), group.code)
    return names


def _folded(name: str) -> str:
    """For comparing whole names: no case, accents, punctuation or "the"; "&" is "and", "St." is "Saint"."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[ʻʼ‘’'`]", "'", plain)
    plain = re.sub(r"[^\w']+", " ", plain).strip()
    plain = re.sub(r"\bst\b", "saint", plain)
    return re.sub(r"^the ", "", plain)


# --- found in text --------------------------------------------------------------------------------------------------

_Reading = tuple[str | None, How, Literal["capital", "any", "open"]]


@dataclass(frozen=True)
class _Automaton:
    """Searches all its patterns at once; `means` gives each pattern's reading. Code None is a name to pass over."""

    search: Words
    means: tuple[_Reading, ...]

    @classmethod
    def of(cls, patterns: dict[str, _Reading]) -> _Automaton:
        return cls(Words(patterns, MatchKind.LeftmostLongest), tuple(patterns.values()))


@dataclass(frozen=True)
class _Readings:
    folded: _Automaton  # over text in lower case without accents
    exact: _Automaton  # over the text as it is: "US", "РФ"


@cache
def _readings() -> _Readings:
    folded: dict[str, _Reading] = {}
    exact: dict[str, _Reading] = {}
    patterns = list(_patterns())
    together = _searched("\0".join(pattern for pattern, _ in patterns)).split("\0")  # at once: many times as fast
    for pattern, (_, reading) in zip(together, patterns, strict=True):
        folded.setdefault(pattern, reading)
    for code, words in _country_words().items():
        for short in words.get("exact", []):
            exact[short] = (code, "name", "any")
    return _Readings(_Automaton.of(folded), _Automaton.of(exact))


def _patterns() -> Iterator[tuple[str, _Reading]]:
    for name in read_yaml(_WORDS / "not-countries.yaml"):
        yield name, (None, "name", "capital")
    for group in scheme("country-groups"):
        for name in group.properties.get("found", []):
            yield name, (group.code, "group", "any")
    for code in scheme("countries").codes:
        yield from _patterns_of(code)


def _patterns_of(code: str) -> Iterator[tuple[str, _Reading]]:
    words = _country_words().get(code, {})
    if code in _REGION:  # first: Кыргызстан and Turkmenistan take the endings of ky and tk too
        for language in ("kk", "ky", "tg", "uz", "tk"):
            yield scheme("countries").term(code).labels[language], (code, "name", "open")
        yield words["uz_cyrl"], (code, "name", "open")
        for name in words.get("region", []):
            yield name, (code, "name", "open")
    for name in [*_english_names(code), *_russian_names(code)]:
        yield name, (code, "name", "capital")
    for adjective in words.get("adjective", []):
        yield adjective, (code, "adjective", "capital")
        yield f"{adjective}s", (code, "adjective", "capital")
    for stem in words.get("ru_stem", []):
        for form in adjective_forms(stem):
            yield form, (code, "adjective", "any")
    for form in words.get("ru_people", []):
        yield form, (code, "adjective", "any")


def _plain_letters() -> dict[int, str]:
    """One character for one character, so that places in the searched text are places in the text."""
    table = {ord("ё"): "е", ord("Ё"): "Е", 0xA0: " ", 0x202F: " ", ord("\n"): " ", ord("\t"): " "}
    table |= {ord(dash): "-" for dash in "‐‑–—"} | {ord(mark): "'" for mark in "ʻʼ‘’`"}
    for point in range(0xC0, 0x250):
        bare = unicodedata.normalize("NFD", chr(point))[0]
        if bare != chr(point):
            table[point] = bare
    return table


_PLAIN = {
    chr(letter): str(plain) if isinstance(plain, str) else chr(plain) for letter, plain in _plain_letters().items()
}
_PLAIN_ALREADY = re.compile("[\x00-\x7fА-Яа-я]+")


def _plain(text: str) -> str:
    # Few letters of a text are not plain: to replace each of those is ten times faster than str.translate.
    if not text.isascii():
        for letter in _PLAIN.keys() & set(_PLAIN_ALREADY.sub("", text)):
            text = text.replace(letter, _PLAIN[letter])
    return text.replace("\n", " ").replace("\t", " ")


def _searched(text: str) -> str:
    plain = _plain(text)
    lower = plain.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _hits(met: Sequence[Met], text: str, automaton: _Automaton) -> Iterator[tuple[int, int, str | None, How]]:
    for pattern, start, end in met:
        code, how, rule = automaton.means[pattern]
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        if rule == "capital" and not text[start].isupper() and not text.startswith(("the ", "former "), start):
            continue
        if rule == "open":
            while end < len(text) and text[end].isalpha():
                end += 1
        elif end < len(text) and (text[end].isalnum() or text[end] in "_$"):
            continue
        yield start, end, code, how


def _without_overlaps(spans: list[tuple[int, int, str | None, How]]) -> Iterator[Found]:
    reached = 0
    for start, end, code, how in spans:
        if start >= reached:
            reached = end
            if code is not None:
                yield Found(start, end, code, how)
