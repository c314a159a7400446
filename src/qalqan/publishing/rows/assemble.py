"""All rows of an edition from one reading of the public record."""

from __future__ import annotations

from qalqan.publishing.rows.beside import side_by_side
from qalqan.publishing.rows.cases import cases, situations
from qalqan.publishing.rows.demands import recommendations
from qalqan.publishing.rows.laws import instruments, standards
from qalqan.publishing.rows.processes import processes
from qalqan.publishing.rows.record import PublicRecord
from qalqan.publishing.rows.works import organisations, works
from qalqan.site.rows import EditionFacts, EditionRows


def assemble(record: PublicRecord, facts: EditionFacts) -> EditionRows:
    """The rows, each kind in an order that tells nothing of the desk: by public id, or by what the row says."""
    followed = processes(record)
    publications = works(record)
    return EditionRows(
        facts=facts,
        works=publications,
        recommendations=recommendations(record),
        cases=cases(record, frozenset(row.subject_id for row in followed)),
        instruments=instruments(record),
        processes=followed,
        organisations=organisations(record),
        standards=standards(record),
        situations=situations(record),
        side_by_side=side_by_side(record, publications),
    )
