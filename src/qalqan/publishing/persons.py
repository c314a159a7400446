"""Whose names are withheld: every person of the record who was not released, and the names set apart by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qalqan.publishing.models import Withheld
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.withholding import Withholding
from qalqan.record.models import Actor, ActorName, Involvement
from qalqan.review.models import Candidate
from qalqan.safety.levels import PUBLIC

_KINDS_OF_A_PERSON = ("liberty", "trial", "accountability")  # processes whose subject is someone's name


def withholding() -> Withholding:
    """The cutting of all names that are not public now."""
    persons = Actor.objects.filter(kind__in=PERSONS)
    released = set(_names_of(persons.filter(level=PUBLIC)))
    withheld = set(_names_of(persons.exclude(level=PUBLIC))) | set(_without_an_entry())
    withheld |= set(_waiting_for_review()) - released
    withheld |= set(Withheld.objects.filter(ended_at=None).values_list("name", flat=True))
    return Withholding(withheld, released)


def withheld_actors() -> frozenset[int]:
    """The numbers of all persons that were not released."""
    return frozenset(Actor.objects.filter(kind__in=PERSONS).exclude(level=PUBLIC).values_list("pk", flat=True))


def _names_of(actors: Any) -> Iterator[str]:
    yield from actors.values_list("name", flat=True)
    yield from ActorName.objects.filter(actor__in=actors).values_list("name", flat=True)
    yield from Involvement.objects.filter(actor__in=actors).values_list("name", flat=True)


def _without_an_entry() -> Iterator[str]:
    """Persons whom an act names and who are no entry yet: nothing of theirs could have been released."""
    yield from Involvement.objects.filter(actor=None, kind="person").values_list("name", flat=True)


def _waiting_for_review() -> Iterator[str]:
    """Persons whom a machine found in a public text and nobody has looked at."""
    waiting = Candidate.objects.filter(text__level=PUBLIC, reviews=None, kind__in=("act", "pattern", "step"))
    for fields in waiting.values_list("fields", flat=True):
        for victim in fields.get("victims") or []:
            if isinstance(victim, dict) and victim.get("kind") in PERSONS and victim.get("name"):
                yield victim["name"]
        if fields.get("process") in _KINDS_OF_A_PERSON and isinstance(fields.get("subject"), str):
            yield fields["subject"]
