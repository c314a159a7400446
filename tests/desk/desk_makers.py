"""People at the desk, and a publication whose proposals wait. Nothing here was copied from a real text."""

from __future__ import annotations

from typing import Any

from django.test import Client

from conftest import PASSWORD
from makers import a_text
from qalqan.library.models import Text
from qalqan.review.models import Candidate
from qalqan.review.queue import propose
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account
from qalqan.texts.anchors import Anchor

BODY = (
    "Steppe Lawyers are alarmed by the arrest of the lawyer Dana Omarova.\n\n"
    "The authorities should release Dana Omarova and should let her see a doctor.\n\n"
    "On 3 July 2014 the President signed the Law on Public Associations."
)
DEMAND = "The authorities should release Dana Omarova and should let her see a doctor."
RELEASE, DOCTOR = "release Dana Omarova", "let her see a doctor"
SIGNED = "On 3 July 2014 the President signed the Law on Public Associations."
ADDRESSED = [{"name": "the authorities", "class": "government", "countries": ["KAZ"]}]


def a_person(login: str = "dilnoza", *roles: str, level: str = "team") -> Account:
    return make_account(login, PASSWORD, display_name=login.title(), roles=roles or ("editor", "verifier"), level=level)


def at_the_desk(account: Account, **headers: Any) -> Client:
    """A browser in which this person has signed in."""
    client = Client(**headers)
    sent = client.post("/sign-in", {"login": account.login_name, "password": PASSWORD})
    assert sent.status_code == 303, sent.content.decode()
    return client


def a_proposal(
    kind: str, words: str, key: str, parent: str | None = None, body: str = BODY, **fields: Any
) -> dict[str, Any]:
    start = body.index(words)
    return {
        "id": key,
        "kind": kind,
        "anchor": Anchor.at(body, start, start + len(words)).as_json(),
        "fields": fields,
        "hedge": "asserted",
        "attributed_to": None,
        "origin": f"{kind}.made/1",
        "confidence": 0.8,
        "parent": parent,
    }


def a_waiting_publication(account: Account, **said: Any) -> Text:
    """A statement with a recommendation, its two demands and the signing of a law, none of them decided."""
    text = a_text(BODY, **said)
    demand = {"number": None, "group": "To the authorities", "chapeau": None, "issuers": [], "addressees": ADDRESSED}
    clause = {
        "category": 5,
        "negative": False,
        "addressees": [],
        "countries": ["KAZ"],
        "mandates": [],
        "precondition": None,
    }
    signed = {
        "process": "bill",
        "subject": "Law on Public Associations",
        "stage": "signed",
        "date": {"edtf": "2014-07-03", "basis": "printed"},
        "country": "KAZ",
        "by": "the President",
        "expected": False,
        "negative": False,
        "mandate": None,
    }
    found = [
        a_proposal("recommendation", DEMAND, "c1", countries=["KAZ"], themes=[], urgency=None, response=None, **demand),
        a_proposal("clause", RELEASE, "c2", "c1", action="release", **clause),
        a_proposal("clause", DOCTOR, "c3", "c1", action="let", **clause),
        a_proposal("step", SIGNED, "c4", **signed),
    ]
    propose(text, found, account)
    return text


def proposal(text: Text, key: str) -> Candidate:
    return Candidate.objects.get(text=text, key=key)


def form_of(candidate: Candidate, **changes: str) -> dict[str, str]:
    """What a browser sends of the untouched form, with some fields written anew; `reason` is that of the decision."""
    from qalqan.desk.shapes import FIELD, SHAPES, written

    sent = {"words": candidate.exact, "hedge": candidate.hedge, "reason": ""}
    for shape in SHAPES[candidate.kind]:
        name, value = FIELD + shape.name, candidate.fields.get(shape.name)
        if shape.kind == "rows":
            for index, row in enumerate(value or []):
                for column in shape.columns:
                    sent[f"{name}.{index}.{column.name}"] = written(column, row.get(column.name)).replace("\n", "\r\n")
        elif shape.kind == "date":
            sent[f"{name}.edtf"] = (value or {}).get("edtf") or ""
            sent[f"{name}.basis"] = (value or {}).get("basis") or "none"
        elif shape.kind == "yes":
            if value:
                sent[name] = "yes"
        else:
            sent[name] = written(shape, value).replace("\n", "\r\n")
    own = {shape.name for shape in SHAPES[candidate.kind]} - {"reason"}
    return {**sent, **{FIELD + n if n.partition(".")[0] in own else n: said for n, said in changes.items()}}
