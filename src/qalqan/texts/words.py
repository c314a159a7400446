"""The one analysis of words that every search engine here is fed with.

A token is a word's place in a text and its key: the form under which all forms of the word meet. The index holds one
key for each token, made with the language of the text, so that phrases, neighbours and prefixes keep their places. Who
searches has often no language to give; `query_keys` therefore gives every key under which the typed word may stand, one
for each language that could be meant by its letters (права: Russian, Kazakh, Kyrgyz, Tajik, Uzbek and Turkmen readings,
mostly the same key). So what one finds does not depend on guessing the language of one word: for any word w and any
language l of a text, `key(w, l) in query_keys(w)`. A phrase is looked for under each language in turn (`phrase_keys`).

Letters: NFKC, small, ё as е; Latin letters without their accents and Uzbek oʻ, gʻ (with any apostrophe, or none) as
o, g, because people type them so. Kazakh, Kyrgyz and Tajik letters are kept: without them words fall together.
Uzbek and Turkmen in Cyrillic letters get the key of the same word in Latin letters.
Endings: Snowball for Russian and English, the lists of `lexicon/endings.yaml` for the other five. In other languages
words are folded only: a stemmer of the wrong language destroys recall.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, chain
from string import ascii_lowercase
from typing import Any, NamedTuple

from qalqan.texts.lexicon import lexicon

LANGUAGES = ("en", "ru", "kk", "ky", "tg", "uz", "tk")
REDUCED = frozenset({"kk", "ky", "tg", "uz", "tk"})  # by the lists of endings
LONGEST = 64  # letters of a word that count; longer ones are no words
MOST_KEPT = 100_000  # words of a language whose keys are remembered

_APOSTROPHES = "'ʻʼ’‘`´ʹ′＇"
_word = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_word_with_marks = re.compile(rf"(?:[^\W_]|[\u0300-\u036f])+(?:[{_APOSTROPHES}](?:[^\W_]|[\u0300-\u036f])+)*")
_marks = re.compile("[\u0300-\u036f]")
_drop = str.maketrans("", "", _APOSTROPHES)
_fold_cyrillic = str.maketrans("ё", "е")
_fleeting = re.compile("(?<=[^аеиоуыэюя])[ое](?=[кцнмлр]$)")
_soft = re.compile("ь(?=[кцнмлр]?$)")
_taken_as_ending = re.compile("(?<=....)(?:[ое]в|[иы]м|(?<=[ая])[нл])$")
_accented = re.compile("[\x80-\u03ff\u1e00-\u1fff]")
_cyrillic = re.compile("[\u0400-\u052f]")
_russian = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")


class Token(NamedTuple):
    """A word of a text: `text[start:end]`, and the key under which it is found."""

    start: int
    end: int
    key: str


def tokens(text: str, language: str | None) -> list[Token]:
    """The words of a text in order. `language` is that of the text; where it is unknown the script decides."""
    known = keys_in(language)
    return [Token(found.start(), found.end(), known[found[0]]) for found in _form(text).finditer(text)]


def keys(text: str, language: str | None) -> list[str]:
    """The keys of a text in order, for an index that counts places by itself."""
    known = keys_in(language)
    return [known[word] for word in words_in(text)]


def words_in(text: str) -> list[str]:
    """The words of a text as they are printed, one for each of its keys."""
    found: list[str] = _form(text).findall(text)
    return found


def spans_in(text: str) -> list[tuple[int, int]]:
    """Where each word of a text stands."""
    return [found.span() for found in _form(text).finditer(text)]


class Cut:
    """The keys of a text's words in order, and where each word stands.

    No word goes over a blank, so what stands between two blanks is cut and stemmed once for all texts of a language.
    """

    def __init__(self, text: str, known: _KeysBetweenBlanks) -> None:
        self._parts = text.split(" ")
        self._of_parts = list(map(known.__getitem__, self._parts))
        self._ends: list[int] = []  # of the parts, counted in words
        self._before: list[int] = []  # letters in all parts before each

    @property
    def keys(self) -> list[str]:
        return list(chain.from_iterable(self._of_parts))

    def any_of(self, keys: frozenset[str]) -> list[tuple[str, int, int]]:
        """(key, start, end) of each word that has one of these keys."""
        apart = keys.isdisjoint
        return [
            (key, *self._place(at, n))
            for at in [at for at, of_part in enumerate(self._of_parts) if not apart(of_part)]
            for n, key in enumerate(self._of_parts[at])
            if key in keys
        ]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where these words and all between them stand."""
        if not self._ends:
            self._ends = list(accumulate(map(len, self._of_parts)))
        return self._place_of(first)[0], self._place_of(last)[1]

    def _place_of(self, word: int) -> tuple[int, int]:
        at = bisect_right(self._ends, word)
        return self._place(at, word - (self._ends[at - 1] if at else 0))

    def _place(self, at: int, n: int) -> tuple[int, int]:
        """Where the nth word of a part stands."""
        if not self._before:
            self._before = [0, *accumulate(map(len, self._parts))]
        part, before = self._parts[at], self._before[at] + at
        start, end = (0, len(part)) if part.isalnum() else spans_in(part)[n]
        return before + start, before + end


