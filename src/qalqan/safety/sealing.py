"""Sealing one field of one record: readable by those who hold the record's key, and by no operator or thief of a disk.

    key = draw_record_key(record_id, [officer, lawyer])            # 32 random bytes, wrapped once per person
    blob = seal(record_id, "contact", "sealed", 1, "…", key, table="response_alert")
    key = record_key(record_id, officer, private)
    text = open_sealed(record_id, "contact", "sealed", 1, blob, key, table="response_alert")

The label (table, record, field, level, revision) is bound to the blob: a cell moved elsewhere or rolled back does not
open. Lengths are padded to 32, 128, 512, 2048, 8192 and then multiples of 8192 bytes. Nothing sealed is indexed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from django.db import transaction
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from qalqan.errors import NotAllowed
from qalqan.safety import keys
from qalqan.safety.models import Account, RecordKey

STEPS = (32, 128, 512, 2048, 8192)


def draw_record_key(record_id: str, grantees: Iterable[Account]) -> bytes:
    """A new key for the record, sealed to each grantee's public key. Raises ValueError without grantees."""
    key, people = secrets.token_bytes(32), list(grantees)
    if not people:
        raise ValueError("a record sealed to nobody could never be opened again")
    with transaction.atomic():
        for person in people:
            hand_over(record_id, key, person)
    return key


def hand_over(record_id: str, key: bytes, account: Account) -> None:
    """Gives one more person the record's key."""
    wrapped = SealedBox(PublicKey(bytes(account.public_key))).encrypt(key)
    RecordKey.objects.update_or_create(record=record_id, account=account, defaults={"wrapped": wrapped})


def record_key(record_id: str, account: Account, private: PrivateKey) -> bytes:
    """The record's key, opened with the person's own. Raises NotAllowed when the record was never sealed to her."""
    row = RecordKey.objects.filter(record=record_id, account=account).first()
    try:
        if row is not None:
            return bytes(SealedBox(private).decrypt(bytes(row.wrapped)))
    except CryptoError:
        pass
    raise NotAllowed("There is nothing here for this account; ask whoever gives grants.")


def seal(record_id: str, field: str, level: str, revision: int, text: str, key: bytes, *, table: str) -> bytes:
    return keys.wrap(key, padded(text.encode()), label(table, record_id, field, level, revision))


def open_sealed(record_id: str, field: str, level: str, revision: int, blob: bytes, key: bytes, *, table: str) -> str:
    """Raises NotAllowed for a wrong key, a changed blob, or one that belongs to another cell or revision."""
    try:
        return unpadded(keys.unwrap(key, bytes(blob), label(table, record_id, field, level, revision))).decode()
    except InvalidTag:
        raise NotAllowed("This sealed field does not open; it was changed, moved or sealed to others.") from None


def label(table: str, record_id: str, field: str, level: str, revision: int) -> bytes:
    parts = ("v1", table, record_id, field, level, str(revision))
    if any("|" in part for part in parts):
        raise ValueError("a label's parts hold no bar")
    return "|".join(parts).encode()


def padded(text: bytes) -> bytes:
    needed = len(text) + 4
    size = next((step for step in STEPS if needed <= step), -(-needed // STEPS[-1]) * STEPS[-1])
    return len(text).to_bytes(4, "big") + text + bytes(size - needed)


def unpadded(blob: bytes) -> bytes:
    return blob[4 : 4 + int.from_bytes(blob[:4], "big")]
