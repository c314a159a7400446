"""The originals on disk: one sealed file per content, never changed, never half written.

    originals/ab/cdef…    version ‖ salt ‖ chunk ‖ chunk ‖ …

The name is a keyed digest of the content's SHA-256: whoever takes the disk cannot test whether it holds a document he
knows. Each file has its own key; each chunk of 1 MiB is bound to its place and to being last, so that a cut, swapped or
mixed file does not open. Written to a temporary name, fsynced, renamed, folder fsynced, read back.
"""

from __future__ import annotations

import errno
import hmac
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from qalqan.errors import DamagedFile, DiskFull, EmptyFile, NotFound, TooLarge
from qalqan.safety import keys

LARGEST = 200 * 1000 * 1000
ALWAYS_FREE = 500 * 1000 * 1000
CHUNK = 1024 * 1024
VERSION = b"\x01"
SALT_BYTES = 32
WAITING = 8  # threads that wait for the disk

_settled: set[Path] = set()  # folders whose own names this process has made durable


@dataclass(frozen=True)
class Kept:
    """Bytes that are safely on disk: their digest, how many, and the first few for telling their kind."""

    sha256: str
    size: int
    head: bytes


def keep(source: Path | bytes, name: str = "") -> Kept:
    """Hashes and stores the bytes of a file. The same bytes are stored once.

    Raises EmptyFile, TooLarge (before reading), DiskFull; `name` is how the messages call the file.
    """
    with Keeping() as these:
        return these.keep(source, name)


