"""Lists of recommendations in reports of the Universal Periodic Review.

A paragraph introduces a list and says how the State answered ("enjoy the support of"); each numbered item holds one or
several recommendations, each closed by the States that made it: "136.1 Ratify … (Country, Country); adopt … (Country);".
The interactive dialogue before the lists repeats many of them in prose; it is not the list and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.recommendation import Recommendation, urgency
from qalqan.extraction.upr_asks import Ask, asks_of
from qalqan.extraction.upr_references import find_referred, refers
from qalqan.extraction.upr_states import closing_brackets, ends_with_states
from qalqan.extraction.verbs import opens_with_verb, verbs
from qalqan.texts.text import Passage

_REGION = re.compile(
    r"conclusions\s+and\s*(?:/\s*or)?\s+recommendations|выводы\s+и\s*(?:/\s*или)?\s+рекомендации", re.IGNORECASE
)
_REGION_ENDS = re.compile(r"^(?:annex|приложение|(?:[ivx]+\.\s*)?voluntary (?:pledges|commitments))", re.IGNORECASE)
_CLOSING = re.compile(
    r"all conclusions and\s*/?\s*or recommendations (?:contained|set out)|все выводы и", re.IGNORECASE
)
_NOTED = re.compile(
    r"(?:\b(?:(?:did|do|does|could|can|would) not|cannot|not)\s+(?:\w+\s+){0,2}(?:enjoy|support|accept|endorse)|not enjoy|rejected?\b|\bnoted\b|takes? note|not (?:be )?(?:accepted|supported|in a position)|unable to (?:accept|support)|does not consider|"
    r"не пользу\w+ поддержк|не поддерж|отклонен|приняты? к сведению)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:will be examined|will provide|would provide|will be considered|to be examined|will respond|responses? (?:of|will|to these)|in due (?:time|course)|will be included|under consideration|рассмотр\w+ .{0,60} ответ)",
    re.IGNORECASE,
)
_SUPPORTED = re.compile(
    r"\b(?:enjoys?|have) (?:the )?(?:its |their |full |the full )?support|\b(?:enjoy|have enjoyed)\b.{0,40}\bsupport|\baccepts?\b|\baccepted\b|\bsupports?\b|\bagree[sd]?\b|пользуются поддержкой|поддерживает",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\(?(?:[a-z]|i{1,3}|iv|vi{0,3}|ix)[.)]", re.IGNORECASE)
# Numbers of a paragraph's own recommendations: "136.1-136.3, 136.5 and 136.7".
_NUMBERS = re.compile(r"(?P<list>\d{1,3})\.(?P<first>\d{1,3})(?:\s*[-–]\s*(?:(?P=list)\.)?(?P<last>\d{1,3}))?")
_DONE = re.compile(r"\balready (?:been )?implemented\b|\bprocess of (?:being )?implement", re.IGNORECASE)
LONGEST_ITEM = 8000  # code points; no State has asked for so much at once
_ROW = re.compile(r"(?P<number>\d{1,3}\.\d{1,3})\.?\s+(?P<words>[^\t\n]{12,2000})")
_POSITION = re.compile(r"\t(Supported|Noted)\b", re.IGNORECASE)
# A note that gives the words of a recommendation as they were spoken in the dialogue: it is in the list already.
_AS_READ = re.compile(
    r"(?:\*+\s*)?(?:the conclusions and(?:/or)? recommendations have not been edited|"
    r"(?:the )?(?:original )?recommendation,? (?:(?:as )?(?:read|made|formulated|stated|presented)|was|during|originally|read))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Item:
    """A numbered paragraph of a list, with the passages on which it runs on after a page break."""

    number: str | None
    start: int
    end: int
    response: str | None
    group: str | None
    first: Passage


def find_upr_recommendations(context: Context) -> list[Recommendation]:
    """The recommendations of a report's lists, in order; nothing for another kind of text."""
    out: list[Recommendation] = []
    for item in _items(context):
        out.extend(_recommendations(context, item))
    return sorted([*out, *_referred(context)], key=lambda one: (one.start, one.end))


