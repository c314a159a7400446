"""The public record as tables: what an edition says, under the ids by which the public knows it, and nothing else.

The rows are those of an edition, made by its one writer: names that are not released are cut from them already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from qalqan.errors import EditionError
from qalqan.publishing.exports.readable import Readable
from qalqan.publishing.exports.tables import Table, table
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.safety.levels import PUBLIC
from qalqan.site.rows import EditionFacts, EditionRows, EvidenceRow


class KnownIds(PublicIds):
    """The public ids that editions have given. An entry that stands in none has no public name yet."""

    def of(self, permanent_id: str) -> str:
        self._demand(permanent_id)
        return super().of(permanent_id)

    def entered(self, permanent_id: str) -> str:
        self._demand(permanent_id)
        return super().entered(permanent_id)

    def _demand(self, permanent_id: str) -> None:
        if not self.peek(permanent_id):
            raise EditionError("Something public stands in no edition yet: run qalqan publish, then export again.")


def public(as_of: date) -> Readable:
    """The public record. Raises EditionError where something released has not been published yet."""
    facts = EditionFacts(name=as_of.isoformat(), number=0, as_of=as_of.isoformat())
    rows = assemble(PublicRecord(withholding(), withheld_actors(), KnownIds(as_of)), facts)
    return Readable(tuple(_tables(rows)), 0, PUBLIC)


def _tables(rows: EditionRows) -> Iterator[Table]:
    """In the order and with the columns of `readable`, as far as the public is told."""
    found: list[dict[str, Any]] = []
    yield _works(rows)
    yield from _demands(rows, found)
    yield table("actors", ("id", "kind", "name", "country"), (
        *({"id": one.id, "kind": one.kind, "name": one.name, "country": one.country} for one in rows.organisations),
        *({"id": one.id, "kind": "person", "name": one.name, "country": one.country} for one in rows.persons),
    ))  # fmt: skip
    yield from _cases(rows, found)
    yield from _laws(rows, found)
    yield from _processes(rows, found)
    names = ({"actor": one.id, "name": name} for one in (*rows.organisations, *rows.persons) for name in one.names)
    yield table("names", ("actor", "name"), names)
    yield table("evidence", ("entry", "work", "passage", "start", "end", "exact", "stance"), found)


def _works(rows: EditionRows) -> Table:
    plain = ("id", "title", "kind", "language", "publisher", "published", "published_basis", "topics", "symbol",
             "source_url", "accessed", "cite_as", "disclaimer")  # fmt: skip
    return table("works", (*plain, "issuers", "countries", "mentioned"), (
        {
            **{name: getattr(work, name) for name in plain},
            "issuers": [issuer.name for issuer in work.issuers],
            "countries": [country.code for country in work.countries if country.role == "subject"],
            "mentioned": [country.code for country in work.countries if country.role != "subject"],
        }
        for work in rows.works
    ))  # fmt: skip


def _demands(rows: EditionRows, found: list[dict[str, Any]]) -> Iterator[Table]:
    asked: list[dict[str, Any]] = []
    clauses: list[dict[str, Any]] = []
    assessed: list[dict[str, Any]] = []
    own = ("id", "exact", "number", "group", "chapeau", "issuers", "countries", "themes", "urgency", "response")
    demanded = ("id", "exact", "action", "category", "negative", "countries", "mandates", "precondition")
    for one in rows.recommendations:
        asked.append({"work": one.work_id, "addressees": _addressees(one.addressees), **_plain(one, own)})
        found += _words(one.id, one.evidence)
        for clause in one.clauses:
            row = {"recommendation": one.id, "addressees": _addressees(clause.addressees), **_plain(clause, demanded)}
            clauses.append(row)
            found += _words(clause.id, clause.evidence)
            assessed += [
                {"clause": clause.id, "country": f.country, "mandate": f.mandate, "rung": f.state, "day": f.since}
                for f in clause.followup
            ]
    yield table("recommendations", ("id", "work", *own[1:], "addressees"), asked)
    yield table("clauses", ("id", "recommendation", *demanded[1:], "addressees"), clauses)
    yield table("assessments", ("clause", "country", "mandate", "rung", "day"), assessed)


def _cases(rows: EditionRows, found: list[dict[str, Any]]) -> Iterator[Table]:
    acts: list[dict[str, Any]] = []
    involved: list[dict[str, Any]] = []
    own = ("id", "type", "place", "date", "date_basis", "reason", "hedge", "attributed_to")
    for case in rows.cases:
        for act in case.acts:
            acts.append({"case": case.id, "country": case.country, **_plain(act, own)})
            found += _words(act.id, act.evidence)
            involved += [
                {"act": act.id, "role": one.role or "victim", "name": one.name, "count": one.count}
                for one in act.victims
            ]
            for role, names in (("perpetrator", act.perpetrators), ("duty-bearer", act.duty_bearers)):
                involved += [{"act": act.id, "role": role, "name": name, "count": None} for name in names]
    yield table("cases", ("id", "title", "kind", "country"), (
        _plain(case, ("id", "title", "kind", "country")) for case in rows.cases
    ))  # fmt: skip
    yield table("acts", ("id", "case", "country", *own[1:]), acts)
    yield table("involvements", ("act", "role", "name", "count"), involved)


def _laws(rows: EditionRows, found: list[dict[str, Any]]) -> Iterator[Table]:
    own = ("id", "about", "restriction", "defects", "hedge", "attributed_to")
    provisions: list[dict[str, Any]] = []
    for law in rows.instruments:
        for rule in law.provisions:
            provisions.append({"instrument": law.id, **_plain(rule, own)})
            found += _words(rule.id, rule.evidence)
    yield table("instruments", ("id", "name", "kind", "jurisdiction"), (
        {"id": law.id, "name": law.title, "kind": law.kind, "jurisdiction": law.jurisdiction}
        for law in rows.instruments
    ))  # fmt: skip
    yield table("provisions", ("id", "instrument", *own[1:]), provisions)


def _processes(rows: EditionRows, found: list[dict[str, Any]]) -> Iterator[Table]:
    own = ("stage", "date", "date_basis", "by", "expected", "negative", "outcome", "hedge", "attributed_to")
    steps = []
    for process in rows.processes:
        for step in process.steps:
            steps.append({"process": process.id, **_plain(step, own)})
            found += _words(process.id, step.evidence)
    yield table("processes", ("id", "kind", "subject", "about", "country", "mandate"), (
        {"id": one.id, "kind": one.kind, "subject": one.subject_title, "about": one.subject_id,
         "country": one.country, "mandate": one.mandate}
        for one in rows.processes
    ))  # fmt: skip
    yield table("steps", ("process", *own), steps)


def _plain(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value := getattr(row, name), tuple) else value for name in columns}


def _addressees(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"name": one.name, "class": one.addressee_class, "countries": list(one.countries)} for one in rows]


def _words(entry: str, evidence: Iterable[EvidenceRow]) -> list[dict[str, Any]]:
    return [
        {"entry": entry, "work": one.work_id, "passage": one.passage_id, "start": one.start, "end": one.end,
         "exact": one.exact, "stance": "against" if one.against else "for"}
        for one in evidence
    ]  # fmt: skip
