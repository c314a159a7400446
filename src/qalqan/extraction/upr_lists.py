"""Lists of recommendations in reports of the Universal Periodic Review.

A paragraph introduces a list and says how the State answered ("enjoy the support of"); each numbered item holds one or
several recommendations, each closed by the States that made it: "136.1 Ratify … (Country, Country); adopt … (Country);".
The interactive dialogue before the lists repeats many of them in prose; it is not the list and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.recommendation import Recommendation, urgency
from qalqan.extraction.verbs import opens_with_verb, verbs
from qalqan.texts.text import Passage
from qalqan.vocabularies.countries import find_countries, members

_REGION = re.compile(
    r"conclusions\s+and\s*(?:/\s*or)?\s+recommendations|выводы\s+и\s*(?:/\s*или)?\s+рекомендации", re.IGNORECASE
)
_REGION_ENDS = re.compile(r"^(?:annex|приложение|(?:[ivx]+\.\s*)?voluntary (?:pledges|commitments))", re.IGNORECASE)
_CLOSING = re.compile(
    r"all conclusions and\s*/?\s*or recommendations (?:contained|set out)|все выводы и", re.IGNORECASE
)
_BRACKET = re.compile(r"\((?:[^()]|\([^()]{0,120}\)){2,900}\)\d{0,2}")
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
_DONE = re.compile(r"\balready (?:been )?implemented\b|\bprocess of (?:being )?implement", re.IGNORECASE)
_ABOVE = re.compile(
    r"\brecommendations?\b.{0,60}\b(?:above|numbers?|nos?\.?|contained in|listed in|paragraphs?)\b",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_ITEM = 8000  # code points; no State has asked for so much at once
_ROW = re.compile(r"(?P<number>\d{1,3}\.\d{1,3})\.?\s+(?P<words>[^\t\n]{12,2000})")
_POSITION = re.compile(r"\t(Supported|Noted)\b", re.IGNORECASE)
_JOINT = re.compile(r"^[\s,;/.:]*(?:and|or|и)?[\s,;/.:]*", re.IGNORECASE)


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
    return out


def find_tabled_recommendations(context: Context) -> list[Recommendation]:
    """Rows of a table that hold one recommendation each with its States and position ("115.1 Ratify … (X);  Supported")."""
    out: list[Recommendation] = []
    for passage in context.text.passages:
        row = _ROW.match(context.body, passage.start, passage.end) if passage.kind == "table" else None
        if row is None or not _closing_states(context, row.start("words"), row.end()):
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


def _items(context: Context) -> Iterator[_Item]:
    response: str | None = None
    introduction: str | None = None
    current: _Item | None = None
    for passage in _region(context):
        words = context.text.of(passage)
        if _introduces(words, passage):
            if current:
                yield current
            current, response, introduction = None, _response(words), " ".join(words.split())
        elif passage.marker or _numbered(words):
            if current:
                yield current
            current = _Item(_number(passage, words), passage.start, passage.end, response, introduction, passage)
        elif current and not _is_closed(context, current) and passage.kind in ("paragraph", "item", "heading"):
            current.end = passage.end
        elif current and passage.kind == "paragraph" and _closing_states(context, passage.start, passage.end):
            yield current
            current = _Item(None, passage.start, passage.end, response, introduction, passage)
    if current:
        yield current


def _introduces(words: str, passage: Passage) -> bool:
    """A paragraph that speaks of recommendations and is none."""
    start = words[:700]
    if not re.search(r"recommendations?|рекомендаци", start, re.IGNORECASE) or _ends_with_states(words):
        return False
    return bool(
        words.rstrip().endswith(":")
        or _OPEN.search(start)
        or re.search(r"enjoy|formulated|listed below|were made to|support of", start)
    )


def _ends_with_states(words: str) -> bool:
    tail = words.rstrip(" ;.,0123456789\n")
    return tail.endswith(")") and bool(find_countries(tail[tail.rfind("(") :]))


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
    return _ends_with_states(words) and words[-1] in ";.)0123456789"


def _closing_states(context: Context, start: int, end: int) -> bool:
    return _ends_with_states(context.words(start, end))


# --- one item ---------------------------------------------------------------------------------------------------------


def _recommendations(context: Context, item: _Item) -> Iterator[Recommendation]:
    item.end = min(item.end, item.start + LONGEST_ITEM)
    brackets = [(a, b, codes) for a, b in _bracket_spans(context, item) if (codes := _states(context, a, b))]
    sentence = next(iter(context.sentences_between(item.start, item.end)), None)
    if sentence is None:
        return
    if not brackets:
        if item.number and opens_with_verb(context.body, item.start, item.end, verbs(context.language)):
            yield _read(context, item, item.start, item.end, item.end, [], sentence, 0.5)
        return
    at = asks_from = item.start
    table = verbs(context.language)
    for start, end, codes in _joined(context, brackets):
        first = at + len(_JOINT.match(context.words(at, start))[0])  # type: ignore[index]
        if opens_with_verb(context.body, first, start, table) or ";" in context.words(at, first):
            asks_from = first
        # "Ratify A (X), B (Y) as soon as possible (Z)": what Y and Z ask begins at "Ratify".
        if start - first >= 8:
            yield _read(context, item, asks_from, end, start, codes, sentence, 0.92 if asks_from == first else 0.7)
        at = end


def _bracket_spans(context: Context, item: _Item) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in _BRACKET.finditer(context.body, item.start, item.end)]


def _states(context: Context, start: int, end: int) -> list[str]:
    """The States in a bracket that holds nothing else; (CEDAW) and (local or international) are no States."""
    found = context.named_in(start, end)
    if not found:
        return []
    named = sum(one.end - one.start for one in found)
    words = context.body[start:end].strip("()0123456789")
    spare = re.sub(
        r"[\s,;/()&-]|\b(?:and|the|of|Republic|Islamic|Plurinational|State|Bolivarian|Kingdom|Great|Northern|Arab|Jamahiriya|People|Democratic|Socialist|on behalf|Union|и)\b",
        "",
        words,
    )
    if named < 0.5 * len(spare):
        return []
    return list(
        dict.fromkeys(
            code for one in found for code in (sorted(members(one.code)) if len(members(one.code)) == 1 else [one.code])
        )
    )


def _joined(context: Context, brackets: Sequence[tuple[int, int, list[str]]]) -> Iterator[tuple[int, int, list[str]]]:
    """Brackets that follow each other directly: "(A) (B) (C)"."""
    start, end, codes = brackets[0]
    for a, b, more in brackets[1:]:
        if re.fullmatch(r"[\s,;/.]*(?:and)?[\s,;/.]*", context.body[end:a]):
            end, codes = b, list(dict.fromkeys([*codes, *more]))
        else:
            yield start, end, codes
            start, end, codes = a, b, more
    yield start, end, codes


def _read(
    context: Context,
    item: _Item,
    start: int,
    end: int,
    demand_end: int,
    codes: list[str],
    sentence: Sentence,
    confidence: float,
) -> Recommendation:
    state = list(context.subjects[:1])
    return Recommendation(
        start=start,
        end=end,
        demand_spans=[(start, demand_end)],
        sentence=sentence,
        number=item.number,
        group=item.group,
        chapeau=item.group,
        issuers=codes,
        addressees=[{"name": "State under review", "class": "government", "countries": state}],
        countries=state,
        response=item.response,
        urgency=urgency(context, start, end, None),
        origin="recommendations.upr-list/1",
        confidence=confidence,
    )
