"""However much an edition holds, each page stays light, says how much more there is, and leads to it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache

from lxml import html
from site_makers import JOINT, REPORT, an_edition, words

from qalqan.site.division import FURTHER, ROOM, divided, in_pages, part_of, room_beside
from qalqan.site.edition import create, fill, place_of
from qalqan.site.holdings import Holdings
from qalqan.site.identifiers import page_of
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows, PassageRow, SituationRow

MOST = 60_000  # bytes of a page without fonts, as LOOK has it
LONG = [f"x{number}" for number in range(1, 401)]


@cache
def edition() -> EditionRows:
    """A report of four hundred passages with a heading each ten, a case of ninety acts, a way of sixty steps, a country
    of which fifty things are said."""
    rows = an_edition()
    joint, report = (next(one for one in rows.works if one.id == key) for key in (JOINT, REPORT))
    told = (report.passages[1].text + " ") * 2
    passages = tuple(
        PassageRow(
            id=key, kind="heading" if at % 10 == 0 else "paragraph", text=f"Chapter {at}" if at % 10 == 0 else told
        )
        for at, key in enumerate(LONG)
    )
    [case] = rows.cases
    [liberty] = [one for one in rows.processes if one.kind == "liberty"]
    said = words(joint, "Independent groups work under growing pressure.")
    return replace(
        rows,
        works=(joint, replace(report, passages=report.passages + passages)),
        cases=(replace(case, acts=tuple(replace(case.acts[0], id=f"a{number}") for number in range(90))),),
        processes=(replace(liberty, steps=liberty.steps[:1] * 60),),
        situations=tuple(
            SituationRow(country="KAZ", exact=said[0].exact, date=f"2019-{number % 8 + 1:02}", evidence=said)
            for number in range(50)
        ),
    )  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(edition()))


def test_no_page_is_too_heavy_for_a_slow_line() -> None:
    heavy = {path: len(body) for path, body in files().items() if path.endswith(".html") and len(body) > MOST}
    assert heavy == {}


def test_every_passage_stands_on_one_page_and_links_lead_there() -> None:
    stands: dict[str, str] = {}
    for path, body in files().items():
        if re.fullmatch(rf"pages/en/publications/{REPORT}(-\d+)?\.html", path):
            for one in html.fromstring(body).xpath("//div[starts-with(@id, 'p-')]/@id"):
                assert one not in stands
                stands[one] = path.removeprefix("pages/en/").removesuffix(".html")
    assert len(stands) == len(LONG) + 5 and len(set(stands.values())) > 3
    holdings = Holdings(edition(), "2019-09-05")
    with closing(sqlite3.connect(":memory:")) as connection:
        create(connection)
        fill(connection, edition())
        for key in LONG:
            assert holdings.place_of(REPORT, key) == stands[f"p-{key}"] == place_of(connection, REPORT, key)
    cited = files()[f"pages/en/citing/{REPORT}-4.html"].decode()
    for page, key in re.findall(r'href="\.\./(publications/[\w-]+)\.html#p-([\w-]+)"', cited):
        assert stands[f"p-{key}"] == page
    assert page_of(holdings, "x300") == f"{stands['p-x300']}#p-x300"


def test_parts_lead_to_one_another_and_to_the_publication() -> None:
    second = html.fromstring(files()[f"pages/en/publications/{REPORT}-2.html"])
    assert second.xpath("//h1")[0].text_content() == "Five months on: a follow-up note"
    pages = second.xpath("//ul[@class='jump']//a/@href")
    assert f"../publications/{REPORT}.html" in pages and f"../publications/{REPORT}-3.html" in pages
    assert f"../publications/{REPORT}.html" in second.xpath("//header[@class='front']//a/@href")


def test_a_long_list_says_how_long_it_is_and_leads_to_the_whole() -> None:
    country = html.fromstring(files()["pages/en/countries/KAZ.html"])
    [way] = country.xpath("//a[@href='../countries/KAZ-situations.html']")
    assert way.text_content() == "The whole list: 50"
    listed = [
        body for path, body in files().items() if re.fullmatch(r"pages/en/countries/KAZ-situations(-\d)?.html", path)
    ]
    assert sum(body.count(b"<blockquote") for body in listed) == 50


def test_every_act_and_every_step_is_on_some_page() -> None:
    acts = [key for path, body in files().items() if re.fullmatch(r"pages/en/cases/k-tasbek(-\d)?\.html", path)
            for key in re.findall(rb'id="a-(a\d+)"', body)]  # fmt: skip
    assert len(acts) == len(set(acts)) == 90
    assert b"All steps: 60" in files()["pages/en/cases/k-tasbek.html"]
    steps = [body.count(b'class="step"') for path, body in files().items()
             if re.fullmatch(r"pages/ru/followed/p-liberty(-\d)?\.html", path)]  # fmt: skip
    assert sum(steps) == 60


def test_a_light_text_is_not_divided_and_a_heavy_passage_stands_alone() -> None:
    assert divided([100] * 20) == ()
    assert divided([ROOM + 1]) == ()
    assert divided([ROOM // 2] * 2) == () != divided([ROOM // 2] * 2, room_beside([3] * 20))
    starts = divided([ROOM - 1, 2, FURTHER * 3, 5])
    assert starts[:2] == (1, 2)
    assert [part_of(place, starts) for place in range(4)] == [1, 2, 3, 4]
    assert in_pages("list", [], 10) == [("list", [])]
