"""Russian names as they are called: "адвокату Гульнаре Абдикеримовой" names Гульнара Абдикеримова.

The printed form stays in the anchor; this is what the name is filed under. Where a form says too little ("Аскарова" may be
a woman in the nominative or a man in the genitive) and nothing beside it decides, it is left as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qalqan.extraction.mentions.russian.morphology import parses

_WORD = re.compile(r"[^\W\d_]+(?:[-’'‑][^\W\d_]+)*")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_PERSONAL = frozenset(("Name", "Surn", "Patr"))
_OBLIQUE = ("gent", "datv", "accs", "ablt", "loct")
_TURKIC = re.compile(
    r"(?:[^\W\d_]+[ -])?(?:оглы|углы|улы|уулу|кызы|гызы|кизи|угли)\b|(?<=\s)[^\W\d_]{2,}(?:зода|заде)\b", re.IGNORECASE
)  # son, daughter of; Каримзода is never declined
# Given names of the region's men, in a case with -а: Ерлана, Сухроба, Улугбека. Endings that women's names share are not here.
_OF_A_MAN = re.compile(
    r"[^\W\d_]{2,}(?:лан|роб|бек|жан|хан|бай|мат|рат|лат|кат|хат|ват|зод|тай|ган|лек|шод|шед|дан|мед|мад|жон|чехр|рух)а",
    re.IGNORECASE,
)

# How names that the dictionary reads otherwise are declined: the ending of each case, and that of the nominative.
_ENDINGS = {
    ("gent", "femn"): (("ы", "а"), ("и", "а")),
    ("datv", "femn"): (("е", "а"),),
    ("accs", "femn"): (("у", "а"), ("ю", "я")),
    ("ablt", "femn"): (("ой", "а"), ("ей", "я")),
    ("loct", "femn"): (("е", "а"),),
    ("gent", "masc"): (("а", ""), ("я", "ь"), ("ы", "а")),
    ("accs", "masc"): (("а", ""), ("я", "ь"), ("у", "а")),
    ("datv", "masc"): (("у", ""), ("ю", "ь"), ("е", "а")),
    ("ablt", "masc"): (("ом", ""), ("ым", ""), ("ем", "ь"), ("ой", "а")),
    ("loct", "masc"): (("е", ""),),
}
_WOMANS = re.compile(r"(?:ов|ев|ёв|ин|ын)ой$")
SHORTEST = 3  # letters of a name without its ending
NEVER = 0.002  # how well a word stands in the nominative that has no such reading

Way = tuple[str, str]  # case and gender
_GENDERS = ("masc", "femn")
_WAYS: tuple[Way, ...] = tuple((case, gender) for case in ("nomn", *_OBLIQUE) for gender in _GENDERS)
_NOMINAL = frozenset(("NOUN", "ADJF"))


@lru_cache(maxsize=20_000)
def person_called(name: str, case: str = "", gender: str = "") -> str:
    """A person's name in the nominative. `case` and `gender` are those of the word before it, where this says them."""
    fixed = [found.span() for found in _TURKIC.finditer(name)]
    words = [found for found in _WORD.finditer(name) if not any(a <= found.start() < b for a, b in fixed)]
    if not words or not _CYRILLIC.search(name):
        return name
    if not gender and len(words) > 1 and _OF_A_MAN.fullmatch(words[0][0]):
        gender = "masc"
    way = _way([found[0] for found in words if len(found[0]) > 1], case, gender)
    if way is None or way[0] == "nomn":
        return name
    out, place = "", 0
    for found in words:
        out += name[place : found.start()] + _brought(found[0], way)
        place = found.end()
    return out + name[place:]


def _way(words: Sequence[str], case: str, known: str = "") -> Way | None:
    """The case and gender in which all words of a name can stand, the likeliest first; None where two are as likely."""
    scores: dict[Way, float] = {}
    shares = [_shares(word) for word in words]
    for way in _WAYS:
        score = 1.0
        for one in shares:
            score *= one[way]
        if case and way[0] != case:
            score *= 0.01
        if known and way[1] != known:
            score *= 0.01
        if score:
            scores[way] = score
    if not scores:
        return None
    nominative = max((scores.get(("nomn", gender), 0.0) for gender in _GENDERS), default=0.0)
    best = max(sorted(scores), key=lambda one: scores[one])
    if len(words) == 1 and not case and nominative > 0.1:
        return None
    return best if scores[best] > nominative or not nominative else ("nomn", "")


