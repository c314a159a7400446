from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from qalqan.library.models import Issuer, Work
from qalqan.safety.rows import insert


def test_rows_come_back_as_they_were_given(db: None):
    given = [
        Work(title="Одно «заявление» % %s", topics=["torture", "ʻ"], published="2014-05"),
        Work(title="Another", topics=[]),
    ]
    insert(given)
    held = list(Work.objects.order_by("id"))
    assert [(w.title, w.topics, w.published, w.level, w.version) for w in held[-2:]] == [
        ("Одно «заявление» % %s", ["torture", "ʻ"], "2014-05", "team", 1),
        ("Another", [], "", "team", 1),
    ]
    assert [w.permanent_id for w in held[-2:]] == [w.permanent_id for w in given]
    assert [w.created_at for w in held[-2:]] == [w.created_at for w in given]


def test_rows_of_no_one_write_nothing(db: None):
    insert([])
    assert not Issuer.objects.exists()


def test_one_row_that_the_table_refuses_leaves_none_of_them(db: None):
    first = Work(title="one")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([first, Work(title="two", permanent_id=first.permanent_id)])
    assert not Work.objects.filter(title__in=("one", "two")).exists()
