"""Whether a folder is an edition as its publisher signed it. Needs the folder and the public key alone.

The key that lies in the folder proves only that the folder agrees with itself: whoever changes the files can change it
too. The root of trust is a key obtained elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qalqan.errors import EditionChanged, WrongSignature
from qalqan.publishing.manifest import MANIFEST, PUBLIC_KEY, SIGNATURE, ListedFile, Manifest, digest, list_paths
from qalqan.publishing.signing import PublicKey, check


@dataclass(frozen=True, slots=True)
class Verified:
    """An edition whose every byte is as signed. `key_given` is false where the key came from the folder itself."""

    files: int
    bytes: int
    edition: int
    as_of: str
    audit_root: str
    key_id: str
    key_given: bool
    digest: str
    revoked: tuple[str, ...]

    def revokes(self, other: Verified) -> bool:
        """Whether this edition, a later one of the same key, asks to replace copies of the other."""
        return self.key_id == other.key_id and other.digest in self.revoked


def _silent(path: str) -> None: ...


def verify(folder: Path, public_key: str | None = None, on_file: Callable[[str], None] = _silent) -> Verified:
    """Checks the signature of the manifest, then that the folder has the files it lists and no other, unchanged.

    `public_key` is the key's line or the text of its file; without one the key in the folder is used. `on_file` is told
    of each file before it is read. Raises WrongSignature, or EditionChanged naming the first file that differs.
    """
    manifest_bytes = _read(folder, MANIFEST)
    signature = _text(_read(folder, SIGNATURE), SIGNATURE)
    key = PublicKey.read(public_key if public_key is not None else _text(_read(folder, PUBLIC_KEY), PUBLIC_KEY))
    comment = check(manifest_bytes, signature, key)
    manifest = Manifest.read(manifest_bytes)
    if manifest.key_id != key.id or comment != manifest.comment():
        raise WrongSignature(f"{SIGNATURE} belongs to another edition; get the edition again from its publisher.")
    _check_names(folder, manifest)
    for listed in manifest.files:
        on_file(listed.path)
        _check_file(folder, listed)
    return Verified(
        files=len(manifest.files),
        bytes=sum(listed.size for listed in manifest.files),
        edition=manifest.edition,
        as_of=manifest.as_of,
        audit_root=manifest.audit_root,
        key_id=key.id,
        key_given=public_key is not None,
        digest=manifest.digest,
        revoked=manifest.revoked,
    )


def _check_names(folder: Path, manifest: Manifest) -> None:
    present, listed = set(list_paths(folder)), {listed.path for listed in manifest.files}
    if missing := sorted(listed - present):
        raise EditionChanged(f"{missing[0]} is missing from the edition; get the edition again.")
    if extra := sorted(present - listed):
        raise EditionChanged(f"{extra[0]} does not belong to the edition; remove it, or get the edition again.")


def _check_file(folder: Path, listed: ListedFile) -> None:
    if digest(folder / listed.path) != (listed.size, listed.sha256):
        raise EditionChanged(f"{listed.path} was changed after the edition was signed; get the edition again.")


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise EditionChanged(f"{name} is missing: this folder is no edition, or only a part of one.") from None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise WrongSignature(f"{name} is damaged; get the edition again from its publisher.") from None
