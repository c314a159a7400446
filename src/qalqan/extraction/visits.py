"""Visits and standing invitations of UN special procedures: which mandate, which State, where the request stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.proposals import Proposals
from qalqan.vocabularies.countries import members

_HEAD = re.compile(
    r"\b(?:UN |United Nations )?(?:Special Rapporteurs?|Independent Experts?|Working Groups?|Special Representatives?)(?=\s(?:on|of|for)\s)"
)
_NAME = re.compile(
    r"\s(?:on|of|for)\s(?:the\s)?(?:(?:[A-Z][\w’'-]*|and|of|to|the|on|in|rights?|freedoms?|peaceful|assembly|association|human|defenders|"
    r"situation|enforced|arbitrary|involuntary|independence|judges|lawyers|torture|opinion|expression|violence|against|women|minority|issues|"
    r"countering|terrorism|promotion|protection|religion|belief|extrajudicial|summary|executions|disappearances|detention|trafficking|persons|"
    r"cruel|inhuman|degrading|treatment|punishment|other|migrants|health|education|housing|adequate|food|privacy|disabilities|executive|slavery|poverty|extreme|racism|xenophobia|discrimination|racial|business|enterprises|truth|justice|reparation|albinism|children|sale|exploitation|displaced|internally|minorities|cultural|environment|water|sanitation|while)(?![\w’'-])|,|\s){1,60}"
)
_RU_MANDATE = re.compile(
    r"\b[Сс]пециальн\w+ докладчик\w*(?:\sООН)?(?:\sпо\s[^,.;()\n]{4,110}?(?=\s(?:о посещении|о визите|не\s|посетить|совершить|запросить|запрос\w*|котор\w+|по итогам|рекоменд\w+|призва\w+|призыва\w+|отмети\w+|заяви\w+|сообщи\w+|выразил\w*|обратил\w*|был[аи]?\s|и\s[Сс]пециальн|в\s[А-ЯЁ])|[,.;()\n]|$))?"
)
_THOSE = re.compile(
    r"\b(?:these|the two|both|the said|those|этих|двух|обоим) (?:of them|(?:special )?rapporteurs|mandates|mandate holders|experts|procedures|докладчик\w*)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\ball (?:un |united nations )?(?:thematic )?(?:special procedures|mandate[- ]holders)", re.IGNORECASE
)
_STOP_AT = re.compile(r"(?:\s+(?:and|to|in|on|of|for|the|while)|[\s,]+)$")


def mandates_in(body: str, start: int, end: int, before: list[str] | None = None) -> list[str]:
    """The mandates named in `body[start:end]`; "the two rapporteurs" are those named `before`."""
    found: list[str] = []
    heads = list(_HEAD.finditer(body, start, end))
    for n, head in enumerate(heads):
        stop = heads[n + 1].start() if n + 1 < len(heads) else end
        named = _NAME.match(body, head.end(), stop)
        if named:
            found.append(" ".join(_trim(head[0] + named[0]).split()))
    found.extend(" ".join(_trim(m[0]).split()) for m in _RU_MANDATE.finditer(body, start, end) if " по " in m[0])
    found = list(dict.fromkeys(found))
    if before and _THOSE.search(body, start, end):
        found = list(dict.fromkeys([*before, *found]))
    if not found and _ALL.search(body, start, end):
        found = ["all special procedures"]
    return found


def _trim(name: str) -> str:
    while _STOP_AT.search(name):
        name = _STOP_AT.sub("", name)
    return name.rstrip(" ,")


def visit_steps(
    context: Context, sentence: Sentence, spans: list[tuple[int, int]], before: list[str]
) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """Steps of visits and standing invitations said in a sentence, part by part ("…; …; …"), one for each State and mandate."""
    known = list(before)
    for start, end in spans:
        hits = [hit for hit in sentence.of("visit") if start <= hit.start < end]
        mandates = mandates_in(context.body, start, end, known)
        known = list(dict.fromkeys([*known, *mandates]))
        if not hits or not mandates:
            continue
        process, stage, expected = _stage(context, hits[0].code, start, end, spans)
        for country in _states(context, sentence, start, end):
            for mandate in mandates:
                yield (
                    (start, end),
                    {
                        "process": process,
                        "subject": mandate,
                        "stage": stage,
                        "date": {"edtf": None, "basis": "none"},
                        "country": country,
                        "by": None,
                        "expected": expected,
                        "negative": False,
                        "mandate": mandate,
                    },
                )


def propose_visits(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """Steps of visits told in prose; "both rapporteurs" are those that the text named before."""
    known: list[str] = []
    for sentence in sentences:
        if "visit" not in sentence.families and context.body.find("apporteur", sentence.start, sentence.end) < 0:
            continue
        for where, step in visit_steps(context, sentence, [(sentence.start, sentence.end)], known):
            dated = [one for one in context.dates_in(sentence.start, sentence.end) if one.edtf]
            if dated:
                step["date"] = {"edtf": dated[0].edtf, "basis": dated[0].basis}
            proposals.add("step", where, step, origin="visits.told/1", confidence=0.7)
        known = list(dict.fromkeys([*known, *mandates_in(context.body, sentence.start, sentence.end)]))


def _stage(context: Context, code: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[str, str, bool]:
    if code == "standing":
        issued = re.search(r"\b(?:has|have|had)\s+(?:issued|extended)", context.folded[start:end]) is not None
        return "standing-invitation", "issued" if issued else "demanded", False
    return "visit", code, False


def _states(context: Context, sentence: Sentence, start: int, end: int) -> list[str]:
    named = [
        code
        for found in context.named_in(start, end)
        if len(members(found.code)) <= 8
        for code in sorted(members(found.code))
    ]
    return list(dict.fromkeys(named)) or list(context.countries_at(sentence))
