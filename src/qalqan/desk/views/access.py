"""Accounts and grants: one's own for everybody, all of them for an operator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy, signed_in
from qalqan.desk.sessions import end_of
from qalqan.errors import WrongCall
from qalqan.safety import accounts
from qalqan.safety.access import current_grants, may
from qalqan.safety.levels import LEVELS, ROLES
from qalqan.safety.models import Account, Circle


@signed_in
def access(request: HttpRequest) -> HttpResponse:
    account = request.account
    operator = bool(may(account, "grant"))
    everybody = Account.objects.order_by("display_name") if operator else []
    return page(
        request,
        "access",
        grants=current_grants(account),
        operator=operator,
        people=[(one, current_grants(one)) for one in everybody],
        circles=Circle.objects.order_by("name"),
        roles=ROLES,
        levels=LEVELS,
        now=timezone.now(),
    )


@signed_in
@require_POST
def change_password(request: HttpRequest) -> HttpResponse:
    accounts.change_password(request.account, request.POST.get("old", "")[:1024], request.POST.get("new", "")[:1024])
    return to("access", said=_("Your password was changed."), request=request)


@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every session of hers ends, this one included."""
    number = request.account.pk
    accounts.sign_out(request)
    end_of(number)
    return to("sign-in")


@policy("grant")
@require_POST
def make_account(request: HttpRequest) -> HttpResponse:
    given = request.POST
    if not given.get("purpose", "").strip():
        raise WrongCall(_("A grant needs its purpose: say in a few words what this person will work on."))
    accounts.make_account(
        given.get("login", "").strip(),
        given.get("password", ""),
        display_name=given.get("name", "").strip(),
        roles=given.getlist("role") or ("reader",),
        level=_level(given.get("level", "")),
        purpose=given["purpose"].strip(),
        by=request.account,
    )
    return to(
        "access",
        said=_("The account is made. Hand the password over in person, to be changed at once."),
        request=request,
    )


@policy("grant")
@require_POST
def give_grant(request: HttpRequest) -> HttpResponse:
    given = request.POST
    person = Account.objects.filter(permanent_id=given.get("person", "")).first()
    circle = Circle.objects.filter(code=given.get("circle", "")).first()
    if person is None or circle is None or not given.get("purpose", "").strip():
        raise WrongCall(_("A grant needs a person, a circle and its purpose."))
    level = _level(given.get("level", ""))
    accounts.give_grant(person, circle, level, purpose=given["purpose"].strip(), by=request.account)
    return to("access", said=_("Granted for 180 days."), request=request)


def _level(written: str) -> str:
    if written not in LEVELS:
        raise WrongCall(_("Choose one of the levels."))
    return written
