"""Which organisation a step of its standing is of: the one named, "the association" spoken of before, or a group of them."""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.mentions.names import Named, find_names
from qalqan.extraction.person_names import occurrences
from qalqan.extraction.subjects import BY_MEMORY, GUESSED, NOBODY, SURE, Subject, lowered, paragraphs_before
from qalqan.vocabularies.countries import find_countries

DEFINITE_REACH = 60  # code points between "it" and the verb, either way
ORGANISATION_MEMORY = 2  # paragraphs before the present one

_GROUP = re.compile(
    r"\b(?:(?:human rights|civil society|independent|international|foreign|religious|women's|lgbti?|non-governmental|public)\s){0,3}"
    r"(?:ngos?|groups?|organi[sz]ations?|associations?|newspapers?|media outlets|foundations|websites)\b|\b(?:[а-яё-]+(?:ые|ых|ая|ой|ую)\s)?(?:нпо|организаци\w+|объединени\w+)\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"\b(?:the|this)\s(?:association|organi[sz]ation|group|foundation|cent(?:re|er)|movement|newspaper|union|ngo|party|confederation|fund|outlet|channel|agency|office|liquidation|closure|registration)\b"
    r"|\b(?:it|its|itself)\b|\b(?:эт\w+\s)?организаци(?:я|ю|и)\b|\bобъединение\b|\bеё\b|\bее\b"
)
_ONE_OF_A_KIND = re.compile(r"\b(?:an?|any|one|another)\s(?:\w+\s){0,3}$")
_CAPITALS = re.compile(
    r"((?:[A-ZА-ЯЁ][\w’'-]+\s){2,8})(?:has|have|had|was|is|were|been|будет|был[аи]?)?\s?(?:been\s)?$"
)
_NO_ORGANISATION = re.compile(
    r"\b(?:bay|camp|prison|street|square|base|road|bridge|airport|detention|hotel|school|station|court|colony|region|border)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^(?:The|A|An|In|On|This|When|After|Since|Before|Its|These|Эти|Эта|Это|Все|В)\s+")
_BEFORE_BRACKETS = re.compile(r"((?:[A-ZА-ЯЁ][\w’'-]+\s)(?:(?:of|for|and|[A-ZА-ЯЁ][\w’'-]+)\s){0,7})\([^()]*$")
_ITS_OBJECT = re.compile(r"\b(?:of several|liquidate|refused to register|ликвидац\w+)$")
_OF_NO_PERSON = frozenset(("ngo-status/closed", "ngo-status/liquidated-1st", "ngo-status/inspected"))
_OF_NOTHING_ELSE = frozenset(
    (
        "ngo-status/liquidation-motion",
        "ngo-status/liquidated-1st",
        "ngo-status/liquidated-final",
        "trial/appeal-lodged",
        "trial/appeal-dismissed",
    )
)
_GOES_ON = re.compile(r"(?:\s[а-яёәғқңөұүһі-]+){0,6}\s[«“\"][^»”\"]{2,60}[»”\"]")
_ONLY_A_KIND = re.compile(
    r"[А-ЯЁ]\w+|(?:The )?(?:TV|Society|Association|Foundation|Union|Network|Committee|Group|Party|School|Centre|Center|Organi[sz]ation|Coalition|Media|Radio|News)"
)
_IN_BRACKETS = re.compile(r"\([^()]*$")


