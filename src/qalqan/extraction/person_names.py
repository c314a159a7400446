"""The persons a text names, each by the fullest form of the name that the text has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qalqan.extraction.context import Context, Sentence

_HELPING = re.compile(
    r"(?:\b(?:his|her|their|the defendant's|whose)|\w['’]s?)\s(?:\w+\s){0,2}(?:lawyers?|defenders?|attorney|counsel|wife|husband|mother|father|brother|sister|son|daughter|colleagues?|advocate),?\s$"
    r"|\b(?:его|её|ее|их)\s(?:адвокат\w*|защитни\w+|жен\w+|муж\w*|мат\w+|от\w+|брат\w*|сестр\w+)\s$",
    re.IGNORECASE,
)
_HELPER = re.compile(  # the last word of _HELPING, looked at first: most names stand after another
    r"\W*(?:lawyer|defender|attorney|counsel|wife|husband|mother|father|brother|sister|son|daughter|colleague|advocate"
    r"|адвокат|защитни|жен|муж|мат|от|брат|сестр)",
    re.IGNORECASE,
)
_MALE_OBLIQUE = re.compile(r"(?:ов|ев|ёв|ин|ын)а$")
_WOMAN = re.compile(r"(?:ов|ев|ёв|ин|ын)а$")
_CASES = re.compile(r"(?:а|у|ым|ом|е|ой|ого|ому)?\b")
_NO_CASE = re.compile(r"\b")


class PersonNamed(NamedTuple):
    """A person's name at `body[start:end]`, in the fullest form the text has; `helping` is somebody's lawyer or kin."""

    start: int
    end: int
    name: str
    helping: bool


class PersonNames:
    """The names of a text. What is found is kept, sentence by sentence; nothing is looked for before it is asked."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._in: dict[int, list[PersonNamed]] = {}
        self._fullest: dict[str, str] | None = None
        self._times: Counter[str] = Counter()
        self._surnames: tuple[str, ...] = ()
        self._surnames_at: list[tuple[int, int]] | None = None  # where the letters of each stand

    def in_(self, sentence: Sentence) -> list[PersonNamed]:
        """The persons a sentence names, by full name or by a surname known from elsewhere in the text."""
        found = self._in.get(sentence.n)
        if found is None:
            found = self._in[sentence.n] = self._named_in(sentence)
        return found

    def _named_in(self, sentence: Sentence) -> list[PersonNamed]:
        fullest = self._fullest_names()
        named = self.context.names_in(sentence)
        surnames = self._surnames_in(sentence)
        if not named and not surnames:
            return []
        spans = [(one.start, one.end, one.name) for one in named if one.kind == "person" and one.name in self._times]
        taken = [(one.start, one.end) for one in named]
        for at, stop, surname in occurrences(self.context.body, sentence.start, sentence.end, surnames, _CASES):
            if not any(start <= at < end for start, end in taken):
                spans.append((at, stop, surname))
        return [self._person(start, end, fullest.get(name, name)) for start, end, name in sorted(spans)]

    def _surnames_in(self, sentence: Sentence) -> list[str]:
        """The bare surnames whose letters stand in a sentence. All are sought at once: most sentences have none."""
        if self._surnames_at is None:
            self._surnames_at = _places(self.context.body, self._surnames)
        places = self._surnames_at
        first = bisect_left(places, (sentence.start, 0))
        if first == len(places) or places[first][0] >= sentence.end:
            return []
        near = places[first : bisect_left(places, (sentence.end, 0))]
        return [self._surnames[n] for n in sorted({n for _, n in near})]

    def _person(self, start: int, end: int, name: str) -> PersonNamed:
        before = self.context.body[max(0, start - 60) : start]
        last = before.rsplit(None, 1)[-1:] if before[-1:].isspace() else []
        helping = bool(last) and _HELPER.match(last[0]) is not None and _HELPING.search(before) is not None
        return PersonNamed(start, end, name, helping)

    def _fullest_names(self) -> dict[str, str]:
        """Every name and every bare surname to the fullest name of the text that bears it; a shared surname is nobody's."""
        if self._fullest is None and self.context.full_names is not None:
            self._fullest, self._times, self._surnames = self.context.full_names
        if self._fullest is None:
            for sentence in self.context.sentences:
                named = [one for one in self.context.names_in(sentence) if one.kind == "person" and _is_name(one.name)]
                if sentence.passage.kind == "heading":
                    headline = self.context.words(sentence.start, sentence.end)
                    named = [one for one in named if _stands_out(one.name, headline)]
                self._times.update(one.name for one in named)
            self._fullest = {}
            by_surname: dict[str, list[str]] = {}
            for name in self._times:
                by_surname.setdefault(name.split()[-1], []).append(name)
            for surname, names in by_surname.items():
                fullest = max(names, key=lambda name: (len(name.split()), self._times[name], len(name)))
                for name in names:
                    if _abbreviates(name, fullest):
                        self._fullest[name] = fullest
                if all(_abbreviates(name, fullest) for name in names) and len(surname) > 3:
                    self._fullest[surname] = fullest
                    for form in _of_a_woman(surname):
                        self._fullest.setdefault(form, fullest)
            self._surnames = tuple(sorted((name for name in self._fullest if " " not in name), key=len, reverse=True))
            self.context.full_names = self._fullest, self._times, self._surnames
        return self._fullest

    def is_helping(self, person: PersonNamed) -> bool:
        """Whether someone is somebody's lawyer or kin, here or where the text named them before."""
        return person.helping or any(
            one.helping and one.name == person.name for kept in self._in.values() for one in kept
        )

    def in_the_title(self) -> set[str]:
        """The persons whom the title names."""
        fullest = self._fullest_names()
        return {fullest[name] for name in fullest if " " in name and name in self.context.work.title}

    def named_often(self) -> set[str]:
        """The persons named more than once."""
        fullest = self._fullest_names()
        counted: Counter[str] = Counter()
        for name, times in self._times.items():
            counted[fullest.get(name, name)] += times
        return {name for name, times in counted.items() if times > 1}


