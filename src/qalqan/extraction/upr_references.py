"""Recommendations that a report of 2008 or 2009 lists by reference only.

"The recommendations noted in the report in paragraphs 26 (b) and (c), 27 and 43 (last sentence) above did not enjoy the
support of X": their words stand in the interactive dialogue, in the paragraph and at the letter named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qalqan.extraction.context import Context
from qalqan.extraction.verbs import WORD, opens_with_verb, verbs
from qalqan.texts.text import Passage
from qalqan.vocabularies.countries import members

_REFERS = re.compile(
    r"\brecommendations?\b[^.]{0,60}?\b(?:noted|reflected|contained|mentioned|made|set out|listed|referred to)\b[^.]{0,60}?\bparagraphs?\s",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?P<paragraph>\d{1,3})(?=\s*(?:\(|,|;|and\b|above|to\b|$|\s))"
    r"|\((?P<letter>[a-z])\)|\((?P<part>(?:first|second|last|penultimate)\s+sentence)\)|\((?P<words>[^()]{12,300})\)"
)
_LETTER = re.compile(r"\(([a-z])\)\s*")
_ASKED = re.compile(
    r"\b(?:recommend(?:ed|s|ing)?|encourag(?:ed|es|ing)|urg(?:ed|es|ing)|suggest(?:ed|s)|call(?:ed|s|ing)(?: up)?on|call(?:ed|s) for|appeal(?:ed|s)|invit(?:ed|es)|propos(?:ed|es)"
    r"|ask(?:ed|s)? (?:that|the))\b",
    re.IGNORECASE,
)
_ASKED_FIRST = re.compile(rf"\s*(?!as\b)(?:\w+\s+){{0,3}}?(?:{_ASKED.pattern})", re.IGNORECASE)
# What leads over to the next letter: "…, and that the State (c)".
_TAIL = re.compile(
    r"(?:(?:[,;.]\s*(?:and\s+)?|\s+and\s+)(?:(?:it|also|further|recommended|to)\b\s*)*(?:that\b\s*(?:it\s*|(?:the\s+)?(?:[A-Z][\w’'-]+\s*){1,4})?)?"
    r"|[,;]?\s+and)?[\s,;.]*$"
)
_LEAD = re.compile(
    r"\s*(?:\([a-z]\)\s*)?(?:that\s+)?(?:\([a-z]\)\s*)?(?:it\s+|the\s+State\s+|(?:the\s+)?(?:[A-Z][\w’'-]+\s+){0,3}(?:Government|authorities)(?:\s+of(?:\s+[A-Z][\w’'-]+){1,4})?\s+)?"
    r"(?:(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:of\s+)?(?:the\s+)?[A-Z][\w’'-]+){0,4}\s+)?(?:should\s+)?(?:to\s+)?(?:\([a-z]\)\s*)?(?:to\s+)?"
)
MOST_REFERENCES = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """One recommendation named by its place: its paragraphs, a letter or sentence, or the words that sum it up.

    `summed` is the span of these words in the paragraph that refers.
    """

    paragraphs: tuple[int, ...]
    letter: str | None = None
    part: str | None = None
    summed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Referred:
    """Where a recommendation that was referred to stands, and the States that made it."""

    start: int
    end: int
    states: list[str]
    passage: Passage
    number: str


def refers(words: str) -> bool:
    """Whether a paragraph lists recommendations by the paragraphs of the dialogue in which they stand."""
    return _REFERS.search(words[:400]) is not None


def references_in(words: str) -> list[Reference]:
    """The places that a paragraph names: "23 (last sentence), 29 (d) and (f), 27"."""
    begins = _REFERS.search(words[:400])
    out: list[Reference] = []
    if begins is None:
        return out
    waiting: list[int] = []  # paragraphs of which nothing more has been said yet
    last = 0
    for found in _PLACE.finditer(words, begins.end()):
        if found["paragraph"]:
            last = int(found["paragraph"])
            waiting.append(last)
        elif found["words"] and waiting:
            out.append(Reference(tuple(waiting), summed=found.span("words")))
            waiting = []
        elif last and not found["words"]:
            out.extend(Reference((number,)) for number in waiting[:-1])
            out.append(Reference((last,), found["letter"], found["part"]))
            waiting = []
    out.extend(Reference((number,)) for number in waiting)
    return out[:MOST_REFERENCES]


def find_referred(context: Context, passage: Passage, dialogue_ends: int) -> Iterator[Referred]:
    """The recommendations that a paragraph of the conclusions refers to, each where it stands in the dialogue."""
    numbered = _numbered_paragraphs(context, dialogue_ends)
    for reference in references_in(context.text.of(passage)):
        told = [numbered[number] for number in reference.paragraphs if number in numbered]
        span = _span_of(context, told[0], reference, passage) if told else None
        if len(told) > 1 and reference.summed:
            span = _summed(reference, passage)
        if span:
            states = list(dict.fromkeys(state for one in told for state in _speaker(context, one[0])))
            yield Referred(*span, states, told[0][0], _number(reference))


def _summed(reference: Reference, passage: Passage) -> tuple[int, int] | None:
    if reference.summed is None:
        return None
    return passage.start + reference.summed[0], passage.start + reference.summed[1]


def _number(reference: Reference) -> str:
    paragraph = str(reference.paragraphs[0])
    return f"{paragraph} ({reference.letter})" if reference.letter else paragraph


def _numbered_paragraphs(context: Context, dialogue_ends: int) -> dict[int, list[Passage]]:
    """The paragraphs of the dialogue by number, each with the lettered parts that a page or line break cut off."""
    out: dict[int, list[Passage]] = {}
    current: list[Passage] | None = None
    for passage in context.text.passages:
        if passage.start >= dialogue_ends:
            break
        if passage.kind in ("chrome", "footnote", "heading"):
            continue
        number = re.fullmatch(r"(\d{1,3})\.?", (passage.marker or "").strip())
        if number:
            current = out[int(number[1])] = [passage]
        elif current is not None:
            current.append(passage)
    return out


def _span_of(
    context: Context, passages: list[Passage], reference: Reference, refers_to_it: Passage
) -> tuple[int, int] | None:
    start, end = passages[0].start, passages[-1].end
    if reference.letter and (found := _at_letter(context, start, end, reference.letter)):
        return found
    sentences = [
        (one.start, one.end)
        for one in context.sentences_between(start, end)
        if one.start >= start and _ASKED.search(context.body, one.start, one.end)
    ]
    summed = _summed(reference, refers_to_it)
    if summed:
        return _like(context, sentences, context.words(*summed)) or summed
    if not sentences or (reference.letter and len(sentences) > 1):
        return None  # the letter is not printed there, and which sentence is meant cannot be told
    sentence = sentences[0] if reference.part and reference.part.startswith("first") else sentences[-1]
    asked = list(_ASKED.finditer(context.body, *sentence))[-1]
    return _from_verb(context, asked.end(), sentence[1])


def _like(context: Context, sentences: list[tuple[int, int]], summed: str) -> tuple[int, int] | None:
    """The sentence of the dialogue that says what is summed up, from where it begins to say so."""
    start, end = max(sentences, key=lambda one: _likeness(context.words(*one), summed), default=(0, 0))
    if end == start or _likeness(context.words(start, end), summed) < 0.6:
        return None
    asked = _ASKED.search(context.body, start, end)
    word = next((token[0] for token in WORD.finditer(summed) if len(token[0]) > 4), "")
    begins = re.compile(rf"(?:\b(?:the|to|an?)\s+)?\b{re.escape(word)}", re.IGNORECASE)
    first = asked.end() if asked else start
    found = begins.search(context.body, first, end)
    if found and re.search(r",|\band\b", context.words(first, found.start())):
        return found.start(), end  # something else is asked before it
    return _from_verb(context, first, end)


def _at_letter(context: Context, start: int, end: int, letter: str) -> tuple[int, int] | None:
    """From "(b)" to the end of its sentence, or to "(c)"."""
    marks = list(_LETTER.finditer(context.body, start, end))
    at = next((n for n, mark in enumerate(marks) if mark[1] == letter), None)
    if at is None:
        return None
    mark = marks[at]
    stop = marks[at + 1].start() if at + 1 < len(marks) else end
    sentence = next((one.end for one in context.sentences_between(mark.end(), stop) if one.end > mark.end()), stop)
    stop = min(stop, sentence)
    asked = _ASKED_FIRST.match(context.body, mark.end(), stop)
    span = _from_verb(context, asked.end() if asked else mark.end(), stop)
    return (span[0], span[0] + len(_TAIL.sub("", context.words(*span)))) if span else None


def _from_verb(context: Context, start: int, end: int) -> tuple[int, int] | None:
    """The words that are asked for, without "that the Government of X should"."""
    table = verbs(context.language)
    lead = _LEAD.match(context.body, start, end)
    first = lead.end() if lead else start
    if not opens_with_verb(context.body, first, end, table):
        plain = re.compile(r"\s*(?:that\s+)?").match(context.body, start, end)
        first = plain.end() if plain else start
    return (first, end) if end - first > 12 else None


def _likeness(words: str, summed: str) -> float:
    those = {token[0].lower() for token in WORD.finditer(summed) if len(token[0]) > 3}
    these = {token[0].lower() for token in WORD.finditer(words)}
    return len(those & these) / (len(those) or 1)


def _speaker(context: Context, passage: Passage) -> list[str]:
    """The State whose words a paragraph of the dialogue reports: the first that it names."""
    for found in context.named_in(passage.start, min(passage.end, passage.start + 120)):
        if found.how == "name" and len(members(found.code)) == 1 and found.code not in context.subjects:
            return [found.code]
    return []
