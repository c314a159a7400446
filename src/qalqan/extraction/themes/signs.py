"""The signs by which a demand's themes and category are told: its words, their beginnings, and what stands side by side.

The signs of one kind are one group; a sign is a number made from its letters, so that the data file holds no words. The
program that learns the weights and the one that reads a demand share this module: change it, and learn anew.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zlib import crc32

THEME_GROUPS = 5  # the first groups tell themes; all of them together tell how much is asked
_WORD = re.compile(r"[a-z]+|[0-9]+")
_LONGEST = 400  # words; a demand that is longer says its matter well before


class _Word(NamedTuple):
    """What a word always gives. CRC32 can be continued, so a sign of two words begins with that of the first."""

    stem: bytes
    after: bytes  # the stem as it follows another
    itself: int
    stemmed: int
    beginning: int
    opens_pair: int
    opens_three: int


def signs_of(text: str) -> list[list[int]]:
    """The signs of an English text, each once, group by group; as many groups for every text, some of them empty."""
    words = [_word(word) for word in _WORD.findall(text.lower())[:_LONGEST]]
    if not words:
        return [[] for _ in range(_GROUPS)]
    stems, after, itself, stemmed, beginning, opens_pair, opens_three = zip(*words, strict=True)
    opening, near = crc32(stems[0], crc32(b"v")), [crc32(b"n" + stem) for stem in stems[:8]]
    groups = (
        itself,
        stemmed,
        beginning,
        map(crc32, after[1:], opens_pair),
        map(crc32, after[2:], map(crc32, after[1:], opens_three)),
        # How much is asked hangs on the verb that opens the demand, and on what stands near it.
        _openings(stems[0], after[1:4]),
        [crc32(b"@%d" % n + stem) for n, stem in enumerate(stems[:6])],
        [crc32(stem, opening) for stem in after[1:12]],
        [*near, *map(crc32, after[1:8], near)],
    )
    # In the order of the text: that of a set changes from run to run, and with it the last digit of a sum.
    return [list(dict.fromkeys(signs)) for signs in groups]


_GROUPS = 9


def _openings(first: bytes, after: tuple[bytes, ...]) -> list[int]:
    signs = [crc32(b"o" + first)]
    for stem in after:
        signs.append(crc32(stem, signs[-1]))
    return signs


@lru_cache(maxsize=1 << 14)  # demands share most of their words
def _word(word: str) -> _Word:
    stem = _stemmer().stemWord(word).encode()
    return _Word(
        stem=stem,
        after=b" " + stem,
        itself=crc32(b"w" + word.encode()),
        stemmed=crc32(b"s" + stem),
        beginning=crc32(b"b" + word[:4].encode()),
        opens_pair=crc32(b"2" + stem),
        opens_three=crc32(b"3" + stem),
    )


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer  # loaded with the first demand

    return Stemmer("english")
