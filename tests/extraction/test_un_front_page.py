"""The front page of a United Nations document. All documents here are invented."""

from __future__ import annotations

import pytest
from extracted import extracted

TEXT = "\n\n1. The delegation met many people in Ruritania and thanked the Government for its help during the whole visit.\n"

UPR = """United Nations A/HRC/00/7

General Assembly Distr.: General

4 April 2014

Original: English

Human Rights Council

Twenty-sixth session

Agenda item 6

Universal Periodic Review

Report of the Working Group on the Universal Periodic Review*

Latvia
"""
OLD_UPR = """UNITED NATIONS A

General Assembly Distr.

GENERAL

A/HRC/WG.6/0/LVA/3 12 November 2009

Original: ENGLISH

HUMAN RIGHTS COUNCIL

Working Group on the Universal Periodic Review

Seventh session

Geneva, 8-19 February 2010

SUMMARY PREPARED BY THE OFFICE OF THE HIGH COMMISSIONER FOR HUMAN RIGHTS, IN ACCORDANCE WITH PARAGRAPH 15 (C) OF THE \
ANNEX TO HUMAN RIGHTS COUNCIL RESOLUTION 5/1

Latvia *

The present report is a summary of three submissions.
"""
MISSION = """United Nations

A/HRC/00/55/Add.2

General Assembly

Distr.: General
23 February 2015
English
Original: Russian

Human Rights Council
Twenty-eighth session
Agenda item 3
Promotion and protection of all human rights, civil,
political, economic, social and cultural rights,
including the right to development

Report of the Special Rapporteur on the situation of advocates,
Jane Example

Addendum

Mission to Latvia* **

Summary
"""
ASSEMBLY = """United Nations A/00/262

General Assembly Distr.: General 2 August 2013

Original: English

Sixty-eighth session

Item 69 (b) of the provisional agenda*

Promotion and protection of human rights: human rights questions, including alternative approaches for improving the \
effective enjoyment of human rights and fundamental freedoms

Situation of advocates

Note by the Secretary-General

The Secretary-General has the honour to transmit the report.
"""
COMMITTEE = """United Nations CCPR/C/LVA/CO/9

International Covenant on Civil and Political Rights

Distr.: General

9 August 2016

Original: English

Human Rights Committee

Concluding observations on the ninth periodic report of Latvia*
"""
OLD_COMMITTEE = """UNITED NATIONS

CAT

Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment

Distr.
GENERAL

CAT/C/LVA/CO/9
12 December 2008

Original: ENGLISH

COMMITTEE AGAINST TORTURE
Forty-first session
Geneva, 3-21 November 2008

CONSIDERATION OF REPORTS SUBMITTED BY STATES PARTIES UNDER ARTICLE 19 OF THE CONVENTION

Concluding observations of the Committee against Torture

LATVIA
"""
STATE_REPORT = """United Nations CCPR/C/LVA/9

International Covenant on Civil and Political Rights

Distr.: General

12 February 2015

English
Original: Russian

Human Rights Committee

Consideration of reports submitted by States parties under article 40 of the Covenant

Ninth periodic reports of States parties due in 2014

Latvia*

[Date received: 11 December 2014]

Contents
"""
RESOLUTION = """United Nations A/RES/00/181

General Assembly Distr.: General 30 January 2014

Sixty-eighth session

Agenda item 69 (b)

Resolution adopted by the General Assembly on 18 December 2013

[on the report of the Third Committee (A/00/456/Add.2)]

00/181. Protecting those who advise advocates

The General Assembly,
"""
OPINION = """United Nations A/HRC/WGAD/2099/10

General Assembly Distr.: General

16 September 2013

Original: English

Human Rights Council

Working Group on Arbitrary Detention

Opinions adopted by the Working Group on Arbitrary Detention at its sixty-seventh session, 26-30 August 2013

No. 10/2099 (Latvia)

Communication addressed to the Government on 24 April 2013
"""
RUSSIAN = """Организация Объединенных Наций A/HRC/00/7

Генеральная Ассамблея Distr.: General

4 April 2014

Russian
Original: English

Совет по правам человека

Двадцать шестая сессия

Пункт 6 повестки дня

Универсальный периодический обзор

Доклад Рабочей группы по универсальному периодическому обзору*

Латвия
"""

