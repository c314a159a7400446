"""The headers that every answer of the desk carries (SAFETY D12)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class SafeHeaders:
    """Sets the headers last, so that no view can loosen them; a view may make its own policy stricter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        stricter = response.get("Content-Security-Policy", "") == "sandbox"
        for name, value in HEADERS.items():
            if not (stricter and name == "Content-Security-Policy"):
                response[name] = value
        if request.path.startswith("/static/") and response.status_code == 200:
            # Fonts and the stylesheet say nothing of anybody; on a bad line they should come once.
            response["Cache-Control"] = "private, max-age=3600"
        # Never on an onion address: its name is its certificate.
        if request.is_secure() and not request.get_host().split(":")[0].endswith(".onion"):
            response["Strict-Transport-Security"] = "max-age=31536000"
        return response
