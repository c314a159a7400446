"""Laws, drafts and other norms, what sources say of their rules, and the standards that sources appeal to."""

from __future__ import annotations

from collections import defaultdict

from qalqan.followup.models import Process
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.rows.cases import one_code
from qalqan.publishing.rows.record import PublicRecord
from qalqan.publishing.rows.related import related_entries
from qalqan.record.models import Instrument, Provision, Standard
from qalqan.site.rows import InstrumentRow, ProvisionRow, StandardRow


def instruments(record: PublicRecord) -> tuple[InstrumentRow, ...]:
    """The public laws under every name that public words give them, with what sources say of their rules."""
    names, related = _names(record), related_entries(record, Instrument, "name")
    provisions: dict[int | None, list[ProvisionRow]] = {}
    for row in record.with_words(Provision):
        provisions.setdefault(row.links["instrument"], []).append(_provision(record, row))
    rows = [
        InstrumentRow(
            id=record.id(row := same[0]),
            title=row.text("name"),
            jurisdiction=one_code(row["jurisdiction"]),
            kind=row["kind"] or "law",
            names=tuple(dict.fromkeys(name for one in same for name in (one.text("name"), *sorted(names[one.pk])))),
            related=related.get(row.pk, ()),
            provisions=tuple(
                sorted(
                    (rule for one in same for rule in provisions.get(one.pk, ())),
                    key=lambda rule: (rule.about, rule.id),
                )
            ),
            aliases=record.former_ids(same),
        )
        for same in record.sets(Instrument)
    ]
    return tuple(sorted(rows, key=lambda row: row.id))


def _names(record: PublicRecord) -> dict[int | None, set[str]]:
    """What sources that appeal to a law, and what is followed of it, call it."""
    found: dict[int | None, set[str]] = defaultdict(set)
    for standard in record.with_words(Standard):
        found[standard.links["instrument"]].add(standard.text("name"))
    for process in record.all(Process):
        found[process.links["instrument"]].add(process.text("subject"))
    return defaultdict(set, {number: names - {""} for number, names in found.items()})


def standards(record: PublicRecord) -> tuple[StandardRow, ...]:
    """Norms appealed to, under the name that the source gives them or that of the instrument."""
    public = record.by_pk(Instrument)
    rows = [_standard(record, row, public.get(row.links["instrument"] or 0)) for row in record.with_words(Standard)]
    return tuple(sorted(rows, key=lambda row: (row.instrument, row.article or "", row.symbol or "", *_place(row))))


def _place(row: StandardRow) -> tuple[str, str, int]:
    words = row.evidence[0]
    return words.work_id, words.passage_id, words.start


def _provision(record: PublicRecord, row: PublicRow) -> ProvisionRow:
    return ProvisionRow(
        id=record.id(row),
        about=row.text("about"),
        restriction=row["restriction"] or None,
        defects=row.items_of("defects"),
        hedge=row["hedge"] or "asserted",
        attributed_to=row["attributed_to"] or None,
        evidence=record.evidence(row),
    )


def _standard(record: PublicRecord, row: PublicRow, instrument: PublicRow | None) -> StandardRow:
    named = row["name"] or (instrument.text("name") if instrument else "")
    return StandardRow(
        instrument=named, article=row["article"] or None, symbol=row["symbol"] or None, evidence=record.evidence(row)
    )
