"""Relations between entries: told on their pages, stated in a form with dates and words, and state bodies as a tree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qalqan.desk.labels import tongue
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.desk.quoting import words_in
from qalqan.desk.views.works import chosen
from qalqan.errors import CannotDecide, NotFound, UnknownTerm
from qalqan.record.actions import enter_actor, relate
from qalqan.record.joined import relations_of, with_joined
from qalqan.record.matching import find_actors, instrument_key
from qalqan.record.models import Actor, Case, Instrument, Relation
from qalqan.safety.access import may, visible
from qalqan.safety.entries import Levelled
from qalqan.safety.models import Account
from qalqan.vocabularies import scheme, term

ENDS: dict[type[Levelled], str] = {Actor: "actors", Case: "cases", Instrument: "laws"}
BACKWARDS = "~"  # before the code of a relation that is stated from its other end
A_CHOICE = 12  # entries of one name to choose from; the form says when there are more


@dataclass(frozen=True, slots=True)
class Told:
    """A relation from one entry's side: how it is called from there, and the other end, open to the reader."""

    words: str
    relation: Relation
    other: Any


def told_relations(entry: Levelled, account: Account) -> list[Told]:
    """The standing relations of an entry whose other end this person may see: one question for each kind of entry."""
    relations = relations_of(entry, account)
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in relations:
        kind, key = _other_end(one, entry.permanent_id)
        wanted[kind].add(key)
    others: dict[str, Any] = {}
    for kind, keys in wanted.items():
        found = apps.get_model(kind)._default_manager.filter(permanent_id__in=keys)
        others |= {other.permanent_id: other for other in visible(found, account)}
    told = [
        Told(said_from(one, entry.permanent_id), one, others[key])
        for one in relations
        if (key := _other_end(one, entry.permanent_id)[1]) in others
    ]
    return sorted(told, key=lambda one: (one.words, one.relation.since, str(one.other).casefold()))


def _other_end(relation: Relation, key: str) -> tuple[str, str]:
    one = relation.one == key
    return (relation.other_kind, relation.other) if one else (relation.one_kind, relation.one)


def said_from(relation: Relation, key: str) -> str:
    """The relation in words, from the side of the entry with this permanent id."""
    return words_for(relation.relation, backwards=relation.one != key)


def words_for(code: str, *, backwards: bool) -> str:
    found = term("relations", code)
    inverse = found.properties.get("inverse") if backwards and not found.has("symmetric") else None
    return str((inverse.get(tongue()) or inverse["en"]) if inverse else found.label(tongue()))


def ways_to_relate(entry: Levelled) -> list[tuple[str, str]]:
    """What may be said by hand of an entry of this kind, from either side: codes and words."""
    ends = ENDS.get(type(entry), "")
    ways: list[tuple[str, str]] = []
    for one in scheme("relations"):
        between = one.properties.get("between") or ()
        if ends and ends in between:
            ways.append((one.code, words_for(one.code, backwards=False)))
            if not one.has("symmetric"):
                ways.append((BACKWARDS + one.code, words_for(one.code, backwards=True)))
    return ways


@policy("change", of=Case)
@require_http_methods(["GET", "POST"])
def relate_to(request: HttpRequest, key: str) -> HttpResponse:
    """State a relation: the other end is found by its name among what is open here, or entered as new."""
    entry = _entry(key, request.account)
    wrong, found = "", list[Any]()
    if request.method == "POST":
        try:
            name = request.POST.get("name", "")
            found = _named(entry, name, request.account)
            if request.POST.get("other", "") or request.POST.get("new") == "yes":
                _state(request, entry)
                return to("entry", key, said=_("Written down: both pages show it."), request=request)
            if not found and not name.strip():
                raise CannotDecide(_("Write the name of the other."))
        except (CannotDecide, UnknownTerm) as error:
            wrong = str(error)
    return page(
        request,
        "relate",
        here="record",
        status=400 if wrong else 200,
        entry=entry,
        asked=request.method == "POST",
        found=found[:A_CHOICE],
        more=max(len(found) - A_CHOICE, 0),
        ways=ways_to_relate(entry),
        may_enter=isinstance(entry, Actor),
        kinds=[(one.code, one.label(tongue())) for one in scheme("actor-kinds") if not one.has("counted")],
        works=chosen(request.account),
        wrong=wrong,
    )


