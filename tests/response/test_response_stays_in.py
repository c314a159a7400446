"""Nothing of an alert can become public: not by a level, not by an edition. Each test has a control that can fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from response_makers import TOLD, an_alert, an_officer

from makers import a_text
from qalqan.publishing.editions import publish
from qalqan.response.actions import act, add_contact, close, take
from qalqan.response.models import Alert, Contact, Intervention
from qalqan.safety.entries import Levelled


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_an_edition_holds_nothing_of_an_alert(db: None, tmp_path: Path) -> None:
    officer, private = an_officer()
    a_text("The lawyer of the planted publication was released.", level="public")
    alert = an_alert(officer)
    take(alert, officer)
    done = act(alert, {"type": "demarche", "to": "the planted ministry", "by": "the planted envoy"}, officer, private)
    contact = add_contact({"body": "the planted clinic", "channel": "by planted courier"}, officer)
    close(alert, "a planted outcome", "", officer, private)
    publish(tmp_path / "edition", as_of=date(2014, 7, 23))
    written = bytes_of(tmp_path / "edition")
    assert b"planted publication" in written, "the control: what is public must be found"
    planted = [
        *(words for words in TOLD.values() if len(words) > 4),
        "planted ministry", "planted envoy", "planted clinic", "planted courier", "planted outcome",
        alert.permanent_id, done.permanent_id, contact.permanent_id, officer.login_name,
    ]  # fmt: skip
    assert [words for words in planted if words.encode() in written] == []


@pytest.mark.parametrize("model", [Alert, Intervention, Contact])
def test_no_field_of_the_response_is_declared_public(model: type[Levelled]) -> None:
    assert model.public == ()


@pytest.mark.parametrize("level", ["public", "partner", "team"])
def test_the_database_itself_refuses_an_alert_that_is_not_sealed(db: None, level: str) -> None:
    officer, _ = an_officer()
    alert = an_alert(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        alert.change(seen=alert.version, level=level)
    assert Alert.objects.get().level == "sealed"
