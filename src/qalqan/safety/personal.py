"""A person's own keys: an X25519 pair whose private half only her password opens.

password --Argon2id--> 32 bytes --HKDF--> verifier (checked at sign-in)
                                --HKDF--> wrapping key --AES-256-GCM--> private key
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import WrongPassphrase
from qalqan.safety import keys

AAD = b"v1|account|private-key"


class HasKeys(Protocol):
    """What is needed of an account here."""

    password: str
    kdf: dict[str, Any]
    wrapped_private_key: bytes

    def save(self, *, update_fields: list[str]) -> None: ...


@dataclass(frozen=True)
class PersonKeys:
    public_key: bytes
    wrapped_private_key: bytes
    kdf: dict[str, Any]
    verifier: str


def make_person_keys(password: str) -> PersonKeys:
    """New keys under `password`; raises WrongCall when it is too short. Costs what the workspace's own key costs."""
    return _wrapped(PrivateKey.generate(), password)


def unlock_person(account: HasKeys, password: str) -> PrivateKey:
    """The person's private key; raises WrongPassphrase."""
    try:
        root = _root(password, account.kdf)
        return PrivateKey(keys.unwrap(keys.expand(root, "person-wrap"), bytes(account.wrapped_private_key), AAD))
    except (InvalidTag, KeyError):
        raise WrongPassphrase(_("The name or the password is wrong; try again.")) from None


def change_password(account: HasKeys, old: str, new: str) -> None:
    """Wraps the same private key under `new` and saves the account; raises WrongPassphrase for a wrong `old`."""
    made = _wrapped(unlock_person(account, old), new)
    account.kdf, account.password = made.kdf, made.verifier
    account.wrapped_private_key = made.wrapped_private_key
    account.save(update_fields=["kdf", "password", "wrapped_private_key"])


def derive_verifier(password: str, kdf: dict[str, Any]) -> str:
    return _verifier(_root(password, kdf))


def _wrapped(private: PrivateKey, password: str) -> PersonKeys:
    keys.check_passphrase(password)
    salt = secrets.token_bytes(16)
    kdf = {"salt": base64.b64encode(salt).decode(), **asdict(keys.opened().cost)}
    root = _root(password, kdf)
    wrapped = keys.wrap(keys.expand(root, "person-wrap"), bytes(private), AAD)
    return PersonKeys(bytes(private.public_key), wrapped, kdf, _verifier(root))


def _root(password: str, kdf: dict[str, Any]) -> bytes:
    cost = keys.Cost(rounds=kdf["rounds"], memory_kib=kdf["memory_kib"], lanes=kdf["lanes"])
    return keys.derive(password, base64.b64decode(kdf["salt"]), cost)


def _verifier(root: bytes) -> str:
    return "argon2id-hkdf$" + keys.expand(root, "person-verifier").hex()
