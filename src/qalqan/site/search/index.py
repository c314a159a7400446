"""What makes an edition quick to search: which publications hold a word, and the words of each publication in order.

Written once, when the edition is; never changed. A word's publications are a set (`bits`), so AND, OR, NOT and every
count are a few operations on numbers. Whether words stand side by side is told by the row of keys of each publication;
for pairs of frequent words it is told beforehand. There is no ranking at the time of asking that grows with the texts:
publications that hold a word often, or in their title, are sets of their own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qalqan.site.holdings import Holdings
from qalqan.site.rows import EditionRows, WorkRow
from qalqan.site.search.bits import packed
from qalqan.site.search.facets import facet_rows
from qalqan.texts.edtf import bounds
from qalqan.texts.search.asked import names_among
from qalqan.texts.words import keys_in, words_in

OFTEN = 3  # passages that hold a word, from which on a publication is about it
_SHARE = 50  # a word in more than one of so many publications is frequent
_FEWEST = 40  # publications, below which no word is frequent

TABLES = """
CREATE TABLE search_works (
  number INTEGER PRIMARY KEY, work TEXT NOT NULL, first TEXT, last TEXT, keys TEXT NOT NULL) STRICT;
CREATE TABLE search_words (
  key TEXT PRIMARY KEY, form TEXT NOT NULL, works BLOB NOT NULL, often BLOB NOT NULL, titled BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE search_pairs (pair TEXT PRIMARY KEY, works BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE search_names (key TEXT, form TEXT, works BLOB NOT NULL, PRIMARY KEY (key, form)) STRICT, WITHOUT ROWID;
CREATE TABLE search_facets (
  facet TEXT, value TEXT, label TEXT NOT NULL, works BLOB NOT NULL, PRIMARY KEY (facet, value)) STRICT, WITHOUT ROWID;
CREATE TABLE search_facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(slots=True)
class _Gathered:
    """What was read so far, by publication number; numbers rise, so each list is in order."""

    works: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    often: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    titled: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))


def write_index(connection: sqlite3.Connection, rows: EditionRows) -> None:
    """Lays out and fills the tables of the search. The same rows give the same tables."""
    connection.executescript(TABLES)
    holdings = Holdings(rows, rows.facts.as_of)
    gathered = _Gathered()
    for number, work in enumerate(holdings.works.values()):
        first, last = bounds(work.published)
        days = (str(first or last), str(last or first)) if first or last else (None, None)
        written = (number, work.id, *days, _read(number, work, gathered))
        connection.execute("INSERT INTO search_works VALUES (?, ?, ?, ?, ?)", written)
    connection.executemany("INSERT INTO search_words VALUES (?, ?, ?, ?, ?)", _words(gathered))
    connection.executemany(
        "INSERT INTO search_names VALUES (?, ?, ?)",
        ((key, form, packed(numbers)) for (key, form), numbers in sorted(gathered.names.items())),
    )
    connection.executemany("INSERT INTO search_facets VALUES (?, ?, ?, ?)", facet_rows(holdings))
    frequent = max(len(holdings.works) // _SHARE, _FEWEST)
    connection.execute("INSERT INTO search_facts VALUES ('frequent', ?)", (frequent,))
    known = {key for key, numbers in gathered.works.items() if len(numbers) >= frequent}
    connection.executemany("INSERT INTO search_pairs VALUES (?, ?)", _pairs(connection, known))


def _read(number: int, work: WorkRow, gathered: _Gathered) -> str:
    """Notes the words of a publication; gives its rows of keys: the title's, then one line a passage."""
    keys, words = _cut(work.title, work.language)
    lines = [_line(keys)]
    counts: Counter[str] = Counter()
    held = set(keys)
    for key in held:
        gathered.titled[key].append(number)
    _note_forms(keys, words, gathered)
    written: dict[str | None, set[str]] = defaultdict(set)
    for passage in work.passages:
        if passage.kind == "chrome":
            lines.append("")
            continue
        language = passage.language or work.language
        keys, words = _cut(passage.text, language)
        lines.append(_line(keys))
        mine = set(keys)
        if not mine <= gathered.forms.keys():
            _note_forms(keys, words, gathered)
        counts.update(mine)
        held |= mine
        if passage.kind != "heading":
            written[language].update(words)
    for key in held:
        gathered.works[key].append(number)
        if counts[key] >= OFTEN:
            gathered.often[key].append(number)
    for pair in sorted({pair for language, forms in written.items() for pair in names_among(forms, language)}):
        gathered.names[pair].append(number)
    return "\n".join(lines)


def _cut(text: str, language: str | None) -> tuple[list[str], list[str]]:
    """The keys of a text's words, and the words as they are printed."""
    words = words_in(text)
    return list(map(keys_in(language).__getitem__, words)), words


def _line(keys: Iterable[str]) -> str:
    """Keys with a blank on both sides of each, so that " key " is found whole."""
    return f" {' '.join(keys)} "


def _note_forms(keys: Iterable[str], words: Iterable[str], gathered: _Gathered) -> None:
    for key, word in zip(keys, words, strict=True):
        gathered.forms.setdefault(key, word.lower())


def _words(gathered: _Gathered) -> Iterator[tuple[str, str, bytes, bytes, bytes]]:
    for key in sorted(gathered.works):
        sets = (each.get(key, []) for each in (gathered.works, gathered.often, gathered.titled))
        works, often, titled = (packed(numbers) for numbers in sets)
        yield key, gathered.forms.get(key, key), works, often, titled


def _pairs(connection: sqlite3.Connection, frequent: set[str]) -> Iterator[tuple[str, bytes]]:
    """Of every two frequent words the publications in which they stand side by side."""
    if not frequent:
        return
    found: dict[str, list[int]] = defaultdict(list)
    for number, keys in connection.execute("SELECT number, keys FROM search_works ORDER BY number"):
        mine: set[str] = set()
        for line in keys.split("\n"):
            row = line.split()
            mine.update(f"{one} {other}" for one, other in zip(row, row[1:], strict=False)
                        if one in frequent and other in frequent)  # fmt: skip
        for pair in mine:
            found[pair].append(number)
    for pair in sorted(found):
        yield pair, packed(found[pair])
