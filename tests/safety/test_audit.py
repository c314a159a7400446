from __future__ import annotations

import json

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from qalqan.config.opening import Workspace
from qalqan.errors import LogBroken
from qalqan.safety import audit, keys, merkle
from qalqan.safety.models import Account, Checkpoint, LogEntry

TRIGGERS = [f"safety_{table}_no_{verb}" for table in ("logentry", "checkpoint") for verb in ("update", "delete")]


def write(number: int, account: Account | None = None) -> None:
    with transaction.atomic():
        for index in range(number):
            audit.log("see", f"entry{index}", account=account)


def test_an_entry_tells_who_did_what_to_what_and_nothing_more(db: None, account: Account) -> None:
    with audit.request("r1"):
        entry = audit.log("change", "k2f5", account=account, level="sealed", purpose="handover")
    words = json.loads(entry.canonical)
    assert set(words) == {"seq", "at", "actor", "verb", "object", "level", "purpose", "request"}
    assert (words["verb"], words["object"], words["level"]) == ("change", "k2f5", "sealed")
    assert (words["purpose"], words["request"]) == ("handover", "r1")
    assert account.login_name not in entry.canonical and account.permanent_id not in entry.canonical
    assert words["actor"] == audit.pseudonym(account) != audit.pseudonym(None)


def test_an_entry_outside_a_transaction_is_refused(own_workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.log("change", "x", account=None)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("words", ["Aida was taken", "a\nb", "Аида", "/cases/7", "x" * 65])
def test_the_log_takes_codes_and_no_words(db: None, words: str) -> None:
    for said in ({"verb": words}, {"object_id": words}, {"purpose": words}):
        with pytest.raises(ValueError, match="codes"):
            audit.log(**{"verb": "see", "object_id": "x", "account": None, **said})  # type: ignore[arg-type]
    assert not LogEntry.objects.exists()


def test_an_entry_falls_with_its_change(own_workspace: Workspace) -> None:
    def change() -> None:
        with transaction.atomic():
            audit.log("change", "x", account=None)
            raise KeyError

    with pytest.raises(KeyError):
        change()
    assert not LogEntry.objects.exists()


def test_a_whole_log_verifies_and_counts_what_no_signature_covers(db: None) -> None:
    write(230)
    report = audit.verify()
    assert (report.entries, report.checkpoints, report.since_checkpoint) == (230, 2, 30)
    made = audit.checkpoint()
    assert made is not None and bytes(made.root) == report.root == audit.root()
    assert audit.verify().since_checkpoint == 0


def test_an_empty_log_verifies(db: None) -> None:
    assert audit.verify().root == merkle.EMPTY
    assert audit.checkpoint() is None


def test_a_second_checkpoint_of_the_same_log_is_the_first(db: None) -> None:
    write(3)
    assert audit.checkpoint() == audit.checkpoint()
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE safety_logentry SET verb = 'see' WHERE seq = 2",
        "DELETE FROM safety_logentry WHERE seq = 3",
        "UPDATE safety_checkpoint SET at = at",
        "DELETE FROM safety_checkpoint",
    ],
)
def test_the_database_refuses_to_rewrite_the_log(db: None, sql: str) -> None:
    write(3)
    audit.checkpoint()
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert audit.verify().entries == 3


def without_triggers() -> None:
    """What somebody with the database's key can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("safety_logentry", "safety_checkpoint"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for trigger in TRIGGERS:
                cursor.execute(f"DROP TRIGGER {trigger}")


def edit() -> None:
    LogEntry.objects.filter(seq=40).update(verb="see-nothing")


def edit_with_its_words() -> None:
    entry = LogEntry.objects.get(seq=40)
    entry.verb = "publish"
    entry.canonical = audit.canonical(entry)
    entry.leaf = merkle.leaf_hash(entry.canonical.encode())
    LogEntry.objects.filter(seq=40).update(verb=entry.verb, canonical=entry.canonical, leaf=entry.leaf)


def delete() -> None:
    LogEntry.objects.filter(seq=40).delete()


def insert() -> None:
    entry = LogEntry.objects.get(seq=150)
    entry.seq = 151
    entry.canonical = audit.canonical(entry)
    entry.save(force_insert=True)


def swap() -> None:
    one, other = LogEntry.objects.get(seq=10), LogEntry.objects.get(seq=11)
    for entry, source in ((one, other), (other, one)):
        values = {name: getattr(source, name) for name in ("at", "verb", "object_id", "actor")}
        LogEntry.objects.filter(seq=entry.seq).update(**values)


def truncate() -> None:
    LogEntry.objects.filter(seq__gt=120).delete()


def forge_a_checkpoint() -> None:
    Checkpoint.objects.filter(seq=100).update(root=bytes(32))


def rewrite_the_tail() -> None:
    """Everything recomputed from entry 40, as somebody who knows the format but not the signing key would."""
    chain = bytes(LogEntry.objects.get(seq=39).chain)
    for entry in LogEntry.objects.filter(seq__gte=40).order_by("seq"):
        entry.object_id = "other"
        entry.canonical = audit.canonical(entry)
        entry.leaf = merkle.leaf_hash(entry.canonical.encode())
        chain = merkle.chain_hash(chain, bytes(entry.leaf))
        LogEntry.objects.filter(seq=entry.seq).update(
            object_id="other", canonical=entry.canonical, leaf=entry.leaf, chain=chain
        )


TAMPERINGS = [edit, edit_with_its_words, delete, insert, swap, truncate, forge_a_checkpoint, rewrite_the_tail]


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_tampering_is_noticed(db: None, tamper: object) -> None:
    write(150)
    audit.checkpoint()
    without_triggers()
    audit.verify()  # the control: until here the log holds
    tamper()  # type: ignore[operator]
    with pytest.raises(LogBroken):
        audit.verify()


def cut_back_with_its_checkpoints() -> None:
    LogEntry.objects.filter(seq__gt=120).delete()
    Checkpoint.objects.filter(seq__gt=120).delete()


def sign_another_history() -> None:
    rewrite_the_tail()
    Checkpoint.objects.all().delete()
    audit.checkpoint()


@pytest.mark.parametrize("tamper", [cut_back_with_its_checkpoints, sign_another_history])
def test_only_a_witness_notices_a_cut_or_a_history_signed_anew(db: None, tamper: object) -> None:
    write(150)
    made = audit.checkpoint()
    assert made is not None
    witness = audit.Witness(made.seq, bytes(made.root))
    audit.verify([witness])
    without_triggers()
    tamper()  # type: ignore[operator]
    audit.verify()  # the documented limit: without a witness both go unnoticed
    with pytest.raises(LogBroken):
        audit.verify([witness])


def test_a_checkpoint_signed_by_another_key_is_refused(db: None) -> None:
    write(5)
    audit.checkpoint()
    with pytest.raises(LogBroken):
        audit.verify(public_key=keys.Keys(bytes(32)).checkpoints().public_key())


def test_an_inclusion_proof_of_the_log_holds(db: None) -> None:
    write(21)
    entry = LogEntry.objects.get(seq=13)
    path = audit.inclusion_proof(13, 21)
    assert merkle.is_included(bytes(entry.leaf), 12, 21, path, audit.root())
    assert not merkle.is_included(bytes(entry.leaf), 11, 21, path, audit.root())