@lru_cache(maxsize=50_000)
def _shares(word: str) -> dict[Way, float]:
    """How well a word of a name can stand in each way; words that nobody declines fit everywhere, a little."""
    totals: dict[Way, float] = dict.fromkeys(_WAYS, 0.0)
    fixed = 0.0
    for one in parses(word.lower()):
        tag = one.tag
        marks = tag.grammemes
        weight = float(one.score) * (1.0 if marks & _PERSONAL else 0.15 if marks & _NOMINAL else 0.0)
        if not weight or "plur" in marks:
            continue
        if "Fixd" in marks:
            fixed = 0.3
        else:
            gender = tag.gender
            for where in _GENDERS if gender is None or "ms-f" in marks else (str(gender),):
                if str(tag.case) == "nomn" and _WOMANS.search(word):
                    continue  # "Аннаевой" is no man's name, whatever "Толстой" is
                if (str(tag.case), where) in totals:
                    totals[str(tag.case), where] += weight
    return {
        way: max(total, _floor(word, way, fixed, total), NEVER * (way[0] == "nomn")) for way, total in totals.items()
    }


def _floor(word: str, way: Way, fixed: float, total: float) -> float:
    """How well a word can stand so at least, where the dictionary says less."""
    last = word[-1].lower()
    if total:
        return fixed
    if way[1] == "femn" and last not in "аяйоеиуюыь":
        return max(fixed, 0.05)  # a woman's surname on a consonant has no endings: Анны Шульц
    if last in "оуиюэе":
        return max(fixed, 0.02)  # Отари, Джо: or a form of a name that the dictionary does not know
    return max(fixed, 0.01) if _by_ending(word, way) != word else fixed


@lru_cache(maxsize=50_000)
def _brought(word: str, way: Way) -> str:
    """A word of a name, said in this case and gender, in the nominative."""
    if len(word) == 1:
        return word
    case, gender = way
    fitting = [
        one
        for one in parses(word.lower())
        if one.tag.case == case and (one.tag.gender in (gender, None) or "ms-f" in one.tag) and "plur" not in one.tag
    ]
    fitting.sort(key=lambda one: (not _PERSONAL & one.tag.grammemes, -one.score))
    for one in fitting:
        called = one.inflect({"nomn", "sing", gender}) or one.inflect({"nomn", "sing"}) or one.inflect({"nomn"})
        if called is not None:
            return _written_as(str(called.word), word)
    return _by_ending(word, way)


def _by_ending(word: str, way: Way) -> str:
    for ending, nominative in _ENDINGS.get(way, ()):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)] + nominative
    return word


def organisation_called(name: str, words: Sequence[tuple[str, frozenset[str], bool, bool]]) -> str:
    """An organisation's name with its first noun and the adjectives before it in the nominative.

    `words` are the name's: form, cases, whether it is an adjective, whether it is a noun that names a kind of organisation.
    """
    at = next((n for n, (_, _, adjective, noun) in enumerate(words) if noun or not adjective), len(words))
    if at == len(words) or not words[at][3]:
        return name
    case = _case_of_all([cases for _, cases, _, _ in words[: at + 1]])
    if case is None or case == "nomn":
        return name
    head = next((one for one in parses(words[at][0].lower()) if one.tag.case == case and "NOUN" in one.tag), None)
    if head is None:
        return name
    number, gender = head.tag.number, head.tag.gender
    out, place = "", 0
    for form, _, _, _ in words[: at + 1]:
        where = name.find(form, place)
        if where < 0:
            return name
        out += name[place:where] + _noun_phrase_word(form, case, number, gender)
        place = where + len(form)
    return out + name[place:]


def _case_of_all(cases: Sequence[frozenset[str]]) -> str | None:
    """The one case in which all the words stand; the nominative where it is possible, None where it cannot be told."""
    common = frozenset.intersection(*cases) if cases else frozenset()
    if "nomn" in common:
        return "nomn"
    return next((case for case in _OBLIQUE if case in common), None)


def _noun_phrase_word(form: str, case: str, number: str | None, gender: str | None) -> str:
    wanted = {"nomn", number or "sing"}
    for one in parses(form.lower()):
        if one.tag.case != case or (one.tag.number and one.tag.number != number):
            continue
        if "ADJF" in one.tag and number == "sing" and gender:
            wanted = {"nomn", "sing", gender}
        called = one.inflect(wanted)
        if called is not None:
            return _written_as(str(called.word), form)
    return form


def _written_as(word: str, printed: str) -> str:
    """A word with the capitals of the printed one, and with ё only where that has it."""
    if "ё" not in printed.lower():
        word = word.replace("ё", "е")
    if printed.isupper() and len(printed) > 1:
        return word.upper()
    parts, capitals = word.split("-"), [piece[:1].isupper() for piece in printed.split("-")]
    if len(parts) != len(capitals):
        capitals = [capitals[0]] * len(parts)
    return "-".join(
        part[:1].upper() + part[1:] if capital else part for part, capital in zip(parts, capitals, strict=True)
    )


__all__ = ["organisation_called", "person_called"]
