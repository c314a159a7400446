"""Short answers that a route's door gives: nothing here, the way in, one sentence about what went wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

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
