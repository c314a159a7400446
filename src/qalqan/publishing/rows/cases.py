"""Cases with their acts and people, and what sources say of the situation in a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from qalqan.publishing.columns import PublicRow
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.rows.record import PublicRecord
from qalqan.publishing.rows.related import related_entries
from qalqan.record.models import Act, Actor, ActorName, Case, Entry, Intervention, Involvement, Situation
from qalqan.site.rows import ActRow, CaseRow, InterventionRow, PersonEntryRow, PersonRow, SituationRow
from qalqan.vocabularies import scheme

VICTIM, PERPETRATOR, DUTY_BEARER = "victim", "perpetrator", "duty-bearer"


def cases(record: PublicRecord, followed: frozenset[str | None]) -> tuple[CaseRow, ...]:
    """The public cases of which more is published than the title: an act or, told by `followed`, a process."""
    acts = _under_case(record, Act)
    helped = _under_case(record, Intervention)
    related = related_entries(record, Case, "title")
    rows = [
        replace(_case(record, same, acts, helped), related=related.get(same[0].pk, ()))
        for same in record.sets(Case)
        if any(row.pk in acts or record.ids.peek(row.permanent_id) in followed for row in same)
    ]
    return tuple(sorted(rows, key=lambda row: row.id))


def _under_case(record: PublicRecord, model: type[Entry]) -> dict[int | None, list[PublicRow]]:
    found: dict[int | None, list[PublicRow]] = defaultdict(list)
    for row in record.with_words(model):
        found[row.links["case"]].append(row)
    return found


def persons(
    record: PublicRecord, told: Iterable[CaseRow], followed: frozenset[str | None]
) -> tuple[PersonEntryRow, ...]:
    """The released persons whom a published case or process is about, each with every name that sources give her."""
    named = {one.id for case in told for one in (*case.people, *(v for act in case.acts for v in act.victims))}
    spellings = record.parts(ActorName, "actor", Actor)
    rows = []
    for same in record.sets(Actor):
        row = same[0]
        if row["kind"] not in PERSONS or row.pk in record.withheld_actors:
            continue
        if record.ids.peek(row.permanent_id) not in (named | followed) - {None, ""}:
            continue
        names = dict.fromkeys(part.text("name") for one in same for part in spellings.get(one.pk, []))
        rows.append(
            PersonEntryRow(
                id=record.id(row),
                name=row.text("name"),
                country=one_code(row["country"]),
                names=tuple(sorted(name for name in names if name and name != row.text("name"))),
                aliases=record.former_ids(same),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.id))


def case_of_person(record: PublicRecord) -> dict[int, PublicRow]:
    """The public case in which an actor is a victim, by the actor's number; of several the first by public id."""
    public, heads = record.head_of(Case), record.head_of(Actor)
    found: dict[int, PublicRow] = {}
    for act in record.with_words(Act):
        case = public.get(act.links["case"] or 0)
        for part in _involved(record).get(act.pk, []):
            actor = part.links["actor"]
            if case is None or actor is None or part["role"] != VICTIM:
                continue
            if actor not in found or record.id(case) < record.id(found[actor]):
                found[actor] = case
    for number, head in heads.items():
        if number not in found and head.pk in found:
            found[number] = found[head.pk]
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


def _case(
    record: PublicRecord,
    same: list[PublicRow],
    acts: dict[int | None, list[PublicRow]],
    helped: dict[int | None, list[PublicRow]],
) -> CaseRow:
    row, involved = same[0], _involved(record)
    own = [act for one in same for act in acts.get(one.pk, [])]
    made = [_act(record, act, involved.get(act.pk, [])) for act in own]
    people = _people(record, (part for act in own for part in involved.get(act.pk, [])))
    return CaseRow(
        id=record.id(row),
        title=row.text("title"),
        kind=row.text("kind"),
        country=one_code(row["country"]),
        affected=_affected(same, named=any(person.name for person in people)),
        people=people,
        acts=tuple(sorted(made, key=lambda act: (act.date or "", act.type, act.id))),
        interventions=_interventions(record, [one for each in same for one in helped.get(each.pk, [])]),
        aliases=record.former_ids(same),
    )


def _affected(same: list[PublicRow], *, named: bool) -> tuple[str, ...]:
    """Whom the case concerns. Beside somebody's name no code that protects: a topic never says who she is."""
    known = scheme("affected-persons")
    codes = {code for row in same for code in row.items_of("affected") if code in known}
    named = named or any(row["kind"] in Case.COUNTED for row in same)
    return tuple(sorted(code for code in codes if not (named and known.term(code).has("protected"))))


def _interventions(record: PublicRecord, rows: list[PublicRow]) -> tuple[InterventionRow, ...]:
    made = [
        InterventionRow(
            type=row.text("type"),
            by=row.text("by"),
            date=row["date"] or None,
            to=row["to"] or None,
            status_words=row["status_words"] or None,
            hedge=row["hedge"] or "asserted",
            attributed_to=row["attributed_to"] or None,
            evidence=record.evidence(row),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda one: (one.date or "", one.by, one.type, one.evidence[0].passage_id)))


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
    heads = record.head_of(Actor)
    for part in parts:
        if part["role"] == VICTIM and (part["name"] or part["count"]):
            head = heads.get(part.links["actor"] or 0)
            key = head.pk if head is not None else part.links["actor"] or part.text("name")
            found.setdefault(key, _person(record, part, head))
    return tuple(sorted(found.values(), key=lambda person: (person.name is None, person.name or "")))


def _person(record: PublicRecord, part: PublicRow, actor: PublicRow | None) -> PersonRow:
    withheld = part.was_cut("name") or part.links["actor"] in record.withheld_actors
    count = part.text("count")
    return PersonRow(
        name=None if withheld else part["name"] or None,
        role=part["role"],
        count=int(count) if count.isdigit() else None,
        id=record.id(actor) if actor is not None and not withheld else None,
    )


def _names(parts: Iterable[PublicRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.text("name") for part in parts if part["name"]))


def one_code(codes: str | None) -> str | None:
    """A single country; of an entry that concerns several none is told, rather than the first."""
    return codes if codes and "," not in codes else None