def _state(request: HttpRequest, entry: Any) -> None:
    given, account = request.POST, request.account  # type: ignore[attr-defined]
    code = given.get("relation", "")
    if code not in dict(ways_to_relate(entry)):
        raise CannotDecide(_("Choose how the two are related."))
    words = words_in(given.get("source", ""), given.get("words", ""), account)
    other = _chosen(given.get("other", ""), account)
    if other is None:
        other = enter_actor(given.get("name", ""), given.get("kind", ""), _country_of(entry), words, account)
    one, two = (other, entry) if code.startswith(BACKWARDS) else (entry, other)
    since, until = given.get("since", "").strip(), given.get("until", "").strip()
    reason = given.get("reason", "").strip() or _("as the source says")
    relate(one, code.removeprefix(BACKWARDS), two, account, reason, [words], since=since, until=until)


def _country_of(entry: Any) -> str:
    country = str(getattr(entry, "country", ""))
    return country if country in scheme("countries") else ""


def _chosen(key: str, account: Account) -> Any:
    """The entry that was chosen; None for a new one. Raises CannotDecide for one that is not open here."""
    if not key:
        return None
    for model in ENDS:
        other = model._default_manager.filter(permanent_id=key).first()
        if other is not None and may(account, "see", other):
            return other
    raise CannotDecide(_("There is no entry of this number that you may see."))


def _named(entry: Any, name: str, account: Account) -> list[Any]:
    """Entries of the same kind and circle that bear this name or hold its words; the entry itself is none of them."""
    if not name.strip():
        return []
    if isinstance(entry, Actor):
        found: list[Any] = list(find_actors(name, account))
    elif isinstance(entry, Instrument):
        found = list(visible(Instrument.objects.filter(key__contains=instrument_key(name)), account))
    else:
        found = list(visible(Case.objects.filter(title__icontains=" ".join(name.split())), account))
    return [one for one in found if one.pk != entry.pk and one.circle_id == entry.circle_id]


def _entry(key: str, account: Account) -> Any:
    for model in ENDS:
        found = model._default_manager.filter(permanent_id=key).first()
        if found is not None and may(account, "change", found):
            return found
    raise NotFound("There is nothing here: go back to Today.")


# --- state bodies as a tree ----------------------------------------------------------------------------------------


@dataclass
class Body:
    """A body with those that are part of it."""

    actor: Actor
    relation: Relation | None = None
    parts: list[Body] = field(default_factory=list)
    holders: list[Told] = field(default_factory=list)


@policy("see", of=Actor)
def bodies(request: HttpRequest) -> HttpResponse:
    """Courts, ministries and other bodies of each country, each under the body that it is part of."""
    account = request.account
    country = request.GET.get("country", "")
    country = country if country in scheme("countries") else ""
    kinds = state_kinds()
    found = visible(Actor.objects.filter(kind__in=kinds, **({"country": country} if country else {})), account)
    trees = tree_of(list(found.order_by("country", "name", "pk")), account)
    by_country: dict[str, list[Body]] = defaultdict(list)
    for body in trees:
        by_country[body.actor.country].append(body)
    countries = sorted(set(visible(Actor.objects.filter(kind__in=kinds), account).values_list("country", flat=True)))
    return page(
        request, "bodies", here="record", by_country=dict(sorted(by_country.items())), country=country,
        countries=[one for one in countries if one], total=len(found),
    )  # fmt: skip


def state_kinds() -> list[str]:
    """The kinds of actor that act for the State."""
    return [one.code for one in scheme("actor-kinds") if one.has("state")]


def tree_of(actors: list[Actor], account: Account) -> list[Body]:
    """The topmost bodies; below each, those related to it as its parts. A ring of relations is cut, nothing is lost."""
    held = {one.permanent_id: Body(one) for one in with_joined(actors, account)}
    relations = Relation.objects.filter(standing="standing", relation__in=("part-of", "holds-office", "head-of"))
    below: set[str] = set()
    for relation in visible(relations.filter(other__in=held), account).order_by("pk"):
        upper, lower = held[relation.other], held.get(relation.one)
        if relation.relation != "part-of":
            holder = visible(Actor.objects.filter(permanent_id=relation.one), account).first()
            if holder is not None:
                upper.holders.append(Told(words_for(relation.relation, backwards=True), relation, holder))
        elif lower is not None and relation.one not in below and not _is_under(upper, lower):
            lower.relation = relation
            upper.parts.append(lower)
            below.add(relation.one)
    return [body for key, body in held.items() if key not in below]


def _is_under(body: Body, other: Body) -> bool:
    """Whether `body` stands in the tree of `other`."""
    return body is other or any(_is_under(body, part) for part in other.parts)