PAGES = [
    # (front page, symbol, day, title, kind)
    (UPR, "A/HRC/00/7", "2014-04-04", "Report of the Working Group on the Universal Periodic Review: Latvia", "upr-report"),
    (
        OLD_UPR, "A/HRC/WG.6/0/LVA/3", "2009-11-12",
        "SUMMARY PREPARED BY THE OFFICE OF THE HIGH COMMISSIONER FOR HUMAN RIGHTS, IN ACCORDANCE WITH PARAGRAPH 15 (C) OF "
        "THE ANNEX TO HUMAN RIGHTS COUNCIL RESOLUTION 5/1: Latvia", "report",
    ),
    (
        MISSION, "A/HRC/00/55/Add.2", "2015-02-23",
        "Report of the Special Rapporteur on the situation of advocates, Jane Example: Addendum: Mission to Latvia", "report",
    ),
    (ASSEMBLY, "A/00/262", "2013-08-02", "Situation of advocates", "report"),
    (COMMITTEE, "CCPR/C/LVA/CO/9", "2016-08-09", "Concluding observations on the ninth periodic report of Latvia", "report"),
    (OLD_COMMITTEE, "CAT/C/LVA/CO/9", "2008-12-12", "Concluding observations of the Committee against Torture: LATVIA", "report"),
    (
        STATE_REPORT, "CCPR/C/LVA/9", "2015-02-12",
        "Consideration of reports submitted by States parties under article 40 of the Covenant: "
        "Ninth periodic reports of States parties due in 2014: Latvia", "report",
    ),
    (RESOLUTION, "A/RES/00/181", "2014-01-30", "00/181. Protecting those who advise advocates", "resolution"),
    (
        OPINION, "A/HRC/WGAD/2099/10", "2013-09-16",
        "Opinions adopted by the Working Group on Arbitrary Detention at its sixty-seventh session, 26-30 August 2013: "
        "No. 10/2099 (Latvia)", "judgment",
    ),
    (RUSSIAN, "A/HRC/00/7", "2014-04-04", "Доклад Рабочей группы по универсальному периодическому обзору: Латвия", "upr-report"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "symbol", "day", "title", "kind"), PAGES)
def test_a_front_page_is_read(page: str, symbol: str, day: str, title: str, kind: str) -> None:
    work = extracted(page + TEXT)["work"]
    assert work["title"] == title
    assert work["symbol"] == symbol
    assert work["published"] == {"edtf": day, "basis": "printed"}
    assert work["kind"] == kind
    assert work["publisher"] == "United Nations"


def test_the_state_below_the_title_is_the_subject() -> None:
    countries = extracted(UPR + TEXT + "\n2. Norway and Chile asked about prisons. Norway thanked the delegation.\n")[
        "work"
    ]["countries"]
    assert [one["code"] for one in countries if one["role"] == "subject"] == ["LVA"]


def test_session_place_and_days_are_where_it_was_presented() -> None:
    work = extracted(OLD_UPR + TEXT)["work"]
    assert work["presented_at"] == {
        "event": "Working Group on the Universal Periodic Review, Seventh session",
        "place": "Geneva",
        "edtf": "2010-02-08/2010-02-19",
    }


def test_who_prepared_it_issues_it_else_the_body() -> None:
    prepared, issued = extracted(OLD_UPR + TEXT)["work"]["issuers"], extracted(UPR + TEXT)["work"]["issuers"]
    assert [one["name"] for one in prepared] == ["OFFICE OF THE HIGH COMMISSIONER FOR HUMAN RIGHTS"]
    assert [one["name"] for one in issued] == ["Human Rights Council"]
    assert prepared[0]["anchor"]["exact"] == prepared[0]["name"]


def test_days_over_two_months_are_one_span() -> None:
    page = UPR.replace("Twenty-sixth session", "Twenty-sixth session\n\n16 June–11 July 2014")
    assert extracted(page + TEXT)["work"]["presented_at"]["edtf"] == "2014-06-16/2014-07-11"


def test_a_symbol_that_is_only_cited_is_not_the_document_s_own() -> None:
    text = "Advocates in Latvia\n\nThe Rapporteur wrote of this at length in his report of last year (A/HRC/00/44), and we agree.\n"
    assert extracted(text)["work"]["symbol"] is None


def test_a_statement_that_names_a_committee_has_no_front_page() -> None:
    text = "Human Rights Committee\n\nOur submission on Latvia\n\n3 March 2015\n\nAdvocates were questioned in May, and nobody knows why.\n"
    assert extracted(text)["work"]["publisher"] is None


def test_a_masthead_set_as_a_table_is_read_cell_by_cell() -> None:
    from qalqan.extraction.un_front_page import front_page
    from qalqan.texts.text import Passage, Text

    lines = [
        ("table", "United Nations\tA/HRC/00/7/Add.1"),
        ("table", "General Assembly\tDistr.: General\n4 April 2014\n\nOriginal: English"),
        ("paragraph", "Human Rights Council"),
        ("paragraph", "Twenty-sixth session"),
        ("paragraph", "Agenda item 6"),
        ("paragraph", "Universal Periodic Review"),
        ("heading", "Report of the Working Group on the Universal"),
        ("heading", "periodic review"),
        ("heading", "Latvia"),
        ("heading", "Addendum"),
        ("paragraph", "The present report was written by nobody."),
    ]
    body = "\n\n".join(words for _, words in lines)
    passages, at = [], 0
    for n, (kind, words) in enumerate(lines, 1):
        passages.append(Passage(f"p{n}", kind, at, at + len(words)))  # type: ignore[arg-type]
        at += len(words) + 2
    page = front_page(Text(body, tuple(passages), "en", "text/plain", "test/1"))
    assert page is not None
    assert (page.symbol, page.published) == ("A/HRC/00/7/Add.1", "2014-04-04")
    assert page.title == "Report of the Working Group on the Universal periodic review: Latvia: Addendum"
    assert [body[a:b] for a, b in page.title_spans][1:] == ["Latvia", "Addendum"]
