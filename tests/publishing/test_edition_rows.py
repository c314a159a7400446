"""What the rows of an edition say of a small public world, and that their words stand where they claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from makers import (
    a_case,
    a_clause,
    a_copy,
    a_link,
    a_process,
    a_recommendation,
    a_situation,
    a_standard,
    a_step,
    a_text,
    a_work,
    an_act,
    an_actor,
    an_assessment,
    an_instrument,
    resting,
)
from qalqan.library.models import Text
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.models import Withheld
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Involvement
from qalqan.review.models import Candidate
from qalqan.site.rows import EditionFacts, EditionRows, EvidenceRow

pytestmark = pytest.mark.usefixtures("db")


def rows() -> EditionRows:
    record = PublicRecord(withholding(), withheld_actors(), PublicIds(date(2014, 7, 23)))
    return assemble(record, EditionFacts(name="test", number=1, as_of="2014-07-23"))


def all_evidence(row: Any) -> Iterator[EvidenceRow]:
    if isinstance(row, EvidenceRow):
        yield row
    elif isinstance(row, tuple):
        for one in row:
            yield from all_evidence(one)
    elif is_dataclass(row):
        for field in fields(row):
            yield from all_evidence(getattr(row, field.name))


def test_evidence_stands_where_it_says_although_a_name_before_it_was_cut() -> None:
    an_actor("Dana Omarova")
    text = a_text("Dana Omarova said so. The court must release Dana Omarova now.\n\nA law was signed.", level="public")
    act = an_act(text, a_case(level="public"), words="The court must release Dana Omarova now.", level="public")
    a_step(text, a_process(level="public"), words="A law was signed.", level="public")
    resting(act, text, "Omarova now")
    made = rows()
    passages = {passage.id: passage.text for work in made.works for passage in work.passages}
    evidence = list(all_evidence(made))
    assert len(evidence) == 3
    for words in evidence:
        assert passages[words.passage_id][words.start : words.end] == words.exact
    assert {words.exact for words in evidence} == {
        "The court must release [name withheld] now.", "[name withheld] now", "A law was signed.",
    }  # fmt: skip


def test_words_that_run_over_the_end_of_a_passage_have_evidence_in_both() -> None:
    text = a_text("prepares a law on how NGO\n\nmembers that\n\nanother", level="public")
    act = an_act(text, a_case(level="public"), words="a law on how NGO\n\nmembers", level="public")
    [case] = rows().cases
    assert [words.exact for words in case.acts[0].evidence] == ["a law on how NGO", "members"]
    assert act.level == "public"


def test_chrome_is_not_published() -> None:
    a_text("Buy our calendar\n\nThe court must act.", chrome=["Buy our calendar"], level="public")
    [work] = rows().works
    assert [passage.text for passage in work.passages] == ["The court must act."]


def test_of_two_readings_of_a_copy_the_newer_is_published() -> None:
    first = a_text("Read badly.", level="public")
    a_text("Read well.", work=first.work, copy=first.copy, reading=2, level="public")
    [work] = rows().works
    assert [passage.text for passage in work.passages] == ["Read well."]


def test_a_second_language_follows_the_first_and_is_named() -> None:
    first = a_text("The court must act.", level="public")
    a_text("Суд должен действовать.", work=first.work, language="ru", level="public", copy=a_copy(level="public"))
    [work] = rows().works
    assert [passage.text for passage in work.passages] == ["The court must act.", "Суд должен действовать."]
    assert [row.language for row in work.languages] == ["en", "ru"]
    assert len({passage.id for passage in work.passages}) == 2


def test_a_withheld_person_has_no_name_and_keeps_the_place_in_the_case() -> None:
    text = a_text(level="public")
    case = a_case("Dana Omarova", level="public")
    an_act(text, case, victim=an_actor("Dana Omarova"), level="public")
    an_act(text, case, victim=an_actor("Bek Sadyrov", level="public"), level="public")
    [row] = rows().cases
    assert row.title == "[name withheld]"
    assert [person.name for person in row.people] == ["Bek Sadyrov", None]


def test_a_person_named_otherwise_in_the_act_is_withheld_too() -> None:
    text = a_text("The sister of the lawyer was held.", level="public")
    act = an_act(text, a_case(level="public"), victim=(person := an_actor("Dana Omarova")), level="public")
    Involvement.objects.filter(act=act).update(name="the sister of Aigul Tulegenova")
    [case] = rows().cases
    assert case.people[0].name is None
    assert person.level == "team"


def test_an_unreviewed_name_in_a_public_text_is_withheld() -> None:
    text = a_text("The lawyer Dana Omarova was held.", level="public")
    Candidate.objects.create(
        text=text, key="c1", kind="act", passage=text.passages.first(), start=0, end=10, exact="The lawyer", hedge="asserted",
        fields={"victims": [{"name": "Dana Omarova", "kind": "person"}]}, confidence=0.5, origin="rule",
    )  # fmt: skip
    [work] = rows().works
    assert work.passages[0].text == "The lawyer [name withheld] was held."


def test_a_name_withheld_by_hand_is_cut_until_that_ends(account: Any) -> None:
    a_text("Dana Omarova was a witness.", level="public")
    row = Withheld.objects.create(name="Dana Omarova", account=account, at=account.created_at, reason="a witness")
    assert rows().works[0].passages[0].text == "[name withheld] was a witness."
    row.ended_at = account.created_at
    row.save()
    assert rows().works[0].passages[0].text == "Dana Omarova was a witness."


def test_a_printed_symbol_with_a_name_is_cut_and_a_code_is_not() -> None:
    an_actor("Dana Omarova")
    an_actor("Ban Regis")
    text = a_text(level="public")
    a_standard(text, "Views", symbol="Omarova v. State", article="22", level="public")
    an_act(text, a_case(level="public"), "BAN-UNREGISTERED", level="public")
    made = rows()
    assert made.standards[0].symbol == "[name withheld] v. State"
    assert made.cases[0].acts[0].type == "BAN-UNREGISTERED"


def test_a_withdrawn_or_superseded_claim_is_not_shown() -> None:
    text = a_text(level="public")
    case = a_case(level="public")
    for standing in ("standing", "disputed", "withdrawn", "superseded"):
        an_act(text, case, standing=standing, level="public")
    assert len(rows().cases[0].acts) == 2


def test_a_case_without_acts_or_processes_is_not_shown() -> None:
    a_text(level="public")
    a_case(level="public")
    assert rows().cases == ()


def test_a_repetition_is_told_at_both_ends() -> None:
    work = a_work("Earlier demands", level="public", published="2014-05-20")
    first, second = (
        a_text("Release the lawyer.", work=work, level="public"),
        a_text("Release the lawyer now.", level="public"),
    )
    earlier = a_clause(a_recommendation(first, level="public"), first, level="public")
    later = a_clause(a_recommendation(second, level="public"), second, level="public")
    a_link(earlier, later, level="public")
    clauses = {clause.exact: clause for row in rows().recommendations for clause in row.clauses}
    assert [row.date for row in clauses["Release the lawyer."].repeats] == ["2014-07-21"]
    assert [row.date for row in clauses["Release the lawyer now."].repeats] == ["2014-05-20"]


def test_followup_is_the_history_of_a_demand() -> None:
    text = a_text(level="public")
    clause = a_clause(a_recommendation(text, level="public"), text, level="public")
    an_assessment(clause, text, "steps-taken", day="2016-01-01", level="public")
    an_assessment(clause, text, "no-action", level="public")
    an_assessment(clause, text, "implemented", day="2017-01-01")  # not released
    [row] = rows().recommendations
    assert [(one.state, one.since) for one in row.clauses[0].followup] == [
        ("no-action", "2015-01-30"), ("steps-taken", "2016-01-01"),
    ]  # fmt: skip


def test_a_process_leads_to_its_law_its_organisation_or_the_case_of_its_person() -> None:
    text = a_text(level="public")
    law, organisation = an_instrument(level="public"), an_actor("Steppe Lawyers", "organisation", level="public")
    person, case = an_actor("Dana Omarova"), a_case("A lawyer", level="public")
    an_act(text, case, victim=person, level="public")
    for kind, subject in (
        ("bill", {"instrument": law}),
        ("ngo-status", {"actor": organisation}),
        ("liberty", {"actor": person}),
    ):
        a_step(text, a_process(kind, "subject", level="public", **subject), level="public")
    made = rows()
    subjects = {row.kind: row.subject_id for row in made.processes}
    assert subjects == {
        "bill": made.instruments[0].id,
        "ngo-status": made.organisations[0].id,
        "liberty": made.cases[0].id,
    }


def test_a_situation_of_two_countries_is_told_of_each() -> None:
    a_situation(a_text("Pressure grew in both countries.", level="public"), "KAZ,KGZ", level="public")
    assert [(row.country, row.exact) for row in rows().situations] == [
        ("KAZ", "Pressure grew in both countries."), ("KGZ", "Pressure grew in both countries."),
    ]  # fmt: skip


def test_the_copy_is_told_by_day_address_and_digest_only() -> None:
    text: Text = a_text(level="public")
    [work] = rows().works
    [copy] = work.copies
    assert (copy.url, copy.captured, copy.sha256) == (text.copy.url, "2014-10-28", text.copy.sha256)


def test_no_person_is_among_the_organisations() -> None:
    for kind in ("person", "", "organisation", "court"):
        an_actor(f"Name {kind}", kind, level="public")
    assert sorted(row.kind for row in rows().organisations) == ["court", "organisation"]
