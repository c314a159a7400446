"""Pages that say one thing: nothing here, one sentence about what went wrong, the way in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from qalqan.desk.pages import page
from qalqan.errors import QalqanError


def nothing_here(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What is refused and what does not exist: the same bytes. Whoever has not signed in is shown the way in instead.

    The page has no form: a form's token differs from one page to the next.
    """
    if getattr(request, "account", None) is None:
        return to_sign_in()
    return HttpResponse(render_to_string("desk/nothing.html"), status=404)


def to_sign_in() -> HttpResponse:
    """Without a note of what was asked for: it would stand in an address."""
    response = HttpResponseRedirect(reverse("sign-in"))
    response.status_code = 303
    return response


def sentence(request: HttpRequest, error: QalqanError) -> HttpResponse:
    """An error as its one sentence, with the way back."""
    return page(request, "sentence", status=409 if error.code == "stale-write" else 400, sentence=str(error))


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that should not: the log names the place in the code, the page says what to do."""
    said = _("Something went wrong in the program; nothing was saved. Go back and try again; if it returns, tell the operator.")
    return HttpResponse(render_to_string("desk/broken.html", {"sentence": said}), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without its token: from an old page, or from another site."""
    said = _("This form is too old or came from elsewhere; nothing was saved. Go back, load the page again and send it anew.")
    return HttpResponse(render_to_string("desk/broken.html", {"sentence": said}), status=403)
