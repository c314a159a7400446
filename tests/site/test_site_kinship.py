"""One text in several publications, what they are to each other, texts side by side: gaps and doubts are shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lxml import html
from site_makers import JOINT, REPORT, RUSSIAN, an_edition

from qalqan.site.pages import render_all
from qalqan.site.rows import (
    CaseRow,
    EditionRows,
    IssuerRow,
    LineageRow,
    RelatedRow,
    SharedRow,
    SideBySideRow,
    SideRow,
)


@cache
def edition() -> EditionRows:
    """The note replaces the joint statement, stands beside it, and has nearly all of its words; so says the edition."""
    rows = an_edition()
    works = {work.id: work for work in rows.works}
    joint, report = works[JOINT], works[REPORT]
    report = replace(
        report,
        issuers=(IssuerRow(name="Alpha", named_in=joint.title), IssuerRow(name="zher  ana")),
        related=(RelatedRow(relation="replaces", title=joint.title, id=JOINT),),
    )
    pair = SideBySideRow(
        id=f"{JOINT}-{REPORT}",
        kind="versions",
        one_work=JOINT,
        other_work=REPORT,
        one_language="en",
        other_language="en",
        rows=(
            SideRow(kind="changed", one=(joint.passages[6].id,), other=(report.passages[4].id,)),
            SideRow(kind="gone", one=(joint.passages[1].id,)),
            SideRow(kind="new", other=(report.passages[1].id,)),
        ),
    )
    translation = replace(
        pair, id=f"{JOINT}-{RUSSIAN}", kind="translation", other_work=RUSSIAN, other_language="ru",
        rows=(SideRow(kind="aligned", one=("j1",), other=("n1",), sure=False), SideRow(kind="aligned", one=("j2",))),
    )  # fmt: skip
    shared = SharedRow(one_work=JOINT, other_work=REPORT, one=("j2",), other=("r2",), of_one=88, of_other=97)
    line = LineageRow(id=JOINT, works=(JOINT, REPORT, RUSSIAN), source=JOINT, shared=(shared,))
    return replace(rows, works=(joint, report, works[RUSSIAN]), side_by_side=(pair, translation), lineages=(line,))


@cache
def files() -> dict[str, bytes]:
    return dict(render_all(edition()))


def page(path: str):
    return html.fromstring(files()[f"pages/{path}.html"])


def section(path: str, name: str) -> str:
    [found] = page(path).xpath(f"//section[@aria-labelledby='{name}']")
    return " ".join(found.text_content().split())


def test_one_text_in_three_publications_names_the_earliest_and_how_much_each_has():
    said = section(f"en/publications/{REPORT}", "kin")
    assert said.startswith("One text in 3 publications")
    assert "Altyn Kopir Network, 11–12 April 2019 · the earliest that is held" in said
    assert "97 % of the words here stand there, 88 % of those there stand here" in said
    assert "no one has said" in said
    assert "88 % of the words here" in section(f"en/publications/{JOINT}", "kin")


def test_every_text_in_several_publications_stands_on_one_page():
    said = " ".join(page("en/lineages").xpath("//main")[0].text_content().split())
    assert "3 publications, one text" in said and "the earliest that is held" in said
    assert "../lineages.html" in page(f"en/publications/{JOINT}").xpath("//a/@href")
    alone = dict(render_all(replace(edition(), lineages=())))
    assert "No text of this edition stands in two publications." in alone["pages/en/lineages.html"].decode()
    assert b'id="kin"' not in alone[f"pages/en/publications/{JOINT}.html"]


def test_issuers_whom_only_another_copy_names_are_told_and_not_taken_for_this_ones():
    facts = page(f"en/publications/{REPORT}").xpath("//dl[@class='facts']")[0].text_content()
    assert "Ozod Ovoz" in facts and "nobody has confirmed it for this one" in facts
    assert facts.count("Zher Ana") == 0  # named here already, though with other spaces and letters
    assert "nobody has confirmed" in page(f"en/publications/{JOINT}").text_content()  # Alpha, whom the note names


def test_a_relation_is_told_from_both_sides_and_a_completed_issuer_says_who_told():
    report, joint = page(f"en/publications/{REPORT}"), page(f"en/publications/{JOINT}")
    assert "replaces" in section(f"en/publications/{REPORT}", "related")
    assert "replaced by" in section(f"en/publications/{JOINT}", "related")
    assert "named in another copy: Lawyers under pressure" in report.text_content()
    assert joint is not None


def test_neighbours_say_why_and_whether_they_came_later():
    rows = edition()
    plain = replace(rows, works=tuple(replace(work, related=()) for work in rows.works))
    made = html.fromstring(dict(render_all(plain))[f"pages/en/publications/{JOINT}.html"])
    said = " ".join(made.xpath("//section[@aria-labelledby='related']")[0].text_content().split())
    assert "repeats 1 demand; same case: Nurlan Tasbek" in said and said.count(", later") >= 1
    assert "same law: Draft law on foreign-funded groups" in said


def test_two_states_stand_side_by_side_with_their_differences_and_gaps():
    beside = page(f"en/beside/{JOINT}-{REPORT}")
    assert beside.findall(".//del") and beside.findall(".//ins")
    assert [cell.text_content() for cell in beside.xpath("//p[@class='none']")] == ["nothing here", "nothing here"]
    ways = page(f"en/publications/{REPORT}").xpath("//a/@href")
    assert f"../beside/{JOINT}-{REPORT}.html" in ways


def test_a_translation_stands_beside_its_original_with_gaps_and_doubts():
    beside = page(f"ru/beside/{JOINT}-{RUSSIAN}")
    rows = beside.xpath("//tbody/tr")
    assert "unsure" in rows[0].get("class")
    assert rows[1].xpath("./td[2]/p/@class") == ["none"]
    assert rows[0].xpath(".//p[@lang='en']")


def test_laws_and_cases_name_what_they_are_related_to():
    rows = edition()
    other = CaseRow(id="k-two", title="A second case", kind="named")
    case = replace(rows.cases[0], related=(RelatedRow(relation="part-of", title=other.title, id=other.id),))
    made = html.fromstring(dict(render_all(replace(rows, cases=(case, other))))["pages/en/cases/k-tasbek.html"])
    assert made.xpath("//ul[@class='related']//a/@href") == ["../cases/k-two.html"]


def test_that_one_text_stands_in_several_publications_is_said_wherever_they_are_listed():
    for path in ("en/publications", "en/countries/KAZ", "ru/publications"):
        shown = html.fromstring(files()[f"pages/{path}.html"])
        [way] = shown.xpath(f"//li[@class='work'][.//a[contains(@href, '{JOINT}.html')]]//p[@class='facts']/a")
        assert way.get("href").endswith(f"publications/{JOINT}.html#kin")
        assert way.text_content() in (
            "the same text in 2 other publications", "тот же текст ещё в 2 публикациях",
        )  # fmt: skip
    assert html.fromstring(files()[f"pages/en/publications/{JOINT}.html"]).xpath("//h2[@id='kin']")
    assert b"[[],2]" in files()["search/meta.js"].replace(b" ", b"") or b",[],2]" in files()["search/meta.js"]


def test_long_texts_stand_side_by_side_on_several_pages():
    rows = edition()
    [pair] = [one for one in rows.side_by_side if one.kind == "translation"]
    long = replace(pair, rows=pair.rows[:1] * 100)
    made = dict(render_all(replace(rows, side_by_side=(long,))))
    pages = [body for path, body in made.items() if path.startswith("pages/en/beside/") and path.endswith(".html")]
    assert len(pages) == 3
    assert sum(body.count(b'<tr class="b-') for body in pages) == 100
