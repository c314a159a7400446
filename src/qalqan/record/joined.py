"""Which entries a person has said to be the same: sets that are counted once and shown together.

Joining is a relation that can be taken back; the entries themselves stay as their sources tell them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Q

from qalqan.record.models import Case, Relation
from qalqan.safety.access import visible
from qalqan.safety.entries import Levelled

L = TypeVar("L", bound=Levelled)


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


def heads(kind: type[Levelled], account: Any) -> dict[str, str]:
    """Of each entry of a kind that was joined the one that stands for its set, by permanent id; itself for that one.

    The first that somebody joined others to. For `account` None only by joins that are public.
    """
    same = Relation.objects.filter(relation="same-as", standing="standing", one_kind=kind._meta.label_lower)
    return heads_of(visible(same, account).order_by("pk").values_list("one", "other"))


def heads_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The same of pairs that are one: each member of a set with its head, the first named of the first pair."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while above.setdefault(key, key) != key:
            key = above[key]
        return key

    for one, other in pairs:
        head, joining = top(one), top(other)
        if head != joining:
            above[joining] = head
    return {key: top(key) for key in list(above)}


def joined_sets(entries: Iterable[Levelled], account: Any) -> list[list[Any]]:
    """Entries of one kind in sets of the same, in the order given: what is counted is the number of sets."""
    sets: dict[str, list[Any]] = defaultdict(list)
    found: dict[type[Levelled], dict[str, str]] = {}
    for entry in entries:
        if type(entry) not in found:
            found[type(entry)] = heads(type(entry), account)
        sets[found[type(entry)].get(entry.permanent_id, entry.permanent_id)].append(entry)
    return list(sets.values())


def with_joined(entries: Sequence[L], account: Any) -> list[L]:
    """The entries, of one kind, and after them all that are the same as one of them and open to the account."""
    if not entries:
        return []
    kind = type(entries[0])
    head = heads(kind, account)
    wanted = {head[one.permanent_id] for one in entries if one.permanent_id in head}
    keys = {key for key, top in head.items() if top in wanted} - {one.permanent_id for one in entries}
    more = visible(kind._default_manager.filter(permanent_id__in=keys), account) if keys else []
    return [*entries, *more]


def joined_to_any(kind: type[Levelled], keys: Iterable[str]) -> set[str]:
    """These permanent ids and those of all that anybody said to be the same: for closing, whoever may see the join."""
    same = Relation.objects.filter(relation="same-as", standing="standing", one_kind=kind._meta.label_lower)
    head = heads_of(same.order_by("pk").values_list("one", "other"))
    keys = set(keys)
    closed = {head[key] for key in keys if key in head}
    return keys | {key for key, top in head.items() if top in closed}


def number_of_cases(account: Any) -> int:
    """How many cases the account may see: the joined counted once, groups nobody named and patterns not at all."""
    return len(joined_sets(visible(Case.objects.filter(kind__in=Case.COUNTED), account), account))
