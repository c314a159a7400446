"""Words sorted into kinds as a data file lists them: `cues/persons.yaml`, `cues/article-words.yaml`."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from qalqan.vocabularies.terms import read_yaml

_FOLDER = Path(__file__).parent / "cues"

Listed = tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...], tuple[str, ...]]


@cache
def _listed(file: str) -> Listed:
    """Whole words to their kinds, beginnings of words (`*`) each with its kind, and these beginnings alone."""
    whole: dict[str, tuple[str, ...]] = {}
    begun = []
    for kind, words in read_yaml(_FOLDER / f"{file}.yaml").items():
        for word in words:
            if word.endswith("*"):
                begun.append((word[:-1], kind))
            else:
                whole[word] = (*whole.get(word, ()), kind)
    return whole, tuple(begun), tuple(start for start, _ in begun)


def listed_words(file: str) -> tuple[str, ...]:
    """All words of `cues/{file}.yaml` and the beginnings of words, without their `*`."""
    whole, _, starts = _listed(file)
    return (*whole, *starts)


@lru_cache(maxsize=60_000)
def kinds_of(word: str, file: str) -> tuple[str, ...]:
    """The kinds of a word in small letters, as `cues/{file}.yaml` has them; none for most words."""
    whole, begun, starts = _listed(file)
    beginnings = [kind for start, kind in begun if word.startswith(start)] if word.startswith(starts) else ()
    return tuple(dict.fromkeys((*whole.get(word, ()), *beginnings)))
