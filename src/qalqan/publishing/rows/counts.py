"""What an edition counts for its demands: how many they speak of are held or closed in it, how many acts came after.

Only what the edition itself holds is counted: a number must not tell of somebody whom it withholds.
"""

from __future__ import annotations

from qalqan.followup.measures import Measure, measures
from qalqan.followup.models import Clause, Process, Step
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Act
from qalqan.site.rows import CountRow
from qalqan.texts.edtf import bounds


def counts(record: PublicRecord, as_of: str) -> dict[int, tuple[CountRow, ...]]:
    """By the number of each published clause what can be counted for it on a day; empty without a day."""
    day = bounds(as_of)[1]
    if day is None:
        return {}
    published = _published(record)
    acts = frozenset(row.pk for row in record.with_words(Act))
    clauses = Clause.objects.filter(pk__in=[row.pk for row in record.with_words(Clause)])
    found: dict[int, tuple[CountRow, ...]] = {}
    for clause in clauses.select_related("recommendation__work"):
        rows = [_row(record, one, published, acts) for one in measures(clause, None, day)]
        found[clause.pk] = tuple(row for row in rows if row.now or row.then)
    return found


def _published(record: PublicRecord) -> dict[int, PublicRow]:
    """Processes that stand in the edition: public ones with a published step."""
    told = {row.links["process"] for row in record.with_words(Step)}
    return {row.pk: row for row in record.all(Process) if row.pk in told}


def _row(record: PublicRecord, one: Measure, published: dict[int, PublicRow], acts: frozenset[int]) -> CountRow:
    if one.what == "acts":
        return CountRow(what=one.what, words=one.words, now=sum(act.pk in acts for act in one.acts))
    now = {process.pk for process in one.processes if process.pk in published}
    then = {process.pk for process in one.before if process.pk in published}
    ids = tuple(sorted(record.id(published[number]) for number in now))
    return CountRow(what=one.what, words=one.words, now=len(now), then=len(then), still=len(then & now), processes=ids)
