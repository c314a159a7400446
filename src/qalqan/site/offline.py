"""Search that works from a disk: the words of the publications as script files that a classic script loads one by one.

Takes EditionRows; gives files under search/. Each file calls `qalqanSearch`, because a page opened from a disk may load
scripts but not fetch. A browser does not cut endings: here every written word is told under which keys it is found, by
the same matching as on the served site, so that both find the same. Numbers of publications are those of edition.db.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from qalqan import vocabularies
from qalqan.site.citable import number_of
from qalqan.site.holdings import Holdings
from qalqan.site.rows import EditionRows, ProcessRow, WorkRow
from qalqan.site.search.bits import members
from qalqan.site.search.catalogue import Catalogue
from qalqan.site.search.index import OFTEN, write_index
from qalqan.site.search.matching import Matching
from qalqan.site.search.narrowing import COUNTED, SCHEMES
from qalqan.site.standing import counts_from, status
from qalqan.texts.edtf import bounds
from qalqan.texts.lexicon import lexicon
from qalqan.texts.search.asked import asked, is_function_word
from qalqan.texts.search.query import FIELDS, Word
from qalqan.texts.words import fold, name_keys, tokens

_CHUNK = 100  # passages in one file of texts
_FORMS = 150  # written words in one file of words
_MOST_FILES = 512
_SCHEMES = {"countries": ("countries", "country-groups")}


@dataclass(slots=True)
class _Read:
    """What was read: each key's passages, each written word, the words that may be names, the texts."""

    lists: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, str] = field(default_factory=dict)  # as folded -> as written
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # spelling in any script -> folded
    texts: list[list[Any]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of each publication the number of its title
    parts: list[list[int]] = field(default_factory=list)  # of each where further pages of its text begin


def shards(rows: EditionRows) -> Iterator[tuple[str, bytes]]:
    """All files of the offline search, the same for the same rows."""
    holdings = Holdings(rows, rows.facts.as_of)
    read = _read(holdings)
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as connection:
        write_index(connection, rows)
        catalogue = Catalogue(lambda: connection, rows.processes)
        count = max(1, min(_MOST_FILES, len(read.forms) // _FORMS))
        yield "search/meta.js", _call("meta", _meta(holdings, catalogue, read, count))
        parts: dict[int, list[str]] = defaultdict(list)
        for form in sorted(read.forms):
            parts[shard_number(form, count)].append(form)
        names: dict[int, dict[str, list[str]]] = defaultdict(dict)
        for spelled, forms in sorted(read.names.items()):
            names[shard_number(spelled, count)][spelled] = sorted(forms)
        for number in range(count):
            words = _words(parts[number], read, Matching(catalogue, rows.facts.as_of))
            yield f"search/k{number}.js", _call("words", number, words | {"names": names[number]})
    for number, start in enumerate(range(0, len(read.texts), _CHUNK)):
        yield f"search/t{number}.js", _call("texts", number, read.texts[start : start + _CHUNK])


def shard_number(folded: str, count: int) -> int:
    """Which file holds a word: by its first two letters, so that all its endings are together."""
    first, second = ord(folded[0]), ord(folded[1]) if len(folded) > 1 else 0
    return (first * 31 + second) % count


def _read(holdings: Holdings) -> _Read:
    read = _Read()
    for work in holdings.works.values():
        read.starts.append(len(read.texts))
        _note(read, None, 0, work.title, work.language)
        starts = holdings.division.get(work.id, ())
        read.parts.append([])
        for number, passage in enumerate(work.passages, start=1):
            if number - 1 in starts:
                read.parts[-1].append(len(read.texts))
            if passage.kind != "chrome":
                _note(read, passage.id, number_of(passage.id, number), passage.text, passage.language or work.language)
    return read


def _note(read: _Read, passage_id: str | None, number: int, text: str, language: str | None) -> None:
    place = len(read.texts)
    read.texts.append([passage_id, number, text, language])
    for token in tokens(text, language):
        written = text[token.start : token.end]
        folded = fold(written)
        if not folded:
            continue
        read.forms.setdefault(folded, written)
        mine = read.lists[token.key]
        if not mine or mine[-1] != place:
            mine.append(place)
        if written[:1].isupper():
            for spelled in name_keys(written):
                read.names[spelled].add(folded)


def _words(forms: list[str], read: _Read, matching: Matching) -> dict[str, Any]:
    """Of each written word the keys under which it is found, in plain and in other spellings, and their passages."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for form in forms:
        typed = read.forms[form]
        plain = [one.words[0] for one in asked(typed).sequences if len(one.words) == 1 and one.words[0] in read.lists]
        wide = matching.want(Word(typed))
        sequences = getattr(wide, "sequences", ())
        spelled = [one.words[0] for one in sequences if len(one.words) == 1 and one.words[0] in read.lists]
        found[form] = (plain, [key for key in dict.fromkeys(spelled) if key not in plain])
    keys = sorted({key for pair in found.values() for each in pair for key in each})
    place = {key: at for at, key in enumerate(keys)}
    return {
        "forms": {form: [[place[key] for key in each] for each in pair] for form, pair in found.items()},
        "lists": [_steps(read.lists[key]) for key in keys],
        "keys": keys,
    }


def _steps(numbers: list[int]) -> list[int]:
    """Rising numbers as differences: shorter to write."""
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _meta(holdings: Holdings, catalogue: Catalogue, read: _Read, count: int) -> dict[str, Any]:
    return {
        "works": [
            _work(work, parts, holdings.same_text_as(work.id))
            for work, parts in zip(holdings.works.values(), read.parts, strict=True)
        ],
        "starts": read.starts,
        "facets": {
            facet: {value: [catalogue.labels[facet][value], list(members(works))] for value, works in values.items()}
            for facet, values in catalogue.facets.items()
            if facet != "process"
        },
        "named": _named(catalogue),
        "counted": COUNTED,
        "followed": [
            [process.kind, _history(process), list(members(catalogue.facets["process"].get(process.id, 0)))]
            for process in holdings.rows.processes
        ],
        "stages": {
            term.code: sorted({term.code.partition("/")[2], *(label.casefold() for label in term.labels.values())})
            for term in vocabularies.scheme("stages")
            if term.code
            in {f"{process.kind}/{step.stage}" for process in holdings.rows.processes for step in process.steps}
        },
        "spelling": spelling(),
        "fields": FIELDS,
        "plain": sorted(form for form in read.forms if is_function_word(form)),
        "shards": count,
        "chunk": _CHUNK,
        "passages": len(read.texts),
        "often": OFTEN,
        "as_of": holdings.as_of,
    }


def _work(work: WorkRow, parts: list[int], copies: int) -> list[Any]:
    first, last = bounds(work.published)
    days = [str(first or last), str(last or first)] if first or last else None
    rare = [parts, copies] if copies else [parts] if parts else []  # most publications have neither
    known = [work.id, work.title, work.publisher, work.published, work.language, work.kind, work.disclaimer]
    return [*known, days, *rare]


def _named(catalogue: Catalogue) -> dict[str, dict[str, list[str]]]:
    """Of each facet of codes the words that a reader may type for one, in any language, and the values they stand for."""
    named: dict[str, dict[str, list[str]]] = {}
    for facet, scheme in SCHEMES.items():
        mine: dict[str, set[str]] = defaultdict(set)
        known = {term.code: term for name in _SCHEMES.get(scheme, (scheme,)) for term in vocabularies.scheme(name)}
        for value in catalogue.facets[facet]:
            if term := known.get(value):
                for words in (value, *term.labels.values()):
                    mine[words.casefold()].add(value)
        named[facet] = {words: sorted(values) for words, values in sorted(mine.items())}
    return named


def spelling() -> list[Any]:
    """How spellings of a name are brought to one, as data: letters one by one, then the rules in order."""
    written = lexicon("name_spellings")
    return [written["letters"], written["rules"]]


def _history(process: ProcessRow) -> list[list[str]]:
    """The stages of a process with the day from which each was its status."""
    days = sorted({str(counts_from(step)) for step in process.steps if not step.expected})
    told = [(day, status(process, day)) for day in days]
    return [[day, step.stage] for day, step in told if step and not step.negative]


def _call(name: str, *values: Any) -> bytes:
    inside = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    # A line end of Unicode's own inside a string was not allowed in scripts before 2019.
    return f"qalqanSearch.{name}({inside});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
