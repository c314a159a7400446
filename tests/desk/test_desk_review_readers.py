"""At the desk: taking back, two readers, the same from another source, words chosen without script, how often rules are right."""

from __future__ import annotations

from typing import Any

import pytest
from desk_makers import (
    DEMAND,
    RELEASE,
    SIGNED,
    a_person,
    a_proposal,
    a_waiting_publication,
    at_the_desk,
    form_of,
    proposal,
)

from makers import a_text, a_work
from qalqan.followup.models import Clause, Recommendation, Step
from qalqan.record.models import Relation
from qalqan.review.models import Batch, Review
from qalqan.review.queue import propose
from qalqan.review.readers import ask_for_readers, readers_asked
from qalqan.safety.models import Account, Circle


def test_a_decision_is_taken_back_and_both_stay_in_the_list(db: None) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    client, path = at_the_desk(person), f"/review/{step.permanent_id}"
    client.post(path, form_of(step, answer="accept"))
    sent = client.post(f"{path}/take-back", {"seen": "1", "reason": "the wrong key"})
    page = client.get(sent["Location"]).content.decode()
    assert "the decision was taken back" in page
    assert "the wrong key" in page
    assert Step.objects.get().standing == "withdrawn"
    assert "4 proposals wait" in client.get("/review").content.decode()


def test_taking_back_unseen_is_refused(db: None) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    client, path = at_the_desk(person), f"/review/{step.permanent_id}"
    client.post(path, form_of(step, answer="accept"))
    assert client.post(f"{path}/take-back", {"seen": "0"}).status_code == 409
    assert Step.objects.get().standing == "standing"


