"""Recommendations, their clauses, what became of them and where they were made before or again."""

from __future__ import annotations

from typing import Any

from qalqan.followup.models import Assessment, Clause, ClauseLink, Recommendation
from qalqan.library.models import Work
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.rows.counts import counts
from qalqan.publishing.rows.record import PublicRecord
from qalqan.site.rows import AddresseeRow, ClauseRow, CountRow, FollowupRow, RecommendationRow, RepeatRow


def recommendations(record: PublicRecord, as_of: str = "") -> tuple[RecommendationRow, ...]:
    """The public recommendations of public works with their public clauses, and what is counted for them on a day."""
    published = record.by_pk(Work)
    clauses = _clauses(record, counts(record, as_of))
    rows = [
        _recommendation(record, row, published[work], clauses.get(row.pk, ()))
        for row in record.with_words(Recommendation)
        if (work := row.links["work"]) in published
    ]
    return tuple(sorted(rows, key=lambda row: row.id))


def _recommendation(
    record: PublicRecord, row: PublicRow, work: PublicRow, clauses: tuple[ClauseRow, ...]
) -> RecommendationRow:
    return RecommendationRow(
        id=record.id(row),
        work_id=record.id(work),
        exact=row.text("exact"),
        number=row["number"] or None,
        group=row["group"] or None,
        chapeau=row["chapeau"] or None,
        issuers=tuple(_name_of(issuer) for issuer in row.items_of("issuers")),
        addressees=_addressees(row),
        countries=row.items_of("countries"),
        themes=row.items_of("themes"),
        urgency=row["urgency"] or None,
        response=row["response"] or None,
        clauses=clauses,
        evidence=record.evidence(row),
    )


def _clauses(record: PublicRecord, counted: dict[int, tuple[CountRow, ...]]) -> dict[int | None, tuple[ClauseRow, ...]]:
    """The clauses of each recommendation in the order of its words."""
    followup, repeats = _followup(record), _repeats(record)
    found: dict[int | None, list[tuple[int, ClauseRow]]] = {}
    for row in record.with_words(Clause):
        made = _clause(record, row, followup.get(row.pk, ()), repeats.get(row.pk, ()), counted.get(row.pk, ()))
        found.setdefault(row.links["recommendation"], []).append((row["position"] or 0, made))
    return {
        number: tuple(row for _, row in sorted(rows, key=lambda placed: (placed[0], placed[1].id)))
        for number, rows in found.items()
    }


def _clause(
    record: PublicRecord,
    row: PublicRow,
    followup: tuple[FollowupRow, ...],
    repeats: tuple[RepeatRow, ...],
    counted: tuple[CountRow, ...],
) -> ClauseRow:
    return ClauseRow(
        id=record.id(row),
        exact=row.text("exact"),
        action=row["action"] or None,
        category=row["category"],
        negative=bool(row["negative"]),
        addressees=_addressees(row),
        countries=row.items_of("countries"),
        mandates=row.items_of("mandates"),
        precondition=row["precondition"] or None,
        followup=followup,
        repeats=repeats,
        counts=counted,
        evidence=record.evidence(row),
    )


def _followup(record: PublicRecord) -> dict[int | None, tuple[FollowupRow, ...]]:
    found: dict[int | None, list[FollowupRow]] = {}
    for row in record.all(Assessment):
        made = FollowupRow(
            addressee=row.text("country"),
            state=row["rung"] or "not-assessed",
            since=row["day"] or None,
            country=row["country"] or None,
            mandate=row["mandate"] or None,
            evidence=record.evidence(row),
        )
        found.setdefault(row.links["clause"], []).append(made)
    order = lambda row: (row.since or "", row.addressee, row.mandate or "", row.state)  # noqa: E731
    return {number: tuple(sorted(rows, key=order)) for number, rows in found.items()}


def _repeats(record: PublicRecord) -> dict[int, tuple[RepeatRow, ...]]:
    """Both ends of each public repetition of which both clauses are published."""
    clauses = {row.pk: row for row in record.with_words(Clause)}
    asked = {row.pk: row for row in record.with_words(Recommendation)}
    published = record.by_pk(Work)
    found: dict[int, list[RepeatRow]] = {}
    for link in record.all(ClauseLink):
        ends = [clauses.get(link.links[end] or 0) for end in ("earlier", "later")]
        for here, there in (ends, ends[::-1]):
            work = (
                published.get(asked[of].links["work"] or 0)
                if there and (of := there.links["recommendation"]) in asked
                else None
            )
            if here is None or there is None or work is None:
                break
            found.setdefault(here.pk, []).append(_repeat(record, link, there, work))
    return {
        number: tuple(sorted(rows, key=lambda row: (row.date or "", row.work_id, row.clause_id)))
        for number, rows in found.items()
    }


def _repeat(record: PublicRecord, link: PublicRow, clause: PublicRow, work: PublicRow) -> RepeatRow:
    return RepeatRow(
        clause_id=record.id(clause),
        work_id=record.id(work),
        relation=link["relation"] or "related",
        date=work["published"] or None,
        exact=clause.text("exact"),
        reason=link["why"] or None,
    )


def _addressees(row: PublicRow) -> tuple[AddresseeRow, ...]:
    return tuple(
        AddresseeRow(
            name=_name_of(one),
            addressee_class=one.get("class") or "unknown" if isinstance(one, dict) else "unknown",
            countries=tuple(one.get("countries") or ()) if isinstance(one, dict) else (),
        )
        for one in row.items_of("addressees")
    )


def _name_of(one: Any) -> str:
    return str(one.get("name") or "") if isinstance(one, dict) else str(one)
