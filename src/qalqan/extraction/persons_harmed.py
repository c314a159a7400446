"""Who of the persons that an article names was harmed: what speaks for it and against it, weighed by a small model.

A news article names the speaker, the judge and the president beside the one who was arrested. What is weighed is how each
is spoken of: the words right beside the name, the verbs of harm and of speech around it, how early and how often it is
named. No name is among the words: only words that the language writes with a small letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.person_names import PersonNamed, PersonNames
from qalqan.vocabularies.terms import read_yaml

_FILE = Path(__file__).parent / "cues" / "persons.yaml"
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
NEAR = 4  # words beside a name that are looked at


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    """Whole words to their kinds, and beginnings of words with their kind, of `cues/persons.yaml`."""
    whole: dict[str, tuple[str, ...]] = {}
    begun = []
    for kind, listed in read_yaml(_FILE).items():
        for word in listed:
            if word.endswith("*"):
                begun.append((word[:-1], kind))
            else:
                whole[word] = (*whole.get(word, ()), kind)
    return whole, tuple(begun)


@lru_cache(maxsize=20_000)
def _kinds(word: str) -> tuple[str, ...]:
    whole, begun = _words()
    beginnings = [kind for start, kind in begun if word.startswith(start)] if word.startswith(_all_begun()) else ()
    return tuple(dict.fromkeys((*whole.get(word, ()), *beginnings)))


@cache
def _all_begun() -> tuple[str, ...]:
    return tuple(start for start, _ in _words()[1])


def _all_kinds(words: list[str]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(map(_kinds, words)))


@dataclass(slots=True)
class Spoken:
    """How one person is spoken of in a text: every mention, with its sentence."""

    name: str
    mentions: list[tuple[Sentence, PersonNamed]] = field(default_factory=list)
    called: str = ""


def persons_spoken_of(context: Context, names: PersonNames) -> list[Spoken]:
    """The persons of a text, in order of their first mention, each with all places where the text names them."""
    found: dict[str, Spoken] = {}
    for sentence in context.sentences:
        for person in names.in_(sentence):
            found.setdefault(person.name, Spoken(person.name)).mentions.append((sentence, person))
    for one in found.values():
        one.called = _called(context, one)
    return list(found.values())


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


def signs_of_harm(context: Context, names: PersonNames, person: Spoken, of: list[Spoken]) -> dict[str, float]:
    """What is weighed of a person, by name: 1 for what holds, a fraction for what holds of some mentions."""
    signs: dict[str, float] = {"bias": 1.0}
    for sign in _standing(context, person, of):
        signs[sign] = 1.0
    counted: dict[str, int] = {}
    for sentence, mention in person.mentions:
        listed = names.in_(sentence)
        told = (
            *_beside(context, sentence, mention),
            *_deeds(context, sentence, mention),
            *_predicate(context, sentence, mention, listed),
        )
        for sign in dict.fromkeys(told):  # in an order that no hash seed changes
            counted[sign] = counted.get(sign, 0) + 1
    total = len(person.mentions)
    for sign, times in counted.items():
        signs[f"any {sign}"] = 1.0
        signs[f"of {sign}"] = times / total
    return signs


def _standing(context: Context, person: Spoken, of: list[Spoken]) -> Iterator[str]:
    """Where and how often the text names someone."""
    first, size = person.mentions[0][0], max(1, len(context.sentences))
    times = len(person.mentions)
    yield f"times {min(times, 6)}"
    most = max(len(one.mentions) for one in of)
    if times == most and times > 1:
        yield "named most"
    yield f"first at {min(4, first.n)}" if first.n < 5 else f"first in {int(4 * first.n / size)}/4"
    rank = of.index(person)
    yield f"rank {min(rank, 5)}"
    yield f"persons {min(8, len(of))}"
    surname = person.name.split()[-1]
    if surname in context.work.title:
        yield "in the title"
    yield f"pieces {len(person.name.split())}"


def _beside(context: Context, sentence: Sentence, mention: PersonNamed) -> Iterator[str]:
    """The words and turns right beside a name."""
    before = context.folded[max(sentence.start, mention.start - 60) : mention.start]
    after = context.folded[mention.end : min(sentence.end, mention.end + 90)]
    words = _WORD.findall(_STOPS.split(before)[-1])[-NEAR:]
    yield from (f"before {word}" for word in words)
    if words:
        yield f"right before {words[-1]}"
        yield f"right before {' '.join(words[-2:])}"
        yield from (f"is right before {kind}" for kind in _kinds(words[-1]))
        yield from (f"is before {kind}" for word in words for kind in _kinds(word))
    words = _WORD.findall(_STOPS.split(after)[0])[:NEAR]
    yield from (f"after {word}" for word in words)
    if words:
        yield f"right after {words[0]}"
        yield f"right after {' '.join(words[:2])}"
        yield from (f"is right after {kind}" for kind in _kinds(words[0]))
        yield from (f"is after {kind}" for word in words for kind in _kinds(word))
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
    if _HARM_OF.search(before):
        yield "harm of"
    for role in sentence.of("roles"):
        if 0 <= mention.start - role.end <= 24 or 0 <= role.start - mention.end <= 40:
            yield f"role {role.code}"


def _predicate(context: Context, sentence: Sentence, mention: PersonNamed, listed: list[PersonNamed]) -> Iterator[str]:
    """What is said of someone: the words after the name, those listed with it and what explains it."""
    at, others = mention.end, 0
    for other in listed:
        if other.start >= at and _LIST_GOES_ON.fullmatch(context.folded, at, other.start):
            at, others = other.end, others + 1
    explained = _EXPLAINED.match(context.folded, at, sentence.end)
    if explained and explained.end() < sentence.end:
        at = explained.end()
        yield "explained"
    words = _WORD.findall(_STOPS.split(context.folded[at : min(sentence.end, at + 60)])[0])[:3]
    yield from (f"does {word}" for word in words)
    if words:
        yield f"does first {words[0]}"
        yield f"does {' '.join(words[:2])}"
    earlier = sum(1 for one in listed if one.end <= mention.start and mention.start - one.end < 40)
    yield from (f"is done {kind}" for word in words for kind in _kinds(word))
    for kind in _all_kinds(_WORD.findall(context.folded, mention.end, sentence.end)):
        yield f"is told after {kind}"
    for kind in _all_kinds(_WORD.findall(context.folded, sentence.start, mention.start)):
        yield f"is told before {kind}"
    if others or earlier:
        yield f"listed {min(4, others + earlier)}"
        if len(listed) > 3:
            yield "in a long list"


def _deeds(context: Context, sentence: Sentence, mention: PersonNamed) -> Iterator[str]:
    """The harm told in the sentence of a name, and on which side of it."""
    acts = sentence.of("acts")
    if not acts:
        yield "no harm told"
        following = context.sentences[sentence.n + 1] if sentence.n + 1 < len(context.sentences) else None
        if following and following.has("acts") and _HE_OPENS.match(context.folded, following.start):
            yield "he in the next"
        return
    yield "harm told"
    for hit in acts:
        kind = _GROUPED.get(hit.code, "other")
        if hit.start >= mention.end:
            between = context.folded[mention.end : hit.start]
            side = "before"
            passive = _PASSIVE.search(between) is not None
        else:
            between = context.folded[hit.end : mention.start]
            side = "after"
            passive = _PASSIVE.search(context.folded[max(0, hit.start - 24) : hit.start]) is not None
        far = "near" if len(between) < 30 else "by" if len(between) < 80 else "far"
        voice = "passive" if passive else "active"
        yield f"{side} {voice} {far}"
        if far != "far":
            yield f"{side} {voice} {kind}"
        if _WHO.search(between):
            yield f"who {voice}"
