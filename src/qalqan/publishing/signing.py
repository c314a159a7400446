"""Signatures that `minisign -V` accepts, and their public keys.

The format is minisign's: a key is an algorithm, a key id of 8 bytes and an Ed25519 key; a signature is over the
BLAKE2b-512 digest of the file, and a second one covers the first and the trusted comment. Nothing of it depends on the
time or on chance, so the same bytes and the same key give the same signature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qalqan.errors import WrongSignature

_KEY_ALGORITHM = b"Ed"
_PREHASHED = b"ED"
_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key that readers hold. `id` is shown as minisign shows it: 16 hexadecimal digits."""

    raw: bytes
    number: bytes

    @property
    def id(self) -> str:
        return self.number[::-1].hex().upper()

    @property
    def line(self) -> str:
        """The key as one line, as `minisign -P` takes it."""
        return base64.b64encode(_KEY_ALGORITHM + self.number + self.raw).decode()

    @property
    def file(self) -> str:
        """The key as a file, as `minisign -p` takes it."""
        return f"{_UNTRUSTED}minisign public key {self.id}\n{self.line}\n"

    @classmethod
    def of(cls, raw: bytes) -> PublicKey:
        """The key of these 32 bytes; its id is taken from their digest, so it need not be stored."""
        return cls(raw, hashlib.sha256(b"qalqan publishing key" + raw).digest()[:8])

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """A key from its line or its file. Raises WrongSignature where it is neither."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        try:
            data = base64.b64decode(lines[-1], validate=True)
        except (IndexError, binascii.Error, ValueError):
            data = b""
        if len(data) != 42 or data[:2] != _KEY_ALGORITHM:
            raise WrongSignature(
                "This is not a public key of an edition; give the line or the file that its publisher handed out."
            )
        return cls(data[10:], data[2:10])


class SigningKey:
    """The publisher's key. It never leaves the desk."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = PublicKey.of(key.public_key().public_bytes_raw())

    def sign(self, message: bytes, comment: str) -> str:
        """The signature file for these bytes; `comment` is covered by it and must be one line."""
        if "\n" in comment or "\r" in comment:
            raise ValueError("a trusted comment is one line")
        signature = self._key.sign(_digest(message))
        over_both = self._key.sign(signature + comment.encode())
        packed = base64.b64encode(_PREHASHED + self.public.number + signature).decode()
        return (
            f"{_UNTRUSTED}signature of key {self.public.id}\n{packed}\n"
            f"{_TRUSTED}{comment}\n{base64.b64encode(over_both).decode()}\n"
        )


def check(message: bytes, signature_file: str, key: PublicKey) -> str:
    """The trusted comment of a signature that this key made over these bytes. Raises WrongSignature."""
    number, signature, comment, over_both = _read_signature(signature_file)
    if number != key.number:
        raise WrongSignature(
            f"manifest.json.minisig was made with key {number[::-1].hex().upper()}, not with {key.id}; "
            "get the edition or the key again from its publisher."
        )
    verifier = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        verifier.verify(signature, _digest(message))
        verifier.verify(over_both, signature + comment.encode())
    except InvalidSignature:
        raise WrongSignature(
            "manifest.json is not what its publisher signed; do not rely on this copy, get the edition again."
        ) from None
    return comment


def _digest(message: bytes) -> bytes:
    return hashlib.blake2b(message, digest_size=64).digest()


def _read_signature(text: str) -> tuple[bytes, bytes, str, bytes]:
    lines = text.split("\n")
    try:
        if not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
            raise ValueError
        packed = base64.b64decode(lines[1], validate=True)
        over_both = base64.b64decode(lines[3], validate=True)
        if len(packed) != 74 or packed[:2] != _PREHASHED or len(over_both) != 64:
            raise ValueError
    except (IndexError, ValueError):  # binascii.Error is a ValueError
        raise WrongSignature("manifest.json.minisig is damaged; get the edition again from its publisher.") from None
    return packed[2:10], packed[10:], lines[2].removeprefix(_TRUSTED), over_both
