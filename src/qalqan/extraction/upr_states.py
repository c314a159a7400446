"""The States that close a recommendation of the Universal Periodic Review: "(Chile, the Gambia and Türkiye)".

A bracket counts where it holds States and nothing else. Names are read in their short, long and former forms; inside a
list of States a name that is off by a letter ("United Sates") is read as the one it can only be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qalqan.extraction.context import Context
from qalqan.vocabularies.countries import country_named, english_names, find_countries, members

_BRACKET = re.compile(r"\((?:[^()]|\([^()]{0,120}\)){2,900}\)\d{0,2}")
_BESIDE = re.compile(r"[\s,;/.)]*(?:and)?[\s,;/.]*")
# What may stand in a bracket beside the names: forms of States and words of joint statements.
_FORMS = re.compile(
    r"[\s,;/()&-]|\b(?:and|the|of|Republic|Islamic|Plurinational|State|States|Federated|Bolivarian|Kingdom|Great|Northern"
    r"|Arab|Jamahiriya|People|Democratic|Socialist|on behalf|Union|Group|also|jointly|with|и|от имени)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[^,;/()]+")
_LIKE = 88.0  # of 100: one letter wrong, missing or turned in a name of eight
_SHORTEST = 8  # letters; shorter names lie too near each other and other words ("Mali", "Malta"; "Romani")


@dataclass(slots=True)
class States:
    """A bracket, or several that follow each other directly: `body[start:end]` and the codes they hold."""

    start: int
    end: int
    codes: list[str]


def closing_brackets(context: Context, start: int, end: int) -> list[States]:
    """The brackets of States between two places, in order; those that follow each other directly are one."""
    out: list[States] = []
    for found in _BRACKET.finditer(context.body, start, end):
        codes = states_in(context, found.start(), found.end())
        if not codes:
            continue
        if out and _BESIDE.fullmatch(context.body, out[-1].end, found.start()):
            out[-1].end = found.end()
            out[-1].codes = list(dict.fromkeys([*out[-1].codes, *codes]))
        else:
            out.append(States(found.start(), found.end(), codes))
    return out


def states_in(context: Context, start: int, end: int) -> list[str]:
    """The States in a bracket that holds nothing else; (CEDAW) and (local or international) are no States."""
    named = [(one.start, one.end, one.code) for one in context.named_in(start, end) if one.how != "adjective"]
    named = sorted([*named, *_misprinted(context.body, start, end, [(a, b) for a, b, _ in named])])
    if not named:
        return []
    spare = context.body[start:end]
    for a, b, _ in reversed(named):
        spare = spare[: a - start] + spare[b - start :]
    spare = _FORMS.sub("", spare.rstrip("0123456789"))
    if sum(b - a for a, b, _ in named) < len(spare):
        return []
    return list(dict.fromkeys(state for _, _, code in named for state in _as_listed(code)))


def ends_with_states(words: str) -> bool:
    """Whether a paragraph is closed by a bracket that names a State."""
    tail = words.rstrip(" ;.,:0123456789\n")
    if not tail.endswith(")"):
        return False
    tail = tail[-1000:]
    bracket = next((m[0] for m in _BRACKET.finditer(tail) if m.end() == len(tail)), tail[tail.rfind("(") :])
    return bool(find_countries(bracket)) or bool(_misprinted(bracket, 0, len(bracket), []))


def _as_listed(code: str) -> Sequence[str]:
    return sorted(members(code)) if len(members(code)) == 1 else [code]


def _misprinted(body: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Parts of a bracket that are nearly a State's name. The whole bracket must look like a list of names."""
    out = []
    for a, b in _parts(body, start, end):
        if any(x < b and a < y for x, y in taken):
            continue
        words = " ".join(body[a:b].split())
        if words[:1].isupper() and (code := country_named(words.replace("-", " ")) or _nearest(words)):
            out.append((a, b, code))
    return out


def _parts(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for part in _PART.finditer(body, start, end):
        words = part[0]
        lead = len(words) - len(re.sub(r"^\s*(?:and\s+)?(?:the\s+)?", "", words, flags=re.IGNORECASE))
        stripped = words[lead:].rstrip()
        if len(stripped) >= 4:
            yield part.start() + lead, part.start() + lead + len(stripped)


@cache
def _nearest(words: str) -> str | None:
    if len(words) < _SHORTEST or len(words) > 60 or words.isupper() or not any(c.islower() for c in words):
        return None
    # Here: only a misspelled State needs it, and every process starts faster without it.
    from rapidfuzz import fuzz, process

    found = process.extractOne(words, _state_names(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return country_named(found[0]) if found else None


@cache
def _state_names() -> tuple[str, ...]:
    return tuple(name for name in english_names() if len(name) >= _SHORTEST)