def test_what_was_accepted_together_is_taken_back_on_the_same_page(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, path = at_the_desk(person), f"/review/all-of/{text.work.permanent_id}"
    assert 'name="seen" value="4"' in client.get(path).content.decode()
    client.post(path, {"seen": "4"})
    page = client.get(path).content.decode()
    batch = Batch.objects.get()
    assert f"/review/together/{batch.permanent_id}/take-back" in page
    client.post(f"/review/together/{batch.permanent_id}/take-back")
    assert not Recommendation.objects.filter(standing="standing").exists()
    assert "4 proposals wait" in client.get("/review").content.decode()


def test_many_are_refused_where_the_sample_is_out_of_date(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    sent = at_the_desk(person).post(f"/review/all-of/{text.work.permanent_id}", {"seen": "3"})
    assert sent.status_code == 409
    assert not Review.objects.exists()


@pytest.fixture
def two_asked(db: None) -> Any:
    operator = a_person("olim", "operator")
    ask_for_readers(Circle.objects.get(pk=1), 2, operator, "for the court")
    return operator


def test_the_second_reader_sees_the_first_ones_answer_apart_and_may_agree(two_asked: Any) -> None:
    first, second = a_person("first"), a_person("second")
    step = proposal(a_waiting_publication(first), "c4")
    path = f"/review/{step.permanent_id}"
    sent = at_the_desk(first).post(path, form_of(step, by="the head of state", reason="the office", answer="correct"))
    mine = at_the_desk(first)
    assert "second reader decides the same" in mine.get(sent["Location"]).content.decode() or not Step.objects.exists()
    assert "3 proposals wait" in mine.get("/review").content.decode()
    client = at_the_desk(second)
    assert "waits for a second reader" in client.get("/review").content.decode()
    page = client.get(path).content.decode()
    assert "the head of state" in page and "the office" in page
    client.post(path, form_of(step, answer="agree"))
    assert Step.objects.get().by == "the head of state"


def test_a_second_reader_who_differs_is_told_so(two_asked: Any) -> None:
    first, second = a_person("first"), a_person("second")
    step = proposal(a_waiting_publication(first), "c4")
    path = f"/review/{step.permanent_id}"
    at_the_desk(first).post(path, form_of(step, by="the head of state", reason="the office", answer="correct"))
    client = at_the_desk(second)
    assert "It waits for a second reader." in client.get(path).content.decode()
    sent = client.post(path, form_of(step, answer="accept", seen="1"))
    assert "the two readers differ" in client.get(sent["Location"]).content.decode()
    assert not Step.objects.exists()


def test_many_accepted_by_a_first_reader_are_said_to_wait_for_a_second(two_asked: Any) -> None:
    text = a_waiting_publication(a_person("first"))
    path = f"/review/all-of/{text.work.permanent_id}"
    said = []
    for login in ("first", "second"):
        client = at_the_desk(Account.objects.get(login_name="first") if login == "first" else a_person(login))
        client.post(path, {"seen": "4"})
        said.append(client.get(path).content.decode())
    assert "of them enter the record when a second reader decides the same" in said[0]
    assert "of them enter the record" not in said[1]


def test_a_decision_made_meanwhile_is_shown_and_what_was_written_stays(db: None) -> None:
    step = proposal(a_waiting_publication(a_person("first")), "c4")
    client, path = at_the_desk(a_person("second")), f"/review/{step.permanent_id}"
    client.post(path, form_of(step, answer="reject", reason="not a law yet"))
    late = client.post(path, form_of(step, answer="correct", by="the head of state", reason="seen late", seen="0"))
    page = late.content.decode()
    assert late.status_code == 409 and Review.objects.count() == 1
    assert "seen late" in page and "the head of state" in page and "not a law yet" in page
    assert 'name="seen" value="1"' in page


def test_the_enter_key_in_a_field_decides_nothing(db: None) -> None:
    """A browser presses the first button of a form: a reason to reject, and Enter, accepted what was to be rejected."""
    step = proposal(a_waiting_publication(a_person("first")), "c4")
    client, path = at_the_desk(a_person("second")), f"/review/{step.permanent_id}"
    form = client.get(path).content.decode().split('name="seen"')[1]
    assert form.index('<button name="answer" value="" hidden>') < form.index('value="accept"')
    sent = client.post(path, form_of(step, answer="", reason="not said here"))
    assert sent.status_code == 400 and "not said here" in sent.content.decode()
    assert not Review.objects.exists()


def test_an_operator_sets_how_many_readers_a_circle_asks_for(db: None) -> None:
    operator = at_the_desk(a_person("olim", "operator"))
    circle = Circle.objects.get(pk=1)
    assert operator.post("/access/readers", {"circle": circle.code, "readers": "2"}).status_code == 400
    operator.post("/access/readers", {"circle": circle.code, "readers": "2", "reason": "for the court"})
    assert readers_asked(circle) == 2
    assert "for the court" in operator.get("/access/readers").content.decode()


def test_the_same_told_by_another_source_is_suggested_and_joined(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client = at_the_desk(person)
    step = proposal(text, "c4")
    client.post(f"/review/{step.permanent_id}", form_of(step, answer="accept"))
    other = a_text(SIGNED, work=a_work("Another statement"))
    propose(other, [a_proposal("step", SIGNED, "c1", body=SIGNED, **step.fields)], person)
    again = proposal(other, "c1")
    page = client.get(f"/review/{again.permanent_id}").content.decode()
    held = Step.objects.get()
    assert f'name="same" value="{held.permanent_id}"' in page
    assert "the same stage, no other date" in page
    wrong = client.post(f"/review/{again.permanent_id}", form_of(again, answer="same"))
    assert "Choose what it is the same as" in wrong.content.decode()
    client.post(f"/review/{again.permanent_id}", form_of(again, answer="same", same=held.permanent_id))
    assert Step.objects.filter(process=held.process, standing="standing").count() == 2
    assert Relation.objects.get().relation == "same-as"


def test_words_are_chosen_by_their_first_and_last_without_script(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, step = at_the_desk(person), proposal(text, "c4")
    start = text.body.index("the President")
    end = text.body.index(" the Law") + len(" the Law")
    page = client.get(f"/review/{step.permanent_id}").content.decode()
    assert f'<option value="{start}">' in page.split('id="first"')[1].split("</select>")[0]
    assert f'<option value="{end}">' in page.split('id="last"')[1].split("</select>")[0]
    chosen = form_of(step, first=str(start), last=str(end), reason="without the date", answer="correct")
    client.post(f"/review/{step.permanent_id}", chosen)
    assert Review.objects.get().exact == "the President signed the Law"


@pytest.mark.parametrize(("first", "last"), [("9", "3"), ("0", "99999"), ("x", "5")])
def test_words_that_are_none_are_refused(db: None, first: str, last: str) -> None:
    person = a_person()
    step = proposal(a_waiting_publication(person), "c4")
    given = form_of(step, first=first, last=last, reason="why", answer="correct")
    assert at_the_desk(person).post(f"/review/{step.permanent_id}", given).status_code == 400
    assert not Review.objects.exists()


def test_the_queue_is_filtered_by_country_and_by_what_is_expected(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    fields = {
        **proposal(text, "c4").fields,
        "expected": True,
        "country": "KGZ",
        "date": {"edtf": "2015-01", "basis": "printed"},
    }
    undated = [{**fields, "date": None}, {**fields, "date": {"edtf": None, "basis": "none"}}]
    propose(text, [a_proposal("step", SIGNED, "c9", **fields)], person)
    propose(
        text,
        [a_proposal("step", SIGNED, f"n{n}", **{**one, "country": "UZB"}) for n, one in enumerate(undated)],
        person,
    )
    client = at_the_desk(person)
    assert "4 proposals wait" in client.get("/review?country=KAZ").content.decode()
    assert "1 proposal waits" in client.get("/review?country=KGZ").content.decode()
    assert "Nothing waits here" in client.get("/review?country=TKM").content.decode()
    page = client.get("/review?due=expected").content.decode()
    assert "1 proposal waits" in page
    assert "January 2015" in page


def test_rules_are_listed_with_what_was_set_right(db: None) -> None:
    person = a_person()
    text = a_waiting_publication(person)
    client, step = at_the_desk(person), proposal(text, "c4")
    assert "step.made/1" in client.get("/review/rules").content.decode()
    client.post(f"/review/{step.permanent_id}", form_of(step, by="the head of state", reason="why", answer="correct"))
    page = client.get("/review/rules").content.decode()
    assert "By whom (1)" in page
    assert "0 %" in page


def test_nothing_changes_that_the_pages_said_before(db: None) -> None:
    """The control: accepting one by one still admits at once where a circle asks for one reader."""
    person = a_person()
    text = a_waiting_publication(person)
    client = at_the_desk(person)
    for key, words in (("c1", DEMAND), ("c2", RELEASE)):
        client.post(f"/review/{proposal(text, key).permanent_id}", form_of(proposal(text, key), answer="accept"))
        assert words
    assert (Recommendation.objects.count(), Clause.objects.count()) == (1, 1)
