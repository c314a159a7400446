"""Ways in: what stands beside a name is what the edition holds on it, and names that several bear are told apart."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html
from site_makers import JOINT, REPORT, a_joint_statement, an_edition, words

from qalqan.site.contents.browse import told_apart
from qalqan.site.contents.home import home
from qalqan.site.contents.neighbours import neighbours
from qalqan.site.contents.searching import form_values
from qalqan.site.holdings import Holdings
from qalqan.site.language import UNNAMED, language
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows, InstrumentRow, OrganisationRow, PersonRow, RepeatRow, StandardRow


@pytest.fixture(scope="module")
def rows() -> EditionRows:
    """A fund whose door was sealed (nothing is followed of it), a covenant that is appealed to, laws without a name."""
    made = an_edition()
    [case] = made.cases
    act = replace(case.acts[0], id="a-fund", victims=(PersonRow(name="Ak Bulak", id="o-bulak"),))
    return replace(
        made,
        cases=(replace(case, acts=(*case.acts, act)),),
        organisations=(*made.organisations, OrganisationRow(id="o-bulak", name="Ak Bulak", country="KGZ")),
        instruments=(
            *made.instruments,
            InstrumentRow(id="l-iccpr", title="ICCPR", jurisdiction=None, kind="treaty"),
            InstrumentRow(id="l-one", title=UNNAMED, jurisdiction="KAZ", kind="law"),
            InstrumentRow(id="l-two", title=UNNAMED, jurisdiction="KGZ", kind="law"),
        ),
        standards=(
            StandardRow(instrument="iccpr", article="22", evidence=words(a_joint_statement(), "Independent groups")),
        ),
    )


@pytest.fixture(scope="module")
def files(rows: EditionRows) -> dict[str, bytes]:
    return dict(render_all(rows))


def counts(files: dict[str, bytes], spoken: str) -> dict[str, str]:
    shown = html.fromstring(files[f"pages/{spoken}/browse.html"])
    return {one[0].text_content(): one[1].text_content() for one in shown.xpath("//ul[@class='columns']/li[span]")}


def test_an_organisation_to_which_something_was_done_has_the_publications_that_tell_it(files: dict[str, bytes]) -> None:
    assert counts(files, "en")["Ak Bulak"] == "1"
    assert b"publications/" + JOINT.encode() in files["pages/en/organisations/o-bulak.html"]


def test_a_covenant_has_the_publications_that_appeal_to_it(files: dict[str, bytes]) -> None:
    assert counts(files, "en")["ICCPR"] == "1"
    assert b"publications/" + JOINT.encode() in files["pages/en/laws/l-iccpr.html"]


def test_what_no_source_names_is_told_in_the_readers_language_with_its_country(files: dict[str, bytes]) -> None:
    assert {f"{UNNAMED} (Kazakhstan)", f"{UNNAMED} (Kyrgyzstan)"} <= set(counts(files, "en"))
    russian = counts(files, "ru")
    assert not any("Legislation" in name for name in russian)
    assert [name for name in russian if "Казахстан" in name and "(" in name]
    assert UNNAMED not in files["pages/ru/laws/l-one.html"].decode()


def test_a_name_that_one_alone_bears_stands_as_it_is(rows: EditionRows) -> None:
    assert ("o-zher", "Zher Ana") in told_apart(rows.organisations, language("en"))


def test_organisations_are_not_offered_as_persons(rows: EditionRows) -> None:
    offered = form_values(Holdings(rows, rows.facts.as_of), language("en"))["choices"]
    assert [value for value, _ in offered["person"]] == ["Nurlan Tasbek"]
    assert ("o-bulak", "Ak Bulak") in offered["organisation"]


def test_what_has_no_name_of_its_own_is_told_by_its_kind_and_not_by_a_code(rows: EditionRows) -> None:
    nameless = tuple(
        replace(one, subject_title="ngo-status", subject_id=None) if one.kind == "ngo-status" else one
        for one in rows.processes
    )
    for spoken in ("en", "ru"):
        made = home(Holdings(replace(rows, processes=nameless), rows.facts.as_of), language(spoken))
        assert "ngo-status" not in json.dumps([move.what for move in made.values["moves"]])


def test_a_line_of_time_and_a_list_of_neighbours_say_how_much_more_there_is(rows: EditionRows) -> None:
    [work] = [one for one in rows.works if one.id == REPORT]
    many = tuple(replace(work, id=f"w{number}", published=f"2018-{number % 12 + 1:02}") for number in range(20))
    made = dict(render_all(replace(rows, works=(*rows.works, *many))))
    publisher = next(
        body
        for path, body in made.items()
        if path.startswith("pages/en/publishers/") and b"Steppe Rights Watch" in body
    )
    assert "the newest 14 of 21" in publisher.decode()
    [case] = rows.cases
    words_of = [words for act in case.acts for words in act.evidence]
    acts = tuple(
        replace(case.acts[0], id=f"x{number}", evidence=(replace(words_of[0], work_id=f"w{number}"),))
        for number in range(20)
    )
    made = dict(render_all(replace(rows, works=(*rows.works, *many), cases=(replace(case, acts=case.acts + acts),))))
    assert "more publications have a demand, a case" in made[f"pages/en/publications/{JOINT}.html"].decode()


def test_a_demand_made_five_times_elsewhere_is_one_that_is_repeated(rows: EditionRows) -> None:
    asked = next(one for one in rows.recommendations if one.work_id == JOINT)
    often = tuple(RepeatRow(clause_id=f"c-{number}", work_id=REPORT, relation="repeats") for number in range(5))
    weak = tuple(RepeatRow(clause_id=f"c-{number}", work_id="w-c7xa", relation="related") for number in range(3))
    clause = replace(asked.clauses[0], repeats=often + weak)
    holdings = Holdings(replace(rows, recommendations=(replace(asked, clauses=(clause,)),)), rows.facts.as_of)
    reasons = {one.id: one.reason or "" for one in neighbours(holdings.works[JOINT], holdings, language("en"))[0]}
    assert "repeats 1 demand" in reasons[REPORT]
    assert "repeats" not in reasons.get("w-c7xa", "")
