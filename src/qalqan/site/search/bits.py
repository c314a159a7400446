"""A set of publications as one number: bit n stands for the publication with the number n.

Publications are numbered newest first, so the lowest bits of a set are its newest members.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

_LISTED, _DENSE = b"\x00", b"\x01"


def packed(numbers: Sequence[int]) -> bytes:
    """Rising numbers in the shorter of two forms: listed, or a bit for each publication."""
    if not numbers:
        return b""
    if len(numbers) * 4 <= numbers[-1] // 8 + 1:
        return _LISTED + struct.pack(f"<{len(numbers)}I", *numbers)
    return _DENSE + set_of(numbers).to_bytes(numbers[-1] // 8 + 1, "little")


def unpacked(written: bytes | None) -> int:
    """The set that `packed` wrote."""
    if not written:
        return 0
    if written[:1] == _DENSE:
        return int.from_bytes(written[1:], "little")
    return set_of(struct.unpack(f"<{len(written) // 4}I", written[1:]))


def set_of(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    listed = list(numbers)
    if not listed:
        return 0
    if len(listed) == 1:
        return 1 << listed[0]
    places = bytearray(max(listed) // 8 + 1)
    for number in listed:
        places[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(places, "little")


def members(of: int) -> Iterator[int]:
    """The numbers in a set, lowest first."""
    for at, eight in enumerate(of.to_bytes((of.bit_length() + 7) // 8, "little")):
        while eight:
            lowest = eight & -eight
            yield at * 8 + lowest.bit_length() - 1
            eight ^= lowest
