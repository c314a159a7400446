"""All rows of an edition from one reading of the public record."""

from __future__ import annotations

from qalqan.publishing.rows.beside import side_by_side
from qalqan.publishing.rows.cases import cases, persons, situations
from qalqan.publishing.rows.demands import recommendations
from qalqan.publishing.rows.grids import answers, thresholds, treaty_actions
from qalqan.publishing.rows.laws import instruments, standards
from qalqan.publishing.rows.lineage import lineages
from qalqan.publishing.rows.processes import processes
from qalqan.publishing.rows.record import PublicRecord
from qalqan.publishing.rows.works import organisations, works
from qalqan.site.rows import EditionFacts, EditionRows


def assemble(record: PublicRecord, facts: EditionFacts) -> EditionRows:
    """The rows, each kind in an order that tells nothing of the desk: by public id, or by what the row says."""
    followed = processes(record)
    publications = works(record)
    subjects = frozenset(row.subject_id for row in followed)
    told = cases(record, subjects)
    return EditionRows(
        facts=facts,
        works=publications,
        recommendations=recommendations(record, facts.as_of),
        cases=told,
        instruments=instruments(record),
        processes=followed,
        organisations=organisations(record),
        persons=persons(record, told, subjects),
        standards=standards(record),
        situations=situations(record),
        side_by_side=side_by_side(record, publications),
        lineages=lineages(publications),
        answers=answers(record, followed),
        treaty_actions=treaty_actions(record),
        thresholds=thresholds(record),
    )
