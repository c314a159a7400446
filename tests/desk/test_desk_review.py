"""Deciding at the desk: what a person sends is what stands, and the machine's reading stays beside it."""

from __future__ import annotations

from typing import Any

import pytest
from desk_makers import (
    BODY,
    DEMAND,
    RELEASE,
    a_person,
    a_proposal,
    a_waiting_publication,
    at_the_desk,
    form_of,
    proposal,
)

from qalqan.desk.shapes import read_fields
from qalqan.followup.actions import decide, undo
from qalqan.followup.models import Clause, Recommendation, Step
from qalqan.library.models import Text
from qalqan.record.models import Act
from qalqan.review.models import Candidate, Review
from qalqan.review.queue import propose
from qalqan.safety.models import Account

KEYS = ("c1", "c2", "c3", "c4")


def test_accepting_goes_on_to_the_next_and_the_entry_stands(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, first = at_the_desk(person), proposal(text, "c1")
    sent = client.post(f"/review/{first.permanent_id}", {**form_of(first), "answer": "accept"})
    assert sent.status_code == 303
    assert sent["Location"].startswith("/review/")
    assert first.permanent_id not in sent["Location"]
    assert Recommendation.objects.get().exact == DEMAND
    following = client.get(sent["Location"]).content.decode()
    assert "Accepted." in following
    assert RELEASE in following


@pytest.mark.parametrize("key", KEYS)
def test_an_untouched_form_changes_nothing(db: None, key: str) -> None:
    candidate = proposal(a_waiting_publication(a_person()), key)
    assert read_fields(candidate.kind, form_of(candidate), candidate.fields) == candidate.fields


@pytest.mark.parametrize("key", KEYS)
def test_every_field_of_a_proposal_stands_in_its_form(db: None, key: str) -> None:
    person = a_person()
    candidate = proposal(a_waiting_publication(person), key)
    page = at_the_desk(person).get(f"/review/{candidate.permanent_id}").content.decode()
    missing = [name for name in form_of(candidate) if f'name="{name}"' not in page]
    assert missing == []
    assert f"{candidate.kind}.made/1" in page
    assert "80 % sure" in page


def test_a_correction_keeps_both_readings(db: None) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    changed = form_of(step, by="the head of state", reason="the office, not the man", answer="correct")
    sent = at_the_desk(person).post(f"/review/{step.permanent_id}", changed)
    assert sent.status_code == 303
    assert Step.objects.get().by == "the head of state"
    assert Candidate.objects.get(pk=step.pk).fields["by"] == "the President"
    assert Review.objects.get().reason == "the office, not the man"


def test_corrected_words_are_found_in_the_text(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, step = at_the_desk(person), proposal(text, "c4")
    wanted = "the President signed the Law on Public Associations"
    client.post(
        f"/review/{step.permanent_id}", form_of(step, words=wanted, reason="without the date", answer="correct")
    )
    assert Review.objects.get().exact == wanted


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": "reject"}, "A rejection needs its reason"),
        ({"answer": "correct", "reason": "why"}, "Nothing was changed"),
        ({"answer": "correct", "by": "somebody"}, "A correction needs its reason"),
        ({"answer": "correct", "reason": "why", "words": "words that nobody wrote"}, "These words do not stand"),
        ({"answer": "correct", "reason": "why", "hedge": "certain"}, "Choose how sure the source is"),
        ({"answer": "burn"}, "Choose what to do"),
        ({"answer": "accept", "by": "somebody"}, "You changed something here"),
    ],
    ids=[
        "no reason to reject",
        "nothing changed",
        "no reason to correct",
        "words elsewhere",
        "no such hedge",
        "no answer",
        "accepted though changed",
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_stored(db: None, changes: dict[str, str], sentence: str) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    sent = at_the_desk(person).post(f"/review/{step.permanent_id}", form_of(step, **changes))
    assert sent.status_code == 400
    assert sentence in sent.content.decode()
    assert not Review.objects.exists()


def an_act_that_waits(text: Text, person: Account, **fields: Any) -> Candidate:
    """An arrest with the reason that officials gave for it."""
    said = {"type": "ARBITRARY-DETENTION", "victims": [{"name": "Dana Omarova"}], "perpetrators": [], "duty_bearers": [],
            "country": "KAZ", "place": None, "date": None, "reason": "for a post", "case": None, **fields}  # fmt: skip
    propose(text, [a_proposal("act", BODY.partition("\n")[0], "c9", **said)], person)
    return proposal(text, "c9")


def test_the_reason_of_an_act_and_that_of_the_decision_are_two(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    act = an_act_that_waits(text, person)
    client, path = at_the_desk(person), f"/review/{act.permanent_id}"
    client.post(path, form_of(act, place="Osh", reason="the town is named", answer="correct"))
    review = act.reviews.get()
    assert (review.reason, review.fields["reason"], review.fields["place"]) == (
        "the town is named",
        "for a post",
        "Osh",
    )
    assert Act.objects.get().reason == "for a post"


def test_an_act_with_a_reason_of_its_own_is_accepted_as_read(db: None) -> None:
    person = a_person()
    act = an_act_that_waits(a_waiting_publication(person), person)
    assert at_the_desk(person).post(f"/review/{act.permanent_id}", form_of(act, answer="accept")).status_code == 303
    assert Act.objects.get().reason == "for a post"


def test_what_was_written_stays_in_a_form_that_is_drawn_again(db: None) -> None:
    person = a_person()
    act = an_act_that_waits(a_waiting_publication(person), person)
    client, path = at_the_desk(person), f"/review/{act.permanent_id}"
    added = {"victims.1.name": "Timur Saparov", "victims.2.name": "Aziz Karimov"}
    again = client.post(path, form_of(act, place="Osh", answer="correct", **added))
    assert again.status_code == 400
    page = again.content.decode()
    for said in ("Osh", "Timur Saparov", "Aziz Karimov"):
        assert f'value="{said}"' in page
    more = {**added, "victims.3.name": "Lola Rahimova", "victims.4.name": "Oleg Kim"}
    client.post(path, form_of(act, place="Osh", reason="all are named", answer="correct", **more))
    names = [one["name"] for one in act.reviews.get().fields["victims"]]
    assert names == ["Dana Omarova", "Timur Saparov", "Aziz Karimov", "Lola Rahimova", "Oleg Kim"]


def test_the_queue_tells_apart_what_the_same_words_say(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    an_act_that_waits(text, person)
    page = at_the_desk(person).get("/review").content.decode()
    for said in ("arbitrary detention", "signed by the head of state", "Dana Omarova"):
        assert said in page, said


def test_a_later_review_undoes_an_earlier_one(db: None) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    client = at_the_desk(person)
    client.post(f"/review/{step.permanent_id}", form_of(step, answer="accept"))
    client.post(f"/review/{step.permanent_id}", form_of(step, answer="reject", reason="it was a draft"))
    assert [review.outcome for review in step.reviews.all()] == ["accepted", "rejected"]
    assert Step.objects.get().standing == "withdrawn"
    page = client.get(f"/review/{step.permanent_id}").content.decode()
    assert "it was a draft" in page


def test_today_tells_what_colleagues_decided_since_and_what_is_due(db: None) -> None:
    person, colleague = a_person(), a_person("colleague")
    text = a_waiting_publication(person)
    step = proposal(text, "c4")
    mine = at_the_desk(person)
    assert "4 proposals" in mine.get("/").content.decode()
    form = form_of(
        step, stage="in-force", expected="yes", reason="only announced", answer="correct", **{"date.edtf": "2015-01"}
    )
    at_the_desk(colleague).post(f"/review/{step.permanent_id}", form)
    page = at_the_desk(person).get("/").content.decode()
    assert "step corrected, Colleague" in page
    assert "in force, expected January 2015" in page
    assert "not checked since" in page
    assert "3 proposals" in page


def test_many_are_accepted_after_a_sample_was_shown(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, path = at_the_desk(person), f"/review/all-of/{text.work.permanent_id}"
    assert DEMAND in client.get(path).content.decode()
    assert client.post(path).status_code == 303
    assert (Recommendation.objects.count(), Clause.objects.count(), Step.objects.count()) == (1, 2, 1)


def test_the_queue_is_filtered_by_source_kind_and_band(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client = at_the_desk(person)
    only_steps = client.get(f"/review?work={text.work.permanent_id}&kind=step").content.decode()
    assert "the President signed" in only_steps
    assert RELEASE not in only_steps.split('<ul class="items">')[1].split("</ul>")[0]
    assert "Nothing waits here." in client.get("/review?band=unsure").content.decode()


def test_the_publication_shows_what_was_decided_and_what_waits(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, step = at_the_desk(person), proposal(text, "c4")
    client.post(f"/review/{step.permanent_id}", form_of(step, answer="accept"))
    page = client.get(f"/publications/{text.work.permanent_id}").content.decode()
    assert 'class="mark accepted"' in page
    assert 'class="mark waiting' in page
    assert 'id="p3"' in page


def test_a_mark_whose_decision_was_taken_back_waits_again_on_the_publication(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    first, client = proposal(text, "c1"), at_the_desk(person)
    page = f"/publications/{text.work.permanent_id}"
    decide(first, "accepted", person)
    assert 'class="mark accepted' in body_of(client.get(page))
    undo(first, person, "read again")
    shown = body_of(client.get(page))
    assert 'class="mark accepted' not in shown
    assert 'class="mark waiting' in shown


def body_of(shown: Any) -> str:
    """The publication itself, without the key to its marks."""
    return str(shown.content.decode().split("<article")[1])