def _places(body: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word's letters begin, in order, with its number."""
    found = []
    for n, word in enumerate(words):
        at = body.find(word)
        while at >= 0:
            found.append((at, n))
            at = body.find(word, at + 1)
    found.sort()
    return found


def occurrences(
    body: str, start: int, end: int, words: Sequence[str], ending: re.Pattern[str] = _NO_CASE
) -> Iterator[tuple[int, int, str]]:
    """Where words that begin with a letter stand in `body[start:end]`, whole but for an ending: start, end, word.

    Of two at one place the one listed first. An expression of the words would find the same, but takes longer to
    compile for a text than the text takes to read.
    """
    found = []
    for n, word in enumerate(words):
        at = body.find(word, start, end)
        while at >= 0:
            if at == 0 or not (body[at - 1].isalnum() or body[at - 1] == "_"):
                ended = ending.match(body, at + len(word), end)
                if ended:
                    found.append((at, n, ended.end(), word))
            at = body.find(word, at + 1, end)
    reached = start
    for at, _, stop, word in sorted(found):
        if at >= reached:
            reached = stop
            yield at, stop, word


def _stands_out(name: str, headline: str) -> bool:
    """Whether capitals in a headline tell a name: not where every word is written with one."""
    return re.search(r"(?<![\w-])[a-zа-яё]{5,}", headline) is not None or headline.rpartition(":")[2].strip() == name


def _abbreviates(name: str, fullest: str) -> bool:
    """Whether a name may be a shorter form of another: each of its words is one of the other's or begins one."""
    longer = fullest.split()
    return all(
        any(word == piece or (len(word.strip(".")) == 1 and piece.startswith(word[0])) for piece in longer)
        for word in name.split()
    )


def _of_a_woman(surname: str) -> tuple[str, ...]:
    """The other cases of a woman's surname: "Аскаровой", "Аскарову"."""
    if not _WOMAN.search(surname):
        return ()
    return (f"{surname[:-1]}ой", f"{surname[:-1]}у")


def of_him(name: str) -> str:
    """A man's name said in the genitive ("дело Эдгара Бордурова"), as he is called."""
    if not _MALE_OBLIQUE.search(name):
        return name
    return " ".join(piece[:-1] if piece.endswith("а") else piece for piece in name.split())


def _is_name(name: str) -> bool:
    """Whether capitals in a row are a person's: "Lok Sabha MP" is no one's."""
    return not any(len(piece) > 1 and piece.isupper() and "." not in piece for piece in name.split())
