"""An alert from the call at 03:10 to its end, and who may know of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from response_makers import CALL, TOLD, an_alert, an_officer

from qalqan.errors import CannotDecide, NotAllowed, UnknownTerm
from qalqan.response import words
from qalqan.response.actions import (
    Consent,
    act,
    add_contact,
    close,
    grant,
    monitor,
    receive,
    set_clock,
    take,
    tell_more,
    verify,
)
from qalqan.response.models import Alert, AlertStep, Contact, SealedWords
from qalqan.safety.models import Account, Grant, LogEntry


def test_an_alert_goes_from_the_call_at_night_to_its_end(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    assert (alert.level, alert.stage, alert.owner, alert.due_at) == ("sealed", "received", None, CALL)
    take(alert, officer)
    verify(alert, "accepted", "the lawyer confirmed it at 03:40", officer, private)
    act(alert, {"type": "legal-aid", "by": "Rustam", "to": "the station", "date": "2014-07-21"}, officer, private)
    set_clock(alert, CALL + timedelta(hours=48), officer)
    monitor(alert, "a second lawyer visits daily", officer, private)
    close(alert, "Let in on the second day.", "Nothing more is asked.", officer, private)
    told = words.read(alert, officer, private)
    assert [step.stage for step in alert.steps.all()] == ["received", "accepted", "acting", "monitoring", "closed"]
    assert alert.owner == officer
    assert alert.due_at is None
    assert told.words["what"] == TOLD["what"]
    assert told.interventions[0][1]["by"] == "Rustam"
    assert "Let in on the second day." in told.notes[alert.steps.last().pk]


def test_nothing_sealed_stands_in_any_table(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    act(alert, {"type": "relocation", "to": "the house on Rudaki street"}, officer, private)
    add_contact({"body": "Clinic of Dushanbe", "channel": "+992 00 000"}, officer)
    secrets = [
        *TOLD.values(),
        "she asked us to help",
        "the house on Rudaki street",
        "Clinic of Dushanbe",
        "+992 00 000",
    ]
    secrets.remove("tg")
    found = everything_stored()
    assert "nargiz" in found, "the control: what is plain must be found, or this test looks in the wrong place"
    assert [secret for secret in secrets if secret in found] == []


def everything_stored() -> str:
    """All columns of all tables as text, blobs decoded as they come."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "library_passage_index":
                continue  # it keeps no words of its own; the tables that hold its tokens are read like all others
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(c).decode("latin-1") if isinstance(c, bytes | memoryview) else str(c) for c in row]
    return "\n".join(found)


def test_nobody_without_a_key_can_read(db: None) -> None:
    officer, _ = an_officer()
    other, other_private = an_officer("bakyt")
    alert = an_alert(officer)
    assert words.granted(other) == []
    with pytest.raises(NotAllowed):
        words.read(alert, other, other_private)


def test_a_grant_below_sealed_is_not_enough(db: None, account: Account) -> None:
    with pytest.raises(NotAllowed):
        an_alert(account)


