"""Learns the weights of the tagger of Russian names, and says how good they are on texts it did not see.

    python -m training.russian_names [FOLDER]            cross-validated by text, five parts
    python -m training.russian_names --write [FOLDER]    and writes the weights learnt from all texts

Needs python-crfsuite (the `training` extra) and, for the weights that listen to natasha's model, natasha. No word of more
than three letters of the texts is in the weights: the signs are of form, grammar, endings and lists (see `extraction/mentions/russian/signs.py`).
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite
from bench.russian_names import FOLDER, Marked, Span, marked_texts, outermost, print_table

from qalqan.extraction.mentions.russian import model, names, tagger
from qalqan.extraction.mentions.russian.signs import add_signs
from qalqan.extraction.mentions.russian.signs_of_others import add_model_signs, inside_signs
from qalqan.extraction.mentions.russian.words import Word, words_of
from qalqan.texts.reading import read

WEIGHTS = Path(tagger.__file__).with_name("weights")
PARTS = 5
LEARNING = {"c1": 0.1, "c2": 0.7, "max_iterations": 120, "feature.minfreq": 1, "feature.possible_transitions": True}
LEAST = 4  # hundredths; a smaller weight is left out
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")

SEEN = 0.3  # by how much the numbers of a ready model are made smaller, to weigh about as much as a sign
Row = dict[str, float]
Rows = tuple[list[Row], list[str]]


def read_words(text: Marked, *, with_model: bool) -> list[list[Word]]:
    """The words of a text by sentences, with their signs."""
    spans = sorted({span for passage in read(text.body.encode(), "a.txt").passages for span in passage.sentences})
    words = [found for start, end in spans if (found := words_of(text.body, start, end))]
    add_signs(words)
    if with_model:
        add_model_signs(words, model.heard_from_model(text.body, spans))
    return words


def labels_of(words: Sequence[Word], spans: Sequence[Span]) -> list[str]:
    """The labels that spans, none in another, draw over words."""
    out = ["O"] * len(words)
    for start, end, kind in spans:
        held = [n for n, word in enumerate(words) if word.start < end and start < word.end]
        for n in held:
            out[n] = ("B-" if n == held[0] else "I-") + kind
    return out


def outer_rows(text: Marked, sentences: Sequence[Sequence[Word]]) -> Iterator[Rows]:
    """What the tagger of whole names learns from."""
    spans = sorted(_outermost_of_both(text.spans))
    for words in sentences:
        yield [_row(word) for word in words], labels_of(words, spans)


def _row(word: Word) -> Row:
    """The signs of a word and, where there is a ready model, the numbers by which it sees the word."""
    return dict.fromkeys(word.signs, 1.0) | {f"seen {n}": SEEN * number for n, number in enumerate(word.seen)}


def inside_rows(text: Marked, sentences: Sequence[Sequence[Word]]) -> Iterator[Rows]:
    """What the tagger of names inside organisations learns from."""
    for start, end, kind in sorted(text.spans):
        inner = {one for one in text.spans if start <= one[0] and one[1] <= end and one[:2] != (start, end)}
        for words in sentences:
            held = [word for word in words if start <= word.start and word.end <= end]
            if kind == "ORG" and len(held) > 1:
                yield (
                    [dict.fromkeys(signs, 1.0) for signs in inside_signs(held)],
                    labels_of(held, sorted(_outermost_of_both(inner))),
                )


def _outermost_of_both(spans: Sequence[Span] | frozenset[Span] | set[Span]) -> set[Span]:
    plain = outermost({(start, end, "") for start, end, _ in spans})
    return {one for one in spans if (one[0], one[1], "") in plain}


def learnt(rows: Iterator[Rows]) -> dict[str, Any]:
    """The weights of a tagger, as they are written."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for signs, labels in rows:
        trainer.append(pycrfsuite.ItemSequence(signs), labels)
    trainer.set_params(LEARNING)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        reader = pycrfsuite.Tagger()
        reader.open(file.name)
        info = reader.info()
    signs: dict[str, list[int]] = {}
    seen = [[0] * (1 + max(_numbers(info.state_features), default=-1)) for _ in LABELS]
    for (sign, label), weight in sorted(info.state_features.items()):
        hundredths = round(weight * 100)
        if sign.startswith("seen "):
            seen[LABELS.index(label)][int(sign[5:])] = round(weight * SEEN * 1000)
        elif abs(hundredths) >= LEAST:
            signs.setdefault(sign, []).extend((LABELS.index(label), hundredths))
    steps = [[round(info.transitions.get((a, b), 0.0) * 100) for b in LABELS] for a in LABELS]
    return {"labels": LABELS, "signs": signs, "steps": steps, "seen": seen if seen[0] else []}


