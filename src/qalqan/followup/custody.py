"""What sources tell of those who are held, beside the stages: the place they are kept in, and how they are treated.

Takes actors, an account and a day; gives what acts done to them say that the account may see, as of that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from qalqan.record.joined import heads
from qalqan.record.models import Act, Actor, Case, Involvement
from qalqan.safety.access import visible
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme

VICTIM = "victim"
SHOWN = 3  # of how somebody is treated: the case has all of it


def custody(actors: Iterable[int], account: Any, as_of: date) -> dict[int, tuple[str, tuple[Act, ...]]]:
    """By number of an actor the last place of detention that a source names, and the newest acts about her health."""
    same = heads_by_number(account)
    wanted = {number: same.get(number, (number,)) for number in actors}
    told = _acts({one for numbers in wanted.values() for one in numbers}, account, as_of)
    found = {}
    for number, numbers in wanted.items():
        acts = sorted({act for one in numbers for act in told[one]}, key=lambda act: (act.date, act.pk), reverse=True)
        place = next((act.place for act in acts if act.place and scheme("acts").bears(act.type, "custody")), "")
        found[number] = (place, tuple(act for act in acts if scheme("acts").bears(act.type, "health"))[:SHOWN])
    return found


def _acts(numbers: set[int], account: Any, as_of: date) -> dict[int, list[Act]]:
    """Acts done to each, of which it was known by a day that they happened."""
    cases = visible(Case.objects.all(), account).values("pk")
    acts = visible(Act.objects.filter(standing="standing", case__in=cases), account)
    parts = Involvement.objects.filter(actor__in=numbers, role=VICTIM, act__in=acts).select_related("act__case")
    found: dict[int, list[Act]] = defaultdict(list)
    for part in parts:
        first = bounds(part.act.date)[0]
        if part.actor_id is not None and (first is None or first <= as_of):
            found[part.actor_id].append(part.act)
    return found


def heads_by_number(account: Any) -> dict[int, tuple[int, ...]]:
    """Of each joined actor the numbers of all who are the same."""
    head = heads(Actor, account)
    rows = Actor.objects.filter(permanent_id__in=head).values_list("pk", "permanent_id") if head else ()
    sets: dict[str, list[int]] = defaultdict(list)
    for number, key in rows:
        sets[head[key]].append(number)
    return {number: tuple(numbers) for numbers in sets.values() for number in numbers}
