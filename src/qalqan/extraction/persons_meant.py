"""Which person a step of liberty, of a trial or of an investigation is of.

A name in the same part of the sentence goes first; then the group that the verb is said of; then "he", "her", "the
defendant", who are looked for in the paragraph and the one before. A bare surname is the fullest name that bears it.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.person_names import PersonNamed, PersonNames, of_him
from qalqan.extraction.persons_counted import those_counted
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
_HIS = re.compile(r"^(?:['’]s?|s['’])\s")
_FEMALE = re.compile(r"(?:ova|eva|ina|skaya|ова|ева|ина|ская)$")
_MALE = re.compile(r"(?:[oe]v|[iy]n|sky|skiy|[ое]в|[иы]н|ский)$")
_PLURAL = re.compile(r"\b(?:were|are|have|continue|remain|both|были|остаются|отбывают)\b|(?:ены|аны|ены|ждены)\b")
_LISTED = re.compile(r"(?:,|,?\s(?:and|и))\s(?:[\w-]+\s){0,3}")
_HIS_OTHER = re.compile(
    r"\s(?:\w+\s){0,2}?(?:accomplices?|brothers?|sisters?|wife|husband|sons?|daughters?|father|mother|parents|lawyers?|colleagues?|friends?|co-defendants?|"
    r"relatives|family|cousin|nephew|uncle|driver|deputy|guards?|associates?)\s(?:\w+ly\s|who\s)?(?:was|were|has|have|had|is|are)?\s?$"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:of|by|with|against|to|from|about|than|critic of|including)\s(?:(?:the|former|president|minister|mr|ms|mrs|dr|lawyer|journalist|activist)\s){0,3}$"
)
_HIS_OTHER_RU = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:адвокат\w*|защитник\w*|брат\w*|сестра|жена|муж|сын\w*|дочь|отец|мать|коллег\w+|родственник\w*|друг|друзья)\s(?:был[аи]?\s)?(?:[\w-]+о\s)?"
)
_HE_RU = frozenset(("он", "его", "ему", "им"))
_OWN = re.compile(r"\b(?:appeal|case|sentence|conviction|release|detention|arrest|trial|whereabouts|term)\b")
_SPOKE = re.compile(
    r"\b(?:said|says|told|confirmed|noted|claimed|announced|reported|wrote|added|argued|stated|warned|complained|believes?)\b"
)


class Persons:
    """The persons of a text. What is found is kept, sentence by sentence; nothing is looked for before it is asked."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.names = PersonNames(context)

    def meant_by(self, sentence: Sentence, hit: Hit, process: str) -> list[Subject]:
        """Whom a step is of: one person, or each of several who are listed; one unnamed group; or nobody."""
        named = self.names.in_(sentence)
        clause = self._clause(sentence, hit)
        of_whom = self._of_whom(sentence, hit, named)
        if of_whom is not None:
            return [of_whom]
        before = [one for one in named if clause <= one.start < hit.start]
        if process == "liberty":
            before = [one for one in before if self._may_be_held(one, hit)]
        listed = self._listed(before, sentence, hit)
        if listed:
            return [Subject(name, SURE) for name in listed]
        group = self._group(sentence, hit, clause)
        if before:
            return [Subject(self._topic(before).name, SURE)]
        after = self._object(named, hit, process)
        if after:
            return [after]
        counted = [] if named else those_counted(self.context, sentence, lambda _: True)
        if counted:
            return [Subject(one.name, BY_MEMORY) for one in counted]
        return self._by_reference(sentence, hit, process, clause, group)

    def _by_reference(
        self, sentence: Sentence, hit: Hit, process: str, clause: int, group: tuple[str, int] | None
    ) -> list[Subject]:
        """The group or the pronoun that a verb is said of, where its part of the sentence names nobody."""
        pronoun = self._pronoun(sentence, hit, clause)
        liberty = process == "liberty"
        if liberty and group and (pronoun is None or group[1] > pronoun[1]):
            return [Subject(group[0], GUESSED)]
        if pronoun is not None:
            if liberty and self._is_another_s(pronoun, hit):
                return [NOBODY]  # "his brother was detained"
            if pronoun[0] in _THEY:
                return self._several_spoken_of(sentence)
            return [self._spoken_of(sentence, pronoun[0], process)]
        if liberty and speaks_of_somebody(self.context, clause, hit):
            return [NOBODY]
        found = self._spoken_of(sentence, None, process)
        return [found if found.name or not group else Subject(group[0], GUESSED)]

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

    def _listed(self, before: list[PersonNamed], sentence: Sentence, hit: Hit) -> list[str]:
        """ "X, Y and Z were detained": all of them, where the verb is said of several."""
        if not before or not self._of_several(sentence, hit):
            return []
        listed = self._chain(before, before.index(self._topic(before)))
        return listed if len(listed) > 1 else []

    def _of_several(self, sentence: Sentence, hit: Hit) -> bool:
        words = self.context.folded[max(sentence.start, hit.start - 24) : hit.end]
        return _PLURAL.search(words) is not None

    def _chain(self, named: list[PersonNamed], first: int) -> list[str]:
        """The persons listed one after the other from a place on."""
        out = [named[first].name]
        for one, following in pairwise(named[first:]):
            between = self.context.folded[one.end : following.start]
            if following.helping or not _LISTED.fullmatch(between):
                break
            out.append(following.name)
        return list(dict.fromkeys(out))

    def _may_be_held(self, one: PersonNamed, hit: Hit) -> bool:
        """Whether a verb of detention can be said of a person before it: not of who owns, follows "of" or only speaks."""
        body, between = self.context.body, self.context.folded[one.end : hit.start]
        if (
            _HIS.match(body[one.end : one.end + 4]) and len(between) < 70 and not _OWN.search(between)
        ):  # "X's accomplices were arrested"
            return False
        if _AFTER_PREPOSITION.search(self.context.folded[max(0, one.start - 40) : one.start]):
            return False
        spoke = _SPOKE.search(between)
        return spoke is None or _PRONOUN.search(between, spoke.end()) is not None

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
        words = self.context.folded[hit.start : hit.end]
        russian = "а" <= words[:1] <= "я"  # «был задержан адвокат Б»: the subject may stand behind its verb
        if passive and process == "liberty" and "sentence" not in words and not russian:
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

    def _is_another_s(self, pronoun: tuple[str, int], hit: Hit) -> bool:
        between = self.context.folded[pronoun[1] + len(pronoun[0]) : hit.start]
        return (_HIS_OTHER.fullmatch(between) or _HIS_OTHER_RU.fullmatch(between)) is not None

    # --- before it

    def _several_spoken_of(self, sentence: Sentence) -> list[Subject]:
        """ "They": those listed in the sentence before."""
        for one in islice(paragraphs_before(self.context, sentence, PERSON_MEMORY), 1):
            named = self.names.in_(one)
            listed = self._chain(named, 0) if named else []
            if len(listed) > 1:
                return [Subject(name, BY_MEMORY) for name in listed]
        return [NOBODY]

    def _spoken_of(self, sentence: Sentence, pronoun: str | None, process: str) -> Subject:
        """Who was spoken of last; of the lawyer and the one she defends, the one whose case it is."""
        if process == "accountability":  # "her complaint" may be the lawyer's; it is about the one the text is about
            titled = self.names.in_the_title()
            if len(titled) == 1:
                return Subject(next(iter(titled)), GUESSED)
        helper: PersonNamed | None = None
        for one in [sentence, *paragraphs_before(self.context, sentence, PERSON_MEMORY)]:
            named = (
                self.names.in_(one)
                if one is not sentence
                else [p for p in self.names.in_(one) if p.start < sentence.start + 1]
            )
            for person in named:
                name = of_him(person.name) if pronoun in _HE_RU else person.name
                if not fits(pronoun, name):
                    continue
                if not self.names.is_helping(person):
                    return Subject(name, BY_MEMORY)
                helper = helper or person
        if helper and process == "liberty" and pronoun in _SHE:
            return Subject(helper.name, GUESSED)
        return self._main(pronoun)

    def _main(self, pronoun: str | None) -> Subject:
        """The one person a text is about: the only one in its title, or the only one named more than once."""
        for among in (self.names.in_the_title(), self.names.named_often()):
            if len(among) == 1 and fits(pronoun, next(iter(among))):
                return Subject(next(iter(among)), GUESSED)
        return NOBODY


def speaks_of_somebody(context: Context, clause: int, hit: Hit) -> bool:
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