def _referred(context: Context) -> Iterator[Recommendation]:
    """Those that the conclusions name by their paragraphs in the dialogue; each once."""
    taken: set[int] = set()
    region = _region(context)
    for passage in region:
        words = context.text.of(passage)
        response = _response(words) if refers(words) and passage.marker else None
        for found in find_referred(context, passage, region[0].start) if response else ():
            sentence = next(iter(context.sentences_between(found.start, found.end)), None)
            if found.start in taken or sentence is None:
                continue
            taken.add(found.start)
            group = " ".join(words.split())
            item = _Item(found.number, found.start, found.end, response, group, found.passage)
            yield _read(context, item, Ask(found.start, found.end, found.end, found.states, None, 0.8), sentence)


def find_tabled_recommendations(context: Context) -> list[Recommendation]:
    """Rows of a table that hold one recommendation each with its States and position ("115.1 Ratify … (X);  Supported")."""
    out: list[Recommendation] = []
    for passage in context.text.passages:
        row = _ROW.match(context.body, passage.start, passage.end) if passage.kind == "table" else None
        if row is None or not ends_with_states(row["words"]):
            continue
        position = _POSITION.search(context.body, row.end(), passage.end)
        response = {"supported": "supported", "noted": "noted"}.get(position[1].lower()) if position else None
        item = _Item(row["number"], row.start("words"), row.end(), response, None, passage)
        out.extend(_recommendations(context, item))
    return out


def _region(context: Context) -> list[Passage]:
    """The passages of the last part that is headed "Conclusions and/or recommendations"."""
    passages = [p for p in context.text.passages if p.kind != "chrome"]
    begins = [n for n, p in enumerate(passages) if _heads_the_lists(context.text.of(p), p)]
    if not begins:
        return []
    out = []
    for passage in passages[begins[-1] + 1 :]:
        words = context.text.of(passage)
        if _CLOSING.search(words[:120]) or (len(words) < 90 and _REGION_ENDS.match(words)):
            break
        out.append(passage)
    return out


def _heads_the_lists(words: str, passage: Passage) -> bool:
    """The heading; not the footnote to it that says the lists were not edited."""
    return (
        len(words) < 90 and passage.kind != "footnote" and _REGION.search(words) is not None and "edited" not in words
    )


def _items(context: Context) -> list[_Item]:
    """The numbered paragraphs of all lists, each with the answer that introduces its list or names its number later."""
    lists = _Lists(context)
    for passage in _region(context):
        words = context.text.of(passage)
        if passage.kind != "footnote" and not _AS_READ.match(words):
            lists.take(passage, words)
    for item in lists.items:
        if item.response is None and item.number:
            item.response = lists.answers.get(item.number)
    return lists.items


