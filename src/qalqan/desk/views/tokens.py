"""A person's own tokens: given with the password anew, shown once, ended at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qalqan.desk.api import tokens as given
from qalqan.desk.models import AccessToken
from qalqan.desk.pages import page, to
from qalqan.desk.policy import signed_in
from qalqan.errors import QalqanError
from qalqan.safety import accounts
from qalqan.safety.access import current_grants
from qalqan.safety.models import Account, Circle


@signed_in
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """GET: the list and the form. POST: one is ended, or a new one is given: its words stand on the answer and nowhere else."""
    account: Account = request.account  # type: ignore[attr-defined]
    if request.method == "GET":
        return _listed(request, account)
    sent = request.POST
    if sent.get("end"):
        given.end(account, sent["end"])
        return to("tokens", said=_("The token is ended."), request=request)
    try:
        accounts.check(account.login_name, sent.get("password", "")[:1024])
        circle = Circle.objects.filter(code=sent.get("circle", "")).first() or Circle(pk=0)
        days = sent.get("days", "")
        _token, words = given.give(
            account, circle, sent.getlist("role"), sent.get("purpose", ""), int(days) if days.isdecimal() else 0
        )
    except QalqanError as error:
        return _listed(request, account, wrong=str(error))
    return _listed(request, account, words=words)


def _listed(request: HttpRequest, account: Account, words: str = "", wrong: str = "") -> HttpResponse:
    circles = {grant.circle_id for grant in current_grants(account)}
    return page(
        request,
        "tokens",
        status=403 if wrong else 200,
        words=words,
        wrong=wrong,
        tokens=AccessToken.objects.filter(account=account).select_related("circle"),
        circles=Circle.objects.filter(pk__in=circles).order_by("name"),
        roles=[role for role in given.ROLES if role in account.roles],
        longest=given.LONGEST_DAYS,
    )
