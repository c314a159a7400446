"""What each State asks where several share a paragraph of a Universal Periodic Review. All words are invented."""

from __future__ import annotations

import pytest
from extracted import found

REPORT = """Report of the Working Group on the Universal Periodic Review

Syldavia

II. Conclusions and/or recommendations

101. The recommendations listed below enjoy the support of Syldavia:

101.1. {words}

102. All conclusions and/or recommendations contained in the present report reflect the position of the States.
"""

PARAGRAPHS = [
    # (paragraph, [(exact words, States, shared verb)])
    (
        "Ratify (Chile)/consider ratifying (Ghana) the Treaty on the Rights of Advocates and of Those They Defend in Court;",
        [
            ("the Treaty on the Rights of Advocates and of Those They Defend in Court", ["CHL"]),
            ("consider ratifying (Ghana) the Treaty on the Rights of Advocates and of Those They Defend in Court", ["GHA"]),
        ],
    ),
    (
        "Sign (Chile) and ratify (Japan, Chile) the Treaty on Advocates (Chile, Japan);",
        [
            ("Sign (Chile) and ratify (Japan, Chile) the Treaty on Advocates (Chile, Japan)", ["CHL"]),
            ("ratify (Japan, Chile) the Treaty on Advocates (Chile, Japan)", ["JPN"]),
        ],
    ),
    (
        "Train judges (Chile, Japan), in particular in the provinces (Japan);",
        [
            ("Train judges (Chile, Japan)", ["CHL"]),
            ("Train judges (Chile, Japan), in particular in the provinces (Japan)", ["JPN"]),
        ],
    ),
    (
        "Ratify the Treaty on Advocates (Chile, Japan) and accept its complaints procedure (Japan);",
        [
            ("Ratify the Treaty on Advocates (Chile, Japan)", ["CHL"]),
            ("Ratify the Treaty on Advocates (Chile, Japan) and accept its complaints procedure (Japan)", ["JPN"]),
        ],
    ),
    (
        "Train judges (Japan) and publish all judgments (Japan);",
        [("Train judges (Japan)", ["JPN"]), ("publish all judgments (Japan)", ["JPN"])],
    ),
    (
        "Train judges (Ghana) as well as to publish all judgments (Japan);",
        [("Train judges (Ghana)", ["GHA"]), ("publish all judgments (Japan)", ["JPN"])],
    ),
    (
        "Ratify the Treaty on Advocates (Ghana), the Convention on Courts (Japan) and the Protocol on Bail (Chile);",
        [
            ("Ratify the Treaty on Advocates (Ghana)", ["GHA"]),
            ("the Convention on Courts (Japan)", ["JPN"]),
            ("the Protocol on Bail (Chile)", ["CHL"]),
        ],
    ),
    (
        "(a) Train judges; (b) publish all judgments; and (c) open the courts (Ghana);",
        [("Train judges", ["GHA"]), ("publish all judgments", ["GHA"]), ("open the courts (Ghana)", ["GHA"])],
    ),
    ("Recommended that Syldavia train its judges (Ghana);", [("train its judges (Ghana)", ["GHA"])]),
    ("Train judges; pay them in time; and publish judgments (Ghana);", [("Train judges; pay them in time; and publish judgments (Ghana)", ["GHA"])]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "asked"), PARAGRAPHS)
def test_each_state_asks_with_its_own_words(paragraph: str, asked: list[tuple[str, list[str]]]) -> None:
    read = [
        (one["anchor"]["exact"], one["fields"]["issuers"])
        for one in found(REPORT.format(words=paragraph), "recommendation")
    ]
    assert sorted(read) == sorted(asked)


def test_a_verb_that_stands_apart_is_told_in_the_chapeau_and_rules_the_clause() -> None:
    text = REPORT.format(words=PARAGRAPHS[0][0])
    apart = next(one for one in found(text, "recommendation") if one["fields"]["issuers"] == ["CHL"])
    clause = next(one for one in found(text, "clause") if one["parent"] == apart["id"])
    assert apart["fields"]["chapeau"].endswith("Ratify")
    assert clause["fields"]["action"] == "ratify"


STATES = [
    ("(the former Yugoslav Republic of Macedonia)", ["MKD"]),
    ("(the Gambia and the Netherlands)", ["GMB", "NLD"]),
    ("(Venezuela (Bolivarian Republic of), Bolivia (Plurinational State of))", ["VEN", "BOL"]),
    ("(United Sates, New-Zealand)", ["USA", "NZL"]),
    ("(St. Kitts and Nevis)", ["KNA"]),
    ("(Chile) (Japan) (Timor Leste)", ["CHL", "JPN", "TLS"]),
    ("(Czech Republic, Swaziland, Cape Verde)", ["CZE", "SWZ", "CPV"]),
]


@pytest.mark.parametrize(("bracket", "codes"), STATES)
def test_states_are_known_in_every_form(bracket: str, codes: list[str]) -> None:
    read = found(REPORT.format(words=f"Train all judges {bracket};"), "recommendation")
    assert [one["fields"]["issuers"] for one in read] == [codes]


@pytest.mark.parametrize("bracket", ["(ombudsperson)", "(Romani)", "(local or foreign)", "(Korean)"])
def test_other_words_in_a_bracket_are_no_state(bracket: str) -> None:
    read = found(REPORT.format(words=f"Train all judges {bracket};"), "recommendation")
    assert [one["fields"]["issuers"] for one in read] == [[]]
