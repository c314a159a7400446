"""One entry as a row of the record: its number, what was changed and why, what it is related to; merge, split, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from qalqan.desk import boards
from qalqan.desk.labels import of
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.shapes import SHAPES
from qalqan.desk.views.dividing import divisions_of
from qalqan.desk.views.relations import told_relations, ways_to_relate
from qalqan.errors import CannotDecide, NotFound
from qalqan.followup.models import Assessment, Clause, Process, Recommendation, Step
from qalqan.publishing.actions.release import RELEASED_ALONE, release
from qalqan.record.actions import merge, reinstate, unrelate, withdraw_entry
from qalqan.record.actions.relate import SAME
from qalqan.record.matching import likely_same_actors
from qalqan.record.models import (
    Act,
    Actor,
    Case,
    Division,
    Entry,
    Funder,
    Instrument,
    Intervention,
    Measurement,
    Provision,
    Relation,
    Situation,
    Standard,
    Threshold,
    TreatyAction,
)
from qalqan.record.revisions import FieldChange, changes_of
from qalqan.safety.access import may
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC, SEALED

KINDS: tuple[type[Levelled], ...] = (
    Case, Act, Actor, Instrument, Provision, Standard, Situation, Relation,
    Recommendation, Clause, Process, Step, Assessment, Intervention, Funder, Division, Threshold, TreatyAction, Measurement,
)  # fmt: skip
_SCHEMES = {
    "standing": "standings", "hedge": "hedges", "level": "levels", "type": "acts", "trend": "trends",
    "restriction": "restrictions", "defects": "defects", "grounds": "closure-grounds", "date_basis": "date-bases", "relation": "relations", "result": "measurement-results",
}  # fmt: skip
_LABELS = {
    "standing": gettext_lazy("How it stands"),
    "level": gettext_lazy("Level"),
    "hedge": gettext_lazy("How sure the source is"),
    "attributed_to": gettext_lazy("Attributed to"),
    "case": gettext_lazy("Case"),
    "process": gettext_lazy("What is followed"),
    "recommendation": gettext_lazy("Recommendation"),
    "date_basis": gettext_lazy("Basis of the date"),
    "subject": gettext_lazy("Of whom or of what"),
    "title": gettext_lazy("Title"),
    "name": gettext_lazy("Name"),
    "outcome": gettext_lazy("Outcome"),
    "reason": gettext_lazy("Reason"),
}
# What the form of a proposal calls a field, an entry calls it too.
_FORM_LABELS = {shape.name: shape.label for shapes in SHAPES.values() for shape in shapes}
# Kinds with a page of their own, and its route.
PAGES = {Case: "case", Actor: "actor", Instrument: "law", Process: "process", Recommendation: "recommendation"}


@policy("see", of=Case)
def entry(request: HttpRequest, key: str) -> HttpResponse:
    found = _entry(key, request.account, "see")
    account = request.account
    relations = told_relations(found, account)
    return page(
        request,
        "entry",
        here="record",
        entry=found,
        title=title_of(found),
        own_page=PAGES.get(type(found), ""),
        words=boards.words_of([found], account)[found.permanent_id],
        changes=[(one, [_readable(found, field, account) for field in one.fields]) for one in changes_of(found)],
        relations=relations,
        divisions=divisions_of(found, account) if isinstance(found, Actor) else [],
        sayable=bool(ways_to_relate(found)),
        may_publish=may_release(found, account),
        is_relation=isinstance(found, Relation),
        likely=likely_same_actors(found, account) if isinstance(found, Actor) else [],
        may_change=bool(may(account, "change", found)),
        standing=getattr(found, "standing", ""),
        mergeable=type(found) in (Case, Actor, Instrument, Act, Provision),
        title_of=title_of,
    )


@policy("change", of=Case)
@require_POST
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Two entries are one from now on, until somebody splits them again."""
    one = _entry(key, request.account, "change")
    other_key = request.POST.get("other", "").strip()
    if not other_key:
        raise CannotDecide(_("Choose the entry that is the same, or give its number."))
    other = _find(other_key)
    if other is None or not may(request.account, "see", other):
        raise CannotDecide(_("There is no entry of this number that you may see."))
    merge(one, other, request.account, request.POST.get("reason", ""))
    return to("entry", key, said=_("Joined: what is said of either is shown with both."), request=request)


