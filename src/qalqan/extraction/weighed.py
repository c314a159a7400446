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
    """The file as written: `version`, `thresholds` and `weights` by model; empty where it was not shipped."""
    if not FILE.is_file():
        return {"version": "0", "thresholds": {}, "weights": {}}
    written: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return written


def probability(model: str, signs: Signs) -> float:
    """How likely the answer is that a model stands for, between 0 and 1, by the signs that hold."""
    weights = models()["weights"].get(model, {})
    total = weights.get("", 0.0) + sum([weights[sign] * value for sign, value in signs.items() if sign in weights])
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def threshold(model: str) -> float:
    """From which probability an answer is given; one half where none was chosen."""
    return float(models()["thresholds"].get(model, 0.5))
