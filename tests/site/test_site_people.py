"""People on the site: one page under one id, every name, former addresses that lead there, whom a case concerns."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from site_makers import an_edition

from qalqan.site.contents.browse import named_id
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import page_of
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows, PersonEntryRow


@pytest.fixture(scope="module")
def rows() -> EditionRows:
    made = an_edition()
    [case] = made.cases
    person = PersonEntryRow(
        id="n-tasbek",
        name="Nurlan Tasbek",
        country="KAZ",
        names=("Nurlan Tasbekov", "Нурлан Тасбек"),
        aliases=("n-old",),
    )
    case = replace(case, affected=("lawyers",), aliases=("k-old",))
    return replace(made, cases=(case,), persons=(person,))


@pytest.fixture(scope="module")
def files(rows: EditionRows) -> dict[str, str]:
    wanted = ("pages/en/people/", "pages/ru/people/", "pages/en/cases/", "pages/en/browse", "pages/en/affected/")
    return {path: data.decode() for path, data in render_all(rows) if path.startswith((*wanted, "pages/ru/affected/"))}


def test_a_person_has_one_page_with_every_name_sources_give_her(files: dict[str, str]) -> None:
    page = files["pages/en/people/n-tasbek.html"]
    assert "<h1>Nurlan Tasbek</h1>" in page
    assert "Nurlan Tasbekov; Нурлан Тасбек" in page
    assert 'href="../cases/k-tasbek.html"' in page


@pytest.mark.parametrize("former", ["n-old", *map(named_id, ("Nurlan Tasbek", "Nurlan Tasbekov", "Нурлан Тасбек"))])
def test_an_older_address_goes_on_leading_to_her(files: dict[str, str], former: str) -> None:
    assert 'href="../people/n-tasbek.html"' in files[f"pages/en/people/{former}.html"]
    assert json.loads(files[f"pages/en/people/{former}.json"])["now"] == ["people/n-tasbek"]


def test_a_case_that_was_joined_is_found_under_its_former_id(rows: EditionRows, files: dict[str, str]) -> None:
    holdings = Holdings(rows, rows.facts.as_of)
    assert page_of(holdings, "k-old") == page_of(holdings, "k-tasbek") == "cases/k-tasbek"
    assert page_of(holdings, "n-old") == "people/n-tasbek"
    assert 'href="../cases/k-tasbek.html"' in files["pages/en/cases/k-old.html"]


def test_the_page_of_a_case_leads_to_its_people_and_to_whom_it_concerns(files: dict[str, str]) -> None:
    page = files["pages/en/cases/k-tasbek.html"]
    assert 'href="../people/n-tasbek.html"' in page
    assert 'href="../affected/lawyers.html"' in page


def test_whom_cases_concern_is_a_way_in(files: dict[str, str]) -> None:
    assert "affected/lawyers.html" in files["pages/en/browse.html"]
    assert 'href="../cases/k-tasbek.html"' in files["pages/en/affected/lawyers.html"]
    assert "<svg" in files["pages/en/affected/lawyers.html"]
    assert "адвокаты" in files["pages/ru/affected/lawyers.html"]


def test_two_of_one_name_share_their_former_address_and_nothing_else(rows: EditionRows) -> None:
    other = PersonEntryRow(id="n-other", name="Nurlan Tasbek")
    both = replace(rows, persons=(*rows.persons, other))
    former = f"pages/en/people/{named_id('Nurlan Tasbek')}.html"
    page = next(data.decode() for path, data in render_all(both) if path == former)
    assert 'href="../people/n-tasbek.html"' in page and 'href="../people/n-other.html"' in page


def test_who_is_withheld_has_no_page(rows: EditionRows) -> None:
    [case] = rows.cases
    assert None in {one.id for one in Holdings(rows, rows.facts.as_of).people_of(case)}
    assert set(Holdings(rows, rows.facts.as_of).persons) == {"n-tasbek"}
