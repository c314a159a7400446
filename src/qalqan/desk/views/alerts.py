"""Alerts: take one in, see what to do next, do it. Every opening is logged before anything sealed is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from nacl.public import PrivateKey

from qalqan.desk.labels import tongue
from qalqan.desk.pages import number_given, page, to
from qalqan.desk.policy import policy
from qalqan.desk.views.entrance import ask_to_unlock
from qalqan.errors import CannotDecide, QalqanError, UnknownTerm
from qalqan.library.models import Work
from qalqan.response import actions, words
from qalqan.response.models import ALERT_FIELDS, INTERVENTION_FIELDS, Alert
from qalqan.response.stages import MAY_FOLLOW
from qalqan.safety.access import may
from qalqan.safety.accounts import private_key_of
from qalqan.safety.models import Account, RecordKey
from qalqan.vocabularies import scheme, stage

TOLD = tuple(name for name in ALERT_FIELDS if not name.startswith("consent"))


def unlocked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the person's private key, or ask for her password first."""

    @wraps(view)
    def with_key(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        private = private_key_of(request)
        return ask_to_unlock(request) if private is None else view(request, *args, private=private, **named)

    return with_key


@policy("respond", of=Alert)
@unlocked
def alerts(request: HttpRequest, private: PrivateKey) -> HttpResponse:
    found = words.granted(request.account)
    rows = [(alert, words.read(alert, request.account, private).words) for alert in found]
    running = [row for row in rows if stage("alert", row[0].stage).has("open")]
    running.sort(key=lambda row: (row[0].due_at is None, row[0].due_at or row[0].created_at))
    return page(
        request,
        "alerts",
        here="alerts",
        running=running,
        ended=[row for row in rows if row not in running],
        now=timezone.now(),
    )


@policy("respond", of=Alert)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    wrong = ""
    if request.method == "POST":
        try:
            alert = _receive(request)
        except QalqanError as error:
            wrong = str(error)
        else:
            return to("alert", alert.permanent_id, said=_("Taken in and sealed."), request=request)
    return page(
        request,
        "alert_receive",
        here="alerts",
        status=400 if wrong else 200,
        wrong=wrong,
        consents=_consents(),
        priorities=_priorities(),
        colleagues=_colleagues(request.account),
    )


def _receive(request: HttpRequest) -> Alert:
    given = request.POST
    priority = given.get("priority", "urgent")
    hours = scheme("priorities").term(priority).properties.get("hours")
    return actions.receive(
        {name: given.get(name, "") for name in TOLD},
        actions.Consent(given.get("consent", ""), given.get("consent_words", "")),
        request.account,
        priority=priority,
        due_at=timezone.now() + timedelta(hours=hours) if hours else None,
        also_for=Account.objects.filter(permanent_id__in=given.getlist("also_for"), is_active=True),
    )


def _consents() -> list[tuple[str, str]]:
    said = {"given": _("Yes, it may be passed on"), "refused": _("No"), "not-asked": _("Nobody could be asked yet")}
    return [(code, said[code]) for code in actions.CONSENTS]


def _priorities() -> list[tuple[str, str]]:
    return [(term.code, term.label(tongue())) for term in scheme("priorities") if term.has("hours")]


def _colleagues(account: Account) -> list[Account]:
    """Who could be told: those whose grants let them respond."""
    others = Account.objects.filter(is_active=True).exclude(pk=account.pk).order_by("display_name")
    return [one for one in others if may(one, "respond", Alert(circle_id=1))]


@policy("respond", Alert)
@unlocked
def alert(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    return _draw(request, alert, private)


def _draw(request: HttpRequest, alert: Alert, private: PrivateKey, wrong: str = "", status: int = 200) -> HttpResponse:
    told = words.read(alert, request.account, private)
    knowing = RecordKey.objects.filter(record=alert.permanent_id).select_related("account")
    known = {row.account_id for row in knowing}
    return page(
        request,
        "alert",
        here="alerts",
        status=status,
        wrong=wrong,
        alert=alert,
        told=told.words,
        notes=told.notes,
        interventions=told.interventions,
        steps=alert.steps.select_related("account"),
        duties=alert.duties.select_related("account"),
        next=next_thing(alert, told.words),
        may_become=MAY_FOLLOW[alert.stage],
        now=timezone.now(),
        kinds=[(term.code, term.label(tongue()), term.has("needs_consent")) for term in scheme("interventions")],
        acts=[(term.code, term.label(tongue())) for term in scheme("acts")],
        consents=_consents(),
        knowing=[row.account for row in knowing],
        colleagues=[one for one in _colleagues(request.account) if one.pk not in known],
        countries=scheme("countries"),
    )


def next_thing(alert: Alert, told: Any) -> str:
    """The code of what has to be done next; the page says it in words and puts its form on top."""
    if not stage("alert", alert.stage).has("open"):
        return "nothing"
    if alert.owner is None:
        return "take"
    if alert.stage in ("received", "verifying"):
        return "verify"
    if told.get("consent") != "given" and alert.stage == "accepted":
        return "consent"
    if alert.stage == "accepted":
        return "act"
    return "close" if alert.due_at is not None and alert.due_at < timezone.now() else "follow"


def _done(
    request: HttpRequest, thing: Alert, private: PrivateKey, said: str, action: Callable[[], object]
) -> HttpResponse:
    """Do it and go back to the alert; what cannot be done is said on the page, with what was written still there."""
    try:
        action()
    except (CannotDecide, UnknownTerm) as error:
        return _draw(request, thing, private, wrong=str(error), status=400)
    return to("alert", thing.permanent_id, said=said, request=request)


@policy("respond", Alert)
@require_POST
@unlocked
def take(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    return _done(request, alert, private, _("It is yours now."), lambda: actions.take(alert, request.account))


@policy("respond", Alert)
@require_POST
@unlocked
def set_clock(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    given = request.POST
    return _done(
        request, alert, private, _("The clock is set."), lambda: actions.set_clock(alert, _when(given), request.account)
    )


def _when(given: Any) -> datetime | None:
    """ "in 6 hours" from a button, or a day and time in UTC. Raises CannotDecide for what is neither."""
    hours = number_given(given.get("hours", ""))
    if hours and hours <= 24 * 60:
        return timezone.now() + timedelta(hours=hours)
    if given.get("stop"):
        return None
    try:
        return datetime.fromisoformat(given.get("due_at", "").strip()).replace(tzinfo=UTC)
    except ValueError:
        raise CannotDecide(_("Write the time as 2014-07-21 03:10, in UTC.")) from None


@policy("respond", Alert)
@require_POST
@unlocked
def verify(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    answer, grounds = request.POST.get("answer", ""), request.POST.get("grounds", "")
    return _done(
        request, alert, private, _("Noted."), lambda: actions.verify(alert, answer, grounds, request.account, private)
    )


@policy("respond", Alert)
@require_POST
@unlocked
def tell_more(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    told = {name: request.POST[name] for name in ALERT_FIELDS if name in request.POST}
    return _done(
        request,
        alert,
        private,
        _("Noted. The earlier words stay."),
        lambda: actions.tell_more(alert, told, request.account, private),
    )


@policy("respond", Alert)
@require_POST
@unlocked
def act(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    done = {name: request.POST.get(name, "") for name in INTERVENTION_FIELDS}
    return _done(
        request, alert, private, _("Noted what was done."), lambda: actions.act(alert, done, request.account, private)
    )


@policy("respond", Alert)
@require_POST
@unlocked
def monitor(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    note = request.POST.get("note", "")
    return _done(
        request,
        alert,
        private,
        _("Somebody keeps looking."),
        lambda: actions.monitor(alert, note, request.account, private),
    )


@policy("respond", Alert)
@require_POST
@unlocked
def close(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    return _done(
        request, alert, private, _("Closed."), lambda: actions.close(alert, outcome, reason, request.account, private)
    )


@policy("respond", Alert)
@require_POST
@unlocked
def grant(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    person = Account.objects.filter(permanent_id=request.POST.get("person", "")).first()

    def hand_over() -> None:
        if person is None:
            raise CannotDecide(_("Choose a person."))
        actions.grant(alert, person, request.account, private)

    return _done(request, alert, private, _("One more person may open it."), hand_over)


@policy("add", of=Work)  # what she writes is taken in like a publication
@policy("respond", Alert)
@require_POST
@unlocked
def turn_into_case(request: HttpRequest, alert: Alert, private: PrivateKey) -> HttpResponse:
    given = request.POST
    victims = [{"name": given.get("victim", "").strip(), "role": "victim", "kind": "person", "count": None}]
    fields = {
        "type": given.get("type", ""),
        "country": given.get("country") or None,
        "place": given.get("place", "").strip() or None,
        "date": {"edtf": given.get("date", "").strip() or None, "basis": "printed" if given.get("date") else "none"},
        "victims": victims if victims[0]["name"] else [],
    }
    said = _("Proposed. A reviewer decides whether it enters the record; the alert stays sealed.")
    return _done(
        request,
        alert,
        private,
        said,
        lambda: actions.turn_into_case(alert, request.account, private, note=given.get("note", ""), fields=fields),
    )
