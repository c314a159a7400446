"""Nothing is public until a publisher says so; a person's name only by itself."""

from __future__ import annotations

from typing import Any

import pytest

from makers import (
    a_case,
    a_clause,
    a_copy,
    a_link,
    a_process,
    a_provision,
    a_recommendation,
    a_situation,
    a_standard,
    a_step,
    a_text,
    an_act,
    an_actor,
    an_assessment,
    an_instrument,
)
from qalqan.errors import CannotDecide, NotAllowed, StaleWrite
from qalqan.library.models import Work
from qalqan.publishing.actions.release import release, release_person, release_work
from qalqan.publishing.actions.withdraw import withdraw, withdraw_work
from qalqan.publishing.models import Release
from qalqan.safety import accounts
from qalqan.safety.models import LogEntry

WHY = "printed by its publisher"


def level_of(entry: Any) -> str:
    return str(type(entry).objects.get(pk=entry.pk).level)


def test_releasing_keeps_who_when_and_why_and_logs_it(account: Any) -> None:
    case = a_case()
    release(case, account, WHY)
    assert level_of(case) == "public"
    kept = Release.objects.get(entry=case.permanent_id)
    assert (kept.before, kept.after, kept.account, kept.reason) == ("team", "public", account, WHY)
    logged = LogEntry.objects.get(object_id=case.permanent_id)
    assert (logged.verb, logged.level) == ("publishing.released", "public")


def test_who_is_no_publisher_releases_nothing(account: Any) -> None:
    editor = accounts.make_account("bek", "mountain river bridge", roles=("editor", "reader"))
    case = a_case()
    with pytest.raises(NotAllowed):
        release(case, editor, WHY)
    assert level_of(case) == "team"
    assert not Release.objects.exists()


def test_a_release_needs_its_reason(account: Any) -> None:
    case = a_case()
    with pytest.raises(CannotDecide):
        release(case, account, "  ")
    assert level_of(case) == "team"


def test_a_stale_release_is_refused(account: Any) -> None:
    case = a_case()
    seen_before = type(case).objects.get(pk=case.pk)
    case.change(seen=case.version, title="Another title")
    with pytest.raises(StaleWrite):
        release(seen_before, account, WHY)
    assert level_of(case) == "team"


def test_a_person_is_never_released_by_the_way(account: Any) -> None:
    person = an_actor()
    with pytest.raises(CannotDecide):
        release(person, account, WHY)
    assert level_of(person) == "team"
    release_person(person, account, "she asked for it")
    assert level_of(person) == "public"


def test_an_actor_of_unknown_kind_is_treated_as_a_person(account: Any) -> None:
    with pytest.raises(CannotDecide):
        release(an_actor("Somebody Unknown", ""), account, WHY)


def test_releasing_a_publication_releases_what_rests_on_it_and_no_person(account: Any) -> None:
    text = a_text()
    recommendation = a_recommendation(text)
    clause = a_clause(recommendation, text)
    person, organisation = an_actor(), an_actor("Steppe Lawyers", "organisation")
    case, instrument, process = a_case(), an_instrument(), a_process("ngo-status", "Steppe Lawyers", actor=organisation)
    resting = [
        text.work, text, text.copy, recommendation, clause, case, an_act(text, case, victim=person), instrument,
        a_provision(text, instrument), a_standard(text), a_situation(text), process, a_step(text, process), organisation,
    ]  # fmt: skip
    assessment = an_assessment(clause, text)
    assert release_work(text.work, account, WHY) == len(resting)
    assert {level_of(entry) for entry in resting} == {"public"}
    assert level_of(person) == "team"
    assert level_of(assessment) == "team", "our own answer is released by itself"


def test_releasing_again_releases_nothing_more(account: Any) -> None:
    text = a_text()
    release_work(text.work, account, WHY)
    assert release_work(Work.objects.get(pk=text.work_id), account, WHY) == 0


def test_a_file_given_by_hand_keeps_its_digest_to_itself(account: Any) -> None:
    text = a_text(copy=a_copy(url=""))
    release_work(text.work, account, WHY)
    assert level_of(text.copy) == "team", "the digest of a file tells who had it"


def test_what_is_sealed_stays_sealed(account: Any) -> None:
    text = a_text()
    accounts.give_grant(account, text.circle, "sealed", purpose="tests", by=None)
    case = a_case(level="sealed")
    an_act(text, case)
    release_work(text.work, account, WHY)
    assert level_of(case) == "sealed"


def test_a_repetition_becomes_public_with_the_second_of_its_publications(account: Any) -> None:
    first, second = a_text(), a_text()
    link = a_link(a_clause(a_recommendation(first), first), a_clause(a_recommendation(second), second))
    release_work(first.work, account, WHY)
    assert level_of(link) == "team"
    release_work(second.work, account, WHY)
    assert level_of(link) == "public"


def test_withdrawing_closes_an_entry_again(account: Any) -> None:
    case = a_case(level="public")
    withdraw(case, account, "the family asked")
    assert level_of(case) == "team"
    assert LogEntry.objects.filter(object_id=case.permanent_id, verb="publishing.withdrawn").exists()


def test_withdrawing_a_publication_closes_what_rests_on_it_alone(account: Any) -> None:
    first, second = a_text(), a_text()
    shared, own = a_case("Both tell of it"), a_case("Only the first")
    an_act(first, shared), an_act(second, shared), an_act(first, own)
    for text in (first, second):
        release_work(text.work, account, WHY)
    withdraw_work(Work.objects.get(pk=first.work_id), account, "its publisher took it back")
    assert (level_of(first.work), level_of(first), level_of(own)) == ("team", "team", "team")
    assert (level_of(second.work), level_of(shared)) == ("public", "public")
