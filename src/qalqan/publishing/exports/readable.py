"""What an account may take out of the record, as tables. Access is computed first; everything else reads what is left.

An entry is there if the account may see it, a field if its grant reaches the field's level, a link if both ends are
there, and words if their text and its publication are. What is sealed is never exported: it is opened one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from qalqan.followup.models import (
    Assessment,
    Bearing,
    Clause,
    ClauseLink,
    Demarche,
    Process,
    Recommendation,
    Step,
)
from qalqan.library.models import Issuer, Work, WorkCountry
from qalqan.publishing.exports.tables import Table, table
from qalqan.record.models import (
    Act,
    Actor,
    ActorName,
    Case,
    Duty,
    DutyDone,
    Evidence,
    Funder,
    Instrument,
    Intervention,
    Involvement,
    Measurement,
    Provision,
    Relation,
    Situation,
    Standard,
    Threshold,
    TreatyAction,
)
from qalqan.safety.access import current_grants, demand, visible
from qalqan.safety.entries import Levelled
from qalqan.safety.fields import level_of_field
from qalqan.safety.levels import LEVELS, PUBLIC, SEALED, higher


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry as a table: its own fields, and the columns that lead to other entries."""

    name: str
    model: type[Levelled]
    fields: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...] = ()  # column, field, table it leads to
    ends: tuple[str, ...] = ()  # fields with the permanent id of an entry of any kind, beside one with its kind


_CLAIM = ("hedge", "attributed_to", "standing")
KINDS: tuple[Kind, ...] = (
    Kind(
        "works", Work,
        ("title", "kind", "language", "publisher", "published", "published_basis", "event", "event_place", "event_date",
         "topics", "symbol", "source_url", "accessed", "cite_as", "disclaimer"),
    ),
    Kind(
        "recommendations", Recommendation,
        ("position", "number", "group", "chapeau", "exact", "issuers", "addressees", "countries", "themes", "urgency",
         "response", *_CLAIM),
        (("work", "work", "works"),),
    ),
    Kind(
        "clauses", Clause,
        ("position", "exact", "action", "category", "negative", "addressees", "countries", "mandates", "precondition",
         *_CLAIM),
        (("recommendation", "recommendation", "recommendations"),),
    ),
    Kind("actors", Actor, ("kind", "name", "country", "count")),
    Kind("cases", Case, ("title", "kind", "country", "affected")),
    Kind(
        "acts", Act, ("type", "country", "place", "date", "date_basis", "reason", *_CLAIM), (("case", "case", "cases"),)
    ),
    Kind(
        "measurements", Measurement, ("address", "network", "began", "ended", "tests", "tool", "result", *_CLAIM),
        (("act", "act", "acts"),),
    ),
    Kind("instruments", Instrument, ("name", "kind", "jurisdiction")),
    Kind(
        "provisions", Provision, ("about", "restriction", "defects", "grounds", "country", *_CLAIM),
        (("instrument", "instrument", "instruments"),),
    ),
    Kind(
        "thresholds", Threshold, ("number", "unit", "bound", "applies_to", *_CLAIM),
        (("provision", "provision", "provisions"),),
    ),
    Kind("standards", Standard, ("name", "article", "symbol", *_CLAIM), (("instrument", "instrument", "instruments"),)),
    Kind("treaty-actions", TreatyAction, ("treaty", "country", "action", "day", "articles", "note", *_CLAIM)),
    Kind(
        "interventions", Intervention, ("type", "by", "to", "date", "date_basis", "status_words", *_CLAIM),
        (("case", "case", "cases"),),
    ),
    Kind("funders", Funder, ("name", "words", "standing"), (("work", "work", "works"),)),
    Kind(
        "duties", Duty, ("kind", "note", "to_whom", "first", "period", "until"),
        (("organisation", "organisation", "actors"), ("provision", "provision", "provisions")),
    ),
    Kind("situations", Situation, ("country", "trend", *_CLAIM)),
    Kind(
        "processes", Process, ("kind", "subject", "country", "mandate", "form", "reference"),
        (("instrument", "instrument", "instruments"), ("actor", "actor", "actors"), ("case", "case", "cases"),
         ("clause", "clause", "clauses")),
    ),
    Kind(
        "steps", Step,
        ("stage", "date", "date_basis", "known", "by", "expected", "negative", "outcome", *_CLAIM),
        (("process", "process", "processes"),),
    ),
    Kind(
        "assessments", Assessment, ("question", "country", "mandate", "rung", "day", "reason", *_CLAIM),
        (("clause", "clause", "clauses"),), ("about",),
    ),
    Kind(
        "repeats", ClauseLink, ("relation", "score", "why"),
        (("earlier", "earlier", "clauses"), ("later", "later", "clauses")),
    ),
    Kind(
        "bearings", Bearing, ("relation", "decided", "reason"),
        (("clause", "clause", "clauses"), ("act", "act", "acts"), ("process", "process", "processes")),
    ),
    Kind(
        "demarches", Demarche, ("type", "by", "to", "date", "said", "answer"),
        (("clause", "clause", "clauses"), ("case", "case", "cases")),
    ),
    Kind("relations", Relation, ("relation", "since", "until", "reason", *_CLAIM), (), ("one", "other")),
)  # fmt: skip
# An entry that hangs on another is not told without it: a demand without its publication, a repetition with one end.
HANGS_ON = {
    "recommendations": ("work",), "clauses": ("recommendation",), "acts": ("case",), "steps": ("process",),
    "repeats": ("earlier", "later"), "provisions": ("instrument",), "bearings": ("clause",),
    "thresholds": ("provision",), "interventions": ("case",), "measurements": ("act",), "funders": ("work",), "duties": ("organisation",),
}  # fmt: skip
# What is about one of two: told where the one that it is about is.
ONE_OF = {"bearings": ("act", "process"), "demarches": ("clause", "case")}
# Proposals of a rule that a person answered: one that she dismissed is told nowhere.
ANSWERED = (ClauseLink, Bearing)
_OF_ALL = ("level", "circle", "version")


