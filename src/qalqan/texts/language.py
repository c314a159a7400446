"""In which language a text is: letters first, then its commonest words, then a model.

Kazakh, Kyrgyz, Tajik, Uzbek (both scripts) and Turkmen have letters that Russian, Turkish and each other lack, so most
texts are told without loading the model (which takes most of a second). A few words without such letters are not told
at all: None is a better answer than a guess, because the wrong stemmer hides a text from search.
"""

from __future__ import annotations

import io
import lzma
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import filterfalse
from typing import Any

from qalqan.texts.lexicon import lexicon

SAMPLE = 6000  # code points looked at
FEWEST_LETTERS = 24  # of running text; fewer say nothing without letters of their own
CLEAR_SHARE = 0.12  # of the words are the language's function words
FEWEST_WORDS = 2  # different ones, in the languages of the region; one more in others: "a" is a word of five
OURS = frozenset({"en", "ru", "kk", "ky", "tg", "uz", "uz-Cyrl", "tk", "tk-Cyrl"})
CLEAR_LEAD = 1.6  # times the next best

# Languages that stand in the region's publications or in those about it; the model chooses among these only.
MODEL_LANGUAGES = (
    "en", "ru", "kk", "ky", "tg", "uz", "tk", "uk", "be", "az", "tr", "tt", "ba", "mn", "bg", "sr", "mk", "fr", "es",
    "de", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "sv", "no", "da", "fi", "et", "lv", "lt", "el",
    "ar", "fa", "ps", "ur", "ug", "he", "hy", "ka", "zh", "ja", "ko", "hi", "id", "vi",
)  # fmt: skip

# A language, those that share its commonest words, and letters that it has in every few words and they never have.
_LACKING = {"ru": (frozenset({"bg", "sr", "uk"}), "ыэ")}
OWN_LETTERS = 200  # code points of which at least one is such a letter

_word = re.compile(r"[^\W\d_]+(?:[-ʻʼ'’‘`][^\W\d_]+)*")
_plain_word = re.compile(r"[a-z]+(?:[-ʻʼ'’‘`][a-z]+)*")  # the same in small letters a to z, twice as fast
_other_letter = re.compile(r"[^\W_\x00-\x7f]")
_APOSTROPHES = "ʼ’‘`´′'"


def _one_apostrophe(words: str) -> str:
    """Every sign that is written for the Uzbek ʻ as that. Not `str.translate`, which asks about every letter."""
    for sign in _APOSTROPHES:
        if sign in words:
            words = words.replace(sign, "ʻ")
    return words


