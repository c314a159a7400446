"""The calendar of duties: what organisations have to send, renew or report by which day; and a calendar file of it."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk.labels import country, of, tongue
from qalqan.desk.pages import as_of, page, to
from qalqan.desk.policy import policy
from qalqan.errors import CannotDecide, StaleWrite, UnknownTerm
from qalqan.followup.calendar import Event, calendar
from qalqan.record.actions import end_duty, mark_done, set_duty
from qalqan.record.duties import DutyDay, duty_days
from qalqan.record.models import Actor, Duty, Instrument, Provision
from qalqan.safety import audit
from qalqan.safety.access import may, visible
from qalqan.vocabularies import scheme

A_PAGE = 60
ORGANISATIONS = ("organisation", "coalition", "media", "company", "gongo")


@policy("see", of=Duty)
def duties(request: HttpRequest) -> HttpResponse:
    return _calendar_page(request)


def _calendar_page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    account, day = request.account, as_of(request)
    key = request.GET.get("organisation", "")
    organisations = visible(Actor.objects.filter(kind__in=ORGANISATIONS), account).order_by("name", "pk")
    chosen = organisations.filter(permanent_id=key).first() if key else None
    found = duty_days(account, day, chosen)
    rules = visible(Provision.objects.filter(standing="standing"), account).select_related("instrument")
    return page(
        request, "duties", here="record", status=400 if wrong else 200, wrong=wrong, as_of=day, chosen=chosen,
        shown=Paginator(found, A_PAGE).get_page(request.GET.get("page")), late=sum(one.late for one in found),
        organisations=organisations, rules=rules.filter(instrument__in=visible(Instrument.objects.all(), account)),
        kinds=[(one.code, one.label(tongue())) for one in scheme("duties")],
        periods=[(one.code, one.label(tongue())) for one in scheme("duty-periods")],
        may_add=bool(may(account, "add", Duty)), may_export=bool(may(account, "export", Duty)),
        now=timezone.now().date(),
    )  # fmt: skip


@policy("add", of=Duty)
@require_POST
def set_down(request: HttpRequest) -> HttpResponse:
    given, account = request.POST, request.account
    try:
        organisation = visible(Actor.objects.all(), account).filter(permanent_id=given.get("organisation", "")).first()
        if organisation is None:
            raise CannotDecide(_("Choose whose duty it is."))
        key = given.get("provision", "")
        rule = visible(Provision.objects.all(), account).filter(permanent_id=key).first() if key else None
        set_duty(
            organisation, given.get("kind", ""), _day(given.get("first", "")), given.get("period", ""), account,
            provision=rule, to_whom=given.get("to_whom", ""), note=given.get("note", ""),
        )  # fmt: skip
    except (CannotDecide, UnknownTerm) as error:
        return _calendar_page(request, str(error))
    return to("duties", said=_("The duty stands in the calendar."), request=request)


@policy("change", Duty)
@require_POST
def done(request: HttpRequest, duty: Duty) -> HttpResponse:
    given = request.POST
    try:
        mark_done(duty, _day(given.get("due", "")), _day(given.get("on", "")), request.account, given.get("proof", ""))
    except CannotDecide as error:
        return _calendar_page(request, str(error))
    return to("duties", said=_("Marked as done."), request=request)


@policy("change", Duty)
@require_POST
def end(request: HttpRequest, duty: Duty) -> HttpResponse:
    """Due no more from today on; with the version that was seen, so that nothing is overwritten."""
    if request.POST.get("version") != str(duty.version):
        raise StaleWrite("This duty changed since: open the calendar again.")
    end_duty(duty, timezone.now().date(), request.account)
    return to("duties", said=_("It is due no more."), request=request)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise CannotDecide(_("Write the day as 2014-07-21.")) from error


@policy("export", of=Duty)
@require_POST
def duties_calendar(request: HttpRequest) -> HttpResponse:
    """By POST, and logged: a calendar leaves for a device. Without names unless they are asked for."""
    account, now = request.account, timezone.now()
    named = request.POST.get("titles") == "named"
    open_days = [one for one in duty_days(account, now.date()) if one.done is None]
    events = [Event(f"duty-{one.duty.permanent_id}-{one.due:%Y%m%d}", one.due, _title(one, named=named)) for one in open_days]  # fmt: skip
    with transaction.atomic():
        audit.log("record.duties-calendar", "", account=account)
    response = HttpResponse(calendar(events, _("Calendar of duties"), now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="duties.ics"'
    return response


def _title(one: DutyDay, *, named: bool) -> str:
    what = of(one.duty.kind, "duties")
    whose = one.duty.organisation.name if named else country(one.duty.organisation.country)
    return f"{what}: {whose}" if whose else what
