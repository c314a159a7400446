"""Who was bound to prevent an act or to answer for it: the State whose agents did it, who held the victim or failed to protect.

Only what the sentence itself says: an agent of the State who acts, a place of detention, a body that "failed to protect".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import members

_FAILED = re.compile(
    r"\b(?:fail(?:ed|s|ing|ure)? to|refus(?:ed|es|ing) to|did nothing to|unwilling to|unable to)\s(?:\w+\s){0,2}?"
    r"(?:protect|prevent|investigate|intervene|act|stop|punish|prosecute|respond)\b"
)
_IN_ITS_HANDS = frozenset(("DEATH-IN-CUSTODY", "PRISON-CONDITIONS", "DENIED-MEDICAL-CARE", "INCOMMUNICADO-DETENTION", "IMPUNITY", "COMPLAINT-IGNORED"))  # fmt: skip
_OF_STATE = ("state-security", "government")
FAILED_REACH = 60  # code points between a body and what it failed to do


def duty_bearers_of(
    context: Context, sentence: Sentence, hit: Hit, perpetrators: Sequence[dict[str, Any]], countries: Sequence[str]
) -> list[dict[str, Any]]:
    """The State, by its name, or the body that failed to protect, as the text calls it; nobody where the text does not say."""
    failing = _who_failed(context, sentence)
    if failing is not None:
        return [_bearer(failing)]
    state = _state_of_agents(context, sentence, countries)
    if state and (hit.code in _IN_ITS_HANDS or any(one["kind"] == "state-body" for one in perpetrators)):
        return [_bearer(state)]
    return []


def _who_failed(context: Context, sentence: Sentence) -> str | None:
    failed = _FAILED.search(context.folded, sentence.start, sentence.end)
    if failed is None:
        return None
    for body in reversed(sentence.of("perpetrators")):
        if body.code in _OF_STATE and 0 <= failed.start() - body.end <= FAILED_REACH:
            return " ".join(context.words(body.start, body.end).split())
    return None


def _state_of_agents(context: Context, sentence: Sentence, countries: Sequence[str]) -> str | None:
    """The State: of "Russian soldiers", Russia, wherever they act; else that of the act, where it is one."""
    for body in sentence.of("perpetrators"):
        if body.code in _OF_STATE:
            before = [one for one in context.named_in(sentence.start, body.start) if 0 <= body.start - one.end <= 2]
            if before and len(members(before[-1].code)) == 1:
                return _name(min(members(before[-1].code)))
    return _name(countries[0]) if len(countries) == 1 else None


def _name(code: str) -> str | None:
    known = scheme("countries")
    return known.term(code).label() if code in known else None


def _bearer(name: str) -> dict[str, Any]:
    return {"name": name, "role": None, "kind": "state-body", "count": None}
