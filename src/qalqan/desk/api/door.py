"""The one route of the API: a token, a limit, a transaction in which the account is narrowed, the log, the answer.

No cookie counts here, so no page can ask in somebody's name. Without a running token every address answers the same.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from qalqan.desk.api import importing, publications, tokens
from qalqan.desk.api.description import NOTHING, problem, refused
from qalqan.desk.limiting import tries
from qalqan.desk.policy import open_to_all
from qalqan.desk.uploads import LARGEST as LARGEST_FILE
from qalqan.errors import QalqanError, WorkspaceLocked
from qalqan.library.models import Work
from qalqan.safety import audit
from qalqan.safety.access import demand, narrowed
from qalqan.safety.levels import TEAM

LARGEST = 256 * 1024  # bytes of a request
A_MINUTE = 600  # requests of one token
FILES_A_MINUTE = 60  # each starts a process that reads
OCTETS = "application/octet-stream"
ROUTES = "qalqan.desk.api.urls"
READ_AHEAD = {**publications.READ_AHEAD, **importing.READ_AHEAD}  # what is read before the transaction begins


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
pace_of_files = Pace(FILES_A_MINUTE)


@csrf_exempt
@open_to_all  # of sessions: it has a lock of its own
def door(request: HttpRequest, rest: str) -> HttpResponse:
    client = request.META.get("REMOTE_ADDR", "")
    if tries.wait(client):
        return problem(429, "Too many wrong tokens came from here: wait a quarter of an hour.", Retry_After="900")
    try:
        token = tokens.find(_words(request))
    except WorkspaceLocked:
        return problem(503, "The workspace is locked: ask its people to start the desk again.")
    if token is None:
        tries.failed(client)
        return problem(
            401,
            "This needs a token that runs: Authorization: Bearer qalqan_….",
            WWW_Authenticate='Bearer realm="qalqan"',
        )
    wrong = _too_much(request, token.pk, rest)
    if wrong is not None:
        return wrong
    request.account = account = tokens.acting(token)  # type: ignore[attr-defined]
    try:
        _read_ahead(request, rest, token)
    except QalqanError as error:
        with transaction.atomic():
            audit.log("api-write", token.permanent_id, account=account)
        return refused(request, error)
    with transaction.atomic(), narrowed(account, {token.circle_id}, TEAM):
        # Before any byte leaves, and before anything is done: who asked, with which token, to read or to change.
        verb = "api-read" if request.method in ("GET", "HEAD") else "api-write"
        audit.log(verb, token.permanent_id, account=account)
        return _answered(request, rest)


def _too_much(request: HttpRequest, token: int, rest: str) -> HttpResponse | None:
    """The refusal of what comes too fast, is too large or holds what no database keeps."""
    if pace.is_too_fast(token):
        return problem(429, f"A token may ask {pace.most} times a minute: wait a moment.", Retry_After="10")
    if request.method == "POST" and rest in READ_AHEAD and pace_of_files.is_too_fast(token):
        return problem(429, f"A token may send {pace_of_files.most} files a minute: wait a moment.", Retry_After="20")
    of_a_file = request.content_type == OCTETS
    largest = LARGEST_FILE if of_a_file and rest in READ_AHEAD else LARGEST
    if _size(request) > largest:
        return problem(413, f"A request has {largest // 1024} KB at most here: send less at a time.")
    if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
        return problem(422, "A text with the sign NUL cannot be kept: leave it out.")
    if not of_a_file and (b"\x00" in request.body or b"\\u0000" in request.body):
        return problem(422, "A text with the sign NUL cannot be kept: leave it out.")
    return None


def _read_ahead(request: HttpRequest, rest: str, token: Any) -> None:
    """A file is read before the transaction that answers: nobody waits for a parser. Raises NotAllowed, CannotRead."""
    ahead = READ_AHEAD.get(rest) if request.method == "POST" else None
    if ahead is None:
        return
    account = request.account  # type: ignore[attr-defined]
    with transaction.atomic(), narrowed(account, {token.circle_id}, TEAM):
        demand(account, "add", Work)
    request.read_ahead = ahead(request, account)  # type: ignore[attr-defined]


def _answered(request: HttpRequest, rest: str) -> HttpResponse:
    try:
        found = resolve(f"/{rest}", urlconf=ROUTES)
    except Resolver404:
        return problem(404, NOTHING)
    view: Any = found.func
    answer: HttpResponse = view(request, *found.args, **found.kwargs)
    if answer.status_code == 405:
        return problem(405, "This address knows other methods: look at the description.", Allow=answer.get("Allow", ""))
    return answer


def _words(request: HttpRequest) -> str:
    kind, _, words = request.headers.get("Authorization", "").partition(" ")
    return words.strip() if kind.lower() == "bearer" else ""


def _size(request: HttpRequest) -> float:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isdecimal() and len(declared) < 16 else float("inf")
