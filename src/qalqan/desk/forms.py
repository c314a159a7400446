"""Forms come from this desk's own pages: a token, and what the browser says of where the form stood."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, QueryDict
from django.middleware.csrf import CsrfViewMiddleware


def _holds_nul(sent: QueryDict) -> bool:
    # No browser sends one, and PostgreSQL stores none: it would be a fault further in, for strangers too.
    return any("\0" in name or any("\0" in value for value in values) for name, values in sent.lists())


class OwnForms(CsrfViewMiddleware):
    """Django's token check, with Sec-Fetch-Site beside Origin (SAFETY D11).

    Under `Referrer-Policy: no-referrer` a browser sends `Origin: null` with every form, its own too; then only the
    fetch metadata, which no page can forge, tells a form of ours from another's.
    """

    def process_view(self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any) -> Any:
        site = request.headers.get("Sec-Fetch-Site", "")
        changes = request.method not in ("GET", "HEAD", "OPTIONS", "TRACE")
        if changes and site not in ("", "same-origin"):
            return self._reject(request, "the form stands on another site")
        refused = super().process_view(request, callback, callback_args, callback_kwargs)
        # A program's door has a check, and an answer, of its own.
        is_form = not getattr(callback, "csrf_exempt", False)
        if refused is None and is_form and any(_holds_nul(sent) for sent in (request.GET, request.POST)):
            return HttpResponseBadRequest()
        return refused

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.headers.get("Origin") == "null":
            return request.headers.get("Sec-Fetch-Site") == "same-origin"
        return bool(super()._origin_verified(request))
