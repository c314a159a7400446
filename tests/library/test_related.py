from __future__ import annotations

from publications import a_publication, about

from qalqan.library.models import WorkRelation
from qalqan.library.related import related


def test_neighbours_share_a_country_and_a_topic_and_say_so(account):
    work = a_publication("One.", by=account, title="One", countries=about("KAZ", "KGZ"), topics=["torture"]).work
    both = a_publication("Two.", by=account, title="Two", countries=about("KAZ", "KGZ"), topics=["torture"]).work
    one = a_publication("Three.", by=account, title="Three", countries=about("KGZ"), topics=["torture", "x"]).work
    a_publication("Four.", by=account, title="Four", countries=about("KAZ"), topics=["labour"])
    a_publication("Five.", by=account, title="Five", countries=about("UZB"), topics=["torture"])
    found = related(work, account)
    assert [neighbour.work for neighbour in found] == [both, one]
    assert found[0].reason == "also about Kazakhstan, Kyrgyzstan; same topic: torture and ill-treatment"
    assert related(work, account, limit=1) == found[:1]


def test_the_same_issuers_on_the_same_country_are_neighbours(account):
    alpha = [{"name": "Alpha"}]
    work = a_publication("One.", by=account, title="One", countries=about("KAZ"), issuers=alpha).work
    other = a_publication("Two and more.", by=account, title="Two", countries=about("KAZ"), issuers=alpha).work
    assert [(n.work, n.reason) for n in related(work, account)] == [(other, "also about Kazakhstan; also by Alpha")]


def test_what_a_work_prints_comes_first_from_both_sides(account):
    named = a_publication("One.", by=account, title="The set").work
    see_also = [{"relation": "see-also", "title": "The set"}]
    naming = a_publication("Two.", by=account, title="Naming", related=see_also).work
    assert [(n.work, n.reason) for n in related(naming, account)] == [(named, "named here under “see also”")]
    assert [(n.work, n.reason) for n in related(named, account)] == [
        (naming, "names this publication under “see also”")
    ]


def test_a_stated_relation_gives_its_name_from_each_side_and_its_reason(account):
    earlier = a_publication("One.", by=account, title="Earlier").work
    later = a_publication("Two.", by=account, title="Later").work
    WorkRelation.objects.create(work=later, relation="follows", other=earlier, reason="an update")
    assert [n.reason for n in related(later, account)] == ["follows: an update"]
    assert [n.reason for n in related(earlier, account)] == ["followed by: an update"]


def test_a_work_that_may_not_be_seen_is_no_neighbour(account):
    work = a_publication("One.", by=account, title="One", countries=about("KAZ"), topics=["torture"]).work
    other = a_publication("Two.", by=account, title="Two", countries=about("KAZ"), topics=["torture"]).work
    WorkRelation.objects.create(work=work, relation="follows", other=other)
    assert [n.work for n in related(work, account)] == [other]  # the control
    other.level = "sealed"
    other.save()
    assert related(work, account) == []
    assert related(work, None) == []
