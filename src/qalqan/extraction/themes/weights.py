"""The learned weights: a small file of numbers, read once. It holds no word of the texts that it was learned from.

The file is gzip of one JSON line (names, biases, calibration, where the labels come from), then, little-endian: the signs in
rising order as 32-bit differences, byte by byte; for each sign the number of its weights; the outputs they belong to; the
weights, from -127 to 127.
"""

from __future__ import annotations

import gzip
import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qalqan.extraction.themes.signs import THEME_GROUPS, signs_of

FILE = "upr-issues.gz"
CATEGORIES = (1, 2, 3, 4, 5)
CURVES = frozenset(
    ("scales", "biases", "issue_curves", "category_rows", "category_shifts", "confidence")
)  # read as arrays


_TOGETHER = 64  # demands weighed at once: enough to spread the cost of each step, few enough to stay small
_SHELF = 15  # a sign's last bits; those before tell its shelf, on which one sign stands or none, seldom several


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: a row a sign in rising order, an output a column."""

    issues: tuple[str, ...]
    facts: Mapping[str, Any]
    signs: NDArray[np.uint32]
    of_issues: NDArray[np.int8]
    of_categories: NDArray[np.int8]
    shelves: NDArray[np.intp]  # where each begins
    fullest: int

    def sure_of_issues(self, texts: Iterable[str]) -> dict[str, list[float]]:
        """How sure to be of each issue, in their order, for each text: from 0 to 1."""
        facts, many = self.facts, len(self.issues)
        slopes, shifts = facts["issue_curves"]
        said, found = facts["confidence"]
        sure: dict[str, list[float]] = {}
        for some in _portions(texts):
            sums = self._sums(some, self.of_issues, THEME_GROUPS)
            margins = sums * facts["scales"][:many] + facts["biases"][:many]
            logistic = 0.5 + 0.5 * np.tanh(0.5 * (margins * slopes + shifts))
            sure.update(zip(some, np.interp(logistic, said, found).tolist(), strict=True))
        return sure

    def sure_of_categories(self, texts: Iterable[str]) -> dict[str, list[float]]:
        """How sure to be of each category of action, from 1 to 5, for each text; together 1."""
        facts, many = self.facts, len(self.issues)
        sure: dict[str, list[float]] = {}
        for some in _portions(texts):
            margins = self._sums(some, self.of_categories) * facts["scales"][many:] + facts["biases"][many:]
            asked = (margins[:, None, :] * facts["category_rows"]).sum(axis=2) + facts["category_shifts"]
            raw = np.exp(asked - asked.max(axis=1, keepdims=True))
            sure.update(zip(some, (raw / raw.sum(axis=1, keepdims=True)).tolist(), strict=True))
        return sure

    def _sums(self, texts: list[str], table: NDArray[np.int8], groups: int | None = None) -> NDArray[np.float64]:
        """A row a text: the weights of its signs, those of one group sharing one weight, so that long and short weigh the same."""
        signs: list[int] = []
        sizes: list[int] = []
        ends: list[int] = [0]
        for text in texts:
            for group in signs_of(text)[:groups]:
                signs += group
                sizes.append(len(group))
            ends.append(len(signs))
        shares = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
        rows, known = self._rows_of(np.array(signs, np.uint32))
        weighed = np.zeros((len(texts), table.shape[1]))
        for n, (start, end) in enumerate(zip(ends, ends[1:], strict=False)):
            told = known[start:end]
            part = table.take(rows[start:end][told], axis=0).astype(np.float64)
            weighed[n] = np.einsum("s,so->o", shares[start:end][told], part)
        return weighed

    def _rows_of(self, signs: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each sign stands, and whether it does: searched on its own shelf, not among all of a hundred thousand."""
        rows = self.shelves.take(signs >> _SHELF)
        last = len(self.signs) - 1
        for _ in range(self.fullest):
            rows += self.signs.take(rows, mode="clip") < signs
        np.minimum(rows, last, out=rows)
        return rows, self.signs.take(rows) == signs


def _portions(texts: Iterable[str]) -> Iterable[list[str]]:
    distinct = list(dict.fromkeys(texts))
    return (distinct[n : n + _TOGETHER] for n in range(0, len(distinct), _TOGETHER))


@cache
def learned() -> Weights:
    """The weights that ship with the package."""
    return read(Path(__file__).with_name(FILE).read_bytes())


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
    on_shelves = np.bincount(signs >> _SHELF, minlength=1 << 32 - _SHELF)
    shelves = np.cumsum(on_shelves) - on_shelves
    of_issues, of_categories = table[:, : len(issues)].copy(), table[:, len(issues) :].copy()
    return Weights(issues, facts, signs, of_issues, of_categories, shelves, int(on_shelves.max(initial=0)))


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
