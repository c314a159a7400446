"""Which words of a sentence tell that something was done: not what may be done, was not done, or is only a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.not_done import is_not_done
from qalqan.extraction.rules_told import tells_a_rule

_MIGHT = re.compile(
    r"\b(?:(?<!in )(?<!of )(?<!since )(?<!last )(?<!until )(?<!by )(?<!early )(?<!late )(?<!\d )may(?!\s\d)|might|could|can|would|should|must|(?<!continues )(?<!continue )(?<!continued )(?<!continuing )to|will|if|cannot|может|могут|мог\w*|бы)\s(?:\w+\s){0,2}?(?:be\s)?(?:\w+ly\s)?$"
)
# "participants may be fined or held in administrative detention": all of it is what a rule allows.
_MIGHT_OR = re.compile(r"\b(?:may|can|could|would|shall)\sbe\s\w+\s(?:[\w'-]+\s){0,6}?or\s(?:[\w'-]+\s){0,3}$")
_A_LAW = re.compile(r"\b(?:laws?|acts?|bills?|drafts?|code|amendments?|provisions?|decree)\b")
# "moved to house arrest": no infinitive.
_TO_A_THING = re.compile(
    r"\b(?:sentenced|moved|transferred|subjected|exposed|condemned|confined|amount\w*|led|leading|resort\w*|due|linked|related|sent|put)\sto\s(?:\w+\s){0,2}$"
)
# What a prosecutor asks for, what is to come: "просит приговорить его к …", "приговор ожидается в мае".
_ASKED_FOR = re.compile(
    r"\b(?:просит|просил\w?|требует|требовал\w?|потребовал\w?|запросил\w?|намерен\w?|собира\w+ся|грозит)\s(?:(?:приговорить|назначить|оштрафовать|лишить|признать)\s(?:\w+\s){0,5}|(?:\w+\s)?)$"
)
_TO_COME = re.compile(r"\s(?:ожида[ею]тся|будет|должен|должны|планируется|огласят|вынесут)\b")
_THE_CONVICTED = re.compile(r"осужд[её]нны(?:х|ми|е)")
_NOT = re.compile(
    r"\b(?:not|never|no|nor|without|neither|не|без|ни)\s(?:been\s|be\s|any\s|being\s|yet\s|had\s|have\s|был[аои]?\s){0,2}$"
)
# "no officer was convicted", "none of them was charged": what did not happen.
_BE = ("was ", "were ", "is ", "are ", "been ")
_NOBODY = re.compile(
    r"\b(?:no|not (?:a single|one)|none of|neither)\s(?:[\w'-]+\s){1,5}?(?:was|were|is|are|has been|have been|had been)\s$"
)
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
            and _was_done(context, sentence, hit)
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


def _was_done(context: Context, sentence: Sentence, hit: Hit) -> bool:
    """Not what may be done, and not what was done to nobody."""
    before = context.folded[max(sentence.start, hit.start - 48) : hit.start]
    if _MIGHT_OR.search(context.folded, sentence.start, hit.start):
        return False
    if _MIGHT.search(before) and not sentence.has("hedge") and not _TO_A_THING.search(before):
        return False
    if _ASKED_FOR.search(before) or _TO_COME.match(context.folded, hit.end):
        return False
    if hit.code == "SENTENCE" and _THE_CONVICTED.fullmatch(context.folded, hit.start, hit.end):
        return False  # people, not what was done to them
    nobody = before.endswith(_BE) and _NOBODY.search(before) is not None
    not_done = nobody or _NOT.search(before) is not None
    return not not_done or context.folded.startswith(("no ", "without", "not "), hit.start)


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
