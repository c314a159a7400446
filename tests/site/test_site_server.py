"""The served site: right types, strict headers, no way out of the folder, no error for any address."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from site_makers import JOINT, an_edition

from qalqan.errors import EditionError
from qalqan.site import edition
from qalqan.site.pages import render_all
from qalqan.site.server import POLICY, Database, make


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


Get = Callable[..., Reply]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("editions") / "edition"
    for path, body in render_all(an_edition()):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(body)
    with closing(sqlite3.connect(made / "edition.db")) as connection:
        edition.create(connection)
        edition.fill(connection, an_edition())
        connection.commit()
    (made.parent / "secret.txt").write_text("beside the edition")
    (made / ".hidden.html").write_text("hidden")
    (made / "pages" / "way-out.html").symlink_to(made.parent / "secret.txt")
    return made


@pytest.fixture(scope="module")
def get(folder: Path) -> Get:
    return asker(make(folder))


def asker(application: Callable) -> Get:
    def get(path: str, query: str = "", method: str = "GET", **headers: str) -> Reply:
        seen: dict = {}

        def start(status: str, sent: list[tuple[str, str]]) -> None:
            seen.update(status=int(status[:3]), headers=dict(sent))

        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        body = b"".join(application(environ, start))
        return Reply(seen["status"], seen["headers"], body)

    return get


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/pages/en/index.html", "text/html; charset=utf-8"),
        ("/pages/ru/laws/l-draft.json", "application/json; charset=utf-8"),
        ("/static/qalqan.css", "text/css; charset=utf-8"),
        ("/static/search.js", "text/javascript; charset=utf-8"),
        ("/static/fonts/inter-latin-normal.woff2", "font/woff2"),
        ("/feeds/all-en.atom", "application/atom+xml; charset=utf-8"),
        ("/edition.db", "application/vnd.sqlite3"),
    ],
)
def test_finished_files_are_served_as_what_they_are(get: Get, folder: Path, path: str, kind: str) -> None:
    reply = get(path)
    assert reply.status == 200
    assert reply.headers["Content-Type"] == kind
    assert reply.body == (folder / path[1:]).read_bytes()


def test_every_reply_carries_the_same_strict_headers(get: Get) -> None:
    for reply in (
        get("/pages/en/index.html"),
        get("/nowhere"),
        get("/"),
        get("/pages/en/search.html", "q=lawyer"),
        get("/pages/en/index.html", method="POST"),
    ):
        assert reply.headers["Content-Security-Policy"] == POLICY
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Server" not in reply.headers and "Set-Cookie" not in reply.headers
        assert "Strict-Transport-Security" not in reply.headers


def test_the_policy_is_that_of_the_safety_decision() -> None:
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in POLICY and "data:" not in POLICY and "*" not in POLICY


def test_transport_security_is_sent_only_when_told(folder: Path) -> None:
    reply = asker(make(folder, hsts_seconds=31536000))("/pages/en/index.html")
    assert reply.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_known_page_is_not_sent_again(get: Get) -> None:
    etag = get("/pages/en/index.html").headers["ETag"]
    assert re.fullmatch(r'"[0-9a-f]{32}"', etag)
    again = get("/pages/en/index.html", if_none_match=f'"other", {etag}')
    assert again.status == 304 and again.body == b""


def test_a_head_has_no_body_and_the_same_headers(get: Get) -> None:
    assert get("/pages/en/index.html", method="HEAD").body == b""
    assert get("/pages/en/index.html", method="HEAD").headers == get("/pages/en/index.html").headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(get: Get, method: str) -> None:
    reply = get("/pages/en/index.html", method=method)
    assert reply.status == 405 and reply.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/pages/../../secret.txt",
        "/pages/en/..%2f..%2fsecret.txt",
        "//etc/passwd",
        "/pages//en/index.html",
        "/.hidden.html",
        "/pages/way-out.html",
        "/pages\\en\\index.html",
        "/pages/en/index.html\0.txt",
        "/C:/windows",
        "/pages/en",
        "/./index.html",
    ],
)
def test_no_address_leads_out_of_the_folder(get: Get, path: str) -> None:
    reply = get(path)
    assert reply.status == 404
    assert b"beside the edition" not in reply.body and b"hidden" not in reply.body


def test_what_is_not_here_is_said_in_the_readers_language_with_links_that_work(get: Get) -> None:
    reply = get("/pages/ru/cases/gone.html")
    assert reply.status == 404
    assert "Этой страницы здесь нет" in reply.text
    for address in re.findall(r'(?:href|action)="([^"#]+)"', reply.text):
        assert get(address).status in (200, 302), address


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("de,en;q=0.7,ru;q=0.3", "en"),
        ("kk;q=x,ru;q=0.1", "ru"),
    ],
)
def test_the_front_door_leads_by_the_readers_language(get: Get, accepted: str, spoken: str) -> None:
    reply = get("/", accept_language=accepted)
    assert reply.status == 302
    assert reply.headers["Location"] == f"/pages/{spoken}/index.html"
    assert reply.headers["Vary"] == "Accept-Language"


def test_short_addresses_lead_on(get: Get) -> None:
    assert get("/ru/").headers["Location"] == "/pages/ru/index.html"
    assert get("/search", "q=law").headers["Location"] == "/pages/en/search.html?q=law"


def test_a_search_is_answered_without_script(get: Get) -> None:
    reply = get("/pages/en/search.html", "q=lawyer&country=KAZ")
    assert reply.status == 200 and "data-answered" in reply.text
    assert "<mark>lawyer</mark>" in reply.text
    assert "publications/w-4hq2.html#p-j4" in reply.text
    assert 'value="lawyer"' in reply.text and 'name="country" value="KAZ" checked' in reply.text
    twin = json.loads(get("/pages/en/search.json", "q=lawyer").body)
    assert twin["answer"]["total"] == 2


def test_a_query_is_shown_as_text(get: Get) -> None:
    reply = get("/pages/en/search.html", "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&publisher=%3Cb%3E")
    assert reply.status == 200
    assert "<script>alert" not in reply.text and "<b>" not in reply.text.split("</header>")[1].split("<main")[0]


def test_a_ledger_is_shown_as_of_another_day(get: Get) -> None:
    today, then = get("/pages/en/held.html"), get("/pages/en/held.html", "as-of=2019-06-25")
    assert "0 people or groups" in today.text
    assert "1 person or group" in then.text and "as of 25 June 2019" in then.text
    assert json.loads(get("/pages/en/laws.json", "as-of=2019-04-20").body)["laws"][0]["status"]["stage"] == "introduced"


@pytest.mark.parametrize("query", ["as-of=", "as-of=2099-01-01", "as-of=soon", "as-of=2019-09-05", "other=1"])
def test_any_other_day_shows_the_edition(get: Get, query: str) -> None:
    assert get("/pages/en/held.html", query).body == get("/pages/en/held.html").body


def test_a_replaced_file_is_served_anew(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("one")
    ask = asker(make(tmp_path))
    before = ask("/index.html")
    (tmp_path / "index.html").write_text("another")
    after = ask("/index.html")
    assert (before.body, after.body) == (b"one", b"another")
    assert before.headers["ETag"] != after.headers["ETag"]


def test_without_its_database_the_finished_pages_still_stand(tmp_path: Path) -> None:
    for path, body in render_all(an_edition()):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    assert asker(make(tmp_path))("/pages/en/search.html", "q=lawyer").status == 200


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="publish one"):
        make(tmp_path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=40), query=st.text(max_size=60))
def test_no_address_is_a_server_error(get: Get, path: str, query: str) -> None:
    assert get("/" + path.encode("utf-8", "replace").decode(), query).status in (200, 302, 304, 404)
    assert get("/pages/en/search.html", query).status == 200


@pytest.mark.parametrize("wanted", [f"{JOINT}.txt", "j2.txt", "r-1.ris", "k-tasbek.bib", "p-bill.txt", "n-tasbek.json"])
def test_the_record_of_anything_that_is_cited_is_served(get: Get, wanted: str) -> None:
    reply = get(f"/cite/{wanted}")
    assert reply.status == 200 and reply.body


def test_for_what_is_not_here_no_text_is_read(folder: Path) -> None:
    database = Database(folder / "edition.db")
    assert database.record_of("nothing", "ris") is None
    assert "_holdings" not in vars(database)
    assert database.record_of("j2", "ris")
    assert "_holdings" in vars(database)


@pytest.mark.parametrize(("spoken", "said"), [("en", "59 filters more stand"), ("ru", "на 59 условий больше")])
def test_filters_that_are_too_many_are_told_and_the_first_are_applied(get: Get, spoken: str, said: str) -> None:
    countries = "&".join(f"country=K{number:02}" for number in range(99))
    page = get(f"/pages/{spoken}/search.html", f"q=lawyer&{countries}")
    assert page.status == 200 and said in page.text
    assert "K01" in page.text and "K98" not in page.text
    assert said not in get(f"/pages/{spoken}/search.html", "q=lawyer&country=KAZ&country=TJK").text


def test_a_form_never_sends_more_than_an_answer_can_speak_of(get: Get) -> None:
    for where in ("index", "search", "about"):
        for field in html.fromstring(get(f"/pages/en/{where}.html").text).xpath("//input[@name='q']"):
            longest = int(field.get("maxlength"))
            assert "Only the first" in get("/pages/en/search.html", f"q={'л' * longest}").text
