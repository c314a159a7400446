"""A plan is carried out: the file is kept as it came, each publication that it names becomes a work whose passages are
the words of the rows, and each row waits for review. One transaction, with the log; a plan that proposes nothing changes
nothing."""

from __future__ import annotations

from collections import defaultdict
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
from qalqan.safety.access import demand, same_grants
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
    made = 0
    with transaction.atomic():
        audit.take_turn()
        with same_grants(account):
            copy = register(kept, name, account=account)
            for publication, proposals in groups.items():
                made += _publication(copy, dict(zip(PUBLICATION, publication, strict=True)), proposals, plan, account)
            audit.log("imported", copy.permanent_id, account=account, level=copy.level, purpose=f"{plan.format}:{made}")
    return made


def _publication(copy: Any, said: dict[str, str], proposals: list[Proposal], plan: Plan, account: Any) -> int:
    # The same words proposed twice (once for each victim, say) are one passage.
    words = list(dict.fromkeys(one.words for one in proposals))
    body = _BETWEEN.join(words)
    places, at = {}, 0
    for one in words:
        places[one] = (at, at + len(one))
        at += len(one) + len(_BETWEEN)
    read = _read(said, body, places, proposals)
    text = catalogue(copy, read, account)
    if not text.candidates.exists():
        engine.index(text)
    first = text.candidates.count() + 1
    candidates = [
        _candidate(f"i{number}", one, text.body, places, plan.format) for number, one in enumerate(proposals, first)
    ]
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


def _candidate(key: str, one: Proposal, body: str, places: dict[str, tuple[int, int]], format: str) -> dict[str, Any]:
    return {
        "id": key,
        "kind": one.kind,
        "anchor": Anchor.at(body, *places[one.words]).as_json(),
        "fields": one.fields,
        "hedge": one.hedge,
        "attributed_to": one.attributed_to,
        "origin": f"{ORIGIN}{format}/1",
        "confidence": CONFIDENCE,
        "parent": None,
    }
