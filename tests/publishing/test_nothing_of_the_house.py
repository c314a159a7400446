"""What belongs to the house never stands in a public column: who works here, and what a file was called."""

from __future__ import annotations

from typing import Any

from makers import a_clause, a_copy, a_recommendation, a_text
from qalqan.followup.actions import assess
from qalqan.library.catalogue import catalogue
from qalqan.record.actions import Words
from qalqan.safety.fields import public_row


def test_an_assessment_does_not_publish_whose_account_made_it(db: None, account: Any) -> None:
    text = a_text()
    clause = a_clause(a_recommendation(text), text)
    made = assess(clause, "KAZ", "", "no-action", "2015", account, "nothing moved", [Words.at(text, 0, 9)])
    assert made.assessor == account.display_name
    made.level = "public"
    assert account.display_name not in public_row(made).values()


def test_a_publication_without_a_title_is_not_called_by_its_file(db: None, account: Any) -> None:
    passages = [{"id": "p1", "kind": "paragraph", "start": 0, "end": 3, "sentences": [[0, 3]]}]
    read = {"format": "qalqan-extract/1", "work": {"title": ""}, "text": "***", "passages": passages}
    text = catalogue(a_copy(claimed_name="from-aida.pdf"), read, account)
    assert "aida" not in f"{text.title} {text.work.title}"
