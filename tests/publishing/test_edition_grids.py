"""Answers to lists of questions, treaties, counted rules and fears in an edition: what was released, with its words, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from makers import a_case, a_process, a_provision, a_situation, a_step, a_text, a_work, an_act, an_actor, an_instrument
from qalqan.followup.actions import answer
from qalqan.publishing.actions.release import release, release_work
from qalqan.publishing.ids import PublicIds
from qalqan.publishing.persons import withheld_actors, withholding
from qalqan.publishing.rows import assemble
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.actions import Words, count, record_treaty_action
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionFacts, EditionRows

DAY = date(2015, 1, 1)
BODY = (
    "The court closed Steppe Lawyers, whose head is Dana Omarova.\n\n"
    "An association needs at least 400 members.\n\n"
    "Kazakhstan is a party to the Covenant.\n\n"
    "Defenders fear that the law will be used against them.\n\n"
    "In July the law was used against Dana Omarova."
)


@pytest.fixture
def text(db: None) -> Any:
    return a_text(BODY, work=a_work("Closed", published="2014-07-21"))


def words(text: Any, exact: str) -> Words:
    start = text.body.index(exact)
    return Words.at(text, start, start + len(exact))


def rows() -> EditionRows:
    record = PublicRecord(withholding(), withheld_actors(), PublicIds(DAY))
    return assemble(record, EditionFacts(name="test", number=1, as_of="2015-01-01"))


def published(text: Any, account: Any) -> EditionRows:
    release_work(text.work, account, "printed")
    return rows()


def a_closed_case(text: Any) -> Any:
    case = a_case("Closure of Steppe Lawyers", "organisation")
    an_act(text, case, "LIQUIDATION", words="The court closed Steppe Lawyers")
    return case


def test_an_answer_is_published_when_it_was_released_and_not_before(text: Any, account: Any) -> None:
    case = a_closed_case(text)
    said = [words(text, "The court closed Steppe Lawyers")]
    made = answer(case, "closure/by-court", "met", "2014", account, "A ruling.", said)
    assert published(text, account).answers == ()
    release(made, account, "agreed with the organisation")
    [row] = rows().answers
    assert (row.about, row.question, row.answer, row.day, row.reason) == (
        "Closure of Steppe Lawyers", "closure/by-court", "met", "2014", "A ruling.",
    )  # fmt: skip
    assert row.evidence[0].exact == "The court closed Steppe Lawyers"
    assert account.display_name not in repr(row)


def test_a_withheld_name_is_cut_from_the_answer_and_its_words(text: Any, account: Any) -> None:
    an_actor("Dana Omarova")
    case = a_closed_case(text)
    said = [words(text, "The court closed Steppe Lawyers, whose head is Dana Omarova")]
    made = answer(case, "closure/by-court", "met", "2014", account, "Dana Omarova showed us the ruling.", said)
    published(text, account)
    release(made, account, "agreed")
    edition = rows()
    assert edition.answers[0].reason.endswith("showed us the ruling.")
    assert "Omarova" not in repr(edition)
    assert b"Omarova" not in b"".join(body for _path, body in render_all(edition))


def test_an_answer_whose_words_or_subject_are_not_public_stays_in(text: Any, account: Any) -> None:
    case, closed = a_closed_case(text), a_text("The archive says so.")
    unpublished = a_case("Another closure", "organisation")
    release_work(text.work, account, "printed")
    for about, said in ((case, closed), (unpublished, text)):
        made = answer(about, "closure/by-court", "met", "2014", account, "", [Words.at(said, 0, 9)])
        made.change(seen=made.version, level="public")
    assert rows().answers == ()


def test_what_is_not_known_is_published_with_its_reason(text: Any, account: Any) -> None:
    case = a_closed_case(text)
    made = answer(case, "closure/last-resort", "not-known", "2014", account, "The ruling was not published.")
    published(text, account)
    release(made, account, "agreed")
    assert [(row.answer, row.reason) for row in rows().answers] == [("not-known", "The ruling was not published.")]


def test_a_withdrawn_answer_leaves_the_edition(text: Any, account: Any) -> None:
    case = a_closed_case(text)
    made = answer(case, "closure/last-resort", "not-known", "2014", account, "not published")
    published(text, account)
    release(made, account, "agreed")
    made.change(seen=made.version, standing="withdrawn")
    assert rows().answers == ()


def test_counted_rules_and_treaty_actions_go_with_their_publication(text: Any, account: Any) -> None:
    law = an_instrument()
    rule = a_provision(text, law, restriction="member-threshold")
    count(rule, "400", "members", "at-least", account, [words(text, "at least 400 members")])
    record_treaty_action("ICCPR", "KAZ", "party", account, [words(text, "Kazakhstan is a party to the Covenant.")])
    assert (rows().thresholds, rows().treaty_actions) == ((), ())
    made = published(text, account)
    assert [(one.bound, one.number, one.unit) for one in made.thresholds] == [("at-least", "400", "members")]
    assert [(one.treaty, one.country, one.action) for one in made.treaty_actions] == [("ICCPR", "KAZ", "party")]


def pages_of(edition: EditionRows) -> dict[str, bytes]:
    return dict(render_all(edition))


def shown(pages: dict[str, bytes], path: str) -> str:
    return " ".join(html.document_fromstring(pages[f"pages/en/{path}.html"]).find(".//main").text_content().split())


@pytest.fixture
def whole(text: Any, account: Any) -> EditionRows:
    """A small public world in which every table has something."""
    case, law = a_closed_case(text), an_instrument("Law on Groups")
    process = a_process("ngo-status", "Steppe Lawyers")
    a_step(text, process, "liquidated-1st", words="The court closed Steppe Lawyers")
    rule = a_provision(text, law, restriction="member-threshold", about="four hundred members")
    fear = a_situation(text, hedge="feared")
    expected = a_text("They expect worse.", work=a_work("Worse"))
    a_situation(expected, hedge="expected", country="KGZ")
    made = [
        answer(case, "closure/by-court", "met", "2014", account, "", [words(text, "The court closed")]),
        answer(process, "closure/by-court", "partly", "2014-02", account, "", [words(text, "The court closed")]),
        answer(rule, "proportionality/suitable", "not-met", "2014", account, "", [words(text, "400 members")]),
        answer(fear, "foresight/came-true", "came-true", "2014-12", account, "", [words(text, "In July the law was used")]),
    ]  # fmt: skip
    count(rule, "400", "members", "at-least", account, [words(text, "at least 400 members")])
    record_treaty_action("ICCPR", "KAZ", "ratified", account, [words(text, "Kazakhstan is a party")], day="2006-01")
    record_treaty_action("ICCPR", "KAZ", "reservation", account, [words(text, "to the Covenant")], articles="art. 9")
    for work in (text.work, expected.work):
        release_work(work, account, "printed")
    for one in made:
        release(one, account, "agreed")
    return rows()


def test_the_pages_show_each_table_with_its_words(whole: EditionRows) -> None:
    pages = pages_of(whole)
    grid = shown(pages, "grids/closure")
    for said in (
        "Answered over 2 subjects",
        "Closure of Steppe Lawyers",
        "The court closed",
        "not known",
        "partly met",
    ):
        assert said in grid, said
    assert "four hundred members" in shown(pages, "grids/proportionality")
    rules = shown(pages, "rules")
    assert "at least 400 members" in rules
    assert "Kazakhstan" in rules
    parties = shown(pages, "parties")
    for said in ("ratified; reservation", "January 2006", "art. 9", "Kazakhstan is a party"):
        assert said in parties, said
    fears = shown(pages, "fears")
    for said in ("Came true: 1.", "Without an answer: 1.", "They expect worse.", "In July the law was used"):
        assert said in fears, said
    assert "grids/foresight" not in "".join(pages)
    assert "grids/inspection-day" not in "".join(pages)


def test_each_page_has_its_twin_and_a_drawing_with_its_table(whole: EditionRows) -> None:
    pages = pages_of(whole)
    for path in ("grids", "grids/closure", "rules", "parties", "fears"):
        for tongue in ("en", "ru"):
            assert json.loads(pages[f"pages/{tongue}/{path}.json"])["page"] == path
    document = html.document_fromstring(pages["pages/en/grids/closure.html"])
    [picture] = document.xpath("//*[local-name()='svg']")
    assert picture.get("role") == "img"
    assert len(document.xpath("//figure//table//tr")) == 10


def test_an_answer_of_a_later_day_is_not_yet_shown(whole: EditionRows) -> None:
    earlier = replace(whole, facts=replace(whole.facts, as_of="2014-01-15"))
    grid = shown(pages_of(earlier), "grids/closure")
    assert "Answered over 1 subject," in grid
    assert "came true: 1" not in shown(pages_of(earlier), "fears").casefold()


def test_tables_come_back_from_the_database_of_an_edition_as_they_were(whole: EditionRows) -> None:
    import sqlite3

    from qalqan.site.edition import create, fill, read

    connection = sqlite3.connect(":memory:")
    create(connection)
    fill(connection, whole)
    again = read(connection)
    connection.close()
    assert (again.answers, again.thresholds, again.treaty_actions) == (
        whole.answers,
        whole.thresholds,
        whole.treaty_actions,
    )