class Keeping:
    """Several files stored together: use it as a context manager, at whose end all of them are on the disk.

    The disk is waited for once for all: a hundred files one after another wait for it as long as for their reading.
    """

    def __init__(self) -> None:
        self._parts: list[tuple[Path, Kept]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                _settle(self._parts)
        finally:
            for part, _kept in self._parts:
                part.unlink(missing_ok=True)

    def keep(self, source: Path | bytes, name: str = "") -> Kept:
        """As the function; nothing may rely on what it gives before the end of the block."""
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        name = name or (source.name if isinstance(source, Path) else "the file")
        if size == 0:
            raise EmptyFile(f"{name} is empty; save it again.")
        if size > LARGEST:
            raise TooLarge(
                f"{name} has {size // 1_000_000} MB, more than the {LARGEST // 1_000_000} MB that are taken in; split it."
            )
        folder = originals()
        guard_free_space(folder, size)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"part-{secrets.token_hex(8)}"
        try:
            with (
                BytesIO(source) if isinstance(source, bytes) else source.open("rb") as stream,
                os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
            ):
                kept = _seal(stream, out, name)
        except BaseException as failure:
            part.unlink(missing_ok=True)
            _refuse_if_full(failure, name)
            raise
        self._parts.append((part, kept))
        return kept


def original(digest: str) -> bytes:
    """The bytes whose SHA-256 is `digest`. Raises NotFound, or DamagedFile when they are not what was captured."""
    found = b"".join(read_chunks(digest))
    if sha256(found).hexdigest() != digest:
        raise DamagedFile("An original on disk differs from what was captured; restore it from a backup.")
    return found


def read_chunks(digest: str) -> Iterator[bytes]:
    """The bytes in chunks, each authenticated before it is handed out; the whole is for the caller to hash."""
    file = place_of(digest)
    if not file.is_file():
        raise NotFound("An original is missing from the workspace; restore it from a backup.")
    with file.open("rb") as sealed:
        yield from _opened(sealed, digest)


def is_kept(digest: str) -> bool:
    return place_of(digest).is_file()


def place_of(digest: str) -> Path:
    name = hmac.new(keys.opened().names_of_originals(), bytes.fromhex(digest), sha256).hexdigest()
    return originals() / name[:2] / name[2:]


def originals() -> Path:
    return Path(settings.QALQAN_HOME) / "originals"


def guard_free_space(folder: Path, size: int) -> None:
    """Raises DiskFull when storing `size` bytes would leave the disk too full to work."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    needed = max(ALWAYS_FREE, 2 * size)
    if shutil.disk_usage(existing).free < needed:
        raise DiskFull(
            f"The disk has less than {needed // 1_000_000} MB left; free some space, then take the file in again."
        )


def sweep(older_than: float) -> int:
    """Deletes temporary files that a killed process left before the time `older_than`; returns how many."""
    left = [file for file in originals().glob("part-*") if file.stat().st_mtime < older_than]
    for file in left:
        file.unlink()
    return len(left)


def _refuse_if_full(failure: BaseException, name: str) -> None:
    if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT):
        raise DiskFull(f"The disk is full; free some space, then take {name} in again.") from failure


def _settle(parts: Sequence[tuple[Path, Kept]]) -> None:
    """Gives files their names, so that they and their names survive a power cut. One that is there is left as it is."""
    fresh = {place: (part, kept) for part, kept in parts if not (place := place_of(kept.sha256)).is_file()}
    try:
        _at_once(_flushed, [(part, kept.sha256) for part, kept in fresh.values()])
        for place, (part, _kept) in fresh.items():
            place.parent.mkdir(mode=0o700, exist_ok=True)
            part.replace(place)
        folders = {
            place_of(kept.sha256).parent for _part, kept in parts
        }  # whoever put one there may not have come so far
        if folders - _settled:  # their own names, whoever made them
            folders.add(originals())
        _at_once(keys.fsync_folder, [(folder,) for folder in sorted(folders)])
    except OSError as failure:
        _refuse_if_full(failure, "the files")
        raise
    _settled.update(folders)


def _at_once(work: Callable[..., None], each: Sequence[tuple[Any, ...]]) -> None:
    """Threads, because they only wait for the disk; it writes together what is asked for together."""
    if len(each) < 2:
        for one in each:
            work(*one)
        return
    with ThreadPoolExecutor(min(WAITING, len(each))) as waiting:
        list(waiting.map(lambda one: work(*one), each))


def _flushed(part: Path, expected: str) -> None:
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _read_back(part, expected)


def _seal(stream: BinaryIO, out: BinaryIO, name: str) -> Kept:
    salt, digest, size = secrets.token_bytes(SALT_BYTES), sha256(), 0
    cipher = _cipher(salt)
    out.write(VERSION + salt)
    head = chunk = stream.read(CHUNK)
    index = 0
    while chunk:
        following = stream.read(CHUNK)
        digest.update(chunk)
        size += len(chunk)
        if size > LARGEST:  # the file grew while it was read
            raise TooLarge(f"{name} is larger than the {LARGEST // 1_000_000} MB that are taken in; split it.")
        out.write(cipher.encrypt(_nonce(index, is_last=not following), chunk, None))
        chunk, index = following, index + 1
    if not size:
        raise EmptyFile(f"{name} is empty; save it again.")
    return Kept(digest.hexdigest(), size, head[:4096])


def _read_back(part: Path, expected: str) -> None:
    digest = sha256()
    with part.open("rb") as sealed:
        for chunk in _opened(sealed, expected):
            digest.update(chunk)
    if digest.hexdigest() != expected:
        raise DamagedFile("The disk did not return what was written to it; use another disk.")


def _opened(sealed: BinaryIO, digest: str) -> Iterator[bytes]:
    broken = DamagedFile("An original on disk does not open; restore it from a backup.")
    header = sealed.read(1 + SALT_BYTES)
    if len(header) != 1 + SALT_BYTES or header[:1] != VERSION:
        raise broken
    cipher, index = _cipher(header[1:]), 0
    chunk = sealed.read(CHUNK + 16)
    while chunk:
        following = sealed.read(CHUNK + 16)
        try:
            yield cipher.decrypt(_nonce(index, is_last=not following), chunk, None)
        except InvalidTag:
            raise broken from None
        chunk, index = following, index + 1
    if index == 0:
        raise broken


def _cipher(salt: bytes) -> AESGCM:
    # A key of its own for each file makes the counting nonces unique.
    return AESGCM(keys.expand(keys.opened().originals() + salt, "original"))


def _nonce(index: int, *, is_last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([is_last])