def test_an_expired_grant_is_refused_though_the_key_is_there(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    assert words.read(alert, officer, private).words["who"] == TOLD["who"]
    Grant.objects.filter(account=officer).update(until=datetime(2014, 1, 1, tzinfo=UTC))
    with pytest.raises(NotAllowed):
        words.read(alert, officer, private)


def test_another_persons_key_does_not_serve(db: None) -> None:
    officer, _ = an_officer()
    _, other_private = an_officer("bakyt")
    alert = an_alert(officer)
    with pytest.raises(NotAllowed):
        words.read(alert, officer, other_private)


def test_one_more_person_may_know(db: None) -> None:
    officer, private = an_officer()
    colleague, her_private = an_officer("bakyt")
    alert = an_alert(officer)
    grant(alert, colleague, officer, private)
    assert words.read(alert, colleague, her_private).words["where"] == TOLD["where"]


def test_the_key_is_not_given_to_somebody_without_a_grant_of_the_circle(db: None, account: Account) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    with pytest.raises(CannotDecide):
        grant(alert, account, officer, private)


def test_every_reading_is_logged_before_words_leave(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    words.read(alert, officer, private)
    words.read(alert, officer, private)
    assert LogEntry.objects.filter(verb="alert-read", object_id=alert.permanent_id, level="sealed").count() == 2

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("qalqan.safety.audit.log", broken)
    monkeypatch.setattr(words, "open_sealed", lambda *_, **__: pytest.fail("words left although the log failed"))
    with pytest.raises(OSError, match="disk is full"):
        words.read(alert, officer, private)


@pytest.mark.parametrize(
    "consent",
    [Consent(""), Consent("perhaps"), Consent("refused"), Consent("not-asked", "  ")],
    ids=["not answered", "no such answer", "refused without words", "not asked without a reason"],
)
def test_without_consent_or_its_reason_nothing_is_taken_in(db: None, consent: Consent) -> None:
    officer, _ = an_officer()
    with pytest.raises(CannotDecide):
        receive(TOLD, consent, officer, priority="urgent")
    assert not Alert.objects.exists()


def test_what_needs_consent_waits_until_it_is_given(db: None) -> None:
    officer, private = an_officer()
    alert = receive(TOLD, Consent("not-asked", "nobody reaches her"), officer, priority="urgent")
    with pytest.raises(CannotDecide):
        act(alert, {"type": "statement"}, officer, private)
    act(alert, {"type": "demarche", "to": "the ministry"}, officer, private)
    tell_more(alert, {"consent": "given", "consent_words": "her sister"}, officer, private)
    act(alert, {"type": "statement"}, officer, private)
    assert alert.interventions.count() == 2


def test_earlier_words_stay_beside_the_new_ones(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    tell_more(alert, {"where": "moved to the regional prison"}, officer, private)
    assert words.read(alert, officer, private).words["where"] == "moved to the regional prison"
    assert words.read(alert, officer, private).words["who"] == TOLD["who"]
    assert SealedWords.objects.filter(of=alert.permanent_id, field="where").count() == 2


def test_a_swapped_or_rolled_back_cell_does_not_open(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    cells = {row.field: bytes(row.blob) for row in SealedWords.objects.filter(of=alert.permanent_id)}
    SealedWords.objects.filter(of=alert.permanent_id, field="who").update(blob=cells["where"])
    with pytest.raises(NotAllowed):
        words.read(alert, officer, private)


def test_a_closed_alert_cannot_be_acted_on_and_stages_keep_their_order(db: None) -> None:
    officer, private = an_officer()
    alert = an_alert(officer)
    with pytest.raises(CannotDecide):
        close(alert, "done", "", officer, private)
    verify(alert, "rejected", "a joke call", officer, private)
    with pytest.raises(CannotDecide):
        act(alert, {"type": "demarche"}, officer, private)
    close(alert, "It was not true.", "", officer, private)
    assert alert.stage == "closed"


def test_rows_are_added_and_never_changed(db: None) -> None:
    officer, _ = an_officer()
    step = an_alert(officer).steps.get()
    step.stage = "closed"
    with pytest.raises(TypeError):
        step.save()
    assert AlertStep.objects.get(pk=step.pk).stage == "received"


def test_an_unknown_priority_or_intervention_is_refused_by_name(db: None) -> None:
    officer, private = an_officer()
    with pytest.raises(UnknownTerm):
        receive(TOLD, Consent("given"), officer, priority="now")
    with pytest.raises(UnknownTerm):
        act(an_alert(officer), {"type": "magic"}, officer, private)


def test_a_contact_is_read_by_those_it_was_sealed_to(db: None) -> None:
    officer, private = an_officer()
    other, other_private = an_officer("bakyt")
    contact = add_contact({"body": "Clinic", "channel": "by courier", "last_verified": "2014-06"}, officer)
    assert words.read_contact(contact, officer, private)["channel"] == "by courier"
    with pytest.raises(NotAllowed):
        words.read_contact(Contact.objects.get(), other, other_private)
