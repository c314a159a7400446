"""The lines at the top: a line of genre is no title; who issues the text stands by the date."""

from __future__ import annotations

import pytest
from extracted import extracted

BODY = "In Tajikistan, advocates were questioned in May, and nobody has told them why. The bar wrote to the minister.\n"

MASTHEADS = [
    # (top, title, issuers)
    ("URGENT APPEAL\n\nTajikistan: advocate held\n\nQuiet River Rights Desk\n4 March 2019\n\n", "Tajikistan: advocate held", ["Quiet River Rights Desk"]),
    ("PRESS RELEASE\n\nTajikistan: advocate held\n\nQuiet River Rights Desk · 4 March 2019\n\n", "Tajikistan: advocate held", ["Quiet River Rights Desk"]),
    ("FURTHER INFORMATION ON URGENT APPEAL OF 1 MARCH 2019\n\nTajikistan: advocate held\n\n4 March 2019\n\n", "Tajikistan: advocate held", []),
    ("ЗАЯВЛЕНИЕ\n\nТаджикистан: адвокат задержан\n\nФонд «Тихая река» (Таджикистан)\n\n4 марта 2019 года\n\n", "Таджикистан: адвокат задержан", ["Фонд «Тихая река»"]),
    ("Tajikistan: advocate held\n\nBlue Poplar Legal Centre, note for partners, June 2015\n\n", "Tajikistan: advocate held", ["Blue Poplar Legal Centre"]),
    ("Tajikistan: advocate held\n\nSaffron Road Network and Quiet River Rights Desk · 18 January 2013\n\n", "Tajikistan: advocate held", ["Saffron Road Network", "Quiet River Rights Desk"]),
    ("Tajikistan: advocate held\n\nDushanbe, 18 January 2013\n\n", "Tajikistan: advocate held", []),
    ("Tajikistan: advocate held\n\nHe was seen on 18 January 2013\n\n", "Tajikistan: advocate held", []),
]  # fmt: skip


@pytest.mark.parametrize(("top", "title", "issuers"), MASTHEADS)
def test_the_headline_is_the_title_and_the_line_by_the_date_the_issuer(
    top: str, title: str, issuers: list[str]
) -> None:
    work = extracted(top + BODY)["work"]
    assert work["title"] == title
    assert [one["name"] for one in work["issuers"]] == issuers
    assert work["publisher"] == (issuers[0] if len(issuers) == 1 else None)


def test_a_genre_tells_the_kind() -> None:
    assert extracted(MASTHEADS[0][0] + BODY)["work"]["kind"] == "statement"
    assert extracted(MASTHEADS[3][0] + BODY)["work"]["kind"] == "statement"


def test_a_publisher_may_stand_behind_its_label() -> None:
    text = "# Tajikistan: advocate held\n\nPublisher Saffron Road Network\n\nPublication Date 3 March 2015\n\n" + BODY
    assert extracted(text)["work"]["publisher"] == "Saffron Road Network"


def test_a_symbol_is_read_from_its_line() -> None:
    text = "Tajikistan: advocate held\n\nDocument symbol: A/HRC/28/3\n\n" + BODY
    assert extracted(text)["work"]["symbol"] == "A/HRC/28/3"


def test_an_addressee_ends_before_should() -> None:
    text = "Tajikistan: advocate held\n\nThe UN Special Rapporteur on torture should be invited to visit the country.\n"
    recommendations = [one for one in extracted(text)["candidates"] if one["kind"] == "recommendation"]
    assert [one["name"] for read in recommendations for one in read["fields"]["addressees"]] == [
        "UN Special Rapporteur on torture"
    ]
