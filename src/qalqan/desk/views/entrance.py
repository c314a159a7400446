"""Signing in, unlocking, locking, and the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qalqan.desk.limiting import tries
from qalqan.desk.pages import page, to
from qalqan.desk.policy import open_to_all, signed_in
from qalqan.errors import WrongPassphrase
from qalqan.safety import accounts, keyring

AFTER_UNLOCK = "after-unlock"


@open_to_all
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return to("today") if request.account else page(request, "sign_in", wrong="", login="")
    login = request.POST.get("login", "").strip()[:64]
    client = request.META.get("REMOTE_ADDR", "")
    if tries.wait(client):
        return _refused(request, login, _("Too many wrong tries from here; wait a quarter of an hour and try again."))
    try:
        accounts.sign_in(request, login, request.POST.get("password", "")[:1024])
    except WrongPassphrase as wrong:
        tries.failed(client)
        return _refused(request, login, str(wrong))
    return to("today")


def _refused(request: HttpRequest, login: str, wrong: str) -> HttpResponse:
    return page(request, "sign_in", status=403, wrong=wrong, login=login)


@signed_in
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """POST ends the session and drops the person's key; GET shows the button, for pages that carry no form."""
    if request.method == "GET":
        return page(request, "lock")
    accounts.sign_out(request)
    response = to("sign-in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Sealed records close after ten idle minutes: the password opens them again, under a new session id."""
    if request.method == "GET":
        return page(request, "unlock", here="alerts", wrong="")
    try:
        account, private = accounts.check(request.account.login_name, request.POST.get("password", "")[:1024])
    except WrongPassphrase as wrong:
        return page(request, "unlock", here="alerts", status=403, wrong=str(wrong))
    keyring.unlocked.forget(request.session.session_key or "")
    request.session.cycle_key()
    keyring.unlocked.hold(request.session.session_key, private)
    return _onward(request.session.pop(AFTER_UNLOCK, reverse("alerts")))


def ask_to_unlock(request: HttpRequest) -> HttpResponse:
    """Remember, in the session and not in an address, where she was going."""
    request.session[AFTER_UNLOCK] = request.path if request.method == "GET" else reverse("alerts")
    return to("unlock")


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = _onward(back if safe else reverse("today"))
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response


def _onward(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response