def words_between_blanks(text: str, language: str | None) -> Cut:
    """The words of a text, for looking whether and where something stands in it."""
    return Cut(text, _between_blanks_in(language))


class _KeysBetweenBlanks(dict[str, tuple[str, ...]]):
    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.known = keys_in(language)

    def __missing__(self, part: str) -> tuple[str, ...]:
        if len(self) >= MOST_KEPT:
            self.clear()
        made = self[part] = tuple(self.known[word] for word in words_in(part))
        return made


@cache
def _between_blanks_in(language: str | None) -> _KeysBetweenBlanks:
    return _KeysBetweenBlanks(language)


def _form(text: str) -> re.Pattern[str]:
    return _word_with_marks if not text.isascii() and _marks.search(text) else _word


def key(word: str, language: str | None) -> str:
    """The key of a word in a text of this language."""
    return keys_in(language)[word]


class Keys(dict[str, str]):
    """The keys of words in texts of one language, each worked out when it is first asked for.

    A dictionary and no cached function: this is asked of every word of every text.
    """

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        folded = fold(word)
        made = self[word] = _analysis(folded, self.language)(folded)
        return made


@cache
def keys_in(language: str | None) -> Keys:
    """The key of any word in a text of this language: `keys_in("ru")["адвокаты"]`."""
    return Keys(language)


def query_key(word: str, language: str | None = None) -> str:
    """The key of a typed word where its language is known; without it, the script's likeliest: prefer `query_keys`."""
    return key(word, language)


@lru_cache(maxsize=20_000)
def query_keys(word: str, language: str | None = None) -> tuple[str, ...]:
    """Every key under which a typed word may stand in the index, the likeliest first.

    With a language only that language's key; without one, a key for each language whose letters the word could be.
    """
    if language is not None:
        return (key(word, language),)
    folded = fold(word)
    return tuple(dict.fromkeys(_analysis(folded, of)(folded) for of in _languages_of(folded)))


def phrase_keys(words: str, language: str | None = None) -> tuple[tuple[str, ...], ...]:
    """The rows of keys under which a typed phrase may stand, one for each language that all its words could be of."""
    typed = _word.findall(unicodedata.normalize("NFC", words))
    if not typed:
        return ()
    if language is not None:
        return (tuple(key(word, language) for word in typed),)
    folded = [fold(word) for word in typed]
    # A Latin name in a Russian phrase is found in Russian texts as an English word: each language reads all the words.
    return tuple(dict.fromkeys(tuple(_analysis(word, of)(word) for word in folded) for of in (*LANGUAGES, "")))


