"""Which person a step of liberty, of a trial or of an investigation is of.

A name in the same part of the sentence goes first; then the group that the verb is said of; then "he", "her", "the
defendant", who are looked for in the paragraph and the one before. A bare surname is the fullest name that bears it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.subjects import BY_MEMORY, GUESSED, NOBODY, SURE, Subject, group_at, paragraphs_before

PERSON_MEMORY = 1  # paragraphs before the present one
OBJECT_REACH = 70  # code points between a verb and the person it is done to

_BE = re.compile(r"\b(?:was|were|is|are|been|being|be|remains?|continues?|went|stands?|был[аи]?)\b")
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|be|been|being|has|have|had|was not|were not|получил\w*)(?:\s\w+ly)?\s$")
_PARTICIPLE = re.compile(
    r"(?:detained|arrested|sentenced|charged|released|pardoned|amnestied|imprisoned|convicted|barred|banned|held)\b"
)
_NOUN_PHRASE = re.compile(r"((?:[\w'’-]+\s){1,4})$")
_NO_NOUN = re.compile(
    r"^(?:.*ing|the|a|an|of|for|in|on|by|with|and|or|to|from|at|that|who|which|as|but|several|some|many|most|other|those|these|all|more|than|least|were|was|have|had|has|"
    r"defended|represented|helped|supported|about|after|before|also|reportedly|allegedly|then|later|again|been|be|not|и|на|в|за)$"
)
_WHO = re.compile(
    r"(?:,\s?)?\b(?:who|whom|котор(?:ый|ая|ые|ого|ых))\s(?:(?:was|were|had|has|have|been|is|are|also|later|then|был[аи]?)\s){0,3}$"
)
_PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|herself|they|them|their|он|его|ему|она|её|ее|ей|они|их|им)\b")
_THE_ONE = re.compile(
    r"\bthe (?:defendant|accused|detainee|prisoner|activist|journalist|blogger|defender|lawyer|human rights defender|scholar|student|researcher)\b|\bподсудим\w+|\bобвиняем\w+"
)
_THE_LAWYER = re.compile(r"\b(?:the|her|his) (?:lawyer|defender|attorney)\s$|^(?:the|her|his) (?:lawyer|attorney)\b")
_SHE = frozenset(("she", "her", "herself", "она", "её", "ее", "ей"))
_THEY = frozenset(("they", "them", "their", "они", "их", "им"))
_HELPING = re.compile(
    r"(?:\b(?:his|her|their|the defendant's|whose)|\w['’]s?)\s(?:\w+\s){0,2}(?:lawyers?|defenders?|attorney|counsel|wife|husband|mother|father|brother|sister|son|daughter|colleagues?|advocate),?\s$"
    r"|\b(?:его|её|ее|их)\s(?:адвокат\w*|защитни\w+|жен\w+|муж\w*|мат\w+|от\w+|брат\w*|сестр\w+)\s$",
    re.IGNORECASE,
)
_HIS = re.compile(r"^(?:['’]s?|s['’])\s")
_FEMALE = re.compile(r"(?:ova|eva|ina|skaya|ова|ева|ина|ская)$")
_MALE = re.compile(r"(?:[oe]v|[iy]n|sky|skiy|[ое]в|[иы]н|ский)$")
_CASES = r"(?:а|у|ым|ом|е|ой|ого|ому)?"


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person's name at `body[start:end]`, in the fullest form the text has; `helping` is somebody's lawyer or kin."""

    start: int
    end: int
    name: str
    helping: bool


