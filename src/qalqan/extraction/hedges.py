"""The text's own hedge on a claim: reportedly, allegedly, apparently. Never dropped, never sharpened.

An adjective ("alleged torture") reaches the next few words, an adverb ("reportedly") its clause, a verb ("fear that") the
rest of the sentence. What stands after a claim does not hedge it, but for "torture allegations".
"""

from __future__ import annotations

import re

from qalqan.extraction.candidate import Hedge
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit

_ADJECTIVES = frozenset(
    (
        "alleged",
        "purported",
        "apparent",
        "presumed",
        "предполагаем",
        "предполагаемый",
        "предполагаемые",
        "предполагаемых",
    )
)
_ALLEGED_AFTER = re.compile(r"^\s(?:allegations?|claims?|complaints?)\b")
_CLAUSE_ENDS = re.compile(r"[;:]|,\s(?:but|while|whereas|and (?:he|she|they|the|no|nobody|none)\b|но|а)\b")
_IN_RELATIVE = re.compile(r"\b(?:who|whom|which|whose|которы\w+)\b[^,.;]*$")
EXPECTED_REACH = 40
ADJECTIVE_REACH = 45  # code points: "alleged torture and ill-treatment"

_NAMED: dict[str, Hedge] = {
    "reported": "reported",
    "alleged": "alleged",
    "apparent": "apparent",
    "believed": "believed",
    "feared": "feared",
    "expected": "expected",
}


def hedge_at(context: Context, sentence: Sentence, start: int, end: int) -> Hedge:
    """How sure the sentence is of what it says at `start:end`; the nearest hedge that reaches it, else asserted."""
    words = context.folded[start:end]
    if _ALLEGED_AFTER.match(context.folded[end : end + 16]) or (
        words.endswith(("allegations", "allegation"))
        and " " in words
        and not words.startswith(("ignored", "dismissed"))
    ):
        return "alleged"
    inside = [hit for hit in sentence.of("hedge") if start <= hit.start < end]
    before = [hit for hit in sentence.of("hedge") if hit.end <= start and _reaches(context, hit, start)]
    if before:
        return _NAMED[before[-1].code]
    # "charges that her friends believe were fabricated": said on the way. "ignored her allegation" hedges nothing.
    if inside and (inside[0].start == start or inside[0].end < end - 3):
        return _NAMED[inside[0].code]
    return "reported" if _said_at_the_end(context, sentence, end) else "asserted"


# "…, the authorities said.", "…, according to her lawyer.": who says so stands behind what is said.
_SAID_BEHIND = re.compile(
    r",[\"”]?\s(?:(?:the|his|her|their|its|a|an|local|several|some|other)\s(?:[\w-]+\s){1,5}?(?:said|says|say|reported|claimed|claims)"
    r"|according to\s[^,;]{3,160})[\s.)\"”]*$"
)


_SAYING = (" said", " say", "according to", "claim", "reported", "recall", "told", "added")
_QUOTED = re.compile(r"[,!?.][\"”»]\s(?:said|says|recalled|recalls|told|added)\b")


def _said_at_the_end(context: Context, sentence: Sentence, end: int) -> bool:
    if not any(word in context.folded[end : sentence.end] for word in _SAYING):
        return False
    behind = _SAID_BEHIND.search(context.folded, end, sentence.end)
    if _QUOTED.search(context.folded, end, sentence.end):
        return True
    return behind is not None and _CLAUSE_ENDS.search(context.folded, end, behind.start()) is None


def _reaches(context: Context, hit: Hit, start: int) -> bool:
    words = context.folded[hit.start : hit.end]
    if context.folded.startswith("сообща", hit.start) and context.folded.endswith("не ", 0, hit.start):
        return False  # "не сообщали семье": nobody tells anything
    between = context.folded[hit.end : start]
    if words in _ADJECTIVES and not between.startswith(" that "):
        return len(between) <= ADJECTIVE_REACH and not re.search(
            r"[,;]|\b(?:have|has|had|was|were|are|is|been|against|for|of)\b", between
        )
    if hit.code == "expected" and len(between) > EXPECTED_REACH:
        return False
    if "," in between and _IN_RELATIVE.search(context.folded[max(0, hit.start - 90) : hit.start]):
        return False  # "a man who had allegedly been killed, beat the lawyer"
    ends = _CLAUSE_ENDS.search(context.folded, hit.end, start + 8)
    return ends is None or ends.start() >= start


_ACCORDING = re.compile(
    r"^(?:according to|as (?:reported|detailed|stated|documented) (?:by|in)|по данным|по словам|по сообщениям|согласно)\s+([^,]{3,120}),",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\b(?:believe[sd]?|fear(?:s|ed)?|say|says|said|allege[sd]?|claim(?:s|ed)?|report(?:s|ed)?|suspect(?:s|ed)?)\b"
)


def attributed_to(context: Context, sentence: Sentence) -> str | None:
    """Whose claim it is: "according to X", "X believe that". None where the text speaks for itself."""
    words = context.words(sentence.start, sentence.end)
    said = _ACCORDING.match(words)
    if said:
        return " ".join(said[1].split())
    for hit in sentence.of("hedge"):
        if hit.code in ("believed", "feared", "alleged", "reported") and _HOLDER.match(context.folded, hit.start):
            subject = " ".join(context.words(sentence.start, hit.start).split()).strip(" ,")
            if 2 < len(subject) <= 80 and "," not in subject and not subject.lower().startswith(("there", "it ")):
                return subject
    return None