def _numbers(features: Iterable[tuple[str, str]]) -> Iterator[int]:
    return (int(sign[5:]) for sign, _ in features if sign.startswith("seen "))


def found_in(
    text: Marked, sentences: Sequence[Sequence[Word]], outer: tagger.Weights, inner: tagger.Weights
) -> set[Span]:
    """What taggers find in a text."""
    found: list[names.Span] = []
    for words in sentences:
        whole = names.spans_of(
            text.body, words, tagger.tagged([word.signs for word in words], outer, [word.seen for word in words]), 0
        )
        found += [*whole, *names.inside(text.body, words, whole, inner)]
    found += names.also_called(text.body, found)
    found += names.named_elsewhere(sentences, found)
    return {(one.start, one.end, one.label) for one in found}


def cross_validated(texts: Sequence[Marked], *, with_model: bool) -> dict[str, set[Span]]:
    """What is found in each text by taggers that have not seen it."""
    read_ = {text.name: read_words(text, with_model=with_model) for text in texts}
    order = list(texts)
    random.Random(1).shuffle(order)
    out = {}
    for part in range(PARTS):
        seen = [text for n, text in enumerate(order) if n % PARTS != part]
        outer, inner = (tagger.read_weights(json.loads(json.dumps(one))) for one in _both(seen, read_))
        for text in order[part::PARTS]:
            out[text.name] = found_in(text, read_[text.name], outer, inner)
    return out


def _both(texts: Sequence[Marked], read_: dict[str, list[list[Word]]]) -> tuple[dict[str, Any], dict[str, Any]]:
    outer = learnt(rows for text in texts for rows in outer_rows(text, read_[text.name]))
    inner = learnt(rows for text in texts for rows in inside_rows(text, read_[text.name]))
    return outer, inner


def write(name: str, weights: dict[str, Any]) -> None:
    """Writes weights for the package, one sign a line."""
    WEIGHTS.mkdir(exist_ok=True)
    signs = ",\n".join(
        f"{json.dumps(sign, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for sign, row in weights["signs"].items()
    )
    head = f'"labels":{json.dumps(weights["labels"])},"steps":{json.dumps(weights["steps"])},"seen":{json.dumps(weights["seen"])}'
    (WEIGHTS / f"{name}.json").write_text(f'{{{head},"signs":{{\n{signs}\n}}}}\n', "utf-8")


def main() -> None:
    arguments = [one for one in sys.argv[1:] if one != "--write"]
    texts = list(marked_texts(Path(arguments[0]) if arguments else FOLDER))
    ways = [True, False] if model.is_installed() else [False]
    print_table(
        {
            f"cross-validated, {'with' if way else 'without'} natasha's model": cross_validated(texts, with_model=way)
            for way in ways
        },
        texts,
    )
    if "--write" not in sys.argv:
        return
    for way in ways:
        read_ = {text.name: read_words(text, with_model=way) for text in texts}
        outer, inner = _both(texts, read_)
        write("with-model" if way else "without-model", outer)
        write("inside", inner) if way else None


if __name__ == "__main__":
    main()
