"""The record as FollowTheMoney entities, one JSON object a line, for Aleph, yente and others that read them.

    publication → Document   person → Person   organisation → Organization   state body → PublicBody
    act, and what happened to a process → Event, with its publications as proof   involvement → UnknownLink with a role

FollowTheMoney has no word for a recommendation, a clause or a provision: they are in the other formats. Its dates are
single days or their beginnings: of an interval both ends are given. An expected step has not happened and is no event.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qalqan.publishing.exports.readable import Readable, by_id
from qalqan.publishing.exports.tables import Table, table
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import label, scheme

PREFIX = "qalqan-"
_SCHEMA = {
    "person": "Person", "organisation": "Organization", "coalition": "Organization", "gongo": "Organization",
    "media": "Organization", "company": "Company", "state-body": "PublicBody", "parliament": "PublicBody",
    "court": "PublicBody", "igo-body": "PublicBody", "mission": "PublicBody",
}  # fmt: skip
_ANYBODY = "LegalEntity"
_HAPPENED = ("", "standing", "disputed", None)  # what was withdrawn or replaced is no longer said


# Every property that is written; what an entity has no value for it does not name.
PROPERTIES = (
    "title", "author", "publisher", "sourceUrl", "language", "publishedAt", "country", "keywords", "name", "alias",
    "location", "summary", "involved", "proof", "date", "startDate", "endDate", "subject", "object", "role",
)  # fmt: skip


def as_table(told: Readable) -> Table:
    """The same entities as rows: id, schema, and a column for each property with the list of its values."""
    rows = ({"id": one["id"], "schema": one["schema"], **one["properties"]} for one in _entities(told))
    return table("entities", ("id", "schema", *PROPERTIES), rows)


def as_entities(told: Readable) -> bytes:
    """All entities, one a line."""
    lines = (json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in _entities(told))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _entities(told: Readable) -> Iterator[dict[str, Any]]:
    proof = _proof(told.named("evidence"))
    yield from map(_document, told.named("works").rows)
    yield from _actors(told)
    yield from _acts(told, proof)
    yield from _steps(told, proof)


def _entity(identifier: str, schema: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    listed = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}
    written = {name: kept for name, values in listed.items() if (kept := [str(one) for one in values if one])}
    return {"id": PREFIX + identifier, "schema": schema, "properties": written}


def _document(work: Mapping[str, Any]) -> dict[str, Any]:
    first, last = _ends(work["published"])
    return _entity(
        work["id"],
        "Document",
        {
            "title": work["title"],
            "author": work["issuers"],
            "publisher": work["publisher"],
            "sourceUrl": work["source_url"],
            "language": _language(work["language"]),
            "publishedAt": [first] if first == last else [first, last],
            "country": _countries(work["countries"]),
            "keywords": work["topics"] or (),
        },
    )


def _actors(told: Readable) -> Iterator[dict[str, Any]]:
    names = defaultdict(list)
    for one in told.named("names").rows:
        names[one["actor"]].append(one["name"])
    for actor in told.named("actors").rows:
        others = [name for name in names[actor["id"]] if name != actor["name"]]
        said = {"name": actor["name"], "alias": others, "country": _countries([actor["country"]])}
        yield _entity(actor["id"], _SCHEMA.get(actor["kind"], _ANYBODY), said)


def _acts(told: Readable, proof: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    involved = defaultdict(list)
    for one in told.named("involvements").rows:
        involved[one["act"]].append(one)
    known = by_id(told.named("actors").rows)
    cases = by_id(told.named("cases").rows)
    for act in told.named("acts").rows:
        if act.get("standing") not in _HAPPENED:
            continue
        what = _label("acts", act["type"])
        case = cases.get(act["case"], {}).get("title", "")
        said = _dated(act["date"]) | {
            "name": f"{what}: {case}" if case else what,
            "country": _countries([act["country"]]),
            "location": act["place"],
            "summary": "; ".join(_hedged(act)),
            "involved": [PREFIX + one["actor"] for one in involved[act["id"]] if one.get("actor")],
            "proof": proof[act["id"]],
        }
        yield _entity(act["id"], "Event", said)
        for number, one in enumerate(involved[act["id"]]):
            actor = one.get("actor")
            if actor in known:
                linked = {"subject": PREFIX + actor, "object": PREFIX + act["id"], "role": _label("roles", one["role"])}
                yield _entity(f"{act['id']}-{number}", "UnknownLink", linked)


def _steps(told: Readable, proof: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    processes = by_id(told.named("processes").rows)
    for number, step in enumerate(told.named("steps").rows):
        process = processes[step["process"]]
        if step["expected"] or step["negative"] or step.get("standing") not in _HAPPENED:
            continue
        identifier = step.get("id") or f"{step['process']}-{number}"
        said = _dated(step["date"]) | {
            "name": f"{_label('stages', process['kind'] + '/' + step['stage'])}: {process['subject']}",
            "country": _countries([process["country"]]),
            "summary": "; ".join(_hedged(step)),
            "involved": [PREFIX + process["actor"]] if process.get("actor") else [],
            "proof": proof[identifier],
        }
        yield _entity(identifier, "Event", said)


def _hedged(entry: Mapping[str, Any]) -> Iterator[str]:
    """The source's own hedge and attribution: without them an allegation would read as a fact."""
    if entry.get("hedge") and entry["hedge"] != "asserted":
        yield _label("hedges", entry["hedge"])
    if entry.get("attributed_to"):
        yield str(entry["attributed_to"])


def _proof(evidence: Table) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for words in evidence.rows:
        work = PREFIX + words["work"]
        if words["stance"] == "for" and work not in found[words["entry"]]:
            found[words["entry"]].append(work)
    return found


def _dated(edtf: str | None) -> dict[str, Any]:
    first, last = _ends(edtf)
    return {"date": first} if first == last else {"startDate": first, "endDate": last}


def _ends(edtf: str | None) -> tuple[str, str]:
    """Both ends of a date, each as exact as it is known."""
    start, slash, end = (edtf or "").partition("/")
    known = [_known(one) for one in (start, end or start)]
    return (known[0], known[1]) if slash else (known[0], known[0])


def _known(one: str) -> str:
    plain = one.rstrip("?~%")
    if bounds(one) == (None, None) or not plain.replace("-", "").isdigit():
        return ""
    parts = plain.split("-")
    return parts[0] if len(parts) > 1 and int(parts[1]) > 12 else plain  # a season: the year alone


def _countries(codes: Iterable[str | None] | None) -> list[str]:
    """ISO 3166-1 alpha-2 in small letters, as FollowTheMoney writes them; a group of States has none."""
    single = [one for code in codes or () if code for one in code.split(",")]
    known = scheme("countries")
    return [str(known.term(code).properties["alpha2"]).lower() for code in single if code in known]


_LANGUAGES = {"en": "eng", "ru": "rus", "kk": "kaz", "ky": "kir", "tg": "tgk", "uz": "uzb", "tk": "tuk", "fr": "fra", "de": "deu", "es": "spa"}  # fmt: skip


def _language(code: str | None) -> str:
    return _LANGUAGES.get(code or "", "")


def _label(name: str, code: str | None) -> str:
    return label(name, code) if code and code in scheme(name) else code or ""
