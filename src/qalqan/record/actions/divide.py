"""One entry turns out to be two namesakes: a person says which acts, names and relations are the other's; or takes it back.

Nothing is lost on the way: every act whose case changes keeps its former state as a revision, and the division lists
what went where. What processes and steps go along is the business of `followup.actions.divide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.relate import merge
from qalqan.record.actions.revise import restate
from qalqan.record.joined import joined_with
from qalqan.record.matching import whole_name
from qalqan.record.models import Act, Actor, ActorName, Case, Division, Involvement, Relation
from qalqan.safety.access import may
from qalqan.safety.audit import log, take_turn
from qalqan.safety.levels import TEAM, higher

OF_A_CASE = {"person": "named", "organisation": "organisation"}
VICTIM = "victim"


@dataclass(frozen=True)
class Share:
    """What is the other's: permanent ids of acts and relations, names that are hers alone, and names both bear."""

    acts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    names_of_both: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()


def divide(actor: Actor, share: Share, account: Any, reason: str, name: str = "") -> Division:
    """A second actor, not public whatever the first is, with her share. Gives the division.

    `name` is what the second is called: else her first own name, else the name of the first. Acts done to her go into a
    case of her own. Raises CannotDecide, NotAllowed, StaleWrite.
    """
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    _demand_change(actor, account)
    own = sorted(share.names)
    called = " ".join((name or next(iter(own), "") or actor.name).split())
    with transaction.atomic():
        take_turn()
        other = Actor.objects.create(
            name=called, kind=actor.kind, country=actor.country, circle=actor.circle,
            level=higher(TEAM, actor.level), created_by=account,
        )  # fmt: skip
        moved = [
            *_names(actor, other, share),
            *_acts(actor, other, share.acts, account, reason),
            *_relations(actor, other, share.relations, account, reason),
        ]
        division = Division.objects.create(
            one=actor, other=other, moved=moved, reason=reason, circle=actor.circle, level=other.level,
            created_by=account,
        )  # fmt: skip
        log("record.divided", division.permanent_id, account=account, level=division.level)
    return division


def undivide(division: Division, account: Any, reason: str) -> Division:
    """The two are one after all: what went over comes back, and what came to the other since is joined with it.

    Raises CannotDecide, NotAllowed, StaleWrite.
    """
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    for entry in (division, division.one, division.other):
        _demand_change(entry, account)
    if division.standing != "standing":
        raise CannotDecide(_("This division was taken back already."))
    with transaction.atomic():
        take_turn()
        for thing in division.moved:
            _bring_back(thing, division, account, reason)
        restate(division, {"standing": "withdrawn"}, account, reason)
        if division.other.permanent_id not in joined_with(division.one, account):
            merge(division.one, division.other, account, reason)
        log("record.undivided", division.permanent_id, account=account, level=division.level)
    return division


def _demand_change(entry: Any, account: Any) -> None:
    if not may(account, "change", entry):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))


def _names(actor: Actor, other: Actor, share: Share) -> list[dict[str, str]]:
    moved = []
    for row in actor.names.filter(name__in=share.names):
        row.actor = other
        row.save(update_fields=["actor"])
        moved.append({"kind": "name", "name": row.name, "how": "went"})
    for row in actor.names.filter(name__in=share.names_of_both):
        ActorName.objects.create(actor=other, name=row.name, language=row.language, key=row.key)
        moved.append({"kind": "name", "name": row.name, "how": "both"})
    if not other.names.filter(name=other.name).exists():
        ActorName.objects.create(actor=other, name=other.name, key=whole_name(other.name))
    if not actor.names.exists():
        # Somebody without a name could not be found again.
        ActorName.objects.create(actor=actor, name=actor.name, key=whole_name(actor.name))
    return moved


def _acts(actor: Actor, other: Actor, keys: frozenset[str], account: Any, reason: str) -> list[dict[str, Any]]:
    moved: list[dict[str, Any]] = []
    cases: dict[int, Case] = {}
    for act in Act.objects.filter(permanent_id__in=keys, involvements__actor=actor).distinct().order_by("pk"):
        _demand_change(act, account)
        victim = False
        for part in act.involvements.filter(actor=actor):
            part.actor = other
            part.save(update_fields=["actor"])
            moved.append({"kind": "involvement", "id": part.pk, "act": act.permanent_id})
            victim = victim or part.role == VICTIM
        if victim and act.case.kind == OF_A_CASE.get(actor.kind):
            moved.append(_to_own_case(act, other, cases, account, reason))
    return moved


def _to_own_case(act: Act, other: Actor, cases: dict[int, Case], account: Any, reason: str) -> dict[str, str]:
    """The act leaves the case of the first, which was hers only by the name."""
    before = act.case
    if before.pk not in cases:
        cases[before.pk], _made = Case.objects.get_or_create(
            key=f"actor:{other.permanent_id}",
            circle=before.circle,
            defaults={
                "title": other.name,
                "kind": before.kind,
                "country": before.country,
                "level": higher(TEAM, before.level),
                "created_by": account,
            },
        )
    restate(act, {"case": cases[before.pk]}, account, reason)
    case = {"from": before.permanent_id, "to": cases[before.pk].permanent_id}
    return {"kind": "act", "id": act.permanent_id, **case}


def _relations(actor: Actor, other: Actor, keys: frozenset[str], account: Any, reason: str) -> list[dict[str, Any]]:
    moved = []
    for relation in Relation.objects.filter(permanent_id__in=keys, standing="standing").order_by("pk"):
        sides = [side for side in ("one", "other") if getattr(relation, side) == actor.permanent_id]
        if not sides or other.permanent_id in (relation.one, relation.other):
            continue
        _demand_change(relation, account)
        restate(relation, {sides[0]: other.permanent_id}, account, reason)
        moved.append({"kind": "relation", "id": relation.permanent_id, "side": sides[0]})
    return moved


def _bring_back(thing: dict[str, Any], division: Division, account: Any, reason: str) -> None:
    """One thing, if it still is where the division put it: what somebody moved on since is left where she put it."""
    one, other = division.one, division.other
    if thing["kind"] == "involvement":
        Involvement.objects.filter(pk=thing["id"], actor=other).update(actor=one)
    elif thing["kind"] == "act":
        act = Act.objects.filter(permanent_id=thing["id"], case__permanent_id=thing["to"]).first()
        if act is not None:
            restate(act, {"case": Case.objects.get(permanent_id=thing["from"])}, account, reason)
    elif thing["kind"] == "name" and thing["how"] == "went":
        for row in other.names.filter(name=thing["name"]).exclude(name__in=one.names.values("name")):
            row.actor = one
            row.save(update_fields=["actor"])
    elif thing["kind"] == "relation":
        relation = Relation.objects.filter(permanent_id=thing["id"], standing="standing").first()
        ends = {relation.one, relation.other} if relation is not None else set()
        if relation is not None and other.permanent_id in ends and one.permanent_id not in ends:
            restate(relation, {thing["side"]: one.permanent_id}, account, reason)
