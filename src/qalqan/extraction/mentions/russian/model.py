"""What natasha's ready model takes for a name, where it is installed: one more sign for the tagger, never the last word.

Only its weights (slovnet, navec; both MIT) are used. It reads some two thousand words a second and takes two seconds to
load, so it is asked only where mentions are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LONGEST = 6000  # code points that it is given at once
_TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


def is_installed() -> bool:
    """Whether this machine has the model."""
    return all(find_spec(name) is not None for name in ("natasha", "slovnet", "navec"))


@cache
def _model() -> Any:
    from navec import Navec  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from slovnet import NER  # type: ignore[import-untyped,import-not-found,unused-ignore]

    spec = find_spec("natasha")
    assert spec is not None and spec.origin is not None
    data = Path(spec.origin).parent / "data"
    model = NER.load(str(next((data / "model").glob("slovnet_ner_*.tar"))))
    model.navec(Navec.load(str(next((data / "emb").glob("navec_*.tar")))))
    return model


def named_by_model(body: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The spans that the model names PER, ORG or LOC, in order; none where it is not installed."""
    if not is_installed():
        return []
    found = []
    for start, end in _pieces(sentences):
        found += [
            (start + span.start, start + span.stop, _TYPES[span.type]) for span in _model()(body[start:end]).spans
        ]
    return found


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences in a row, as many as one look of the model takes: it reads better with what stands around."""
    start = end = -1
    for first, last in sorted(sentences):
        if start >= 0 and last - start > LONGEST:
            yield start, end
            start = -1
        start, end = (first, last) if start < 0 else (start, max(end, last))
    if start >= 0:
        yield start, end


def is_loaded() -> bool:
    """Whether the model was loaded in this process."""
    return _model.cache_info().currsize > 0


def load() -> None:
    """Loads the model now, where it is installed."""
    if is_installed():
        _model()
