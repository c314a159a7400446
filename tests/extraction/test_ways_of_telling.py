"""Dates, hedges, countries, demands, steps, norms and fronts as notes, letters, appeals and updates tell them."""

from __future__ import annotations

from typing import Any

import pytest
from extracted import HEAD, extracted, found, words

HEDGES = [
    # (sentence, act, hedge)
    ("In Tajikistan several men alleged that police officers had beaten them.", "BEATING", "alleged"),
    ("In Tajikistan the baker was beaten by police, according to two of his neighbours.", "BEATING", "reported"),
    ("In Tajikistan nine prisoners were killed in a riot, the authorities said.", "KILLING", "reported"),
    ("According to the information received, the baker was arrested in Tajikistan.", "ARBITRARY-DETENTION", "reported"),
    (
        "In Tajikistan the baker faces charges that his friends believe were fabricated.",
        "FABRICATED-CHARGE",
        "believed",
    ),
    ("In Tajikistan the body of a prisoner was reportedly handed over to his kin.", "DEATH-IN-CUSTODY", "reported"),
    ("In Tajikistan the guards denied the allegations, and no investigation has been opened.", "IMPUNITY", "asserted"),
]


def acts(text: str) -> list[dict[str, Any]]:
    return found(text, "act") + found(text, "pattern")


@pytest.mark.parametrize(("sentence", "code", "hedge"), HEDGES)
def test_who_says_so_hedges_what_is_said(sentence: str, code: str, hedge: str) -> None:
    assert {one["fields"]["type"]: one["hedge"] for one in acts(HEAD + sentence + "\n")}[code] == hedge


DATES = [
    # (sentences, act, EDTF): what it tries
    ("On 21 May 2014 police dispersed a rally in Tajikistan.", "DISPERSAL", "2014-05-21"),  # no "may"
    ("In Tajikistan, last month, on 20 February, police beat a baker.", "BEATING", "2015-02-20"),
    ("In Tajikistan a baker was beaten in January this year.", "BEATING", "2015-01"),
    ("Tajikistan has been a party since 2006. A baker was beaten in January.", "BEATING", "2015-01"),
    ("On 3 May 2014 a baker was arrested in Tajikistan. He was sentenced to ten years in prison.", "SENTENCE", None),
    ("In Tajikistan forty men are behind bars, some of them since 2005.", "IMPRISONMENT", None),
    ("In Tajikistan she may not leave the country before 2021.", "EXIT-BAN", None),
]


@pytest.mark.parametrize(("sentences", "code", "edtf"), DATES)
def test_an_act_has_its_own_date(sentences: str, code: str, edtf: str | None) -> None:
    read = {one["fields"]["type"]: one["fields"]["date"]["edtf"] for one in acts(HEAD + sentences + "\n")}
    assert read[code] == edtf


def test_a_place_of_refuge_is_not_where_it_was_done() -> None:
    text = HEAD + "In Tajikistan the press is muzzled. Dozens have fled to Lithuania, Poland and Ukraine.\n"
    assert [one["fields"]["country"] for one in acts(text) if one["fields"]["type"] == "EXILE"] == ["TJK"]


def test_a_country_under_its_heading_is_told_of_there() -> None:
    text = (
        "Three countries: monthly note\nValley Centre for Rights / No. 6 / July 2019\n\n"
        "BELARUS\n\nOn 16 July a court jailed the blogger Edgar Bordur.\n\n"
        "TAJIKISTAN\n\nOn 17 July a court jailed the blogger Anna Zogova.\n\n"
        "UZBEKISTAN\n\nOn 18 July a court jailed the blogger Emil Varosh.\n\n"
        "WHAT WE ASK FOR\n\nAll three governments should free those who are held for their work.\n"
    )
    read = extracted(text)
    told = [(c["fields"]["country"], c["fields"]["date"]["edtf"]) for c in read["candidates"] if c["kind"] == "act"]
    assert told == [("BLR", "2019-07-16"), ("TJK", "2019-07-17"), ("UZB", "2019-07-18")]
    (asked,) = [c for c in read["candidates"] if c["kind"] == "recommendation"]
    assert asked["fields"]["addressees"][0]["countries"] == ["BLR", "TJK", "UZB"]
    assert (read["work"]["title"], read["work"]["published"]["edtf"]) == ("Three countries: monthly note", "2019-07")
    assert [one["name"] for one in read["work"]["issuers"]] == ["Valley Centre for Rights"]


