"""Which entries a person has said to be the same: sets that are counted once and shown together.

Joining is a relation that can be taken back; the entries themselves stay as their sources tell them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from qalqan.record.models import Case, Relation
from qalqan.safety.access import visible
from qalqan.safety.entries import Levelled


def relations_of(entry: Levelled, account: Any, relation: str = "") -> list[Relation]:
    """The standing relations of an entry that the account may see, from either side."""
    found = Relation.objects.filter(Q(one=entry.permanent_id) | Q(other=entry.permanent_id), standing="standing")
    return list(visible(found.filter(relation=relation) if relation else found, account))


def joined_with(entry: Levelled, account: Any) -> set[str]:
    """The permanent ids of all that is the same as this entry, itself included, through any number of joinings."""
    met, new = set(), {entry.permanent_id}
    while new:
        met |= new
        same = Relation.objects.filter(Q(one__in=new) | Q(other__in=new), relation="same-as", standing="standing")
        new = {key for pair in visible(same, account).values_list("one", "other") for key in pair} - met
    return met


def joined_sets(entries: Iterable[Levelled], account: Any) -> list[list[Any]]:
    """Entries of one kind in sets of the same, in the order given: what is counted is the number of sets."""
    entries = list(entries)
    head: dict[str, str] = {}

    def first(key: str) -> str:
        while head.get(key, key) != key:
            key = head[key]
        return key

    kinds = {entry._meta.label_lower for entry in entries}
    same = Relation.objects.filter(relation="same-as", standing="standing", one_kind__in=kinds)
    for one, other in visible(same, account).values_list("one", "other"):
        head[first(other)] = first(one)
    sets: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        sets[first(entry.permanent_id)].append(entry)
    return list(sets.values())


def number_of_cases(account: Any) -> int:
    """How many cases the account may see: the joined counted once, groups nobody named and patterns not at all."""
    return len(joined_sets(visible(Case.objects.filter(kind__in=Case.COUNTED), account), account))
