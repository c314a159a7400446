from __future__ import annotations

import pytest
from django.db import transaction
from publications import a_copy, a_publication, about, as_read, on

from qalqan.errors import DamagedFile, NotAllowed, NotFound, WrongCall
from qalqan.library.catalogue import catalogue, passage_at
from qalqan.library.models import Text, Work
from qalqan.safety import accounts
from qalqan.safety.models import LogEntry

PASSWORD = "mountain river bridge"
PARAGRAPHS = ("The association was inspected in June.", "A court closed it in October.")


def test_what_was_read_stands_in_the_catalogue(account):
    read = as_read(
        *PARAGRAPHS,
        title="On the closure",
        publisher="Steppe Watch",
        published=on("2014-05"),
        issuers=[{"name": "Alpha", "country": "KAZ", "in_exile": None}, {"name": "Beta", "country": None}],
        countries=[*about("TJK"), {"code": "RUS", "role": "mentioned"}],
        topics=["Freedom of association", "Something of the host's own"],
        presented_at={"event": "A workshop", "place": "Dushanbe", "edtf": "2014-05-20/2014-05-21"},
        disclaimer={"exact": "Not ours.", "start": 0, "end": 9, "prefix": "", "suffix": ""},
    )
    text = catalogue(a_copy(), read, account)
    work = Work.objects.get()
    assert (work.title, work.publisher, work.published, work.published_basis) == ("On the closure", "Steppe Watch", "2014-05", "printed")  # fmt: skip
    assert [(i.position, i.name, i.country) for i in work.issuers.all()] == [(1, "Alpha", "KAZ"), (2, "Beta", "")]
    assert {c.code: c.role for c in work.countries.all()} == {"TJK": "subject", "RUS": "mentioned"}
    assert work.topics == ["association", "Something of the host's own"]
    assert (work.event_place, work.disclaimer) == ("Dushanbe", "Not ours.")
    assert [p.words for p in text.passages.all()] == list(PARAGRAPHS)
    assert (text.level, work.level, text.reading) == ("team", "team", 1)


def test_what_a_person_states_wins_over_what_was_read(account):
    read = as_read(*PARAGRAPHS, publisher="Host", published=on("2024-06-01"), countries=about("RUS"))
    work = catalogue(
        a_copy(),
        read,
        account,
        publisher="Alpha",
        published="2014-05",
        countries=("Kazakhstan", "RUS"),
        url="https://a.org",
    ).work
    assert (work.publisher, work.published, work.published_basis, work.source_url) == ("Alpha", "2014-05", "given", "https://a.org")  # fmt: skip
    assert {c.code: c.role for c in work.countries.all()} == {"RUS": "subject", "KAZ": "subject"}


@pytest.mark.parametrize("stated", [{"published": "last spring"}, {"countries": ("Atlantis",)}])
def test_what_cannot_be_meant_is_refused_and_nothing_stays(account, stated):
    with pytest.raises(WrongCall, match=r"last spring|Atlantis"), transaction.atomic():
        catalogue(a_copy(), as_read(*PARAGRAPHS), account, **stated)
    assert not Work.objects.exists()


def test_the_same_body_in_another_copy_is_one_more_text_of_the_same_work(account):
    first = a_publication(*PARAGRAPHS, by=account, title="One title", issuers=[{"name": "Alpha"}])
    second = a_publication(*PARAGRAPHS, by=account, title="Another title", issuers=[{"name": "Beta"}])
    assert first.work == second.work and first != second
    assert (second.title, second.work.title) == ("Another title", "One title")
    assert [issuer.name for issuer in first.work.issuers.all()] == ["Alpha"]


def test_a_person_may_complete_a_work_with_its_second_copy(account):
    a_publication(*PARAGRAPHS, by=account)
    text = catalogue(a_copy(), as_read(*PARAGRAPHS), account, publisher="Alpha", countries=("KAZ",))
    assert (text.work.publisher, [c.code for c in text.work.countries.all()]) == ("Alpha", ["KAZ"])


def test_the_same_copy_read_again_is_the_same_text_unless_the_reading_differs(account):
    copy = a_copy()
    first = catalogue(copy, as_read(*PARAGRAPHS), account)
    assert catalogue(copy, as_read(*PARAGRAPHS), account) == first
    other = catalogue(copy, as_read("Read better now.", *PARAGRAPHS), account)
    assert other.reading == 2 and Text.objects.count() == 2


