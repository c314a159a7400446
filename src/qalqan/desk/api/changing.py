"""Changing what is recorded: a field, its standing, what it is related to. Each names the version it saw and its reason."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema

from qalqan.desk.api.description import CHANGED, Edtf, Id, Key, Reason, Version, Words, account_of, seen_of
from qalqan.desk.api.entries import kind_named
from qalqan.desk.api.finding import entry_of, one_of, relation_told, told, words_said
from qalqan.desk.api.reading import router  # an entry is read and changed at one address: one router has it
from qalqan.errors import CannotDecide, WrongCall
from qalqan.record.actions import merge, reinstate, relate, revise, unrelate, withdraw_entry
from qalqan.record.models import Entry, Relation
from qalqan.safety.access import demand
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme, stage

# What is changed nowhere: an entry's words and place, how it stands (withdrawn and reinstated by name), what it was read
# from. Publications stand as printed; an assessment and a repetition are answered anew instead of changed.
FIXED = frozenset({"exact", "position", "standing", "level", "known"})
REVISED = (
    "recommendations", "clauses", "actors", "cases", "acts", "instruments", "provisions", "standards", "situations",
    "processes", "steps",
)  # fmt: skip
_DATES = frozenset({"date"})
_TERMS = {
    ("acts", "type"): "acts", ("situations", "trend"): "trends", ("provisions", "restriction"): "restrictions",
    ("provisions", "defects"): "defects", ("provisions", "grounds"): "closure-grounds", ("actors", "kind"): "actor-kinds", ("cases", "kind"): "case-kinds",
    ("instruments", "kind"): "instrument-kinds", ("recommendations", "response"): "responses",
}  # fmt: skip
_TERMS_OF_ALL = {"hedge": "hedges", "date_basis": "date-bases"}


class Revised(Schema):
    """`changes`: field to new value; what it does not mention stays."""

    changes: dict[str, Any] = Field(min_length=1, max_length=40)
    reason: Reason
    seen: Version = None


class Restood(Schema):
    reason: Reason
    seen: Version = None


class Related(Schema):
    """`relation` is a code of the vocabulary. All but same-as need the words that say so."""

    kind: Key
    one: Key
    relation: Key
    other_kind: Key
    other: Key
    reason: Reason
    words: Words | None = None
    since: Edtf = ""
    until: Edtf = ""


@router.patch("/record/{kind}/{id}", response=CHANGED)
def change(request: HttpRequest, response: HttpResponse, said: Revised, kind: str = Id, id: str = Id) -> Any:
    """Changes fields of an entry. Its former state is kept; a change that saw an older version is refused (409, 412)."""
    account = account_of(request)
    found = entry_of(kind, account, id)
    if kind not in REVISED:
        raise CannotDecide("Entries of this kind are not changed: say anew what is so, or withdraw them.")
    for name, value in said.changes.items():
        demand(account, "change", found, name if name in _field_names(found) else None)
        _check(kind, found, name, value)
    found.version = seen_of(request, said.seen)
    return _answer(response, revise(found, dict(said.changes), account, said.reason), account)


@router.post("/record/{kind}/{id}/withdraw", response=CHANGED)
def withdraw(request: HttpRequest, response: HttpResponse, said: Restood, kind: str = Id, id: str = Id) -> Any:
    """The entry stands no more; its words and history stay."""
    account = account_of(request)
    return _answer(response, withdraw_entry(_standing(request, kind, id, said), account, said.reason), account)


@router.post("/record/{kind}/{id}/reinstate", response=CHANGED)
def restore(request: HttpRequest, response: HttpResponse, said: Restood, kind: str = Id, id: str = Id) -> Any:
    """An entry that was withdrawn stands again."""
    account = account_of(request)
    return _answer(response, reinstate(_standing(request, kind, id, said), account, said.reason), account)


@router.post("/relations", response=CHANGED)
def say_related(request: HttpRequest, said: Related) -> Any:
    """Relates two entries; same-as joins two of one kind, so that what is said of either is shown with both."""
    account = account_of(request)
    one, other = entry_of(said.kind, account, said.one), entry_of(said.other_kind, account, said.other)
    if said.relation == "same-as":
        return relation_told(merge(one, other, account, said.reason))
    words = words_said(said.words or (), account)
    made = relate(one, said.relation, other, account, said.reason, words, since=said.since, until=said.until)
    return relation_told(made)


@router.post("/relations/{id}/end", response=CHANGED)
def end_relation(request: HttpRequest, said: Restood, id: str = Id) -> Any:
    """Takes a relation back; a joining is split again."""
    account = account_of(request)
    found = one_of(Relation, account, id)
    found.version = seen_of(request, said.seen)
    return relation_told(unrelate(found, account, said.reason))


def _answer(response: HttpResponse, entry: Any, account: Any) -> dict[str, Any]:
    response["ETag"] = f'"{entry.version}"'
    return told(entry, account)


def _standing(request: HttpRequest, kind: str, permanent_id: str, said: Restood) -> Entry:
    found = entry_of(kind, account_of(request), permanent_id)
    if not isinstance(found, Entry):
        raise CannotDecide("This is not withdrawn by itself: withdraw what is said in it.")
    found.version = seen_of(request, said.seen)
    return found


def _field_names(entry: Any) -> frozenset[str]:
    return frozenset(field.name for field in entry._meta.concrete_fields)


def _check(kind: str, entry: Any, name: str, value: Any) -> None:
    """Raises WrongCall, UnknownTerm, CannotDecide for what the entry may not say."""
    if name not in kind_named(kind).fields or name in FIXED:
        open_to = ", ".join(one for one in kind_named(kind).fields if one not in FIXED)
        raise WrongCall(f"Of this kind one may change {open_to}: leave out the rest.")
    _check_form(entry._meta.get_field(name), name, value)
    if name in _DATES and value and bounds(value) == (None, None):
        raise CannotDecide("This is not a date: write it as 2014-07-21, 2014-07 or 2014.")
    terms = _TERMS.get((kind, name)) or _TERMS_OF_ALL.get(name)
    for code in (value if isinstance(value, list) else [value]) if terms and value else ():
        scheme(terms).term(str(code))
    if (kind, name) == ("steps", "stage"):
        stage(entry.process.kind, str(value))
    if name == "countries":
        for code in value:
            _country(str(code))
    if name == "country" and value:
        for code in value.split(","):
            _country(code)


def _country(code: str) -> None:
    if code not in scheme("country-groups"):
        scheme("countries").term(code)


def _check_form(field: Any, name: str, value: Any) -> None:
    wanted: tuple[type, str] = (str, "words")
    if isinstance(field, models.BooleanField):
        wanted = (bool, "true or false")
    elif isinstance(field, models.IntegerField):
        wanted = (int, "a number")
        if value is None and field.null:
            return
    elif isinstance(field, models.JSONField):
        wanted = (list, "a list")
    kind, told_as = wanted
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise WrongCall(f"“{name}” holds {told_as}: send that.")
    if isinstance(value, int) and not 0 <= value <= 2**31 - 1:
        raise WrongCall(f"“{name}” holds a number that is not below 0 and not enormous: send that.")
    if isinstance(value, str):
        if field.max_length and len(value) > field.max_length:
            raise WrongCall(f"“{name}” holds {field.max_length} signs at most: shorten it.")
        if not field.blank and not value.strip():
            raise WrongCall(f"“{name}” may not be empty: say something.")
