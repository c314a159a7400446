"""A program does what a person does at the desk: through the same actions, under the same rules, and never over somebody's work."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from desk_makers import BODY, DEMAND, SIGNED, a_person, a_waiting_publication, proposal
from django.test import Client
from test_api import a_program, a_token

from makers import a_case, a_clause, a_process, a_recommendation, a_step, a_text, an_act, an_actor
from qalqan.desk import limiting
from qalqan.desk.api import door
from qalqan.desk.api.routes import described
from qalqan.followup.models import Assessment, ClauseLink, Dossier, Recommendation, Reminder
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.record.models import Actor, Relation, Revision
from qalqan.review.models import Candidate, Review
from qalqan.safety.models import Account, LogEntry


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(door, "tries", limiting.Tries())
    monkeypatch.setattr(door, "pace", door.Pace())
    monkeypatch.setattr(door, "pace_of_files", door.Pace(60))
    yield


@dataclass(frozen=True)
class Desk:
    account: Account
    client: Client
    text: Text

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}")

    def post(self, path: str, **said: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", json.dumps(said), content_type="application/json")

    def patch(self, path: str, headers: dict[str, str] | None = None, **said: Any) -> Any:
        content = json.dumps(said)
        return self.client.patch(f"/api/v1/{path}", content, content_type="application/json", headers=headers or {})

    def words(self, exact: str) -> list[dict[str, str]]:
        return [{"text": self.text.permanent_id, "exact": exact}]


@pytest.fixture
def desk(db: None) -> Desk:
    account = a_person("aziza", "reader", "editor", "verifier", "publisher")
    text = a_waiting_publication(account)
    engine.index(text)
    return Desk(account, a_program(a_token(account, "reader", "editor", "verifier", "publisher")), text)


def test_words_that_are_sent_become_a_publication_whose_proposals_wait(desk: Desk) -> None:
    said = "Statement of invented lawyers\n\nThe Government of Kazakhstan should release the lawyer Nodira Sattarova."
    done = desk.post("works/text", text=said, publisher="Steppe Lawyers", published="2014-07-21", countries=["KAZ"])
    assert done.status_code == 200, done.content
    work = desk.get(f"works/{done.json()['work']}").json()
    assert (work["publisher"], work["published"]) == ("Steppe Lawyers", "2014-07-21")
    assert done.json()["proposed"] == len(desk.get(f"candidates?work={done.json()['work']}").json()["items"]) > 0
    assert desk.get("search?q=Sattarova").json()["total"] == 1
    again = desk.post("works/text", text=said)
    assert (again.json()["already"], again.json()["work"]) == (True, work["id"])
    assert desk.post("works/text", text=said + " x", countries=["XXX"]).status_code == 422
    assert desk.post("works/text", text="").status_code == 422


def test_a_file_is_sent_as_its_bytes_and_a_broken_one_is_named(desk: Desk) -> None:
    page = b"<html><title>On the raid</title><body><h1>On the raid</h1><p>The court must release Alim Beketov.</p></body></html>"
    path = "/api/v1/works/file?name=raid.html&country=KAZ"
    done = desk.client.post(path, page, content_type=door.OCTETS)
    assert done.status_code == 200 and "Beketov" in desk.get(f"texts/{done.json()['text']}").json()["body"]
    broken = desk.client.post("/api/v1/works/file?name=a.pdf", b"%PDF-1.7 broken", content_type=door.OCTETS)
    assert broken.status_code == 422 and broken["Content-Type"] == "application/problem+json"
    assert desk.client.post("/api/v1/works/file?name=a.txt", b"", content_type=door.OCTETS).status_code == 422
    assert Work.objects.count() == 2


def test_a_token_without_the_editors_role_adds_and_changes_nothing(desk: Desk) -> None:
    asked = a_recommendation(desk.text)
    clause = a_clause(asked, desk.text)
    reader = Desk(desk.account, a_program(a_token(desk.account, "reader")), desk.text)
    before = LogEntry.objects.exclude(verb__startswith="api").count()
    why, words = {"reason": "why"}, reader.words(DEMAND)
    for done in (
        reader.post("works/text", text="Words that are new."),
        reader.post(f"texts/{desk.text.permanent_id}/entries", kind="recommendation", exact=DEMAND, **why),
        reader.patch(f"record/recommendations/{asked.permanent_id}", changes={"group": "x"}, seen=1, **why),
        reader.post(f"record/recommendations/{asked.permanent_id}/withdraw", seen=1, **why),
        reader.post("processes", kind="bill", subject="A law", stage="signed", words=words),
        reader.post(f"clauses/{clause.permanent_id}/assessments", country="KAZ", rung="no-action", day="2015", words=words, **why),
        reader.post(f"record/clauses/{clause.permanent_id}/reminders", day="2030-01-01"),
        reader.post("dossiers", title="A submission"),
        reader.get("exports/json"),
        reader.get(f"works/{desk.text.work.permanent_id}/release"),
        reader.get("candidates"),
    ):  # fmt: skip
        assert done.status_code == 404, done.content
    assert LogEntry.objects.exclude(verb__startswith="api").count() == before
    assert desk.post("dossiers", title="A submission").status_code == 200  # the control


def test_words_are_entered_with_their_proposal_and_decision_beside_them(desk: Desk) -> None:
    fields = {"process": "bill", "subject": "Law on Public Associations", "stage": "signed", "country": "KAZ"}
    done = desk.post(
        f"texts/{desk.text.permanent_id}/entries", kind="step", exact=SIGNED, fields=fields, reason="read by a program"
    )
    assert done.status_code == 200, done.content
    entry = done.json()["entry"]
    assert (entry["kind"], entry["stage"], entry["words"][0]["exact"]) == ("steps", "signed", SIGNED)
    held = desk.get(f"candidates/{done.json()['candidate']}").json()
    assert held["origin"] == "by hand" and [one["outcome"] for one in held["reviews"]] == ["corrected"]
    before = (Candidate.objects.count(), Review.objects.count())
    wrong = desk.post(
        f"texts/{desk.text.permanent_id}/entries", kind="step", exact=SIGNED, fields={"process": "bill", "stage": "no"}, reason="x"
    )  # fmt: skip
    assert wrong.status_code == 422
    assert (Candidate.objects.count(), Review.objects.count()) == before  # both or neither


def test_an_entry_is_changed_only_as_it_was_seen(desk: Desk) -> None:
    asked = a_recommendation(desk.text)
    path = f"record/recommendations/{asked.permanent_id}"
    etag = desk.get(path)["ETag"]
    assert desk.patch(path, changes={"group": "To Parliament"}, reason="as printed").status_code == 428
    done = desk.patch(path, {"If-Match": etag}, changes={"group": "To Parliament"}, reason="as printed")
    assert (done.status_code, done.json()["group"], done["ETag"]) == (200, "To Parliament", '"2"')
    assert desk.patch(path, {"If-Match": etag}, changes={"group": "To nobody"}, reason="x").status_code == 412
    assert desk.patch(path, changes={"group": "To nobody"}, reason="x", seen=1).status_code == 409
    for changes in (
        {"exact": "other words"}, {"standing": "withdrawn"}, {"level": "public"}, {"countries": "KAZ"},
        {"countries": ["XXX"]}, {"hedge": "rumoured"}, {"no-such": 1}, {"circle": 2}, {},
    ):  # fmt: skip
        assert desk.patch(path, changes=changes, reason="x", seen=2).status_code == 422, changes
    held = Recommendation.objects.get(pk=asked.pk)
    assert (held.group, held.exact, held.version) == ("To Parliament", asked.exact, 2)
    [change] = desk.get(f"{path}/history").json()["items"]
    assert (change["by"], change["reason"]) == ("Aziza", "as printed")
    assert change["fields"] == [{"name": "group", "before": asked.group, "after": "To Parliament"}]
    assert Revision.objects.count() == 1


def test_an_entry_is_withdrawn_and_stands_again(desk: Desk) -> None:
    path = f"record/recommendations/{a_recommendation(desk.text).permanent_id}"
    assert desk.post(f"{path}/withdraw", reason="no", seen=1).json()["standing"] == "withdrawn"
    assert desk.post(f"{path}/reinstate", reason="yes", seen=1).status_code == 409
    assert desk.post(f"{path}/reinstate", reason="yes", seen=2).json()["standing"] == "standing"


def test_entries_are_related_joined_and_separated(desk: Desk) -> None:
    one, other = an_actor("Dana Omarova"), an_actor("Дана Омарова")
    both = {
        "kind": "actors",
        "one": one.permanent_id,
        "other_kind": "actors",
        "other": other.permanent_id,
        "reason": "why",
    }
    joined = desk.post("relations", relation="same-as", **both)
    assert joined.status_code == 200
    listed = desk.get(f"record/actors/{other.permanent_id}/relations").json()
    assert [row["id"] for row in listed["items"]] == [joined.json()["id"]]
    ended = desk.post(f"relations/{joined.json()['id']}/end", reason="two people", seen=joined.json()["version"])
    assert ended.json()["standing"] == "withdrawn"
    assert desk.get(f"record/actors/{other.permanent_id}/relations").json()["total"] == 0
    assert desk.post("relations", relation="relative-of", **both).status_code == 422  # without words
    said = desk.post("relations", relation="relative-of", words=desk.words("Dana Omarova"), since="2010", **both)
    assert said.status_code == 200 and Relation.objects.get(permanent_id=said.json()["id"]).since == "2010"
    assert desk.post("relations", relation="no-such", words=desk.words("Dana"), **both).status_code == 422


def test_what_is_followed_is_begun_goes_on_and_is_due(desk: Desk) -> None:
    begun = desk.post(
        "processes", kind="bill", subject="Law on Public Associations", country="KAZ", stage="signed", date="2014-07-03",
        words=desk.words(SIGNED),
    )  # fmt: skip
    assert begun.status_code == 200, begun.content
    process = begun.json()["process"]
    more = desk.post(
        f"processes/{process}/steps", stage="in-force", happened="expected", date="2014-08-01", words=desk.words(SIGNED)
    )
    assert more.status_code == 200 and more.json()["expected"] is True
    standing = desk.get(f"processes/{process}/standing?as_of=2014-07-21").json()
    assert (standing["status"]["stage"], standing["expected"][0]["stage"]) == ("signed", "in-force")
    assert [one["id"] for one in desk.get("boards/bill?as_of=2014-07-21").json()["items"]] == [process]
    reminder = desk.post(f"record/processes/{process}/reminders", day="2014-07-20", note="ask again").json()
    due = desk.get("due?as_of=2014-07-21").json()
    assert {one["why"] for one in due["items"]} >= {"expected", "reminder"}
    assert desk.post(f"reminders/{reminder['id']}/done", seen=reminder["version"]).json()["done"] is True
    assert desk.post(f"reminders/{reminder['id']}/done", seen=reminder["version"]).status_code == 409
    assert Reminder.objects.get().done_at is not None
    assert desk.post(f"processes/{process}/steps", stage="no-such", words=desk.words(SIGNED)).status_code == 422
    elsewhere = [{"text": desk.text.permanent_id, "exact": "words that stand nowhere"}]
    assert desk.post(f"processes/{process}/steps", stage="signed", words=elsewhere).status_code == 422


def test_a_demand_is_assessed_and_said_to_be_made_again(desk: Desk) -> None:
    one = a_clause(a_recommendation(desk.text), desk.text)
    other = a_clause(a_recommendation(desk.text), desk.text)
    path = f"clauses/{one.permanent_id}"
    said = {
        "country": "KAZ",
        "rung": "no-action",
        "day": "2015",
        "reason": "nothing was done",
        "words": desk.words(DEMAND),
    }
    assert desk.post(f"{path}/assessments", **said).json()["rung"] == "no-action"
    assert desk.post(f"{path}/assessments", **{**said, "rung": "perhaps"}).status_code == 422
    assert desk.post(f"{path}/assessments", **{**said, "country": "FRA"}).status_code == 422
    assert Assessment.objects.count() == 1
    row = next(row for row in desk.get("matrix?as_of=2016").json()["items"] if row["clause"] == one.permanent_id)
    assert row["cells"]["KAZ"]["state"] == "no-action"
    link = desk.post(f"{path}/repeats", other=other.permanent_id, relation="repeats", reason="the same words").json()
    assert desk.get(f"{path}/made?as_of=2016").json()["clauses"] == [one.permanent_id, other.permanent_id]
    assert desk.post(f"repeats/{link['id']}/dismiss", reason="no", seen=99).status_code == 409
    assert desk.post(f"repeats/{link['id']}/dismiss", reason="no", seen=link["version"]).status_code == 200
    assert desk.get("record/repeats").json()["total"] == 0 and ClauseLink.objects.count() == 1


def test_an_act_is_said_to_breach_a_demand(desk: Desk) -> None:
    clause = a_clause(a_recommendation(desk.text), desk.text)
    act = an_act(desk.text, a_case(), victim=an_actor())
    path = f"clauses/{clause.permanent_id}/bearings"
    done = desk.post(path, kind="acts", about=act.permanent_id, answer="linked", reason="she was held on")
    assert (done.status_code, done.json()["relation"]) == (200, "breaches")
    assert desk.get(path).json()["items"][0]["about"] == act.permanent_id


def test_a_dossier_is_put_together_and_taken_out(desk: Desk) -> None:
    clause = a_clause(a_recommendation(desk.text), desk.text)
    path = f"dossiers/{desk.post('dossiers', title='To the Committee', word_limit=400).json()['id']}"
    [words] = desk.words(DEMAND)
    for part in (
        {"kind": "heading", "words": "Lawyers"}, {"kind": "passage", "said": words},
        {"kind": "clause", "about": clause.permanent_id, "as_of": "2015"},
    ):  # fmt: skip
        assert desk.post(f"{path}/parts", **part).status_code == 200
    assert desk.post(f"{path}/parts", kind="passage").status_code == 422
    made = desk.get(path).json()
    assert made["over"] == 0 and len(made["parts"]) == 3 and DEMAND in json.dumps(made["paragraphs"])
    assert b"To the Committee" in desk.get(f"{path}/file?form=html").content
    assert desk.client.delete(f"/api/v1/{path}/parts/{made['parts'][0]['part']}").json()["out"] is True
    assert Dossier.objects.get().parts.count() == 2
    assert desk.get(f"{path}/file?form=exe").status_code == 422


def test_a_question_is_answered_a_demand_raised_and_somebody_entered(desk: Desk) -> None:
    closed = a_case()
    path = f"record/cases/{closed.permanent_id}"
    said = {"question": "closure/by-court", "day": "2014-07", "words": desk.words("Steppe Lawyers are alarmed")}
    assert desk.post(f"{path}/answers", answer="no-such", **said).status_code == 422
    assert desk.post(f"{path}/answers", answer="met", **{**said, "question": "no/such"}).status_code == 422
    done = desk.post(f"{path}/answers", answer="met", **said)
    assert (done.status_code, done.json()["about"]) == (200, closed.permanent_id), done.content
    raised = desk.post(f"{path}/raised", type="demarche", by="An embassy", to="The ministry", day="2014-08")
    assert raised.status_code == 200, raised.content
    assert [one["id"] for one in desk.get("raised").json()["items"]] == [raised.json()["id"]]
    [words] = desk.words("Dana Omarova")
    entered = desk.post("actors", name="Dana Omarova", kind="person", country="KAZ", words=words)
    assert entered.status_code == 200 and entered.json()["words"][0]["exact"] == "Dana Omarova"
    reader = Desk(desk.account, a_program(a_token(desk.account, "reader")), desk.text)
    assert reader.post("actors", name="X", kind="person", words=words).status_code == 404
    assert reader.post(f"{path}/answers", answer="met", **said).status_code == 404


def test_proposals_are_decided_together_and_taken_back(desk: Desk) -> None:
    work = desk.text.work.permanent_id
    waiting = desk.get(f"candidates?work={work}").json()["total"]
    assert desk.post(f"works/{work}/decisions", waiting=waiting + 1).status_code == 409
    done = desk.post(f"works/{work}/decisions", waiting=waiting).json()
    assert done["accepted"] == waiting == 4
    assert desk.post(f"batches/{done['batch']}/take-back", seen=0).json()["taken_back"] == 4
    assert desk.get(f"candidates?work={work}").json()["total"] == 4
    one = proposal(desk.text, "c4")
    decided = desk.post(f"candidates/{one.permanent_id}/decisions", outcome="accepted", seen=2 - 1)
    assert decided.status_code == 200
    assert desk.post(f"candidates/{one.permanent_id}/decisions/take-back", seen=1).status_code == 409
    assert desk.post(f"candidates/{one.permanent_id}/decisions/take-back", seen=2).status_code == 200


def test_a_proposal_is_another_source_for_what_stands(desk: Desk) -> None:
    step = a_step(desk.text, a_process())
    one = proposal(desk.text, "c4")
    done = desk.post(f"candidates/{one.permanent_id}/same", seen=0, kind="steps", entry=step.permanent_id)
    assert done.status_code == 200 and done.json()["relation"]["relation"] == "same-as"


def test_publications_are_related_and_known_under_old_addresses(desk: Desk) -> None:
    path, other = f"works/{desk.text.work.permanent_id}", a_text("Other words.").work.permanent_id
    assert desk.post(f"{path}/kinship", other=other, relation="see-also").json()["relation"] == "see-also"
    assert desk.get(f"{path}/kinship").json()["total"] == 1
    assert desk.post(f"{path}/kinship/{other}/see-also/end", reason="a slip").status_code == 200
    assert desk.get(f"{path}/kinship").json()["total"] == 0
    assert desk.post(f"{path}/aliases", alias="https://example.org/old?id=4").status_code == 200
    assert desk.get("aliases?written=https://example.org/old?id=4").json()["work"] == desk.text.work.permanent_id


def test_an_export_is_of_the_tokens_circle_and_in_the_log(desk: Desk) -> None:
    a_recommendation(desk.text)
    taken = desk.get("exports/json?table=recommendations")
    assert (taken["X-Rows"], len(taken.json()["tables"]["recommendations"])) == ("1", 1)
    assert LogEntry.objects.latest("seq").verb == "exported"
    assert desk.get("exports/nonsense").status_code == 422
    assert desk.get("exports/json?whose=public").json()["tables"]["works"] == []
    assert "upr" in desk.get("exports").json()["formats"]


def test_a_release_is_looked_at_before_it_is_done_and_never_done_here(desk: Desk) -> None:
    asked = a_recommendation(desk.text)
    told = desk.get(f"works/{desk.text.work.permanent_id}/release").json()
    assert {desk.text.work.permanent_id, asked.permanent_id} <= {one["id"] for one in told["would_be_public"]}
    assert Work.objects.get().level == "team"
    assert not any("publish" in path for path in described()["paths"])


def test_the_way_on_leads_through_a_whole_list(desk: Desk) -> None:
    for _ in range(5):
        a_recommendation(desk.text)
    path: str | None = "/api/v1/record/recommendations?limit=2"
    met: list[str] = []
    while path:
        page = desk.client.get(path).json()
        met += [one["id"] for one in page["items"]]
        path = page["next"]
    assert len(set(met)) == len(met) == page["total"] == 5


def test_every_problem_is_one_sentence_and_repeats_nothing_that_was_sent(desk: Desk) -> None:
    for answer in (
        desk.get("works?limit=Omarova"), desk.get("no/such"), desk.client.put("/api/v1/works", "Omarova"),
        desk.client.post("/api/v1/dossiers", "{Omarova", content_type="application/json"),
        desk.post("dossiers", title=["Omarova"]), desk.client.post("/api/v1/dossiers", '{"title": "\\ud800"}', content_type="application/json"),
    ):  # fmt: skip
        told = answer.json()
        assert answer["Content-Type"] == "application/problem+json"
        assert told["status"] == answer.status_code and "Omarova" not in answer.content.decode()
        assert told["detail"].count(". ") == 0 and told["detail"].endswith(".")


def test_files_come_slower_than_questions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "pace_of_files", door.Pace(1))
    send: Callable[[], Any] = lambda: desk.post("works/text", text=BODY)  # noqa: E731
    assert [send().status_code for _ in range(2)] == [200, 429]
    assert desk.get("works").status_code == 200
    assert Actor.objects.count() == 0