class Organisations:
    """The organisations of a text; "Amparo" is the Association of Young Lawyers Amparo where the text has said so."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._short: dict[str, str] | None = None
        self._in: dict[int, list[Named]] = {}

    def meant_by(self, sentence: Sentence, hit: Hit) -> Subject:
        """The organisation of which a step is said; a group in small letters; nobody."""
        named = self.in_(sentence)
        if hit.code == "ngo-status/in-exile":
            listed = _BEFORE_BRACKETS.search(self.context.words(sentence.start, hit.start))
            if listed:
                return Subject(" ".join(listed[1].split()), SURE)
        before = [one for one in named if one.start < hit.start]
        if before or named:
            return Subject((before or named)[0].name, SURE)
        capitals = self._capitals(sentence, hit)
        if capitals:
            return Subject(capitals, GUESSED)
        group = self._group(sentence, hit)
        single = group is not None and self._is_one_of_a_kind(sentence, group)
        if single or self._is_nearer(sentence, hit, group):
            spoken_of = self.spoken_of(sentence)
            if spoken_of:
                return Subject(spoken_of, GUESSED if single else BY_MEMORY)
        if group and not single:
            return Subject(lowered(self.context.words(group.start(), group.end())), BY_MEMORY)
        return NOBODY

    def in_(self, sentence: Sentence) -> list[Named]:
        """The organisations a sentence names, each by the fullest name of the text."""
        if sentence.n not in self._in:
            short = self._short_names()
            found = [self._whole(one) for one in self.context.names_in(sentence) if one.kind == "organisation"]
            found = [one for one in found if not _ONLY_A_KIND.fullmatch(one.name)]
            out = [Named(one.start, one.end, self._fullest(one.name), one.kind) for one in found]
            for at, stop, last in occurrences(self.context.body, sentence.start, sentence.end, tuple(short)):
                if not any(one.start <= at < one.end for one in found):
                    out.append(Named(at, stop, short[last], "organisation"))
            self._in[sentence.n] = sorted(out, key=lambda one: one.start)
        return self._in[sentence.n]

    def spoken_of(self, sentence: Sentence) -> str | None:
        """The organisation named last: the first of its sentence, for that one the sentence was about."""
        for one in paragraphs_before(self.context, sentence, ORGANISATION_MEMORY):
            named = self.in_(one)
            if named:
                return named[0].name
            capitals = [self._capitals(one, hit) for hit in one.of("steps") if hit.code.startswith("ngo-status/")]
            if any(capitals):
                return next(name for name in capitals if name)
        return None

    def _whole(self, one: Named) -> Named:
        """With the small letters and the quotation that follow: «Ассоциация молодых юристов „Ампаро“»."""
        if one.name.startswith("Rights ") and self.context.body[max(0, one.start - 6) : one.start] == "Human ":
            return Named(one.start - 6, one.end, f"Human {one.name}", one.kind)
        rest = _GOES_ON.match(self.context.body, one.end)
        if rest is None:
            return one
        return Named(one.start, rest.end(), " ".join(self.context.words(one.start, rest.end()).split()), one.kind)

    def _fullest(self, name: str) -> str:
        return self._short_names().get(name, name)

    def _short_names(self) -> dict[str, str]:
        """The last word of a name that is a word of no other kind, to the whole name."""
        if self._short is None:
            self._short = {}
            named = {
                one.name
                for sentence in self.context.sentences
                for one in self.context.names_in(sentence)
                if one.kind == "organisation"
            }
            for name in sorted(named, key=lambda one: (len(one.split()), one)):
                last = name.split()[-1]
                if len(name.split()) >= 3 and _is_distinctive(name, last):
                    self._short[last] = name
        return self._short

    def _capitals(self, sentence: Sentence, hit: Hit) -> str | None:
        """ "The Riverside Tenants' Help Point has been closed": capitals right before the verb, of nothing else known."""
        words = self.context.words(sentence.start, hit.start)
        found = _CAPITALS.search(words)
        if found is None:
            return None
        name = _OPENING.sub("", found[1].strip())
        at, end = sentence.start + found.start(1), sentence.start + found.end(1)
        known = any(
            one.end >= end - 2
            and (
                one.kind == "state-body"
                or hit.code not in _OF_NO_PERSON
                and one.start <= at + len(found[1]) - len(name) + 1
            )
            for one in self.context.names_in(sentence)
            if one.start < end and at < one.end and one.kind != "other"
        )
        if known or len(name.split()) < 2 or _NO_ORGANISATION.search(name) or find_countries(name):
            return None
        return name

    def _group(self, sentence: Sentence, hit: Hit) -> re.Match[str] | None:
        """The group nearest before a verb, else the first after it; what stands in brackets only explains another."""
        folded = self.context.folded
        found = [m for m in _GROUP.finditer(folded, sentence.start, sentence.end)]
        open_ = [m for m in found if not _IN_BRACKETS.search(folded[sentence.start : m.start()])]
        before = [m for m in open_ if m.start() < hit.start]
        after = [m for m in open_ if m.start() >= hit.end - 1]
        if after and (_ITS_OBJECT.search(folded[hit.start : hit.end]) or not before):
            return after[0]
        return before[-1] if before else None

    def _is_nearer(self, sentence: Sentence, hit: Hit, group: re.Match[str] | None) -> bool:
        """Whether "it" or "the association" stands nearer to a verb than a group does."""
        for definite in _THE_ONE.finditer(self.context.folded, sentence.start, sentence.end):
            away = abs(definite.start() - hit.start)
            if away <= abs(group.start() - hit.start) if group else away <= DEFINITE_REACH:
                return True
        return group is None and hit.code in _OF_NOTHING_ELSE

    def _is_one_of_a_kind(self, sentence: Sentence, group: re.Match[str]) -> bool:
        """ "An association was dissolved" names none; "no group is registered" speaks of all."""
        return (
            not _is_plural(group[0])
            and _ONE_OF_A_KIND.search(self.context.folded[sentence.start : group.start()]) is not None
        )


def _is_plural(words: str) -> bool:
    return words.lower().endswith(("s", "ии", "ий", "ия", "ям", "ями", "ях")) or words.lower() == "нпо"


def _is_distinctive(name: str, last: str) -> bool:
    """Whether a word is the name's own: no kind of organisation, no country, not what it works on."""
    if len(last) < 4 or not last[0].isupper() or find_countries(last) or find_names(last, 0, len(last)):
        return False
    before = name.split()[-2]
    return before.lower() not in (
        "of",
        "for",
        "in",
        "against",
        "on",
        "to",
        "and",
        "the",
        "rights",
        "human",
        "civil",
        "public",
        "legal",
    )
