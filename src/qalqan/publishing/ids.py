"""The ids under which the public knows entries: drawn once, kept for ever."""

from __future__ import annotations

from datetime import date

from qalqan.publishing.models import PublicId, draw_public_id


class PublicIds:
    """Looks ids up and draws the missing ones. Nothing is stored before `keep`."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._kept = {held.entry: held for held in PublicId.objects.all()}
        self._drawn: dict[str, PublicId] = {}
        self._used: set[str] = set()

    def of(self, permanent_id: str) -> str:
        """The public id of an entry that stands in this edition."""
        return str(self._held(permanent_id).public_id)

    def peek(self, permanent_id: str) -> str:
        """The public id of an entry that has one; empty for one that has none, and none is drawn."""
        held = self._kept.get(permanent_id) or self._drawn.get(permanent_id)
        return held.public_id if held else ""

    def entered(self, permanent_id: str) -> str:
        """The day of the edition in which the entry first stood."""
        return str(self._held(permanent_id).entered)

    def keep(self, edition: int) -> int:
        """Stores what was drawn, and that the entries asked for stand in this edition; gives how many were drawn."""
        for held in self._drawn.values():
            held.first = edition
        PublicId.objects.bulk_create(sorted(self._drawn.values(), key=lambda held: held.public_id))
        for start in range(0, len(used := sorted(self._used)), 500):
            PublicId.objects.filter(entry__in=used[start : start + 500], last__lt=edition).update(last=edition)
        return len(self._drawn)

    def _held(self, permanent_id: str) -> PublicId:
        self._used.add(permanent_id)
        held = self._kept.get(permanent_id) or self._drawn.get(permanent_id)
        if held is None:
            held = PublicId(entry=permanent_id, public_id=draw_public_id(), entered=self._as_of, first=0, last=0)
            self._drawn[permanent_id] = held
        return held
