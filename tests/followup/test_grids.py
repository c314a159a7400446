"""Grids over cases, laws and processes: each element answered by a person with words; what the record says is proposed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conftest import PASSWORD
from makers import (
    a_case,
    a_clause,
    a_process,
    a_provision,
    a_recommendation,
    a_standard,
    a_step,
    a_text,
    an_act,
    an_actor,
    an_assessment,
    an_instrument,
)
from qalqan.errors import CannotDecide, NotAllowed, UnknownTerm
from qalqan.followup.actions import answer
from qalqan.followup.grid_proposals import proposals
from qalqan.followup.grids import answers_of, elements, grids_over, laid, laid_over, subjects_of
from qalqan.followup.matrix import matrix
from qalqan.followup.models import Assessment
from qalqan.record.actions import Words, enter, relate, withdraw_entry
from qalqan.record.models import Evidence, Standard
from qalqan.safety.accounts import give_grant, make_account
from qalqan.safety.models import Circle, Grant, LogEntry
from qalqan.vocabularies import scheme, term

DAY = date(2015, 1, 1)
BODY = (
    "The tax office inspected Steppe Lawyers in June 2012 and warned it once.\n\n"
    "The court in Khujand closed Steppe Lawyers on technical grounds, without compelling evidence.\n\n"
    "The ruling is in breach of article 14 (3) (d) of the Covenant. Article 19 is quoted in the ruling."
)


def words(text: Any, exact: str, stance: str = "for") -> Words:
    start = text.body.index(exact)
    return Words.at(text, start, start + len(exact), stance)


@pytest.fixture
def text(db: None) -> Any:
    return a_text(BODY)


@pytest.fixture
def closing(text: Any) -> Any:
    """The registration of an organisation that was warned and then closed."""
    who = an_actor("Steppe Lawyers", "organisation")
    process = a_process("ngo-status", "Steppe Lawyers", actor=who)
    a_step(text, process, "warned", words="warned it once", date="2012-06")
    a_step(text, process, "liquidated-1st", words="closed Steppe Lawyers on technical grounds, without compelling evidence", date="2012-10-24")  # fmt: skip
    return process


def test_every_element_belongs_to_a_grid_and_every_grid_has_elements_and_answers() -> None:
    kinds = {one.code for one in scheme("grid-kinds")}
    assert {one.properties["of"] for one in scheme("grids")} == kinds
    assert all(elements(code) and answers_of(code) for code in kinds)


def test_an_empty_grid_shows_each_element_as_not_known(closing: Any, account: Any) -> None:
    over = laid("closure", closing, account, DAY)
    assert [cell.question for cell in over.cells][:2] == ["closure/by-court", "closure/exceptional"]
    assert {cell.code for cell in over.cells} == {"not-known"}
    assert over.answered == 0


def test_an_answer_holds_from_its_day_and_the_former_one_stays(closing: Any, text: Any, account: Any) -> None:
    said = [words(text, "without compelling evidence")]
    first = answer(closing, "closure/compelling-evidence", "not-met", "2012-11", account, "", said)
    answer(closing, "closure/compelling-evidence", "partly", "2014-01-01", account, "The file was seen.", said)
    cell = {c.question: c for c in laid("closure", closing, account, DAY).cells}["closure/compelling-evidence"]
    assert (cell.code, cell.former, cell.words[0].exact) == ("partly", (first,), "without compelling evidence")
    before = {c.question: c for c in laid("closure", closing, account, date(2013, 1, 1)).cells}
    assert before["closure/compelling-evidence"].code == "not-met"
    assert Assessment.objects.count() == 2


def test_assessors_who_differ_stand_side_by_side(closing: Any, text: Any, account: Any) -> None:
    other = make_account("timur", PASSWORD, display_name="Timur", roles=("editor",), level="team")
    said = [words(text, "The court in Khujand")]
    theirs = answer(closing, "closure/by-court", "partly", "2013", other, "", said)
    answer(closing, "closure/by-court", "met", "2014", account, "", said)
    cell = laid("closure", closing, account, DAY).cells[0]
    assert (cell.code, cell.differing) == ("met", (theirs,))


def test_words_against_are_kept_beside_those_for(closing: Any, text: Any, account: Any) -> None:
    said = [words(text, "The court in Khujand"), words(text, "on technical grounds", "against")]
    made = answer(closing, "closure/by-court", "met", "2014", account, "", said)
    assert list(Evidence.objects.filter(entry=made.permanent_id).values_list("stance", flat=True)) == ["for", "against"]


def test_an_answer_that_a_source_must_show_needs_its_words(closing: Any, account: Any) -> None:
    with pytest.raises(CannotDecide, match="words"):
        answer(closing, "closure/by-court", "met", "2014", account, "I know it.")
    assert not Assessment.objects.exists()


def test_what_is_not_known_needs_a_reason_and_no_words(closing: Any, account: Any) -> None:
    with pytest.raises(CannotDecide, match="why"):
        answer(closing, "closure/last-resort", "not-known", "2014", account, " ")
    answer(closing, "closure/last-resort", "not-known", "2014", account, "The ruling was not published.")
    assert laid("closure", closing, account, DAY).answered == 1


@pytest.mark.parametrize(
    ("question", "said", "day", "error"),
    [
        ("closure/by-tribunal", "met", "2014", UnknownTerm),
        ("closure/by-court", "implemented", "2014", CannotDecide),
        ("closure/by-court", "met", "soon", CannotDecide),
        ("missions/contact-person", "met", "2014", CannotDecide),
    ],
)
def test_what_fits_no_grid_is_refused(
    closing: Any, text: Any, account: Any, question: str, said: str, day: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        answer(closing, question, said, day, account, "", [words(text, "The court in Khujand")])
    assert not Assessment.objects.exists()


def test_each_kind_of_entry_has_its_own_grids(text: Any) -> None:
    of = {
        "instrument": an_instrument(),
        "law": a_provision(text),
        "fear": a_provision(text, hedge="feared"),
        "case": a_case(),
        "mission": an_actor("Embassy", "mission"),
        "person": an_actor(),
        "bill": a_process("bill"),
        "visit": a_process("visit"),
    }
    found = {name: [one.code for one in grids_over(entry)] for name, entry in of.items()}
    assert found["instrument"] == ["iccpr-22-2", "joint-guidelines", "proportionality"]
    assert found["law"] == ["iccpr-22-2", "joint-guidelines", "proportionality"]
    assert found["fear"][-1] == "foresight"
    assert found["case"] == ["closure", "iccpr-22-2", "proportionality", "fair-trial"]
    assert (found["mission"], found["person"]) == (["missions"], [])
    assert (found["bill"], found["visit"]) == (["iccpr-22-2"], [])


def test_steps_and_words_of_a_closure_are_proposed_with_their_evidence(closing: Any, account: Any) -> None:
    found = proposals("closure", closing, account)
    assert {key: [one.answer for one in told] for key, told in found.items()} == {
        "closure/by-court": ["met"],
        "closure/after-warning": ["met"],
        "closure/compelling-evidence": ["not-met"],
        "closure/serious-misconduct": ["not-met"],
    }
    assert found["closure/after-warning"][0].words[0].exact == "warned it once"
    assert not Assessment.objects.exists()


def test_nothing_is_concluded_from_silence(text: Any, account: Any) -> None:
    process = a_process("ngo-status", "Silent Union")
    a_step(text, process, "registered", words="Steppe Lawyers")
    assert proposals("closure", process, account) == {}


def test_an_expected_or_denied_step_proposes_nothing(text: Any, account: Any) -> None:
    process = a_process("ngo-status", "Silent Union")
    a_step(text, process, "warned", expected=True)
    a_step(text, process, "liquidated-1st", negative=True)
    assert proposals("closure", process, account) == {}


def test_defects_and_restrictions_of_a_law_are_proposed(text: Any, account: Any) -> None:
    law = an_instrument()
    a_provision(text, law, restriction="member-threshold", defects=["vague"])
    assert set(proposals("iccpr-22-2", law, account)) == {"iccpr-22-2/prescribed-by-law"}
    assert set(proposals("joint-guidelines", law, account)) == {
        "joint-guidelines/establishment",
        "joint-guidelines/legality",
    }


def test_a_paragraph_is_proposed_where_its_sentence_says_that_it_is_breached(text: Any, account: Any) -> None:
    case = a_case("Steppe Lawyers", "organisation")
    an_act(text, case, "LIQUIDATION", words="The ruling")
    last, cut = text.passages.last(), text.body.index("Article 19")
    text.passages.filter(pk=last.pk).update(sentences=[[last.start, cut - 1], [cut, last.end]])
    enter(Standard(name="ICCPR", article="14.2"), [words(text, "Article 19 is quoted")])
    assert proposals("fair-trial", case, account) == {}
    enter(Standard(name="ICCPR", article="14 (3) (d)"), [words(text, "article 14 (3) (d) of the Covenant")])
    found = proposals("fair-trial", case, account)
    assert {key: [one.answer for one in told] for key, told in found.items()} == {"fair-trial/counsel": ["not-met"]}


def test_a_breach_that_a_person_recorded_is_proposed(text: Any, account: Any) -> None:
    case = a_case()
    act = an_act(text, case, "SENTENCE", words="The court in Khujand")
    norm = a_standard(text, article="14.1")
    assert "fair-trial/impartiality" not in proposals("fair-trial", case, account)
    relate(act, "breaches", norm, account, "the tribunal is not independent", [words(text, "The ruling")])
    assert [one.entry for one in proposals("fair-trial", case, account)["fair-trial/impartiality"]] == [norm]


def test_a_withdrawn_claim_proposes_nothing(closing: Any, account: Any) -> None:
    withdraw_entry(closing.steps.get(stage="warned"), account, "it was another organisation")
    assert "closure/after-warning" not in proposals("closure", closing, account)


def test_words_of_a_text_that_is_not_open_propose_nothing(closing: Any, text: Any, account: Any) -> None:
    text.change(seen=text.version, level="sealed")
    assert proposals("closure", closing, account) == {}


def test_laws_of_several_states_stand_beside_each_other(text: Any, account: Any) -> None:
    one, other = an_instrument("Law of A"), an_instrument("Law of B", jurisdiction="KGZ")
    answer(one, "iccpr-22-2/necessary", "not-met", "2014", account, "", [words(text, "on technical grounds")])
    answer(other, "iccpr-22-2/necessary", "met", "2014", account, "", [words(text, "inspected")])
    assert subjects_of("iccpr-22-2", account) == [one, other]
    table = laid_over("iccpr-22-2", [one, other], account, DAY)
    assert [[cell.code for cell in column.cells] for column in table] == [
        ["not-known", "not-known", "not-met"],
        ["not-known", "not-known", "met"],
    ]


def test_another_circle_sees_neither_answers_nor_subjects(closing: Any, text: Any, account: Any) -> None:
    south = Circle.objects.create(code="south", name="South")
    stranger = make_account("timur", PASSWORD, roles=("editor",), level="team")
    Grant.objects.filter(account=stranger).delete()
    give_grant(stranger, south, "team", purpose="south", by=None)
    answer(closing, "closure/by-court", "met", "2014", account, "", [words(text, "The court in Khujand")])
    assert subjects_of("closure", stranger) == []
    assert laid("closure", closing, stranger, DAY).answered == 0
    with pytest.raises(NotAllowed):
        answer(closing, "closure/by-court", "met", "2014", stranger, "", [words(text, "The court in Khujand")])


def test_words_of_another_circle_cannot_be_told_here(closing: Any, account: Any) -> None:
    south = Circle.objects.create(code="south", name="South")
    theirs = a_text("The court closed it.", circle=south)
    with pytest.raises(CannotDecide, match="another circle"):
        answer(closing, "closure/by-court", "met", "2014", account, "", [words(theirs, "The court closed it.")])


def test_a_sealed_subject_has_sealed_answers(text: Any, account: Any) -> None:
    case = a_case(level="sealed")
    keeper = make_account("olga", PASSWORD, roles=("editor",), level="sealed")
    made = answer(case, "closure/by-court", "not-known", "2014", keeper, "not published")
    assert made.level == "sealed"


def test_the_log_names_the_answer_and_no_words(closing: Any, text: Any, account: Any) -> None:
    made = answer(closing, "closure/by-court", "met", "2014", account, "", [words(text, "The court in Khujand")])
    entry = LogEntry.objects.order_by("seq").last()
    assert (entry.verb, entry.object_id, entry.purpose) == ("followup.grid-answered", made.permanent_id, "closure")


def test_answers_to_grids_do_not_stand_in_the_table_of_demands(closing: Any, text: Any, account: Any) -> None:
    clause = a_clause(a_recommendation(text), text)
    an_assessment(clause, text)
    before = matrix(account, as_of=DAY)
    answer(closing, "closure/by-court", "not-known", "2014", account, "not published")
    after = matrix(account, as_of=DAY)
    assert [row.cells for row in after.rows] == [row.cells for row in before.rows]
    assert after.columns == before.columns


def test_every_rule_names_an_element_an_answer_and_codes_that_exist() -> None:
    from qalqan.followup.grid_proposals import _data

    for rule in _data()["rules"]:
        grid = term("grids", rule["element"]).properties["of"]
        assert rule["answer"] in {one.code for one in answers_of(grid)}
        for code in rule.get("acts", ()):
            term("acts", code)
        for code in rule.get("restrictions", ()):
            term("restrictions", code)
        for code in rule.get("defects", ()):
            term("defects", code)
        for kind, stages in rule.get("stages", {}).items():
            for code in stages:
                term("stages", f"{kind}/{code}")
        for treaty in rule.get("articles", {}):
            term("instruments", treaty)
