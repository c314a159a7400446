"""What a document says about itself."""

from __future__ import annotations

import pytest
from extracted import extracted

from qalqan.extraction.web_addresses import without_tracking

RECORD = """# Ruritania: advocates under pressure

Publisher [Blue Poplar Centre](#)

Publication Date 3 March 2015

Cite as Blue Poplar Centre, *Ruritania: advocates under pressure*, 3 March 2015, available at: <http://host.example/d/1> [accessed 5 May 2015]

Disclaimer This page was not written by the host. What it says is the opinion of its author alone.

In Kazakhstan, advocates were questioned in May. The bar of Kazakhstan wrote to the minister, who gave no answer.

- See more at: <http://poplar.example/texts/1?utm_source=x&id=7#sthash.abc.dpuf>

## Countries

- [Kazakhstan](#)

## Topics

- [Independence of lawyers](#)
"""


def test_a_record_is_read() -> None:
    work = extracted(RECORD)["work"]
    assert work["title"] == "Ruritania: advocates under pressure"
    assert work["publisher"] == "Blue Poplar Centre"
    assert work["published"] == {"edtf": "2015-03-03", "basis": "printed"}
    assert work["accessed"] == "2015-05-05"
    assert work["cite_as"].startswith("Blue Poplar Centre, *Ruritania")
    assert work["source_url"] == "http://poplar.example/texts/1?id=7"
    assert work["disclaimer"]["exact"].startswith("This page was not written")
    assert work["countries"] == [{"code": "KAZ", "role": "subject"}]
    assert work["topics"] == ["Independence of lawyers"]


def test_the_host_s_own_lines_yield_no_candidates() -> None:
    inside = [one["anchor"]["exact"] for one in extracted(RECORD)["candidates"]]
    assert inside and not any("Disclaimer" in words or "Cite as" in words or "accessed" in words for words in inside)


JOINT = """Central Asia: joint submission on advocates

Regional Seminar on the Independence of the Bar, Bishkek (Kyrgyzstan), 20-21 May 2014

The paper is presented by the following advocates' groups: Bureau for Law and Order (Kazakhstan), Quiet River \
(Turkmenistan, based in exile in Austria) and Poplar House – Kyrgyzstan together with Partnership for Advocates (Belgium).

The advocates of the region are under pressure, as earlier submissions have shown at length.
"""


def test_a_joint_text_has_its_issuers_with_country_and_exile() -> None:
    issuers = [(one["name"], one["country"], one["in_exile"]) for one in extracted(JOINT)["work"]["issuers"]]
    assert issuers == [
        ("Bureau for Law and Order", "KAZ", None),
        ("Quiet River", "TKM", "AUT"),
        ("Poplar House – Kyrgyzstan", "KGZ", None),
        ("Partnership for Advocates", "BEL", None),
    ]


def test_without_a_printed_date_the_event_dates_the_text() -> None:
    work = extracted(JOINT)["work"]
    assert work["published"] == {"edtf": "2014-05-20/2014-05-21", "basis": "event"}
    assert work["presented_at"] == {
        "event": "Regional Seminar on the Independence of the Bar",
        "place": "Bishkek (Kyrgyzstan)",
        "edtf": "2014-05-20/2014-05-21",
    }
    assert work["kind"] == "joint-submission"


def test_a_text_without_any_date_has_none() -> None:
    assert extracted("A note\n\nThe bar met and spoke.\n")["work"]["published"] == {"edtf": None, "basis": "none"}


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://a.example/x?utm_source=m&id=1#sthash.zz.dpuf", "http://a.example/x?id=1"),
        ("http://a.example/x#part-2", "http://a.example/x#part-2"),
        ("http://a.example/x?b=1&fbclid=9", "http://a.example/x?b=1"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_tracking_leaves_the_address(url: str, clean: str) -> None:
    assert without_tracking(url) == clean


def test_what_a_russian_statement_says_behind_its_genre_is_not_who_issues_it() -> None:
    text = (
        "Совместное заявление: суд над редактором портала не должен идти за закрытыми дверями\n\n"
        "Фонд «Ясная поляна» (Казахстан) и Правовой центр «Серый дрозд» (Кыргызстан)\n\n4 марта 2017 года\n\n"
        "Мы призываем власти Казахстана открыть заседания суда для публики.\n"
    )
    work = extracted(text)["work"]
    assert [(one["name"], one["country"]) for one in work["issuers"]] == [
        ("Фонд «Ясная поляна»", "KAZ"),
        ("Правовой центр «Серый дрозд»", "KGZ"),
    ]
    assert work["publisher"] is None
