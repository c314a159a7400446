"""The keys of a workspace: one random key, wrapped under a passphrase; everything else is derived from it.

    passphrase --Argon2id--> wrapping key --AES-256-GCM--> workspace key --HKDF--> database, log, originals, editions

`keys.json` holds the parameters and the wrapped key and nothing that opens it. While a workspace is open its key stays
in this process only; `forget()` drops it, and every database connection refuses from then on.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from qalqan.errors import NoWorkspace, WorkspaceError, WorkspaceExists, WorkspaceLocked, WrongCall, WrongPassphrase

FORMAT = "qalqan-keys/1"
FILE = "keys.json"
SHORTEST_PASSPHRASE = 15
LONGEST_PASSPHRASE = 128

# Every blob that is sealed begins with the number of its algorithm.
AES_256_GCM = b"\x01"


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs (Argon2id)."""

    rounds: int
    memory_kib: int
    lanes: int


REAL = Cost(rounds=3, memory_kib=128 * 1024, lanes=4)
# For tests that start many processes. Whoever makes a workspace has to ask for it by name.
CHEAP = Cost(rounds=1, memory_kib=64, lanes=1)
# A keys.json that asks for more is damaged or hostile: Argon2 runs are a memory attack (SAFETY trap 8).
DEAREST = Cost(rounds=32, memory_kib=2 * 1024 * 1024, lanes=16)

# One Argon2 run at a time: twenty at once would take 2.5 GiB.
_one_at_a_time = threading.BoundedSemaphore(1)


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a passphrase. The same letters give the same key whichever way a keyboard composes them."""
    if cost.rounds > DEAREST.rounds or cost.memory_kib > DEAREST.memory_kib or cost.lanes > DEAREST.lanes:
        raise WorkspaceError(
            "The key file asks for more memory or time than any Qalqan writes; restore it from a backup."
        )
    words = unicodedata.normalize("NFKC", passphrase).encode()
    with _one_at_a_time:
        return hash_secret_raw(words, salt, cost.rounds, cost.memory_kib, cost.lanes, 32, Type.ID)


def expand(key: bytes, purpose: str) -> bytes:
    """A key for one purpose from a stronger one. Keys of two purposes tell nothing of each other."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qalqan|v1|" + purpose.encode()).derive(key)


def wrap(key: bytes, secret: bytes, aad: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return AES_256_GCM + nonce + AESGCM(key).encrypt(nonce, secret, aad)


def unwrap(key: bytes, blob: bytes, aad: bytes) -> bytes:
    """Raises InvalidTag for a wrong key, a changed blob, other `aad` or an unknown version."""
    if blob[:1] != AES_256_GCM or len(blob) < 1 + 12 + 16:
        raise InvalidTag
    return AESGCM(key).decrypt(blob[1:13], blob[13:], aad)


@dataclass(frozen=True)
class Keys:
    """The open keys of one workspace. Shows nothing of them when printed."""

    master: bytes = field(repr=False)
    cost: Cost = REAL

    def database(self) -> bytes:
        return expand(self.master, "database")

    def blind_index(self) -> bytes:
        return expand(self.master, "blind-index")

    def pseudonyms(self) -> bytes:
        return expand(self.master, "pseudonyms")

    def originals(self) -> bytes:
        return expand(self.master, "originals")

    def names_of_originals(self) -> bytes:
        return expand(self.master, "names-of-originals")

    def django_secret(self) -> str:
        return expand(self.master, "django").hex()

    def checkpoints(self) -> Ed25519PrivateKey:
        """Signs the log's checkpoints."""
        return Ed25519PrivateKey.from_private_bytes(expand(self.master, "checkpoints"))

    def editions(self) -> Ed25519PrivateKey:
        """Signs editions."""
        return Ed25519PrivateKey.from_private_bytes(expand(self.master, "editions"))


_open: Keys | None = None
_with_them: list[Callable[[], None]] = []


def opened() -> Keys:
    """The keys of the open workspace; raises WorkspaceLocked when none is open."""
    if _open is None:
        raise WorkspaceLocked("The workspace is locked; open it with its passphrase.")
    return _open


def is_open() -> bool:
    return _open is not None


def hold(keys: Keys) -> None:
    """Keeps the keys in this process until `forget`."""
    global _open
    _open = keys


def forget() -> None:
    global _open
    _open = None
    for forgetting in _with_them:
        forgetting()


def forgotten_with_them(forgetting: Callable[[], None]) -> None:
    """Has what a later package remembers of texts forgotten whenever the keys are."""
    _with_them.append(forgetting)


def make(home: Path, passphrase: str, *, cost: Cost = REAL) -> Keys:
    """Writes `keys.json` for a new workspace in `home` (made if missing, closed to other users).

    Raises WrongCall for a short passphrase, WorkspaceExists where there is one already.
    """
    check_passphrase(passphrase)
    file = home / FILE
    if file.exists():
        raise WorkspaceExists(f"There is a workspace in {home} already; open it or choose another folder.")
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    keys = Keys(secrets.token_bytes(32), cost)
    _write(file, passphrase, keys)
    return keys


def read(home: Path, passphrase: str) -> Keys:
    """The keys of the workspace in `home`. Raises NoWorkspace, WrongPassphrase, WorkspaceError for a damaged file."""
    file = home / FILE
    if not file.is_file():
        raise NoWorkspace(f"There is no workspace in {home}; make one with: qalqan init.")
    try:
        written: dict[str, Any] = json.loads(file.read_text("utf-8"))
        cost = Cost(**written["cost"])
        salt, wrapped = base64.b64decode(written["salt"]), base64.b64decode(written["wrapped"])
        known = written["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as damage:
        raise WorkspaceError(f"{file} is damaged; restore it from a backup.") from damage
    if not known:
        raise WorkspaceError(f"{file} was written by another version of Qalqan; open it with that version.")
    try:
        return Keys(unwrap(derive(passphrase, salt, cost), wrapped, _bound_to(salt, cost)), cost)
    except InvalidTag:
        raise WrongPassphrase("The passphrase does not open this workspace; try again.") from None


def change_passphrase(home: Path, old: str, new: str, *, cost: Cost = REAL) -> None:
    """Wraps the same workspace key under another passphrase. Backups keep the old one until they expire."""
    check_passphrase(new)
    keys = read(home, old)
    _write(home / FILE, new, Keys(keys.master, cost))


def check_passphrase(passphrase: str) -> None:
    length = len(unicodedata.normalize("NFKC", passphrase))
    if not SHORTEST_PASSPHRASE <= length <= LONGEST_PASSPHRASE or len(set(passphrase)) < 5:
        raise WrongCall(
            f"The passphrase must have {SHORTEST_PASSPHRASE} to {LONGEST_PASSPHRASE} characters and not repeat a few; "
            "four or five unrelated words do well."
        )


def _bound_to(salt: bytes, cost: Cost) -> bytes:
    return b"v1|workspace|" + salt + json.dumps(asdict(cost), sort_keys=True).encode()


def _write(file: Path, passphrase: str, keys: Keys) -> None:
    salt = secrets.token_bytes(16)
    wrapped = wrap(derive(passphrase, salt, keys.cost), keys.master, _bound_to(salt, keys.cost))
    content = {
        "format": FORMAT,
        "cost": asdict(keys.cost),
        "salt": base64.b64encode(salt).decode(),
        "wrapped": base64.b64encode(wrapped).decode(),
    }
    part = file.with_suffix(f".{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(content, out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)  # of a disk that is full
    fsync_folder(file.parent)


def fsync_folder(folder: Path) -> None:
    """Makes a rename inside `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
