"""What public cases and laws are to each other, as a person entered it by the words of a publication."""

from __future__ import annotations

from collections import defaultdict

from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Relation
from qalqan.safety.entries import Levelled
from qalqan.site.rows import RelatedRow

_SAME = "same-as"  # is shown as one, not as two that are related


def related_entries(record: PublicRecord, model: type[Levelled], title: str) -> dict[int, tuple[RelatedRow, ...]]:
    """Of each public entry of a kind, by its number, its public relations to others of the kind."""
    heads = record.head_of(model)
    public = {row.permanent_id: heads[row.pk] for row in record.all(model)}
    ends = {number: (one, other) for number, one, other in Relation.objects.values_list("pk", "one", "other")}
    found: dict[int, dict[RelatedRow, None]] = defaultdict(dict)
    for relation in record.with_words(Relation):
        one, other = (public.get(end) for end in ends[relation.pk])
        if one is not None and other is not None and one is not other and relation.text("relation") != _SAME:
            found[one.pk][
                RelatedRow(relation=relation.text("relation"), title=other.text(title), id=record.id(other))
            ] = None
    order = lambda row: (row.relation, row.title, row.id or "")  # noqa: E731
    return {number: tuple(sorted(rows, key=order)) for number, rows in found.items()}
