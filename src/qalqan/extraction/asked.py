"""What a demand asks: how much, in which words, whether to do or to refrain."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from qalqan.extraction import cues
from qalqan.extraction.clauses import Demand
from qalqan.extraction.verbs import WORD, verbs

_SPECIFIC_AFTER_GENERAL: dict[str, re.Pattern[str]] = {
    "refrain": re.compile(r"\b(?:from )?(?:adopting|passing|enacting|signing|extraditing|deporting|executing)\b"),
    "abstain": re.compile(r"\b(?:from )?(?:adopting|passing|enacting|signing|extraditing|deporting)\b"),
    "ensure": re.compile(r"\b(?:by (?:a )?courts?|last resort|judicial review|is released|are released|immediate release)\b"),
    "provide": re.compile(r"\b(?:visits?|reparation|compensation|access to (?:a )?lawyers?|full cooperation on)\b"),
    "take": re.compile(r"\b(?:legislative measures? to (?:prohibit|criminali[sz]e|abolish))\b"),
    "make": re.compile(r"\bpublic\b"),
    "put": re.compile(r"\b(?:on trial|moratorium|in place a)\b"),
    "bring": re.compile(r"\b(?:to justice|into (?:line|conformity|compliance)|in line)\b"),
    "give": re.compile(r"\baccess\b"),
    "raise": re.compile(r"\b(?:age|the case of|cases? of)\b"),
}  # fmt: skip
_GENERAL_AFTER_SPECIFIC: dict[str, re.Pattern[str]] = {
    "implement": re.compile(r"."),
    "adopt": re.compile(r"\b(?:measures|approach|policy|policies)\b"),
    "develop": re.compile(r"\bcooperation\b"),
    "condemn": re.compile(r"^$"),
    "undertake": re.compile(r"\b(?:efforts|measures|steps)\b"),
    "set": re.compile(r"\bexample\b"),
    "hold": re.compile(r"\bconsultations?\b"),
}  # fmt: skip


def category_of(demand: Demand, words: str, language: str) -> int:
    """How much is asked: 1 minimal, 2 continuing, 3 considering, 4 general, 5 specific."""
    table = verbs(language)
    lowered = words.lower()
    if re.match(r"(?:continue|maintain|keep up|продолж)", lowered) and not lowered.startswith("maintain close"):
        return 2
    verb = demand.verb
    if re.match(r"\W*(?:the |an? )?[\w ]{2,60} (?:should|must) be ", lowered):
        return 5
    category = table.category.get(verb, 4)
    if category in (4, 2) and verb in _SPECIFIC_AFTER_GENERAL and _SPECIFIC_AFTER_GENERAL[verb].search(lowered):
        return 5
    if category == 5 and verb in _GENERAL_AFTER_SPECIFIC and _GENERAL_AFTER_SPECIFIC[verb].search(lowered):
        return 4
    if verb in ("maintain", "keep") and "contact" in lowered:
        return 4
    if verb == "" and re.search(r"judicial review|by courts?\b", lowered):
        return 5
    return category


def action_of(demand: Demand, words: str, language: str) -> str:
    """What is asked, in a word or two: "release", "accept visit"."""
    lowered = words.lower()
    if "standing invitation" in lowered or "open invitation" in lowered:
        return "issue standing invitation"
    if re.search(r"\bvisits?\b", lowered) and re.search(
        r"rapporteur|special procedure|working group|mandate|докладчик", lowered
    ):
        if demand.verb in ("accept", "grant", "respond", "approve", "agree"):
            return "accept visit"
        if re.search(r"agreed|in principle|cooperat", lowered):
            return "cooperate with visit"
        return "invite visit"
    actions: dict[str, Any] = cues.table(language, "actions") or cues.table("en", "actions")
    return str(actions.get(demand.verb, demand.verb or "other"))


def is_negative(demand: Demand, words: str, language: str) -> bool:
    """Whether the demand is to refrain or to stop."""
    negative = set(cues.words(language).get("tables", {}).get("negative", ())) | {
        "refrain",
        "abstain",
        "stop",
        "cease",
        "halt",
    }
    opening = [token[0].lower() for token in WORD.finditer(words[:60])][:4]
    return (
        demand.verb in negative
        or opening[:2] == ["do", "not"]
        or opening[:3] == ["put", "an", "end"]
        or opening[:1] in (["not"], ["не"])
    )


def precondition_of(words: str, language: str) -> str | None:
    """The condition on which something is asked: "once the law is adopted". None where it is asked without one."""
    said = _precondition_words(language)
    found = said.search(words) if said else None
    return " ".join(found[0].split()) if found else None


@cache
def _precondition_words(language: str) -> re.Pattern[str] | None:
    phrases = cues.table(language, "precondition")
    if not phrases:
        return None
    listed = "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b[^,;.–—]{{0,160}}", re.IGNORECASE)
