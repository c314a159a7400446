"""AUD-3: a log is checked by one file with the standard library only, and gets the same verdict."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from qalqan.safety import audit, keys, verifier
from qalqan.safety.models import LogEntry


@pytest.fixture
def exported(db: None, tmp_path: Path) -> Path:
    with transaction.atomic():
        for index in range(130):
            audit.log("see", f"entry{index}", account=None)
    audit.checkpoint()
    audit.export(tmp_path / "log")
    return tmp_path / "log"


def public_key() -> bytes:
    return keys.opened().checkpoints().public_key().public_bytes_raw()


def alone(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The verifier as a stranger runs it: isolated from every installed package."""
    return subprocess.run(
        [sys.executable, "-I", "-S", verifier.__file__, str(folder), "--key", public_key().hex(), *more],
        capture_output=True,
        text=True,
    )


def test_it_gives_the_verdict_of_the_workspace(exported: Path) -> None:
    report, verdict = audit.verify(), verifier.verify(exported, public_key())
    assert (verdict.entries, verdict.root) == (report.entries, report.root.hex())
    assert verdict.since_checkpoint == report.since_checkpoint == 0


def test_it_runs_alone(exported: Path) -> None:
    done = alone(exported, "--witness", f"130:{audit.root().hex()}")
    assert done.returncode == 0 and done.stdout.startswith("holds: 130 entries"), done.stderr
    assert alone(exported, "--witness", f"130:{'00' * 32}").returncode == 1
    assert alone(exported, "--wrong").returncode == 2


def edit(lines: list[str]) -> list[str]:
    return [*lines[:40], lines[40].replace('"see"', '"publish"'), *lines[41:]]


def delete(lines: list[str]) -> list[str]:
    return [*lines[:40], *lines[41:]]


def insert(lines: list[str]) -> list[str]:
    return [*lines[:40], lines[39], *lines[40:]]


def swap(lines: list[str]) -> list[str]:
    return [*lines[:40], lines[41], lines[40], *lines[42:]]


def truncate(lines: list[str]) -> list[str]:
    return lines[:120]


@pytest.mark.parametrize("tamper", [edit, delete, insert, swap, truncate])
def test_it_notices_tampering(exported: Path, tamper: object) -> None:
    file = exported / "log.jsonl"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(tamper(lines)) + "\n", "utf-8")  # type: ignore[operator]
    with pytest.raises(verifier.Broken):
        verifier.verify(exported, public_key())
    assert alone(exported).returncode == 1


def test_it_does_not_take_another_key(exported: Path) -> None:
    with pytest.raises(verifier.Broken, match="signature"):
        verifier.verify(exported, keys.Keys(bytes(32)).checkpoints().public_key().public_bytes_raw())


def test_the_export_holds_every_entry(exported: Path) -> None:
    assert (exported / "log.jsonl").read_text("utf-8").splitlines() == list(
        LogEntry.objects.order_by("seq").values_list("canonical", flat=True)
    )


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_its_ed25519_agrees_with_the_library(seed: bytes, words: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(words)
    assert verifier.signed(public, words, signature)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not verifier.signed(public, words, bytes(flipped))
    assert not verifier.signed(public, words + b"x", signature)


def test_its_ed25519_is_that_of_the_rfc() -> None:
    """RFC 8032, 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert verifier.signed(public, b"\x72", signature)
    assert not verifier.signed(public, b"\x73", signature)
