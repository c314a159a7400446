"""Searching an edition: words in any of their forms, "phrases", and filters; all of it stands in the address.

Takes the parameters of an address and an edition.db; gives passages with the found words marked, and says in words what
was understood. A query that means nothing gives an answer that says so, never an error.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from qalqan.site.edition import names_of, phrase_of
from qalqan.site.language import Language
from qalqan.texts.edtf import bounds
from qalqan.texts.words import name_keys, phrase_keys, tokens

PAGE = 20
_LONGEST = 300  # letters of a query that are read
_TERMS = 12
_STEPS = 4_000_000  # of SQLite's machine, before a query counts as too broad
_EXCERPT = 420
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|(\S+)')


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the address holds it."""

    q: str = ""
    country: str = ""
    publisher: str = ""
    language: str = ""
    published_from: str = ""
    published_to: str = ""
    page: int = 1

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        """Reads an address; what is not known is left out."""
        page = parameters.get("page", "1")
        return cls(
            q=" ".join(parameters.get("q", "")[:_LONGEST].split()),
            country=parameters.get("country", "")[:40],
            publisher=parameters.get("publisher", "")[:200],
            language=parameters.get("language", "")[:10],
            published_from=parameters.get("from", "")[:20].strip(),
            published_to=parameters.get("to", "")[:20].strip(),
            page=min(max(int(page), 1), 500) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        )

    def address(self) -> str:
        """The query as an address holds it, without what is empty."""
        named = {
            "q": self.q,
            "country": self.country,
            "publisher": self.publisher,
            "language": self.language,
            "from": self.published_from,
            "to": self.published_to,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class Sought:
    """One word or phrase of a query: as typed, the rows of keys it may stand under, and its spelling as a name."""

    typed: str
    is_phrase: bool
    keys: tuple[tuple[str, ...], ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage; `pieces` are (is it a found word, the words)."""

    work_id: str
    passage_id: str
    number: int
    title: str
    publisher: str | None
    published: str | None
    language: str | None
    pieces: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An active filter and the address of the query without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Answer:
    understood: str
    tags: tuple[Tag, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    first: int = 1
    next: str | None = None


def answer(connection: sqlite3.Connection, asked: Asked, spoken: Language) -> Answer:
    """What the edition holds for a query."""
    sought = read_query(asked.q)
    tags = _tags(asked, spoken)
    if not sought and not tags:
        return Answer(spoken.say("Nothing to look for was typed. Write a word, a name or “a phrase”."))
    try:
        total, found = _found(connection, asked, sought)
    except sqlite3.OperationalError:  # stopped by the step limit
        return Answer(spoken.say("That was too broad to answer. Add a word, a country or a year."), tags)
    hits = tuple(_hit(row, sought) for row in found[:PAGE])
    more = replace(asked, page=asked.page + 1).address() if len(found) > PAGE else None
    return Answer(_understood(asked, sought, total, spoken), tags, hits, total, (asked.page - 1) * PAGE + 1, more)


def read_query(query: str) -> tuple[Sought, ...]:
    """The words and phrases of a query. What has no letter or number in it is left out."""
    sought: list[Sought] = []
    for phrase, word in _PHRASE.findall(query):
        typed = (phrase or word).strip()
        keys = phrase_keys(typed)
        if keys:
            names = sorted(name_keys(typed)) if len(keys[0]) == 1 else []
            sought.append(Sought(typed, bool(phrase), keys, names[0] if names and len(names[0]) > 3 else None))
    return tuple(sought[:_TERMS])


def _found(connection: sqlite3.Connection, asked: Asked, sought: tuple[Sought, ...]) -> tuple[int, list[tuple]]:
    where, values = _conditions(asked, sought)
    source = "passages p JOIN works w ON w.id = p.parent LEFT JOIN work_days d ON d.work = w.id"
    order = "d.last DESC, w.id, p.position"
    if sought:
        source = f"passage_words f JOIN passages p ON p.rowid = f.rowid {source.partition(' p ')[2]}"
        order = f"bm25(passage_words, 1.0, 0.6), {order}"
    count = f"SELECT count(*) FROM {source} WHERE {where}"  # noqa: S608 (only words of our own are put in)
    select = (
        "SELECT w.id, p.id, p.position + 1, w.title, w.publisher, w.published, "  # noqa: S608
        "coalesce(p.language, w.language), p.text "
        f"FROM {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    )
    steps = iter(range(_STEPS // 1000))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1000)
    try:
        total = connection.execute(count, values).fetchone()[0]
        return total, connection.execute(select, (*values, PAGE + 1, (asked.page - 1) * PAGE)).fetchall()
    finally:
        connection.set_progress_handler(None, 0)


def _conditions(asked: Asked, sought: tuple[Sought, ...]) -> tuple[str, tuple[str, ...]]:
    conditions, values = ["p.kind != 'chrome'"], []
    if sought:
        conditions.append("passage_words MATCH ?")
        values.append(" AND ".join(map(_expression, sought)))
    if asked.country:
        conditions.append("w.id IN (SELECT parent FROM work_countries WHERE code = ?)")
        values.append(asked.country)
    if asked.publisher:
        conditions.append("w.publisher = ?")
        values.append(asked.publisher)
    if asked.language:
        conditions.append("coalesce(p.language, w.language) = ?")
        values.append(asked.language)
    if since := bounds(asked.published_from)[0]:
        conditions.append("d.last >= ?")
        values.append(since.isoformat())
    if until := bounds(asked.published_to)[1]:
        conditions.append("d.first <= ?")
        values.append(until.isoformat())
    return " AND ".join(conditions), tuple(values)


def _expression(one: Sought) -> str:
    """What FTS5 is asked for: the word in any language's form, or the name in any script and with any short ending."""
    words = f"words : ({' OR '.join(phrase_of(list(keys)) for keys in one.keys)})"
    if one.name is None:
        return words
    ending = " *" if len(one.name) > 4 else ""
    return f"({words} OR names : {phrase_of([one.name])}{ending})"


def _hit(row: tuple, sought: tuple[Sought, ...]) -> Hit:
    work_id, passage_id, number, title, publisher, published, language, text = row
    pieces = _pieces(text, language, sought)
    return Hit(work_id, passage_id, number, title, publisher, published, language, pieces)


def _pieces(text: str, language: str | None, sought: tuple[Sought, ...]) -> tuple[tuple[bool, str], ...]:
    """The passage, or the part of it around the first found word, cut where a found word begins or ends."""
    spans = _spans(text, language, sought)
    start, end = _window(text, spans)
    pieces: list[tuple[bool, str]] = [(False, "… ")] if start else []
    at = start
    for left, right in spans:
        if left >= at and right <= end:
            pieces += [(False, text[at:left]), (True, text[left:right])]
            at = right
    pieces.append((False, text[at:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in pieces if piece[1])


def _spans(text: str, language: str | None, sought: tuple[Sought, ...]) -> list[tuple[int, int]]:
    """Where the found words stand; those of a phrase only where they stand side by side."""
    found = tokens(text, language)
    names = tuple(one.name for one in sought if one.name)
    marked = {at for at, token in enumerate(found) if _is_named(text[token.start : token.end], names)}
    rows = {keys for one in sought for keys in one.keys}
    for at in range(len(found)):
        for keys in rows:
            if tuple(token.key for token in found[at : at + len(keys)]) == keys:
                marked.update(range(at, at + len(keys)))
    return [(found[at].start, found[at].end) for at in sorted(marked)]


def _is_named(written: str, names: tuple[str, ...]) -> bool:
    spelled = names_of(written)
    return any(one == name or (len(name) > 4 and one.startswith(name)) for one in spelled for name in names)


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= _EXCERPT:
        return 0, len(text)
    middle = spans[0][0] if spans else 0
    start = max(0, min(middle - _EXCERPT // 3, len(text) - _EXCERPT))
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + _EXCERPT)
    cut = text.rfind(" ", start, end)
    return start, end if end == len(text) or cut <= start else cut


def _tags(asked: Asked, spoken: Language) -> tuple[Tag, ...]:
    named = {
        "country": spoken.country(asked.country),
        "publisher": asked.publisher,
        "language": spoken.label("languages", asked.language),
        "published_from": _date_words(asked.published_from, spoken.say("from %(date)s"), spoken),
        "published_to": _date_words(asked.published_to, spoken.say("to %(date)s"), spoken),
    }
    empty: dict[str, str] = dict.fromkeys(named, "")
    return tuple(
        Tag(words, replace(asked, page=1, **{name: empty[name]}).address()) for name, words in named.items() if words
    )


def _date_words(date: str, sentence: str, spoken: Language) -> str:
    if not date:
        return ""
    if bounds(date) == (None, None):
        return spoken.say("“%(words)s” is no date and was left out", words=date)
    return sentence % {"date": spoken.when_after(date)}


def _understood(asked: Asked, sought: tuple[Sought, ...], total: int, spoken: Language) -> str:
    terms = [
        spoken.say("the phrase “%(words)s”", words=one.typed) if one.is_phrase else f"“{one.typed}”" for one in sought
    ]
    what = spoken.say(" and ").join(terms)
    found = spoken.say_many("%(num)s passage", "%(num)s passages", total)
    if not total:
        return spoken.say("No passage holds %(what)s under these filters.", what=what or spoken.say("anything"))
    if not sought:
        return spoken.say("%(found)s under these filters.", found=found)
    return spoken.say("%(found)s with %(what)s, in any form of the words.", found=found, what=what)
