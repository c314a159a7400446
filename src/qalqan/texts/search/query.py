"""One query language, read forgivingly: it never fails, it says how it read what was typed.

    torture lawyers             both words, anywhere in one publication
    torture OR ill-treatment    either;  AND, NOT (or a leading minus) and parentheses as usual, capitals needed
    "freedom of association"    these words in this order
    regist*                     words that begin so
    liquidation NEAR/5 court    at most five words between
    country:KAZ publisher:"Article 19" language:ru kind:report topic:torture title:bill symbol:A/HRC/23/39
    issuer:Kylym person:Askarov organisation:Amparo instrument:"Criminal Code" addressee:parliament
    status:detained@2014-07-21  what stood so on that day (today, without a day)
    published:2014-05/2014-07   any EDTF date or interval;  from:2014  to:2015-06

Takes what a person typed; gives a small tree and notes on what was mended. It knows neither engine nor database, and
is the same for the desk, the public site and the copies that work offline. Notes are said in the reader's language by
whoever shows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

LONGEST = 4000  # code points of a query that are read
MOST_WORDS = 48  # words, phrases and fields of a query that are looked for
DEEPEST = 12  # parentheses inside parentheses
NEAR_BY = 10  # words between the two, where NEAR gives no number
FARTHEST = 30


@dataclass(frozen=True, slots=True)
class Note:
    """What was mended: an English sentence, which is also its key in the catalogues, and the values in it."""

    sentence: str
    values: tuple[tuple[str, str | int], ...] = ()

    def said(self, translated: Callable[[str], str]) -> str:
        """The sentence as `translated` has it, with its values."""
        sentence = translated(self.sentence)
        return sentence % dict(self.values) if self.values else sentence

    def __str__(self) -> str:
        return self.said(str)


def _(sentence: str) -> str:
    """Marks a sentence for the catalogues."""
    return sentence


@dataclass(frozen=True, slots=True)
class Word:
    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases with at most `distance` words between them, in either order."""

    one: Word | Prefix | Phrase
    other: Word | Prefix | Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of the catalogue; `name` is one of FIELDS."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Leaf: TypeAlias = Word | Prefix | Phrase | Near
Node: TypeAlias = Word | Prefix | Phrase | Near | Field | And | Or | Not

# What a person may write before the colon, and what it is called here.
FIELDS = {
    "country": "country", "страна": "country",
    "publisher": "publisher", "издатель": "publisher",
    "issuer": "issuer", "автор": "issuer",
    "person": "person", "человек": "person", "лицо": "person",
    "organisation": "organisation", "organization": "organisation", "организация": "organisation",
    "instrument": "instrument", "law": "instrument", "закон": "instrument",
    "addressee": "addressee", "адресат": "addressee",
    "status": "status", "статус": "status",
    "language": "language", "язык": "language",
    "kind": "kind", "вид": "kind",
    "topic": "topic", "тема": "topic",
    "title": "title", "название": "title",
    "symbol": "symbol", "символ": "symbol",
    "published": "published", "дата": "published",
    "from": "from", "с": "from",
    "to": "to", "по": "to",
}  # fmt: skip

_OPERATORS = {"AND": "and", "&&": "and", "И": "and", "OR": "or", "||": "or", "ИЛИ": "or", "NOT": "not", "НЕ": "not"}
_NEAR = re.compile(r"(?:NEAR|РЯДОМ)(?:/(\d{1,9}))?")
_QUOTES = '"“”„«»‟＂'
_PIECE = re.compile(
    rf"\s*(?:(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w{_QUOTES}(]))?"
    rf"(?:(?P<field>[^\W\d_]+):(?=[^\s:/()]))?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s(){_QUOTES}]+))"
    rf"|(?P<stray>\S))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as a tree (None: no word at all, everything is meant), and what was mended on the way."""

    tree: Node | None
    notes: tuple[Note, ...] = ()

    def leaves(self) -> tuple[Leaf, ...]:
        """The words looked for in texts, without those under a NOT: what a hit is marked and ranked by."""
        return tuple(_wanted(self.tree)) if self.tree else ()


def read_query(typed: str) -> Query:
    """The query as a tree. Raises nothing, whatever was typed."""
    reading = _Reading()
    if len(typed) > LONGEST:
        reading.note(_("Only the first %(n)d characters of the query were read."), n=LONGEST)
    pieces = list(reading.pieces(_visible_letters(typed[:LONGEST])))
    reading.pieces_left = pieces[::-1]
    tree = reading.alternatives(0)
    while reading.pieces_left:  # a closing parenthesis too many ends nothing
        reading.pieces_left.pop()
        reading.note(_("A closing parenthesis without its partner was ignored."))
        more = reading.alternatives(0)
        tree = _joined(And, [part for part in (tree, more) if part])
    return Query(tree, tuple(reading.notes))


def _visible_letters(typed: str) -> str:
    """Without control characters, direction marks and other code points that a person does not see or mean."""
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs", "Co", "Cn") else letter
        for letter in unicodedata.normalize("NFC", typed)
        if unicodedata.category(letter) != "Cf"
    )


