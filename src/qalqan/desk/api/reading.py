"""Asking: publications, texts, citations, search, the entries of the record with their words and their history."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qalqan.desk.api import entries
from qalqan.desk.api.description import LISTED, READ, Id, Limit, Offset, account_of, paged
from qalqan.desk.api.finding import entry_of, relation_told, text_of
from qalqan.library.citation import cite as cite_work
from qalqan.library.models import Text
from qalqan.library.search import engine
from qalqan.record.joined import relations_of
from qalqan.record.revisions import changes_of
from qalqan.safety.access import may, visible
from qalqan.safety.levels import SEALED

router = Router()


@router.get("/works", response=LISTED)
def works(request: HttpRequest, limit: int = Limit, offset: int = Offset) -> Any:
    """Publications."""
    return _page(request, "works", limit, offset)


@router.get("/works/{id}", response=READ)
def work(request: HttpRequest, id: str = Id) -> Any:
    """A publication with its texts."""
    account = account_of(request)
    held = entries.work_of(account, id)
    texts = visible(Text.objects.filter(work=held), account).exclude(level=SEALED)
    listed = [{"id": one.permanent_id, "language": one.language, "title": one.title} for one in texts.defer("body")]
    return {**entries.told(entries.kind_named("works"), [held], account)[0], "texts": listed}


@router.get("/texts/{id}", response=READ)
def text(request: HttpRequest, id: str = Id) -> Any:
    """A text with its passages."""
    held = text_of(account_of(request), id)
    passages = [
        {"key": one.key, "kind": one.kind, "start": one.start, "end": one.end, "page": one.page}
        for one in held.passages.all()
    ]
    return {
        "id": id,
        "work": held.work.permanent_id,
        "language": held.language,
        "body": held.body,
        "passages": passages,
    }


@router.get("/works/{id}/citation", response=READ)
def citation(
    request: HttpRequest,
    id: str = Id,
    style: str = Query("refworld", max_length=40),
    language: Literal["en", "ru"] = "en",
) -> Any:
    """The citation of a publication in a style: refworld, bibtex, ris, csl-json and those of the library."""
    return {"style": style, "citation": cite_work(entries.work_of(account_of(request), id), style, language=language)}


@router.get("/search", response=LISTED)
def search(
    request: HttpRequest,
    q: str = Query("", max_length=2000),
    country: list[str] = Query([], max_length=20),  # noqa: B008 (ninja reads it once)
    limit: int = Query(20, ge=1, le=100),
    offset: int = Query(0, ge=0, le=100_000),
) -> Any:
    """Publications by words and countries; how the query was read, and the passage that answers best."""
    found = engine.search(q, account_of(request), countries=tuple(country), limit=limit, offset=offset)
    items = [
        {
            "work": hit.work.permanent_id,
            "title": hit.work.title,
            "published": hit.work.published,
            "passage": hit.passage.key,
            "words": "".join(words for words, _ in hit.snippet),
            "why": str(hit.why),
        }
        for hit in found.hits
    ]
    return paged(request, found.total, items, limit, offset)


@router.get("/record/{kind}", response=LISTED)
def record(
    request: HttpRequest,
    kind: str = Id,
    limit: int = Limit,
    offset: int = Offset,
    work: str = Query("", max_length=40),
    recommendation: str = Query("", max_length=40),
    case: str = Query("", max_length=40),
    process: str = Query("", max_length=40),
    clause: str = Query("", max_length=40),
) -> Any:
    """Entries of a kind: recommendations, clauses, cases, acts, actors, instruments, provisions, standards, situations,
    processes, steps, assessments, repeats, bearings, relations, thresholds, treaty-actions, interventions, measurements, funders,
    duties, demarches; with an id, only those linked to it."""
    within = {"work": work, "recommendation": recommendation, "case": case, "process": process, "clause": clause}
    return _page(request, kind, limit, offset, within)


@router.get("/record/{kind}/{id}", response=READ)
def entry(request: HttpRequest, response: HttpResponse, kind: str = Id, id: str = Id) -> Any:
    """One entry with the words it rests on. Its ETag is its version: send it back with a change."""
    told = entries.one(entries.kind_named(kind), account_of(request), id)
    response["ETag"] = f'"{told["version"]}"'
    return told


@router.get("/record/{kind}/{id}/history", response=LISTED)
def history(request: HttpRequest, kind: str = Id, id: str = Id, limit: int = Limit, offset: int = Offset) -> Any:
    """What was changed in an entry, by whom and why, the latest first."""
    account = account_of(request)
    found = entry_of(kind, account, id)
    changes = changes_of(found)
    items = [
        {
            "version": change.version, "at": change.at.isoformat(), "by": change.by, "reason": change.reason,
            "fields": [
                {"name": one.name, "before": one.before, "after": one.after}
                for one in change.fields
                if one.name in entries.KINDS_FIELDS[kind] and may(account, "see", found, one.name)
            ],
        }
        for change in changes[offset : offset + limit]
    ]  # fmt: skip
    return paged(request, len(changes), items, limit, offset)


@router.get("/record/{kind}/{id}/relations", response=LISTED)
def relations(request: HttpRequest, kind: str = Id, id: str = Id, limit: int = Limit, offset: int = Offset) -> Any:
    """What an entry is related to, by what a person said."""
    account = account_of(request)
    found = entry_of(kind, account, id)
    seen = [
        one
        for one in relations_of(found, account)
        if entries.is_there(one.other if one.one == id else one.one, account)
    ]
    return paged(request, len(seen), [relation_told(one) for one in seen[offset : offset + limit]], limit, offset)


def _page(
    request: HttpRequest, name: str, limit: int, offset: int, within: dict[str, str] | None = None
) -> dict[str, Any]:
    total, items = entries.page_of(entries.kind_named(name), account_of(request), limit, offset, within)
    return paged(request, total, items, limit, offset)
