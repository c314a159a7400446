"""What the search keeps between questions is never older than the catalogue, and an order that can be explained."""

from __future__ import annotations

import random
from concurrent.futures import Executor, Future
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from publications import a_publication, about, on

from qalqan.library.models import Issuer, WorkCountry
from qalqan.library.search import engine
from qalqan.library.search.bits import Membership, bits_of, numbers_in
from qalqan.library.search.database import index_engine
from qalqan.library.search.holdings import holdings
from qalqan.safety.access import current_grants, levels_granted
from qalqan.safety.models import Circle


def titles(query: str, account: Any, **said: Any) -> list[str]:
    return [hit.work.title for hit in engine.search(query, account, **said).hits]


def test_every_change_of_the_catalogue_is_watched(db: None) -> None:
    assert index_engine().is_watched()
    with connection.cursor() as cursor:
        name = "library_state_update_library_text" if connection.vendor == "sqlite" else "library_state_library_text"
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON library_text"))
    assert not index_engine().is_watched()  # then nothing is kept


def test_a_text_that_is_closed_is_found_no_more_at_once(account: Any) -> None:
    text = a_publication("Seen by Zebulon.", by=account, title="One")
    assert titles("Zebulon", account) == ["One"]
    type(text).objects.filter(pk=text.pk).update(circle=Circle.objects.create(code="other", name="Other"))
    assert titles("Zebulon", account) == []
    assert engine.search("", account, facets=True).facets["language"] == ()


def test_changed_facts_are_counted_at_once(account: Any) -> None:
    work = a_publication("Words.", by=account, countries=about("KAZ"), published=on("2014")).work
    assert engine.search("country:KGZ", account).total == 0
    WorkCountry.objects.filter(work=work).update(code="KGZ")
    Issuer.objects.create(work=work, position=1, name="Steppe Lawyers")
    work.change(seen=work.version, published="2015-06", publisher="Steppe")
    found = engine.search("country:KGZ issuer:steppe from:2015", account, facets=True)
    assert (found.total, found.facets["year"]) == (1, (("2015", 1),))
    Issuer.objects.update(withdrawn=True)
    assert engine.search("issuer:steppe", account).total == 0


def test_a_state_that_was_rolled_back_does_not_come_again(account: Any) -> None:
    before = holdings().state
    seen = set()
    for number in range(3):
        try:
            with transaction.atomic():
                a_publication(f"Words {number}.", by=account)
                seen.add(holdings().state)
                assert engine.search(str(number), account).total == 1
                raise InterruptedError
        except InterruptedError:
            assert holdings().state == before
            assert engine.search(str(number), account).total == 0
    assert len(seen) == 3 and before not in seen


def test_the_title_counts_more_than_often_and_often_more_than_once(account: Any) -> None:
    filling = " ".join(f"word{n}" for n in range(60))
    a_publication(f"A court sat. {filling}", by=account, title="Once", published=on("2020"))
    a_publication(f"Court, court, court and court. {filling}", by=account, title="Often", published=on("2016"))
    a_publication(f"A court sat! {filling} x", by=account, title="The court", published=on("2012"))
    a_publication(f"A court sat. {filling}.", by=account, title="Once before", published=on("2010"))
    a_publication("Nothing.", by=account, title="None")
    assert titles("court", account) == ["The court", "Often", "Once", "Once before"]
    pages = [titles("court", account, limit=1, offset=n) for n in range(5)]
    assert pages == [["The court"], ["Often"], ["Once"], ["Once before"], []]


def test_the_rarer_word_counts_more(account: Any) -> None:
    for number in range(4):
        a_publication(f"The court sat {number}.", by=account, title=f"Court {number}"[::-1])
    a_publication("Torture.", by=account, title="Rare", published=on("2001"))
    assert titles("sat OR torture", account)[0] == "Rare"


def test_the_passage_that_has_most_of_it_is_shown(account: Any) -> None:
    a_publication("A court.", "A court and a lawyer.", "A lawyer.", by=account)
    (hit,) = engine.search("court lawyer", account).hits
    assert hit.passage.key == "p2"


def test_a_text_of_very_many_passages_is_shown_by_the_right_one(account: Any) -> None:
    a_publication(*(f"Passage {n}." for n in range(300)), "Here is the needle.", by=account)
    (hit,) = engine.search("needle", account).hits
    assert (hit.passage.key, hit.passage.words) == ("p301", "Here is the needle.")


@given(st.sets(st.integers(0, 400), max_size=200))
def test_a_set_of_texts_keeps_its_numbers(numbers: set[int]) -> None:
    bits = bits_of(numbers, 300)
    kept = {number for number in numbers if number < 300}
    assert numbers_in(bits) == sorted(kept)
    within = Membership(bits)
    assert {number for number in range(410) if number in within} == kept


def test_points_are_summed_for_all_texts_at_once() -> None:
    from qalqan.library.search.ranking import _add, _from_the_best

    drawn, planes, sums = random.Random(4), [], dict.fromkeys(range(60), 0)
    for _ in range(9):
        points, texts = drawn.randint(0, 90), set(drawn.sample(range(60), 30))
        _add(points, bits_of(texts, 60), planes)
        for text in texts:
            sums[text] += points
    groups = list(_from_the_best(bits_of(range(60), 60), planes, len(planes) - 1))
    assert {text: points for group, points in groups for text in numbers_in(group)} == sums
    assert [points for _, points in groups] == sorted({*sums.values()}, reverse=True)


def test_few_texts_among_many_keep_their_numbers() -> None:
    numbers = sorted(random.Random(3).sample(range(9000), 60))
    assert numbers_in(bits_of(numbers, 9000)) == numbers
    assert numbers_in(bits_of([*numbers, 9500], 9000)) == numbers  # past the end there is none


def test_words_worked_out_elsewhere_are_indexed_the_same(account: Any) -> None:
    texts = [a_publication(f"Zebulon met lawyers {n}.", "Адвокаты.", by=account, title=f"Title {n}") for n in range(20)]
    engine_of = index_engine()
    before = [engine_of.pieces_of_text(text.pk) for text in texts]
    elsewhere = InTurn()
    engine.index_all(texts, elsewhere)
    assert elsewhere.lots > 1
    assert [engine_of.pieces_of_text(text.pk) for text in texts] == before
    assert engine.search("Зебулон lawyer", account).total == 20


class InTurn(Executor):
    """Runs what it is given at once and here, and counts it."""

    lots = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.lots += 1
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def test_what_is_granted_reaches_as_far_as_the_grants_themselves(account: Any) -> None:
    granted = [(grant.circle_id, grant.level) for grant in current_grants(account)]
    assert granted and sorted(levels_granted(account)) == sorted(granted)
    account.grants.update(until=timezone.now() - timedelta(seconds=1))
    assert levels_granted(account) == []
