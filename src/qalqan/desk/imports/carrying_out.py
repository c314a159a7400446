"""A plan is carried out: the file is kept as it came, each publication that it names becomes a work whose passages are
the words of the rows, and each row waits for review.

Each publication is one transaction, with the log: what an interruption leaves is whole, and the same import called again
finds it proposed and goes on with the rest. A plan that proposes nothing changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import transaction

from qalqan.desk.imports.mapping import PUBLICATION
from qalqan.desk.imports.planning import ORIGIN, Plan
from qalqan.desk.imports.rows import Proposal
from qalqan.library.catalogue import GIVEN, catalogue
from qalqan.library.search import engine
from qalqan.review.models import Candidate
from qalqan.review.queue import propose
from qalqan.safety import audit
from qalqan.safety.access import demand, same_grants, visible
from qalqan.sources import store
from qalqan.sources.capture import register
from qalqan.texts.anchors import Anchor
from qalqan.texts.language import language_of
from qalqan.vocabularies import LANGUAGES

READER = "import/1"
# Nobody has weighed an imported row: it is neither as sure as a person's own nor as doubtful as a guess.
CONFIDENCE = 0.5
_BETWEEN = "\n\n"
_LANGUAGE_SAMPLE = 4000


def carry_out(plan: Plan, data: bytes, name: str, account: Any) -> int:
    """Stores what the plan proposes; gives how many proposals wait now. Raises NotAllowed, DiskFull, TooLarge."""
    demand(account, "add", Candidate)
    groups: dict[tuple[str, ...], list[Proposal]] = defaultdict(list)
    for row in plan.of("proposed"):
        if row.proposal is not None:
            groups[row.proposal.publication].append(row.proposal)
    if not groups:
        return 0
    kept = store.keep(data, name)
    copy, made = None, 0
    for publication, proposals in groups.items():
        said = dict(zip(PUBLICATION, publication, strict=True))
        with transaction.atomic():
            audit.take_turn()
            with same_grants(account):
                copy = copy or register(kept, name, account=account)
                some = _publication(copy, said, proposals, plan, account)
                audit.log(
                    "imported", copy.permanent_id, account=account, level=copy.level, purpose=f"{plan.format}:{some}"
                )
        made += some
    return made


def _publication(copy: Any, said: dict[str, str], proposals: list[Proposal], plan: Plan, account: Any) -> int:
    held = _held_recommendations(said["title"], proposals, account)
    new = [one for one in proposals if one.parent is None or one.parent.words not in held]
    made = _new_text(copy, said, new, plan, account) if new else 0
    for words, recommendation in held.items():
        within = [one for one in proposals if one.parent is not None and one.parent.words == words]
        made += _demands_of(recommendation, within, plan, account)
    return made


def _new_text(copy: Any, said: dict[str, str], proposals: list[Proposal], plan: Plan, account: Any) -> int:
    recommendations = _recommendations(proposals)
    # The same words proposed twice (once for each victim, say) are one passage; a demand lies in its recommendation.
    words = dict.fromkeys(some for one in proposals for some in _passages_of(one))
    body = _BETWEEN.join(words)
    places, at = {}, 0
    for some in words:
        places[some] = (at, at + len(some))
        at += len(some) + len(_BETWEEN)
    text = catalogue(copy, _read(said, body, places, proposals), account)
    if not text.candidates.exists():
        engine.index(text)
    keys = count(text.candidates.count() + 1)
    candidates, above = [], {}
    for asked in recommendations:
        above[asked.words] = f"i{next(keys)}"
        candidates.append(_candidate(above[asked.words], asked, text.body, places[asked.words], plan.format))
    for one in proposals:
        parent = above[one.parent.words] if one.parent else None
        candidates.append(_candidate(f"i{next(keys)}", one, text.body, _place(one, places), plan.format, parent))
    return propose(text, candidates, account)


def _recommendations(proposals: list[Proposal]) -> list[Proposal]:
    """The recommendations that demands name, each once, made to all whom its demands are made to."""
    found: dict[str, Proposal] = {}
    for one in proposals:
        if one.parent is not None:
            before = found.get(one.parent.words)
            found[one.parent.words] = before.with_addressees_of(one.parent) if before else one.parent
    return list(found.values())


def _passages_of(one: Proposal) -> list[str]:
    if one.parent is None:
        return [one.words]
    return [one.parent.words] if one.words in one.parent.words else [one.parent.words, one.words]


def _place(one: Proposal, places: dict[str, tuple[int, int]]) -> tuple[int, int]:
    if one.parent is None or one.words not in one.parent.words:
        return places[one.words]
    start = places[one.parent.words][0] + one.parent.words.index(one.words)
    return start, start + len(one.words)


def _held_recommendations(title: str, proposals: list[Proposal], account: Any) -> dict[str, Candidate]:
    """The recommendations of an earlier import in which demands of this one stand, by their words."""
    wanted = {one.parent.words for one in proposals if one.parent is not None}
    found = Candidate.objects.filter(kind="recommendation", origin__startswith=ORIGIN, text__work__title=title)
    seen = visible(visible(found, account), account, through="text__work").select_related("text").order_by("-pk")
    return {one.exact: one for some in _batched(wanted) for one in seen.filter(exact__in=some)}


def _batched(words: set[str], at_once: int = 500) -> Iterator[list[str]]:
    """As many as one question to a database may hold."""
    listed = sorted(words)
    for start in range(0, len(listed), at_once):
        yield listed[start : start + at_once]


def _demands_of(recommendation: Candidate, within: list[Proposal], plan: Plan, account: Any) -> int:
    text = recommendation.text
    keys = count(text.candidates.count() + 1)
    candidates = []
    for one in within:
        start = recommendation.start + recommendation.exact.index(one.words)
        place = (start, start + len(one.words))
        candidates.append(_candidate(f"i{next(keys)}", one, text.body, place, plan.format, recommendation.key))
    return propose(text, candidates, account)


def _read(
    said: dict[str, str], body: str, places: dict[str, tuple[int, int]], proposals: list[Proposal]
) -> dict[str, Any]:
    """What `catalogue` takes: the rows as a text whose passages are their words."""
    told = language_of(body[:_LANGUAGE_SAMPLE]) or ""
    # Of a few short rows Bulgarian is told where Russian stands: only a language of the field is believed.
    language = said["language"] or (told if told in LANGUAGES else "")
    countries = dict.fromkeys(code for one in proposals for code in _countries(one))
    dated = {"edtf": said["published"] or None, "basis": GIVEN if said["published"] else "none"}
    return {
        "format": "qalqan-extract/1",
        "reader": READER,
        "source": {},
        "work": {
            "title": said["title"],
            "kind": said["work_kind"] or "other",
            "language": language,
            "publisher": said["publisher"],
            "published": dated,
            "symbol": said["document_symbol"],
            "source_url": said["url"],
            "countries": [{"code": code, "role": "subject"} for code in countries],
        },
        "text": body,
        "passages": [
            {"id": f"p{number}", "kind": "item", "start": start, "end": end, "sentences": [[start, end]]}
            for number, (start, end) in enumerate(places.values(), 1)
        ],
    }


def _countries(one: Proposal) -> list[str]:
    told = one.fields.get("countries") or one.fields.get("country") or []
    return [told] if isinstance(told, str) else list(told)


def _candidate(
    key: str, one: Proposal, body: str, place: tuple[int, int], format: str, parent: str | None = None
) -> dict[str, Any]:
    return {
        "id": key,
        "kind": one.kind,
        "anchor": Anchor.at(body, *place).as_json(),
        "fields": one.fields,
        "hedge": one.hedge,
        "attributed_to": one.attributed_to,
        "origin": f"{ORIGIN}{format}/1",
        "confidence": CONFIDENCE,
        "parent": parent,
    }
