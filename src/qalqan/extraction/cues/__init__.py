"""The words by which the field's facts are known, as data: one YAML file per language.

A file holds families ("acts"), a family codes, a code its phrases. In a phrase `*` stands for any ending of a word,
`…` for up to five words and `(a|b)` for either. All phrases of all languages are sought in one pass over the text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from qalqan.vocabularies.seeking import Met
from qalqan.vocabularies.seeking import Words as Sought

_FOLDER = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk")
_MARK = re.compile("[*…(]")
_GAP = r"(?:[^\w.!?;]+[\w’'-]+){0,5}?[^\w.!?;]+"
_MEANT = {"*": r"\w*", "…": _GAP, "(": "(?:", "|": "|", ")": ")"}  # the marks of a phrase, as an expression


class Hit(NamedTuple):
    """A phrase met at `folded[start:end]`."""

    start: int
    end: int
    family: str
    code: str


_hit = tuple.__new__  # Hit(…), without a call in Python


class Hits:
    """The phrases met in a text, in order. In columns: a Hit each would take ten times the memory, for the whole text."""

    __slots__ = ("_codes", "_ends", "_families", "_starts")

    def __init__(self, windows: Iterable[Sequence[Hit]]) -> None:
        self._starts, self._ends = array("I"), array("I")
        self._families: list[str] = []
        self._codes: list[str] = []
        for found in windows:
            self._starts.extend([hit.start for hit in found])
            self._ends.extend([hit.end for hit in found])
            self._families += [hit.family for hit in found]
            self._codes += [hit.code for hit in found]

    def begun_in(self, start: int, end: int) -> tuple[int, int]:
        """The numbers, end exclusive, of those that begin between two places."""
        first = bisect_left(self._starts, start)
        return first, bisect_left(self._starts, end, first)

    def families(self, first: int, last: int, end: int) -> frozenset[str]:
        """Of those of some numbers that end by a place."""
        ends, families = self._ends, self._families
        return frozenset([families[n] for n in range(first, last) if ends[n] <= end])

    def of(self, families: Sequence[str], first: int, last: int, end: int) -> list[Hit]:
        """Those of some families, among those of some numbers that end by a place."""
        known, ends = self._families, self._ends
        return [
            _hit(Hit, (self._starts[n], ends[n], known[n], self._codes[n]))
            for n in range(first, last)
            if known[n] in families and ends[n] <= end
        ]


class _Phrase(NamedTuple):
    meant: tuple[str, str]  # family and code
    literal: str
    rest: str  # the expression for what must follow the literal; empty where nothing must
    open_ended: bool  # the word may have any ending


@cache
def words(language: str) -> dict[str, Any]:
    """The file of a language as it is written; English where a language has none."""
    file = _FOLDER / f"{language}.yaml"
    if not file.exists():
        return words("en")
    written: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    return written


@cache
def table(language: str, name: str) -> Any:
    """A named table of a language's file, such as its verbs; empty where the file has none."""
    return words(language).get("tables", {}).get(name) or {}


@cache
def _phrases() -> tuple[tuple[_Phrase, ...], Sought]:
    found = tuple(
        phrase for language in LANGUAGES if (_FOLDER / f"{language}.yaml").exists() for phrase in _read(language)
    )
    return found, Sought([phrase.literal for phrase in found])


def _read(language: str) -> Iterator[_Phrase]:
    listed = [
        (family, str(code), str(phrase))
        for family, codes in words(language).get("families", {}).items()
        for code, phrases in codes.items()
        for phrase in phrases or ()
    ]
    together = folded("\0".join(phrase for _, _, phrase in listed)).split("\0")  # at once: four times as fast
    for (family, code, _), phrase in zip(listed, together, strict=True):
        yield _compiled(family, code, phrase)


def _compiled(family: str, code: str, phrase: str) -> _Phrase:
    literal, mark, rest = _first_literal(phrase)
    if len(literal) < 2:
        raise ValueError(f"cue “{phrase}”: write at least two letters before the first * or …")
    pieces = _pieces(mark + rest) if rest else []
    following = "".join(_MEANT.get(part) or re.escape(part) for part in pieces)
    return _Phrase((family, code), literal, following, mark == "*" and not rest)


def _first_literal(phrase: str) -> tuple[str, str, str]:
    if "…" in phrase:
        phrase = re.sub(r"\s*…\s*", "…", phrase)
    marked = _MARK.search(phrase)
    at = marked.start() if marked else len(phrase)
    return phrase[:at], phrase[at : at + 1], phrase[at + 1 :]


