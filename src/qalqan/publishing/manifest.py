"""The manifest of an edition: every file with its size and digest, and what the edition is.

The manifest is the only thing that is signed; through it the signature covers every byte of the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qalqan.errors import EditionChanged

FORMAT = "qalqan-edition/1"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.minisig"
PUBLIC_KEY = "qalqan.pub"
_NOT_LISTED = frozenset({MANIFEST, SIGNATURE})
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file of an edition. `path` is relative to the folder, with forward slashes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition is and which files it has, in the order of their paths.

    `revoked` are the digests of the manifests of former editions that say what was taken back since: whoever keeps a
    copy of one is asked to replace it. They tell that something was closed, not what.
    """

    edition: int
    as_of: str
    audit_root: str
    key_id: str
    files: tuple[ListedFile, ...]
    revoked: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest's bytes: the name of this very edition."""
        return hashlib.sha256(self.as_bytes()).hexdigest()

    def as_bytes(self) -> bytes:
        """The manifest as it is written and signed."""
        document = {
            "format": FORMAT,
            "edition": self.edition,
            "as_of": self.as_of,
            "audit_root": self.audit_root,
            "key_id": self.key_id,
            "revoked": list(self.revoked),
            "files": [{"path": f.path, "size": f.size, "sha256": f.sha256} for f in self.files],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    def comment(self) -> str:
        """The trusted comment of the signature: what `minisign -V` shows to whoever checks by hand."""
        return f"{FORMAT} number:{self.edition} as-of:{self.as_of} files:{len(self.files)}"

    def content(self) -> str:
        """A digest of the files alone: two editions that say the same have the same, whatever their numbers."""
        lines = "".join(f"{f.path}\0{f.size}\0{f.sha256}\n" for f in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()

    @classmethod
    def read(cls, data: bytes) -> Manifest:
        """A manifest from its bytes. Raises EditionChanged where they are not one."""
        try:
            document: dict[str, Any] = json.loads(data)
            if document["format"] != FORMAT:
                raise ValueError
            files = tuple(ListedFile(f["path"], f["size"], f["sha256"]) for f in document["files"])
            return cls(
                document["edition"],
                document["as_of"],
                document["audit_root"],
                document["key_id"],
                files,
                tuple(document["revoked"]),
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            raise EditionChanged(
                f"{MANIFEST} is damaged or of a later version than this program reads; "
                "get the edition again, or a newer program."
            ) from None


def list_paths(folder: Path) -> list[str]:
    """The paths of every file of a folder but the manifest and its signature, sorted.

    Raises EditionChanged for a link or anything else that is not a plain file: a copy must not depend on what lies
    outside it.
    """
    return sorted(path for path in _paths(folder) if path not in _NOT_LISTED)


def list_files(folder: Path) -> tuple[ListedFile, ...]:
    """The files of a folder as a manifest lists them."""
    return tuple(ListedFile(path, *digest(folder / path)) for path in list_paths(folder))


def digest(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file, read block by block."""
    sha256, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha256.update(block)
            size += len(block)
    return size, sha256.hexdigest()


def _paths(folder: Path, inside: str = "") -> Iterator[str]:
    with os.scandir(folder / inside) as entries:
        for entry in entries:
            path = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _paths(folder, path + "/")
            elif entry.is_file(follow_symlinks=False):
                yield path
            else:
                raise EditionChanged(f"{path} is a link or a device, not a file of the edition; get the edition again.")
