"""Cases with their acts and people, and what sources say of the situation in a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qalqan.publishing.columns import PublicRow
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Act, Case, Involvement, Situation
from qalqan.site.rows import ActRow, CaseRow, PersonRow, SituationRow

VICTIM, PERPETRATOR, DUTY_BEARER = "victim", "perpetrator", "duty-bearer"


def cases(record: PublicRecord, followed: frozenset[str | None]) -> tuple[CaseRow, ...]:
    """The public cases of which more is published than the title: an act or, told by `followed`, a process."""
    acts: dict[int | None, list[PublicRow]] = defaultdict(list)
    for act in record.with_words(Act):
        acts[act.links["case"]].append(act)
    involved = _involved(record)
    rows = [
        _case(record, row, acts[row.pk], involved)
        for row in record.all(Case)
        if row.pk in acts or record.ids.peek(row.permanent_id) in followed
    ]
    return tuple(sorted(rows, key=lambda row: row.id))


def case_of_person(record: PublicRecord) -> dict[int, PublicRow]:
    """The public case in which an actor is a victim, by the actor's number; of several the first by public id."""
    public = record.by_pk(Case)
    found: dict[int, PublicRow] = {}
    for act in record.with_words(Act):
        case = public.get(act.links["case"] or 0)
        for part in _involved(record).get(act.pk, []):
            actor = part.links["actor"]
            if case is None or actor is None or part["role"] != VICTIM:
                continue
            if actor not in found or record.id(case) < record.id(found[actor]):
                found[actor] = case
    return found


def situations(record: PublicRecord) -> tuple[SituationRow, ...]:
    """What sources say of a country, in their own words and on their own day."""
    rows = [
        _situation(record, row, code)
        for row in record.with_words(Situation)
        for code in filter(None, row.text("country").split(","))
    ]
    return tuple(sorted(rows, key=lambda row: (row.country, row.date or "", row.exact, row.trend)))


def _situation(record: PublicRecord, row: PublicRow, country: str) -> SituationRow:
    evidence = record.evidence(row)
    return SituationRow(
        country=country,
        exact=" ".join(words.exact for words in evidence if not words.against) or evidence[0].exact,
        trend=row["trend"] or "none",
        date=evidence[0].published,
        date_basis="printed" if evidence[0].published else "none",
        hedge=row["hedge"] or "asserted",
        attributed_to=row["attributed_to"] or None,
        evidence=evidence,
    )


def _involved(record: PublicRecord) -> dict[int, list[PublicRow]]:
    return record.parts(Involvement, "act", Act)


def _case(record: PublicRecord, row: PublicRow, acts: list[PublicRow], involved: dict[int, list[PublicRow]]) -> CaseRow:
    made = [_act(record, act, involved.get(act.pk, [])) for act in acts]
    return CaseRow(
        id=record.id(row),
        title=row.text("title"),
        kind=row.text("kind"),
        country=one_code(row["country"]),
        people=_people(record, (part for act in acts for part in involved.get(act.pk, []))),
        acts=tuple(sorted(made, key=lambda act: (act.date or "", act.type, act.id))),
    )


def _act(record: PublicRecord, row: PublicRow, parts: list[PublicRow]) -> ActRow:
    return ActRow(
        id=record.id(row),
        type=row.text("type"),
        hedge=row["hedge"] or "asserted",
        attributed_to=row["attributed_to"] or None,
        date=row["date"] or None,
        date_basis=row["date_basis"] or "none",
        place=row["place"] or None,
        victims=_people(record, (part for part in parts if part["role"] == VICTIM)),
        perpetrators=_names(part for part in parts if part["role"] == PERPETRATOR),
        duty_bearers=_names(part for part in parts if part["role"] == DUTY_BEARER),
        reason=row["reason"] or None,
        evidence=record.evidence(row),
    )


def _people(record: PublicRecord, parts: Iterable[PublicRow]) -> tuple[PersonRow, ...]:
    """Everybody done to, each once; whoever is withheld has no name here.

    Someone without a name or a number in the source is told by the words of the act alone.
    """
    found: dict[object, PersonRow] = {}
    for part in parts:
        if part["role"] == VICTIM and (part["name"] or part["count"]):
            key = part.links["actor"] or part.text("name")
            found.setdefault(key, _person(record, part))
    return tuple(sorted(found.values(), key=lambda person: (person.name is None, person.name or "")))


def _person(record: PublicRecord, part: PublicRow) -> PersonRow:
    withheld = part.was_cut("name") or part.links["actor"] in record.withheld_actors
    count = part.text("count")
    return PersonRow(
        name=None if withheld else part["name"] or None,
        role=part["role"],
        count=int(count) if count.isdigit() else None,
    )


def _names(parts: Iterable[PublicRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.text("name") for part in parts if part["name"]))


def one_code(codes: str | None) -> str | None:
    """A single country; of an entry that concerns several none is told, rather than the first."""
    return codes if codes and "," not in codes else None
