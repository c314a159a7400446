"""Front pages of other kinds of United Nations documents, each drawn in words of our own. All documents are invented."""

from __future__ import annotations

import pytest
from extracted import extracted

TEXT = "\n\n1. The authors met many people in Ruritania and thanked everybody for their help during the whole of the work.\n"

COUNCIL_RESOLUTION = """United Nations A/HRC/RES/00/19

General Assembly Distr.: General

9 October 2015

Original: English

Human Rights Council

Thirtieth session

Agenda item 3

Resolution adopted by the Human Rights Council on 1 October 2015

00/19. Protecting advocates who visit prisons
"""
DRAFT_RESOLUTION = """United Nations A/HRC/00/L.27

General Assembly Distr.: Limited

22 March 2016

Original: English

Human Rights Council

Thirty-first session

Agenda item 3

Promotion and protection of all human rights, civil, political, economic, social and cultural rights, including the \
right to development

Norway, Latvia: draft resolution

00/... Protecting advocates in times of elections
"""
VIEWS = """United Nations CCPR/C/99/D/2131/2099

International Covenant on Civil and Political Rights

Distr.: General

30 November 2014

Original: English

Human Rights Committee

Views adopted by the Committee under article 5 (4) of the Optional Protocol, concerning communication No. 2131/2099

Communication submitted by: Edgar Bordur
"""
THEMATIC = """United Nations A/HRC/00/36

General Assembly Distr.: General

1 April 2015

Original: English

Human Rights Council

Twenty-ninth session

Agenda item 3

Promotion and protection of all human rights, civil, political, economic, social and cultural rights, including the \
right to development

Report of the Special Rapporteur on the situation of advocates, Jane Example

Note by the Secretariat
"""
SECRETARY_GENERAL = """United Nations A/HRC/00/29

General Assembly Distr.: General

21 July 2014

Original: English

Human Rights Council

Twenty-seventh session

Agenda item 5

Human rights bodies and mechanisms

Cooperation with the United Nations in the field of advocates

Report of the Secretary-General
"""
LIST_OF_ISSUES = """United Nations CCPR/C/LVA/Q/9

International Covenant on Civil and Political Rights

Distr.: General

28 April 2016

Original: English

Human Rights Committee

List of issues in relation to the ninth periodic report of Latvia
"""
COMMENT = """United Nations CAT/C/GC/99

Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment

Distr.: General

13 December 2012

Original: English

Committee against Torture

General comment No. 99 (2012)

Access of advocates to those who are held
"""
WRITTEN_STATEMENT = """United Nations A/HRC/00/NGO/99

General Assembly Distr.: General

24 February 2014

English only

Human Rights Council

Twenty-fifth session

Agenda item 4

Human rights situations that require the Council's attention

Written statement submitted by Blue Poplar Foundation, a non-governmental organization in special consultative status

The Secretary-General has received the following written statement.
"""
COMMUNICATIONS = """United Nations A/HRC/00/79

General Assembly Distr.: General

2 June 2014

English/French/Spanish only

Human Rights Council

Twenty-sixth session

Agenda items 3, 4, 7, 9 and 10

Communications report of Special Procedures

Communications sent, 1 December 2013 to 28 February 2014
"""
STAKEHOLDERS = """United Nations A/HRC/WG.6/99/LVA/3

General Assembly Distr.: General

23 July 2014

Original: English

Human Rights Council

Working Group on the Universal Periodic Review

Twentieth session

27 October-7 November 2014

Summary prepared by the Office of the United Nations High Commissioner for Human Rights in accordance with paragraph \
15 (c) of the annex to Human Rights Council resolution 5/1 and paragraph 5 of the annex to Council resolution 16/21

Latvia*
"""
PAGES = [
    # (front page, symbol, day, words of the title, kind)
    (COUNCIL_RESOLUTION, "A/HRC/RES/00/19", "2015-10-09", "00/19. Protecting advocates who visit prisons", "resolution"),
    (DRAFT_RESOLUTION, "A/HRC/00/L.27", "2016-03-22", "Norway, Latvia: draft resolution: 00/... Protecting advocates in times of elections", "resolution"),
    (VIEWS, "CCPR/C/99/D/2131/2099", "2014-11-30", "Views adopted by the Committee under article 5 (4) of the Optional Protocol, concerning communication No. 2131/2099", "judgment"),
    (THEMATIC, "A/HRC/00/36", "2015-04-01", "Report of the Special Rapporteur on the situation of advocates, Jane Example", "report"),
    (SECRETARY_GENERAL, "A/HRC/00/29", "2014-07-21", "Cooperation with the United Nations in the field of advocates: Report of the Secretary-General", "report"),
    (LIST_OF_ISSUES, "CCPR/C/LVA/Q/9", "2016-04-28", "List of issues in relation to the ninth periodic report of Latvia", "report"),
    (COMMENT, "CAT/C/GC/99", "2012-12-13", "General comment No. 99 (2012): Access of advocates to those who are held", "report"),
    (WRITTEN_STATEMENT, "A/HRC/00/NGO/99", "2014-02-24", "Written statement submitted by Blue Poplar Foundation, a non-governmental organization in special consultative status", "statement"),
    (COMMUNICATIONS, "A/HRC/00/79", "2014-06-02", "Communications report of Special Procedures: Communications sent, 1 December 2013 to 28 February 2014", "report"),
    (STAKEHOLDERS, "A/HRC/WG.6/99/LVA/3", "2014-07-23", "Summary prepared by the Office of the United Nations High Commissioner for Human Rights in accordance with paragraph 15 (c) of the annex to Human Rights Council resolution 5/1 and paragraph 5 of the annex to Council resolution 16/21: Latvia", "report"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "symbol", "day", "title", "kind"), PAGES)
def test_a_front_page_of_another_kind_is_read(page: str, symbol: str, day: str, title: str, kind: str) -> None:
    work = extracted(page + TEXT)["work"]
    assert (work["symbol"], work["published"]["edtf"]) == (symbol, day)
    assert work["title"] == title
    assert work["kind"] == kind
    assert work["publisher"] == "United Nations"