def prefix_keys(beginning: str) -> tuple[str, ...]:
    """What the keys of words that begin so may begin with: the beginning itself, folded, in each script's form."""
    folded = fold(beginning)
    return tuple(dict.fromkeys((folded, *(_as_latin(folded, of) for of in ("uz", "tk") if _fits(folded, of)))))


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without what does not part words: case, width, accents on Latin letters, apostrophes, ё."""
    if word.isascii():
        return word.lower().translate(_drop)[:LONGEST]
    word = unicodedata.normalize("NFKC", word).casefold().translate(_drop).translate(_fold_cyrillic)
    if _accented.search(word):
        word = "".join(_without_accent(letter) for letter in word)
    return word[:LONGEST]


@cache
def _without_accent(letter: str) -> str:
    if letter < "\u0400" or "\u1e00" <= letter < "\u2000":
        special = {"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ə": "a"}.get(letter)
        return special or _marks.sub("", unicodedata.normalize("NFD", letter))
    return letter


def _is_cyrillic(folded: str) -> bool:
    return _cyrillic.search(folded) is not None


def _fits(folded: str, language: str) -> bool:
    """Whether a Cyrillic word has only letters of this language."""
    return _foreign_letters(language).search(folded) is None


@cache
def _foreign_letters(language: str) -> re.Pattern[str]:
    own = _russian if language == "ru" else _russian | frozenset(_endings(language)["letters"])
    return re.compile(f"[{''.join(letter for letter in map(chr, range(0x400, 0x530)) if letter not in own)}]")


@lru_cache(maxsize=20_000)
def _languages_of(folded: str) -> tuple[str, ...]:
    """The languages that a word could be of, by its letters; "" stands for those in which words are only folded."""
    if _is_cyrillic(folded):
        return (*(of for of in LANGUAGES if of != "en" and _fits(folded, of)), "ru", "")
    if folded.isascii() and not folded.isdigit():
        return ("en", "uz", "tk", "")
    return ("",)


def _analysis(folded: str, language: str | None) -> Callable[[str], str]:
    """How a word is brought to its key in a text of this language.

    A word in the other script than its text's is taken for Russian or English: that is what it nearly always is.
    """
    if _is_cyrillic(folded):
        if language in REDUCED and _fits(folded, language):
            return _reduction(language)
        return _russian_key if language is None or language in LANGUAGES else _as_is
    if not folded.isascii() or folded.isdigit():
        return _as_is
    if language in ("uz", "tk"):
        return _reduction(language)
    return _snowball("english") if language is None or language in LANGUAGES else _as_is


def _as_is(folded: str) -> str:
    return folded


@cache
def _snowball(language: str) -> Callable[[str], str]:
    from Stemmer import Stemmer  # Loaded with the first word: reading does without it.

    stemmer: Any = Stemmer(language, 0)  # Without a cache of its own: `key` has one.
    stem: Callable[[str], str] = stemmer.stemWord
    return stem


def _russian_key(folded: str) -> str:
    """Snowball's stem without the vowels that come and go before its last consonant (пытка, пыток; тюрьма, тюрем).

    Snowball takes for endings what only looks like them and takes it off some forms of a word: Каримов and not Каримова,
    Казахстан and not Казахстану, трибунал and not трибуналы, режим and not режима. Here it goes from all of them.
    """
    stem = _russian_stem(folded)
    if len(stem) < 4:
        return stem
    while (shorter := _taken_as_ending.sub("", stem)) != stem:
        stem = shorter
    return _soft.sub("", _fleeting.sub("", stem))


def _russian_stem(folded: str) -> str:
    return _snowball("russian")(_irregular().get(folded, folded))


def names_without_case(word: str, *languages: str | None) -> frozenset[str]:
    """A name as it stands without the endings of these languages' cases; without any, of all that it could be of.

    Of Russian names less is taken off than for their keys: the name "Аскаров" has its -ов.
    """
    folded = fold(word)
    analyses = {_analysis(folded, of) for of in (languages or _languages_of(folded))}
    return frozenset(_russian_stem(folded) if one is _russian_key else one(folded) for one in analyses)


@cache
def _irregular() -> dict[str, str]:
    """Forms that no ending explains, each with the form it goes with."""
    return {form: base for base, forms in lexicon("endings")["ru"]["irregular"].items() for form in str(forms).split()}


@cache
def _endings(language: str) -> dict[str, Any]:
    listed: dict[str, Any] = lexicon("endings")[language]
    return listed


@cache
def _reduction(language: str) -> Callable[[str], str]:
    """Takes the language's endings off a word."""
    listed = _endings(language)
    endings = sorted(set(str(listed["endings"]).split()), key=len, reverse=True)
    longest, known = len(endings[0]), frozenset(endings)
    vowels, shortest = frozenset(listed["vowels"]), int(listed["shortest"])
    last: dict[str, str] = listed["last"]
    after: dict[str, frozenset[str]] = {first: frozenset(str(of)) for first, of in listed["after"].items()}
    loose = listed["loose"]
    simpler: dict[str, str] = listed.get("simpler", {})
    irregular: dict[str, str] = listed.get("irregular", {})
    fallen = re.compile(rf"(?<=[^{listed['vowels']}])(?:{loose})(?=[^{listed['vowels']}йy]$)") if loose else None

    def reduced(folded: str) -> str:
        word = _as_latin(folded, language)
        if any(letter.isdigit() for letter in word):
            return word
        for beginning, regular in irregular.items():
            if word.startswith(beginning):
                word = regular + word[len(beginning) :]
        while True:
            shorter = _shorter(word, known, longest, shortest, vowels, after)
            if shorter == word:
                break
            word = shorter[:-1] + last.get(shorter[-1], shorter[-1])
        word = word[:-1] + last.get(word[-1:], word[-1:])
        if word[-2:] in simpler and len(word) > shortest:
            word = word[:-2] + simpler[word[-2:]]
        return fallen.sub("", word) if fallen and len(word) > shortest + 1 else word

    return reduced


