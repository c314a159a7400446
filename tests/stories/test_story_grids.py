"""The closure of an organisation, the laws and the fears of the two founding publications, asked question by question.

DOMAIN, rows H01, H03, I17, I18, J01, J08 and J09, with the marks and the later facts of the gold.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from seeds_recorded import PUBLISHED, Seeds, _accepted, learnt, read_gold, seeds_recorded

from qalqan.followup.actions import answer, begin, record_step
from qalqan.followup.fears import fears
from qalqan.followup.grid_proposals import proposals
from qalqan.followup.grids import elements, laid
from qalqan.followup.models import Process
from qalqan.record.actions import count, record_treaty_action
from qalqan.record.models import Instrument, Provision, Situation
from qalqan.record.parties import parties
from qalqan.record.rules import rules_by_country

# Where the authors' own sentences hold each element of the closure test: 0:38 seven of them, 1:53 the other two.
TEST = {
    "closure/by-court": (0, "ordered by court"),
    "closure/exceptional": (0, "exceptional circumstances"),
    "closure/compelling-evidence": (0, "compelling evidence"),
    "closure/serious-misconduct": (0, "serious misconduct"),
    "closure/last-resort": (0, "last resort"),
    "closure/after-warning": (0, "been warned"),
    "closure/chance-to-rectify": (0, "opportunities to rectify"),
    "closure/judicial-review": (1, "judicial review"),
    "closure/fair-trial": (1, "principles of fair trial"),
}


@pytest.fixture
def seeds(db: None, account: Any) -> Seeds:
    read_gold("seed0")
    return seeds_recorded(account)


def mark_of(seeds: Seeds, n: int, law: str, number: int) -> dict[str, Any]:
    [one] = [one for one in seeds.gold[n]["legal"] if one["id"] == law]
    return dict(one["provisions"][number]["quote"])


def a_rule(seeds: Seeds, n: int, law: str, number: int, **said: Any) -> Provision:
    [one] = [one for one in seeds.gold[n]["legal"] if one["id"] == law]
    fields = {"instrument": one["instrument"], "about": one["provisions"][number]["about"], "restriction": None,
              "defects": [], "country": one["jurisdiction"], **said}  # fmt: skip
    made: Provision = _accepted(seeds.texts[n], seeds.account, mark_of(seeds, n, law, number), "provision", fields)
    return made


def amparo(seeds: Seeds) -> Process:
    """The closure as seed 1 tells of it, and the chain that became known later."""
    [told] = [one for one in seeds.gold[1]["ngo_status"] if one["id"] == "S1-N01"]
    first = begin(
        "ngo-status", told["subject"], "TJK", seeds.account, [seeds.quoted(1, told["quote"])], stage_code="closed",
        date="2012-10",
    )  # fmt: skip
    [chain] = [item["trajectory"] for item in read_gold("followup")["items"] if item["id"] == "F07"]
    stages = ("inspected", "liquidation-motion", "liquidated-1st", "appeal", "liquidated-final")
    for known, stage in zip(chain, stages, strict=False):
        words = learnt(seeds.account, "https://www.fidh.org/open-letter", known["what"])
        record_step(first.process, seeds.account, [words], stage_code=stage, date=known["date"])
    process: Process = first.process
    return process


def test_the_closure_test_is_the_one_that_the_authors_state(seeds: Seeds) -> None:
    tests = {n: [one["quote"]["exact"] for one in seeds.gold[n]["standards"]] for n in (0, 1)}
    assert [one.code for one in elements("closure")] == list(TEST)
    for element, (n, words) in TEST.items():
        assert any(words in quote for quote in tests[n]), element


def test_the_closure_of_amparo_is_asked_element_by_element(seeds: Seeds) -> None:
    process, day = amparo(seeds), date(2014, 7, 21)
    found = proposals("closure", process, seeds.account)
    assert {key.partition("/")[2]: {one.answer for one in told} for key, told in found.items()} == {
        "by-court": {"met"},
        "judicial-review": {"met"},
        "serious-misconduct": {"not-met"},
    }
    assert "closure/after-warning" not in found, "that no warning was told of proves nothing"
    assert {cell.code for cell in laid("closure", process, seeds.account, day).cells} == {"not-known"}


def test_a_person_decides_and_the_rest_stays_not_known(seeds: Seeds) -> None:
    process, day = amparo(seeds), date(2014, 7, 21)
    account = seeds.account
    technical = seeds.words(1, "liquidated on purely technical grounds")
    answer(process, "closure/serious-misconduct", "not-met", "2012-10", account, "A change of address.", [technical])
    [petition] = [item["trajectory"][5] for item in read_gold("followup")["items"] if item["id"] == "F07"]
    later = learnt(account, "https://example.org/ruling", petition["what"])
    answer(process, "closure/judicial-review", "partly", "2014-06-24", account, "", [later])
    answer(process, "closure/after-warning", "not-known", "2014-07-21", account, "No source tells of a warning.")
    over = laid("closure", process, account, day)
    assert {cell.question.partition("/")[2]: cell.code for cell in over.cells if cell.answer} == {
        "serious-misconduct": "not-met",
        "judicial-review": "partly",
        "after-warning": "not-known",
    }
    assert over.answered == 3
    assert laid("closure", process, account, date(2013, 6, 1)).answered == 1, "as of 2013 only the ground was judged"


def test_any_transgression_however_minor_is_put_to_the_proportionality_test(seeds: Seeds) -> None:
    rule = a_rule(seeds, 1, "S1-L11", 1, restriction="closure-discretion", defects=["disproportionate"])
    found = proposals("proportionality", rule, seeds.account)
    assert {key: {one.answer for one in told} for key, told in found.items()} == {
        "proportionality/gravity": {"not-met"}
    }
    assert (
        found["proportionality/gravity"][0].words[0].exact.startswith("Courts may apply the disproportionately harsh")
    )
    law = proposals("iccpr-22-2", Instrument.objects.get(pk=rule.instrument_id), seeds.account)
    assert set(law) == {"iccpr-22-2/necessary"}


def test_rules_of_registration_stand_beside_each_other_with_four_hundred_members_counted(seeds: Seeds) -> None:
    account = seeds.account
    members = a_rule(seeds, 0, "S0-L01", 1, restriction="member-threshold")
    for n, law in ((0, "S0-L03"), (0, "S0-L08"), (1, "S1-L02")):
        a_rule(seeds, n, law, 0, restriction="compulsory-registration")
    table = rules_by_country(account)
    assert table.countries == ("KAZ", "TKM", "UZB")
    assert len(table.cells["compulsory-registration", "KAZ"]) == 2, "both sources stand"
    [told] = table.cells["member-threshold", "TKM"]
    [reading] = told.proposed
    proposed = reading.quantity
    [marked] = [one["provisions"][1]["threshold"] for one in seeds.gold[0]["legal"] if one["id"] == "S0-L01"]
    assert (int(proposed.number), proposed.applies_to) == (marked["members"], marked["for"])
    assert (proposed.unit, proposed.bound) == ("members", "at-least")
    words = seeds.quoted(0, mark_of(seeds, 0, "S0-L01", 1))
    count(members, proposed.number, proposed.unit, proposed.bound, account, [words], applies_to=proposed.applies_to)
    [told] = rules_by_country(account).cells["member-threshold", "TKM"]
    assert ([one.number for one in told.thresholds], told.proposed) == (["400"], ())


def test_three_states_are_parties_and_of_two_nothing_is_known(seeds: Seeds) -> None:
    [told] = [one for one in seeds.gold[1]["standards"] if one.get("parties")]
    for state in told["parties"]:
        record_treaty_action("ICCPR", state, "party", seeds.account, [seeds.quoted(1, told["quote"])])
    table = parties(seeds.account, date(2014, 7, 21), ("KAZ", "KGZ", "TJK", "TKM", "UZB"))
    assert {state: table.cells["ICCPR", state].is_bound for state in table.countries} == {
        "KAZ": True, "KGZ": True, "TJK": True, "TKM": None, "UZB": None,
    }  # fmt: skip


def test_the_fear_about_the_tajik_drafts_came_true_a_year_later(seeds: Seeds) -> None:
    [law] = [one for one in seeds.gold[1]["legal"] if one["id"] == "S1-L12"]
    said = {"country": "TJK", "trend": "worse", "hedge": "feared"}
    fear = _accepted(seeds.texts[1], seeds.account, law["feared_effect"], "situation", said)
    assert isinstance(fear, Situation)
    [before] = fears(seeds.account, date(2014, 12, 31), "TJK")
    assert (before.said, before.cell.answer, before.due) == (PUBLISHED[1], None, False)
    assert fears(seeds.account, date(2015, 8, 3), "TJK")[0].due
    [last] = [item["trajectory"][-1] for item in read_gold("followup")["items"] if item["id"] == "F06"]
    words = learnt(seeds.account, "https://www.ohchr.org/briefing", last["what"], "2015-08-03")
    answer(fear, "foresight/came-true", "came-true", last["date"], seeds.account, "", [words])
    [after] = fears(seeds.account, date(2016, 8, 3), "TJK")
    assert (after.cell.code, after.due, after.look) == ("came-true", False, None)
    [then] = fears(seeds.account, date(2015, 1, 1), "TJK")
    assert then.cell.answer is None, "what came of it was not known then"
