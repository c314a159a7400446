"""Backups that this machine can write and cannot read (SAFETY D8).

    made = make(home, "qalqan.db", to, recipients, account)    database, keys.json, originals, a signed manifest: tar, age

The file opens with any `age` and a private key that is kept elsewhere; what is in it is still the encrypted database, the
sealed originals and the wrapped key, so that the workspace's passphrase is needed as well. Nothing is written in the
clear on the way: the tar flows through a pipe.
"""

from __future__ import annotations

import os
import secrets
import tarfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyrage  # type: ignore[import-untyped]
from django.apps import apps
from django.db import connection, transaction

from qalqan.errors import WrongCall
from qalqan.safety import audit, keys, merkle
from qalqan.safety.access import demand
from qalqan.safety.models import Account
from qalqan.safety.restoring import MANIFEST, SIGNATURE, Hashed, Manifest, signing_key, through_a_pipe


def make(
    home: Path, database: str, to: Path, recipients: Sequence[pyrage.x25519.Recipient], account: Account
) -> Manifest:
    """Writes the backup to `to`, there whole or not at all. Raises NotAllowed, WrongCall for a database of a server."""
    demand(account, "operate")
    if connection.vendor != "sqlite":
        raise WrongCall(
            "The database of this workspace is on a server: back it up with pg_dump, and the folder with it."
        )
    with transaction.atomic():
        audit.log("backed-up", secrets.token_hex(8), account=account, purpose=f"recipients:{len(recipients)}")
    audit.checkpoint()
    copy = home / f".backup-{secrets.token_hex(4)}.db"
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])  # a snapshot, encrypted under the same key
        copy.chmod(0o600)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            manifest = _sealed(home, copy, database, out, recipients)
            out.flush()
            os.fsync(out.fileno())
        part.replace(to)
        keys.fsync_folder(to.absolute().parent)
        return manifest
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def rows_now() -> dict[str, int]:
    """How many rows each table of the open workspace has."""
    return {model._meta.label_lower: model._base_manager.count() for model in apps.get_models()}


def _sealed(
    home: Path, copy: Path, database: str, out: IO[bytes], recipients: Sequence[pyrage.x25519.Recipient]
) -> Manifest:
    held: list[Manifest] = []
    entries, root, rows = _told_by(copy)
    signing = signing_key(keys.opened())

    def pack(sink: IO[bytes]) -> None:
        listed = []
        with tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as packed:
            for name, file in _members(home, copy, database):
                listed.append(_add(packed, name, file))
            made = datetime.now(UTC).isoformat(timespec="seconds")
            manifest = Manifest(made, entries, root, rows, tuple(listed))
            _add_bytes(packed, MANIFEST, manifest.as_bytes())
            _add_bytes(packed, SIGNATURE, signing.sign(manifest.as_bytes()).hex().encode())
        held.append(manifest)

    through_a_pipe(pack, lambda source: pyrage.encrypt_io(source, out, list(recipients)))
    return held[0]


def _told_by(copy: Path) -> tuple[int, str, dict[str, int]]:
    """The log and the rows of the snapshot itself: the workspace may have gone on since."""
    from sqlcipher3 import dbapi2

    opened = dbapi2.connect(str(copy))
    try:
        opened.execute(f"PRAGMA key = \"x'{keys.opened().database().hex()}'\"")
        frontier = merkle.Frontier()
        for (leaf,) in opened.execute("SELECT leaf FROM safety_logentry ORDER BY seq"):
            frontier = frontier.with_leaf(bytes(leaf))
        rows = {
            # The names of our own tables.
            model._meta.label_lower: int(opened.execute(f'SELECT count(*) FROM "{model._meta.db_table}"').fetchone()[0])  # noqa: S608
            for model in apps.get_models()
        }
        return frontier.size, frontier.root().hex(), rows
    finally:
        opened.close()


def _members(home: Path, copy: Path, database: str) -> Iterator[tuple[str, Path]]:
    """Originals last: one that is captured meanwhile is in no row of the copy, and does no harm."""
    yield keys.FILE, home / keys.FILE
    yield database, copy
    for file in sorted((home / "originals").glob("??/*")):
        yield file.relative_to(home).as_posix(), file


def _add(packed: tarfile.TarFile, name: str, file: Path) -> tuple[str, int, str]:
    with file.open("rb") as content:
        info = _info(name, os.fstat(content.fileno()).st_size)
        watched = Hashed(content)
        packed.addfile(info, watched)
    return name, info.size, watched.digest.hexdigest()


def _add_bytes(packed: tarfile.TarFile, name: str, content: bytes) -> None:
    from io import BytesIO

    packed.addfile(_info(name, len(content)), BytesIO(content))


def _info(name: str, size: int) -> tarfile.TarInfo:
    """Without owner and time: a backup says when it was made, not on whose account."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info
