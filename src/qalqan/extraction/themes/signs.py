"""The signs by which a demand's themes and category are told: its words, their beginnings, and what stands side by side.

The signs of one kind are one group; a sign is a number made from its letters, so that the data file holds no words. The
program that learns the weights and the one that reads a demand share this module: change it, and learn anew.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from zlib import crc32

THEME_GROUPS = 5  # the first groups tell themes; all of them together tell how much is asked
_WORD = re.compile(r"[a-z]+|[0-9]+")
_LONGEST = 400  # words; a demand that is longer says its matter well before


def signs_of(text: str) -> list[list[int]]:
    """The signs of an English text, each once, group by group; as many groups for every text, some of them empty."""
    words = _WORD.findall(text.lower())[:_LONGEST]
    stems: list[str] = _stemmer().stemWords(words)
    first = stems[0] if stems else ""
    pairs = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    groups = (
        ("w", words),
        ("s", stems),
        ("b", [word[:4] for word in words]),
        ("2", pairs),
        ("3", [f"{pair} {c}" for pair, c in zip(pairs, stems[2:], strict=False)]),
        # How much is asked hangs on the verb that opens the demand, and on what stands near it.
        ("o", [" ".join(stems[:n]) for n in range(1, min(4, len(stems)) + 1)]),
        ("@", [f"{n}{stem}" for n, stem in enumerate(stems[:6])]),
        ("v", [f"{first} {stem}" for stem in stems[1:12]]),
        ("n", stems[:8] + pairs[:7]),
    )
    # In the order of the text: that of a set changes from run to run, and with it the last digit of a sum.
    return [[crc32(f"{group}{sign}".encode()) for sign in dict.fromkeys(signs)] for group, signs in groups]


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer  # loaded with the first demand

    return Stemmer("english")