class _Lists:
    """Goes through the passages of the conclusions once; knows the list it is in and the paragraph that is open."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.items: list[_Item] = []
        self.answers: dict[str, str] = {}
        self.open: _Item | None = None
        self.lead: _Item | None = None
        self.response: str | None = None
        self.introduction: str | None = None

    def take(self, passage: Passage, words: str) -> None:
        if _introduces(words, passage):
            self.answers |= answered_by_number(words)
            self.open = self.lead = None
            self.response, self.introduction = _response(words), " ".join(words.split())
        elif self.open and _LETTER.fullmatch((passage.marker or "").strip()):
            self._lettered(passage, words)
        elif passage.marker or _numbered(words):
            self._begin(passage, _number(passage, words))
            self.lead = self.open
        elif self.open and not self._closed() and passage.kind in ("paragraph", "item", "heading"):
            self.open.end = passage.end
        elif self.introduction and passage.kind == "paragraph" and ends_with_states(words):
            self._begin(passage, None)  # a list of one has no number

    def _begin(self, passage: Passage, number: str | None) -> None:
        self.open = _Item(number, passage.start, passage.end, self.response, self.introduction, passage)
        self.items.append(self.open)

    def _lettered(self, passage: Passage, words: str) -> None:
        """ "(b)" below a number: a recommendation of its own where it has its own States, else a part of the one above."""
        lead, opened = self.lead, self.open
        if opened and not self._closed() and not (ends_with_states(words) and self._ends_open(opened)):
            opened.end = passage.end
        elif lead and lead.number:
            if lead in self.items and self._ends_open(lead):
                self.items.remove(lead)
            self._begin(passage, lead.number)
            if self.open and self._ends_open(lead):
                self.open.group = " ".join(filter(None, (self.introduction, self.context.words(lead.start, lead.end))))
        else:
            self._begin(passage, None)

    def _ends_open(self, item: _Item) -> bool:
        return self.context.words(item.start, item.end).rstrip().endswith((":", "\u2014", "\u2013"))

    def _closed(self) -> bool:
        return self.open is not None and _is_closed(self.context, self.open)


def _introduces(words: str, passage: Passage) -> bool:
    """A paragraph that speaks of recommendations and is none."""
    start = words[:700]
    if not re.search(r"recommendations?|рекомендаци", start, re.IGNORECASE) or ends_with_states(words):
        return False
    return bool(
        words.rstrip().endswith(":")
        or _OPEN.search(start)
        or re.search(r"enjoy|formulated|listed below|were made to|support of", start)
    )


def _response(words: str) -> str | None:
    """How the introduction says that the State answered."""
    if _NOTED.search(words):
        return "noted"
    if _OPEN.search(words) and not re.search(r"enjoy", words, re.IGNORECASE):
        return None
    return "supported" if _SUPPORTED.search(words) or _DONE.search(words) else None


def _numbered(words: str) -> bool:
    return re.match(r"\d{1,3}\.\d{0,3}\.?\s", words) is not None


def _number(passage: Passage, words: str) -> str | None:
    marker = passage.marker or ""
    own = re.match(r"\d{1,3}\.\d{1,3}", words)
    digits = re.search(r"\d{1,3}(?:\.\d{1,3}){0,2}", marker)
    return own[0] if own else digits[0] if digits else None


def _is_closed(context: Context, item: _Item) -> bool:
    words = context.words(item.start, item.end).rstrip()
    return ends_with_states(words) and words[-1] in ";.)0123456789"


def answered_by_number(words: str) -> dict[str, str]:
    """What a paragraph says of recommendations that it names by number: "recommendations 91.2 and 91.4-91.6 enjoy …"."""
    response = _response(words)
    if response is None or not re.search(r"\brecommendations?\b|рекомендаци", words[:200], re.IGNORECASE):
        return {}
    out: dict[str, str] = {}
    for found in _NUMBERS.finditer(words[:6000]):
        first, last = int(found["first"]), int(found["last"] or found["first"])
        if first <= last < first + 400:
            out.update((f"{found['list']}.{number}", response) for number in range(first, last + 1))
    return out


# --- one item ---------------------------------------------------------------------------------------------------------


def _recommendations(context: Context, item: _Item) -> Iterator[Recommendation]:
    item.end = min(item.end, item.start + LONGEST_ITEM)
    sentence = next(iter(context.sentences_between(item.start, item.end)), None)
    if sentence is None:
        return
    table = verbs(context.language)
    brackets = closing_brackets(context, item.start, item.end)
    if brackets:
        for ask in asks_of(context.body, item.start, item.end, brackets, table):
            yield _read(context, item, ask, sentence)
    elif item.number and opens_with_verb(context.body, item.start, item.end, table):
        yield _read(context, item, Ask(item.start, item.end, item.end, [], None, 0.5), sentence)


def _read(context: Context, item: _Item, ask: Ask, sentence: Sentence) -> Recommendation:
    state = list(context.subjects[:1])
    opening = " ".join(part for part in (item.group, ask.shares) if part)
    return Recommendation(
        start=ask.start,
        end=ask.end,
        demand_spans=[(ask.start, ask.words_end)],
        sentence=sentence,
        number=item.number,
        group=item.group,
        chapeau=opening or None,
        issuers=list(ask.states),
        addressees=[{"name": "State under review", "class": "government", "countries": state}],
        countries=state,
        response=item.response,
        shared_verb=ask.shares,
        urgency=urgency(context, ask.start, ask.end, None),
        origin="recommendations.upr-list/2",
        confidence=ask.sure,
    )
