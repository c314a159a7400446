"""Hearings: who watches which, and what was reported by the headings of the hearing form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk import boards
from qalqan.desk.colleagues import colleague_given, colleagues
from qalqan.desk.labels import tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.errors import CannotDecide, NotFound, UnknownTerm
from qalqan.followup.actions import report, send_to, take_off
from qalqan.followup.hearings import HEARING_SET, may_report
from qalqan.followup.hearings import hearing as read_hearing
from qalqan.followup.hearings import hearings as all_hearings
from qalqan.followup.models import Observer, Process, Step
from qalqan.safety.access import may
from qalqan.vocabularies import scheme


@policy("see", of=Process)
def hearings(request: HttpRequest) -> HttpResponse:
    """Those to come, with who watches; those that are over, with who has still to report."""
    found = all_hearings(request.account, as_of(request))
    return page(
        request,
        "hearings",
        here="today",
        as_of=as_of(request),
        to_come=[one for one in found if not one.is_over],
        over=[one for one in found if one.is_over],
    )


@policy("see", Step)
def hearing(request: HttpRequest, step: Step) -> HttpResponse:
    """One hearing: when and of whom, who watches it, what each reported, and the form."""
    account = request.account
    _one_hearing(step, account)
    return page(
        request,
        "hearing",
        here="today",
        step=step,
        hearing=read_hearing(step, account, timezone.now().date()),
        words=boards.words_of([step], account)[step.permanent_id],
        headings=_labelled("hearing-form"),
        heading_words=dict(_labelled("hearing-form")),
        outcomes=_labelled("hearing-outcomes"),
        colleagues=[one for one in colleagues(step, account) if may(one, "see", step.process)],
        may_change=bool(may(account, "change", step)),
        may_report=may_report(step, account),
    )


@policy("change", Step)
@require_POST
def send(request: HttpRequest, step: Step) -> HttpResponse:
    _one_hearing(step, request.account)
    whom = colleague_given(request.POST.get("by", ""), step, request.account)
    send_to(step, whom, request.account, request.POST.get("note", ""))
    return to(
        "hearing", step.permanent_id, said=_("It stands in the list of what is due for who watches."), request=request
    )


@policy("change", Observer)
@require_POST
def off(request: HttpRequest, observer: Observer) -> HttpResponse:
    take_off(observer, request.account)
    return to("hearing", observer.hearing.permanent_id, said=_("Taken off."), request=request)


@policy("see", Step)
def write(request: HttpRequest, step: Step) -> HttpResponse:
    """For whoever watches it, whatever her role; to others there is nothing here."""
    _one_hearing(step, request.account)
    if not may_report(step, request.account):
        raise NotFound("There is no form here: go back to the list of hearings.")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given = request.POST
    noted = {one.code: given.get(one.code, "") for one in scheme("hearing-form")}
    try:
        report(step, given.get("held", ""), noted, request.account)
    except UnknownTerm:
        raise CannotDecide(_("Say what became of the hearing.")) from None
    return to("hearing", step.permanent_id, said=_("The report is kept."), request=request)


def _one_hearing(step: Step, account: Any) -> None:
    """A step that is no hearing, or of a process that is not open, is not here. Raises NotFound."""
    if step.stage != HEARING_SET or not may(account, "see", step.process):
        raise NotFound("There is no hearing here: go back to the list of hearings.")


def _labelled(name: str) -> list[tuple[str, str]]:
    return [(one.code, one.label(tongue())) for one in scheme(name)]