@dataclass(slots=True)
class _Reading:
    """Recursive descent over the pieces; every odd thing becomes a note and the nearest sensible reading."""

    notes: list[Note] = field(default_factory=list)
    pieces_left: list[tuple[str, str | int | Node]] = field(default_factory=list)  # reversed
    words: int = 0

    def note(self, sentence: str, **values: str | int) -> None:
        said = Note(sentence, tuple(values.items()))
        if said not in self.notes:
            self.notes.append(said)

    def pieces(self, typed: str) -> Iterator[tuple[str, str | int | Node]]:
        for found in _PIECE.finditer(typed):
            if found["open"] or found["close"]:
                yield (found["open"] or found["close"]), ""
                continue
            if found["stray"]:
                if found["stray"] in _QUOTES:
                    self.note(_("A quotation mark without its partner was ignored."))
                continue
            name, words = (found["field"] or ""), found["word"]
            if found["minus"]:
                yield "not", ""
            if words and not name and words in _OPERATORS:
                yield _OPERATORS[words], ""
            elif words and not name and (near := _NEAR.fullmatch(words)):
                yield "near", min(int(near[1]), FARTHEST) if near[1] else NEAR_BY
            elif leaf := self.leaf(name, found["phrase"], words):
                yield "leaf", leaf

    def leaf(self, name: str, phrase: str | None, words: str | None) -> Node | None:
        typed = words if phrase is None else phrase
        if typed is None or not any(letter.isalnum() for letter in typed):
            if typed and typed.strip():
                self.note(_("Signs without letters or digits were left out: texts are searched by their words."))
            return None
        if self.words >= MOST_WORDS:
            self.note(_("Only the first %(n)d words of the query were looked for."), n=MOST_WORDS)
            return None
        self.words += 1
        if name and (known := FIELDS.get(name.lower())):
            return Field(known, typed.strip())
        if name:  # "http:", "Note:": no field of ours, so plain words
            typed = f"{name} {typed}"
            return Phrase(typed)
        if phrase is not None:
            return Phrase(" ".join(phrase.split()))
        bare = typed.rstrip("*")
        if bare != typed and sum(map(str.isalnum, bare)) >= 2:
            return Prefix(bare)
        return Word(bare)

    def next(self) -> str:
        return self.pieces_left[-1][0] if self.pieces_left else ""

    def alternatives(self, depth: int) -> Node | None:
        parts = [self.together(depth)]
        while self.next() == "or":
            self.pieces_left.pop()
            parts.append(self.together(depth))
        if len(parts) > 1 and None in parts:
            self.note(_("An OR with nothing beside it was ignored."))
        return _joined(Or, [part for part in parts if part])

    def together(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while (kind := self.next()) not in ("", "or", ")"):
            if kind in ("and", "near"):
                self.pieces_left.pop()
                if kind == "near" or not parts:
                    self.note(_("An operator with nothing beside it was ignored."))
                continue
            part = self.one(depth)
            if part:
                parts.append(self.with_neighbours(part, depth))
        return _joined(And, parts)

    def with_neighbours(self, part: Node, depth: int) -> Node:
        found: list[Node] = [part]
        while self.next() == "near":
            distance = self.pieces_left.pop()[1]
            other = self.one(depth) if self.next() in ("leaf", "not", "(") else None
            if other is None:
                self.note(_("An operator with nothing beside it was ignored."))
                break
            last = found[-1].other if isinstance(found[-1], Near) else found[-1]
            if isinstance(last, Word | Prefix | Phrase) and isinstance(other, Word | Prefix | Phrase):
                near = Near(last, other, int(distance) if isinstance(distance, int) else NEAR_BY)
                found = [*(found if isinstance(found[-1], Near) else found[:-1]), near]
            else:
                self.note(_("NEAR stands between words or phrases only; it was read as AND."))
                found.append(other)
        return _joined(And, found) or part

    def one(self, depth: int) -> Node | None:
        kind, value = self.pieces_left.pop()
        if kind == "not":
            denied = 1
            while self.next() == "not":
                self.pieces_left.pop()
                denied += 1
            part = self.one(depth) if self.next() in ("leaf", "(") else None
            if part is None:
                self.note(_("A NOT with nothing after it was ignored."))
                return None
            return Not(part) if denied % 2 else part
        if kind == "(":
            if depth >= DEEPEST:
                self.note(_("Parentheses deeper than %(n)d were ignored."), n=DEEPEST)
                return None
            inner = self.alternatives(depth + 1)
            if self.next() == ")":
                self.pieces_left.pop()
            else:
                self.note(_("An opening parenthesis without its partner was closed at the end."))
            return inner
        return value if isinstance(value, Word | Prefix | Phrase | Field) else None


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    """One node of the parts, without a level that says nothing and without saying the same twice."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if len(flat) < 2:
        return next(iter(flat), None)
    return kind(tuple(flat))


def _wanted(node: Node) -> Iterator[Leaf]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Word | Prefix | Phrase | Near):
        yield node