DEMANDS = [
    # (sentence, its demands): what it tries
    ("Should the deputies wish to proceed, they should remove Article 4 and hear experts.", ["remove Article 4", "hear experts."]),
    ("Missions in Dushanbe are encouraged to attend the trial.", ["attend the trial."]),
    ("The authorities should return the licence and stop punishing lawyers.", ["return the licence", "stop punishing lawyers."]),
    ("The authorities should reinstate all groups that were dissolved and return the equipment taken.", ["reinstate all groups that were dissolved", "return the equipment taken."]),
    ("The authorities should abolish the list, and issue passports to all.", ["abolish the list", "issue passports to all."]),
    ("The authorities should review all sentences in fair and open proceedings.", ["review all sentences in fair and open proceedings."]),
    ("The government should, for its part, invite the Rapporteur and allow groups to register.", ["invite the Rapporteur", "allow groups to register."]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), DEMANDS)
def test_each_demand_stands_alone(sentence: str, expected: list[str]) -> None:
    text = f"Tajikistan: recommendations\n\n3 March 2015\n\nRecommendations\n\n- {sentence}\n- Release Edgar Bordur.\n"
    assert words(found(text, "clause"))[: len(expected)] == expected


NO_DEMAND = ["A district court ordered her to pay a large sum.", "In July over fifty groups were ordered to close."]


@pytest.mark.parametrize("sentence", NO_DEMAND)
def test_an_order_told_is_no_recommendation(sentence: str) -> None:
    assert (
        found(f"Tajikistan: statement\n\n3 March 2015\n\nIn Tajikistan it went on. {sentence}\n", "recommendation")
        == []
    )


def test_partners_of_a_state_are_not_that_state() -> None:
    text = HEAD + "We call on Tajikistan's international partners:\n\n- to raise the case in every meeting.\n"
    (asked,) = found(text, "recommendation")
    assert [one["countries"] for one in asked["fields"]["addressees"]] == [[]]


STEPS = [
    # (sentences, process and stage that they must not have)
    ("If adopted, the law will enter into force in ten days.", "bill/in-force"),
    ("Founders of a group removed from the register would be barred from founding another.", "ngo-status/struck-off"),
    ("The prosecutor asked a court to shut down the association Grey Heron.", "ngo-status/closed"),
    ("The hearing was closed to the association Grey Heron.", "ngo-status/closed"),
]


@pytest.mark.parametrize(("sentence", "code"), STEPS)
def test_a_rule_or_a_request_is_no_move(sentence: str, code: str) -> None:
    steps = found(HEAD + "In Tajikistan a draft law is debated. " + sentence + "\n", "step")
    assert code not in [f"{one['fields']['process']}/{one['fields']['stage']}" for one in steps]


def test_a_draft_that_is_not_published_is_said_to_be_none() -> None:
    (step,) = found(HEAD + "In Tajikistan no draft law has been made public.\n", "step")
    assert (step["fields"]["stage"], step["fields"]["negative"]) == ("published", True)


NORMS = [
    # (sentence, instrument, symbol, kind)
    ("The Committee (CAT/C/XYZ/CO/4) asked for a law.", "CAT/C/XYZ/CO/4", "CAT/C/XYZ/CO/4", "report"),
    ("Under resolution 60/251 all cooperate.", "resolution 60/251", "60/251", "resolution"),
    ("Its views on communication no. 2231/2012 were ignored.", "communication no. 2231/2012", "2231/2012", "decision"),
    ("In Bordurov v. Ruritania the court found a breach.", "Bordurov v. Ruritania", None, "judgment"),
]


