"""Recommendations: bullets and paragraphs under "X should:", and sentences of prose that urge someone to do something.

A recommendation is the whole bullet, or in prose the whole sentence; its demands stand in `clauses.py`. Lists of
the Universal Periodic Review are read by `upr_lists.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qalqan.extraction import cues
from qalqan.extraction.addressees import (
    Addressee,
    addressed_to_do,
    addressees_in,
    introduced_addressees,
    subject_addressees,
)
from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.prose import prose
from qalqan.extraction.prose_russian import asked_by_the_letter
from qalqan.extraction.recommendation import Recommendation, concerned_countries, named_issuer, urgency
from qalqan.extraction.verbs import opens_with_verb, verbs
from qalqan.texts.text import Passage

_FOLLOWING = re.compile(r"\b(?:following|below)\b|\bследующ|\bниже", re.IGNORECASE)
_PRONOUN_SUBJECT = re.compile(r"^(?:they|it|these|all|он|они|им)\b", re.IGNORECASE)

_BULLET = re.compile(r"[^\w\s]{1,2}")  # a dash or a dot, no number
_TO_WHOM = re.compile(r"(?:to|for|к|ко|для)\s", re.IGNORECASE)  # "To the Parliament:" under "We appeal"

_LEADING = ("modal", "recommend", "section", "addressee")  # one of these is in every sentence that leads over to a list


@dataclass(slots=True)
class _Block:
    """An open list: what introduced it and whom it addresses."""

    chapeau: str | None
    addressees: list[Addressee]
    strict: bool  # only paragraphs that begin with a verb belong to it
    issuers: list[str] = field(default_factory=list)
    taken: int = 0
    of_section: bool = False  # opened by "Ұсыныстар:" or under it


def find_recommendations(context: Context) -> list[Recommendation]:
    """All recommendations of a text but those of UPR lists, in order."""
    return list(_Reader(context).read())


class _Reader:
    """Goes through the passages once; knows the heading it is under and the list it is in."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.group: str | None = None
        self.group_addressees: list[Addressee] = []
        self.in_section = False
        self.block: _Block | None = None
        self.by_passage: dict[str, list[Sentence]] = {}
        for sentence in context.sentences:
            self.by_passage.setdefault(sentence.passage.id, []).append(sentence)

    def read(self) -> Iterator[Recommendation]:
        for passage in self.context.text.passages:
            sentences = self.by_passage.get(passage.id)
            if not sentences:
                if passage.kind == "chrome" or self.context.front.covers(passage.start, passage.end):
                    self.block = None
                continue
            if passage.kind == "heading" and not self._introduces(sentences):
                open_to_names = self.block is not None and (self.block.taken or not self.block.addressees)
                named = self._next_addressed(passage, sentences) if open_to_names else []
                if self.block is not None and named:
                    self.block.addressees = named
                else:
                    self._open_group(passage, sentences[0])
            elif self._introduces(sentences):
                yield from self._open_block(sentences)
            elif self._belongs(passage, sentences):
                yield self._listed(passage, sentences)
            elif self.block is not None and (next_asked := self._next_addressed(passage, sentences)):
                self.block.addressees = next_asked
            else:
                if passage.kind != "item" or (self.block is not None and self.block.of_section):
                    self.block = None
                for sentence in sentences:
                    yield from prose(self.context, sentence)

    # --- headings and what opens a list

    def _open_group(self, passage: Passage, heading: Sentence) -> None:
        self.block = None
        self.in_section = heading.has("section") or (self.in_section and _names_addressee_only(heading, self.context))
        self.group = " ".join(self.context.text.of(passage).split()).strip("*#: ")
        self.group_addressees = (
            addressees_in(self.context, passage.start, passage.end, self.context.countries_at(heading))
            if self.in_section
            else []
        )

    def _introduces(self, sentences: Sequence[Sentence]) -> bool:
        last = sentences[-1]
        if last.families.isdisjoint(_LEADING):
            return False
        words = self.context.words(last.start, last.end).rstrip("*_ ")
        if not words.endswith((":", "：")):
            return False
        if last.has("modal") or last.has("recommend"):
            return True
        verb_last = cues.table(last.passage.language or self.context.language, "verb-last")
        if verb_last and last.has("addressee") and len(words) < 160:
            return True  # the verb of each item says what must be done
        if last.has("section"):
            return True
        first = next((hit.start for hit in last.of("addressee")), last.end)
        opens = _TO_WHOM.match(words) is not None or first - last.start <= 3  # «К парламенту:», «Парламенту:»
        under = self.in_section or (self.block is not None and opens)
        return under and last.has("addressee") and len(words) < 160

    def _open_block(self, sentences: Sequence[Sentence]) -> Iterator[Recommendation]:
        """Opens a list. Sentences before its introduction are prose, unless they lead over to it."""
        last = sentences[-1]
        first = len(sentences) - 1
        if first and (_PRONOUN_SUBJECT.match(self.context.words(last.start, last.end)) or not last.has("addressee")):
            before = sentences[first - 1]
            if before.has("recommend") or _FOLLOWING.search(self.context.words(before.start, before.end)):
                first -= 1
        for sentence in sentences[:first]:
            yield from prose(self.context, sentence)
        leading = sentences[first:]
        addressees = next(
            (found for one in reversed(leading) if (found := introduced_addressees(self.context, one))), []
        )
        chapeau = " ".join(self.context.words(leading[0].start, last.end).split())
        issuers = [issuer for one in leading if (issuer := named_issuer(self.context, one))]
        of_section = any(one.has("section") for one in leading) or (self.block is not None and self.block.of_section)
        asked = addressees or self.group_addressees or asked_by_the_letter(self.context)
        self.block = _Block(chapeau, asked, strict=True, issuers=issuers[:1], of_section=of_section)

    # --- what belongs to a list

    def _belongs(self, passage: Passage, sentences: Sequence[Sentence]) -> bool:
        if passage.kind == "item" and cues.table(passage.language or self.context.language, "verb-last"):
            asked = any(one.has("modal") or one.has("recommend") for one in sentences)
            block = self.block
            return self.in_section or (block is not None and (asked or block.of_section or bool(block.issuers)))
        if passage.kind == "item":
            if self.block is None or self.block.of_section and self.block.chapeau is not None:
                # Under a bare "Recommendations:" only what asks belongs; numbered paragraphs may tell on.
                asks = (self.in_section or self.block is not None) and self._asks(sentences[0])
                return asks or (self.block is not None and _BULLET.fullmatch(passage.marker or "") is not None)
            return True
        if passage.kind not in ("paragraph", "quotation"):
            return False
        if self.block is None:
            return self.in_section and self._begins_with_verb(sentences[0])
        return self._begins_with_verb(sentences[0])

    def _next_addressed(self, passage: Passage, sentences: Sequence[Sentence]) -> list[Addressee]:
        """Whom a short line inside an open list names for the items below it: "the European Union" between two runs of dashes."""
        first = sentences[0]
        words = self.context.words(passage.start, passage.end).rstrip()
        if (
            passage.kind not in ("paragraph", "heading")
            or len(sentences) > 1
            or len(words) > 90
            or words.endswith((".", "!", "?", ";"))
        ):
            return []
        if next((hit.start for hit in first.of("addressee")), first.end) - first.start > 12:
            return []
        return addressees_in(self.context, passage.start, passage.end, self.context.countries_at(first))

    def _asks(self, sentence: Sentence) -> bool:
        if self._begins_with_verb(sentence) or sentence.has("modal") or sentence.has("recommend"):
            return True
        return bool(cues.table(self.context.language, "verb-last"))

    def _begins_with_verb(self, sentence: Sentence) -> bool:
        table = verbs(self.context.language)
        return opens_with_verb(self.context.body, sentence.start, sentence.end, table)

    def _listed(self, passage: Passage, sentences: Sequence[Sentence]) -> Recommendation:
        context = self.context
        block = self.block
        spans = [(s.start, s.end) for s in sentences]
        own: list[Addressee] = []
        if not self._begins_with_verb(sentences[0]):
            own, at = addressed_to_do(context, sentences[0])
            if own:
                spans[0] = (at, sentences[0].end)
            else:
                own = subject_addressees(context, sentences[0])
        addressees = own or (block.addressees if block else []) or self.group_addressees
        if block:
            block.taken += 1
            if own and block.of_section and not block.addressees:
                block.addressees = own  # "2.3 The State party should …", "2.4 Ratify …": the same is asked
        start, end = passage.start, max(passage.end, sentences[-1].end)
        return Recommendation(
            start=start,
            end=end,
            demand_spans=spans,
            sentence=sentences[0],
            number=_number(passage),
            group=self.group if self.in_section or block else None,
            chapeau=block.chapeau if block else None,
            issuers=list(block.issuers) if block else [],
            addressees=addressees,
            countries=concerned_countries(context, start, end, addressees),
            urgency=urgency(context, start, end, block.chapeau if block else None),
            origin="recommendations.block/1",
            confidence=0.95 if passage.kind == "item" else 0.9,
        )


def _names_addressee_only(heading: Sentence, context: Context) -> bool:
    """A heading such as "To the Parliament" keeps the part open; any other heading closes it."""
    words = context.words(heading.start, heading.end).lower()
    return (
        heading.has("addressee")
        and len(words) < 140
        and (words.startswith(("to ", "for ", "the ", "к ", "для ")) or words.count(" ") < 8)
    )


def _number(passage: Passage) -> str | None:
    marker = (passage.marker or "").strip("().")
    return marker if marker and marker[0].isdigit() and "." in marker else None
