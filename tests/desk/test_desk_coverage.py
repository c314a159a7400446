"""docs/reference/coverage.md names every row of the inventory once, and only addresses and pages that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qalqan.desk.urls import urlpatterns

ROOT = Path(__file__).resolve().parents[2]
COVERAGE = ROOT / "docs" / "reference" / "coverage.md"
DOMAIN = ROOT.parent / "shared" / "DOMAIN.md"
ROW = re.compile(r"^\| ([C-M]\d\d) \| [^|]+ \| ([^|]+) \| ([^|]+) \|(.*)\|$", re.MULTILINE)


def rows() -> list[tuple[str, list[str], list[str], str]]:
    found = ROW.findall(COVERAGE.read_text("utf-8"))
    return [
        (row, re.findall("`([^`]+)`", desk), re.findall("`([^`]+)`", site), note) for row, desk, site, note in found
    ]


def test_every_address_is_a_route_of_the_desk():
    routes = {"/" + re.sub(r"<slug:(\w+)>", r"<\1>", str(one.pattern)) for one in urlpatterns}
    named = {address for _row, desk, _site, _note in rows() for address in desk}
    assert len(named) > 20
    assert named - routes == set()


def test_every_page_of_the_site_is_one_that_editions_have():
    pages = {path.stem for path in (ROOT / "src" / "qalqan" / "site" / "templates").glob("*.html")}
    assert {page for _row, _desk, site, _note in rows() for page in site} - pages == set()


def test_a_row_without_a_page_says_so():
    for row, desk, site, note in rows():
        assert desk or site or "not yet" in note, row


def test_every_row_of_the_inventory_is_there_once():
    if not DOMAIN.is_file():
        pytest.skip("../shared/DOMAIN.md is not here: the inventory is needed")
    inventory = re.findall(r"^\|([C-M]\d\d)\|", DOMAIN.read_text("utf-8"), re.MULTILINE)
    assert [row for row, *_ in rows()] == inventory
