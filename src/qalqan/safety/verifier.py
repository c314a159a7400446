"""Checks an exported log with nothing but Python itself: this one file, the export and the public key.

    python verifier.py LOG-FOLDER --key HEX [--witness SEQ:ROOT]…

The folder holds `log.jsonl` (one entry a line, as it was hashed) and `checkpoints.jsonl` (the signed statements with
their signatures), written by `qalqan.safety.audit.export`. Prints one line and ends with 0 when the log holds, with 1
when it does not, with 2 for a wrong call. A witness is a root that was kept elsewhere: on a card, in another office,
in a published edition.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any


class Broken(Exception):
    """The log does not hold; the message says where."""


@dataclass(frozen=True)
class Verdict:
    entries: int
    root: str
    since_checkpoint: int


def verify(folder: Path, key: bytes, witnesses: dict[int, str] | None = None) -> Verdict:
    """Reads the whole export; raises Broken at the first line that does not hold."""
    checkpoints = {int(made["seq"]): made for made in map(json.loads, _lines(folder / "checkpoints.jsonl"))}
    expected = dict(witnesses or {})
    peaks: list[tuple[int, bytes]] = []
    chain, seq = bytes(32), 0
    for seq, line in enumerate(_lines(folder / "log.jsonl"), start=1):
        leaf = sha256(b"\x00" + line.encode()).digest()
        chain = sha256(b"\x02" + chain + leaf).digest()
        _append(peaks, leaf)
        if json.loads(line)["seq"] != seq:
            raise Broken(f"entry {seq} is missing, added or out of order")
        if seq in checkpoints:
            _check(checkpoints[seq], _root(peaks).hex(), chain.hex(), key)
        if expected.get(seq, _root(peaks).hex()) != _root(peaks).hex():
            raise Broken(f"the log differs from the witness of entry {seq}")
    missing = max([0, *checkpoints, *expected])
    if missing > seq:
        raise Broken(f"the log ends at entry {seq} but had {missing}")
    return Verdict(seq, _root(peaks).hex(), seq - max(checkpoints, default=0))


def _check(made: dict[str, Any], root: str, chain: str, key: bytes) -> None:
    signature = bytes.fromhex(made["signature"])
    said = {name: made[name] for name in ("format", "seq", "root", "chain", "at")}
    words = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    if not signed(key, words, signature):
        raise Broken(f"the signature of checkpoint {made['seq']} is wrong")
    if (made["root"], made["chain"]) != (root, chain):
        raise Broken(f"an entry up to {made['seq']} was changed, removed or added")


def _append(peaks: list[tuple[int, bytes]], leaf: bytes) -> None:
    height, carry = 0, leaf
    while peaks and peaks[-1][0] == height:
        carry = sha256(b"\x01" + peaks.pop()[1] + carry).digest()
        height += 1
    peaks.append((height, carry))


def _root(peaks: list[tuple[int, bytes]]) -> bytes:
    if not peaks:
        return sha256(b"").digest()
    root = peaks[-1][1]
    for _, peak in reversed(peaks[:-1]):
        root = sha256(b"\x01" + peak + root).digest()
    return root


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_bytes().decode("utf-8").split("\n") if line]


# Ed25519 as RFC 8032 (5.1.7) writes it down; slow and plain, for verifying only.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def signed(key: bytes, words: bytes, signature: bytes) -> bool:
    """Whether `signature` is the Ed25519 signature of `words` under the public `key`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, commitment = _point(key), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + words).digest(), "little") % ORDER
    left, right = _times(scalar, BASE), _add(commitment, _times(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def _point(packed: bytes) -> Point | None:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(scalar: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point = _add(point, point)
        scalar >>= 1
    return found


def _base() -> Point:
    found = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if found is None:
        raise ArithmeticError
    return found


BASE = _base()


def main(arguments: list[str]) -> int:
    try:
        folder, flag, key = arguments[:3]
        rest = arguments[3:]
        if flag != "--key" or len(rest) % 2 or any(word != "--witness" for word in rest[::2]):
            raise ValueError
        witnesses = {int(seq): root for seq, root in (word.split(":") for word in rest[1::2])}
        public = bytes.fromhex(key)
    except ValueError:
        sys.stderr.write("Call it so: verifier.py LOG-FOLDER --key HEX [--witness SEQ:ROOT]\n")
        return 2
    try:
        verdict = verify(Path(folder), public, witnesses)
    except (Broken, OSError, ValueError, KeyError, TypeError) as failure:
        sys.stdout.write(f"broken: {failure}\n")
        return 1
    sys.stdout.write(f"holds: {verdict.entries} entries, root {verdict.root}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
