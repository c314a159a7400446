"""Whose names are withheld: every person of the record who was not released, and the names set apart by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from qalqan.followup.models import Process
from qalqan.publishing.models import Withheld
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.withholding import Withholding
from qalqan.record.models import Actor, ActorName, Involvement
from qalqan.review.models import Candidate, Review
from qalqan.safety.levels import PUBLIC

_ROLES = ("victims", "perpetrators", "duty_bearers")
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
    """Persons whom an act or a process names and who are no entry: nothing of theirs could have been released."""
    yield from Involvement.objects.filter(actor=None, kind="person").values_list("name", flat=True)
    # Also of what is said of nobody by name ("six lawyers"): words without a capital are no name and cut nothing. A
    # name that is printed all in capitals looks like an abbreviation to the record, and is one of a person here.
    nobody = Process.objects.filter(actor=None, case=None, instrument=None, kind__in=_KINDS_OF_A_PERSON)
    yield from (words for words in nobody.values_list("subject", flat=True) if words.isupper())


def _waiting_for_review() -> Iterator[str]:
    """Persons whom a machine found in a public text and on whom nobody has decided: not looked at, or put off."""
    last = Subquery(Review.objects.filter(candidate=OuterRef("pk")).order_by("-id").values("outcome")[:1])
    found = Candidate.objects.filter(text__level=PUBLIC, kind__in=("act", "pattern", "step")).annotate(last=last)
    waiting = found.filter(Q(last=None) | Q(last="deferred"))
    for fields in waiting.values_list("fields", flat=True):
        for named in (one for role in _ROLES for one in fields.get(role) or []):
            if isinstance(named, dict) and named.get("kind") in PERSONS and named.get("name"):
                yield named["name"]
        if fields.get("process") in _KINDS_OF_A_PERSON and isinstance(fields.get("subject"), str):
            yield fields["subject"]
