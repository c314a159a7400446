"""PERM-1 at the desk: every route for every role, signed out, and with each kind of grant. The table is the expectation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from desk_makers import a_person, a_waiting_publication, at_the_desk, proposal
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from conftest import PASSWORD
from makers import a_case, a_clause, a_process, a_provision, a_recommendation, a_step, an_act, an_actor, an_instrument
from qalqan.desk.policy import check_routes, routes
from qalqan.followup.actions import begin_dossier, remind, send_to
from qalqan.record.actions import Share, divide, name_funder, set_duty
from qalqan.response.actions import Consent, add_contact, receive
from qalqan.review.models import Batch
from qalqan.safety.levels import ROLES
from qalqan.safety.models import Account, Circle, Grant
from qalqan.sources.capture import capture

EVERYBODY = frozenset(ROLES)
READS = frozenset({"reader", "editor", "verifier", "publisher", "responder"})
EDITS, REVIEWS, PUBLISHES = frozenset({"editor"}), frozenset({"editor", "verifier"}), frozenset({"publisher"})
RESPONDS, OPERATES = frozenset({"responder"}), frozenset({"operator"})

# Who gets past the door of each route; everybody else sees the same "nothing here".
MAY_ENTER = {
    "today": EVERYBODY, "lock": EVERYBODY, "unlock": EVERYBODY, "access": EVERYBODY,
    "change-password": EVERYBODY, "sign-out-everywhere": EVERYBODY,
    "works": READS, "work": READS, "search": READS,
    "work-add": EDITS, "work-release": PUBLISHES, "work-seal": EDITS, "work-unseal": EDITS, "work-withdraw": PUBLISHES,
    "review": REVIEWS, "proposal": REVIEWS, "review-many": REVIEWS, "rules": REVIEWS,
    "proposal-take-back": REVIEWS, "together-take-back": REVIEWS, "readers": OPERATES,
    "record": READS, "country": READS, "cases": READS, "case": READS, "laws": READS, "law": READS,
    "organisations": READS, "actor": READS, "process": READS, "held": READS, "visits": READS, "draft-laws": READS,
    "actor-release": PUBLISHES, "law-compare": READS, "texts-compare": READS,
    "entry": READS, "entry-join": EDITS, "entry-separate": EDITS, "entry-standing": EDITS,
    "entry-relate": EDITS, "entry-release": PUBLISHES, "actor-divide": EDITS, "division-take-back": EDITS, "bodies": READS,
    "case-intervention": EDITS, "case-affected": EDITS, "act-measure": EDITS, "work-funder": EDITS, "funder-take-back": EDITS,
    "contacts": RESPONDS, "contact-add": RESPONDS, "contact": RESPONDS, "contact-holds": RESPONDS, "contact-grant": RESPONDS,
    "matrix": READS, "recommendations": READS, "recommendation": READS, "assess": EDITS,
    "hearings": READS, "hearing": READS, "hearing-send": EDITS, "hearing-report": EDITS, "observer-off": EDITS,
    "raised": READS, "case-raised": READS, "demand-raised": EDITS, "demand-precondition": EDITS,
    "demand": READS, "demand-bears": EDITS, "demand-repeats": EDITS, "demand-remind": EDITS,
    "followed": READS, "followed-kind": READS, "follow": EDITS, "process-step": EDITS, "process-remind": EDITS,
    "dossiers": READS, "dossier-begin": EDITS, "dossier-put": EDITS, "dossier": READS, "dossier-part-out": EDITS,
    "dossier-file": EDITS | REVIEWS | PUBLISHES, "due": READS, "due-calendar": EDITS | REVIEWS | PUBLISHES, "reminder-done": EDITS,
    "alerts": RESPONDS, "alert-receive": RESPONDS, "alert": RESPONDS, "alert-take": RESPONDS, "alert-clock": RESPONDS,
    "alert-verify": RESPONDS, "alert-tell-more": RESPONDS, "alert-act": RESPONDS, "alert-monitor": RESPONDS,
    "alert-close": RESPONDS, "alert-grant": RESPONDS, "alert-case": frozenset(),  # needs two roles: who responds and may add
    "work-go": READS, "work-cite": READS, "citation-file": READS, "work-beside": READS, "work-compared": READS,
    "work-relate": EDITS, "work-unrelate": EDITS, "work-complete": EDITS, "work-alias": EDITS,
    "cite-recommendation": READS, "cite-clause": READS, "cite-case": READS, "cite-law": READS, "cite-process": READS,
    "propose": REVIEWS, "original": EDITS | REVIEWS | PUBLISHES,
    "tokens": EVERYBODY, "import": EDITS, "export": EDITS | REVIEWS | PUBLISHES,
    "account-make": OPERATES, "grant-give": OPERATES,
    "grids": READS, "grid-compared": READS, "grid-over": READS, "grid-say": EDITS, "fears": READS,
    "law-rules": READS, "provision": READS, "provision-count": EDITS, "parties": READS, "party-add": EDITS,
    "duties": READS, "duty-set": EDITS, "duty-done": EDITS, "duty-end": EDITS,
    "duties-calendar": EDITS | REVIEWS | PUBLISHES, "table-file": EDITS | REVIEWS | PUBLISHES,
}  # fmt: skip
CODES = {
    "country": ["KAZ"],
    "followed-kind": ["bill"],
    "follow": ["bill"],
    "grid-compared": ["closure"],
    "table-file": ["rules"],
}
GRID = "closure"
OPEN = {"sign-in", "language", "static", "api"}


@dataclass(frozen=True)
class House:
    """One thing of each kind, and the address of every route."""

    paths: dict[str, str]
    people: dict[str, Account]


def a_house() -> House:
    people = {role: a_person(role, role, level="sealed" if role == "responder" else "team") for role in ROLES}
    text = a_waiting_publication(people["editor"])
    copy = capture(b"as it came", "statement.txt", account=people["editor"])
    recommendation = a_recommendation(text)
    actor = an_actor()
    case = a_case()
    act = an_act(text, case, victim=actor)
    law = an_instrument()
    process = a_process(instrument=law)
    a_step(text, process)
    clause = a_clause(recommendation, text)
    division = divide(actor, Share(), people["editor"], "two people")
    funder = name_funder(text.work, "A fund", people["editor"])
    contact = add_contact({"body": "Clinic", "channel": "by courier"}, people["responder"])
    dossier = begin_dossier("A submission", people["editor"])
    hearing = a_step(text, a_process("trial", "Dana Omarova"), "hearing-set")
    batch = Batch.objects.create(work=text.work)
    alert = receive({"what": "a call"}, Consent("given"), people["responder"], priority="urgent")
    rule = a_provision(text, law)
    duty = set_duty(an_actor("Steppe Lawyers", "organisation"), "lease", date(2015, 1, 1), "yearly", people["editor"])
    keys = {
        "provision": rule, "provision-count": rule, "duty-done": duty, "duty-end": duty,
        "grid-over": case, "grid-say": case,
        "work": text.work, "work-release": text.work, "work-withdraw": text.work, "review-many": text.work,
        "propose": text, "original": copy,
        **{name: text.work for name in MAY_ENTER if name.startswith("work-") and name not in ("work-add", "work-go")},
        "citation-file": text.work, "cite-recommendation": recommendation, "cite-case": case, "cite-law": law,
        "cite-process": process, "cite-clause": a_clause(recommendation, text),
        "proposal": proposal(text, "c1"), "proposal-take-back": proposal(text, "c1"), "together-take-back": batch,
        "law-compare": law, "texts-compare": text, "case": case,
        **{name: case for name in MAY_ENTER if name.startswith("entry")}, "law": law, "actor": actor, "actor-release": actor,
        "process": process, "recommendation": recommendation, "assess": clause,
        **{name: clause for name in MAY_ENTER if name.startswith("demand")}, "process-step": process,
        **{name: dossier for name in ("dossier", "dossier-part-out", "dossier-file")},
        **{name: hearing for name in ("hearing", "hearing-send", "hearing-report")}, "case-raised": case,
        "observer-off": send_to(hearing, people["editor"], people["editor"]),
        "act-measure": act, "actor-divide": actor, "division-take-back": division, "funder-take-back": funder,
        **{name: case for name in ("case-intervention", "case-affected")},
        **{name: contact for name in ("contact", "contact-holds", "contact-grant")},
        "process-remind": process, "reminder-done": remind(process, people["editor"], date(2015, 1, 1)),
        **{name: alert for name in MAY_ENTER if name.startswith("alert-") and name != "alert-receive"}, "alert": alert,
    }  # fmt: skip
    paths = {}
    for name in MAY_ENTER:
        args = [keys[name].permanent_id] if name in keys else CODES.get(name, [])
        args = [GRID, *args] if name in ("grid-over", "grid-say") else args
        paths[name] = reverse(name, args=args)
    return House(paths, people)


def test_the_table_names_every_route() -> None:
    named = {pattern.name for pattern in get_resolver().url_patterns}
    assert named == set(MAY_ENTER) | OPEN


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_in_where_the_table_says_and_nowhere_else(db: None, role: str) -> None:
    house = a_house()
    client = at_the_desk(house.people[role])
    nothing = client.get("/no/such/page")
    assert nothing.status_code == 404
    wrong = []
    for name, path in house.paths.items():
        for method in ("get", "post"):
            answer = _asked(client, method, path, house.people[role])
            inside = answer.status_code != 404
            if inside != (role in MAY_ENTER[name]):
                wrong.append(f"{method} {name}: {answer.status_code}")
            if not inside and (answer.content != nothing.content or answer.headers != nothing.headers):
                wrong.append(f"{method} {name}: its 404 differs")
    assert wrong == []


def _asked(client: Client, method: str, path: str, person: Account) -> HttpResponse:
    """One request whose changes are undone; a session that it ended is begun again."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    if client.get("/").status_code == 303:
        client.post("/sign-in", {"login": person.login_name, "password": PASSWORD})
    return answer


