"""What a review admits: entries with their words, cases of the right kind, actors with every spelling."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from makers import a_text
from proposals import found, proposed
from qalqan.errors import CannotDecide, StaleWrite
from qalqan.followup.actions import decide
from qalqan.record.actions import enter, revise
from qalqan.record.matching import find_actors, instrument_key
from qalqan.record.models import Act, Actor, Case, Evidence, Instrument, Provision, Revision, Situation, Standard

BODY = (
    "On 9 January 2014 guards reportedly beat the lawyer Dana Omarova and two colleagues in court. "
    "She was denied access to her client. Дану Омарову лечат. At least 24 journalists are held. "
    "The law forbids groups without registration. Everyone may associate under Article 22 of the Covenant."
)
VICTIM = {"name": "Dana Omarova", "role": "lawyer", "kind": "person", "count": None}


def admitted(account: Any, text: Any, *candidates: dict[str, Any]) -> list[Any]:
    return [decide(c, "accepted", account)[1] for c in proposed(text, account, *candidates)]


def test_an_act_enters_with_its_words_its_hedge_and_all_it_names(db: None, account: Any):
    text = a_text(BODY)
    words = "guards reportedly beat the lawyer Dana Omarova and two colleagues in court"
    [act] = admitted(
        account, text,
        found(text, "c1", "act", words, hedge="reported", type="BEATING", country="KGZ", place="court", case="k1",
              victims=[VICTIM, {"name": "colleagues", "kind": "group", "count": 2}], perpetrators=[{"name": "guards", "kind": "group"}],
              date={"edtf": "2014-01-09", "basis": "printed"}),
    )  # fmt: skip
    assert (act.type, act.hedge, act.date, act.level) == ("BEATING", "reported", "2014-01-09", "team")
    assert [e.exact for e in Evidence.objects.filter(entry=act.permanent_id)] == [words]
    assert {(i.role, i.name, i.count) for i in act.involvements.all()} == {
        ("victim", "Dana Omarova", ""), ("victim", "colleagues", "2"), ("perpetrator", "guards", "")}  # fmt: skip
    assert (act.case.kind, act.case.title) == ("named", "Dana Omarova")
    assert [a.name for a in Actor.objects.all()] == ["Dana Omarova"]


def test_an_act_without_a_name_joins_the_case_of_its_thread(db: None, account: Any):
    text = a_text(BODY)
    beaten, denied = admitted(
        account, text,
        found(text, "c1", "act", "beat the lawyer Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
        found(text, "c2", "act", "denied access to her client", type="DENIED-CLIENT-ACCESS", country="KGZ", case="k1", victims=[]),
    )  # fmt: skip
    assert beaten.case == denied.case


def test_a_pattern_is_never_counted_as_a_case(db: None, account: Any):
    text = a_text(BODY)
    [held] = admitted(
        account,
        text,
        found(text, "c1", "pattern", "At least 24 journalists are held", type="IMPRISONMENT", country="UZB", case="k2"),
    )
    assert held.case.kind == "pattern"
    assert not Case.objects.filter(kind__in=Case.COUNTED).exists()


def test_one_person_is_found_by_every_spelling(db: None, account: Any):
    text, other = a_text(BODY), a_text("The court released Дана Омарова on Monday.")
    victim = {**VICTIM, "name": "Дана Омарова"}
    one, two = (
        *admitted(
            account,
            text,
            found(text, "c1", "act", "Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
        ),
        *admitted(
            account,
            other,
            found(other, "c1", "act", "Дана Омарова", type="RELEASE", country="KGZ", case="k1", victims=[victim]),
        ),
    )
    assert one.case == two.case
    [person] = find_actors("Omarova Dana", account)
    assert {n.name for n in person.names.all()} == {"Dana Omarova", "Дана Омарова"}


def test_namesakes_in_two_countries_stay_two(db: None, account: Any):
    text, other = a_text(BODY), a_text("In Ruritania police detained Dana Omarova.")
    admitted(
        account,
        text,
        found(text, "c1", "act", "Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
    )
    admitted(
        account,
        other,
        found(other, "c1", "act", "Dana Omarova", type="DETENTION", country="KAZ", case="k1", victims=[VICTIM]),
    )
    assert Actor.objects.filter(name="Dana Omarova").count() == 2


def test_one_first_name_in_common_makes_nobody_one(db: None, account: Any):
    text = a_text("Police beat Dana Omarova. Police detained Dana Seitova.")
    other = {**VICTIM, "name": "Dana Seitova"}
    admitted(
        account,
        text,
        found(text, "c1", "act", "Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
        found(text, "c2", "act", "Dana Seitova", type="DETENTION", country="KGZ", case="k2", victims=[other]),
    )
    assert Actor.objects.count() == 2
    assert Case.objects.count() == 2
    assert [a.name for a in find_actors("Seitova", account)] == ["Dana Seitova"]
    assert {a.name for a in find_actors("Дана", account)} == {"Dana Omarova", "Dana Seitova"}


def test_provisions_standards_and_situations_enter_too(db: None, account: Any):
    text = a_text(BODY)
    admitted(
        account, text,
        found(text, "c1", "provision", "The law forbids groups without registration", instrument="the law “On Public Associations”",
              about="a ban", restriction="compulsory-registration", defects=["no-necessity"], country="KGZ"),
        found(text, "c2", "standard", "Article 22 of the Covenant", instrument="ICCPR", article="22", symbol=None),
        found(text, "c3", "situation", "At least 24 journalists are held", country="UZB", trend="worse"),
    )  # fmt: skip
    assert Provision.objects.get().instrument.key == "public associations"
    assert (Standard.objects.get().name, Standard.objects.get().article) == ("ICCPR", "22")
    assert Situation.objects.get().trend == "worse"


def test_nothing_enters_without_words(db: None, account: Any):
    with pytest.raises(CannotDecide):
        enter(Situation(country="UZB", created_by=account), [])
    assert not Situation.objects.exists()


def test_a_later_rejection_withdraws_the_entry_and_keeps_it(db: None, account: Any):
    text = a_text(BODY)
    [candidate] = proposed(
        text,
        account,
        found(text, "c1", "act", "Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
    )
    decide(candidate, "accepted", account)
    decide(candidate, "rejected", account, reason="another lawyer")
    assert Act.objects.get().standing == "withdrawn"
    decide(candidate, "corrected", account, fields={"type": "THREAT"}, reason="a threat, not a blow")
    assert sorted(Act.objects.values_list("type", "standing")) == [("BEATING", "withdrawn"), ("THREAT", "standing")]


def test_a_change_keeps_the_former_state_and_refuses_a_stale_one(db: None, account: Any):
    text = a_text(BODY)
    [act] = admitted(
        account,
        text,
        found(text, "c1", "act", "Dana Omarova", type="BEATING", country="KGZ", case="k1", victims=[VICTIM]),
    )
    stale = Act.objects.get(pk=act.pk)
    revise(act, {"place": "Osh"}, account, "the court is named on page 2")
    assert Revision.objects.get().state["place"] == ""
    with pytest.raises(StaleWrite):
        revise(stale, {"place": "Chuy"}, account, "read in haste")
    assert Act.objects.get().place == "Osh"
    with pytest.raises(CannotDecide):
        revise(act, {"place": "Chuy"}, account, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A new Criminal Code", "The new Criminal Code"),
        ("the draft Law on Public Associations", "the law “On public associations”"),
        ("Law on Lawyers of the Republic of Kazakhstan", "the law on lawyers"),
    ],
)
def test_one_law_under_several_names(one: str, other: str):
    assert instrument_key(one) == instrument_key(other)


def test_another_law_is_another_law():
    assert instrument_key("the Criminal Code") != instrument_key("the Criminal Procedure Code")


def test_laws_that_two_sources_leave_unnamed_are_not_one_law(db: None, account: Any):
    words = "The law forbids groups without registration."
    for text in (a_text(words), a_text(words + " Again.")):
        admitted(
            account, text,
            found(text, "c1", "provision", words, instrument=None, about="a ban", defects=[], country="KGZ"),
            found(text, "c2", "provision", "forbids groups", instrument=None, about="a ban", defects=[], country="KGZ"),
        )  # fmt: skip
    assert [law.called for law in Instrument.objects.all()] == ["Legislation not named in the source"] * 2
    with override("ru"):
        assert Instrument.objects.all()[0].name == "Legislation not named in the source"
