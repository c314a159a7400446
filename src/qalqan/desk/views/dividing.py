"""An actor who is two namesakes: a form that says what belongs to the other, and the divisions that were made."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk import boards
from qalqan.desk.labels import of, stage_words
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.views.relations import told_relations
from qalqan.errors import CannotDecide
from qalqan.followup.actions.divide import divide_followed, undivide_followed
from qalqan.followup.models import Process, Step
from qalqan.record.actions import Share
from qalqan.record.models import Act, Actor, Division, Relation
from qalqan.safety.access import may, visible
from qalqan.safety.models import Account


@dataclass(frozen=True, slots=True)
class Shown:
    """A division as both pages tell it: with whom, what went over in words, and whether it may be taken back here."""

    division: Division
    other: Actor
    moved: tuple[str, ...]
    may_end: bool


def divisions_of(actor: Actor, account: Account) -> list[Shown]:
    """The divisions in which an actor has a part, oldest first, as far as both are open to this person."""
    found = visible(Division.objects.filter(Q(one=actor) | Q(other=actor)), account).select_related("one", "other")
    shown = []
    for division in found.order_by("pk"):
        other = division.other if division.one_id == actor.pk else division.one
        if may(account, "see", other):
            may_end = division.standing == "standing" and bool(may(account, "change", division))
            shown.append(Shown(division, other, _moved(division, account), may_end))
    return shown


def _moved(division: Division, account: Account) -> tuple[str, ...]:
    """What went from one to the other, a line each; what is not open to this person is left out."""
    lines = []
    for thing in division.moved:
        if thing["kind"] == "involvement":
            act = visible(Act.objects.filter(permanent_id=thing["act"]), account).first()
            lines.append(_("act: %(what)s") % {"what": f"{of(act.type, 'acts')} {act.date}".strip()} if act else "")
        elif thing["kind"] == "name" and thing["how"] == "both":
            lines.append(_("name of both: %(name)s") % {"name": thing["name"]})
        elif thing["kind"] == "name":
            lines.append(_("name: %(name)s") % {"name": thing["name"]})
        elif thing["kind"] == "relation":
            relation = visible(Relation.objects.filter(permanent_id=thing["id"]), account).first()
            lines.append(_("relation: %(what)s") % {"what": of(relation.relation, "relations")} if relation else "")
        elif thing["kind"] == "process":
            process = visible(Process.objects.filter(permanent_id=thing["id"]), account).first()
            lines.append(_("process: %(what)s") % {"what": of(process.kind, "processes")} if process else "")
        elif thing["kind"] == "step":
            step = visible(Step.objects.filter(permanent_id=thing["id"]).select_related("process"), account).first()
            told = f"{stage_words(step.stage, step.process.kind)} {step.date}".strip() if step else ""
            lines.append(_("step: %(what)s") % {"what": told} if step else "")
    return tuple(line for line in lines if line)


@policy("change", Actor)
@require_http_methods(["GET", "POST"])
def divide(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that hangs on the actor, each to be ticked where it is the other's."""
    wrong, given = "", request.POST
    if request.method == "POST":
        share = Share(
            acts=frozenset(given.getlist("act")),
            names=frozenset(given.getlist("name_other")),
            names_of_both=frozenset(given.getlist("name_both")),
            relations=frozenset(given.getlist("relation")),
        )
        seen = number_given(given.get("version", ""))
        try:
            if seen is not None and seen != actor.version:
                raise CannotDecide(_("Somebody changed this after you opened it: look at it again."))
            division = divide_followed(
                actor, share, request.account, given.get("reason", ""), name=given.get("called", ""),
                processes=given.getlist("process"), steps=given.getlist("step"),
            )  # fmt: skip
        except CannotDecide as error:
            wrong = str(error)
        else:
            said = _("Told apart: this is the second, who is not public.")
            return to("actor", division.other.permanent_id, said=said, request=request)
    return _form(request, actor, wrong)


def _form(request: HttpRequest, actor: Actor, wrong: str) -> HttpResponse:
    account = request.account  # type: ignore[attr-defined]
    acts = Act.objects.filter(involvements__actor=actor, standing="standing").distinct()
    acts = visible(acts, account).select_related("case").order_by("date", "pk")
    processes = list(boards.processes(account, "", actor=actor))
    steps = [step for process in processes for step in process.seen]
    return page(
        request,
        "divide",
        here="record",
        status=400 if wrong else 200,
        actor=actor,
        acts=acts,
        processes=processes,
        names=list(actor.names.all()),
        relations=told_relations(actor, account),
        words=boards.words_of([*acts, *steps], account),
        wrong=wrong,
    )


@policy("change", Division)
@require_POST
def take_back(request: HttpRequest, division: Division) -> HttpResponse:
    undivide_followed(division, request.account, request.POST.get("reason", ""))
    said = _("Taken back: what went over has come back, and the two are shown as one.")
    return to("actor", division.one.permanent_id, said=said, request=request)
