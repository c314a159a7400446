"""The public part of the record, pulled once and looked up by kind, by neighbour and by the words an entry rests on."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from django.db.models import Model

from qalqan.library.models import Work
from qalqan.publishing.columns import PublicRow, public_entries, public_parts
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.rows.wording import Wording
from qalqan.publishing.withholding import Withholding
from qalqan.record.joined import heads
from qalqan.safety.entries import Levelled
from qalqan.site.rows import EvidenceRow


class PublicRecord:
    """Everything that may be said, and nothing else."""

    def __init__(self, withholding: Withholding, withheld_actors: frozenset[int], ids: PublicIds) -> None:
        self.withholding = withholding
        self.withheld_actors = withheld_actors
        self.ids = ids
        self._entries: dict[type[Levelled], list[PublicRow]] = {}
        self._parts: dict[type[Model], dict[int, list[PublicRow]]] = {}
        self._sets: dict[type[Levelled], list[list[PublicRow]]] = {}

    def all(self, model: type[Levelled]) -> list[PublicRow]:
        """The public entries of a kind."""
        if model not in self._entries:
            self._entries[model] = public_entries(model, self.withholding)
        return self._entries[model]

    def by_pk(self, model: type[Levelled]) -> dict[int, PublicRow]:
        return {row.pk: row for row in self.all(model)}

    def under(self, model: type[Levelled], link: str) -> dict[int | None, list[PublicRow]]:
        """The public entries of a kind by the number of the entry that they belong to."""
        found: dict[int | None, list[PublicRow]] = defaultdict(list)
        for row in self.all(model):
            found[row.links[link]].append(row)
        return found

    def parts(self, model: type[Model], parent: str, of: type[Levelled], **which: object) -> dict[int, list[PublicRow]]:
        """Parts without a level of their own, by the number of the public entry of kind `of` that they belong to."""
        if model not in self._parts:
            numbers = (row.pk for row in self.all(of))
            self._parts[model] = public_parts(model, parent, numbers, self.withholding, **which)
        return self._parts[model]

    def sets(self, model: type[Levelled]) -> list[list[PublicRow]]:
        """The public entries of a kind in sets of the same, the one that stands for its set first.

        A join counts here only if it was released itself: that two are one is a statement of its own.
        """
        if model not in self._sets:
            self._sets[model] = self._joined(model)
        return self._sets[model]

    def head_of(self, model: type[Levelled]) -> dict[int, PublicRow]:
        """Of each public entry the one under which it is told, by its number."""
        return {row.pk: same[0] for same in self.sets(model) for row in same}

    def former_ids(self, same: list[PublicRow]) -> tuple[str, ...]:
        """The ids of the others of a set: whatever stood under them once, now leads to the first."""
        return tuple(sorted(self.id(row) for row in same[1:]))

    def _joined(self, model: type[Levelled]) -> list[list[PublicRow]]:
        head = heads(model, None)
        sets: dict[str, list[PublicRow]] = defaultdict(list)
        for row in self.all(model):
            sets[head.get(row.permanent_id, row.permanent_id)].append(row)
        return [
            sorted(same, key=lambda row: (row.permanent_id != top, self.id(row))) if len(same) > 1 else same
            for top, same in sets.items()
        ]

    def id(self, row: PublicRow) -> str:
        return self.ids.of(row.permanent_id)

    @cached_property
    def wording(self) -> Wording:
        """The published wording of the public texts of public works."""
        return Wording(self.by_pk(Work), self.withholding, self.ids)

    def evidence(self, row: PublicRow) -> tuple[EvidenceRow, ...]:
        """The published words that an entry rests on; empty where none of them is public."""
        return self.wording.evidence(row.permanent_id)

    def with_words(self, model: type[Levelled]) -> list[PublicRow]:
        """The public entries of a kind that rest on published words: a claim without its words is not published."""
        return [row for row in self.all(model) if self.evidence(row)]
