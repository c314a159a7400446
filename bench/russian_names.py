"""Names in Russian news: how many persons and organisations are found with their exact words, beside natasha.

    python -m bench.russian_names [FOLDER]

FOLDER (../shared/data/languages/nerel-dev) holds brat files: NAME.txt and NAME.ann. How spans are read: a person is a
PERSON, an organisation an ORGANIZATION, which in this corpus is a State body too (so ours are `organisation` and
`state-body` together). The corpus marks names inside names. Two figures are given: *all* counts every marked span and every
span of ours; *outermost* leaves out, on both sides, what stands inside a longer span of the same kind.

The weights that ship are learnt from the texts of FOLDER, so what this prints of ours there says only that they are at work.
How good they are on texts they have not seen `python -m training.russian_names` says, by cross-validation; natasha's figures
stand beside in both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "languages" / "nerel-dev"
KAZNERD = FOLDER.parent / "kaznerd" / "IOB2_valid.txt"
TYPES = {"PERSON": "PER", "ORGANIZATION": "ORG"}
OURS = {"person": "PER", "organisation": "ORG", "state-body": "ORG"}

Span = tuple[int, int, str]


class Marked(NamedTuple):
    """A text with the spans that readers marked in it."""

    name: str
    body: str
    spans: frozenset[Span]


class Score(NamedTuple):
    precision: float
    recall: float
    f1: float


def marked_texts(folder: Path = FOLDER) -> Iterator[Marked]:
    """The texts of a folder of brat files, with their persons and organisations."""
    for file in sorted(folder.glob("*.txt")):
        body = file.read_bytes().decode("utf-8")
        yield Marked(file.stem, body, frozenset(_spans(file.with_suffix(".ann"))))


def _spans(file: Path) -> Iterator[Span]:
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("T"):
            kind, *places = line.split("\t")[1].replace(";", " ").split()
            if kind in TYPES:
                yield int(places[0]), int(places[-1]), TYPES[kind]


def outermost(spans: Iterable[Span]) -> set[Span]:
    """Without the spans that lie inside a longer one of their kind."""
    kept: set[Span] = set()
    reach: dict[str, int] = {}
    for start, end, kind in sorted(spans, key=lambda one: (one[0], -one[1])):
        if end > reach.get(kind, -1):
            kept.add((start, end, kind))
            reach[kind] = end
    return kept


def score(found: dict[str, set[Span]], texts: Iterable[Marked], kind: str, *, nested: bool) -> Score:
    """Exact spans of one kind, over all texts."""
    right = told = there = 0
    for text in texts:
        mine, gold = found[text.name], set(text.spans)
        if not nested:
            mine, gold = outermost(mine), outermost(gold)
        mine, gold = ({one for one in spans if one[2] == kind} for spans in (mine, gold))
        right, told, there = right + len(mine & gold), told + len(mine), there + len(gold)
    precision, recall = right / max(told, 1), right / max(there, 1)
    return Score(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def ours(text: Marked) -> set[Span]:
    """What `qalqan extract --kind mention` finds in a text."""
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.reading import read

    answer = read_out(read(text.body.encode(), f"{text.name}.txt"), {}, {"mention"})
    assert answer["text"] == text.body
    return {
        (one["anchor"]["start"], one["anchor"]["end"], OURS[one["fields"]["type"]])
        for one in answer["candidates"]
        if one["fields"]["type"] in OURS
    }


def natasha(text: Marked) -> set[Span]:
    """What natasha's own model finds, given its own sentences (razdel) as natasha gives them to it."""
    import razdel

    from qalqan.extraction.mentions.russian.model import named_by_model

    sentences = [(one.start, one.stop) for one in razdel.sentenize(text.body)]
    return {one for one in named_by_model(text.body, sentences) if one[2] != "LOC"}


def print_table(rows: dict[str, dict[str, set[Span]]], texts: list[Marked]) -> None:
    """A line for each reader, kind and way of counting."""
    for who, found in rows.items():
        for kind, word in (("PER", "people"), ("ORG", "organisations")):
            for nested in (True, False):
                told = score(found, texts, kind, nested=nested)
                how = "all" if nested else "outermost"
                print(f"{who:<46} {word:<14} {how:<10} P {told.precision:.3f} R {told.recall:.3f} F1 {told.f1:.3f}")


def kazakh(file: Path = KAZNERD) -> tuple[Score, Score]:
    """Persons and organisations in the validation part of KazNERD, for orientation; each sentence is a text."""
    from qalqan.extraction.mentions.names import find_names

    texts, found = [], {}
    for n, block in enumerate(file.read_text("utf-8").strip().split("\n\n")):
        body, spans = _of_rows([line.rsplit(" ", 1) for line in block.splitlines() if " " in line])
        texts.append(Marked(str(n), body, frozenset(spans)))
        found[str(n)] = {
            (one.start, one.end, OURS[one.kind]) for one in find_names(body, 0, len(body)) if one.kind in OURS
        }
    return score(found, texts, "PER", nested=True), score(found, texts, "ORG", nested=True)


def _of_rows(rows: list[list[str]]) -> tuple[str, list[Span]]:
    body, spans = "", []
    for word, label in rows:
        start = len(body)
        kind = {"PERSON": "PER", "ORGANISATION": "ORG"}.get(label[2:])
        if kind and label[0] == "B":
            spans.append((start, start + len(word), kind))
        elif kind and spans:
            spans[-1] = (spans[-1][0], start + len(word), kind)
        body += word + " "
    return body, spans


def main() -> None:
    texts = list(marked_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
    if not texts:
        raise SystemExit("No texts there: give a folder of brat files.")
    rows = {"qalqan (on texts its weights are learnt from)": {one.name: ours(one) for one in texts}}
    from qalqan.extraction.mentions.russian.model import is_installed

    if is_installed():
        rows["natasha"] = {one.name: natasha(one) for one in texts}
    print_table(rows, texts)
    if KAZNERD.exists():
        for word, told in zip(("people", "organisations"), kazakh(), strict=True):
            print(
                f"{'qalqan, Kazakh (KazNERD)':<46} {word:<14} all        P {told.precision:.3f} R {told.recall:.3f} F1 {told.f1:.3f}"
            )


if __name__ == "__main__":
    main()
