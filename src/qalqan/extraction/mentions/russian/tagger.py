"""The tagger: of all rows of labels for the words of a sentence the one that its signs speak for (Viterbi).

The weights lie in `weights/*.json`, made by `training/russian_names.py`; nothing is needed to read them but this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from operator import add, mul
from pathlib import Path
from typing import Any, NamedTuple

_FOLDER = Path(__file__).with_name("weights")


class Weights(NamedTuple):
    """What each sign says for each label, and what each label says for the next."""

    labels: tuple[str, ...]
    signs: dict[str, tuple[float, ...]]
    steps: tuple[tuple[float, ...], ...]  # steps[before][after]
    seen: tuple[tuple[float, ...], ...] = ()  # of each label, what each number by which a ready model sees a word says


@cache
def weights(name: str) -> Weights:
    """The weights of a tagger: "with-model", "without-model", "inside"."""
    return read_weights(json.loads((_FOLDER / f"{name}.json").read_text("utf-8")))


def read_weights(written: dict[str, Any]) -> Weights:
    """Weights as they are written: rows of (label number, hundredths) for each sign; thousandths for `seen`."""
    labels = tuple(written["labels"])
    signs = {}
    for sign, row in written["signs"].items():
        dense = [0.0] * len(labels)
        for label, hundredths in zip(row[::2], row[1::2], strict=True):
            dense[label] = hundredths / 100
        signs[sign] = tuple(dense)
    steps = tuple(tuple(value / 100 for value in row) for row in written["steps"])
    seen = tuple(tuple(value / 1000 for value in row) for row in written.get("seen", ()))  # many and small
    return Weights(labels, signs, steps, seen)


def tagged(rows: Sequence[Sequence[str]], by: Weights, seen: Sequence[Sequence[float]] = ()) -> list[str]:
    """The labels of a sentence: B-PER, I-PER, B-ORG, I-ORG or O for each row of signs.

    `seen` are the numbers by which a ready model sees each word, where there is one.
    """
    if not rows:
        return []
    every_said = [_said(signs, by) for signs in rows]
    if by.seen and any(seen):
        every_said = [[*map(add, said, _said_of(row, by))] for said, row in zip(every_said, seen, strict=True)]
    every = range(len(by.labels))
    came_from: list[list[int]] = []
    best = every_said[0]
    for said in every_said[1:]:
        now, back = [], []
        for label in every:
            before = max(every, key=lambda one: best[one] + by.steps[one][label])
            now.append(best[before] + by.steps[before][label] + said[label])
            back.append(before)
        best = now
        came_from.append(back)
    label = max(every, key=lambda one: best[one])
    out = [label]
    for back in reversed(came_from):
        label = back[label]
        out.append(label)
    return [by.labels[one] for one in reversed(out)]


def _said_of(seen: Sequence[float], by: Weights) -> Iterator[float]:
    for row in by.seen:
        yield sum(map(mul, row, seen))


def _said(signs: Sequence[str], by: Weights) -> list[float]:
    total = [0.0] * len(by.labels)
    known = by.signs
    for sign in signs:
        row = known.get(sign)
        if row is not None:
            total = [a + b for a, b in zip(total, row, strict=True)]
    return total
