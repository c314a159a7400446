"""Who of the persons that an article names was harmed: what speaks for it and against it, weighed by a small model.

A news article names the speaker, the judge and the president beside the one who was arrested. What is weighed is how each
is spoken of: the words right beside the name, the verbs of harm and of speech around it, how early and how often it is
named. No name is among the words: only words that the language writes with a small letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, compress

from ahocorasick_rs import MatchKind

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit
from qalqan.extraction.person_names import PersonNamed, PersonNames
from qalqan.extraction.weighed import as_probability, models, paired
from qalqan.extraction.word_kinds import kinds_of, listed_words
from qalqan.vocabularies.seeking import Words

_SAID = (
    r"(?:said|says|told|tells|added|adds|wrote|writes|reported|stated|states|noted|argued|explained|tweeted|commented|"
    r"announced|confirmed|claimed|warned|insisted|described|called|condemned|expressed|urged)"
)
_SAID_AFTER = re.compile(rf",?\s(?:who\s|also\s|later\s|has\s|had\s)?{_SAID}\b|,[^.,;]{{3,70}},\s{_SAID}\b")
_SAID_BEFORE = re.compile(rf"(?:\b{_SAID}|according to|statement by|statement from)\s(?:[\w.-]+\s){{0,4}}$")
_BY = re.compile(r"\b(?:by|with|from|to|under|for)\s(?:[\w.-]+\s){0,2}$")
_AGED = re.compile(r",\s(?:aged\s)?\d{1,2}(?=[,.\s])|\s\(\d{1,2}\)")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be|got)\s(?:\w+ly\s|also\s|first\s)?$")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LIST_GOES_ON = re.compile(r"\s?(?:,|,? and|,? or|;)\s(?:[^,.;]{0,40}\s)?")
_EXPLAINED = re.compile(r"\s?,\s[^,.;]{2,90},|\s?\([^)]{1,40}\)")
_HE_OPENS = re.compile(r"(?:he|she|his|her)\b")
_OWNER = re.compile(r"'s?\s")
_WHO = re.compile(r"\bwho\s(?:\w+\s){0,2}$")
_STOPS = re.compile(r"[.;:!?]")
_HARM = re.compile(
    r"(?:arrest\w*|detain\w*|detention|imprison\w*|jail\w*|sentenc\w*|convict\w*|charg\w*|kill\w*|murder\w*|assassinat\w*|"
    r"shot|abduct\w*|kidnap\w*|disappear\w*|tortur\w*|beat\w*|attack\w*|assault\w*|threaten\w*|releas\w*|freed|die[ds]?|dead|"
    r"death|missing|accused|tried|trial|held|custody|prison|fled|poison\w*|wounded|injured|stabbed|raided|summoned|questioned|"
    r"interrogated|bail|execut\w*|hostage|captive|seized|taken|deport\w*|fired|expelled|harass\w*|victims?)\b"
)
_OWNER_OF_HARM = re.compile(r"'s?\s(?:\w+\s){0,2}?" + _HARM.pattern)
_HARM_OF = re.compile(_HARM.pattern + r"\s(?:of|against|on)\s(?:[\w-]+\s){0,4}$")
_GROUPED = {
    "ARBITRARY-DETENTION": "liberty", "IMPRISONMENT": "liberty", "SENTENCE": "liberty", "CHARGE": "liberty", "HOUSE-ARREST": "liberty",
    "KILLING": "killing", "DEATH-IN-CUSTODY": "killing", "KIDNAPPING": "taking", "ENFORCED-DISAPPEARANCE": "taking",
    "TORTURE": "torture", "ILL-TREATMENT": "torture", "BEATING": "torture",
}  # fmt: skip
_STOPPING = (".", ";", ":", "!", "?")
_AGAINST = (" of ", " against ", " on ")  # what _HARM_OF must have
MODEL = "harmed"
WORDS = "persons"  # the file of kinds of words
WHO_AWAY = 70  # code points between "who" and what is told of them
NEAR = 4  # words beside a name that are looked at


@cache
def _beginnings() -> Words:
    """Finds where a word of any kind may begin: the letters before the first sign of each."""
    letters = (_LETTERS.match(word) for word in listed_words(WORDS))
    return Words(sorted({found[0] for found in letters if found}), MatchKind.LeftmostLongest)


@lru_cache(maxsize=60_000)
def _signs_of(word: str, where: str) -> tuple[str, ...]:
    """What a word says that stands `where` from a name: itself, and its kinds."""
    return (f"{where} {word}", *(f"is {where} {kind}" for kind in kinds_of(word, WORDS)))


@cache
def _signs_of_kind(where: str, kind: str) -> str:
    return f"is told {where} {kind}"


@dataclass(slots=True)
class Spoken:
    """How one person is spoken of in a text: every mention, with its sentence. `rank`: who is named before."""

    name: str
    rank: int = 0
    mentions: list[tuple[Sentence, PersonNamed]] = field(default_factory=list)
    called: str = ""


@dataclass(slots=True)
class Persons:
    """The persons of a text; `most` is how often the one named most is named."""

    spoken: list[Spoken]
    most: int
    _kinds_in: dict[int, list[tuple[int, int, tuple[str, ...]]]] = field(default_factory=dict)
    _places: list[int] | None = None

    def kinds_in(self, context: Context, sentence: Sentence) -> list[tuple[int, int, tuple[str, ...]]]:
        """The words of a sentence that are of any kind, with their places; found once for all whom it names."""
        found = self._kinds_in.get(sentence.n)
        if found is None:
            found = self._kinds_in[sentence.n] = list(self._of_any_kind(context.folded, sentence))
        return found

    def _of_any_kind(self, folded: str, sentence: Sentence) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        places = self._places
        if places is None:  # all are sought in one pass over the text
            places = self._places = [start for _, start, _ in _beginnings().apart_in(folded)]
        for at in places[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]:
            if not _goes_on(folded, sentence.start, at):
                word = _WORD.match(folded, at, sentence.end)
                if word and (kinds := kinds_of(word[0], WORDS)):
                    yield at, word.end(), kinds


def _goes_on(folded: str, start: int, at: int) -> bool:
    """Whether the letters at a place go on a word that began before it, such as "ally" in "locally" or in "ex-ally"."""
    if at <= start:
        return False
    before = folded[at - 1]
    if before in "'-":
        return at - 1 > start and _is_letter(folded[at - 2])
    return _is_letter(before)


def _is_letter(sign: str) -> bool:
    return sign.isalnum() and not sign.isdecimal()


def persons_spoken_of(context: Context, names: PersonNames) -> Persons:
    """The persons of a text, in order of their first mention, each with all places where the text names them."""
    found: dict[str, Spoken] = {}
    for sentence in context.sentences:
        for person in names.in_(sentence):
            if person.name not in found:
                found[person.name] = Spoken(person.name, len(found))
            found[person.name].mentions.append((sentence, person))
    for one in found.values():
        one.called = _called(context, one)
    return Persons(list(found.values()), max((len(one.mentions) for one in found.values()), default=0))


def _called(context: Context, person: Spoken) -> str:
    """The form of the name that the text uses most, of two words at least, without a word that only opened a sentence."""
    forms: Counter[str] = Counter()
    for sentence, mention in person.mentions:
        printed = " ".join(context.words(mention.start, mention.end).split())
        if " " not in printed:
            continue
        first, _, rest = printed.partition(" ")
        opened = mention.start - sentence.start < 3 or sentence.passage.kind == "heading"
        if " " in rest and (opened or first.islower()) and _is_a_word(context, first):
            printed = rest
        forms[printed.removesuffix("'s").removesuffix("’s")] += 1
    if not forms:
        return person.name
    return max(forms, key=lambda form: (forms[form], len(form)))


def _is_a_word(context: Context, first: str) -> bool:
    """Whether a capital only begins a sentence: the text writes the word with a small letter too, or it is an adverb."""
    return first.endswith("ly") or _stands_in(context.body, first.lower())


def _stands_in(body: str, word: str) -> bool:
    """Whether a word stands somewhere as a whole; an expression for each would take longer to compile than to find it."""
    at = body.find(word)
    while at >= 0:
        around = body[at - 1 : at] + body[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() or letter in "_-" for letter in around):
            return True
        at = body.find(word, at + 1)
    return False


def signs_of_harm(context: Context, names: PersonNames, person: Spoken, of: Persons) -> dict[str, float]:
    """What is weighed of a person, by name: 1 for what holds, a fraction for what holds of some mentions."""
    signs: dict[str, float] = {"bias": 1.0}
    for sign in _standing(context, person, of):
        signs[sign] = 1.0
    total = len(person.mentions)
    for sign, times in _told_of(context, names, person, of).items():
        signs[f"any {sign}"] = 1.0
        signs[f"of {sign}"] = times / total
    return signs


def how_likely_harmed(context: Context, names: PersonNames, person: Spoken, of: Persons) -> float:
    """How likely a person was harmed: `signs_of_harm` weighed, of which each need not be written out twice."""
    weights, pairs = models()["weights"].get(MODEL, {}), paired(MODEL, "any ", "of ")
    said = [weights[sign] for sign in ("bias", *_standing(context, person, of)) if sign in weights]
    total = len(person.mentions)
    told = _told_of(context, names, person, of)
    known = list(map(pairs.get, told))
    if total == 1:  # each sign holds of every mention
        said += chain.from_iterable(filter(None, known))
    else:
        for pair, times in zip(filter(None, known), compress(told.values(), known), strict=False):
            said += (pair[0], pair[1] * (times / total))
    return as_probability(weights.get("", 0.0) + sum(said))


def _told_of(context: Context, names: PersonNames, person: Spoken, of: Persons) -> dict[str, int]:
    """Of how many mentions of a person each sign holds."""
    every: list[str] = []
    for sentence, mention in person.mentions:
        told = _beside(context, sentence, mention)
        told += _deeds(context, sentence, mention)
        told += _predicate(context, sentence, mention, names.in_(sentence))
        told += _told_around(of.kinds_in(context, sentence), mention)
        every += dict.fromkeys(told)  # in an order that no hash seed changes
    return Counter(every)


def _standing(context: Context, person: Spoken, of: Persons) -> Iterator[str]:
    """Where and how often the text names someone."""
    first, size = person.mentions[0][0], max(1, len(context.sentences))
    times = len(person.mentions)
    yield f"times {min(times, 6)}"
    if times == of.most and times > 1:
        yield "named most"
    yield f"first at {min(4, first.n)}" if first.n < 5 else f"first in {int(4 * first.n / size)}/4"
    yield f"rank {min(person.rank, 5)}"
    yield f"persons {min(8, len(of.spoken))}"
    pieces = person.name.split()
    if pieces[-1] in context.work.title:
        yield "in the title"
    yield f"pieces {len(pieces)}"


def _beside(context: Context, sentence: Sentence, mention: PersonNamed) -> list[str]:
    """The words and turns right beside a name."""
    before = context.folded[max(sentence.start, mention.start - 60) : mention.start]
    after = context.folded[mention.end : min(sentence.end, mention.end + 90)]
    out: list[str] = []
    words = _WORD.findall(before, 1 + max(map(before.rfind, _STOPPING)))[-NEAR:]
    for word in words:
        out += _signs_of(word, "before")
    if words:
        out += (f"right before {' '.join(words[-2:])}", *_signs_of(words[-1], "right before"))
    words = _WORD.findall(after, 0, _stop(after))[:NEAR]
    for word in words:
        out += _signs_of(word, "after")
    if words:
        out += (f"right after {' '.join(words[:2])}", *_signs_of(words[0], "right after"))
    out += _turns(mention, before, after)
    for role in sentence.of("roles"):
        if 0 <= mention.start - role.end <= 24 or 0 <= role.start - mention.end <= 40:
            out.append(f"role {role.code}")
    return out


def _stop(words: str) -> int:
    """Where the first sign that ends a sentence or a part of it stands."""
    found = _STOPS.search(words)
    return found.start() if found else len(words)


def _turns(mention: PersonNamed, before: str, after: str) -> Iterator[str]:
    if _SAID_AFTER.match(after):
        yield "says"
    if _SAID_BEFORE.search(before):
        yield "said by"
    if _AGED.match(after):
        yield "aged"
    if mention.helping:
        yield "helping"
    if _BY.search(before):
        yield "after preposition"
    if _OWNER.match(after):
        yield "owner"
        if _OWNER_OF_HARM.match(after):
            yield "owner of harm"
    if any(word in before for word in _AGAINST) and _HARM_OF.search(before):
        yield "harm of"


def _predicate(context: Context, sentence: Sentence, mention: PersonNamed, listed: list[PersonNamed]) -> list[str]:
    """What is said of someone: the words after the name, those listed with it and what explains it."""
    at, others, out = mention.end, 0, []
    for other in listed:
        if other.start >= at and _LIST_GOES_ON.fullmatch(context.folded, at, other.start):
            at, others = other.end, others + 1
    explained = _EXPLAINED.match(context.folded, at, sentence.end)
    if explained and explained.end() < sentence.end:
        at = explained.end()
        out.append("explained")
    told = context.folded[at : min(sentence.end, at + 60)]
    words = _WORD.findall(told, 0, _stop(told))[:3]
    if words:
        out += (f"does first {words[0]}", f"does {' '.join(words[:2])}")
    for word in words:
        out.append(f"does {word}")
        out += (f"is done {kind}" for kind in kinds_of(word, WORDS))
    earlier = sum(1 for one in listed if one.end <= mention.start and mention.start - one.end < 40)
    if others or earlier:
        out.append(f"listed {min(4, others + earlier)}")
        if len(listed) > 3:
            out.append("in a long list")
    return out


def _told_around(kinds: Iterable[tuple[int, int, tuple[str, ...]]], mention: PersonNamed) -> list[str]:
    """The kinds of the words that the sentence has before a name and after it."""
    out: list[str] = []
    for start, end, of_word in kinds:
        where = "before" if end <= mention.start else "after" if start >= mention.end else ""
        if where:
            out += [_signs_of_kind(where, kind) for kind in of_word]
    return out


def _deeds(context: Context, sentence: Sentence, mention: PersonNamed) -> list[str]:
    """The harm told in the sentence of a name, and on which side of it."""
    acts = sentence.of("acts")
    if not acts:
        following = context.sentences[sentence.n + 1] if sentence.n + 1 < len(context.sentences) else None
        he = following and following.has("acts") and _HE_OPENS.match(context.folded, following.start)
        return ["no harm told", "he in the next"] if he else ["no harm told"]
    out = ["harm told"]
    for hit in acts:
        out += _deed(context.folded, hit, mention)
    return out


def _deed(folded: str, hit: Hit, mention: PersonNamed) -> Iterator[str]:
    first, last, side = (
        (mention.end, hit.start, "before") if hit.start >= mention.end else (hit.end, mention.start, "after")
    )
    passive = _PASSIVE.search(folded, max(first if side == "before" else 0, hit.start - 24), hit.start) is not None
    far = "near" if last - first < 30 else "by" if last - first < 80 else "far"
    voice = "passive" if passive else "active"
    yield f"{side} {voice} {far}"
    if far != "far":
        yield f"{side} {voice} {_GROUPED.get(hit.code, 'other')}"
    if _WHO.search(folded, max(first, last - WHO_AWAY), last):
        yield f"who {voice}"
