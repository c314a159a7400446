"""From a Text to everything it says, as `qalqan-extract/1`. Pure: the same text gives the same answer, always."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qalqan.extraction.acts import propose_acts
from qalqan.extraction.asked import action_of, is_negative, precondition_of
from qalqan.extraction.calibration import Calibration
from qalqan.extraction.candidate import FORMAT
from qalqan.extraction.clauses import Demand, demands, governed
from qalqan.extraction.context import Context, Sentence, opened
from qalqan.extraction.front_matter import front_matter
from qalqan.extraction.named import propose_mentions
from qalqan.extraction.proposals import Proposals
from qalqan.extraction.provisions import propose_provisions
from qalqan.extraction.publication import publication_of
from qalqan.extraction.recognised import as_json_of
from qalqan.extraction.recommendation import Recommendation
from qalqan.extraction.recommendations import find_recommendations
from qalqan.extraction.situations import propose_situations
from qalqan.extraction.standards import propose_standards
from qalqan.extraction.steps import propose_steps
from qalqan.extraction.themes import Asked, categories_of, themes_of
from qalqan.extraction.upr_lists import find_tabled_recommendations, find_upr_recommendations
from qalqan.extraction.visits import mandates_in, propose_visits, visit_steps
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import find_countries, members

ASKED_BY_DEFAULT = frozenset(
    ("recommendation", "clause", "act", "pattern", "step", "provision", "standard", "situation")
)


def extract(path: Path, kinds: Iterable[str] | None = None) -> dict[str, Any]:
    """Reads a file and extracts from it. Raises CannotRead where the file gives no text."""
    from qalqan.texts.reading import read

    data = path.read_bytes()
    text = read(data, path.name)
    source = {
        "path": str(path),
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": text.media_type,
        "bytes": len(data),
    }
    return read_out(text, source, kinds)


def read_out(
    text: Text,
    source: dict[str, Any],
    kinds: Iterable[str] | None = None,
    calibration: Calibration | None = None,
    listed: Callable[[Sequence[Any], Callable[[Any], dict[str, Any]]], Any] = lambda all, form: [*map(form, all)],
) -> dict[str, Any]:
    """The JSON object of a text. `kinds` are those of the candidates to give; all but mentions where None.

    `calibration` says what a rule's score is worth; the measured one that ships where None. `listed` puts the
    passages and the candidates in the form that it is given; in a list where nothing else is asked.
    """
    asked = frozenset(kinds) if kinds is not None else ASKED_BY_DEFAULT
    context = open_text(text)
    proposals = Proposals(text.body, asked, calibration)
    _propose(context, proposals)
    return {
        "format": FORMAT,
        "source": source,
        "work": context.work.as_json(),
        "text": text.body,
        "passages": listed(text.passages, _passage_json),
        "candidates": listed(proposals.asked_for(), as_json_of(text)),
    }


def open_text(text: Text) -> Context:
    """The text with its publication facts, countries, dates and cues found."""
    front = front_matter(text)
    countries = find_countries(text.body)
    return opened(text, front, publication_of(text, front, countries), countries)


def _propose(context: Context, proposals: Proposals) -> None:
    asked_for: list[tuple[int, int]] = []
    for demanded in _demanded(context):
        _recommendation(context, demanded, proposals)
        asked_for.append((demanded.read.start, demanded.read.end))
    told = _told(context, asked_for)
    propose_acts(context, told, proposals)
    propose_steps(context, told, proposals)
    propose_visits(context, told, proposals)
    propose_provisions(context, told, proposals)
    propose_standards(context, context.sentences, proposals)
    propose_situations(context, told, proposals)
    if "mention" in proposals.kinds:
        propose_mentions(context, proposals)


def _asked(context: Context) -> list[Recommendation]:
    if context.work.kind == "upr-report":
        return find_upr_recommendations(context)
    return [*find_recommendations(context), *find_tabled_recommendations(context)]


def _told(context: Context, asked_for: list[tuple[int, int]]) -> list[Sentence]:
    """The sentences that tell something: all but those of recommendations, which ask for it."""
    spans = sorted(asked_for)
    starts = [start for start, _ in spans]
    out = []
    for sentence in context.sentences:
        n = bisect_left(starts, sentence.end) - 1  # the last that begins before the sentence ends
        if n < 0 or spans[n][1] <= sentence.start:
            out.append(sentence)
    return out


@dataclass(frozen=True, slots=True)
class _Demanded:
    """A recommendation with its themes, its clauses, and how much each of these asks."""

    read: Recommendation
    themes: list[str]
    clauses: list[Demand]
    categories: list[int]


def _demanded(context: Context) -> list[_Demanded]:
    """The recommendations of a text. Their words are weighed together, which takes half the time of one by one."""
    found, language = _asked(context), context.language
    themes = themes_of([" ".join(context.words(*span) for span in read.demand_spans) for read in found], language)
    clauses = [_clauses(context, read) for read in found]
    asked = [
        Asked(clause, context.words(clause.start, clause.end), read.origin)
        for read, parts in zip(found, clauses, strict=True)
        for clause in parts
    ]
    categories = iter(categories_of(asked, language))
    return [
        _Demanded(read, about, parts, [next(categories) for _ in parts])
        for read, about, parts in zip(found, themes, clauses, strict=True)
    ]


def _clauses(context: Context, read: Recommendation) -> list[Demand]:
    parts = demands(context.body, read.demand_spans, context.language)
    if read.shared_verb:
        return [governed(part, read.shared_verb, context.language) for part in parts[:1]] + parts[1:]
    return parts


def _recommendation(context: Context, demanded: _Demanded, proposals: Proposals) -> None:
    read, parts = demanded.read, demanded.clauses
    fields = {
        "number": read.number,
        "group": read.group,
        "chapeau": read.chapeau,
        "issuers": read.issuers,
        "addressees": read.addressees,
        "countries": read.countries,
        "themes": demanded.themes,
        "urgency": read.urgency,
        "response": read.response,
    }
    span = (read.start, read.end)
    number = proposals.add("recommendation", span, fields, origin=read.origin, confidence=read.confidence)
    known: list[str] = []
    for demand, category in zip(parts, demanded.categories, strict=True):
        mandates = mandates_in(context.body, demand.start, demand.end, known)
        known = list(dict.fromkeys([*known, *mandates]))
        proposals.add(
            "clause",
            (demand.start, demand.end),
            _clause(context, demand, read, category, mandates),
            origin="clauses.demand/1",
            confidence=min(read.confidence, 0.9),
            parent=number,
        )
    spans = [(demand.start, demand.end) for demand in parts]
    for where, step in visit_steps(context, read.sentence, spans, []):
        proposals.add("step", where, step, origin="visits.demand/1", confidence=0.85, parent=number)


def _clause(
    context: Context, demand: Demand, read: Recommendation, category: int, mandates: list[str]
) -> dict[str, Any]:
    words = context.words(demand.start, demand.end)
    return {
        "action": action_of(demand, words, context.language),
        "category": category,
        "negative": is_negative(demand, words, context.language),
        "addressees": [],
        "countries": _own_countries(context, demand, read),
        "mandates": mandates,
        "precondition": precondition_of(words, context.language),
    }


def _own_countries(context: Context, demand: Demand, read: Recommendation) -> list[str]:
    """Countries that a closing bracket gives to one demand: "… (X and Y)", where the addressees include them."""
    words = context.words(demand.start, demand.end).rstrip(" .;,")
    if not words.endswith(")"):
        return []
    at = demand.start + words.rindex("(")
    codes = [code for found in context.named_in(at, demand.end) for code in sorted(members(found.code))]
    mine = {code for one in read.addressees for listed in one["countries"] for code in members(listed)}
    return [code for code in dict.fromkeys(codes) if code in mine]


def _passage_json(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "kind": passage.kind,
        "level": passage.level,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "marker": passage.marker,
        "recognised": passage.recognised,
        "footnotes": list(passage.footnotes),
        "sentences": [list(span) for span in passage.sentences],
    }
