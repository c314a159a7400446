"""The two founding documents, by the scorer that others use too."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading.plain import read_plain

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "data" / "seeds").exists() or not (SHARED / "score").exists(),
        reason="the founding documents and their scorer are not beside the project (../shared/data, ../shared/score)",
    ),
]

FLOORS = [
    ("recommendations_f1", 0.95),
    ("clauses_f1", 0.80),
    ("addressee_countries_accuracy", 0.97),
    ("acts_recall", 0.60),
    ("dates_accuracy", 0.95),
    ("steps_f1", 0.55),
    ("visits_f1", 1.0),
    ("standards_f1", 0.85),
    ("anchors_reread", 1.0),
    ("text_is_input", 1.0),
]


def scorer() -> ModuleType:
    folder = str(SHARED / "score")
    spec = importlib.util.spec_from_file_location("score_seeds", SHARED / "score" / "score_seeds.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    before = {name: sys.modules.pop(name, None) for name in ("common",)}
    sys.path.insert(0, folder)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(folder)
        for name, kept in before.items():
            sys.modules.pop(name, None)
            if kept is not None:
                sys.modules[name] = kept
    return module


@cache
def measured() -> dict[str, Any]:
    documents = []
    for path in sorted((SHARED / "data" / "seeds").glob("*.txt")):
        data = path.read_bytes()
        source = {"path": path.name, "sha256": sha256(data).hexdigest(), "media_type": "text/plain", "bytes": len(data)}
        documents.append(read_out(read_plain(data, path.name), source))
    score = scorer()
    report = score.score(score.load_gold(SHARED / "data" / "gold"), documents)
    return {name: report[measure][field] for name, (measure, field) in score.KEYS.items()}


@pytest.mark.parametrize(("measure", "floor"), FLOORS)
def test_the_founding_documents_are_read(measure: str, floor: float) -> None:
    assert measured()[measure] >= floor
