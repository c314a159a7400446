"""The signs that other readings give: what a ready model takes for a name, and where a word stands in a longer name."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from qalqan.extraction.mentions.russian.model import Heard
from qalqan.extraction.mentions.russian.words import Word


def add_model_signs(sentences: Sequence[Sequence[Word]], heard: Heard) -> None:
    """Adds what a ready model says of each word, here and in the rest of the text, and how it sees the word."""
    if not heard.starts:
        return
    for words in sentences:
        for word in words:
            word.seen = heard.seen[max(0, bisect_right(heard.starts, word.start) - 1)]
    _add_what_it_names(sentences, heard.spans)


def _add_what_it_names(sentences: Sequence[Sequence[Word]], named: Sequence[tuple[int, int, str]]) -> None:
    if not named:
        return
    spans = iter(named)
    now = next(spans, None)
    for words in sentences:
        for word in words:
            while now is not None and now[1] <= word.start:
                now = next(spans, None)
            if now is not None and now[0] < word.end:
                word.model = ("B-" if now[0] >= word.start else "I-") + now[2]
    said: dict[str, Counter[str]] = {}
    for words in sentences:
        for word in words:
            if word.shape[0] in "AI":
                said.setdefault(word.stem, Counter())[word.model[2:] or "O"] += 1
    for words in sentences:
        for n, word in enumerate(words):
            word.signs += _model_signs(words, n, said)


def _model_signs(words: Sequence[Word], n: int, said: dict[str, Counter[str]]) -> list[str]:
    word = words[n]
    before, before_shape = (words[n - 1].model, words[n - 1].shape) if n else ("", "")
    after, after_shape = (words[n + 1].model, words[n + 1].shape) if n + 1 < len(words) else ("", "")
    out = [
        f"m={word.model}",
        f"m|{word.model}{word.shape}",
        f"m3={before}{word.model}{after}",
        f"mk{word.model}{word.kinds}",
    ]
    out += [f"m|c={name}|{word.model}" for name in word.classes]
    out += [f"m>{word.model}{after}{after_shape}", f"m<{before}{word.model}{before_shape}"]
    counted = said.get(word.stem) if word.shape[0] == "A" else None
    if counted:
        top = max(sorted(counted), key=lambda one: counted[one])
        other = max((one for one in sorted(counted) if one != "O"), key=lambda one: counted[one], default="O")
        out += [f"doc={top}{other}", f"doc|{top}{other}{word.model}", f"doc|k{top}{other}{word.kinds}"]
    return out


def inside_signs(words: Sequence[Word]) -> list[list[str]]:
    """The signs by which names inside a longer name are known: where they stand in it, and what follows them."""
    return [_inside(words, n) for n in range(len(words))]


def _inside(words: Sequence[Word], n: int) -> list[str]:
    word, size = words[n], len(words)
    rest = words[n + 1 :]
    only_place = bool(rest) and all(
        "G" in one.kinds or "peoples" in one.classes or "places" in one.classes for one in rest
    )
    out = [
        "*",
        f"s={word.shape}",
        f"g={word.grammar}",
        f"k={word.kinds}",
        f"at={min(n, 3)}",
        f"left={min(size - 1 - n, 3)}",
    ]
    out += [
        f"size={min(size, 6)}",
        f"place={only_place}",
        f"geo={'G' in word.kinds}{min(size - 1 - n, 2)}",
        f"m={word.model}",
    ]
    for name in word.classes:
        out += [f"c={name}", f"c={name}|{min(n, 2)}"]
    for away in (-2, -1, 1, 2):
        if not 0 <= n + away < size:
            out.append(f"{away}:none")
            continue
        other = words[n + away]
        out += [
            f"{away}:s={other.shape}|{word.shape}",
            f"{away}:k={other.kinds}|{word.shape}",
            f"{away}:g={other.grammar}",
        ]
        out += [f"{away}:c={name}" for name in other.classes]
    return out
