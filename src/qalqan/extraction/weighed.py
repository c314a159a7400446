"""Small linear models: what speaks for an answer is weighed and summed, and the sum is read as a probability.

The weights are a plain data file, `models/attacks.json`, written by `training/attacks.py`. A sign that is not in the file
weighs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

FILE = resources.files(__package__).joinpath("models", "attacks.json")
Signs = Mapping[str, float]


@cache
def models() -> dict[str, Any]:
    """The file as written: `version`, `thresholds`, `weights` by model; empty where it was not shipped."""
    if not FILE.is_file():
        return {"version": "0", "thresholds": {}, "weights": {}}
    written: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return written


def probability(model: str, signs: Signs) -> float:
    """How likely the answer is that a model stands for, between 0 and 1, by the signs that hold."""
    return as_probability(weight_of(model, signs))


def weight_of(model: str, signs: Signs) -> float:
    """What the signs that hold weigh together, to be compared with the weight of other answers to the same question."""
    weights = models()["weights"].get(model, {})
    return float(
        weights.get("", 0.0) + sum([weights[sign] * value for sign, value in signs.items() if sign in weights])
    )


def probabilities(of: tuple[str, ...], signs: Signs) -> dict[str, float]:
    """`probability` of several models by the same signs, in one pass over them."""
    begins, by_sign = _beside_one_another(of)
    totals = list(begins)
    for sign, value in signs.items():
        for n, weight in by_sign.get(sign, ()):
            totals[n] += weight * value
    return {model: as_probability(total) for model, total in zip(of, totals, strict=True)}


@cache
def _beside_one_another(of: tuple[str, ...]) -> tuple[tuple[float, ...], dict[str, list[tuple[int, float]]]]:
    """Where each model begins, and of each sign which models weigh it and how much."""
    by_sign: dict[str, list[tuple[int, float]]] = {}
    weights = [models()["weights"].get(model, {}) for model in of]
    for n, of_model in enumerate(weights):
        for sign, weight in of_model.items():
            by_sign.setdefault(sign, []).append((n, weight))
    return tuple(of_model.get("", 0.0) for of_model in weights), by_sign


@cache
def paired(model: str, first: str, second: str) -> dict[str, tuple[float, float]]:
    """What a sign weighs under two beginnings ("any aged", "of aged"), by the sign alone."""
    weights = models()["weights"].get(model, {})
    signs = {sign.removeprefix(begun) for begun in (first, second) for sign in weights if sign.startswith(begun)}
    return {sign: (weights.get(first + sign, 0.0), weights.get(second + sign, 0.0)) for sign in sorted(signs)}


def forget() -> None:
    """Reads the file anew at the next question: for training, where another takes its place."""
    models.cache_clear()
    _beside_one_another.cache_clear()
    paired.cache_clear()


def as_probability(total: float) -> float:
    """A sum of weights read as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def threshold(model: str) -> float:
    """From which probability an answer is given; one half where none was chosen."""
    return float(models()["thresholds"].get(model, 0.5))
