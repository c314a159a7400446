"""Whose names are withheld: every person of the record who was not released, whoever is named as having said something,
and the names set apart by hand.

Of persons who were said to be the same all are withheld until each is released.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery

from qalqan.extraction.mentions.names import find_names
from qalqan.followup.models import Process
from qalqan.library.models import Issuer, Work
from qalqan.publishing.models import Withheld
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.withholding import Withholding, is_surname, is_title
from qalqan.record.joined import joined_to_any
from qalqan.record.matching import whole_name
from qalqan.record.models import Actor, ActorName, Entry, Involvement
from qalqan.review.models import Candidate, Review
from qalqan.safety.levels import PUBLIC
from qalqan.texts.words import name_keys

_ROLES = ("victims", "perpetrators", "duty_bearers")
_KINDS_OF_A_PERSON = ("liberty", "trial", "accountability")  # processes whose subject is someone's name


def withholding() -> Withholding:
    """The cutting of all names that are not public now."""
    persons = Actor.objects.filter(kind__in=PERSONS)
    closed = withheld_actors()
    released = set(_names_of(persons.exclude(pk__in=closed)))
    withheld = set(_names_of(persons.filter(pk__in=closed))) | set(_without_an_entry())
    withheld |= set(_not_among(released, (*_waiting_for_review(), *_who_said_something())))
    withheld |= set(Withheld.objects.filter(ended_at=None).values_list("name", flat=True))
    return Withholding(withheld, released)


def withheld_actors() -> frozenset[int]:
    """The numbers of all persons that were not released, and of those who are the same as one of them."""
    persons = Actor.objects.filter(kind__in=PERSONS)
    closed = joined_to_any(Actor, persons.exclude(level=PUBLIC).values_list("permanent_id", flat=True))
    return frozenset(number for number, key in persons.values_list("pk", "permanent_id") if key in closed)


def _not_among(released: set[str], names: Iterable[str]) -> Iterator[str]:
    """Names that are not, in any spelling, those of somebody released, nor a part of one."""
    theirs = [name_keys(name) for name in released]
    spellings = {whole_name(name) for name in released}
    for name in dict.fromkeys(names):
        keys = name_keys(name)
        if whole_name(name) not in spellings and not any(keys and keys <= one for one in theirs):
            yield name


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


def _who_said_something() -> Iterator[str]:
    """Persons to whom an entry or a waiting proposal attributes what it says: a witness, a relative, a lawyer."""
    said: dict[str, None] = {}
    for model in apps.get_models():
        if issubclass(model, Entry):
            said |= dict.fromkeys(
                model._default_manager.exclude(attributed_to="").values_list("attributed_to", flat=True)
            )
    waiting = Candidate.objects.filter(text__level=PUBLIC).exclude(attributed_to="")
    said |= dict.fromkeys(waiting.values_list("attributed_to", flat=True))
    bodies = _bodies() if said else frozenset()
    for words in said:
        yield from (name for name in persons_in(words) if whole_name(name) not in bodies)


def _bodies() -> frozenset[str]:
    """What organisations are called: those of the record, and those that publish and issue."""
    names = [
        *Actor.objects.exclude(kind__in=PERSONS).values_list("name", flat=True),
        *ActorName.objects.exclude(actor__kind__in=PERSONS).values_list("name", flat=True),
        *Work.objects.values_list("publisher", flat=True),
        *Issuer.objects.values_list("name", flat=True),
    ]
    return frozenset(whole_name(name) for name in names if name)


_CAPITAL = re.compile(r"[^\W\d_]+(?:[ʼʻ’'-][^\W\d_]+)*")


def persons_in(words: str) -> Iterator[str]:
    """The names of persons in words such as "her brother Timur Saparov", "Judge Saparov", "Saparov".

    A single word is taken for one after a title or a word of kin, or where it ends as surnames end: when in doubt, yes.
    """
    named = find_names(words, 0, len(words))
    yield from (one.name for one in named if one.kind in ("person", "other"))
    taken = [(one.start, one.end) for one in named]
    before = ""
    for word in _CAPITAL.finditer(words):
        alone = not any(start <= word.start() < end for start, end in taken)
        if alone and word[0][0].isupper() and not is_title(word[0]) and (is_title(before) or is_surname(word[0])):
            yield word[0]
        before = word[0]
