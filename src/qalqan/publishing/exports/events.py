"""The record in the tables of HURIDOCS' Events Standard Formats: Event, Act, Involvement, Person, Information.

Event is a case; Act is what was done to a victim; Involvement is a perpetrator or another's part in an act; Person is
everybody named, organisations too; Information is the publication and its words. Numbers of the formats' fields stand in
the headings. Types of acts have our code, and the number in HURIDOCS' micro-thesaurus 4 where the vocabulary maps one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from qalqan.publishing.exports.readable import Readable, by_id
from qalqan.publishing.exports.tables import Table, table
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import label, scheme

_VICTIM = "victim"


def as_events(told: Readable) -> tuple[Table, ...]:
    """The five tables."""
    return (_events(told), _acts(told), _involvements(told), _persons(told), _information(told))


def _events(told: Readable) -> Table:
    acts: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for act in told.named("acts").rows:
        acts[act["case"]].append(act)
    rows = []
    for case in told.named("cases").rows:
        days = [bounds(act["date"] or "") for act in acts[case["id"]]]
        first = min((start for start, _ in days if start), default=None)
        last = max((end for _, end in days if end), default=None)
        rows.append({
            "event_record_number": case["id"], "event_title": case["title"], "kind_of_case": case["kind"],
            "geographical_term": case["country"], "initial_date": first.isoformat() if first else None,
            "final_date": last.isoformat() if last else None, "number_of_acts": len(acts[case["id"]]),
        })  # fmt: skip
    return table("event", (
        "event_record_number", "event_title", "kind_of_case", "geographical_term", "initial_date", "final_date",
        "number_of_acts",
    ), rows)  # fmt: skip


def _acts(told: Readable) -> Table:
    """One row for each victim of each act, as the formats ask; an act that names no victim has one row without."""
    parts = _parts(told)
    rows = []
    for act in told.named("acts").rows:
        victims = [one for one in parts[act["id"]] if one["role"] == _VICTIM] or [{}]
        for victim in victims:
            rows.append({
                "act_record_number": act["id"], "event_record_number": act["case"], "type_of_act": act["type"],
                "type_of_act_label": _label(act["type"]), "type_of_act_huridocs": _huridocs(act["type"]),
                "victim_record_number": victim.get("actor"), "victim_name": victim.get("name"),
                "number_of_victims": victim.get("count"), "initial_date": act["date"],
                "exact_location": act["place"], "geographical_term": act["country"],
                "stated_reason": act["reason"], "certainty": act["hedge"], "attributed_to": act["attributed_to"],
            })  # fmt: skip
    return table("act", (
        "act_record_number", "event_record_number", "type_of_act", "type_of_act_label", "type_of_act_huridocs",
        "victim_record_number", "victim_name", "number_of_victims", "initial_date", "exact_location",
        "geographical_term", "stated_reason", "certainty", "attributed_to",
    ), rows)  # fmt: skip


def _involvements(told: Readable) -> Table:
    acts = by_id(told.named("acts").rows)
    rows = (
        {
            "act_record_number": one["act"], "event_record_number": acts[one["act"]]["case"],
            "involved_record_number": one.get("actor"), "involved_name": one["name"],
            "degree_of_involvement": one["role"], "number_of_persons": one["count"],
        }
        for one in told.named("involvements").rows
        if one["role"] != _VICTIM
    )  # fmt: skip
    return table("involvement", (
        "act_record_number", "event_record_number", "involved_record_number", "involved_name", "degree_of_involvement",
        "number_of_persons",
    ), rows)  # fmt: skip


def _persons(told: Readable) -> Table:
    names: dict[str, list[str]] = defaultdict(list)
    for one in told.named("names").rows:
        names[one["actor"]].append(one["name"])
    rows = (
        {
            "person_record_number": actor["id"], "counting_unit": actor["kind"], "person_name": actor["name"],
            "other_names": [name for name in names[actor["id"]] if name != actor["name"]],
            "geographical_term": actor["country"],
        }
        for actor in told.named("actors").rows
    )  # fmt: skip
    return table(
        "person", ("person_record_number", "counting_unit", "person_name", "other_names", "geographical_term"), rows
    )


def _information(told: Readable) -> Table:
    """The publications that an act rests on, with their words."""
    acts, works = by_id(told.named("acts").rows), by_id(told.named("works").rows)
    rows = (
        {
            "event_record_number": acts[words["entry"]]["case"], "act_record_number": words["entry"],
            "source_record_number": words["work"], "source_title": works[words["work"]]["title"],
            "publisher": works[words["work"]]["publisher"], "date_of_source_material": works[words["work"]]["published"],
            "language_of_source_material": works[words["work"]]["language"], "passage": words["passage"],
            "words": words["exact"], "connection": words["stance"],
        }
        for words in told.named("evidence").rows
        if words["entry"] in acts
    )  # fmt: skip
    return table("information", (
        "event_record_number", "act_record_number", "source_record_number", "source_title", "publisher",
        "date_of_source_material", "language_of_source_material", "passage", "words", "connection",
    ), rows)  # fmt: skip


def _parts(told: Readable) -> Mapping[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in told.named("involvements").rows:
        found[one["act"]].append(one)
    return found


def _label(code: str | None) -> str:
    return label("acts", code) if code and code in scheme("acts") else code or ""


def _huridocs(code: str | None) -> str:
    """The number in micro-thesaurus 4: the term's own, or its parent's with a mark."""
    return next(_numbers(code), "")


def _numbers(code: str | None) -> Iterator[str]:
    while code and code in scheme("acts"):
        term = scheme("acts").term(code)
        if "huridocs-4" in term.mappings:
            yield str(term.mappings["huridocs-4"]) + (" (broader)" if term.mappings.get("under") else "")
        code = term.broader
