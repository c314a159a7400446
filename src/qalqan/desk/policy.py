"""Who may use a route. Every view carries a policy; a route without one does not start.

    @policy("review", Candidate)                 # one candidate, by its permanent id
    def decide(request, candidate): ...

    @policy("see", of=Work)                      # a list of works
    def works(request): ...

The guard loads the thing and asks `may`. Refused and absent end in one and the same page (`answers.nothing_here`), byte
for byte; somebody who has not signed in is sent to the sign-in page from wherever they asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from qalqan.desk import answers
from qalqan.errors import NotAllowed, NotFound, QalqanError
from qalqan.response.models import Alert, Contact
from qalqan.response.words import is_granted
from qalqan.safety.access import may

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a route demands. `verb` None: open to people who have not signed in (the way in, the files of the pages)."""

    verb: str | None
    about: type[models.Model] | None = None
    one: bool = False  # the route names one thing by its permanent id


def policy(
    verb: str, thing: type[models.Model] | None = None, *, of: type[models.Model] | None = None
) -> Callable[[View], View]:
    """Let only those in who may do this; of a route with a thing, hand the view the thing instead of its id."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if request.account is None:  # type: ignore[attr-defined]  # set by accounts.SignedIn
                return answers.to_sign_in()
            try:
                if thing is None:
                    _demand(request, verb, of)
                    return view(request, *args, **named)
                found = _find(thing, named.pop("key"))
                _demand(request, verb, found)
                return view(request, found, *args, **named)
            except (NotAllowed, NotFound):
                return answers.nothing_here(request)
            except QalqanError as error:
                return answers.sentence(request, error)

        guarded.policy = Policy(verb, thing or of, one=thing is not None)  # type: ignore[attr-defined]
        return guarded

    return guard


def signed_in(view: View) -> View:
    """Mark a route for everybody with an account: her own session, keys and language."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.account is None:  # type: ignore[attr-defined]
            return answers.to_sign_in()
        try:
            return view(request, *args, **named)
        except (NotAllowed, NotFound):
            return answers.nothing_here(request)
        except QalqanError as error:
            return answers.sentence(request, error)

    guarded.policy = Policy("signed-in")  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """Mark a route that needs no sign-in. Nothing of the record may be behind it."""
    view.policy = Policy(None)  # type: ignore[attr-defined]
    return view


def _find(thing: type[models.Model], key: str) -> models.Model:
    found = thing._default_manager.filter(permanent_id=key).first()
    if found is None:
        raise NotFound("There is nothing here: go back to Today.")
    return found


def _demand(request: HttpRequest, verb: str, about: Any) -> None:
    if not may(request.account, verb, about):  # type: ignore[attr-defined]
        raise NotAllowed("There is nothing here: go back to Today.")
    if isinstance(about, Alert | Contact) and not is_granted(about, request.account):  # type: ignore[attr-defined]
        raise NotAllowed("There is nothing here: go back to Today.")


def routes(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, View]]:
    """Every route of the desk with its view."""
    for part in (resolver or get_resolver()).url_patterns:
        path = prefix + str(part.pattern)
        if isinstance(part, URLPattern):
            yield path, part.callback
        else:
            yield from routes(part, path)


def check_routes(found: Iterable[tuple[str, View]] | None = None) -> None:
    """Refuse to start where a route says nothing about who may use it."""
    listed = routes() if found is None else found
    without = [path for path, view in listed if not isinstance(getattr(view, "policy", None), Policy)]
    if without:
        raise ImproperlyConfigured(f"These routes have no policy: {', '.join(without)}; decorate their views.")
