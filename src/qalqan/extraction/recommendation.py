"""One recommendation as it was read, and what its words say of urgency, issuer and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from qalqan.extraction import cues
from qalqan.extraction.addressees import Addressee
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.verbs import verbs
from qalqan.vocabularies.countries import members


@dataclass(slots=True)
class Recommendation:
    """What was read of one recommendation. `demand_spans` are the words in which its demands are sought."""

    start: int
    end: int
    demand_spans: list[tuple[int, int]]
    sentence: Sentence
    number: str | None = None
    group: str | None = None
    chapeau: str | None = None
    issuers: list[str] = field(default_factory=list)
    addressees: list[Addressee] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    response: str | None = None
    shared_verb: str | None = None  # the verb of the demand where it stands apart from its words: "Ratify (A) / …"
    urgency: str | None = None
    attributed_to: str | None = None
    hedge: str = "asserted"
    origin: str = "recommendations.block/1"
    confidence: float = 0.9


def concerned_countries(context: Context, start: int, end: int, addressees: Sequence[Addressee]) -> list[str]:
    """Countries a recommendation is about: those it names, else its addressees' own."""
    named = [f for f in context.named_in(start, end) if len(members(f.code)) <= 8]
    codes = [code for found in named for code in sorted(members(found.code))]
    if codes:
        return list(dict.fromkeys(codes))
    return list(dict.fromkeys(code for one in addressees for code in one["countries"])) or list(context.subjects)


def urgency(context: Context, start: int, end: int, chapeau: str | None) -> str | None:
    """The words of haste that a recommendation, or what opens its list, uses."""
    said = _words_of_haste(context.language)
    found = said.search(context.folded, start, end) or said.search((chapeau or "").lower())
    return found[0] if found else None


@cache
def _words_of_haste(language: str) -> re.Pattern[str]:
    phrases = cues.table(language, "urgency") or cues.table("en", "urgency")
    return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))})\b")


def named_issuer(context: Context, sentence: Sentence) -> str | None:
    """Who asks, where it stands before the verb: "The Court recommended …"."""
    hit = next(iter(sentence.of("recommend")), None)
    if hit is None:
        return None
    words = " ".join(context.words(sentence.start, hit.start).split()).strip(' ,;:–—-"“”«»')
    for opening in verbs(context.language).opening:
        if words.lower().startswith(opening):
            words = words[len(opening) :].strip(" ,")
    return words if 2 < len(words) <= 160 and "," not in words else None