def _shorter(
    word: str,
    known: frozenset[str],
    longest: int,
    shortest: int,
    vowels: frozenset[str],
    after: dict[str, frozenset[str]],
) -> str:
    """The word without its longest ending that may stand there, while enough of it remains."""
    for length in range(min(longest, len(word) - 2), 0, -1):
        ending = word[-length:]
        if ending in known:
            stem = word[:-length]
            fits = after.get(ending) or after.get(ending[0] + "-")
            # Two letters are a word only as vowel and consonant: үй, иш, оy.
            enough = len(stem) >= shortest or (stem[0] in vowels and stem[1] not in vowels)
            if enough and not vowels.isdisjoint(stem) and (fits is None or stem[-1] in fits):
                return stem
    return word


@lru_cache(maxsize=20_000)
def _as_latin(folded: str, language: str) -> str:
    """Uzbek and Turkmen words in Cyrillic letters as their Latin alphabets write them; all others as they are."""
    if not _is_cyrillic(folded):
        return folded
    letters: dict[str, str] = _endings(language).get("to_latin") or {}
    if not letters:
        return folded
    vowels = "аеёиоуўэюяыәөү"
    out = []
    for n, letter in enumerate(folded):
        if letter == "е" and (n == 0 or folded[n - 1] in vowels + "ъь"):
            out.append("ye")
        else:
            out.append(letters.get(letter, letter))
    return "".join(out)


def name_keys(name: str) -> frozenset[str]:
    """The spellings of a name brought to one: a key for each of its words, the same in Cyrillic and Latin letters.

    It joins spellings, not people: equal keys are a reason to look, never to merge.
    """
    return frozenset(filter(None, map(_name_key, _words_of_name(name))))


def _words_of_name(name: str) -> Iterator[str]:
    if name.isalpha() and unicodedata.is_normalized("NFKC", name):  # one word, as most are
        yield from (name,) if len(name) > 1 else ()
        return
    for word in _word.findall(unicodedata.normalize("NFKC", name)):
        if len(word) > 1:
            yield word


@lru_cache(maxsize=50_000)
def _name_key(word: str) -> str:
    from anyascii import anyascii  # Loaded with the first name.

    letters, rules, any_rule = _spellings()
    spelled = word.lower().translate(_drop).translate(letters)
    if not spelled.isascii():
        spelled = str(anyascii(spelled)).lower()
    if not spelled.isalpha():
        spelled = re.sub(r"[^a-z]", "", spelled)
    if any_rule.search(spelled):
        for form, instead in rules:
            spelled = form.sub(instead, spelled)
    return spelled


@cache
def _spellings() -> tuple[dict[int, str], tuple[tuple[re.Pattern[str], str], ...], re.Pattern[str]]:
    """Letters, rules, and a pattern that finds nothing where no rule does."""
    written = lexicon("name_spellings")
    rules = tuple((re.compile(form), instead) for form, instead in written["rules"])
    # Groups are numbered within each rule: together, each stands for itself.
    together = "|".join(
        form.replace("(.)\\1+", "|".join(letter * 2 for letter in ascii_lowercase)) for form, _ in written["rules"]
    )
    return str.maketrans(written["letters"]), rules, re.compile(together)


def forget() -> None:
    """Lets go of every word that was remembered: for whoever locks away the texts that they come from."""
    for kept in (keys_in, _between_blanks_in, query_keys, fold, _languages_of, _as_latin, _name_key):
        kept.cache_clear()


__all__ = [
    "LANGUAGES", "Keys", "Token", "fold", "forget", "key", "keys", "keys_in", "name_keys", "names_without_case", "phrase_keys",
    "prefix_keys",
    "query_key", "query_keys", "spans_in", "tokens", "words_between_blanks", "words_in",
]  # fmt: skip
