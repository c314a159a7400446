"""Same as: another source for what stands already, joined by a person and split again; suggestions say why."""

from __future__ import annotations

from typing import Any

import pytest

from makers import a_clause, a_process, a_recommendation, a_step, a_text, a_work, an_actor
from proposals import found, proposed
from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.actions import accept_as_same, decide
from qalqan.followup.likely_same import dates_exclude, likely_same
from qalqan.followup.models import Step
from qalqan.record.actions import Words, merge, reinstate, relate, unrelate, withdraw_entry
from qalqan.record.joined import joined_sets, joined_with, relations_of
from qalqan.record.models import Act, Actor, Case, Relation
from qalqan.record.revisions import changes_of
from qalqan.safety.models import Circle

VICTIM = {"name": "Dana Omarova", "kind": "person", "role": "lawyer", "count": None}


def an_act_told(account: Any, words: str, *, date: str = "", name: str = "Dana Omarova", case: str = "k1") -> Any:
    text = a_text(words, work=a_work())
    victims = [{**VICTIM, "name": name}] if name else []
    [made] = proposed(
        text, account,
        found(text, "c1", "act", words, type="BEATING", country="KGZ", case=case, victims=victims,
              date={"edtf": date, "basis": "printed"}),
    )  # fmt: skip
    return made


def test_another_source_for_one_act_is_suggested_with_its_reason(db: None, account: Any):
    _, act = decide(an_act_told(account, "Guards beat Dana Omarova.", date="2014-01-09"), "accepted", account)
    again = an_act_told(account, "The lawyer Дана Омарова was beaten in court.", date="2014-01", name="Дана Омарова")
    [likely] = likely_same(again, account)
    assert (likely.entry, likely.words) == (act, "Guards beat Dana Omarova.")
    assert "same person" in likely.why
    later = an_act_told(account, "Dana Omarova was beaten.", date="2015")
    assert "differ" in likely_same(later, account)[0].why
    assert likely_same(later, None) == []


def test_the_same_act_keeps_both_sources_in_one_case(db: None, account: Any):
    _, act = decide(an_act_told(account, "Guards beat Dana Omarova.", date="2014-01-09"), "accepted", account)
    again = an_act_told(account, "Guards beat a lawyer in court.", name="", case="k9")
    _, other, relation = accept_as_same(again, act, account, "the hearing is the same")  # type: ignore[arg-type]
    assert relation is not None and other is not None
    assert Act.objects.get(pk=other.pk).case == act.case  # type: ignore[union-attr]
    assert [len(same) for same in joined_sets(Act.objects.all(), account)] == [2]
    unrelate(relation, account, "two hearings after all")
    assert [len(same) for same in joined_sets(Act.objects.all(), account)] == [1, 1]
    assert Relation.objects.get().standing == "withdrawn"
    assert changes_of(relation)[0].reason == "two hearings after all"


def test_a_step_told_again_joins_its_process(db: None, account: Any):
    text = a_text()
    held = a_step(text, a_process(), stage="signed", date="2014-07-03")
    other = a_text("The head of state has signed it.", work=a_work())
    [made] = proposed(
        other, account,
        found(other, "c1", "step", "The head of state has signed it.", process="bill", subject="the bill on unions",
              stage="signed", date={"edtf": "2014-07", "basis": "printed"}, country="KAZ"),
    )  # fmt: skip
    accept_as_same(made, held, account)
    assert Step.objects.filter(process=held.process).count() == 2


def test_only_entries_of_one_kind_are_the_same(db: None, account: Any):
    made = an_act_told(account, "Guards beat Dana Omarova.")
    with pytest.raises(CannotDecide):
        accept_as_same(made, a_step(a_text(), a_process()), account)
    assert not made.reviews.exists()


def test_the_very_words_of_a_demand_are_suggested(db: None, account: Any):
    words = "Release the lawyer at once."
    text = a_text(words)
    clause = a_clause(a_recommendation(text), text)
    again = a_text(words, work=a_work())
    [parent, made] = proposed(
        again, account,
        found(again, "c1", "recommendation", words, number=None, addressees=[]),
        found(again, "c2", "clause", words, "c1", action="release", category=5),
    )  # fmt: skip
    assert [one.entry for one in likely_same(made, account)] == [clause]


