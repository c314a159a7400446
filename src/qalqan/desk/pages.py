"""Drawing a page: the template with what every page shows, and the small things that pages ask of a request."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render as fill
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import WrongCall
from qalqan.texts.edtf import bounds

SAID = "said"


class Given:
    """What a form sent, for drawing it again with what was written still in it; what it did not send is empty."""

    def __init__(self, sent: QueryDict) -> None:
        self._sent = sent

    def __getattr__(self, name: str) -> str:
        return self._sent.get(name, "")

    def get(self, name: str) -> str:
        return self._sent.get(name, "")

    def getlist(self, name: str) -> list[str]:
        return self._sent.getlist(name)


def page(request: HttpRequest, template: str, here: str = "", status: int = 200, **values: Any) -> HttpResponse:
    """A page of the desk. `here` is the part of the bar it belongs to. What was said once is shown once."""
    said = request.session.pop(SAID, "") if request.session.get(SAID) else ""
    shared = {
        "account": getattr(request, "account", None),
        "here": here,
        "said": said,
        "today": timezone.now().date(),
        "given": Given(request.POST),
    }
    return fill(request, f"desk/{template}.html", {**shared, **values}, status=status)


def number_given(written: str) -> int | None:
    """A whole number as a form or an address says it, or None. "²" is a digit and no number; a page has no 5,000 digits."""
    plain = written.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else None


def to(
    name: str, *keys: str, said: str = "", request: HttpRequest | None = None, then: str = ""
) -> HttpResponseRedirect:
    """Go on to a page by GET, with a sentence to show there. `then` stands after the address ("#p12", "?kind=act")."""
    if said and request is not None:
        request.session[SAID] = said
    response = HttpResponseRedirect(reverse(name, args=keys) + then)
    response.status_code = 303  # whatever the method was, the next one is GET
    return response


def as_of(request: HttpRequest) -> date:
    """The day that a page speaks of: the last day that `?as_of=` may mean, else today. Raises WrongCall for no date."""
    written = request.GET.get("as_of", "").strip()
    if not written:
        return timezone.now().date()
    last = bounds(written)[1]
    if last is None:
        raise WrongCall(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    return last
