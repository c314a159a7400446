"""What would become of each row of a spreadsheet. Reads; writes nothing.

Every row has one outcome, so that the counts balance: proposed, joined (one more addressee of a demand that a row above
proposes), already (it was proposed before, or stands above in the same file), held (our own export, as it is), differs (our own export, changed since or by hand: left as it is), refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from qalqan.desk.imports.mapping import Mapping, matched
from qalqan.desk.imports.own import OwnTable, may_be_own, own_table, own_tables
from qalqan.desk.imports.reading import Sheet
from qalqan.desk.imports.rows import Proposal, proposal_of
from qalqan.errors import UnknownTerm, WrongCall
from qalqan.publishing.exports import readable
from qalqan.publishing.exports.tables import unguarded
from qalqan.review.models import Candidate
from qalqan.safety.access import demand, visible

OUTCOMES = ("proposed", "joined", "already", "held", "differs", "refused")
ORIGIN = "import:"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: where it stands, what becomes of it, why, and what it proposes."""

    sheet: str
    number: int
    what: str
    why: str = ""
    proposal: Proposal | None = None
    of: int | None = None  # of a joined row: the place of the row it is joined to


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows with their outcomes, and the columns of each sheet that nothing is taken from."""

    format: str
    rows: tuple[Outcome, ...]
    unused: dict[str, tuple[str, ...]]
    mapped: dict[str, Mapping]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each outcome; their sum is the number of rows."""
        found = Counter(row.what for row in self.rows)
        return {what: found[what] for what in OUTCOMES}

    def of(self, *outcomes: str) -> Iterator[Outcome]:
        return (row for row in self.rows if row.what in outcomes)


def planned(sheets: Iterable[Sheet], mapping: Mapping, account: Any, format: str) -> Plan:
    """The outcome of every row. Raises NotAllowed for an account that may not add proposals."""
    demand(account, "add", Candidate)
    sheets = tuple(sheets)
    # Reading the whole record again is for files that may be our own export.
    own = own_tables(readable(account)) if any(may_be_own(sheet.header) for sheet in sheets) else []
    rows: list[Outcome] = []
    unused: dict[str, tuple[str, ...]] = {}
    mapped: dict[str, Mapping] = {}
    for sheet in sheets:
        table = own_table(sheet.header, own, sheet.name)
        if table is not None:
            rows += _own_rows(sheet, table)
            continue
        mapped[sheet.name] = matched(sheet.header, mapping)
        unused[sheet.name] = mapped[sheet.name].unused(sheet.header)
        rows += _rows(sheet, mapped[sheet.name])
    return Plan(format, tuple(_without_known(_demands_joined(rows), account)), unused, mapped)


def _own_rows(sheet: Sheet, table: OwnTable) -> Iterator[Outcome]:
    for number, row in sheet.rows:
        cells = {name: unguarded(said) for name, said in sheet.cells(row).items()}
        differing = table.differing(cells)
        if differing is None:
            why = _("It is in no entry that you may read: correct its id, or leave the id out to propose it anew.")
            yield Outcome(sheet.name, number, "refused", why)
        elif differing:
            why = _("It differs from the record in %(columns)s; change the entry at the desk.")
            yield Outcome(sheet.name, number, "differs", why % {"columns": ", ".join(differing)})
        else:
            yield Outcome(sheet.name, number, "held")


def _rows(sheet: Sheet, mapping: Mapping) -> Iterator[Outcome]:
    doubled = sorted({name for name in sheet.header if name and sheet.header.count(name) > 1})
    for number, row in sheet.rows:
        if doubled:
            why = _("Two columns of its sheet are called “%(name)s”: rename one.") % {"name": doubled[0]}
            yield Outcome(sheet.name, number, "refused", why)
            continue
        cells = {name: unguarded(said) for name, said in sheet.cells(row).items()}
        try:
            yield Outcome(sheet.name, number, "proposed", proposal=proposal_of(cells, mapping))
        except (WrongCall, UnknownTerm) as refused:
            yield Outcome(sheet.name, number, "refused", str(refused))


def _demands_joined(rows: list[Outcome]) -> list[Outcome]:
    """A table of demands has a row for each addressee: one proposal is made of all that tell of one demand."""
    first: dict[tuple[str, ...], int] = {}
    joined = list(rows)
    for at, row in enumerate(rows):
        if row.proposal is None or row.proposal.parent is None:
            continue
        before = first.setdefault(row.proposal.demand, at)
        held = joined[before].proposal
        if before == at or held is None:
            continue
        if rows[before].proposal == row.proposal:
            why = _("It is the same as row %(number)d.") % {"number": rows[before].number}
            joined[at] = Outcome(row.sheet, row.number, "already", why)
            continue
        joined[before] = replace(joined[before], proposal=held.with_addressees_of(row.proposal))
        why = _("It is one more addressee of the demand in row %(number)d.") % {"number": rows[before].number}
        joined[at] = Outcome(row.sheet, row.number, "joined", why, of=before)
    return joined


def _without_known(rows: list[Outcome], account: Any) -> Iterator[Outcome]:
    proposals = [row.proposal for row in rows if row.proposal]
    known = _proposed_before([*proposals, *(one.parent for one in proposals if one.parent)], account)
    first: dict[tuple[str, ...], Outcome] = {}
    for row in rows:
        told = rows[row.of].proposal if row.of is not None else row.proposal
        if told is None:
            yield row
        elif _sign(told) in known:
            yield Outcome(row.sheet, row.number, "already", _("An earlier import proposed it."))
        elif row.proposal is None:
            yield row
        elif (before := first.setdefault(row.proposal.sameness, row)) is not row:
            why = _("It is the same as row %(number)d.") % {"number": before.number}
            yield Outcome(row.sheet, row.number, "already", why)
        elif _stands_apart(row.proposal, known):
            why = _("Its recommendation was imported before and does not hold these words: correct them after it.")
            yield Outcome(row.sheet, row.number, "refused", why)
        else:
            yield row


def _stands_apart(one: Proposal, known: set[str]) -> bool:
    """A demand in other words than those of its recommendation, which stands in an earlier import's text already."""
    return one.parent is not None and one.words not in one.parent.words and _place(one.parent) in known


def _place(one: Proposal) -> str:
    return repr((one.kind, one.words, one.publication[0]))


def _proposed_before(proposals: list[Proposal], account: Any) -> set[str]:
    """Of these proposals the signs, and the places, of those that an import made before, as far as the account may know."""
    seen = visible(visible(Candidate.objects.filter(origin__startswith=ORIGIN), account), account, through="text__work")
    words = sorted({one.words for one in proposals})
    found: set[str] = set()
    for start in range(0, len(words), _AT_ONCE):
        some = seen.filter(exact__in=words[start : start + _AT_ONCE]).order_by()
        rows = some.values_list(
            "kind", "exact", "text__work__title", "fields", "hedge", "attributed_to", "parent__exact"
        )
        for kind, exact, title, fields, hedge, by, within in rows:
            found.add(repr((kind, exact, title, sorted(fields.items()), hedge, by, within or "")))
            found.add(repr((kind, exact, title)))
    return found


def _sign(one: Proposal) -> str:
    within = one.parent.words if one.parent else ""
    fields = sorted(one.fields.items())
    return repr((one.kind, one.words, one.publication[0], fields, one.hedge, one.attributed_to, within))
