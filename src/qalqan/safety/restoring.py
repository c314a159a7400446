"""Opening a backup, and the small things that making one shares with it. Knows no framework: nothing is open yet.

manifest = unpack(file, identities_from(words), folder)      every file checked against the manifest
check_signature(folder, keys.read(folder, passphrase))       made by the workspace that is in it
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import pyrage  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qalqan.errors import DamagedFile, WorkspaceError, WorkspaceExists, WrongCall
from qalqan.safety import keys

FORMAT = "qalqan-backup/1"
FEWEST_RECIPIENTS = 2  # one key that is lost, or seized, must not be the only one
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
_PIECE = 1024 * 1024
_MEMBER = re.compile(r"keys\.json|[a-z]+\.db|originals/[0-9a-f]{2}/[0-9a-f]{62}")
_DAMAGED = "This is no whole backup of Qalqan: take another copy of it."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `files` are (path, bytes, SHA-256); `rows` counts each table."""

    made: str
    entries: int  # of the log
    root: str  # over them
    rows: dict[str, int]
    files: tuple[tuple[str, int, str], ...]

    def as_bytes(self) -> bytes:
        return (json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True, indent=1) + "\n").encode()


def recipients_from(written: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """Public keys of age. Raises WrongCall for one that is none, and for fewer than two different ones."""
    try:
        found = {one.strip(): pyrage.x25519.Recipient.from_str(one.strip()) for one in written}
    except pyrage.RecipientError as wrong:
        raise WrongCall("A recipient is a public key of age: it begins with age1; age-keygen makes a pair.") from wrong
    if len(found) < FEWEST_RECIPIENTS:
        raise WrongCall(
            f"A backup is sealed to {FEWEST_RECIPIENTS} keys or more that are kept elsewhere: name another."
        )
    return list(found.values())


def identities_from(written: str) -> list[pyrage.x25519.Identity]:
    """The private keys in a file as age-keygen writes it. Raises WrongCall where there is none."""
    lines = (line.strip() for line in written.splitlines())
    try:
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except pyrage.IdentityError as wrong:
        raise WrongCall(
            "This file holds no private key of age: it has a line that begins with AGE-SECRET-KEY."
        ) from wrong
    if not found:
        raise WrongCall("This file holds no private key of age: it has a line that begins with AGE-SECRET-KEY.")
    return found


class Hashed:
    """A file that is hashed as it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def through_a_pipe(write: Callable[[IO[bytes]], None], read: Callable[[IO[bytes]], Any]) -> None:
    """Runs both sides at once; an error of the writing side is raised here, and no half of its work counts."""
    source, sink = os.pipe()
    failed: list[BaseException] = []

    def writing() -> None:
        try:
            with os.fdopen(sink, "wb") as out:
                write(out)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=writing)
    thread.start()
    try:
        with os.fdopen(source, "rb") as content:
            read(content)
    finally:
        thread.join()
    if failed:
        raise failed[0]


def unpack(file: Path, identities: Sequence[pyrage.x25519.Identity], folder: Path) -> Manifest:
    """Opens a backup into an empty or new `folder` and checks every file. After an error nothing stands at `folder`.

    Raises WorkspaceExists, WrongCall for a key that does not open it, DamagedFile.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceExists(f"{folder} is not empty: a backup is restored into a new folder, never over another.")
    part = folder.with_name(f".{folder.name}.restoring")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    try:
        found = _opened(file, identities, part)
        manifest = _manifest(part)
        if {path: (size, digest) for path, size, digest in manifest.files} != found:
            raise DamagedFile(_DAMAGED)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
        return manifest
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check_signature(folder: Path, opened: keys.Keys) -> None:
    """Raises WorkspaceError unless the workspace that these keys belong to made the backup."""
    signed, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_text()
    try:
        signing_key(opened).public_key().verify(bytes.fromhex(signature), signed)
    except (InvalidSignature, ValueError) as forged:
        raise WorkspaceError("The backup was not made by the workspace that is in it: take another copy.") from forged


def _opened(file: Path, identities: Sequence[pyrage.x25519.Identity], part: Path) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}

    def decrypt(sink: IO[bytes]) -> None:
        with file.open("rb") as sealed:
            try:
                pyrage.decrypt_io(sealed, sink, list(identities))
            except pyrage.DecryptError as wrong:
                raise WrongCall("This key does not open this backup, or the backup is damaged: try another.") from wrong
            except OSError as broken:
                if broken.errno is not None:
                    raise
                raise DamagedFile(_DAMAGED) from broken  # a piece of the stream that was changed or is missing

    def extract(source: IO[bytes]) -> None:
        try:
            with tarfile.open(fileobj=source, mode="r|") as packed:
                for member in packed:
                    _extract(packed, member, part, found)
        except (tarfile.TarError, EOFError):
            damaged.append(True)
        while source.read(_PIECE):
            pass  # so that the other side never waits for a reader

    damaged: list[bool] = []
    through_a_pipe(decrypt, extract)
    if damaged:
        raise DamagedFile(_DAMAGED)
    return found


def _extract(packed: tarfile.TarFile, member: tarfile.TarInfo, part: Path, found: dict[str, tuple[int, str]]) -> None:
    """Writes one member; a name or kind that no backup has is as good as damage."""
    own = member.name in (MANIFEST, SIGNATURE)
    content = packed.extractfile(member) if member.isreg() else None
    if content is None or not (own or _MEMBER.fullmatch(member.name)) or member.name in found:
        raise tarfile.TarError
    target = part / member.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    watched = Hashed(content)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := watched.read(_PIECE):
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if not own:
        found[member.name] = (member.size, watched.digest.hexdigest())


def _manifest(part: Path) -> Manifest:
    try:
        told = json.loads((part / MANIFEST).read_text("utf-8"))
        if told.pop("format") != FORMAT:
            raise ValueError
        files = tuple((str(path), int(size), str(digest)) for path, size, digest in told.pop("files"))
        return Manifest(files=files, **told)
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise DamagedFile(_DAMAGED) from broken


def signing_key(opened: keys.Keys) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.expand(opened.master, "backups"))
