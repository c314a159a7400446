"""The one route of the API: a token, a limit, a transaction in which the account is narrowed, the log, the answer.

No cookie counts here, so no page can ask in somebody's name. Without a running token every address answers the same.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from qalqan.desk.api import tokens
from qalqan.desk.limiting import tries
from qalqan.desk.policy import open_to_all
from qalqan.errors import WorkspaceLocked
from qalqan.safety import audit
from qalqan.safety.access import narrowed
from qalqan.safety.levels import TEAM

LARGEST = 256 * 1024  # bytes of a request
A_MINUTE = 600  # requests of one token
ROUTES = "qalqan.desk.api.urls"


class Pace:
    """How many requests of each token came within a minute; counted in memory, of tokens and not of people."""

    def __init__(self, most: int = A_MINUTE) -> None:
        self.most = most
        self._came: dict[int, deque[float]] = {}
        self._turn = threading.Lock()

    def is_too_fast(self, token: int) -> bool:
        now = time.monotonic()
        with self._turn:
            came = self._came.setdefault(token, deque())
            while came and now - came[0] > 60:
                came.popleft()
            if len(came) >= self.most:
                return True
            came.append(now)
            return False


pace = Pace()


@csrf_exempt
@open_to_all  # of sessions: it has a lock of its own
def door(request: HttpRequest, rest: str) -> HttpResponse:
    client = request.META.get("REMOTE_ADDR", "")
    if tries.wait(client):
        return refusal(429, "Too many wrong tokens came from here: wait a quarter of an hour.")
    try:
        token = tokens.find(_words(request))
    except WorkspaceLocked:
        return refusal(503, "The workspace is locked: ask its people to start the desk again.")
    if token is None:
        tries.failed(client)
        return refusal(401, "This needs a token that runs: Authorization: Bearer qalqan_….")
    if pace.is_too_fast(token.pk):
        return refusal(429, f"A token may ask {pace.most} times a minute: wait a moment.")
    if _is_too_large(request):
        return refusal(413, f"A request has {LARGEST // 1024} KB at most: send less at a time.")
    if b"\x00" in request.body or b"\\u0000" in request.body:
        return refusal(422, "A text with the sign NUL cannot be kept: leave it out.")
    request.account = account = tokens.acting(token)  # type: ignore[attr-defined]
    with transaction.atomic(), narrowed(account, {token.circle_id}, TEAM):
        # Before any byte leaves, and before anything is done: who asked, with which token, to read or to change.
        verb = "api-read" if request.method in ("GET", "HEAD") else "api-write"
        audit.log(verb, token.permanent_id, account=account)
        return _answered(request, rest)


def refusal(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(json.dumps({"detail": sentence}), status=status, content_type="application/json; charset=utf-8")


def _answered(request: HttpRequest, rest: str) -> HttpResponse:
    try:
        found = resolve(f"/{rest}", urlconf=ROUTES)
    except Resolver404:
        return refusal(404, "There is nothing here.")
    view: Any = found.func
    answer: HttpResponse = view(request, *found.args, **found.kwargs)
    return answer


def _words(request: HttpRequest) -> str:
    kind, _, words = request.headers.get("Authorization", "").partition(" ")
    return words.strip() if kind.lower() == "bearer" else ""


def _is_too_large(request: HttpRequest) -> bool:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return not declared.isdecimal() or int(declared) > LARGEST
