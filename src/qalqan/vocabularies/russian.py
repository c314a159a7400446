"""Case forms of Russian names of States, made from the nominative. Enough for names; not a grammar."""

from __future__ import annotations

# Oblique cases in the order genitive, dative, accusative, instrumental, prepositional. A tuple holds alternatives.
_Cases = tuple[tuple[str, ...], ...]
_ADJECTIVES: dict[str, _Cases] = {
    "ая": (("ой",), ("ой",), ("ую",), ("ой", "ою"), ("ой",)),
    "ое": (("ого",), ("ому",), ("ое",), ("ым", "им"), ("ом",)),
    "ой": (("ого",), ("ому",), ("ой",), ("ым",), ("ом",)),
    "ый": (("ого",), ("ому",), ("ый",), ("ым",), ("ом",)),
    "ий": (("ого",), ("ому",), ("ий",), ("им",), ("ом",)),
    "ые": (("ых",), ("ым",), ("ые",), ("ыми",), ("ых",)),
    "ие": (("их",), ("им",), ("ие",), ("ими",), ("их",)),
}
_NOUNS: dict[str, _Cases] = {
    "ия": (("ии",), ("ии",), ("ию",), ("ией", "иею"), ("ии",)),
    "а": (("ы", "и"), ("е",), ("у",), ("ой", "ою"), ("е",)),
    "я": (("и",), ("е",), ("ю",), ("ей", "ею"), ("е",)),
    "ы": (("", "ов"), ("ам",), ("ы",), ("ами",), ("ах",)),
    "ь": (("и", "я"), ("и", "ю"), ("ь",), ("ью", "ем"), ("и", "е")),
    "й": (("я",), ("ю",), ("й",), ("ем",), ("е",)),
    "во": (("ва",), ("ву",), ("во",), ("вом",), ("ве",)),
}
_CONSONANT: _Cases = (("а",), ("у",), ("",), ("ом", "ем"), ("е",))
ADJECTIVE_ENDINGS = ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "ою")


def case_forms(name: str) -> set[str]:
    """The name and its case forms. Words after the head noun stay as they are ("Республики Казахстан")."""
    words = name.split(" ")
    columns = _inflected_words(words)
    forms = {name}
    for case in range(5):
        phrases = [""]
        for column in columns:
            choices = column if isinstance(column, str) else column[case]
            phrases = [
                f"{phrase} {choice}".strip()
                for phrase in phrases
                for choice in ([choices] if isinstance(choices, str) else choices)
            ]
        forms.update(phrases)
    return forms


def adjective_forms(stem: str) -> set[str]:
    """ "казахстанск" to казахстанский, казахстанская, …"""
    return {stem + ending for ending in ADJECTIVE_ENDINGS}


def _inflected_words(words: list[str]) -> list[str | _Cases]:
    out: list[str | _Cases] = []
    head_is_passed = False
    for place, word in enumerate(words):
        joined = place > 0 and words[place - 1] == "и"  # "Босния и Герцеговина": both decline
        if word == "и" or (head_is_passed and not joined):
            out.append(word)
        elif place < len(words) - 1 and word[-2:] in _ADJECTIVES and not word.endswith("стан"):
            out.append(_declined(word, word[-2:], _ADJECTIVES[word[-2:]]))
        else:
            out.append(_noun(word))
            head_is_passed = True
    return out


def _noun(word: str) -> str | _Cases:
    for ending, cases in _NOUNS.items():
        if word.endswith(ending):
            return _declined(word, ending, cases)
    if word[-1] in "бвгджзклмнпрстфхцчшщ":
        return _declined(word, "", _CONSONANT)
    return word  # Чили, Конго, Перу: indeclinable


def _declined(word: str, ending: str, cases: _Cases) -> _Cases:
    stem = word[: len(word) - len(ending)]
    return tuple(tuple(stem + choice for choice in case) for case in cases)