@policy("change", of=Case)
@require_POST
def separate(request: HttpRequest, key: str) -> HttpResponse:
    relation = _entry(key, request.account, "change")
    if not isinstance(relation, Relation):
        raise CannotDecide(_("This is no relation: nothing was taken back."))
    unrelate(relation, request.account, request.POST.get("reason", ""))
    return to("entry", relation.one, said=_("Taken back: each stands by itself again."), request=request)


@policy("change", of=Case)
@require_POST
def restand(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraws an entry that stands, or lets one stand again that was withdrawn."""
    found = _entry(key, request.account, "change")
    if not isinstance(found, Entry):
        raise CannotDecide(_("This is not withdrawn by itself: withdraw what is said in it."))
    seen = number_given(request.POST.get("version", ""))
    if seen is not None:
        found.version = seen  # a stale one is refused below
    if found.standing == "standing":
        withdraw_entry(found, request.account, request.POST.get("reason", ""))
        said = _("Withdrawn: it stands no more, and its history stays.")
    else:
        reinstate(found, request.account, request.POST.get("reason", ""))
        said = _("It stands again.")
    return to("entry", key, said=said, request=request)


@dataclass(frozen=True)
class Readable:
    """A changed field as a person reads it: its name and values in words, or the words that differ."""

    label: Any
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]


def _readable(entry: Levelled, change: FieldChange, account: Any) -> Readable:
    label = _LABELS.get(change.name) or _FORM_LABELS.get(change.name, change.name)
    before, after = (_value(entry, change.name, value, account) for value in (change.before, change.after))
    return Readable(label, before, after, change.pieces)


def _value(entry: Levelled, name: str, value: Any, account: Any) -> str:
    """Codes by their words; what an entry hangs on by its title, if that is open to this person."""
    if value in (None, "", []):
        return "–"
    if name in _SCHEMES:
        return of(value, _SCHEMES[name])
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    field = entry._meta.get_field(name)
    if field.many_to_one:
        related = field.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
        seen = related is not None and (not isinstance(related, Levelled) or may(account, "see", related))
        return title_of(related) if seen else "–"
    if isinstance(value, list):
        return ", ".join(str(one.get("name", one)) if isinstance(one, dict) else str(one) for one in value)
    return str(value)


def _entry(key: str, account: Any, verb: str) -> Any:
    found = _find(key)
    if found is None or not may(account, verb, found):
        raise NotFound("There is nothing here: go back to Today.")
    return found


def _find(key: str) -> Any:
    for model in KINDS:
        found = model._default_manager.filter(permanent_id=key).first()
        if found is not None:
            return found
    return None


@policy("publish", of=Case)
@require_POST
def release_one(request: HttpRequest, key: str) -> HttpResponse:
    """Makes one entry public by itself: a join, what another body did, a funder. A person's name has its own way."""
    found = _entry(key, request.account, "publish")
    if not isinstance(found, RELEASED_ALONE):
        raise CannotDecide(_("This is released with the publication it was read from."))
    release(found, request.account, request.POST.get("reason", ""))
    return to("entry", key, said=_("Public from the next edition on."), request=request)


def may_release(entry: Levelled, account: Any) -> bool:
    """Whether this entry is one that is released by itself, and this person may do it."""
    alone = isinstance(entry, RELEASED_ALONE) and entry.level not in (PUBLIC, SEALED)
    return (
        alone and (not isinstance(entry, Relation) or entry.relation == SAME) and bool(may(account, "publish", entry))
    )


def title_of(entry: Any) -> str:
    if isinstance(entry, Instrument):
        return entry.called
    if isinstance(entry, Act):
        return of(entry.type, "acts")
    if isinstance(entry, Assessment) and entry.question:
        return of(entry.question, "grids")
    if isinstance(entry, TreatyAction):
        return of(entry.treaty, "instruments")
    if isinstance(entry, Threshold):
        return f"{entry.number} {of(entry.unit, 'quantity-units')}"
    if isinstance(entry, Measurement):
        return f"{entry.address}: {of(entry.result, 'measurement-results')}"
    for name in ("name", "title", "subject", "exact", "about", "type", "stage", "relation", "country"):
        if getattr(entry, name, ""):
            return str(getattr(entry, name))
    return str(entry.permanent_id)
