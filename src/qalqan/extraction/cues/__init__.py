"""The words by which the field's facts are known, as data: one YAML file per language.

A file holds families ("acts"), a family codes, a code its phrases. In a phrase `*` stands for any ending of a word and
`…` for up to five words. All phrases of all languages are sought in one pass over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick

_FOLDER = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk")
_GAP = r"(?:[^\w.!?;]+[\w’'-]+){0,5}?[^\w.!?;]+"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase met at `folded[start:end]`."""

    start: int
    end: int
    family: str
    code: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    family: str
    code: str
    literal: str
    rest: re.Pattern[str] | None  # what must follow the literal
    open_ended: bool  # the word may have any ending


@cache
def words(language: str) -> dict[str, Any]:
    """The file of a language as it is written; English where a language has none."""
    file = _FOLDER / f"{language}.yaml"
    if not file.exists():
        return words("en")
    written: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    return written


@cache
def table(language: str, name: str) -> Any:
    """A named table of a language's file, such as its verbs; empty where the file has none."""
    return words(language).get("tables", {}).get(name) or {}


@cache
def _phrases() -> tuple[tuple[_Phrase, ...], AhoCorasick]:
    found = tuple(
        phrase for language in LANGUAGES if (_FOLDER / f"{language}.yaml").exists() for phrase in _read(language)
    )
    return found, AhoCorasick([phrase.literal for phrase in found])


def _read(language: str) -> Iterator[_Phrase]:
    for family, codes in words(language).get("families", {}).items():
        for code, phrases in codes.items():
            for phrase in phrases or ():
                yield _compiled(family, str(code), str(phrase).lower())


def _compiled(family: str, code: str, phrase: str) -> _Phrase:
    literal, mark, rest = _first_literal(phrase)
    if len(literal) < 2:
        raise ValueError(f"cue “{phrase}”: write at least two letters before the first * or …")
    pattern = None
    if rest:
        parts = [r"\w*" if part == "*" else _GAP if part == "…" else re.escape(part) for part in _pieces(mark + rest)]
        pattern = re.compile("".join(parts))
    return _Phrase(family, code, literal, pattern, mark == "*" and not rest)


def _first_literal(phrase: str) -> tuple[str, str, str]:
    phrase = re.sub(r"\s*…\s*", "…", phrase)
    at = next((n for n, c in enumerate(phrase) if c in "*…"), len(phrase))
    return phrase[:at], phrase[at : at + 1], phrase[at + 1 :]


def _pieces(rest: str) -> list[str]:
    return [piece for piece in re.split(r"([*…])", rest) if piece]


def folded(body: str) -> str:
    """The body in small letters with plain blanks and apostrophes, position by position the same."""
    lowered = body.lower()
    if len(lowered) != len(body):  # a few capitals grow when lowered (İ)
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in body)
    return lowered.translate(_BLANKS)


_BLANKS = {ord(c): " " for c in "\t\r\n\v\f\u00a0\u2009\u202f\u2028\u2029"} | {
    ord("’"): "'",
    ord("‘"): "'",
    ord("‑"): "-",
    ord("￾"): "-",
}


def hits(text: str) -> list[Hit]:
    """Every phrase met in a folded text, in order; of two of one family the longer one, where they overlap."""
    phrases, automaton = _phrases()
    found = []
    size = len(text)
    for which, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        phrase = phrases[which]
        if phrase.rest is not None:
            matched = phrase.rest.match(text, end, min(size, end + 240))
            if matched is None:
                continue
            end = matched.end()
        elif phrase.open_ended:
            while end < size and (text[end].isalnum() or text[end] == "-"):
                end += 1
        if end < size and text[end].isalnum():
            continue
        found.append(Hit(start, end, phrase.family, phrase.code))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return _longest(found)


def _longest(found: list[Hit]) -> list[Hit]:
    reach: dict[tuple[str, str], int] = {}
    out = []
    for hit in found:
        key = (hit.family, hit.code)
        if hit.end > reach.get(key, -1):
            reach[key] = hit.end
            out.append(hit)
    return out
