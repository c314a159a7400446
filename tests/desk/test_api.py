"""The desk for programs: tokens that do little, the same rules as at the desk, stale writes refused, no fault from any request."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from datetime import timedelta
from typing import Any

import pytest
from desk_makers import a_person, a_waiting_publication, proposal
from django.test import Client
from django.utils import timezone

from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, an_act, an_actor, an_assessment
from qalqan.desk import limiting
from qalqan.desk.api import door, publications, tokens
from qalqan.desk.api.routes import described
from qalqan.desk.models import AccessToken
from qalqan.errors import NotFound, WrongCall
from qalqan.library.models import Text
from qalqan.library.search import engine
from qalqan.publishing.exports.readable import KINDS
from qalqan.review.apart import reading_process
from qalqan.review.models import Candidate, Review
from qalqan.safety.accounts import give_grant
from qalqan.safety.models import Account, Circle, Grant, LogEntry


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(door, "tries", limiting.Tries())
    monkeypatch.setattr(door, "pace", door.Pace())
    monkeypatch.setattr(door, "pace_of_files", door.Pace(60))
    yield


def first_circle() -> Circle:
    return Circle.objects.get(pk=1)


def a_token(account: Account, *roles: str, circle: Circle | None = None, days: int = 30) -> str:
    return tokens.give(account, circle or first_circle(), roles or ("reader",), "tests", days)[1]


def a_program(words: str) -> Client:
    return Client(headers={"authorization": f"Bearer {words}"})


@pytest.fixture
def aziza(db: None) -> Account:
    return a_person("aziza", "reader", "editor", "verifier")


@pytest.fixture
def text(aziza: Account) -> Text:
    text = a_waiting_publication(aziza)
    engine.index(text)
    asked = a_recommendation(text)
    an_assessment(a_clause(asked, text), text)
    an_act(text, a_case(), victim=an_actor())
    a_step(text, a_process())
    return text


def test_every_list_says_how_many_there_are_and_gives_them_page_by_page(aziza: Account, text: Text) -> None:
    client = a_program(a_token(aziza))
    for _ in range(4):
        a_recommendation(text)
    first = client.get("/api/v1/record/recommendations?limit=3").json()
    rest = client.get("/api/v1/record/recommendations?limit=3&offset=3").json()
    assert (first["total"], len(first["items"]), len(rest["items"])) == (5, 3, 2)
    assert len({one["id"] for one in first["items"] + rest["items"]}) == 5


def test_everything_can_be_asked_for_and_leads_to_its_words(aziza: Account, text: Text) -> None:
    client = a_program(a_token(aziza))
    for kind in KINDS:
        listed = client.get(f"/api/v1/record/{kind.name}").json()
        for one in listed["items"]:
            found = client.get(f"/api/v1/record/{kind.name}/{one['id']}")
            assert found.status_code == 200 and found.json()["id"] == one["id"]
    [asked] = client.get("/api/v1/record/recommendations").json()["items"]
    [words] = client.get(f"/api/v1/record/recommendations/{asked['id']}").json()["words"]
    body = client.get(f"/api/v1/texts/{words['text']}").json()["body"]
    assert body[words["start"] : words["end"]] == words["exact"] == asked["exact"]
    work = client.get(f"/api/v1/works/{words['work']}").json()
    assert work["title"] == "Lawyers under pressure" and work["texts"][0]["id"] == words["text"]
    assert (
        "Lawyers under pressure" in client.get(f"/api/v1/works/{words['work']}/citation?style=ris").json()["citation"]
    )
    assert client.get("/api/v1/search?q=omarova").json()["total"] == 1
    assert client.get("/api/v1/matrix?as_of=2016").json()["items"][0]["cells"]["KAZ"]["state"] == "no-action"
    [law] = client.get("/api/v1/status?subject=Law on Public Associations&as_of=2014-07-21").json()["items"]
    assert law["status"]["stage"] == "signed"
    assert client.get(f"/api/v1/processes/{law['id']}/standing?as_of=2013").json()["status"] is None


def test_without_a_running_token_every_address_answers_the_same(aziza: Account, text: Text) -> None:
    ended, expired = a_token(aziza), a_token(aziza)
    held = AccessToken.objects.order_by("pk")
    tokens.end(aziza, held[0].permanent_id)
    AccessToken.objects.filter(pk=held[1].pk).update(until=timezone.now() - timedelta(seconds=1))
    known = f"/api/v1/works/{text.work.permanent_id}"
    answers = {
        (answer.status_code, answer.content)
        for client in (Client(), a_program(ended), a_program(expired), a_program("qalqan_no"))
        for answer in (client.get(known), client.get("/api/v1/no/such"), client.post("/api/anything"))
    }
    assert len(answers) == 1 and next(iter(answers))[0] == 401


def test_a_session_opens_nothing_here_and_a_token_opens_no_page(aziza: Account, text: Text) -> None:
    from desk_makers import at_the_desk

    assert at_the_desk(aziza).get("/api/v1/works").status_code == 401
    assert a_program(a_token(aziza)).get("/publications").status_code == 303


def test_what_is_hidden_looks_like_what_is_not_there(aziza: Account, text: Text) -> None:
    south = Circle.objects.create(code="south", name="South")
    hidden = a_text("Hidden words.", circle=south, work=a_text().work)
    closed = a_recommendation(text, circle=south)
    sealed = an_actor("Sealed Name", level="sealed")
    client = a_program(a_token(a_person("sofia", "reader", level="sealed")))
    absent = client.get("/api/v1/record/actors/" + "a" * 26)
    for path in (
        f"record/recommendations/{closed.permanent_id}", f"record/actors/{sealed.permanent_id}",
        f"texts/{hidden.permanent_id}", "record/accounts", "no/such",
    ):  # fmt: skip
        refused = client.get(f"/api/v1/{path}")
        assert refused.status_code == 404
        assert refused.content == absent.content or path == "no/such"
    assert "Sealed Name" not in client.get("/api/v1/record/actors").content.decode()


def test_a_token_is_of_one_circle_although_its_account_has_two(aziza: Account, text: Text) -> None:
    south = Circle.objects.create(code="south", name="South")
    give_grant(aziza, south, "team", purpose="south", by=None)
    elsewhere = a_recommendation(text, circle=south)
    a_recommendation(text)
    here, there = a_program(a_token(aziza)), a_program(a_token(aziza, circle=south))
    listed = here.get("/api/v1/record/recommendations").json()["items"]
    assert elsewhere.permanent_id not in {one["id"] for one in listed} and len(listed) == 2
    assert there.get("/api/v1/works").json()["total"] == 0
    assert there.get("/api/v1/search?q=omarova").json()["total"] == 0
    assert here.get("/api/v1/search?q=omarova").json()["total"] == 1  # the control


def test_a_token_has_no_role_that_it_was_not_given_and_none_that_its_account_lost(aziza: Account, text: Text) -> None:
    reader, verifier = a_program(a_token(aziza)), a_program(a_token(aziza, "verifier"))
    path = f"/api/v1/candidates/{proposal(text, 'c1').permanent_id}/decisions"
    said = json.dumps({"outcome": "accepted", "seen": 0})
    assert reader.get("/api/v1/candidates").status_code == 404
    assert reader.post(path, said, content_type="application/json").status_code == 404
    Account.objects.filter(pk=aziza.pk).update(roles=["reader"])
    assert verifier.post(path, said, content_type="application/json").status_code == 404
    assert not Review.objects.exists()
    Account.objects.filter(pk=aziza.pk).update(is_active=False)
    assert reader.get("/api/v1/works").status_code == 401


def test_a_grant_that_ends_ends_what_the_token_sees(aziza: Account, text: Text) -> None:
    client = a_program(a_token(aziza))
    assert client.get("/api/v1/works").json()["total"] == 1
    Grant.objects.filter(account=aziza).update(until=timezone.now() - timedelta(seconds=1))
    assert client.get("/api/v1/works").json()["total"] == 0


def test_a_decision_is_made_once_and_a_stale_one_is_refused(aziza: Account, text: Text) -> None:
    client = a_program(a_token(aziza, "verifier"))
    waiting = client.get("/api/v1/candidates?kind=recommendation").json()
    [one] = waiting["items"]
    path = f"/api/v1/candidates/{one['id']}/decisions"

    def decide(**said: Any) -> Any:
        return client.post(path, json.dumps(said), content_type="application/json")

    done = decide(outcome="accepted", seen=one["decisions"])
    assert done.status_code == 200
    assert client.get(f"/api/v1/record/recommendations/{done.json()['entry']}").status_code == 200
    stale = decide(outcome="rejected", seen=0, reason="no")
    assert (stale.status_code, Review.objects.count()) == (409, 1)
    assert decide(outcome="rejected", seen=1).status_code == 422  # without a reason
    assert decide(outcome="perhaps", seen=1).status_code == 422
    assert Review.objects.get().account == aziza
    verbs = list(LogEntry.objects.order_by("-seq").values_list("verb", flat=True)[:8])
    assert "api-write" in verbs and "review.accepted" in verbs


def test_each_request_is_in_the_log_under_its_token_before_it_is_answered(aziza: Account, text: Text) -> None:
    client = a_program(a_token(aziza))
    client.get("/api/v1/works")
    entry = LogEntry.objects.latest("seq")
    assert (entry.verb, entry.object_id) == ("api-read", AccessToken.objects.get().permanent_id)


def test_a_token_is_kept_as_a_digest_only(aziza: Account) -> None:
    words = a_token(aziza)
    held = AccessToken.objects.values().get()
    assert words not in str(held) and words.removeprefix(tokens.PREFIX) not in str(held)
    assert tokens.find(words) is not None and tokens.find(words + "x") is None


def test_nobody_gives_away_what_she_has_not(aziza: Account) -> None:
    south = Circle.objects.create(code="south", name="South")
    for circle, roles, purpose, days in (
        (south, ("reader",), "tests", 30), (first_circle(), ("publisher",), "tests", 30),
        (first_circle(), ("operator",), "tests", 30), (first_circle(), (), "tests", 30),
        (first_circle(), ("reader",), " ", 30), (first_circle(), ("reader",), "tests", 0),
        (first_circle(), ("reader",), "tests", 181),
    ):  # fmt: skip
        with pytest.raises(WrongCall):
            tokens.give(aziza, circle, roles, purpose, days)
    a_token(aziza)
    with pytest.raises(NotFound):
        tokens.end(a_person("other"), AccessToken.objects.get().permanent_id)


def test_too_much_and_too_fast_are_refused(aziza: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    client = a_program(a_token(aziza, "verifier"))
    large = client.post("/api/v1/candidates/x/decisions", "x" * (door.LARGEST + 1), content_type="application/json")
    assert large.status_code == 413
    assert client.get("/api/v1/works?limit=501").status_code == 422
    monkeypatch.setattr(door, "pace", door.Pace(most=2))
    assert [client.get("/api/v1/works").status_code for _ in range(3)] == [200, 200, 429]
    for _ in range(limiting.PER_CLIENT):
        a_program("qalqan_wrong").get("/api/v1/works")
    assert client.get("/api/v1/works").status_code == 429


def test_the_description_names_every_route_and_holds_no_foreign_address(aziza: Account) -> None:
    described = a_program(a_token(aziza)).get("/api/v1/schema")
    paths = described.json()["paths"]
    assert "/api/v1/candidates/{id}/decisions" in paths and len(paths) >= 13
    assert "http" not in json.dumps(paths)


@pytest.fixture
def readers() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.mark.filterwarnings("ignore")  # of the tool, not of ours
def test_no_request_that_fits_or_breaks_the_description_ends_in_a_fault(
    aziza: Account, text: Text, monkeypatch: pytest.MonkeyPatch, readers: ExitStack
) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    reader = readers.enter_context(reading_process())  # one for all requests: starting one takes long
    monkeypatch.setattr(publications, "reading_process", lambda: nullcontext(reader))
    specification = schemathesis.openapi.from_dict(described())
    everybody = a_person("everybody", *tokens.ROLES)
    clients = [a_program(a_token(everybody, *roles)) for roles in ((*tokens.ROLES,), *((one,) for one in tokens.ROLES))]
    door.pace.most = door.pace_of_files.most = 1_000_000
    seen: dict[str, set[int]] = {}
    asked = itertools.cycle(clients)
    real = ids_of_everything()
    for operation in specification.get_all_operations():
        modes = list(schemathesis.GenerationMode)

        @settings(
            max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate], database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(
            case=operation.ok().as_strategy(generation_mode=modes[0])
            | operation.ok().as_strategy(generation_mode=modes[-1])
        )
        def ask(case: Any) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver")
            body = sent.get("json", sent.get("data"))
            content = body if isinstance(body, bytes) else json.dumps(body, default=str).encode()
            for path in (case.formatted_path, real_path(case, real)):
                answer = next(asked).generic(
                    case.method, path, content, content_type=case.media_type or "application/json",
                    query_params={name: value for name, value in (case.query or {}).items()},
                )  # fmt: skip
                seen.setdefault(f"{case.method} {case.path}", set()).add(answer.status_code)
                assert answer.status_code < 500, (case.method, path, body, answer.content)
                if answer.status_code >= 400:
                    assert answer["Content-Type"] == "application/problem+json"
                    assert answer.json()["status"] == answer.status_code and answer.json()["detail"][-1] in ".?…"

        ask()
    assert len(seen) == sum(len(methods) for methods in described()["paths"].values())
    assert {200, 404, 422} <= set().union(*seen.values())


def ids_of_everything() -> dict[str, list[str]]:
    """Real ids by the kinds that the addresses name, so that a request goes further than "nothing here"."""
    found = {kind.name: list(kind.model._default_manager.values_list("permanent_id", flat=True)) for kind in KINDS}
    found["texts"] = list(Text.objects.values_list("permanent_id", flat=True))
    found["candidates"] = list(Candidate.objects.values_list("permanent_id", flat=True))
    return found


def real_path(case: Any, real: dict[str, list[str]]) -> str:
    """The address of a request with a real id where it has an id."""
    collection = case.path.removeprefix("/api/v1/").partition("/")[0]
    if collection == "record":
        kind = next(real_kinds)
        return str(case.path).replace("{kind}", kind).replace("{id}", (real[kind] or ["none"])[0])
    known = real.get(collection) or ["none"]
    return re.sub(r"\{\w+\}", "none", str(case.path).replace("{id}", known[0]))


real_kinds = itertools.cycle([kind.name for kind in KINDS])


def test_a_token_is_given_on_its_page_with_the_password_and_shown_once(aziza: Account) -> None:
    from desk_makers import at_the_desk

    from conftest import PASSWORD

    client = at_the_desk(aziza)
    sent = {"purpose": "statistics", "role": "reader", "circle": first_circle().code, "days": "30"}
    assert client.post("/access/tokens", {**sent, "password": "not the password at all"}).status_code == 403
    assert client.post("/access/tokens", {**sent, "days": "x", "password": PASSWORD}).status_code == 403
    assert client.post("/access/tokens", {**sent, "circle": "no", "password": PASSWORD}).status_code == 403
    assert not AccessToken.objects.exists()
    shown = client.post("/access/tokens", {**sent, "password": PASSWORD}).content.decode()
    words = shown.split("<code>")[1].split("</code>")[0]
    assert a_program(words).get("/api/v1/works").status_code == 200
    assert words not in client.get("/access/tokens").content.decode()
    held = AccessToken.objects.get()
    assert at_the_desk(a_person("other")).post("/access/tokens", {"end": held.permanent_id}).status_code == 404
    assert client.post("/access/tokens", {"end": held.permanent_id}).status_code == 303
    assert a_program(words).get("/api/v1/works").status_code == 401


def test_a_locked_workspace_says_so_and_nothing_else(aziza: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from qalqan.errors import WorkspaceLocked

    def locked(words: str) -> None:
        raise WorkspaceLocked

    client = a_program(a_token(aziza))
    monkeypatch.setattr(tokens, "find", locked)
    assert client.get("/api/v1/works").status_code == 503
