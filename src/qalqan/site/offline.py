"""Search that works from a disk: the words of the passages as script files that a classic script loads one by one.

Takes EditionRows; gives files under search/. Each file calls `qalqanSearch`, because a page opened from a disk may load
scripts but not fetch. Keys are made here by the same reading of words as in edition.db; a browser only folds what was
typed, finds the written forms that fold alike, and follows them to their keys.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from anyascii import anyascii

from qalqan.site.edition import names_of
from qalqan.site.holdings import newest_first
from qalqan.site.rows import EditionRows
from qalqan.texts.words import tokens

_CHUNK = 100  # passages in one file of texts
# Letters a reader of the region may type, folded even where no publication of the edition holds them.
_ALPHABETS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіӣӯҳҷўҗabcdefghijklmnopqrstuvwxyzäňöşüýžçğıñ0123456789"


def shards(rows: EditionRows) -> Iterator[tuple[str, bytes]]:
    """All files of the offline search, the same for the same rows."""
    works = newest_first(rows.works)
    passages = [
        (place, passage.id, number, passage.text, passage.language or work.language)
        for place, work in enumerate(works)
        for number, passage in enumerate(work.passages, start=1)
        if passage.kind != "chrome"
    ]
    lists, forms, letters = _read_words(passages)
    count = _shard_count(len(forms))
    yield "search/meta.js", _call("meta", _meta(works, letters, count, len(passages)))
    for number in range(count):
        yield f"search/k{number}.js", _call("words", number, _shard_of(number, count, forms, lists))
    for number, start in enumerate(range(0, len(passages), _CHUNK)):
        texts = [list(passage[:4]) for passage in passages[start : start + _CHUNK]]
        yield f"search/t{number}.js", _call("texts", number, texts)


def fold(written: str, letters: dict[str, str]) -> str:
    """A written form without case, script and accents; exactly what search.js does with the same table."""
    return "".join(letters.get(letter, "") for letter in written.lower())


def shard_number(folded: str, count: int) -> int:
    """Which file holds a word: by its first two letters, so that all its endings are together."""
    first, second = ord(folded[0]), ord(folded[1]) if len(folded) > 1 else 0
    return (first * 31 + second) % count


def _read_words(passages: list[tuple]) -> tuple[dict[str, list[int]], dict[str, set[str]], dict[str, str]]:
    """Each key's passages; each folded form's keys; the table of letters.

    A word that may be a name stands under its spelling too ("=askarov"), which is the same in every script.
    """
    lists: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, set[str]] = defaultdict(set)
    letters = {letter: _ascii(letter) for letter in _ALPHABETS}
    for number, (_, _, _, text, language) in enumerate(passages):
        for token in tokens(text, language):
            written = text[token.start : token.end].lower()
            letters.update((letter, _ascii(letter)) for letter in written if letter not in letters)
            names = names_of(text[token.start : token.end])
            found = {token.key, *(f"={name}" for name in names)}
            for form in {fold(written, letters), *names} - {""}:
                forms[form] |= found
            for key in found:
                if not lists[key] or lists[key][-1] != number:
                    lists[key].append(number)
    return lists, forms, letters


def _ascii(letter: str) -> str:
    return "".join(one for one in anyascii(letter).lower() if one.isascii() and one.isalnum())


def _shard_count(forms: int) -> int:
    """About 150 forms a file, no more than 512 files."""
    return max(1, min(512, forms // 150))


def _shard_of(number: int, count: int, forms: dict[str, set[str]], lists: dict[str, list[int]]) -> dict[str, Any]:
    mine = sorted(form for form in forms if shard_number(form, count) == number)
    keys = sorted({key for form in mine for key in forms[form]})
    place = {key: at for at, key in enumerate(keys)}
    return {
        "forms": {form: sorted(place[key] for key in forms[form]) for form in mine},
        "lists": [_steps(lists[key]) for key in keys],
    }


def _steps(numbers: list[int]) -> list[int]:
    """Rising numbers as differences: shorter to write."""
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _meta(works: list[Any], letters: dict[str, str], count: int, passages: int) -> dict[str, Any]:
    return {
        "works": [
            [work.id, work.title, work.publisher, work.published, work.language, [one.code for one in work.countries]]
            for work in works
        ],
        "letters": {letter: folded for letter, folded in sorted(letters.items()) if folded},
        "shards": count,
        "chunk": _CHUNK,
        "passages": passages,
    }


def _call(name: str, *values: Any) -> bytes:
    inside = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    # A line end of Unicode's own inside a string was not allowed in scripts before 2019.
    return f"qalqanSearch.{name}({inside});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
