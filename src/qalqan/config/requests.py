"""Gives each request a random id, which the audit log names instead of an address or an agent."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from qalqan.safety import audit


class RequestIds:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with audit.request(secrets.token_hex(8)):
            return self.get_response(request)