class Persons:
    """The persons of a text. What is found is kept, sentence by sentence; nothing is looked for before it is asked."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._in: dict[int, list[PersonNamed]] = {}
        self._fullest: dict[str, str] | None = None
        self._times: Counter[str] = Counter()
        self._surnames: re.Pattern[str] | None = None

    def meant_by(self, sentence: Sentence, hit: Hit, process: str) -> list[Subject]:
        """Whom a step is of: one person, or each of several who are listed; one unnamed group; or nobody."""
        named = self.in_(sentence)
        clause = self._clause(sentence, hit)
        of_whom = self._of_whom(sentence, hit, named)
        if of_whom is not None:
            return [of_whom]
        before = [one for one in named if clause <= one.start < hit.start]
        listed = self._listed(before, hit)
        if listed:
            return [Subject(name, SURE) for name in listed]
        group = self._group(sentence, hit, clause)
        if before:
            return [Subject(self._topic(before).name, SURE)]
        after = self._object(named, hit, process)
        if after:
            return [after]
        pronoun = self._pronoun(sentence, hit, clause)
        if group and (pronoun is None or group[1] > pronoun[1]) and process == "liberty":
            return [Subject(group[0], GUESSED)]
        if pronoun:
            return [self._spoken_of(sentence, pronoun[0], process)]
        if process != "liberty":
            found = self._spoken_of(sentence, None, process)
            return [found if found.name or not group else Subject(group[0], GUESSED)]
        return (
            [self._spoken_of(sentence, None, process)]
            if not speaks_of_somebody(self.context, sentence, clause, hit)
            else [NOBODY]
        )

    def in_(self, sentence: Sentence) -> list[PersonNamed]:
        """The persons a sentence names, by full name or by a surname known from elsewhere in the text."""
        if sentence.n not in self._in:
            fullest = self._names()
            spans = [(one.start, one.end, one.name) for one in self.context.names_in(sentence) if one.kind == "person"]
            taken = [(one.start, one.end) for one in self.context.names_in(sentence)]
            if self._surnames:
                for m in self._surnames.finditer(self.context.body, sentence.start, sentence.end):
                    if not any(start <= m.start() < end for start, end in taken):
                        spans.append((m.start(), m.end(), m[1]))
            self._in[sentence.n] = [
                self._person(start, end, fullest.get(name, name)) for start, end, name in sorted(spans)
            ]
        return self._in[sentence.n]

    def _person(self, start: int, end: int, name: str) -> PersonNamed:
        return PersonNamed(start, end, name, _HELPING.search(self.context.body[max(0, start - 60) : start]) is not None)

    def _names(self) -> dict[str, str]:
        """Every name and every bare surname to the fullest name of the text that bears it; a shared surname is nobody's."""
        if self._fullest is None:
            for sentence in self.context.sentences:
                self._times.update(one.name for one in self.context.names_in(sentence) if one.kind == "person")
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
            bare = sorted((name for name in self._fullest if " " not in name), key=len, reverse=True)
            if bare:
                self._surnames = re.compile(rf"\b({'|'.join(map(re.escape, bare))}){_CASES}\b")
        return self._fullest

    # --- in the sentence

    def _clause(self, sentence: Sentence, hit: Hit) -> int:
        """Where the part of the sentence begins that a verb stands in."""
        return max(sentence.start, self.context.body.rfind(";", sentence.start, hit.start) + 1)

    def _of_whom(self, sentence: Sentence, hit: Hit, named: list[PersonNamed]) -> Subject | None:
        """ "A man who was released", "ethnic Uzbeks detained in": the step is of those the words stand right after."""
        context = self.context
        before = context.folded[sentence.start : hit.start]
        who = _WHO.search(before)
        if who:
            at = sentence.start + who.start()
            person = next((one for one in named if at - 2 <= one.end <= at), None)
            roles = _roles(sentence)
            role = next((one for one in roles if at - 2 <= one.end <= at), None)
            if person:
                return Subject(person.name, SURE)
            return (
                Subject(group_at(context, sentence, roles, role), GUESSED)
                if role and _is_plural(context, role)
                else NOBODY
            )
        if not _PARTICIPLE.match(context.folded, hit.start) or _AUXILIARY.search(before) or not before.strip():
            return None
        if any(hit.start - 2 <= one.end <= hit.start for one in named):
            return None
        phrase = _noun_phrase(before)
        if phrase is None or not phrase.split()[-1].endswith("s"):
            return None
        at = hit.start - len(before) + before.rindex(phrase)
        return Subject(" ".join(context.words(at, at + len(phrase)).split()), GUESSED)

    def _listed(self, before: list[PersonNamed], hit: Hit) -> list[str]:
        """ "X, Y and Z were detained"."""
        if len(before) < 2 or hit.start - before[-1].end > 12:
            return []
        out = [before[-1].name]
        for one, following in zip(reversed(before[:-1]), reversed(before), strict=False):
            if (
                not re.fullmatch(
                    r"(?:,|,? and|,? и)\s(?:[\w-]+\s){0,3}", self.context.folded[one.end : following.start]
                )
                or following.helping
            ):
                break
            out.insert(0, one.name)
        return list(dict.fromkeys(out)) if len(out) > 1 else []

    def _topic(self, before: list[PersonNamed]) -> PersonNamed:
        """The first who is not named only as someone's owner: "X's brother Y" is about Y."""
        for one in before:
            owner = _HIS.match(self.context.body[one.end : one.end + 4])
            if not (owner and any(other.start > one.end and other.start - one.end < 40 for other in before)):
                return one
        return before[0]

    def _object(self, named: list[PersonNamed], hit: Hit, process: str) -> Subject | None:
        passive = _BE.search(self.context.folded[hit.start : hit.end]) or _AUXILIARY.search(
            self.context.folded[max(0, hit.start - 30) : hit.start]
        )
        if passive and process == "liberty" and "sentence" not in self.context.folded[hit.start : hit.end]:
            return None
        inside = [one for one in named if hit.start <= one.start <= hit.end + OBJECT_REACH]
        return Subject(inside[0].name, SURE) if inside else None

    def _group(self, sentence: Sentence, hit: Hit, clause: int) -> tuple[str, int] | None:
        roles = _roles(sentence)
        before = [one for one in roles if clause <= one.start < hit.start and _is_plural(self.context, one)]
        if not before:
            return None
        return group_at(self.context, sentence, roles, before[-1]), before[-1].start

    def _pronoun(self, sentence: Sentence, hit: Hit, clause: int) -> tuple[str, int] | None:
        """The pronoun, or "the defendant", nearest before the end of a verb, else the first after it."""
        folded = self.context.folded
        found = [*_PRONOUN.finditer(folded, clause, sentence.end), *_THE_ONE.finditer(folded, clause, sentence.end)]
        before = sorted((m for m in found if m.start() < hit.end), key=lambda m: m.start())
        if before:
            return before[-1][0], before[-1].start()
        after = sorted((m for m in found if hit.end <= m.start() <= hit.end + OBJECT_REACH), key=lambda m: m.start())
        return (after[0][0], after[0].start()) if after else None

    # --- before it

    def _spoken_of(self, sentence: Sentence, pronoun: str | None, process: str) -> Subject:
        """Who was spoken of last; of the lawyer and the one she defends, the one whose case it is."""
        if pronoun in _THEY:
            return NOBODY
        if process == "accountability":  # "her complaint" may be the lawyer's; it is about the one the text is about
            titled = self._titled()
            if len(titled) == 1:
                return Subject(next(iter(titled)), GUESSED)
        helper: PersonNamed | None = None
        for one in [sentence, *paragraphs_before(self.context, sentence, PERSON_MEMORY)]:
            named = self.in_(one) if one is not sentence else [p for p in self.in_(one) if p.start < sentence.start + 1]
            for person in named:
                if not fits(pronoun, person.name):
                    continue
                if not self._is_helping(person):
                    return Subject(person.name, BY_MEMORY)
                helper = helper or person
        if helper and process == "liberty" and pronoun in _SHE:
            return Subject(helper.name, GUESSED)
        return self._main(pronoun)

    def _is_helping(self, person: PersonNamed) -> bool:
        return person.helping or any(
            one.helping and one.name == person.name for kept in self._in.values() for one in kept
        )

    def _main(self, pronoun: str | None) -> Subject:
        """The one person a text is about: the only one in its title, or the only one named more than once."""
        fullest = self._names()
        titled = self._titled()
        counted = Counter({fullest.get(name, name): times for name, times in self._times.items()})
        often = {name for name, times in counted.items() if times > 1}
        for among in (titled, often):
            if len(among) == 1:
                return Subject(next(iter(among)), GUESSED)
        return NOBODY

    def _titled(self) -> set[str]:
        fullest = self._names()
        return {fullest[name] for name in fullest if " " in name and name in self.context.work.title}


