"""One recommendation as it was read, and what its words say of urgency, issuer and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from qalqan.extraction import cues
from qalqan.extraction.addressees import PREPOSED, Addressee
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
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


def _head(words: str) -> str:
    """The subject without what opens the sentence and what is put in: "In its report, the Committee, reviewing …, recommended"."""
    while PREPOSED.match(words) and ", " in words:
        words = _WHEN.sub("", words.partition(", ")[2])
    head, comma, rest = words.partition(", ")
    return head if comma and _PUT_IN.match(rest) else words


_PUT_IN = re.compile(
    r"(?:reviewing|having|after|in|which|who|when|while|as|expressing|noting|following|рассмотрев|который|которая|в|после)\b"
)
# What is told between who asks and the asking: "The Committee wrote to the minister in May and urged".
_TELLING = re.compile(
    r"\s(?:wrote|found|said|expressed|noted|issued|adopted|published|reviewed|considered|concluded|welcomed|condemned|reiterated|sent|met|visited|признал\w*|отметил\w*|выразил\w*|заявил\w*|сообщил\w*|указал\w*|осудил\w*|рассмотрел\w*|приветствовал\w*)\b.*$"
    r"|(?:\s(?:has|have|had|is|are|also|again|once|repeatedly|strongly|recently|jointly|therefore|further|should|must|would|will|like to|также|вновь|решительно|настоятельно|ещё раз|еще раз|and|и))+$"
)
_TODAY = re.compile(r"(?:\*|\stoday|\syesterday|\sсегодня)+$")
DATELINE = re.compile(
    r"\(?[A-Z][^()\n]{1,40}[(,]?[^()\n]{0,30}(?:19|20)\d\d\)?\s[–—-]{1,2}\s"
)  # "(Bishkek, 3 March 2015) – ", "GENEVA (3 March 2015) – "
_ARE_ASKED = re.compile(r"\b(?:is|are|was|were|been)\s(?:also\s|further\s|strongly\s|therefore\s)?$")
_WHEN = re.compile(r"^(?:In|On|Since|В|Во|С)\s[^,]{0,24}?(?:19|20)\d\d(?:\sгод[ау])?,?\s")
_NOBODY = re.compile(r"(?:please|write|send|we|you|they|he|she|it|мы|они|просьба)\b", re.IGNORECASE)


def named_issuer(context: Context, sentence: Sentence, cue: Hit | None = None) -> str | None:
    """Who asks, where it stands before the verb: "The Court recommended …". `cue` is the word that the demand was read by."""
    hit = next(iter(sentence.of("recommend")), None)
    if hit is None or _ARE_ASKED.search(context.folded[max(sentence.start, hit.start - 24) : hit.start]):
        return None
    if cue is not None and cue.start < hit.start:  # "States should urge": the States are asked
        return None
    dateline = DATELINE.match(context.body, sentence.start, hit.start)
    start = sentence.start if dateline is None else dateline.end()
    words = " ".join(context.words(start, hit.start).split()).strip(' ,;:–—-"“”«»')
    words = _head(_WHEN.sub("", words))
    words = _TELLING.sub("", words.rpartition(": ")[2])
    for opening in verbs(context.language).opening:
        if words.lower().startswith(opening):
            words = words[len(opening) :].strip(" ,")
    if _NOBODY.match(words):
        return None
    words = _TODAY.sub("", words)
    return words if 2 < len(words) <= 160 and "," not in words else None
