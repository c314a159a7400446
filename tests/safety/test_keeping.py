"""What was decided or quoted is kept by the database itself, whatever way a change comes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.db.utils import DatabaseError

from makers import a_process, a_text
from proposals import found, proposed
from qalqan.library.models import Text
from qalqan.publishing.actions.release import release
from qalqan.publishing.models import Release
from qalqan.record.actions import revise
from qalqan.record.models import Revision
from qalqan.review.actions import reject
from qalqan.review.models import Review

CHANGES = {
    "the words of a text": (Text, {"body": "Other words."}),
    "a decision": (Review, {"outcome": "accepted"}),
    "a former state": (Revision, {"state": {}}),
    "a release": (Release, {"reason": "another"}),
}


@pytest.fixture
def decided(db: None, account: Any) -> None:
    text = a_text()
    [candidate] = proposed(text, account, found(text, "c1", "act", "The court", type="SENTENCE"))
    reject(candidate, account, "no act")
    process = revise(a_process(), {"subject": "Another law"}, account, "its name")
    release(process, account, "printed")


@pytest.mark.parametrize("what", CHANGES)
def test_it_is_neither_changed_nor_removed(decided: None, what: str) -> None:
    model, change = CHANGES[what]
    rows = model._base_manager.all()
    assert rows.exists()
    with pytest.raises(DatabaseError, match="kept as it was"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="kept as it was"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_the_level_of_a_text_may_change(decided: None) -> None:
    assert Text.objects.update(level="public", version=F("version") + 1) == 1
    text = Text.objects.get()
    text.level = "sealed"
    text.save()  # writes every column, the words too, as they are
