"""Which words of a sentence tell that something was done: not what may be done, was not done, or is only a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.not_done import is_not_done, is_possible_or_negated
from qalqan.extraction.rules_told import tells_a_rule

_A_LAW = re.compile(r"\b(?:laws?|acts?|bills?|drafts?|code|amendments?|provisions?|decree)\b")
_TOPIC = re.compile(
    r"\b(?:against|about|combat(?:ing)?|eradicat\w+|prevent(?:ion|ing|s)?(?: of)?|prohibit\w*(?: of)?|freedom from|end(?:ing)?|condemn\w*|on|"
    r"(?:obtained|extracted)(?:\s(?:under|by|through))?|investigat\w+(?: of| into| incidents of)?|crime of|definition of|victims of|risk of|subcommittee on|protection from|"
    r"absolute ban on|fight|law on|charges? (?:of|with)|cases? of|convicted of|accused of|suspected of|suspicion of|for allegedly|for|связанн\w+ с|против|борьб\w+ с|предупреждени\w+|запрет\w*)\s(?:the\s|alleged\s|any\s)?$"
)
_GROUNDS = re.compile(
    r"\b(?:grounds? (?:for|justifying)|sanction of|powers? (?:to|of)|discretion to|procedures? for|threat of|suspension or|rules on)\s(?:the\s)?(?:\w+\s)?$"
)
# "the dissolution of an association must be necessary": a rule, nothing that was done.
_OF_ANY = re.compile(r"\s?(?:of\s)?an?\s(?:\w+\s){1,3}(?:must|should|may|can|could|would|shall)\b")
# "nine out of ten of these cases have been closed": no organisation.
_OF_A_CASE = re.compile(
    r"\b(?:cases?|investigations?|inquir(?:y|ies)|hearings?|proceedings|borders?|roads?|files?)\b(?![^.;]*\b(?:ngos?|groups?|organi[sz]ations?|associations?)\b)[^.;]{0,90}$"
)
_TOPIC_ONLY = frozenset(
    (
        "TORTURE",
        "BEATING",
        "ILL-TREATMENT",
        "KILLING",
        "ENFORCED-DISAPPEARANCE",
        "SURVEILLANCE",
        "SEXUAL-VIOLENCE",
        "KIDNAPPING",
        "INTIMIDATION",
        "PHYSICAL-ATTACK",
        "IMPUNITY",
        "CENSORSHIP",
    )
)


_MEETING = re.compile(
    r"\b(?:elections?|meetings?|hearings?|talks|trial|vote|referendum|session|conference|dialogue|poll|rally)\b[^,;]{0,60}$"
)


def _within_a_name(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """ "Working Group on Enforced or Involuntary Disappearances": the words are a body's name."""
    if hit.start <= sentence.start + 2 or not context.body[hit.start].isupper():
        return False
    return (
        re.search(r"[A-Z][\w-]+\s(?:(?:or|and|on|of|against)\s)?$", context.body[sentence.start : hit.start])
        is not None
    )


def acts_told(context: Context, sentence: Sentence) -> list[Hit]:
    """The act cues of a sentence that say that something was done: one for each code."""
    if sentence.passage.kind == "heading" or context.is_title(sentence):
        return []
    if "acts" not in sentence.families and "acts-weak" not in sentence.families:
        return []
    if tells_a_rule(context, sentence):
        return []
    hits = sentence.of("acts")
    kept: dict[str, Hit] = {}
    for hit in hits:
        if (
            not _within_a_longer(hit, hits)
            and not is_possible_or_negated(context, sentence, hit)
            and not _is_a_topic(context, sentence, hit)
            and not is_not_done(context, sentence, hit)
        ):
            kept.setdefault(hit.code, hit)
    if not kept:
        weak = [
            h
            for h in sentence.of("acts-weak")
            if not _MEETING.search(context.folded, sentence.start, h.start)
            and not _TOPIC.search(context.folded[max(sentence.start, h.start - 48) : h.start])
            and not is_not_done(context, sentence, h)
        ]
        kept.update({h.code: h for h in weak[:1]})
    return sorted(kept.values(), key=lambda hit: hit.start)


def _within_a_longer(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(
        o is not hit and o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start
        for o in hits
    )


def _is_a_topic(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Words of a law, a name or a rule, and cases, drafts and meetings of which the same verbs are said."""
    before = context.folded[max(sentence.start, hit.start - 48) : hit.start]
    if hit.code in _TOPIC_ONLY and (_TOPIC.search(before) or _within_a_name(context, sentence, hit)):
        return True
    if _GROUNDS.search(before) or _OF_ANY.match(context.folded, hit.end):
        return True
    if hit.code == "HOSTILE-LABEL" and _A_LAW.search(context.folded, hit.start, hit.end):
        return True
    return hit.code == "LIQUIDATION" and _OF_A_CASE.search(context.folded, sentence.start, hit.start) is not None