def _pieces(rest: str) -> list[str]:
    return [piece for piece in re.split(r"([*…()|])", rest) if piece]


def folded(body: str) -> str:
    """The body in small letters with plain blanks and apostrophes, position by position the same."""
    lowered = body.lower()
    if len(lowered) != len(body):  # a few capitals grow when lowered (İ)
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in body)
    for letter, plain in _PLAIN.items():  # ten times faster than str.translate
        lowered = lowered.replace(letter, plain)
    return lowered


_PLAIN = dict.fromkeys("\t\r\n\v\f\u00a0\u2009\u202f\u2028\u2029", " ")
_PLAIN |= dict.fromkeys("’‘ʻʼ`", "'")  # Uzbek oʻ, gʻ and the sign of a stop, as any keyboard writes them
_PLAIN |= {"‑": "-", "￾": "-"}


def hits(text: str) -> list[Hit]:
    """Every phrase met in a folded text, in order; of two of one family the longer one, where they overlap."""
    return list(chain.from_iterable(_windows(text)))


def _windows(text: str) -> Iterator[list[Hit]]:
    """The same, a list for each part of the text."""
    phrases, sought = _phrases()
    return _longest(sorted(_whole(text, met, phrases)) for met in sought.all_in(text))


_Place = tuple[int, int, int, tuple[str, str]]  # start, -end, order in which it was met, what is meant


def _whole(text: str, all_met: Iterable[Met], phrases: Sequence[_Phrase]) -> list[_Place]:
    """Those phrases of which a text has all after the literal that was met, and whole words only."""
    found: list[_Place] = []
    size = len(text)
    for which, start, end in all_met:
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        meant, _, rest, open_ended = phrases[which]
        if rest:
            matched = _expression(rest).match(text, end, min(size, end + 240))
            if matched is None:
                continue
            end = matched.end()
        elif open_ended:
            while end < size and (text[end].isalnum() or text[end] == "-"):
                end += 1
        if end < size and text[end].isalnum():
            continue
        found.append((start, -end, len(found), meant))
    return found


_LINE_END = re.compile(r"(?<=[^\W\d_])-\r?\n[ \t]{0,40}(?=[^\W\d_])")
AROUND = 80  # code points on each side of a word cut by the end of a line


def hits_across_lines(body: str, text: str) -> Hits:
    """The phrases met in a folded text and those with a word that the end of a line cuts: "the Interna-", "tional Covenant"."""
    found = _windows(text)
    if "-\n" not in body and "-\r\n" not in body:
        return Hits(found)
    more = {hit for cut in _LINE_END.finditer(body) for seam in ("", "-") for hit in _over(text, cut, seam)}
    return Hits(_with_more(found, sorted(more)) if more else found)


def _with_more(windows: Iterable[list[Hit]], more: list[Hit]) -> Iterator[list[Hit]]:
    """The windows with some more hits in their places, each once, sorted."""
    at = 0
    for window in windows:
        to = bisect_right(more, window[-1].start, at, key=lambda hit: hit.start) if window else at
        yield sorted({*window, *more[at:to]})
        at = to
    yield more[at:]


def _over(text: str, cut: re.Match[str], seam: str) -> Iterator[Hit]:
    """The phrases that run over one cut, where the word is written with `seam` instead."""
    start = max(0, cut.start() - AROUND)
    gone = cut.end() - cut.start() - len(seam)
    for hit in hits(text[start : cut.start()] + seam + text[cut.end() : cut.end() + AROUND]):
        if start + hit.start < cut.start() < start + hit.end:
            yield Hit(start + hit.start, start + hit.end + gone, hit.family, hit.code)


def load() -> None:
    """Compiles every expression now: for a process that answers many texts and forks for each."""
    for phrase in _phrases()[0]:
        if phrase.rest:
            _expression(phrase.rest)


@cache
def _expression(following: str) -> re.Pattern[str]:
    """Compiled when its literal is first met: a text meets few of the thousands."""
    return re.compile(following)


def _longest(windows: Iterable[Sequence[_Place]]) -> Iterator[list[Hit]]:
    reach: dict[tuple[str, str], int] = {}
    for window in windows:
        out = []
        for start, negative_end, _, meant in window:
            end = -negative_end
            if end > reach.get(meant, -1):
                reach[meant] = end
                out.append(_hit(Hit, (start, end, *meant)))
        yield out
