"""Signing in, locking and forgetting: what a session is worth and when it ends."""

from __future__ import annotations

import re

import pytest
from desk_makers import a_person, at_the_desk
from django.conf import settings
from django.test import Client, override_settings

from conftest import PASSWORD
from qalqan.config.headers import HEADERS
from qalqan.desk import limiting, sessions
from qalqan.desk.views import entrance
from qalqan.safety import keyring

FORMS = [
    m.replace("django.middleware.csrf.CsrfViewMiddleware", "qalqan.desk.forms.OwnForms") for m in settings.MIDDLEWARE
]


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(sessions.time, "monotonic", made)
    monkeypatch.setattr(entrance, "tries", limiting.Tries(made))
    return made


def test_a_wrong_password_says_the_same_as_an_unknown_name(db: None) -> None:
    a_person("dilnoza")
    wrong = Client().post("/sign-in", {"login": "dilnoza", "password": "not this one, no"})
    unknown = Client().post("/sign-in", {"login": "nobodyxx", "password": "not this one, no"})
    assert wrong.status_code == unknown.status_code == 403
    sentence = re.compile(r'role="alert"><p>(.*?)</p>')
    assert sentence.findall(wrong.content.decode()) == sentence.findall(unknown.content.decode()) != []


def test_a_client_that_keeps_trying_has_to_wait_and_nothing_of_it_is_kept(db: None, clock: Clock) -> None:
    person, stranger = a_person("dilnoza"), Client(REMOTE_ADDR="198.51.100.7")
    for number in range(limiting.PER_CLIENT):
        stranger.post("/sign-in", {"login": f"name{number}", "password": "guess guess guess"})
    late = stranger.post("/sign-in", {"login": "dilnoza", "password": PASSWORD})
    assert late.status_code == 403
    assert "wait" in late.content.decode()
    assert "198.51.100.7" not in repr(entrance.tries.__dict__)
    at_the_desk(person, REMOTE_ADDR="203.0.113.9")  # the owner elsewhere is not shut out
    clock.now += limiting.WINDOW_SECONDS + 1
    assert stranger.post("/sign-in", {"login": "dilnoza", "password": PASSWORD}).status_code == 303


def test_signing_in_gives_a_new_session_and_only_its_hash_is_held(db: None) -> None:
    person = a_person()
    client = at_the_desk(person)
    first = client.cookies["s"].value
    assert first not in repr(sessions._held)
    client.post("/sign-in", {"login": person.login_name, "password": PASSWORD})
    second = client.cookies["s"].value
    assert second != first
    stale = Client()
    stale.cookies["s"] = first
    assert stale.get("/").status_code == 303


def test_the_cookie_is_closed_to_scripts_and_other_sites(db: None) -> None:
    cookie = at_the_desk(a_person()).cookies["s"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_lock_ends_the_session_and_drops_the_key(db: None) -> None:
    client = at_the_desk(a_person())
    key = client.cookies["s"].value
    assert keyring.unlocked.find(key) is not None
    answer = client.post("/lock")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert keyring.unlocked.find(key) is None
    again = Client()
    again.cookies["s"] = key
    assert again.get("/").status_code == 303


def test_lock_stands_on_every_page(db: None) -> None:
    client = at_the_desk(a_person())
    for path in ("/", "/publications", "/review", "/search", "/no/such/page", "/access"):
        assert '"/lock"' in client.get(path).content.decode(), path


def test_a_session_ends_after_half_an_hour_without_use(db: None, clock: Clock) -> None:
    client = at_the_desk(a_person())
    clock.now += sessions.IDLE - 1
    assert client.get("/").status_code == 200
    clock.now += sessions.IDLE + 1
    assert client.get("/").status_code == 303


def test_a_session_ends_after_eight_hours_of_use(db: None, clock: Clock) -> None:
    client = at_the_desk(a_person())
    for _ in range(17):
        clock.now += sessions.IDLE - 60
        last = client.get("/").status_code
    assert last == 303


def test_signing_out_everywhere_ends_every_session_of_this_person_only(db: None) -> None:
    person = a_person()
    here, there, other = at_the_desk(person), at_the_desk(person), at_the_desk(a_person("other"))
    here.post("/access/sign-out-everywhere")
    assert (here.get("/").status_code, there.get("/").status_code, other.get("/").status_code) == (303, 303, 200)


def test_strangers_cannot_fill_the_memory_with_sessions(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 3)
    person = a_person()
    for _ in range(5):
        at_the_desk(person)
    assert len(sessions._held) <= 3


def test_a_form_without_its_token_or_from_another_site_is_refused(db: None) -> None:
    person = a_person()
    with override_settings(MIDDLEWARE=FORMS):
        client = Client(enforce_csrf_checks=True)
        page = client.get("/sign-in").content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        told = {"login": person.login_name, "password": PASSWORD}
        whole = {**told, "csrfmiddlewaretoken": token}
        # What browsers send under `Referrer-Policy: no-referrer`: no origin, but where the form stood.
        ours, another = (
            {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        )
        refused = [
            client.post("/sign-in", told, headers=ours),
            client.post("/sign-in", whole, headers=another),
            client.post("/sign-in", whole, headers={"Origin": "https://other.example"}),
            client.post("/sign-in", whole, headers={"Origin": "null"}),
            client.post("/sign-in", whole, headers={"Sec-Fetch-Site": "same-site"}),
        ]
        assert [answer.status_code for answer in refused] == [403] * 5
        assert all(b"too old or came from elsewhere" in answer.content for answer in refused)
        assert client.post("/sign-in", whole, headers=ours).status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/publications/add", "/review", "/search", "/access", "/no/such/page"]
)
def test_headers_are_exact_and_nothing_stands_inline(db: None, path: str) -> None:
    answer = at_the_desk(a_person("dilnoza", "editor", "operator")).get(path, follow=True)
    assert {name: answer[name] for name in HEADERS} == HEADERS
    page = answer.content.decode()
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', page)


def test_the_language_is_chosen_by_a_form_and_leads_back_here_only(db: None) -> None:
    client = Client()
    answer = client.post("/language", {"language": "ru", "back": "https://other.example/"})
    assert answer["Location"] == "/"
    assert client.cookies["language"].value == "ru"
    assert client.post("/language", {"language": "en", "back": "/search"})["Location"] == "/search"
    assert client.post("/language", {"language": "en", "back": "//other.example"})["Location"] == "/"


def test_a_password_is_changed_by_its_owner_and_opens_the_same_key(db: None) -> None:
    person = a_person()
    client = at_the_desk(person)
    new = "autumn harvest window"
    assert client.post("/access/password", {"old": "not this one, no", "new": new}).status_code == 400
    assert client.post("/access/password", {"old": PASSWORD, "new": new}).status_code == 303
    assert Client().post("/sign-in", {"login": person.login_name, "password": new}).status_code == 303


def test_an_operator_makes_an_account_and_gives_a_grant(db: None) -> None:
    client = at_the_desk(a_person("operator", "operator"))
    told = {"login": "newcomer", "name": "Newcomer", "password": PASSWORD, "role": ["reader"], "level": "team"}
    assert client.post("/access/accounts", told).status_code == 400  # a grant needs its purpose
    assert client.post("/access/accounts", {**told, "purpose": "reads for the summer"}).status_code == 303
    assert "Newcomer" in client.get("/access").content.decode()
    assert Client().post("/sign-in", {"login": "newcomer", "password": PASSWORD}).status_code == 303
