"""Recommendations in columns like those of the UPR databases: one row for each demand and each State it was made to.

The columns are named as readers of UHRI and UPR Info expect them; those databases' own export columns were not seen
(DOMAIN, Limits). A recommendation whose demands were not taken apart has one row for each State.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qalqan.publishing.exports.readable import Readable, by_id
from qalqan.publishing.exports.tables import Table, table
from qalqan.vocabularies import label, scheme
from qalqan.vocabularies.countries import country_name, is_country, members

COLUMNS = (
    "State under Review", "Region or group", "Recommending State or organisation", "Recommendation", "Demand", "Response",
    "Action category", "Issues", "Addressee", "Mandates", "Document", "Document date", "Document symbol", "Paragraph",
    "Follow-up", "Follow-up date", "Recommendation id", "Demand id",
)  # fmt: skip
_STANDING = ("", "standing", "disputed", None)


def as_upr(told: Readable) -> Table:
    """The table; its rows in the order of the publications and of their words."""
    return table("recommendations", COLUMNS, _rows(told))


def _rows(told: Readable) -> Iterator[dict[str, Any]]:
    works = by_id(told.named("works").rows)
    clauses: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for clause in told.named("clauses").rows:
        if clause.get("standing") in _STANDING:
            clauses[clause["recommendation"]].append(clause)
    assessed = _assessed(told)
    for asked in told.named("recommendations").rows:
        if asked.get("standing") not in _STANDING:
            continue
        for clause in clauses[asked["id"]] or [None]:
            for code, group in _states(asked, clause):
                yield _row(asked, clause, code, group, works[asked["work"]], assessed)


def _row(
    asked: Mapping[str, Any],
    clause: Mapping[str, Any] | None,
    code: str,
    group: str,
    work: Mapping[str, Any],
    assessed: Mapping[tuple[str, str], Mapping[str, Any]],
) -> dict[str, Any]:
    came = assessed.get((clause["id"], code), {}) if clause else {}
    category = str(clause["category"] or "") if clause else ""
    values = (
        country_name(code) if code else "", group, asked["issuers"] or work["issuers"], asked["exact"],
        clause["exact"] if clause else "", asked["response"],
        f"{category} {label('action-categories', category)}" if category in scheme("action-categories") else category,
        [label("topics", theme) if theme in scheme("topics") else theme for theme in asked["themes"] or ()],
        [one["name"] for one in (clause and clause["addressees"]) or asked["addressees"] or ()],
        clause["mandates"] if clause else [], work["title"], work["published"], work["symbol"], asked["number"],
        label("follow-up", came["rung"]) if came.get("rung") in scheme("follow-up") else "", came.get("day") or "",
        asked["id"], clause["id"] if clause else "",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _states(asked: Mapping[str, Any], clause: Mapping[str, Any] | None) -> Sequence[tuple[str, str]]:
    """The States that are asked, each with the group it was named by; one empty where none is named."""
    own = list((clause and clause["countries"]) or asked["countries"] or ())
    if not own:
        own = [code for one in asked["addressees"] or () for code in one.get("countries") or ()]
    found = dict.fromkeys(
        (state, label("country-groups", code) if code in scheme("country-groups") else "")
        for code in own
        if is_country(code)
        for state in sorted(members(code))
    )
    return list(found) or [("", "")]


def _assessed(told: Readable) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The last answer for each demand and State."""
    rows = [one for one in told.named("assessments").rows if one.get("standing") in _STANDING]
    return {(one["clause"], one["country"]): one for one in sorted(rows, key=lambda one: one["day"] or "")}
