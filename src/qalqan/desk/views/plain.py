"""Pages that Django itself asks for: something broke, a form came without its token."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that should not: the log names the place in the code, the page says what to do."""
    said = _(
        "Something went wrong in the program; nothing was saved. Go back and try again; if it comes back, "
        "tell the operator."
    )
    return HttpResponse(render_to_string("desk/broken.html", {"sentence": said}), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent without its token: from an old page, or from another site."""
    said = _(
        "This form is too old or came from elsewhere; nothing was saved. Go back, load the page again and send it anew."
    )
    return HttpResponse(render_to_string("desk/broken.html", {"sentence": said}), status=403)
