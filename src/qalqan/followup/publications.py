"""Which publications the record rests on for a person, an organisation, a law, an addressee or a status on a day.

The library knows what the catalogue says of a publication; this is what has been read out of it and admitted. It is
given to the library's search, which asks it for the fields that it does not know itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from qalqan.followup.models import Clause, Process, Recommendation, Step
from qalqan.followup.processes import status
from qalqan.followup.together import one_each, steps_of_all
from qalqan.record.joined import with_joined
from qalqan.record.matching import find_actors, instrument_key
from qalqan.record.models import Act, Evidence, Instrument, Provision, Standard
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme

PERSON = "person"
TOGETHER = 400  # ids in one question to the database


@dataclass(frozen=True, slots=True)
class PublicationsByRecord:
    """Works by what the record says of them, as far as `account` may see the entries that say it."""

    account: Any

    def works(self, field: str, value: str) -> Iterable[int] | None:
        """The ids of works in whose words the record has this; None for a field that is not the record's."""
        find = {
            "person": self._person,
            "organisation": self._organisation,
            "instrument": self._instrument,
            "addressee": self._addressee,
            "status": self._status,
        }.get(field)
        return set(find(value.strip())) if find and value.strip() else None

    def _person(self, name: str) -> Iterator[int]:
        return self._speaking_of([actor for actor in find_actors(name, self.account) if actor.kind == PERSON])

    def _organisation(self, name: str) -> Iterator[int]:
        return self._speaking_of([actor for actor in find_actors(name, self.account) if actor.kind != PERSON])

    def _speaking_of(self, actors: list[Any]) -> Iterator[int]:
        """Publications that tell of an act in which one of them was involved, or of a step of what they go through."""
        acts = self._seen(Act.objects.filter(involvements__actor__in=actors))
        steps = self._seen(Step.objects.filter(process__in=self._processes(Process.objects.filter(actor__in=actors))))
        yield from self._with_words_of(acts)
        yield from self._with_words_of(steps)

    def _instrument(self, name: str) -> Iterator[int]:
        laws = visible(Instrument.objects.all(), self.account)
        key = instrument_key(name)
        found = laws.filter(key=key)
        if not found.exists():
            having = Q()
            for word in key.split():
                having &= Q(key__contains=word)
            found = laws.filter(having) if key else laws.none()
        ids = [law.pk for law in with_joined(list(found), self.account)]
        steps = Step.objects.filter(process__in=self._processes(Process.objects.filter(instrument__in=ids)))
        for entries in (
            Provision.objects.filter(instrument__in=ids), Standard.objects.filter(instrument__in=ids), steps,
        ):  # fmt: skip
            yield from self._with_words_of(self._seen(entries))

    def _addressee(self, name: str) -> Iterator[int]:
        """Publications that ask something of an addressee of this name or class."""
        wanted = name.casefold()
        recommendations = self._seen(Recommendation.objects.all()).order_by()
        for work, addressees in recommendations.values_list("work_id", "addressees"):
            if _is_among(wanted, addressees):
                yield work
        clauses = self._seen(
            Clause.objects.exclude(addressees=[]).filter(recommendation__in=recommendations)
        ).order_by()
        for work, addressees in clauses.values_list("recommendation__work_id", "addressees"):
            if _is_among(wanted, addressees):
                yield work

    def _status(self, value: str) -> Iterator[int]:
        """Publications whose words say that something stood so on a day: "detained@2014-07-21"; today without a day."""
        stage, _at, day = value.partition("@")
        first, last = bounds(day) if day else (None, None)
        as_of = last or first or date.today()
        codes = _stages(stage)
        if not codes or (day and not (first or last)):
            return
        reached = Process.objects.filter(steps__stage__in=codes).distinct()
        entries = []
        for process in one_each(self._processes(reached), self.account):
            standing = status(process, as_of, steps_of_all(process, self.account))
            if standing.step is not None and standing.step.stage in codes:
                entries.append(standing.step.permanent_id)
        yield from self._resting_on(entries)

    # --- as far as the account may see ---------------------------------------------------------------------------------

    def _seen(self, entries: QuerySet[Any]) -> QuerySet[Any]:
        return visible(entries.filter(standing="standing"), self.account)

    def _processes(self, processes: QuerySet[Process]) -> QuerySet[Process]:
        return visible(processes, self.account)

    def _with_words_of(self, entries: QuerySet[Any]) -> Iterator[int]:
        yield from self._resting_on(list(entries.order_by().values_list("permanent_id", flat=True)))

    def _resting_on(self, entries: list[str]) -> Iterator[int]:
        """The works in which the words for these entries stand."""
        for at in range(0, len(entries), TOGETHER):
            words = Evidence.objects.filter(entry__in=entries[at : at + TOGETHER], stance="for").order_by()
            yield from words.values_list("passage__text__work_id", flat=True).distinct()


def _is_among(wanted: str, addressees: Iterable[dict[str, Any]]) -> bool:
    return any(
        wanted in str(one.get("name") or "").casefold() or wanted == str(one.get("class") or "").casefold()
        for one in addressees
    )


def _stages(named: str) -> frozenset[str]:
    """The codes of a stage, of whatever kind of process, by its code or its label in any language."""
    wanted = named.strip().casefold()
    codes = set()
    for term in scheme("stages"):
        code = term.code.rpartition("/")[2]
        if wanted and (wanted == code or wanted in (label.casefold() for label in term.labels.values())):
            codes.add(code)
    return frozenset(codes)