def test_whoever_has_not_signed_in_is_shown_the_way_in_from_everywhere(db: None) -> None:
    house, client = a_house(), Client()
    for path in [*house.paths.values(), "/no/such/page"]:
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            assert (answer.status_code, answer["Location"], answer.content) == (303, "/sign-in", b""), path
    assert client.get("/sign-in").status_code == 200
    assert client.get("/static/desk.css").status_code == 200
    assert client.get("/static/../config/desk.py").status_code in (303, 404)
    assert client.get("/static/%2e%2e/apps.py").status_code == 404


@pytest.mark.parametrize("state", ["none", "expired", "other circle", "not yet"])
def test_a_grant_that_does_not_run_looks_like_an_absent_publication(db: None, state: str) -> None:
    house = a_house()
    reader = house.people["reader"]
    grants = Grant.objects.filter(account=reader)
    if state == "none":
        grants.delete()
    elif state == "expired":
        grants.update(until=datetime(2014, 1, 1, tzinfo=UTC))
    elif state == "not yet":
        grants.update(given_at=datetime(2999, 1, 1, tzinfo=UTC))
    else:
        grants.update(circle=Circle.objects.create(code="elsewhere", name="Elsewhere"))
    client = at_the_desk(reader)
    refused, absent = client.get(house.paths["work"]), client.get("/publications/" + "a" * 26)
    assert (refused.status_code, refused.content, refused.headers) == (404, absent.content, absent.headers)
    listed = client.get("/publications")
    assert listed.status_code == 404 or b"Lawyers under pressure" not in listed.content


def test_what_is_sealed_or_of_another_circle_is_in_no_list(db: None) -> None:
    reader = a_person("reader", "reader")
    a_waiting_publication(reader)
    sealed = an_actor("Sealed Name", "organisation", level="sealed")
    apart = an_actor("Name Apart", "organisation", circle=Circle.objects.create(code="apart", name="Apart"))
    client = at_the_desk(reader)
    page = client.get("/organisations").content.decode()
    assert "Sealed Name" not in page
    assert "Name Apart" not in page
    for actor in (sealed, apart):
        assert client.get(f"/actors/{actor.permanent_id}").status_code == 404


def test_a_responder_without_the_key_sees_no_alert(db: None) -> None:
    house = a_house()
    other = at_the_desk(a_person("other", "responder", level="sealed"))
    refused, absent = other.get(house.paths["alert"]), other.get("/alerts/" + "a" * 26)
    assert (refused.status_code, refused.content) == (404, absent.content)
    assert house.paths["alert"] not in other.get("/alerts").content.decode() + other.get("/").content.decode()


def test_a_route_without_a_policy_does_not_start() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check_routes()
    with pytest.raises(ImproperlyConfigured, match="/bare"):
        check_routes([*routes(), ("/bare", bare)])
