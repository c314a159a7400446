"""Entries of the record for programs: a page of a kind, or one with its words; only what `readable` would export."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from qalqan.errors import NotFound
from qalqan.library.models import Work
from qalqan.publishing.exports.readable import ANSWERED, HANGS_ON, KINDS, ONE_OF, Kind, reach_of, told_fields
from qalqan.record.models import Evidence
from qalqan.safety.access import visible
from qalqan.safety.levels import PUBLIC, SEALED

BY_NAME = {kind.name: kind for kind in KINDS}
# The fields that are told of each kind, so that a history tells no others.
KINDS_FIELDS = {kind.name: frozenset((*kind.fields, "level")) for kind in KINDS}
_NOTHING = "There is nothing here."


def kind_named(name: str) -> Kind:
    """Raises NotFound."""
    if name not in BY_NAME:
        raise NotFound(_NOTHING)
    return BY_NAME[name]


def reachable(kind: Kind, account: Any) -> QuerySet[Any]:
    """The entries of a kind that the account may be told: with everything that they hang on."""
    found = visible(kind.model._default_manager.all(), account).exclude(level=SEALED)
    if kind.model in ANSWERED:
        found = found.exclude(decided="dismissed")
    if kind.name in ONE_OF:
        found = found.filter(_one_is_told(kind, account))
    for column, field, of in kind.links:
        if kind.ends:
            ends = reachable(BY_NAME[of], account).order_by().values("pk")
            found = found.filter(Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": ends}))
        if column in HANGS_ON.get(kind.name, ()):
            found = found.filter(**{f"{field}__in": reachable(BY_NAME[of], account).order_by().values("pk")})
    for end in kind.ends:
        found = found.filter(_leads_to_told(end, account))
    if kind.ends and kind.links:  # an answer is about a clause or about another entry that is told
        found = found.exclude(**{kind.ends[0]: ""}, **{f"{field}__isnull": True for _, field, _ in kind.links})
    return found


def _one_is_told(kind: Kind, account: Any) -> Q:
    """That what the entry is about, one of two, is told."""
    told = Q()
    for column, field, of in kind.links:
        if column in ONE_OF[kind.name]:
            told |= Q(**{f"{field}__in": reachable(BY_NAME[of], account).order_by().values("pk")})
    return told


def _leads_to_told(end: str, account: Any) -> Q:
    """That the entry at this end, if there is one, is told; between entries of other kinds nothing is."""
    told = Q(**{end: ""})
    for kind in KINDS:
        if not kind.ends:
            keys = reachable(kind, account).order_by().values("permanent_id")
            told |= Q(**{f"{end}_kind": kind.model._meta.label_lower, f"{end}__in": keys})
    return told


def page_of(
    kind: Kind, account: Any, limit: int, offset: int, within: dict[str, str] | None = None
) -> tuple[int, list[dict[str, Any]]]:
    """How many there are, and some of them. `within`: only those linked to this entry, by column and id."""
    found = reachable(kind, account)
    for column, field, _ in kind.links:
        if wanted := (within or {}).get(column):
            found = found.filter(**{f"{field}__permanent_id": wanted})
    rows = list(found.select_related("circle").order_by("pk")[offset : offset + limit])
    return found.count(), told(kind, rows, account)


def one(kind: Kind, account: Any, permanent_id: str) -> dict[str, Any]:
    """An entry with the words it rests on. Raises NotFound, also for what the account may not see."""
    entry = reachable(kind, account).select_related("circle").filter(permanent_id=permanent_id).first()
    if entry is None:
        raise NotFound(_NOTHING)
    return {**told(kind, [entry], account)[0], "words": words(permanent_id, account)}


def told(kind: Kind, entries: list[Any], account: Any) -> list[dict[str, Any]]:
    reach = reach_of(account)
    linked: dict[str, dict[int, str]] = {}
    for column, field, of in kind.links:
        numbers = {getattr(entry, f"{field}_id") for entry in entries} - {None}
        ends = reachable(BY_NAME[of], account).filter(pk__in=numbers)
        linked[column] = dict(ends.order_by().values_list("pk", "permanent_id"))
    return [
        {
            "id": entry.permanent_id,
            **{column: linked[column].get(getattr(entry, f"{field}_id")) for column, field, _ in kind.links},
            **{end: getattr(entry, end) or None for end in kind.ends},
            **told_fields(kind, entry, reach.get(entry.circle_id, PUBLIC)),
            "level": entry.level,
            "version": entry.version,
        }
        for entry in entries
    ]


def words(entry: str, account: Any) -> list[dict[str, Any]]:
    """The passages that an entry rests on, of texts and publications that the account may see."""
    seen = visible(Evidence.objects.filter(entry=entry), account, through="passage__text")
    seen = seen.exclude(passage__text__level=SEALED).select_related("passage__text__work")
    works = set(reachable(BY_NAME["works"], account).values_list("pk", flat=True))
    return [
        {
            "work": held.passage.text.work.permanent_id,
            "text": held.passage.text.permanent_id,
            "passage": held.passage.key,
            "start": held.start,
            "end": held.end,
            "exact": held.exact,
            "stance": held.stance,
        }
        for held in seen
        if held.passage.text.work_id in works
    ]


def work_of(account: Any, permanent_id: str) -> Work:
    """Raises NotFound."""
    found = reachable(BY_NAME["works"], account).filter(permanent_id=permanent_id).first()
    if not isinstance(found, Work):
        raise NotFound(_NOTHING)
    return found


def is_there(permanent_id: str, account: Any) -> bool:
    """Whether the account may be told of an entry, whatever its kind."""
    return any(reachable(kind, account).filter(permanent_id=permanent_id).exists() for kind in KINDS)
