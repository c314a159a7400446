"""Demands that are made again: what is repeated, how old it is, where it stands, what breaks it (DOMAIN, scenario 2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from seeds_recorded import Seeds, learnt, read_gold, seeds_recorded

from makers import a_clause, a_recommendation
from qalqan.errors import CannotDecide
from qalqan.followup.actions import assess, say_not_repeated, say_repeated
from qalqan.followup.matrix import matrix
from qalqan.followup.models import ClauseLink
from qalqan.followup.repeats import history, link_work


@pytest.fixture
def seeds(db: None, account: Any) -> Seeds:
    read_gold("seed0")
    return seeds_recorded(account)


def test_both_publications_are_26_recommendations_and_69_clauses(seeds: Seeds):
    assert (len(seeds.recommendations), len(seeds.clauses)) == (26, 69)
    table = matrix(seeds.account, as_of=date(2014, 8, 1))
    assert table.total == 69
    cells = {row.clause.pk: len(row.cells) for row in table.rows}
    own = [c for key, c in seeds.clauses.items() if key[:5] == "S0-R0" and key[5] in "1234567"]
    assert sum(cells[c.pk] for c in own) == 114
    assert sum(cells[c.pk] for key, c in seeds.clauses.items() if key.startswith("S1")) == 35


def test_what_is_repeated_is_linked_counted_and_aged(seeds: Seeds, account: Any):
    link_work(seeds.texts[1].work, account)
    names = {clause.pk: key for key, clause in seeds.clauses.items()}
    found = {(names[k.earlier_id], names[k.later_id]): k for k in ClauseLink.objects.all()}
    same = {pair for pair, link in found.items() if link.relation == "same-text"}
    assert same == {("S0-R02a", "S1-R01a"), ("S0-R02b", "S1-R01b"), ("S0-R03a", "S1-R03a")}
    changed = found["S0-R03e", "S1-R03b"]
    assert changed.relation == "repeats"
    assert any(sign == "+" and "torture" in words for sign, words in changed.difference)

    # What shares too few words for a rule, a person links with her reason.
    for earlier, later, relation in (
        ("S1-R00a", "S1-R05a", "repeats"),
        ("S0-R02c", "S1-R02b", "related"),
        ("S0-R01c", "S1-R04b", "related"),
    ):
        made = say_repeated(
            seeds.clauses[later], seeds.clauses[earlier], relation, account, "the same demand in substance"
        )
        assert (made.earlier, made.later, made.decided) == (seeds.clauses[earlier], seeds.clauses[later], "by-hand")
    within = history(seeds.clauses["S1-R00a"], account, date(2014, 8, 1))
    assert (within.times_since, len(within.clauses)) == (0, 2), "twice in one text is not made again"
    assert history(seeds.clauses["S0-R02c"], account, date(2014, 8, 1)).times_since == 0, "related is another demand"

    ban = seeds.clauses["S0-R02a"]
    assert history(ban, account, date(2014, 6, 1)).times_since == 0
    july = history(ban, account, date(2014, 8, 1))
    assert (july.first, july.since, july.met) == ("2014-05-20/2014-05-21", ("2014-07-21",), "")


def test_the_demands_were_made_again_in_october_and_april_and_never_met(seeds: Seeds, account: Any):
    [told] = [item for item in read_gold("followup")["items"] if item["id"] == "F11"]
    link_work(seeds.texts[1].work, account)
    again = [t for t in told["trajectory"] if not t["source"].startswith("seed")]
    for later in again:
        for key in ("S0-R02a", "S0-R03a"):
            exact = seeds.clauses[key].exact
            words = learnt(account, later["source"], f"{exact} ({later['what']})", published=later["date"])
            text = words.passage.text
            a_clause(a_recommendation(text, exact), text, exact)
            link_work(text.work, account)
    ban = seeds.clauses["S0-R02a"]
    made = history(ban, account, date(2015, 5, 1))
    assert made.since == ("2014-07-21", "2014-10", "2015-04-22")
    assert (made.times_since, made.met) == (3, "")
    assert history(seeds.clauses["S1-R01a"], account, date(2015, 5, 1)).first == "2014-05-20/2014-05-21"
    assert history(ban, account, date(2014, 9, 1)).times_since == 1

    [graded] = [item for item in read_gold("followup")["items"] if item["id"] == "F10"]
    [grade] = graded["trajectory"]
    words = learnt(account, grade["source"], grade["what"], published=grade["date"])
    assess(ban, "TJK", "", "not-satisfactory", grade["date"], account, "the Committee's C1", [words])
    [row] = [r for r in matrix(account, as_of=date(2016, 1, 1)).rows if r.clause == ban]
    assert {code: cell.state for code, cell in row.cells.items() if cell.state != "not-assessed"} == {
        "TJK": "not-satisfactory"
    }
    assert row.cells["TJK"].words_for[0].exact == grade["what"]
    assert not row.cells["TJK"].words_against
    assert history(ban, account, date(2016, 1, 1)).met == ""


def test_a_link_that_a_person_dismisses_is_kept_and_counted_no_more(seeds: Seeds, account: Any):
    link_work(seeds.texts[1].work, account)
    ban = seeds.clauses["S0-R02a"]
    link = ClauseLink.objects.get(earlier=ban)
    with pytest.raises(CannotDecide):
        say_not_repeated(link, account, " ")
    say_not_repeated(link, account, "another law is meant")
    assert history(ban, account, date(2014, 8, 1)).times_since == 0
    [row] = [r for r in matrix(account, as_of=date(2014, 8, 1)).rows if r.clause == ban]
    assert not row.made_again
    assert link_work(seeds.texts[1].work, account) == 0, "the rule does not propose it again"
    assert ClauseLink.objects.get(pk=link.pk).reason == "another law is meant"
