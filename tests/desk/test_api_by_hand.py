"""A program enters what is kept by hand, divides namesakes, imports tables, makes public: by the same doors as a person."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk_makers import SIGNED
from test_api import a_program, a_token
from test_api_writes import Desk, desk, fresh

from makers import a_case, a_provision, a_step, a_text, an_act, an_actor
from qalqan.desk.api import door
from qalqan.desk.api.routes import described
from qalqan.library.models import Work
from qalqan.record.models import Actor, Division, Duty, DutyDone, Funder, Threshold, TreatyAction
from qalqan.review.models import Candidate
from qalqan.safety.levels import PUBLIC, TEAM

__all__ = ["desk", "fresh"]

ROWS = "words,title,country\nRelease the lawyer,List,Kazakhstan\nDo it,List,Atlantis\n"


def import_(desk: Desk, data: str, **asked: Any) -> Any:
    query = "&".join(f"{name}={said}" for name, said in {"format": "csv", **asked}.items())
    return desk.client.post(f"/api/v1/imports?{query}", data.encode(), content_type=door.OCTETS)


def test_a_treaty_action_stands_by_its_words_and_in_the_table_of_parties(desk: Desk) -> None:
    said = {"treaty": "ICCPR", "country": "KAZ", "action": "ratified", "day": "2006-01-24", "words": desk.words(SIGNED)}
    made = desk.post("treaty-actions", **said)
    assert made.status_code == 200, made.content
    assert made.json()["words"][0]["exact"] == SIGNED
    [row] = desk.get("parties?country=KAZ,KGZ&as_of=2014").json()["treaties"]
    assert (row["treaty"], row["bound"], row["not_bound"]) == ("ICCPR", ["KAZ"], [])
    assert desk.get("parties?as_of=2005").json()["treaties"] == []
    for wrong in (
        {"treaty": "VENICE-GUIDELINES"},
        {"country": "XXX"},
        {"action": "poem"},
        {"day": "soon"},
        {"words": []},
    ):
        assert desk.post("treaty-actions", **{**said, **wrong}).status_code == 422, wrong
    assert TreatyAction.objects.count() == 1


def test_what_a_rule_counts_is_said_with_its_words(desk: Desk) -> None:
    rule = a_provision(desk.text)
    said = {"number": "2,5", "unit": "members", "words": desk.words(SIGNED)}
    made = desk.post(f"provisions/{rule.permanent_id}/thresholds", **said)
    assert (made.json()["number"], made.json()["provision"]) == ("2.5", rule.permanent_id)
    assert desk.post(f"provisions/{rule.permanent_id}/thresholds", **{**said, "number": "many"}).status_code == 422
    assert Threshold.objects.count() == 1


def test_a_funder_is_noted_taken_back_and_never_public_with_its_publication(desk: Desk) -> None:
    work = desk.text.work
    made = desk.post(f"works/{work.permanent_id}/funders", name="A fund").json()
    assert desk.get("record/funders").json()["items"][0]["name"] == "A fund"
    opened = desk.post(f"works/{work.permanent_id}/release", reason="printed", seen=work.version)
    assert opened.status_code == 200 and Work.objects.get().level == PUBLIC
    assert Funder.objects.get().level == TEAM
    gone = desk.post(f"funders/{made['id']}/take-back", reason="of another text", seen=made["version"])
    assert gone.json()["standing"] == "withdrawn"


def test_duties_are_set_done_and_ended(desk: Desk) -> None:
    whose = an_actor("Steppe Watch", "organisation")
    said = {"organisation": whose.permanent_id, "kind": "activity-report", "first": "2014-03-31"}
    duty = desk.post("duties", **said).json()
    assert desk.post("duties", **{**said, "first": "March"}).status_code == 422
    assert desk.post("duties", **{**said, "kind": "poem"}).status_code == 422
    days = desk.get("duties?as_of=2014-06-01").json()["items"]
    assert [(one["due"], one["late"]) for one in days] == [("2014-03-31", True), ("2015-03-31", False)]
    path = f"duties/{duty['id']}"
    assert desk.post(f"{path}/done", due="2014-03-31", on="2014-03-20", proof="receipt").status_code == 200
    assert desk.post(f"{path}/done", due="2014-03-31", on="2014-03-20").status_code == 422  # done already
    assert desk.post(f"{path}/end", until="2014-12-31", seen=duty["version"] + 1).status_code == 409
    assert desk.post(f"{path}/end", until="2014-12-31", seen=duty["version"]).status_code == 200
    assert (DutyDone.objects.count(), Duty.objects.get().until.isoformat()) == (1, "2014-12-31")


def test_what_another_body_did_is_entered_into_a_case(desk: Desk) -> None:
    case = a_case()
    said = {"type": "appeal", "by": "Steppe Watch", "words": desk.words(SIGNED)}
    made = desk.post(f"cases/{case.permanent_id}/interventions", **said).json()
    assert (made["by"], made["case"]) == ("Steppe Watch", case.permanent_id)


def test_a_test_of_an_address_stands_beside_the_act_of_blocking(desk: Desk) -> None:
    act = an_act(desk.text, a_case(), "SITE-BLOCKED")
    said = {
        "address": "steppe.example",
        "result": "blocked",
        "network": "AS64500",
        "tests": 12,
        "words": desk.words(SIGNED),
    }
    made = desk.post(f"acts/{act.permanent_id}/measurements", **said).json()
    assert (made["result"], made["act"], made["tests"]) == ("blocked", act.permanent_id, 12)
    for wrong in ({"result": "poem"}, {"began": "soon"}, {"began": "2014-05", "ended": "2014-04"}, {"words": []}):
        assert desk.post(f"acts/{act.permanent_id}/measurements", **{**said, **wrong}).status_code == 422, wrong
    summons = an_act(desk.text, a_case())
    assert desk.post(f"acts/{summons.permanent_id}/measurements", **said).status_code == 422


def test_namesakes_are_divided_and_joined_again_with_acts_and_their_words(desk: Desk) -> None:
    one = an_actor("Timur Saparov")
    act = an_act(desk.text, a_case("Timur Saparov"), victim=one, words=SIGNED)
    path = f"actors/{one.permanent_id}/divisions"
    said = {"acts": [act.permanent_id], "names_of_both": ["Timur Saparov"], "reason": "two men"}
    assert desk.post(path, **said).status_code == 428  # it does not say what it saw
    assert desk.post(path, **said, seen=one.version + 1).status_code == 409
    made = desk.post(path, **said, seen=one.version).json()
    other = Actor.objects.get(permanent_id=made["other"])
    act.refresh_from_db()
    assert act.involvements.get().actor == other
    [words] = desk.get(f"record/acts/{act.permanent_id}").json()["words"]
    assert words["exact"] == SIGNED  # its words went with it
    assert desk.get(path).json()["total"] == 1
    back = desk.post(f"divisions/{made['id']}/take-back", reason="one man", seen=made["version"])
    assert back.json()["standing"] == "withdrawn"
    act.refresh_from_db()
    assert act.involvements.get().actor == one
    assert Division.objects.count() == 1


def test_a_table_is_tried_and_then_taken_in_once(desk: Desk) -> None:
    before = Candidate.objects.count()
    tried = import_(desk, ROWS, dry_run="true", preview=5).json()
    assert (tried["stored"], tried["counts"]["proposed"], tried["counts"]["refused"]) == (False, 1, 1)
    assert sum(tried["counts"].values()) == tried["rows"] == 2
    assert (tried["named"][0]["row"], "Atlantis" in tried["named"][0]["why"]) == (3, True)
    assert tried["preview"][0]["words"] == "Release the lawyer"
    assert Candidate.objects.count() == before
    assert import_(desk, ROWS).json()["proposals"] == 1
    assert import_(desk, ROWS).json()["counts"]["already"] == 1
    assert Candidate.objects.count() == before + 1
    own = desk.client.get("/api/v1/exports/json").content.decode()
    again = import_(desk, own, format="json").json()
    assert again["counts"]["held"] == again["rows"] > 0
    for wrong in ({"format": "pdf"}, {"kind": "poem"}, {"mapping": "a: ["}):
        assert import_(desk, ROWS, **wrong).status_code == 422, wrong
    assert import_(desk, "").status_code == 422


def test_a_publication_is_made_public_and_closed_by_a_publisher_only(desk: Desk) -> None:
    work, step = desk.text.work, a_step(desk.text)
    path = f"works/{work.permanent_id}"
    reader = Desk(desk.account, a_program(a_token(desk.account, "reader", "editor")), desk.text)
    assert reader.post(f"{path}/release", reason="why", seen=work.version).status_code == 404
    assert desk.post(f"{path}/release", reason="why", seen=work.version + 1).status_code == 409
    opened = desk.post(f"{path}/release", reason="printed", seen=work.version)
    assert opened.json()["made_public"] >= 2
    step.refresh_from_db()
    assert step.level == PUBLIC
    assert reader.post(f"{path}/close", reason="why", seen=opened.json()["version"]).status_code == 404
    assert desk.post(f"{path}/close", reason="asked to", seen=opened.json()["version"]).json()["closed"] >= 2
    assert Work.objects.get().level == TEAM


def test_no_program_makes_a_persons_name_public(desk: Desk) -> None:
    person, house = an_actor("Dana Omarova"), an_actor("Steppe Watch", "organisation")
    refused = desk.post(f"record/actors/{person.permanent_id}/release", reason="why", seen=person.version)
    assert refused.status_code == 422
    assert desk.post(f"record/actors/{house.permanent_id}/release", reason="why", seen=house.version).status_code == 200
    person.refresh_from_db()
    house.refresh_from_db()
    assert (person.level, house.level) == (TEAM, PUBLIC)
    assert desk.post(f"record/actors/{house.permanent_id}/close", reason="why", seen=house.version).status_code == 200
    act = an_act(a_text("A summons."), a_case())
    assert desk.post(f"record/acts/{act.permanent_id}/release", reason="why", seen=act.version).status_code == 422


@pytest.mark.parametrize("role", ["reader", "verifier", "publisher"])
def test_only_an_editors_token_enters_anything_by_hand(desk: Desk, role: str) -> None:
    client = Desk(desk.account, a_program(a_token(desk.account, role)), desk.text)
    case, rule, whose = a_case(), a_provision(desk.text), an_actor("Steppe Watch", "organisation")
    words = desk.words(SIGNED)
    for path, said in (
        ("treaty-actions", {"treaty": "ICCPR", "country": "KAZ", "action": "ratified", "words": words}),
        (f"provisions/{rule.permanent_id}/thresholds", {"number": "4", "unit": "members", "words": words}),
        (f"works/{desk.text.work.permanent_id}/funders", {"name": "A fund"}),
        (f"cases/{case.permanent_id}/interventions", {"type": "appeal", "by": "We", "words": words}),
        ("duties", {"organisation": whose.permanent_id, "kind": "activity-report", "first": "2014-03-31"}),
        (f"actors/{whose.permanent_id}/divisions", {"names": ["Steppe Watch"], "reason": "two", "seen": 1}),
    ):
        assert client.post(path, **said).status_code == 404, path
    assert import_(client, ROWS).status_code == 404


def test_the_manual_names_every_address() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "api.md").read_text("utf-8")
    told = set(re.findall(r"\| `([A-Z]+ [^`?]+)[`?]", manual))
    there = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}"
        for path, methods in described()["paths"].items()
        for method in methods
    }
    assert there - told == set()
