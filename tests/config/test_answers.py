"""What every answer of the desk carries, and what its log lines may hold."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from qalqan.config.headers import HEADERS, SafeHeaders
from qalqan.config.logs import EventAndPlace
from qalqan.config.requests import RequestIds
from qalqan.safety import audit
from qalqan.safety.models import LogEntry


def answered(response: HttpResponse, **said: object) -> HttpResponse:
    return SafeHeaders(lambda request: response)(RequestFactory().get("/", **said))  # type: ignore[arg-type]


def test_every_answer_carries_the_headers() -> None:
    response = answered(HttpResponse())
    assert {name: response[name] for name in HEADERS} == HEADERS
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "data:" not in policy
    assert response["Cache-Control"] == "no-store"


def test_a_view_cannot_loosen_a_header() -> None:
    loose = HttpResponse(headers={"Content-Security-Policy": "default-src *", "Cache-Control": "public"})
    response = answered(loose)
    assert response["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_an_original_may_be_sandboxed_further() -> None:
    assert (
        answered(HttpResponse(headers={"Content-Security-Policy": "sandbox"}))["Content-Security-Policy"] == "sandbox"
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"secure": True}, True),
        ({"secure": False}, False),
        ({"secure": True, "HTTP_HOST": "abcdefgh.onion"}, False),
    ],
)
def test_strict_transport_is_for_clear_names_over_tls(
    said: dict[str, object], expected: bool, settings_hosts: None
) -> None:
    assert answered(HttpResponse(), **said).has_header("Strict-Transport-Security") is expected


@pytest.fixture
def settings_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])


def test_entries_of_one_request_share_its_id(db: None) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        audit.log("see", "a", account=None)
        audit.log("see", "b", account=None)
        return HttpResponse()

    RequestIds(view)(RequestFactory().get("/"))
    RequestIds(view)(RequestFactory().get("/"))
    ids = list(LogEntry.objects.order_by("seq").values_list("request_id", flat=True))
    assert ids[0] == ids[1] != ids[2] == ids[3] and all(ids)


def test_a_log_line_names_an_event_and_a_place_and_quotes_nothing() -> None:
    try:
        raise ValueError("Aida was taken from 12 Example Street")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("django.request", logging.ERROR, "views.py", 7, "Error: /cases/%s", ("aida",), info)
    line = EventAndPlace().format(record)
    assert "ValueError" in line and "test_answers.py" in line
    for secret in ("Aida", "aida", "Example", "/cases"):
        assert secret not in line


def test_a_log_line_stays_one_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, "views.py", 7, "a\nCRITICAL forged", (), None)
    assert "\n" not in EventAndPlace().format(record)
