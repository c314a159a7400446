"""The log: who (by pseudonym) did what to which record, when and why. Append-only, chained, and signed at checkpoints.

    with transaction.atomic():
        work.change(seen=3, title="…")
        audit.log("edit", work.permanent_id, account=account, level=work.level)

An entry is written in the same transaction as the change it tells of; for a read, before the bytes leave. It holds no
name, text, path or address. The chain alone does not notice a cut tail: a checkpoint kept elsewhere does (SAFETY D5).
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from qalqan.errors import LogBroken
from qalqan.safety import keys, merkle
from qalqan.safety.levels import TEAM
from qalqan.safety.models import Account, Checkpoint, LogEntry

CHECKPOINT_EVERY = 100
# What of an entry is hashed, and what it is called in the hashed words.
WRITTEN = ("seq", "at", "actor", "verb", "object_id", "level", "purpose", "request_id")
WORDS = ("seq", "at", "actor", "verb", "object", "level", "purpose", "request")
INSERT = (
    "INSERT INTO safety_logentry (seq, at, actor, verb, object_id, level, purpose, request_id, canonical, leaf, chain) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
CODE = re.compile(r"[A-Za-z0-9._:-]{0,64}")
# On PostgreSQL one writer of the log at a time; on SQLite BEGIN IMMEDIATE has seen to it already.
_LOCK_OF_THE_LOG = 0x51616C71

_request: ContextVar[str] = ContextVar("request", default="")


@dataclass(frozen=True)
class Witness:
    """What somebody outside keeps of a checkpoint: how many entries there were, and the root over them."""

    seq: int
    root: bytes


@dataclass(frozen=True)
class Report:
    """What `verify` found in a log that holds."""

    entries: int
    checkpoints: int
    root: bytes
    chain: bytes
    since_checkpoint: int  # entries that no signature covers yet


@contextmanager
def request(request_id: str) -> Iterator[None]:
    """Entries written inside name this request."""
    token = _request.set(request_id)
    try:
        yield
    finally:
        _request.reset(token)


def log(verb: str, object_id: str, *, account: Account | None, level: str = TEAM, purpose: str = "") -> LogEntry:
    """Appends one entry. `object_id` is a permanent id, `purpose` the code of a reason, never words of a case.

    Raises RuntimeError outside a transaction: an entry must stand or fall with its change. Raises ValueError for words.
    """
    if not all(CODE.fullmatch(word) for word in (verb, object_id, level, purpose)):
        raise ValueError("the log holds codes only: letters, digits, dots, colons and hyphens")
    if not connection.in_atomic_block:
        raise RuntimeError("audit.log must be called in the transaction of the change it tells of")
    take_turn()
    last, before = _head()
    entry = LogEntry(
        seq=last + 1,
        at=datetime.now(UTC),
        actor=pseudonym(account),
        verb=verb,
        object_id=object_id,
        level=level,
        purpose=purpose,
        request_id=_request.get(),
    )
    entry.canonical = canonical(entry)
    entry.leaf = merkle.leaf_hash(entry.canonical.encode())
    entry.chain = merkle.chain_hash(before, entry.leaf)
    _insert(entry)
    if entry.seq % CHECKPOINT_EVERY == 0:
        checkpoint()
    return entry


def checkpoint() -> Checkpoint | None:
    """Signs how the log stands now. Returns the last checkpoint if nothing was written since, None for an empty log."""
    last = Checkpoint.objects.order_by("-seq").first()
    if _head()[0] == (last.seq if last else 0):
        return last
    with transaction.atomic():
        take_turn()
        last = Checkpoint.objects.order_by("-seq").first()
        frontier = merkle.Frontier.from_bytes(last.seq, bytes(last.frontier)) if last else merkle.Frontier()
        head = None
        for head in LogEntry.objects.filter(seq__gt=frontier.size).order_by("seq").only("seq", "leaf", "chain"):
            frontier = frontier.with_leaf(bytes(head.leaf))
        if head is None:
            return last
        made = Checkpoint(
            seq=head.seq,
            root=frontier.root(),
            chain=bytes(head.chain),
            frontier=frontier.to_bytes(),
            at=datetime.now(UTC),
        )
        made.signature = keys.opened().checkpoints().sign(signed_words(made))
        made.save(force_insert=True)
        return made


def verify(witnesses: Iterable[Witness] = (), *, public_key: Ed25519PublicKey | None = None) -> Report:
    """Reads the whole log again; raises LogBroken naming the first entry or checkpoint that does not hold.

    `witnesses` are roots kept outside: without one, a log cut back to an earlier checkpoint cannot be told from a young
    one. `public_key` defaults to that of the open workspace.
    """
    key = public_key or keys.opened().checkpoints().public_key()
    checkpoints = {made.seq: made for made in Checkpoint.objects.all()}
    expected = {witness.seq: witness.root for witness in witnesses}
    frontier, chain = merkle.Frontier(), merkle.CHAIN_START
    for row in LogEntry.objects.order_by("seq").values_list(*WRITTEN, "canonical", "leaf", "chain").iterator():
        leaf, chain = _checked(row, frontier.size + 1, chain)
        frontier = frontier.with_leaf(leaf)
        if made := checkpoints.get(frontier.size):
            _check_checkpoint(made, frontier, chain, key)
        if frontier.size in expected and expected[frontier.size] != frontier.root():
            raise LogBroken(f"The log differs from the witness of entry {frontier.size}; restore it from a backup.")
    missing = max([0, *checkpoints, *expected])
    if missing > frontier.size:
        raise LogBroken(f"The log ends at entry {frontier.size} but had {missing}; restore it from a backup.")
    covered = max(checkpoints, default=0)
    return Report(frontier.size, len(checkpoints), frontier.root(), chain, frontier.size - covered)


def root() -> bytes:
    """The root over all entries so far; an edition prints it, so that every mirror is a witness."""
    last = Checkpoint.objects.order_by("-seq").first()
    frontier = merkle.Frontier.from_bytes(last.seq, bytes(last.frontier)) if last else merkle.Frontier()
    for leaf in LogEntry.objects.filter(seq__gt=frontier.size).order_by("seq").values_list("leaf", flat=True):
        frontier = frontier.with_leaf(bytes(leaf))
    return frontier.root()


def inclusion_proof(seq: int, size: int) -> list[bytes]:
    """The hashes that prove entry `seq` under the root of the first `size` entries (see `merkle.is_included`)."""
    leaves = [
        bytes(leaf) for leaf in LogEntry.objects.filter(seq__lte=size).order_by("seq").values_list("leaf", flat=True)
    ]
    return merkle.inclusion_path(leaves, seq - 1)


def pseudonym(account: Account | None) -> str:
    """The same person is the same pseudonym throughout; only the workspace key tells whose it is."""
    if account is None:
        return "nobody"
    return hmac.new(keys.opened().pseudonyms(), account.permanent_id.encode(), sha256).hexdigest()[:16]


def canonical(entry: LogEntry) -> str:
    """The entry as it is hashed: JSON with sorted keys and no spaces."""
    return _canonical([getattr(entry, column) for column in WRITTEN])


def signed_words(made: Checkpoint) -> bytes:
    return _json(_statement(made)).encode()


def export(folder: Path) -> None:
    """Writes `log.jsonl` and `checkpoints.jsonl`: all that `verifier.py` needs beside the public key."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = LogEntry.objects.order_by("seq").values_list("canonical", flat=True)
    with (folder / "log.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{entry}\n" for entry in entries.iterator())
    with (folder / "checkpoints.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for made in Checkpoint.objects.order_by("seq"):
            out.write(_json({**_statement(made), "signature": bytes(made.signature).hex()}) + "\n")


def _statement(made: Checkpoint) -> dict[str, Any]:
    return {
        "format": "qalqan-checkpoint/1",
        "seq": made.seq,
        "root": bytes(made.root).hex(),
        "chain": bytes(made.chain).hex(),
        "at": made.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def _json(words: dict[str, Any]) -> str:
    return json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _canonical(values: Sequence[Any]) -> str:
    words = dict(zip(WORDS, values, strict=True))
    words["at"] = words["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return _json(words)


def _head() -> tuple[int, bytes]:
    """The number and chain hash of the last entry. Plain SQL: this runs with every change and every sealed read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, chain FROM safety_logentry ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else (0, merkle.CHAIN_START)


def _insert(entry: LogEntry) -> None:
    columns = (*WRITTEN, "canonical", "leaf", "chain")
    values = [getattr(entry, column) for column in columns]
    values[1] = connection.ops.adapt_datetimefield_value(entry.at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
    entry._state.adding = False


def take_turn() -> None:
    """Inside a transaction: from here on nobody else writes until it ends, so that what is read now still holds then.

    On SQLite BEGIN IMMEDIATE has seen to it already. One lock for all: two could wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_OF_THE_LOG])


def _checked(row: Sequence[Any], seq: int, chain: bytes) -> tuple[bytes, bytes]:
    """The leaf and chain hash of an entry that holds."""
    *written, words, leaf, link = row
    expected = merkle.leaf_hash(words.encode())
    holds = (
        written[0] == seq
        and words == _canonical(written)
        and bytes(leaf) == expected
        and bytes(link) == merkle.chain_hash(chain, expected)
    )
    if not holds:
        raise LogBroken(f"Entry {seq} of the log was changed, removed or added; restore the log from a backup.")
    return expected, bytes(link)


def _check_checkpoint(made: Checkpoint, frontier: merkle.Frontier, chain: bytes, key: Ed25519PublicKey) -> None:
    try:
        key.verify(bytes(made.signature), signed_words(made))
        holds = (bytes(made.root), bytes(made.chain), bytes(made.frontier)) == (
            frontier.root(), chain, frontier.to_bytes(),
        )  # fmt: skip
    except InvalidSignature:
        holds = False
    if not holds:
        raise LogBroken(f"Checkpoint {made.seq} does not fit the log; restore the log from a backup.")
