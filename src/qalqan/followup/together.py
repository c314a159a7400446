"""What is followed under two entries that a person joined is one: shown once, with the steps of both.

The processes stay as they are, so that a join that is taken back leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from qalqan.followup.models import Process, Step
from qalqan.record.joined import heads
from qalqan.record.models import Actor, Case, Instrument
from qalqan.safety.access import visible

_ABOUT: tuple[tuple[str, type[Any]], ...] = (("actor", Actor), ("instrument", Instrument), ("case", Case))


def one_each(found: Iterable[Process], account: Any) -> list[Process]:
    """The processes, those of one kind and country about the same (joined) subject once: the one about its head.

    Where they carry `seen` (their steps that the account may see), that one carries the steps of all.
    """
    found = list(found)
    together: dict[Any, list[Process]] = defaultdict(list)
    subjects = _Subjects(account)
    for process in found:
        together[subjects.key_of(process)].append(process)
    return [_first_of(processes, subjects) for processes in together.values()]


def same_as(found: Sequence[Process], among: QuerySet[Process], account: Any) -> list[Process]:
    """The processes, and after them those of `among` about subjects that somebody joined with theirs."""
    about = Q()
    for field, model in _ABOUT:
        held = {getattr(process, f"{field}_id") for process in found} - {None}
        about |= _joined(field, model, held, account)
    if not about:
        return list(found)
    kinds = {process.kind for process in found}
    more = among.filter(about, kind__in=kinds).exclude(pk__in=[process.pk for process in found])
    return [*found, *more]


def steps_of_all(process: Process, account: Any) -> list[Step]:
    """The standing steps, open to the account, of a process and of those that are the same."""
    every = same_as([process], visible(Process.objects.all(), account), account)
    same = [one for one in every if one.country == process.country]
    return list(visible(Step.objects.filter(process__in=same, standing="standing"), account))


def _joined(field: str, model: type[Any], held: set[Any], account: Any) -> Q:
    head = heads(model, account) if held else {}
    if not head:
        return Q()
    keys = model._default_manager.filter(pk__in=held).values_list("permanent_id", flat=True)
    wanted = {head[key] for key in keys if key in head}
    return Q(**{f"{field}__permanent_id__in": [key for key, top in head.items() if top in wanted]}) if wanted else Q()


class _Subjects:
    """The heads of joined actors, laws and cases, asked for once."""

    def __init__(self, account: Any) -> None:
        self._heads: dict[tuple[str, int], str] = {}
        self._are_heads: set[tuple[str, int]] = set()
        for field, model in _ABOUT:
            head = heads(model, account)
            rows = model._default_manager.filter(permanent_id__in=head).values_list("pk", "permanent_id")
            for number, key in rows if head else ():
                self._heads[field, number] = head[key]
                if head[key] == key:
                    self._are_heads.add((field, number))

    def key_of(self, process: Process) -> Any:
        for field, _model in _ABOUT:
            head = self._heads.get((field, getattr(process, f"{field}_id") or 0))
            if head is not None:
                return process.kind, process.country, head
        return process.pk

    def leads(self, process: Process) -> bool:
        return any((field, getattr(process, f"{field}_id")) in self._are_heads for field, _model in _ABOUT)


def _first_of(processes: list[Process], subjects: _Subjects) -> Process:
    if len(processes) == 1:
        return processes[0]
    first = next((one for one in processes if subjects.leads(one)), processes[0])
    if all(hasattr(one, "seen") for one in processes):
        first.seen = [step for one in processes for step in one.seen]  # type: ignore[attr-defined]
    return first
