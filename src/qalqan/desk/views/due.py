"""What is due: a list, and a calendar file that names nobody unless it is asked to."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk.labels import country, of, stage_words
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.errors import NotFound
from qalqan.followup.actions import may_tick_off, tick_off
from qalqan.followup.calendar import Event, calendar
from qalqan.followup.due import Due
from qalqan.followup.due import due as all_due
from qalqan.followup.models import Process, Reminder
from qalqan.safety import audit
from qalqan.safety.access import may


@policy("see", of=Process)
def due(request: HttpRequest) -> HttpResponse:
    account, day = request.account, as_of(request)
    found = all_due(account, day)
    mine = request.GET.get("mine") == "yes"
    shown = [one for one in found if one.by == account] if mine else found
    return page(
        request,
        "due",
        here="today",
        found=shown,
        total=len(found),
        mine=mine,
        as_of=day,
        may_export=bool(may(account, "export", Process)),
    )


@policy("export", of=Process)
@require_POST
def due_calendar(request: HttpRequest) -> HttpResponse:
    """By POST: what is asked for stands in no address and no history. The log tells that a calendar left the desk."""
    account, now = request.account, timezone.now()
    titled = named_title if request.POST.get("titles") == "named" else closed_title
    events = [Event(_key(one), one.day, titled(one), _note(one)) for one in all_due(account, now.date())]
    with transaction.atomic():
        audit.log("followup.calendar", "", account=account)
    response = HttpResponse(calendar(events, _("What is due"), now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response


def _key(one: Due) -> str:
    what = one.step or one.reminder or one.about
    key = f"{one.why}-{what.permanent_id}"
    if one.why == "anniversary":
        return f"{key}-{one.day:%Y%m%d}"
    # Two who watch one hearing have a line each.
    return f"{key}-{one.by.permanent_id}" if one.why in ("hearing", "report") and one.by else key


def why_words(one: Due) -> str:
    return {
        "expected": _("expected step"),
        "reminder": _("look again"),
        "hearing": _("hearing"),
        "report": _("report on a hearing"),
        "anniversary": _("anniversary of detention"),
        "old": _("not checked for long"),
    }[one.why]


def closed_title(one: Due) -> str:
    """The matter's kind and country, and nobody."""
    process = one.process
    if process is None:
        return f"{why_words(one)}: {_('a demand')}"
    kind = of(process.kind, "processes")
    where = f", {country(process.country)}" if process.country else ""
    return f"{why_words(one)}: {kind}{where}"


def named_title(one: Due) -> str:
    about = one.process.subject if one.process else one.about.exact[:120]
    return f"{why_words(one)}: {about}"


def _note(one: Due) -> str:
    """Of a step only its stage; what a colleague noted stays on the desk."""
    return stage_words(one.step.stage, one.step.process.kind) if one.step else ""


@policy("see", Reminder)
def done(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    """By whoever was asked to look, or an editor; to others there is nothing here."""
    if not may_tick_off(reminder, request.account):
        raise NotFound("There is nothing here to tick off: go back to the list of what is due.")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    tick_off(reminder, request.account)
    return to("due", said=_("Looked at."), request=request)