def test_a_body_that_is_only_alike_is_suggested_and_not_joined(account):
    words = " ".join(f"word{n} and another one" for n in range(60))
    first = a_publication(words, by=account, title="First", issuers=[{"name": "Alpha"}])
    second = a_publication(f"{words} with an end of its own", by=account, title="Second", issuers=[{"name": "Alpha"}])
    assert first.work != second.work
    relation = second.work.relations.get()
    assert (relation.relation, relation.other) == ("same-text?", first.work)
    assert "% of their word sequences" in relation.reason


def test_different_texts_of_the_same_issuers_are_not_suggested(account):
    a_publication("An appeal about one thing in one place.", by=account, title="First", issuers=[{"name": "Alpha"}])
    other = a_publication("A report on quite another matter.", by=account, title="Second", issuers=[{"name": "Alpha"}])
    assert not other.work.relations.exists()


def test_a_work_that_the_account_may_not_see_is_neither_joined_nor_named(account):
    closed = a_publication(*PARAGRAPHS, by=account, issuers=[{"name": "Alpha"}])
    for entry in (closed, closed.work):
        entry.level = "sealed"
        entry.save()
    again = a_publication(*PARAGRAPHS, by=account, issuers=[{"name": "Alpha"}])
    assert again.work != closed.work
    assert not again.work.relations.exists()


def test_a_text_is_as_closed_as_its_copy(account):
    accounts.give_grant(account, accounts.Circle.objects.get(pk=1), "sealed", purpose="test", by=None)
    copy = a_copy()
    copy.level = "sealed"
    copy.save()
    text = catalogue(copy, as_read(*PARAGRAPHS), account)
    assert (text.level, text.work.level) == ("sealed", "sealed")


def test_printed_relations_are_joined_to_works_that_are_held_before_or_after(account):
    named = a_publication("Held before.", by=account, title="Held before")
    naming = a_publication(
        "Names two.",
        by=account,
        title="Names two",
        related=[{"relation": "see-also", "title": t} for t in ("Held before", "Comes later")],
    )
    later = a_publication("Comes later.", by=account, title="Comes later")
    assert {r.title: r.other for r in naming.work.relations.all()} == {
        "Held before": named.work,
        "Comes later": later.work,
    }


@pytest.mark.parametrize(
    "passage", [{"start": -1, "end": 4}, {"start": 4, "end": 4}, {"start": 0, "end": 10_000}, {"id": "p1"}]
)
def test_passages_that_do_not_lie_in_the_text_are_refused(account, passage):
    read = as_read(*PARAGRAPHS)
    read["passages"][1] |= passage
    with pytest.raises(DamagedFile), transaction.atomic():
        catalogue(a_copy(), read, account)
    assert not Work.objects.exists()


def test_a_reading_without_a_passage_is_refused(account):
    with pytest.raises(DamagedFile, match="no passage"), transaction.atomic():
        catalogue(a_copy(), as_read(*PARAGRAPHS) | {"passages": []}, account)


def test_a_nul_in_a_body_does_not_move_anything(account):
    text = catalogue(a_copy(), as_read("One\x00two.", "Three."), account)
    assert [p.words for p in text.passages.all()] == ["One\ufffdtwo.", "Three."]


def test_the_log_tells_of_the_work_and_of_its_text_in_the_same_transaction(account):
    before = LogEntry.objects.count()
    text = a_publication(*PARAGRAPHS, by=account)
    added = list(LogEntry.objects.order_by("seq").values_list("verb", "object_id"))[before:]
    assert added == [("catalogued", text.work.permanent_id), ("read", text.permanent_id)]


def test_a_reader_catalogues_nothing(account):
    reader = accounts.make_account("reader", PASSWORD, roles=("reader",))
    with pytest.raises(NotAllowed):
        catalogue(a_copy(), as_read(*PARAGRAPHS), reader)


def test_the_passage_of_an_anchor_is_the_one_its_words_begin_in(account):
    text = a_publication(*PARAGRAPHS, by=account)
    first, second = text.passages.all()
    at = [passage_at(text, start) for start in (0, first.end - 1, first.end, second.start, second.end + 50)]
    assert at == [first, first, first, second, second]
    text.passages.all().delete()
    with pytest.raises(NotFound):
        passage_at(text, 0)
