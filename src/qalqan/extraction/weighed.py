"""Small linear models: what speaks for an answer is weighed and summed, and the sum is read as a probability.

The weights are a plain data file, `models/attacks.json`, written by `training/attacks.py`. A sign that is not in the file
weighs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from itertools import compress
from operator import mul
from pathlib import Path
from typing import Any, TypeVar

FILE = Path(__file__).parent / "models" / "attacks.json"
Signs = Mapping[str, float]
_Weight = TypeVar("_Weight")  # a number of one model, or one of each of several


@cache
def models() -> dict[str, Any]:
    """The file as written: `version`, `thresholds`, `weights` by model; empty where it was not shipped."""
    if not FILE.is_file():
        return {"version": "0", "thresholds": {}, "weights": {}}
    # Few weights are different: each is kept once, so that what is summed lies close together.
    written: dict[str, Any] = json.loads(FILE.read_text("utf-8"), parse_float=cache(float))
    return written


def probability(model: str, signs: Signs) -> float:
    """How likely the answer is that a model stands for, between 0 and 1, by the signs that hold."""
    return as_probability(weight_of(model, signs))


def weight_of(model: str, signs: Signs) -> float:
    """What the signs that hold weigh together, to be compared with the weight of other answers to the same question."""
    weights = models()["weights"].get(model, {})
    known, values = _known(weights, signs)  # a weight of nothing is left out too
    return float(weights.get("", 0.0) + sum(map(mul, known, values)))


def _known(weights: Mapping[str, _Weight], signs: Signs) -> tuple[list[_Weight], list[float]]:
    """The weights of the signs that have any, and the values of these. In C: a text has hundreds of signs."""
    met = list(map(weights.get, signs))
    return [*filter(None, met)], [*compress(signs.values(), met)]


def probabilities(of: tuple[str, ...], signs: Signs) -> dict[str, float]:
    """`probability` of several models by the same signs, in one pass over them."""
    begins, by_sign = _beside_one_another(of)
    rows, values = _known(by_sign, signs)
    columns = zip(*rows, strict=True) if rows else [()] * len(of)
    return {
        model: as_probability(sum(map(mul, column, values), begin))
        for model, begin, column in zip(of, begins, columns, strict=True)
    }


@cache
def _beside_one_another(of: tuple[str, ...]) -> tuple[tuple[float, ...], dict[str, tuple[float, ...]]]:
    """Where each model begins, and of each sign how much each model weighs it."""
    weights = [models()["weights"].get(model, {}) for model in of]
    known = dict.fromkeys(sign for of_model in weights for sign in of_model)
    by_sign = {sign: tuple(of_model.get(sign, 0.0) for of_model in weights) for sign in known}
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