def language_of(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the language of most of the text (639-3 where there is none), or None where it cannot be told.

    `declared` is what the file says of itself; it is believed where letters and common words do not tell otherwise.
    """
    sample = unicodedata.normalize("NFC", text[:SAMPLE]).lower()
    letters = Counter({sign: sample.count(sign) for sign in sorted(set(sample)) if sign.isalpha()})
    total = sum(letters.values())
    if not total:
        return declared
    cyrillic = sum(n for letter, n in letters.items() if "\u0400" <= letter <= "\u052f")
    latin = sum(n for letter, n in letters.items() if letter < "\u0250" or "\u1e00" <= letter <= "\u1eff")
    if cyrillic * 2 >= total:
        told = _by_cyrillic_letters(letters, cyrillic)
    elif latin * 2 >= total:
        told = _by_latin_letters(sample, letters, latin)
    else:
        told = _by_script(letters)
    if told in ("ky", "tt"):
        # A few lines of Turkmen in Cyrillic letters can lack the ә that tells it from Kyrgyz, or have as much as Tatar;
        # a line of Kazakh can lack the letters that Kyrgyz has not.
        by_words = _by_words(sample)
        return by_words if by_words in ("tk", "kk") else told
    if told or total < FEWEST_LETTERS:
        return told or declared
    return _by_words(sample) or declared or _by_model(sample)


def _by_cyrillic_letters(letters: Counter[str], total: int) -> str | None:
    """Tajik, Kazakh, Uzbek, Turkmen and Kyrgyz by letters that no neighbour has.

    A Russian text with a few names in Kazakh letters stays Russian: a language's own letters are at least one in forty.
    """

    def has(of: str, one_in: int = 100) -> bool:
        n = sum(letters[letter] for letter in of)
        return n > 0 and n * one_in >= total

    if has("ҙҡҫ"):
        return "ba"
    if has("ӣӯҷ") and has("ӣӯҷҳқғ", 40):
        return "tg"
    if has("ў") and has("ўқғҳі", 40):
        return "be" if has("і") else "uz"
    if has("ґєї"):
        return "uk"
    if (has("ұ") or (has("әқғ") and has("іұ"))) and has("әғқңөұүһі", 20):
        return "kk"
    if has("ә") and has("өүңҗ") and not has("қғі"):
        # Tatar writes ә in every second word, Turkmen in Cyrillic letters now and then.
        return "tt" if letters["ә"] * 25 >= total else "tk"
    if has("қ") and has("әө") and has("әғқңөұүһі", 20):
        return "kk"
    if has("ң") and not has("әғқҳ") and has("ңөү", 40):
        return "ky"
    return None


def _by_latin_letters(sample: str, letters: Counter[str], total: int) -> str | None:
    """Uzbek by oʻ and gʻ, Turkmen by ň with ý or ä, Azerbaijani by ə."""
    folded = _one_apostrophe(sample)
    if letters["ə"] * 50 >= total:
        return "az"
    if letters["ň"] * 200 >= total and (letters["ý"] or letters["ä"]) and not letters["ř"] + letters["ě"]:
        return "tk"
    uzbek = folded.count("oʻ") + folded.count("gʻ")
    if uzbek * 90 >= total and letters["q"] + letters["h"] and _by_words(sample) != "en":  # "five o'clock"
        return "uz"
    return None


def _by_script(letters: Counter[str]) -> str | None:
    """A script that one of the languages alone uses."""
    letter, _ = letters.most_common(1)[0]
    name = unicodedata.name(letter, "")
    for script, language in (
        ("GREEK", "el"), ("HEBREW", "he"), ("ARMENIAN", "hy"), ("GEORGIAN", "ka"), ("HANGUL", "ko"),
        ("HIRAGANA", "ja"), ("KATAKANA", "ja"),
    ):  # fmt: skip
        if name.startswith(script):
            return language
    return None


def by_common_words(text: str) -> str | None:
    """Which of our languages' commonest words make a clear share of the text; None where none's do."""
    return _by_words(unicodedata.normalize("NFC", text[:SAMPLE]).lower(), OURS)


def _by_words(sample: str, among: frozenset[str] | None = None) -> str | None:
    """The language whose function words make a clear share of the words, if one does."""
    found = (_word if _has_other_letters(sample) else _plain_word).findall(sample)
    if len(found) < 4:
        return None
    listed = _function_words()
    if "ʼ" in sample:  # the only one of these signs that Unicode calls a letter
        found = [_one_apostrophe(word) for word in found]
    counted = Counter(found)
    words = {word: counted[word] for word in sorted(listed.keys() & counted.keys())}
    for word in filterfalse(str.isalpha, counted):
        plain = _one_apostrophe(word)
        if plain != word and plain in listed:
            words[plain] = words.get(plain, 0) + counted[word]
    counts: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, times in words.items():
        for language in listed[word]:
            if among is not None and language not in among:
                continue
            counts[language] += times
            different[language] += 1
    best = counts.most_common(1)
    if not best or best[0][1] < CLEAR_SHARE * len(found):
        return None
    if different[best[0][0]] < (FEWEST_WORDS if best[0][0] in OURS else FEWEST_WORDS + 1):
        return None
    rivals = [times for language, times in counts.items() if language not in _ruled_out(best[0][0], sample)]
    if len(rivals) > 1 and best[0][1] < CLEAR_LEAD * sorted(rivals)[-2]:
        return None
    return best[0][0].partition("-")[0]


def _ruled_out(language: str, sample: str) -> frozenset[str]:
    """The languages of which a text has many words but cannot be, by its letters: what has ы is Russian, not Bulgarian."""
    without, letters = _LACKING.get(language, (frozenset(), ""))
    return without if sum(map(sample.count, letters)) * OWN_LETTERS >= len(sample) else frozenset()


def _has_other_letters(sample: str) -> bool:
    """Whether a text in small letters has others than a to z; what counts as a letter of a word, such as ½, included."""
    return not sample.isascii() and _other_letter.search(sample) is not None


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for language, listed in lexicon("function_words").items():
        for word in {_one_apostrophe(w) for w in str(listed).split()}:
            languages.setdefault(word, []).append(language)
    return {word: tuple(of) for word, of in languages.items()}


@cache
def _model() -> Any:
    # Imported here: the model is 0.3 s of imports and 0.7 s of unpacking, and most texts do not need it.
    # Unpacked in memory: the library's own way needs a temporary file, which a reader that is shut off may not write.
    import numpy
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
    from py3langid.modelio import _to_array

    with lzma.open(MODEL_DIR / MODEL_FILE) as packed:
        held = io.BytesIO(packed.read())
    with numpy.load(held, allow_pickle=False) as data:
        model = LanguageIdentifier(
            data["ptc"], data["pc"], data["classes"].tolist(), _to_array(data["nextmove"]), data["out_feat"].tolist(),
            tk_row=_to_array(data["nextmove_row"]),
        )  # fmt: skip
    model.set_languages(list(MODEL_LANGUAGES))
    return model


def load_model() -> None:
    """Loads the model now: for a process that answers many texts and forks for each."""
    _model()


def _by_model(sample: str) -> str | None:
    language, _ = _model().classify(sample)
    return str(language)
