"""An alert at the desk, from the call to a case in the record."""

from __future__ import annotations

import re

import pytest
from desk_makers import PASSWORD, a_person, at_the_desk
from django.test import Client

from qalqan.desk.views.alerts import next_thing
from qalqan.record.models import Act, Case
from qalqan.response.models import Alert, SealedWords
from qalqan.review.models import Candidate
from qalqan.safety import keyring
from qalqan.safety.models import LogEntry

CALL = {
    "consent": "given",
    "consent_words": "her brother asks us to write to the ministry",
    "what": "The lawyer Dana Omarova was taken from her office",
    "who": "Dana Omarova",
    "where": "the station on the river",
    "told_by": "her brother Timur",
    "who_may_know": "the two of us",
    "language": "kk",
    "priority": "urgent",
}


def an_officer(login: str = "nargiz", *roles: str) -> Client:
    return at_the_desk(a_person(login, "responder", *roles, level="sealed"))


def taken_in(client: Client, **changes: str) -> str:
    """The address of a new alert."""
    answer = client.post("/alerts/take-in", {**CALL, **changes})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def next_heading(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    return re.search(r'<section class="next[^>]*>\s*<h2>(.*?)</h2>', page)[1]


def test_what_to_do_next_stands_on_top_all_the_way(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    steps = [
        ("take", {}, "Next: somebody takes it on"),
        ("verify", {"answer": "accepted", "grounds": "a second lawyer saw her"}, "Next: is it true"),
        ("act", {"type": "appeal", "by": "us", "to": "the ministry"}, "Next: help"),
        ("close", {"outcome": "She was let go at noon.", "reason": "done"}, "Next: follow what was done"),
    ]
    for name, told, heading in steps:
        assert next_heading(client, path).startswith(heading)
        assert client.post(f"{path}/{name}", told).status_code == 303, name
    assert next_heading(client, path) == "Closed"
    page = client.get(path).content.decode()
    assert "a second lawyer saw her" in page
    assert "urgent appeal" in page
    assert "She was let go at noon." in page


def test_a_new_alert_has_a_running_clock_and_nobody(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    today = client.get("/").content.decode()
    assert path in today
    assert "nobody looks after it" in today
    assert CALL["what"] not in today, "Today opens nothing that is sealed"
    assert Alert.objects.get().due_at is not None
    assert client.post(f"{path}/clock", {"hours": "48"}).status_code == 303
    assert "in 47 h" in client.get(path).content.decode()
    refused = client.post(f"{path}/clock", {"due_at": "tomorrow"})
    assert refused.status_code == 400
    assert "Write the time as" in refused.content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"consent": ""}, {"consent": "refused", "consent_words": ""}, {"what": " "}],
    ids=["consent", "reason", "what"],
)
def test_what_was_written_is_still_there_when_something_is_missing(db: None, changes: dict[str, str]) -> None:
    answer = an_officer().post("/alerts/take-in", {**CALL, **changes})
    assert answer.status_code == 400
    assert CALL["told_by"] in answer.content.decode()
    assert not Alert.objects.exists()


def test_consent_is_asked_in_the_first_field(db: None) -> None:
    page = an_officer().get("/alerts/take-in").content.decode()
    assert page.index('name="consent"') < page.index('name="what"')


def test_without_consent_the_page_asks_for_it_before_help(db: None) -> None:
    client = an_officer()
    path = taken_in(client, consent="not-asked", consent_words="nobody reaches her")
    client.post(f"{path}/take")
    client.post(f"{path}/verify", {"answer": "accepted", "grounds": "seen"})
    assert next_heading(client, path) == "Next: ask for consent"
    refused = client.post(f"{path}/act", {"type": "statement", "by": "us"})
    assert refused.status_code == 400
    assert "needs the consent" in refused.content.decode()
    client.post(f"{path}/tell-more", {"consent": "given", "consent_words": "she called"})
    assert next_heading(client, path) == "Next: help"


def test_every_opening_is_in_the_log(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    before = LogEntry.objects.filter(verb="alert-read").count()
    client.get(path)
    client.get("/alerts")
    assert LogEntry.objects.filter(verb="alert-read").count() == before + 2
    client.get("/")
    assert LogEntry.objects.filter(verb="alert-read").count() == before + 2


def test_what_is_sealed_asks_for_the_password_again_and_leads_back(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    keyring.forget_all()  # as after ten idle minutes
    asked = client.get(path)
    assert (asked.status_code, asked["Location"]) == (303, "/unlock")
    assert client.post("/unlock", {"password": "not this one, no"}).status_code == 403
    old = client.cookies["s"].value
    opened = client.post("/unlock", {"password": PASSWORD})
    assert opened["Location"] == path
    assert client.cookies["s"].value != old
    assert CALL["where"] in client.get(path).content.decode()


def test_a_colleague_opens_it_only_after_she_was_told(db: None) -> None:
    colleague = a_person("bakyt", "responder", level="sealed")
    client, other = an_officer(), at_the_desk(colleague)
    path = taken_in(client)
    assert other.get(path).status_code == 404
    assert client.post(f"{path}/grant", {"person": colleague.permanent_id}).status_code == 303
    assert CALL["where"] in other.get(path).content.decode()
    assert other.post(f"{path}/take").status_code == 303
    assert Alert.objects.get().owner == colleague


def test_an_alert_becomes_a_case_by_review_and_stays_sealed(db: None) -> None:
    client = an_officer("nargiz", "editor")
    path = taken_in(client)
    client.post(f"{path}/take")
    note = "A lawyer was detained for several hours in July 2014."
    told = {"note": note, "type": "ARBITRARY-DETENTION", "country": "KAZ", "date": "2014-07", "victim": "", "place": ""}
    kinds = re.findall(r'<option value="([A-Z-]+)">', client.get(path).content.decode().split('id="case-type"')[1])
    told["type"] = kinds[0]
    assert client.post(f"{path}/case", told).status_code == 303
    assert not Case.objects.exists(), "nothing enters the record without a review"
    proposed = Candidate.objects.get(origin="by hand, from an alert")
    client.post(f"/review/{proposed.permanent_id}", {"answer": "accept"})
    assert Act.objects.get().hedge == "reported"
    assert Case.objects.get().level == "team"
    stored = "\n".join(
        [*map(str, Case.objects.values()), *map(str, Act.objects.values()), *map(str, Candidate.objects.values())]
    )
    assert note in stored
    assert [words for words in CALL.values() if len(words) > 8 and words in stored] == []
    assert SealedWords.objects.filter(of=Alert.objects.get().permanent_id, field="case").exists()


def test_a_case_needs_what_may_be_said(db: None) -> None:
    client = an_officer("nargiz", "editor")
    path = taken_in(client)
    refused = client.post(f"{path}/case", {"note": " ", "type": "SUMMONS"})
    assert refused.status_code == 400
    assert "Write what may stand in the record" in refused.content.decode()


def test_contacts_of_an_alert_do_not_stand_in_any_address(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    assert re.fullmatch(r"/alerts/[a-z2-7]{26}", path)


def test_an_alert_that_ended_asks_for_nothing(db: None) -> None:
    client = an_officer()
    path = taken_in(client)
    client.post(f"{path}/verify", {"answer": "rejected", "grounds": "it was another town"})
    assert next_thing(Alert.objects.get(), {}) == "nothing"
    assert "No alert is open." in client.get("/").content.decode()
