"""The learned weights: a small file of numbers, read once. It holds no word of the texts that it was learned from.

The file is gzip of one JSON line (names, biases, calibration, where the labels come from), then, little-endian: the signs in
rising order as 32-bit differences, byte by byte; for each sign the number of its weights; the outputs they belong to; the
weights, from -127 to 127.
"""

from __future__ import annotations

import gzip
import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qalqan.extraction.themes.signs import signs_of

FILE = "upr-issues.gz"
CATEGORIES = (1, 2, 3, 4, 5)
CURVES = frozenset(
    ("scales", "biases", "issue_curves", "category_rows", "category_shifts", "confidence")
)  # read as arrays


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a row a sign in rising order, an output a column."""

    issues: tuple[str, ...]
    facts: Mapping[str, Any]
    signs: NDArray[np.uint32]
    of_issues: NDArray[np.int8]
    of_categories: NDArray[np.int8]

    def sure_of_issues(self, text: str) -> list[float]:
        """How sure to be of each issue, in their order: from 0 to 1."""
        facts, many = self.facts, len(self.issues)
        slopes, shifts = facts["issue_curves"]
        margins = self._sums(text, self.of_issues) * facts["scales"][:many] + facts["biases"][:many]
        logistic = 0.5 + 0.5 * np.tanh(0.5 * (margins * slopes + shifts))
        said, found = facts["confidence"]
        return list(np.interp(logistic, said, found).tolist())

    def sure_of_categories(self, text: str) -> list[float]:
        """How sure to be of each category of action, from 1 to 5; together 1."""
        facts, many = self.facts, len(self.issues)
        margins = self._sums(text, self.of_categories) * facts["scales"][many:] + facts["biases"][many:]
        asked = (facts["category_rows"] * margins).sum(axis=1) + facts["category_shifts"]
        raw = np.exp(asked - asked.max())
        return list((raw / raw.sum()).tolist())

    def _sums(self, text: str, table: NDArray[np.int8]) -> NDArray[np.float64]:
        signs, shares = _weighed_signs(text)
        at = self.signs.searchsorted(signs)
        at[at == len(self.signs)] = 0
        known = self.signs[at] == signs
        sums: NDArray[np.float64] = (table[at[known]] * shares[known, None]).sum(axis=0)
        return sums


@lru_cache(maxsize=16)  # a demand is asked for its themes, then for its category
def _weighed_signs(text: str) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    found: list[int] = []
    shares: list[float] = []
    for group in signs_of(text):
        found += group
        shares += [1 / sqrt(len(group) or 1)] * len(group)  # long and short demands weigh the same
    return np.array(found, np.uint32), np.array(shares)


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    return read(resources.files(__package__).joinpath(FILE).read_bytes())


def read(data: bytes) -> Weights:
    """The weights of such a file."""
    plain = gzip.decompress(data)
    end = plain.index(b"\n")
    facts: dict[str, Any] = json.loads(plain[:end])
    many, weights, at = facts["signs"], facts["weights"], end + 1
    planes = np.frombuffer(plain, np.uint8, 4 * many, at).reshape(4, many).astype(np.uint32)
    steps = planes[0] | planes[1] << 8 | planes[2] << 16 | planes[3] << 24
    counts = np.frombuffer(plain, np.uint8, many, at + 4 * many)
    outputs = np.frombuffer(plain, np.uint8, weights, at + 5 * many)
    values = np.frombuffer(plain, np.int8, weights, at + 5 * many + weights)
    issues = tuple(facts["issues"])
    table = np.zeros((many, len(issues) + len(CATEGORIES)), np.int8)
    table[np.repeat(np.arange(many), counts), outputs] = values
    facts |= {name: np.array(facts[name]) for name in CURVES if name in facts}
    signs = np.cumsum(steps, dtype=np.uint32)
    return Weights(issues, facts, signs, table[:, : len(issues)].copy(), table[:, len(issues) :].copy())


def written(facts: Mapping[str, Any], rows: Mapping[int, Mapping[int, int]]) -> bytes:
    """The file of these facts and of `rows`: for each sign the weight (-127 to 127) of each output. Same in, same out."""
    signs = sorted(rows)
    steps = [sign - before for sign, before in zip(signs, [0, *signs], strict=False)]
    planes = b"".join(bytes(step >> 8 * n & 255 for step in steps) for n in range(4))
    listed = [(output, value) for sign in signs for output, value in sorted(rows[sign].items())]
    head = {**facts, "signs": len(signs), "weights": len(listed)}
    plain = b"".join(
        (
            json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(),
            b"\n",
            planes,
            bytes(len(rows[sign]) for sign in signs),
            bytes(output for output, _ in listed),
            array("b", (value for _, value in listed)).tobytes(),
        )
    )
    return gzip.compress(plain, 9, mtime=0)
