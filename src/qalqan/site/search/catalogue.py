"""An edition's index, opened: what is small is held in memory, the sets of a word are read when it is asked for."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from qalqan.site.rows import ProcessRow
from qalqan.site.search.bits import members, set_of, unpacked

_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Held:
    """The publications that hold a word: all of them, those that hold it often, those with it in their title."""

    works: int = 0
    often: int = 0
    titled: int = 0

    def __or__(self, other: Held) -> Held:
        return Held(self.works | other.works, self.often | other.often, self.titled | other.titled)


class Catalogue:
    """One edition's index. Safe for several threads: each opens the file for itself."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], processes: Iterable[ProcessRow] = ()) -> None:
        self._connect = connect
        self._connections = threading.local()
        self.processes = tuple(processes)
        rows = self.connection.execute("SELECT work, first, last FROM search_works ORDER BY number").fetchall()
        self.works: tuple[str, ...] = tuple(row[0] for row in rows)
        self.everything = (1 << len(rows)) - 1
        self.dated = set_of(number for number, row in enumerate(rows) if row[1])
        self._days = [(number, row[1], row[2]) for number, row in enumerate(rows) if row[1]]
        facts = dict(self.connection.execute("SELECT name, value FROM search_facts"))
        self.frequent: int = facts["frequent"]
        self.facets: dict[str, dict[str, int]] = defaultdict(dict)
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        reading = self.connection.execute("SELECT facet, value, label, works FROM search_facets ORDER BY facet, value")
        for facet, value, label, works in reading:
            self.facets[facet][value] = unpacked(works)
            self.labels[facet][value] = label

    @property
    def connection(self) -> sqlite3.Connection:
        if not hasattr(self._connections, "open"):
            self._connections.open = self._connect()
        connection: sqlite3.Connection = self._connections.open
        return connection

    def word(self, key: str) -> Held:
        """The publications of a key."""
        found = self.connection.execute("SELECT works, often, titled FROM search_words WHERE key = ?", (key,))
        row = found.fetchone()
        return Held(*map(unpacked, row)) if row else Held()

    def beginning(self, key: str) -> Held:
        """The publications of all keys that begin so."""
        rows = self.connection.execute(
            "SELECT works, often, titled FROM search_words WHERE key BETWEEN ? AND ?", (key, key + _LAST_LETTER)
        )
        found = Held()
        for row in rows:
            found |= Held(*map(unpacked, row))
        return found

    def pair(self, first: str, second: str) -> int:
        """Where two frequent words stand side by side."""
        row = self.connection.execute(
            "SELECT works FROM search_pairs WHERE pair = ?", (f"{first} {second}",)
        ).fetchone()
        return unpacked(row[0]) if row else 0

    def names(self, keys: Iterable[str]) -> list[tuple[str, int]]:
        """The written forms of the names with these keys, each with its publications."""
        found: dict[str, int] = defaultdict(int)
        for key in keys:
            rows = self.connection.execute("SELECT form, works FROM search_names WHERE key = ? ORDER BY form", (key,))
            for form, works in rows:
                found[form] |= unpacked(works)
        return sorted(found.items())

    def forms_like(self, first_letter: str) -> list[tuple[str, str]]:
        """(key, written form) of names and of words that begin with a letter."""
        span = (first_letter, first_letter + _LAST_LETTER)
        names = self.connection.execute("SELECT key, form FROM search_names WHERE key BETWEEN ? AND ?", span).fetchall()
        words = self.connection.execute("SELECT key, form FROM search_words WHERE key BETWEEN ? AND ?", span).fetchall()
        return [*names, *words]

    def keys_of(self, works: int) -> Iterator[tuple[int, str]]:
        """The rows of keys of these publications, newest first."""
        numbers = json.dumps(list(members(works)))
        yield from self.connection.execute(
            "SELECT number, keys FROM search_works WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
            (numbers,),
        )

    def within(self, first: str | None, last: str | None) -> int:
        """Publications that may be of a day between these two, both included."""
        return set_of(
            number
            for number, opened, closed in self._days
            if (first is None or closed >= first) and (last is None or opened <= last)
        )