def speaks_of_somebody(context: Context, sentence: Sentence, clause: int, hit: Hit) -> bool:
    """Whether the verb has a subject of its own that nobody can name: "several men were detained"."""
    return _BE.search(context.folded[hit.start : hit.end]) is not None or hit.start - clause > 3


def fits(pronoun: str | None, name: str) -> bool:
    """Whether "he" or "she" can be this person, as far as a surname tells."""
    if pronoun is None or pronoun in _THEY:
        return True
    if pronoun in _SHE:
        return _MALE.search(name) is None
    if pronoun in ("he", "him", "his", "himself", "он"):
        return _FEMALE.search(name) is None
    return True


def _abbreviates(name: str, fullest: str) -> bool:
    """Whether a name may be a shorter form of another: each of its words is one of the other's or begins one."""
    longer = fullest.split()
    return all(
        any(word == piece or (len(word.strip(".")) == 1 and piece.startswith(word[0])) for piece in longer)
        for word in name.split()
    )


def _roles(sentence: Sentence) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sentence.of("roles"):
        if hit.code != "official" and not any(one.start <= hit.start and hit.end <= one.end for one in kept):
            kept.append(hit)
    return kept


def _is_plural(context: Context, role: Hit) -> bool:
    word = context.folded[role.start : role.end].split()[-1]
    return word.endswith(("s", "men", "women", "people", "children", "и", "ы", "ов", "ей")) and not word.endswith("ss")


def _noun_phrase(before: str) -> str | None:
    """The last nouns of some words, without what only leads to them: "lawyers defending ethnic Uzbeks " gives the last two."""
    found = _NOUN_PHRASE.search(before)
    words = found[1].split() if found else []
    kept: list[str] = []
    for word in reversed(words):
        if _NO_NOUN.match(word):
            break
        kept.insert(0, word)
    return " ".join(kept) or None
