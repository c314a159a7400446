"""Names that are not public are cut from all words before they leave the record.

A person is withheld until a publisher releases her by herself. Her name is found whatever its script, spelling or
ending: words are compared by the keys that also join spellings in search (`texts.words.name_keys`). A surname or first
name alone is cut too where it begins with a capital, and everywhere in addresses and handles; a name in small letters
only where at least two of its words stand together, since many names are also ordinary words (вера, umid). When in
doubt more is cut.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from qalqan.texts.words import name_keys
from qalqan.vocabularies.countries import country_named, find_countries

SHORTEST = 3  # letters of what is left of a word once its ending is taken off
SHORTEST_INSIDE = 5  # letters of a name that is also sought inside longer words of an address
# A letter with the accents, soft hyphens and invisible joins that may follow it.
_LETTER = "(?:[^\\W\\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)"
_WORD = re.compile(rf"{_LETTER}+(?:[ʼʻ’'`´]{_LETTER}+)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_BROKEN_WORD = re.compile(rf"({_LETTER}+)[-\u2010]\n({_LETTER}+)")
# Also of words written together, as handles are without their sign: DanaOmarova.
_ADDRESS = re.compile(r"\S*(?:[@/#_]|\w\.\w{2,}|\w\.\w+/|[a-zа-яё][A-ZА-ЯЁӘІҢҒҮҰҚӨҺЎҲӢӮҶ])\S*")
_YO = re.compile("ё|yo", re.IGNORECASE)
_JOINS = re.compile(r"[\s,.\-\u2010-\u2015_/+%]{0,3}")
_INITIALS_BEFORE = re.compile(r"(?:\b[^\W\d_]{1,2}\.[ \u00a0\-]?){1,3}$")
_INITIALS_AFTER = re.compile(r",?[ \u00a0](?:[^\W\d_]{1,2}\.[ \u00a0\-]?){0,2}[^\W\d_]{1,2}\.")
_NEXT_WORD = re.compile(r"[ \u00a0\n]([^\W\d_]+(?:[ʼʻ’'][^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words without what is withheld. `place` says where a position of the former words now is."""

    text: str
    pieces: tuple[tuple[int, int, int], ...] = ()  # start, end in the former words; length of the mark

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The new start and end; one that lay inside withheld words is moved out, so that the mark stays whole."""
        return self._moved(start, at_end=0), self._moved(end, at_end=1)

    def _moved(self, position: int, at_end: int) -> int:
        shift = 0
        for start, end, mark in self.pieces:
            if position <= start:
                break
            if position < end:
                return start + shift + mark * at_end
            shift += mark - (end - start)
        return position + shift


@dataclass(frozen=True, slots=True)
class _Name:
    """One name: for each of its telling words the keys it may have, as it stands and without an ending."""

    exact: tuple[frozenset[str], ...]
    loose: tuple[frozenset[str], ...]

    def matched(self, keys: frozenset[str]) -> int | None:
        return next((at for at, loose in enumerate(self.loose) if loose & keys), None)


class Withholding:
    """Cuts the names of `withheld`, and spares those of `released` where only the ending could tell them apart."""

    def __init__(self, withheld: Iterable[str], released: Iterable[str] = ()) -> None:
        self._withheld = _names(withheld)
        self._released = _names(released)
        self._loose = frozenset(key for name in self._withheld for keys in name.loose for key in keys)
        self._exact = frozenset(key for name in self._withheld for keys in name.exact for key in keys)
        self._spared = frozenset(key for name in self._released for keys in name.exact for key in keys) - self._exact
        self._inside = tuple(sorted(key for key in self._exact if len(key) >= SHORTEST_INSIDE and " " not in key))

    def cut(self, text: str, language: str | None = None) -> Cut:
        """The words with a mark in place of each withheld name; the mark is in the language of the words."""
        return self.cut_at(text, 0, len(text), self.spans(text), language)

    @staticmethod
    def cut_at(text: str, start: int, end: int, spans: list[tuple[int, int]], language: str | None = None) -> Cut:
        """A piece of a text, cut at spans that were found in the whole of it."""
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and start < b]
        piece = text[start:end]
        if not inside:
            return Cut(piece)
        mark = mark_for(piece, language)
        out, at = [], 0
        for first, last in inside:
            out += [piece[at:first], mark]
            at = last
        return Cut("".join([*out, piece[at:]]), tuple((first, last, len(mark)) for first, last in inside))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where withheld names stand, in order and apart from each other."""
        if not self._loose:
            return []
        words = list(_WORD.finditer(text))
        keys = [_loose_keys(word[0]) for word in words]
        hits = [at for at, word_keys in enumerate(keys) if word_keys & self._loose]
        spared = self._spared_words(text, words, keys)
        found = [words[at].span() for at in hits if at not in spared and self._is_name(at, text, words, keys)]
        return _joined(
            text, [*found, *self._in_addresses(text), *self._over_a_line(text), *self._broken_off(text, words)]
        )

    def names_whole(self, text: str) -> bool:
        """Whether at least two words of one withheld name stand together: what even a code may not hold."""
        words = list(_WORD.finditer(text))
        keys = [_loose_keys(word[0]) for word in words]
        return any(self._beside_its_own(at, text, words, keys, self._withheld) for at in range(len(words)))

    def _is_name(self, at: int, text: str, words: list[re.Match[str]], keys: list[frozenset[str]]) -> bool:
        if self._beside_its_own(at, text, words, keys, self._withheld):
            return True
        word = words[at][0]
        if not word[0].isupper():
            return False
        # The same letters without an ending belong to somebody released: Askarov, where Askarova is withheld.
        return not (_exact_keys(word) & self._spared)

    def _spared_words(self, text: str, words: list[re.Match[str]], keys: list[frozenset[str]]) -> set[int]:
        """Words of a released person's name that stand beside another word of it which no withheld name has."""
        spared = set()
        for at in range(len(words)):
            beside = self._beside_its_own(at, text, words, keys, self._released)
            if beside and any(not keys[other] & self._loose for other in (at, *beside)):
                spared |= {at, *beside}
        return spared

    def _beside_its_own(
        self, at: int, text: str, words: list[re.Match[str]], keys: list[frozenset[str]], names: tuple[_Name, ...]
    ) -> tuple[int, ...]:
        """The neighbours of a word that are other words of the same name."""
        beside = []
        for other in (at - 1, at + 1):
            if not 0 <= other < len(words):
                continue
            first, second = (words[at], words[other]) if other > at else (words[other], words[at])
            if not _JOINS.fullmatch(text, first.end(), second.start()):
                continue
            for name in names:
                one, two = name.matched(keys[at]), name.matched(keys[other])
                if one is not None and two is not None and one != two:
                    beside.append(other)
                    break
        return tuple(beside)

    def _broken_off(self, text: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """The beginning of a name at the very end: a title that was cut at so many letters."""
        if words and words[-1].end() == len(text.rstrip("…. ")) and words[-1][0][0].isupper():
            beginnings = _exact_keys(words[-1][0])
            if any(len(key) >= SHORTEST and name.startswith(key) for key in beginnings for name in self._exact):
                yield words[-1].span()

    def _over_a_line(self, text: str) -> Iterator[tuple[int, int]]:
        for broken in _BROKEN_WORD.finditer(text):
            if broken[1][0].isupper() and _loose_keys(broken[1] + broken[2]) & self._loose:
                yield broken.span()

    def _in_addresses(self, text: str) -> Iterator[tuple[int, int]]:
        for address in _ADDRESS.finditer(text):
            for word in _WORD.finditer(address[0].replace("_", " ")):
                keys = _loose_keys(word[0])
                if keys & self._loose or any(inside in key for key in keys for inside in self._inside):
                    yield address.span()
                    break


def mark_for(text: str, language: str | None = None) -> str:
    """What stands in place of a name. Without a language the letters decide between Russian and English."""
    marks = _data()["marks"]
    if language in marks:
        return str(marks[language])
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in text)
    return str(marks["ru" if cyrillic * 2 > sum(map(str.isalpha, text)) else "en"])


