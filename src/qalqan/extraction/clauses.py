"""A recommendation taken apart into its demands: each verb asked of the addressee, each object joined by "as well as to".

Not taken apart: examples, manner, paired verbs that share an object ("create and maintain"), verbs asked of someone else
("allow NGOs to register and work"). The verbs and their categories stand in `cues/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qalqan.extraction.coordination import cuts_between_demands
from qalqan.extraction.verbs import WORD, Verbs, first_verb, opens_with_verb, verbs

_RELATIVE = frozenset(
    ("who", "which", "that", "whose", "where", "whom", "который", "которые", "которых", "которая", "которое")
)
_MODAL_FRAME = re.compile(
    r"\b(should|must|ought to|needs? to|has to|have to|shall|следует|должн[аоы]|должен|необходимо|надлежит|обязан[аоы]?)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\s+(?:also\s+)?(?:include|involve|be (?:done|carried out|undertaken|conducted|accompanied by))\s+", re.IGNORECASE
)
# "should, for its part, invite …": what stands between commas is not asked.
_ASIDE = re.compile(
    r"\s?,\s(?:for (?:its|their|his|her) part|in turn|in particular|therefore|at (?:the very least|a minimum)|above all|first of all|without delay)\s?,\s",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"^(?:recommended|recommends?)\s+(?:that|to)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: `body[start:end]`, the verb that asks it, and the verb that governs a demand without its own."""

    start: int
    end: int
    verb: str
    governed_by: str | None = None


def demands(body: str, spans: Sequence[tuple[int, int]], language: str) -> list[Demand]:
    """The demands of a recommendation, sentence by sentence. At least one: the whole, where nothing is told apart."""
    table = verbs(language)
    out: list[Demand] = []
    for start, end in spans:
        for first, last in _framed(body, *_trimmed(body, start, end), table):
            out.extend(_split(body, first, last, table))
    if not out and spans:
        start, end = _trimmed(body, spans[0][0], spans[-1][1])
        if end > start:
            out.append(Demand(start, end, first_verb(body, start, end, table)))
    return out


def governed(demand: Demand, words: str, language: str) -> Demand:
    """The demand under a verb that stands elsewhere ("Consider ratifying (A) / ratify (B) the Covenant")."""
    verb = first_verb(words, 0, len(words), verbs(language))
    return replace(demand, verb=verb or demand.verb, governed_by=words)


# --- what stands before the demand ------------------------------------------------------------------------------------


def _framed(body: str, start: int, end: int, table: Verbs) -> Iterator[tuple[int, int]]:
    """The sentence without "Instead,", "To this end, they should", "This should include"."""
    at = _after_opening(body, start, end, table)
    reported = _REPORTED.match(body, at, end)
    if reported:
        at = reported.end()
    if opens_with_verb(body, at, end, table):
        yield _without_to(body, at, end), end
        return
    modal = _MODAL_FRAME.search(body, at, min(end, at + 260))
    if modal is not None and modal.start() == at:  # "Should the deputies wish to proceed, they should …"
        modal = _MODAL_FRAME.search(body, modal.end(), min(end, at + 260))
    if modal is None or _verb_before(body, at, modal.start(), table):
        yield _without_to(body, at, end), end
        return
    aside = _ASIDE.match(body, modal.end(), end)
    after = _skip(body, aside.end() if aside else modal.end(), end)
    including = _INCLUDING.match(body, modal.end(), end)
    subject = body[at : modal.start()].strip().lower()
    if including and subject in table.pronouns:
        yield including.end(), end
    elif re.match(r"(?:not\s+)?be\s", body[after : after + 8]) and subject not in table.pronouns:
        yield at, end  # passive: nobody else is asked by name, so its subject stays
    elif after < end:
        yield after, end


def _after_opening(body: str, start: int, end: int, table: Verbs) -> int:
    at = _skip(body, start, end)
    lowered = body[at : at + 60].lower()
    for phrase in table.opening:
        if lowered.startswith(phrase):
            after = lowered[len(phrase) : len(phrase) + 1]
            if after == "," or (after == " " and phrase not in table.category and " " not in phrase):
                return _skip(body, at + len(phrase) + 1, end)
    return at


def _verb_before(body: str, start: int, end: int, table: Verbs) -> bool:
    """Whether "should" belongs to a clause inside the demand, because a relative or "that" opened before it."""
    return any(token[0].lower() in _RELATIVE for token in WORD.finditer(body, start, end)) and opens_with_verb(
        body, start, end, table
    )


def _without_to(body: str, at: int, end: int) -> int:
    m = re.compile(r"(?:to\s+)(?=[^\W\d_])", re.IGNORECASE).match(body, at, end)
    return m.end() if m else at


def _skip(body: str, at: int, end: int) -> int:
    while at < end and (body[at].isspace() or body[at] in ",;:–—-•"):
        at += 1
    return at


def _split(body: str, start: int, end: int, table: Verbs) -> Iterator[Demand]:
    at = start
    before = None
    for stop, following in [*cuts_between_demands(body, start, end, table), (end, end)]:
        if stop < at:
            continue
        first, last = _trimmed(body, at, stop)
        if last > first:
            verb = first_verb(body, first, last, table)
            governed = before if verb == "" or not opens_with_verb(body, first, last, table) else None
            yield Demand(first, last, verb if governed is None else governed, governed)
            before = verb if governed is None else governed
        at = following


_GOES_ON = re.compile(
    r"[\s,;]+(?:and|or|and/or|as well as|и|или|а также)\s*$", re.IGNORECASE
)  # "…; and" before the next item


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    leads_over = _GOES_ON.search(body[max(start, end - 24) : end])
    if leads_over:
        end -= len(leads_over[0])
    while start < end and (body[start].isspace() or body[start] in ",;:–—-•("):
        if body[start] == "(":
            break
        start += 1
    while end > start and (body[end - 1].isspace() or body[end - 1] in ",;:–—"):
        end -= 1
    return start, end