@pytest.mark.parametrize(("sentence", "instrument", "symbol", "kind"), NORMS)
def test_a_norm_is_known_by_its_number(sentence: str, instrument: str, symbol: str | None, kind: str) -> None:
    (read,) = found(HEAD + sentence + "\n", "standard")
    assert (read["fields"]["instrument"], read["fields"]["symbol"], read["fields"]["kind"]) == (
        instrument,
        symbol,
        kind,
    )


def test_a_word_cut_by_the_end_of_a_line_is_known() -> None:
    text = HEAD + "This breaches article 14 of the Interna-\ntional Covenant on Civil and Political Rights.\n"
    (read,) = found(text, "standard")
    assert read["anchor"]["exact"].startswith("article 14 of the Interna-\ntional Covenant")
    assert read["fields"]["article"] == "14"


FRONTS = [
    # (the beginning of a text, title, issuers with country and exile): what it tries
    (
        "Trial note No. 3\n\nPrepared by Valley Court Watch (Belarus, working from exile in Lithuania)\nDate: 9 November 2021\n\n",
        "Trial note No. 3",
        [("Valley Court Watch", "BLR", "LTU")],
    ),
    (
        "His Excellency Edgar Bordur\nPresident of the Republic\n\nGeneva, 30 November 2015\n\nOpen letter on two convictions\n\n",
        "Open letter on two convictions",
        [],
    ),
    (
        "Analysis of the draft law\n\nValley Public Association\nBishkek, 11 February 2020\n\n",
        "Analysis of the draft law",
        [("Valley Public Association", None, None)],
    ),
    (
        "Alternative report on Ruritania\n\nby the Valley Rights Bureau (in exile in Norway) and Lawyers' Association\n\n",
        "Alternative report on Ruritania",
        [("Valley Rights Bureau", None, "NOR"), ("Lawyers' Association", None, None)],
    ),
    (
        "PUBLIC STATEMENT\n\nIndex: EUR 58/4021/2019\n18 July 2019\n\nVIOLENCE MUST BE INVESTIGATED\n\n",
        "VIOLENCE MUST BE INVESTIGATED",
        [],
    ),
]
BODY = (
    "In Ruritania much has happened in these months, and most of it is told below in more words than one line holds.\n"
)


@pytest.mark.parametrize(("top", "title", "issuers"), FRONTS)
def test_a_front_says_what_it_is_and_whose(
    top: str, title: str, issuers: list[tuple[str, str | None, str | None]]
) -> None:
    work = extracted(top + BODY)["work"]
    assert work["title"] == title
    assert [(one["name"], one["country"], one["in_exile"]) for one in work["issuers"]] == issuers


VOICES = [
    ("The Valley Rights Network, a programme of two groups, requests your urgent intervention in this case, which is grave.", "Valley Rights Network"),
    ("Ahead of the dialogue the Valley Rights Network draws the attention of the Union to these concerns, which are grave.", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "issuer"), VOICES)
def test_who_speaks_first_issues_a_text_without_an_author(sentence: str, issuer: str | None) -> None:
    work = extracted(f"Ruritania: a lawyer is held\n\n{sentence}\n")["work"]
    assert [one["name"] for one in work["issuers"]] == ([issuer] if issuer else [])


def test_where_a_signatory_sits_is_not_what_a_letter_is_about() -> None:
    text = (
        "Open letter on two convictions\n\nTwo men were convicted in Kazakhstan. We fear for them.\n\nYours respectfully,\n\n"
        "Netherlands Committee for Rights (Netherlands)\nValley Foundation (Kyrgyzstan)\n"
    )
    subjects = [one["code"] for one in extracted(text)["work"]["countries"] if one["role"] == "subject"]
    assert subjects == ["KAZ"]
