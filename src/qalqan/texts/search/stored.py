"""What an index stores of a text: the words of each passage under their keys, and the names in it. Pure: one text at a
time, wherever there is a process for it, and the same everywhere.

    stored_of(Indexed(body, titles, language, passages)) -> Stored(rows, names)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from qalqan.texts.search import asked
from qalqan.texts.search.asked import names_among
from qalqan.texts.words import keys_in, words_in

LONGEST_WORD = 64
MOST_KEPT = 200_000  # pieces between blanks whose words are remembered, of one language

# An index sees letters and digits only; a sign inside a word becomes a code point without a meaning.
_SIGNS = {code: chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()}


class Indexed(NamedTuple):
    """What is indexed of a text. `passages` are (number, kind, start, end, language), without those that are not."""

    body: str
    titles: tuple[str, ...]
    language: str | None
    passages: Sequence[tuple[int, str, int, int, str]]


class Stored(NamedTuple):
    """(number, words) of the title, which is 0, and of each passage; (key, form) of each name."""

    rows: list[tuple[int, str]]
    names: set[tuple[str, str]]


def stored_of(text: Indexed) -> Stored:
    """The words of a text as an index stores them, with a blank between."""
    rows = [(0, _stored_words(" \n ".join(text.titles).split(), text.language))]
    written: dict[str | None, set[str]] = {}  # by language, outside of headings: what stands between two blanks
    for number, kind, start, end, language in text.passages:
        spoken = language or text.language
        parts = text.body[start:end].split()
        rows.append((number, _stored_words(parts, spoken)))
        if kind != "heading":
            written.setdefault(spoken, set()).update(parts)
    names: set[tuple[str, str]] = set()
    for spoken, different in written.items():
        words = set(filter(str.isalnum, different))  # each of these is one word, and so are most
        words.update(chain.from_iterable(map(_words_between_blanks.__getitem__, different - words)))
        names.update(names_among(words, spoken))
    return Stored(rows, names)


def stored_of_each(texts: Iterable[Indexed]) -> list[Stored]:
    """The same for several texts."""
    return list(map(stored_of, texts))


def stored(word: str) -> str:
    """A word as every engine stores it: none needs quoting then, and none cuts it differently."""
    return word[:LONGEST_WORD] if word.isalnum() else word.translate(_SIGNS)[:LONGEST_WORD]


def forget() -> None:
    """Lets go of every word that was remembered of texts."""
    _words_between_blanks.clear()
    _stored_in.cache_clear()
    asked.forget()


def _stored_words(parts: list[str], language: str | None) -> str:
    return " ".join(filter(None, map(_stored_in(language).__getitem__, parts)))


# No word goes over a blank, so that what stands between two blanks ("(lawyers,") can be cut and stemmed once: most of
# it comes again and again. Dictionaries and no cached functions: this is asked of every word of every text.


class _Words(dict[str, tuple[str, ...]]):
    """The words of what stands between two blanks."""

    def __missing__(self, part: str) -> tuple[str, ...]:
        if len(self) >= MOST_KEPT:
            self.clear()
        made = self[part] = tuple(words_in(part))
        return made


_words_between_blanks = _Words()


class _Stored(dict[str, str]):
    """The same as an index stores it in texts of one language: "(co-operation," is "co oper"."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.known = keys_in(language)

    def __missing__(self, part: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        words = (part,) if part.isalnum() else _words_between_blanks[part]
        made = self[part] = " ".join(filter(None, [stored(self.known[word]) for word in words]))
        return made


@cache
def _stored_in(language: str | None) -> _Stored:
    return _Stored(language)
