"""Draft laws, people who are held, visits and an organisation, followed past the day they were written about.

DOMAIN, scenarios 3 to 6 and 11, with the values of the gold. Later moves are appended by hand, each with its source.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from seeds_recorded import FOAA, HRD, PUBLISHED, Seeds, a_followed, learnt, read_gold, seeds_recorded, went_on

from qalqan.followup.actions import record_step
from qalqan.followup.boards import durations, held, invitation_board, visit_board
from qalqan.followup.models import Process, Step
from qalqan.followup.processes import status
from qalqan.record.models import Evidence

STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@pytest.fixture
def seeds(db: None, account: Any) -> Seeds:
    read_gold("seed0")
    return seeds_recorded(account)


def later(number: str) -> list[dict[str, Any]]:
    [item] = [item for item in read_gold("followup")["items"] if item["id"] == number]
    return list(item["trajectory"])


def of_gold(seeds: Seeds, n: int, kind: str, number: str) -> dict[str, Any]:
    [one] = [one for one in seeds.gold[n][kind] if one["id"] == number]
    return dict(one)


def stands(process: Process, day: date) -> str:
    step = status(process, day).step
    return step.stage if step else ""


# Scenario 3


def test_the_kazakh_code_is_signed_and_only_expected_in_force(seeds: Seeds):
    [draft] = of_gold(seeds, 0, "legal", "S0-L02")["events"]
    signed, expected = of_gold(seeds, 1, "legal", "S1-L03")["events"]
    code = {"process": "bill", "subject": "Criminal Code", "country": "KAZ"}
    first = seeds.step(0, draft["quote"], stage="under-consideration", date={"edtf": "2014-05"}, **code)
    seeds.step(1, signed["quote"], stage="signed", date={"edtf": "2014-07-03"}, **code)
    seeds.step(1, expected["quote"], stage="in-force", date={"edtf": "2015-01"}, expected=True, **code)
    assert stands(first.process, date(2014, 6, 1)) == "under-consideration"
    july = status(first.process, date(2014, 7, 21))
    assert july.step is not None
    assert (july.step.stage, july.step.date) == ("signed", "2014-07-03")
    assert [(s.stage, s.date) for s in july.expected] == [("in-force", "2015-01")]
    assert stands(first.process, date(2020, 1, 1)) == "signed", "an expected step never becomes a fact by itself"
    words = Evidence.objects.get(entry=july.step.permanent_id)
    assert words.exact == signed["quote"]["exact"]


def a_kyrgyz_draft(seeds: Seeds) -> Process:
    bill = {"process": "bill", "subject": "draft law on foreign agents", "country": "KGZ"}
    _introduced, failed = of_gold(seeds, 0, "legal", "S0-L04")["events"]
    [again] = of_gold(seeds, 1, "legal", "S1-L08")["events"]
    step = seeds.step(0, failed["quote"], stage="not-adopted", negative=True, date={"edtf": "2014-05"}, **bill)
    seeds.step(1, again["quote"], stage="re-initiated", date={}, **bill)
    process: Process = step.process
    return process


def test_the_kyrgyz_draft_was_not_adopted_and_came_back(seeds: Seeds):
    draft = a_kyrgyz_draft(seeds)
    assert stands(draft, date(2014, 5, 31)) == "not-adopted"
    assert stands(draft, date(2014, 7, 21)) == "re-initiated"


def test_one_sentence_about_three_drafts_moves_three_processes(seeds: Seeds):
    found = set()
    for number, subject in (
        ("S0-L04", "foreign agents"),
        ("S0-L05", "treason"),
        ("S0-L06", "non-traditional relations"),
    ):
        _first, failed = of_gold(seeds, 0, "legal", number)["events"]
        step = seeds.step(0, failed["quote"], process="bill", subject=f"draft law on {subject}", country="KGZ",
                          stage="not-adopted", negative=True, date={"edtf": "2014-05"})  # fmt: skip
        found.add(step.process_id)
    assert len(found) == 3


# Scenario 11


def test_the_successor_is_signed_and_sources_that_differ_both_stand(seeds: Seeds, account: Any):
    draft, told = a_kyrgyz_draft(seeds), later("F03")
    by_day = {one["date"]: one for one in told}
    went_on(draft, account, by_day["2015-06"], "reading-1", outcome="83-23")
    went_on(draft, account, by_day["2016-05"], "rejected", outcome="65-46")
    assert stands(draft, date(2016, 6, 1)) == "rejected"
    law = a_followed("bill", "law on foreign representatives", "KGZ", "introduced", account, like=draft_text(seeds))
    went_on(law, account, by_day["2023-05"], "introduced")
    for day, stage in (("2023-10-25", "reading-1"), ("2024-03-14", "reading-3"), ("2024-04-02", "signed")):
        went_on(law, account, by_day[day], stage)
    for day, stage, of in (("2023-10-03", "reading-1", "2023-10-25"), ("2024-04-03", "signed", "2024-04-02")):
        words = learnt(account, "another source", by_day[of]["conflict"])
        record_step(law, account, [words], stage_code=stage, date=day)
    standing = status(law, date(2024, 5, 1))
    assert {s.date for s in standing.conflicting} == {"2023-10-25", "2023-10-03", "2024-04-02", "2024-04-03"}
    assert standing.step is not None
    assert standing.step.stage == "signed"
    assert stands(draft, date(2024, 5, 1)) == "rejected", "the first draft stays where it ended"


def draft_text(seeds: Seeds) -> Any:
    return seeds.texts[1].candidates.first()


# Scenario 4


def prisoners(seeds: Seeds) -> dict[str, Process]:
    life, _torture, reopened = of_gold(seeds, 0, "cases", "S0-C01")["acts"]
    many = of_gold(seeds, 0, "cases", "S0-C02")["acts"][0]
    code = {"process": "liberty"}
    askarov = seeds.step(
        0, life["quote"], subject="Azimjan Askarov", country="KGZ", stage="imprisoned", date={}, **code
    )
    seeds.step(0, reopened["quote"], process="trial", subject="Azimjan Askarov", country="KGZ", stage="reopened",
               date={"edtf": "2014-04"})  # fmt: skip
    group = seeds.step(0, many["quote"], subject="human rights activists, journalists and opposition figures",
                       country="UZB", stage="imprisoned", date={}, **code)  # fmt: skip
    appeal = of_gold(seeds, 1, "cases", "S1-C02")
    heard = appeal.get("quote") or appeal["acts"][0]["quote"]
    bizurukov = seeds.step(1, heard, subject="Mahamad Bizurukov", country="KGZ", stage="imprisoned", hedge="apparent",
                           date={}, **code)  # fmt: skip
    case = of_gold(seeds, 1, "cases", "S1-C04")
    taken = case.get("quote") or case["acts"][0]["quote"]
    sodiqov = seeds.step(1, taken, subject="Alexander Sodiqov", country="TJK", stage="detained",
                         date={"edtf": "2014-06-16"}, **code)  # fmt: skip
    found = {"askarov": askarov, "group": group, "bizurukov": bizurukov, "sodiqov": sodiqov}
    return {name: step.process for name, step in found.items()}


def test_who_is_held_on_the_day_of_the_statement_and_two_days_later(seeds: Seeds, account: Any):
    people = prisoners(seeds)
    july = held(account, date(2014, 7, 21))
    assert {one.process.pk for one in july} == {p.pk for p in people.values()}
    assert [one.process for one in july if not one.is_named] == [people["group"]], (
        "a group is no person and not counted"
    )
    by = {one.process.pk: one for one in july}
    sodiqov = by[people["sodiqov"].pk]
    assert (sodiqov.since, sodiqov.days) == ("2014-06-16", 35)
    assert by[people["bizurukov"].pk].standing.step.hedge == "apparent"
    assert all(one.words for one in july)

    remanded, released = later("F02")[1], later("F02")[2]
    went_on(people["sodiqov"], account, remanded, "remanded")
    went_on(people["sodiqov"], account, released, "released")
    went_on(people["sodiqov"], account, released, "exit-ban")
    now = held(account, date(2014, 7, 23))
    assert people["sodiqov"] not in [one.process for one in now]
    after = status(people["sodiqov"], date(2014, 7, 23))
    assert {(s.stage, s.date) for s in after.steps[-2:]} == {("released", "2014-07-22"), ("exit-ban", "2014-07-22")}
    assert after.step is not None
    assert after.step.stage == "released"
    spans = durations(people["sodiqov"], account, date(2014, 7, 23))
    assert sum(s.days or 0 for s in spans) == 36
    assert people["sodiqov"] in [one.process for one in held(account, date(2014, 7, 21))], (
        "what was true then stays true"
    )


def test_a_process_outlives_the_person(seeds: Seeds, account: Any):
    askarov = prisoners(seeds)["askarov"]
    died, ended, reopened = later("F01")[2:]
    went_on(askarov, account, died, "died-in-custody")
    assert stands(askarov, date(2021, 1, 1)) == "died-in-custody"
    assert askarov not in [one.process for one in held(account, date(2021, 1, 1))]
    inquiry = a_followed("accountability", "Azimzhan Askarov", "KGZ", "investigation", account, draft_text(seeds))
    went_on(inquiry, account, ended, "discontinued")
    went_on(inquiry, account, reopened, "investigation")
    assert inquiry.actor == askarov.actor, "one person under two spellings"
    assert stands(inquiry, date(2021, 12, 1)) == "investigation"


# Scenario 5


def visits(seeds: Seeds) -> None:
    codes = {"REQUESTED": "requested", "ACCEPTED": "accepted-in-principle", "STANDING_INVITATION_DEMANDED": "demanded"}
    for fact in seeds.gold[0]["special_procedures"]:
        stage = codes[fact["sp_status_code"]]
        kind = "standing-invitation" if stage == "demanded" else "visit"
        mandate = HRD if fact["id"].endswith("HRD") else FOAA
        seeds.step(0, fact["quote"], process=kind, stage=stage, country=fact["country"], mandate=mandate, subject="",
                   date={"edtf": fact["as_of"]})  # fmt: skip


def test_the_board_of_visits_five_states_by_two_mandates(seeds: Seeds, account: Any):
    visits(seeds)
    board = visit_board(account, date(2014, 6, 1), STATES, (HRD, FOAA))
    stages = {place: cell.step.stage if cell and cell.step else "" for place, cell in board.cells.items()}
    assert len(stages) == 10
    assert sorted(c for (c, _m), s in stages.items() if s == "requested") == ["TKM", "TKM", "UZB", "UZB"]
    assert sorted(c for (c, _m), s in stages.items() if s == "accepted-in-principle") == ["KAZ", "KAZ", "KGZ", "KGZ"]
    assert sorted(c for (c, _m), s in stages.items() if not s) == ["TJK", "TJK"], "no statement is no answer"
    invited = invitation_board(account, date(2014, 6, 1), STATES, (HRD, FOAA))
    assert [cell.step.stage for cell in invited.cells.values() if cell and cell.step] == ["demanded"] * 10

    visit = Process.objects.get(kind="visit", country="KAZ", mandate=FOAA)
    went_on(visit, account, later("F04")[1], "completed")
    after = visit_board(account, date(2015, 2, 1), STATES, (HRD, FOAA))
    moved = {place: cell.step.stage if cell and cell.step else "" for place, cell in after.cells.items()}
    assert moved["KAZ", FOAA] == "completed"
    assert {place for place in stages if stages[place] != moved[place]} == {("KAZ", FOAA)}
    assert after.cells["KAZ", FOAA].step.date == "2015-01-19/2015-01-27"


# Scenario 6


def test_amparo_is_a_chain_with_its_durations_and_no_invented_warning(seeds: Seeds, account: Any):
    fact = of_gold(seeds, 1, "ngo_status", "S1-N01")
    closed = seeds.step(1, fact["quote"], process="ngo-status", subject=fact["subject"], country="TJK",
                        stage="liquidated-1st", date={"edtf": "2012-10"})  # fmt: skip
    process = closed.process
    stages = ("inspected", "liquidation-motion", "liquidated-1st", "appeal", "liquidated-final")
    chain = later("F07")
    for told, stage in zip(chain, stages, strict=False):
        went_on(process, account, told, stage)
    [law] = of_gold(seeds, 1, "legal", "S1-L11")["events"]
    review = seeds.step(1, law["quote"], process="bill", subject="Law on Public Associations", country="TJK",
                        stage="constitutional-review", date={"edtf": "2014-06-24"})  # fmt: skip

    assert stands(process, date(2012, 6, 28)) == "inspected"
    assert stands(process, date(2012, 11, 1)) == "liquidated-1st"
    assert stands(process, date(2014, 7, 21)) == "liquidated-final"
    spans = durations(process, account, date(2014, 7, 21))
    exact = [s for s in spans if len(s.step.date) == 10]
    assert [(s.step.stage, s.days) for s in exact] == list(zip(stages, (None, 1, 117, 35, 48), strict=True))
    assert {s.date for s in Step.objects.filter(process=process, stage="liquidated-1st")} == {"2012-10", "2012-10-24"}
    assert "warned" not in {s.step.stage for s in spans}
    assert stands(review.process, date(2014, 7, 21)) == "constitutional-review"
    assert PUBLISHED[1] == review.known
