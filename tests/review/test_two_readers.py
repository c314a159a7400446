"""Two readers, taking back, and a source that changed: why a proposal waits again, and what stands meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from conftest import PASSWORD
from makers import a_copy, a_text, a_work
from proposals import found, proposed
from qalqan.errors import CannotDecide, NotAllowed, StaleWrite, WrongCall
from qalqan.followup.actions import accept_together, decide, undo, undo_together
from qalqan.followup.models import Clause, Recommendation
from qalqan.record.models import Act, Evidence, Revision, Situation
from qalqan.review.agreement import agreement, how_often_right, readers_agreement
from qalqan.review.changed_sources import reopen_changed
from qalqan.review.intake import take_in
from qalqan.review.models import Candidate, ReadersAsked, Reopening
from qalqan.review.queue import waiting
from qalqan.review.readers import ask_for_readers, readers_asked
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account, Circle, Grant

BODY = (
    "The court sentenced the lawyer Dana Omarova to nine years in 2012.\n\n"
    "The authorities should release her and let her see a doctor."
)
DEMAND = "The authorities should release her and let her see a doctor."


@pytest.fixture
def second(db: None) -> Account:
    return make_account("botir", PASSWORD, display_name="Botir", roles=["editor", "verifier"])


@pytest.fixture
def candidate(db: None, account: Any) -> Candidate:
    text = a_text(BODY)
    [made] = proposed(text, account, found(text, "c1", "act", "sentenced the lawyer", type="SENTENCE", country="KGZ"))
    return made


@pytest.fixture
def two_asked(db: None) -> None:
    operator = make_account("olim", PASSWORD, roles=["operator"])
    ask_for_readers(Circle.objects.get(pk=1), 2, operator, "prosecutors will read it")


def test_with_two_readers_nothing_enters_before_both_agree(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    assert decide(candidate, "accepted", account)[1] is None
    assert not Act.objects.exists()
    assert not waiting(account)
    assert [c.reopened_because for c in waiting(second)] == ["second-reader"]
    assert decide(candidate, "accepted", second)[1] == Act.objects.get()
    assert not waiting(account) and not waiting(second)


def test_one_person_cannot_be_both_readers(two_asked: None, candidate: Candidate, account: Any):
    decide(candidate, "accepted", account)
    assert decide(candidate, "accepted", account)[1] is None
    assert not Act.objects.exists()


def test_readers_who_differ_wait_for_each_other_until_two_agree(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    decide(candidate, "accepted", account)
    decide(candidate, "corrected", second, fields={"country": "TJK"}, reason="the court sits in Khujand")
    assert not Act.objects.exists()
    assert [c.reopened_because for c in waiting(account)] == ["readers-differ"]
    assert not waiting(second)
    decide(candidate, "corrected", account, fields={"country": "TJK"}, reason="yes, Khujand")
    assert Act.objects.get().country == "TJK"
    assert readers_agreement(account) == (0, 1)


def test_one_rejection_keeps_it_out_and_a_disagreement_about_it_is_seen(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    decide(candidate, "rejected", account, reason="a quotation")
    assert not waiting(second)
    decide(candidate, "accepted", second)
    assert not Act.objects.exists()
    assert [c.reopened_because for c in waiting(account)] == ["readers-differ"]


def test_a_correction_by_one_reader_leaves_standing_what_two_admitted(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    decide(candidate, "accepted", account)
    decide(candidate, "accepted", second)
    decide(candidate, "corrected", account, fields={"country": "TJK"}, reason="the court sits in Khujand")
    assert Act.objects.get(standing="standing").country == "KGZ"


def test_a_first_reader_accepts_many_and_a_second_admits_them(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    work = candidate.text.work
    assert accept_together(work, account).accepted == 1
    assert not Act.objects.exists()
    assert accept_together(work, second).accepted == 1
    assert Act.objects.exists()


def test_many_are_not_accepted_over_what_a_first_reader_corrected(
    two_asked: None, candidate: Candidate, account: Any, second: Any
):
    decide(candidate, "corrected", account, fields={"country": "TJK"}, reason="the court sits in Khujand")
    done = accept_together(candidate.text.work, second)
    assert (done.batch, done.accepted, done.left) == (None, 0, 1)


def test_only_who_gives_grants_says_how_many_readers(candidate: Candidate, account: Any):
    circle = Circle.objects.get(pk=1)
    with pytest.raises(NotAllowed):
        ask_for_readers(circle, 2, account, "why not")
    operator = make_account("olim", PASSWORD, roles=["operator"])
    with pytest.raises(WrongCall):
        ask_for_readers(circle, 3, operator, "three are better")
    with pytest.raises(CannotDecide):
        ask_for_readers(circle, 2, operator, " ")
    assert readers_asked(circle) == 1
    ask_for_readers(circle, 2, operator, "for the court")
    ask_for_readers(circle, 1, operator, "the trial is over")
    assert readers_asked(circle) == 1
    assert ReadersAsked.objects.count() == 2


def test_what_was_taken_back_waits_again_and_everything_is_kept(candidate: Candidate, account: Any):
    decide(candidate, "accepted", account)
    undo(candidate, account, "the wrong key")
    assert list(waiting(account)) == [candidate]
    assert Act.objects.get().standing == "withdrawn"
    assert [(r.state["standing"], r.reason) for r in Revision.objects.all()] == [("standing", "the wrong key")]
    assert candidate.reviews.count() == 1
    assert how_often_right("act.test/1", account) == (0, 0)
    with pytest.raises(CannotDecide):
        undo(candidate, account)
    decide(candidate, "rejected", account, reason="a quotation")
    assert not waiting(account)


def test_a_decision_of_somebody_else_is_not_taken_back_unseen(candidate: Candidate, account: Any, second: Any):
    decide(candidate, "accepted", account)
    decide(candidate, "rejected", second, reason="a quotation")
    with pytest.raises(StaleWrite):
        undo(candidate, account, seen=1)
    undo(candidate, account, seen=2)


def test_a_superseded_entry_keeps_its_former_state(candidate: Candidate, account: Any):
    decide(candidate, "accepted", account)
    decide(candidate, "corrected", account, fields={"country": "TJK"}, reason="the court sits in Khujand")
    assert sorted(Act.objects.values_list("country", "standing")) == [("KGZ", "superseded"), ("TJK", "standing")]
    assert Revision.objects.get().reason == "the court sits in Khujand"


@pytest.fixture
def demands(db: None, account: Any) -> list[Candidate]:
    text = a_text(BODY)
    return proposed(
        text, account,
        found(text, "c1", "recommendation", DEMAND, number=None, addressees=[]),
        found(text, "c2", "clause", "release her", "c1", action="release", category=5),
        found(text, "c3", "clause", "let her see a doctor", "c1", action="let", category=5),
    )  # fmt: skip


def test_clauses_go_with_a_recommendation_that_is_corrected(demands: list[Candidate], account: Any):
    for one in demands:
        decide(one, "accepted", account)
    _, corrected = decide(demands[0], "corrected", account, fields={"number": "7"}, reason="its number")
    assert set(Clause.objects.filter(standing="standing").values_list("recommendation", flat=True)) == {corrected.pk}  # type: ignore[union-attr]


def test_clauses_end_with_a_recommendation_that_is_rejected_and_wait_anew(demands: list[Candidate], account: Any):
    for one in demands:
        decide(one, "accepted", account)
    decide(demands[0], "rejected", account, reason="a quotation")
    assert not Clause.objects.filter(standing="standing").exists()
    assert {c.reopened_because for c in waiting(account)} == {"parent-gone"}
    assert {c.key for c in waiting(account)} == {"c2", "c3"}
    decide(demands[0], "accepted", account)
    assert accept_together(demands[0].text.work, account).accepted == 2


def test_what_was_accepted_together_is_taken_back_together(demands: list[Candidate], account: Any):
    done = accept_together(demands[0].text.work, account, seen=3)
    assert done.accepted == 3 and done.batch is not None
    decide(demands[2], "corrected", account, fields={"category": 4}, reason="any doctor")
    assert undo_together(done.batch, account, "read too fast") == (2, 1)
    assert not Recommendation.objects.filter(standing="standing").exists()
    assert {c.key for c in waiting(account)} == {"c1", "c2", "c3"}
    assert undo_together(done.batch, account) == (0, 3)


def test_accepting_many_is_refused_where_other_proposals_wait_than_were_shown(demands: list[Candidate], account: Any):
    with pytest.raises(StaleWrite):
        accept_together(demands[0].text.work, account, seen=2)
    assert not Recommendation.objects.exists()


def test_a_changed_copy_reopens_its_reviews(db: None, account: Any):
    url = "https://ministry.example/law"
    text = a_text("The law passed.\n\nThe situation is worse. It is grave.", copy=a_copy(url))
    kept, gone, rejected = proposed(
        text, account,
        found(text, "c1", "situation", "It is grave.", country="KAZ", trend="none"),
        found(text, "c2", "situation", "The situation is worse.", country="KAZ", trend="worse"),
        found(text, "c3", "situation", "The law passed.", country="KAZ", trend="none"),
    )  # fmt: skip
    for one in (kept, gone):
        decide(one, "accepted", account)
    decide(rejected, "rejected", account, reason="no situation")
    newer = a_text("The situation is better.\n\nIt is  grave.", work=a_work(), copy=a_copy(url))
    assert reopen_changed(newer, account) == 1
    [waits] = waiting(account)
    assert (waits, waits.reopened_because, waits.reopened.text) == (gone, "source-changed", newer)  # type: ignore[union-attr]
    assert Situation.objects.filter(standing="standing").count() == 2
    assert reopen_changed(newer, account) == 0
    decide(gone, "accepted", account)
    assert not waiting(account)


def test_another_page_reopens_nothing(candidate: Candidate, account: Any):
    decide(candidate, "accepted", account)
    assert reopen_changed(a_text("Other words.", copy=a_copy("https://other.example/")), account) == 0


def test_agreement_counts_only_what_the_asker_may_read(db: None, account: Any):
    south = Circle.objects.create(code="south", name="South")
    for circle, outcome in ((south, "rejected"), (Circle.objects.get(pk=1), "corrected")):
        text = a_text(BODY, circle=circle)
        [made] = proposed(text, account, found(text, "c1", "act", "sentenced", type="SENTENCE", country="KGZ"))
        Grant.objects.get_or_create(account=account, circle=south, defaults={"level": "team", "purpose": "south"})
        decide(
            made, outcome, account, reason="why", **({"fields": {"country": "TJK"}} if outcome == "corrected" else {})
        )
    Grant.objects.filter(account=account, circle=south).delete()
    [rule] = agreement(account)
    assert (rule.origin, rule.kind, rule.proposed) == ("act.test/1", "act", 1)
    assert (rule.accepted, rule.corrected, rule.rejected, rule.corrected_fields) == (0, 1, 0, (("country", 1),))
    assert how_often_right("act.test/1", account) == (0, 1)
    assert agreement(None) == []


def test_the_database_keeps_what_was_proposed_reopened_and_rested_on(candidate: Candidate, account: Any):
    decide(candidate, "accepted", account)
    undo(candidate, account)
    for model, change in (
        (Candidate, {"fields": {}}),
        (Reopening, {"why": "second-reader"}),
        (Evidence, {"exact": "no"}),
    ):
        rows = model._base_manager.all()
        assert rows.exists()
        with pytest.raises(DatabaseError, match="kept as it was"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match="kept as it was"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_taking_in_a_changed_page_reopens_what_is_gone_from_it(db: None, account: Any):
    url = "https://publisher.example/statement"
    first = b"Statement\n\n21 July 2014\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova.\n"
    work = take_in(first, "a.txt", account, url=url).work
    assert accept_together(work, account).accepted
    assert not waiting(account, work=work)
    take_in(first.replace(b"release the lawyer Dana Omarova", b"ratify the treaty"), "b.txt", account, url=url)
    assert {c.reopened_because for c in waiting(account, work=work)} == {"source-changed"}
    assert Recommendation.objects.filter(standing="standing").exists()


def test_a_saved_page_is_known_by_the_address_that_it_prints_of_itself(db: None, account: Any):
    page = (
        '<html lang="en"><head><title>Let the lawyers work</title>'
        '<link rel="canonical" href="https://words.example/lawyers"></head><body><main><h1>Let the lawyers work</h1>'
        "<p>21 July 2014</p><p>We call on the authorities of Kazakhstan to:</p>"
        "<ul><li>release the lawyer Dana Omarova;</li><li>ratify the treaty.</li></ul></main></body></html>"
    )
    work = take_in(page.encode(), "saved.html", account).work
    assert accept_together(work, account).accepted
    other = page.replace("words.example/lawyers", "words.example/judges").replace("release", "liberate")
    take_in(other.encode(), "other.html", account)
    assert not waiting(account, work=work), "another page of the same title"
    take_in(page.replace("release", "free").encode(), "saved-again.html", account)
    assert {one.reopened_because for one in waiting(account, work=work)} == {"source-changed"}
