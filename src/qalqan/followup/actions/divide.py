"""Namesakes told apart together with what is followed about them: processes, and single steps of a process of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Process, Step
from qalqan.record.actions.divide import Share, divide, undivide
from qalqan.record.actions.revise import restate
from qalqan.record.models import Actor, Division
from qalqan.safety.access import may
from qalqan.safety.levels import TEAM, higher


def divide_followed(
    actor: Actor,
    share: Share,
    account: Any,
    reason: str,
    *,
    name: str = "",
    processes: Iterable[str] = (),
    steps: Iterable[str] = (),
) -> Division:
    """What `record.actions.divide` does, with whole processes and single steps (permanent ids) that are the other's.

    A single step goes into a process of its kind about the other. Raises CannotDecide where nothing would go over.
    """
    with transaction.atomic():
        division = divide(actor, share, account, reason, name)
        whole = Process.objects.filter(permanent_id__in=list(processes), actor=actor).order_by("pk")
        moved = [_process(process, division.other, account, reason) for process in whole]
        single = Step.objects.filter(permanent_id__in=list(steps), process__actor=actor).order_by("pk")
        moved += [_step(step, division.other, account, reason) for step in single]
        if not (division.moved or moved):
            raise CannotDecide(_("Choose what is the other's: an act, a step, a name or a relation."))
        if moved:
            restate(division, {"moved": [*division.moved, *moved]}, account, reason)
    return division


def undivide_followed(division: Division, account: Any, reason: str) -> Division:
    """Takes the whole division back. Raises CannotDecide, NotAllowed, StaleWrite."""
    with transaction.atomic():
        undivide(division, account, reason)
        for thing in division.moved:
            if thing["kind"] == "process":
                process = Process.objects.filter(permanent_id=thing["id"], actor=division.other).first()
                if process is not None and not _taken(process.kind, thing["key"]):
                    restate(process, {"actor": division.one, "key": thing["key"]}, account, reason)
            elif thing["kind"] == "step":
                step = Step.objects.filter(permanent_id=thing["id"], process__permanent_id=thing["to"]).first()
                if step is not None:
                    restate(step, {"process": Process.objects.get(permanent_id=thing["from"])}, account, reason)
    return division


def _taken(kind: str, key: str) -> bool:
    return bool(Process.objects.filter(kind=kind, key=key).exists())


def _demand_change(entry: Any, account: Any) -> None:
    if not may(account, "change", entry):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))


def _key(process: Process, other: Actor) -> str:
    """As `step.process_of` finds the process of an actor again."""
    return f"{process.circle_id}:{process.country}:{other.permanent_id}"


def _process(process: Process, other: Actor, account: Any, reason: str) -> dict[str, str]:
    _demand_change(process, account)
    former, key = process.key, _key(process, other)
    if _taken(process.kind, key):
        key = f"{key}:{process.permanent_id}"
    restate(process, {"actor": other, "key": key}, account, reason)
    return {"kind": "process", "id": process.permanent_id, "key": former}


def _step(step: Step, other: Actor, account: Any, reason: str) -> dict[str, str]:
    _demand_change(step, account)
    before = step.process
    to, _made = Process.objects.get_or_create(
        kind=before.kind,
        key=_key(before, other),
        defaults={
            "subject": other.name, "country": before.country, "mandate": before.mandate, "actor": other,
            "circle": before.circle, "level": higher(TEAM, before.level), "created_by": account,
        },
    )  # fmt: skip
    restate(step, {"process": to}, account, reason)
    return {"kind": "step", "id": step.permanent_id, "from": before.permanent_id, "to": to.permanent_id}