def _names(names: Iterable[str]) -> tuple[_Name, ...]:
    found = {}
    for name in names:
        words = [word for word in _WORD.findall(name) if _tells(word)]
        if words:
            found[" ".join(words)] = _Name(tuple(map(_exact_keys, words)), tuple(map(_keys_of_a_name, words)))
    return tuple(found[name] for name in sorted(found))


@cache
def _tells(word: str) -> bool:
    """Whether a word of a name is a name itself: not a title, an initial, "Kyrgyz" or the "lawyer" before it."""
    if len(word) < 2 or not word[0].isupper() or word.casefold() in _data()["titles"]:
        return False
    return country_named(word) is None and not any(f.start == 0 and f.end == len(word) for f in find_countries(word))


def is_title(word: str) -> bool:
    """Whether a word stands before names without being one: a title, an office, a word of kin."""
    return word.casefold() in _data()["titles"] or word.casefold() in _data()["kin"]


def is_surname(word: str) -> bool:
    """Whether a word with a capital ends as surnames of the region do, in either script."""
    lower = word.casefold()
    return len(lower) > 4 and _tells(word) and lower.endswith(tuple(_data()["surnames"]))


def _plain(word: str) -> str:
    """The word without soft hyphens and invisible joins, its accents put together with their letters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", word))


@lru_cache(200_000)
def _exact_keys(word: str) -> frozenset[str]:
    """The keys of a word; one with ё, or Latin yo, also as it is printed with е: Королёв, Королев, Korolyov, Korolev."""
    plain = _plain(word)
    return frozenset(name_keys(plain) | name_keys(_YO.sub("е", plain)))


@lru_cache(200_000)
def _loose_keys(word: str) -> frozenset[str]:
    """The keys of a word in running text, as it stands and without each ending it may carry."""
    lower = _plain(word.lower())
    stems = (lower[: -len(ending)] for ending in _endings(lower) if lower.endswith(ending))
    return _exact_keys(word).union(*(_exact_keys(stem) for stem in stems if len(stem) >= SHORTEST))


def _keys_of_a_name(word: str) -> frozenset[str]:
    """The keys of a word of a name, and without its last vowel, which Russian cases replace (Исмаилова, Исмаиловой)."""
    lower = _plain(word.lower())
    if len(lower) > SHORTEST and lower[-1] in "аяйьaáiyйouоуеe":
        return _exact_keys(word) | _exact_keys(lower[:-1])
    return _exact_keys(word)


def _endings(word: str) -> tuple[str, ...]:
    endings: dict[str, tuple[str, ...]] = _data()["endings"]
    return endings["cyrillic" if "\u0400" <= word[0] <= "\u052f" else "latin"]


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with the initials and fathers' names that belong to them; those that touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(_with_neighbours(text, *span) for span in spans):
        if joined and (start <= joined[-1][1] or _only_a_name_between(text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _only_a_name_between(between: str) -> bool:
    """Nothing but space, or one more word in a capital: a middle name."""
    if not between.strip(" \u00a0\n-–"):
        return True
    word = between.strip(" \u00a0\n")
    return bool(_WORD.fullmatch(word)) and word[0].isupper() and _tells(word) and between[0] in " \u00a0\n"


def _with_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    before = _INITIALS_BEFORE.search(text[max(0, start - 12) : start])
    if before and _are_capitals(before[0]):
        start -= len(before[0])
    after = _INITIALS_AFTER.match(text, end)
    if after and _are_capitals(after[0]):
        end = after.end()
    following = _NEXT_WORD.match(text, end)
    if following and following[1][0].isupper() and _is_patronymic(following[1]):
        end = following.end()
    return start, end


def _are_capitals(initials: str) -> bool:
    return all(word[0].isupper() for word in _WORD.findall(initials))


def _is_patronymic(word: str) -> bool:
    lower = word.lower()
    bare = (lower, *(lower[: -len(ending)] for ending in _endings(lower) if lower.endswith(ending)))
    return any(form.endswith(tuple(_data()["patronymics"])) for form in bare)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("withholding.yaml").read_text("utf-8"))
    data["endings"] = {script: tuple(dict.fromkeys(words.split())) for script, words in data["endings"].items()}
    data["titles"] = frozenset(data["titles"].split())
    data["kin"] = frozenset(data["kin"].split())
    return data