def test_people_are_merged_and_split_with_reasons(db: None, account: Any):
    one, two, three = an_actor("Dana Omarova"), an_actor("D. Omarova"), an_actor("Omarova")
    merge(one, two, account, "the same birthday")
    last = merge(two, three, account, "the same case")
    everybody = {one.permanent_id, two.permanent_id, three.permanent_id}
    assert joined_with(three, account) == everybody
    with pytest.raises(CannotDecide, match="already"):
        merge(three, one, account, "again")
    assert [len(same) for same in joined_sets([one, two, three], account)] == [3]
    unrelate(last, account, "her sister")
    assert joined_with(three, account) == {three.permanent_id}
    with pytest.raises(CannotDecide):
        unrelate(last, account, "twice")
    assert Actor.objects.count() == 3


def test_a_relation_over_time_needs_its_words(db: None, account: Any):
    text = a_text("She joined Steppe Lawyers in 2009.")
    person, group = an_actor(), an_actor("Steppe Lawyers", "organisation")
    with pytest.raises(CannotDecide):
        relate(person, "member-of", group, account, "she said so")
    with pytest.raises(CannotDecide):
        relate(person, "member-of", group, account, "so", [Words.at(text, 0, 10)], since="long ago")
    held = relate(person, "member-of", group, account, "so", [Words.at(text, 0, 34)], since="2009", until="2012-05")
    assert relations_of(group, account) == [held]
    assert (held.since, held.until) == ("2009", "2012-05")


def test_entries_of_two_circles_are_not_related(db: None, account: Any):
    from qalqan.safety.accounts import give_grant

    south = Circle.objects.create(code="south", name="South")
    give_grant(account, south, "team", purpose="both", by=None)
    with pytest.raises(CannotDecide, match="circles"):
        merge(an_actor(), an_actor(circle=south), account, "one person")


def test_who_may_not_change_relates_nothing(db: None, account: Any):
    one, two = an_actor(), an_actor("Another")
    account.roles = ["reader"]
    account.save()
    with pytest.raises(NotAllowed):
        merge(one, two, account, "one person")


def test_an_entry_is_withdrawn_and_reinstated_with_reasons(db: None, account: Any):
    _, act = decide(an_act_told(account, "Guards beat Dana Omarova."), "accepted", account)
    withdraw_entry(act, account, "the source took it back")  # type: ignore[arg-type]
    with pytest.raises(CannotDecide):
        withdraw_entry(act, account, "twice")  # type: ignore[arg-type]
    reinstate(act, account, "it was another article")  # type: ignore[arg-type]
    told = changes_of(act)  # type: ignore[arg-type]
    assert [(c.version, c.reason, [(f.name, f.before, f.after) for f in c.fields]) for c in told] == [
        (3, "it was another article", [("standing", "withdrawn", "standing")]),
        (2, "the source took it back", [("standing", "standing", "withdrawn")]),
    ]


def test_a_case_of_nobody_named_becomes_part_of_a_named_one_by_a_person_only(db: None, account: Any):
    decide(an_act_told(account, "Guards beat Dana Omarova."), "accepted", account)
    decide(an_act_told(account, "A lawyer was beaten.", name="", case="k7"), "accepted", account)
    named, unnamed = Case.objects.get(kind="named"), Case.objects.get(kind="unnamed-group")
    assert len(joined_sets(Case.objects.all(), account)) == 2
    merge(named, unnamed, account, "a report of January 2015 names her")
    assert len(joined_sets(Case.objects.all(), account)) == 1


@pytest.mark.parametrize(
    ("one", "other", "exclude"),
    [
        ("2014", "2014-07", False),
        ("2014-07-02", "2014-07-03", True),
        ("", "2014", False),
        ("2014-05", "2014-06-01", True),
    ],
)
def test_dates_exclude_each_other_only_where_both_are_known(one: str, other: str, exclude: bool):
    assert dates_exclude(one, other) is exclude