@dataclass(frozen=True, slots=True)
class Readable:
    """The tables, how many sealed entries stayed behind, and the most closed level among what is told."""

    tables: tuple[Table, ...]
    sealed: int
    level: str

    def named(self, name: str) -> Table:
        return next(one for one in self.tables if one.name == name)


def readable(account: Any) -> Readable:
    """Everything that the account may export. Raises NotAllowed for one that may export nothing."""
    demand(account, "export", Work)
    return _Reading(account).all()


class _Reading:
    def __init__(self, account: Any) -> None:
        self.account = account
        self.reach = reach_of(account)
        self.ids: dict[str, dict[int, str]] = {}  # of each table, the permanent ids of the entries told
        self.told: set[str] = set()  # all of them
        self.sealed = 0
        self.level = PUBLIC

    def all(self) -> Readable:
        told = [self._kind(kind) for kind in KINDS]
        told += [self._names(), self._involvements(), self._duty_days(), self._evidence()]
        return Readable(tuple(told), self.sealed, self.level)

    def _kind(self, kind: Kind) -> Table:
        seen = visible(kind.model._default_manager.all(), self.account)
        if kind.model in ANSWERED:  # what a person called no repetition is none outside either
            seen = seen.exclude(decided="dismissed")
        self.sealed += seen.filter(level=SEALED).count()
        self.ids[kind.name] = {}
        rows = [row for entry in self._entries(kind, seen) if (row := self._row(kind, entry)) is not None]
        own = ("issuers", "countries", "mentioned") if kind.model is Work else ()
        columns = ("id", *(column for column, _, _ in kind.links), *kind.ends, *kind.fields, *own, *_OF_ALL)
        return table(kind.name, columns, self._with_parts_of_works(rows) if own else rows)

    def _entries(self, kind: Kind, seen: QuerySet[Any]) -> Iterable[Any]:
        return seen.exclude(level=SEALED).select_related("circle").order_by("pk").iterator(chunk_size=2000)

    def _row(self, kind: Kind, entry: Any) -> dict[str, Any] | None:
        links = {
            column: self.ids.get(of, {}).get(getattr(entry, f"{field}_id"), "") for column, field, of in kind.links
        }
        if kind.name in ONE_OF and not any(links[column] for column in ONE_OF[kind.name]):
            return None
        ends = {name: getattr(entry, name) for name in kind.ends}
        if not all(links[column] for column in HANGS_ON.get(kind.name, ())) or not self._leads_to_told(links, ends):
            return None
        self.ids[kind.name][entry.pk] = entry.permanent_id
        self.told.add(entry.permanent_id)
        self.level = higher(self.level, entry.level)
        told = told_fields(kind, entry, self.reach.get(entry.circle_id, PUBLIC))
        return {
            "id": entry.permanent_id, **links, **ends, **told,
            "level": entry.level, "circle": entry.circle.code, "version": entry.version,
        }  # fmt: skip

    def _leads_to_told(self, links: Mapping[str, str], ends: Mapping[str, str]) -> bool:
        """Whether what stands between entries has all its ends; an answer about nothing told is told of nothing."""
        known = [key in self.told for key in ends.values() if key]
        return all(known) and (not ends or bool(known) or any(links.values()))

    def _with_parts_of_works(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The issuers and countries of the publications. A name that was withdrawn is not told."""
        works = self.ids["works"]
        issuers, roles = defaultdict(list), defaultdict(list)
        for one in Issuer.objects.filter(withdrawn=False).order_by("work", "position"):
            issuers[works.get(one.work_id, "")].append(one.name)
        for country in WorkCountry.objects.order_by("work", "code"):
            roles[works.get(country.work_id, ""), country.role].append(country.code)
        return [
            {**row, "issuers": issuers[row["id"]], "countries": roles[row["id"], "subject"],
             "mentioned": roles[row["id"], "mentioned"]}
            for row in rows
        ]  # fmt: skip

    def _names(self) -> Table:
        actors = self.ids["actors"]
        rows = (
            {"actor": actors[one.actor_id], "name": one.name, "language": one.language}
            for one in ActorName.objects.order_by("pk").iterator(chunk_size=2000)
            if one.actor_id in actors
        )
        return table("names", ("actor", "name", "language"), rows)

    def _involvements(self) -> Table:
        """Who is involved how. Somebody whom the account may not see has no name here either."""
        acts, actors = self.ids["acts"], self.ids["actors"]
        rows = (
            {
                "act": acts[one.act_id], "role": one.role,
                "name": one.name if one.actor_id is None or one.actor_id in actors else None,
                "kind": one.kind, "count": one.count, "actor": actors.get(one.actor_id or 0, ""),
            }
            for one in Involvement.objects.order_by("pk").iterator(chunk_size=2000)
            if one.act_id in acts
        )  # fmt: skip
        return table("involvements", ("act", "role", "name", "kind", "count", "actor"), rows)

    def _duty_days(self) -> Table:
        """The days for which a duty was done, and what proves it."""
        duties = self.ids["duties"]
        rows = (
            {"duty": duties[one.duty_id], "due": one.due.isoformat(), "on": one.on.isoformat(), "proof": one.proof}
            for one in DutyDone.objects.order_by("pk").iterator(chunk_size=2000)
            if one.duty_id in duties
        )
        return table("duty-days", ("duty", "due", "on", "proof"), rows)

    def _evidence(self) -> Table:
        """The words that the entries told rest on, of texts that the account may see."""
        told = self.told
        works = self.ids["works"]
        seen = visible(Evidence.objects.all(), self.account, through="passage__text")
        seen = seen.exclude(passage__text__level=SEALED).select_related("passage__text").order_by("pk")
        rows = (
            {
                "entry": one.entry, "work": works[one.passage.text.work_id], "text": one.passage.text.permanent_id,
                "passage": one.passage.key, "start": one.start, "end": one.end, "exact": one.exact, "stance": one.stance,
            }
            for one in seen.defer("passage__text__body").iterator(chunk_size=2000)
            if one.entry in told and one.passage.text.work_id in works
        )  # fmt: skip
        return table("evidence", ("entry", "work", "text", "passage", "start", "end", "exact", "stance"), rows)


def told_fields(kind: Kind, entry: Any, reach: str) -> dict[str, Any]:
    """The fields of an entry; of those that are more closed than a grant of level `reach`, None."""
    open_to = LEVELS.index(reach)
    return {
        name: _plain(getattr(entry, name)) if LEVELS.index(level_of_field(kind.model, name)) <= open_to else None
        for name in kind.fields
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def reach_of(account: Any) -> dict[int, str]:
    """Up to which level the account's grants reach in each circle."""
    reach: dict[int, str] = {}
    for grant in current_grants(account):
        reach[grant.circle_id] = higher(reach.get(grant.circle_id, PUBLIC), grant.level)
    return reach


def by_id(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in rows}
