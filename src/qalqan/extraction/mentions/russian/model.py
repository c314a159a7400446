"""What natasha's ready model takes for a name, where it is installed: one more sign for the tagger, never the last word.

Only its weights (slovnet, navec; both MIT) are used. It reads some two thousand words a second and takes two seconds to
load, so it is asked only where mentions are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

LONGEST = 6000  # code points that it is given at once
ROUNDED = 2  # digits kept
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


class Heard(NamedTuple):
    """What the model makes of a text: the spans it names PER, ORG or LOC, and how it sees each of its own words.

    `seen` are the numbers of the last layer, by which it decides; they tell of a word's use more than its decision does.
    They are rounded, so that machines that add in another order give the same.
    """

    spans: list[tuple[int, int, str]]
    starts: list[int]  # where each of its words begins
    seen: list[tuple[float, ...]]


def heard_from_model(body: str, sentences: Sequence[tuple[int, int]]) -> Heard:
    """What the model makes of the sentences of a text, in order; nothing where it is not installed."""
    heard = Heard([], [], [])
    if not is_installed():
        return heard
    from slovnet.markup import BIOMarkup  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from slovnet.token import tokenize  # type: ignore[import-untyped,import-not-found,unused-ignore]

    infer = _model().infer
    network = infer.model
    for start, end in _pieces(sentences):
        piece = body[start:end]
        words = list(tokenize(piece))
        for given in infer.encoder([[word.text for word in words]] if words else []):
            deep = network.encoder(network.emb(given.word_id, given.shape_id), given.pad_mask)
            tags = next(infer.decoder(network.head.crf.decode(network.head(deep), ~given.pad_mask)))
            marked = BIOMarkup.from_tuples(zip([word.text for word in words], tags, strict=True)).to_span(piece)
            heard.spans.extend((start + one.start, start + one.stop, _TYPES[one.type]) for one in marked.spans)
            heard.starts.extend(start + word.start for word in words)
            heard.seen.extend(map(tuple, deep[0].round(ROUNDED).tolist()))
    return heard


def named_by_model(body: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The spans that the model names PER, ORG or LOC, in order; none where it is not installed."""
    return heard_from_model(body, sentences).spans


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
