"""What an index is asked for what a person typed: the keys of `texts.words`, in whichever language and script it is.

asked("courts")            a word in all its forms, or a phrase
asked_beginning("regist")  words that begin so
keys_of_asked_name(…)      the keys under which spellings of a name meet
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from qalqan.texts import words
from qalqan.texts.search.wanted import AnyOf, Sequence
from qalqan.texts.words import MOST_KEPT, name_keys, names_without_case, phrase_keys, prefix_keys, query_keys, tokens

SHORTEST_NAME = 3
LONGEST_NAME = 80

# Not asked of a text unless nothing else is: they stand nearly everywhere, and looking for them costs most.
_LISTED = """
a an and are as at be by for from has have in is it its not of on or that the their this to was were which with
а в во для до за и из или к как на не о об от по при с со то у что это
"""
_FUNCTION_WORDS = frozenset(_LISTED.split())


def asked(typed: str) -> AnyOf:
    """What the index is asked for a word or phrase that a person typed, in whichever language it is."""
    listed = _words(typed)
    rows = [(key,) for key in query_keys(listed[0])] if len(listed) == 1 else phrase_keys(typed)
    return AnyOf(tuple(Sequence(tuple(row)) for row in rows))


def asked_beginning(typed: str) -> AnyOf:
    """The same for words that begin so, and for the word itself: "killings*" also finds what is kept as "kill"."""
    listed = _words(typed)
    if not listed:
        return AnyOf(())
    rows = asked(typed).sequences
    begun = [Sequence((*row.words[:-1], key), open_end=True) for row in rows for key in prefix_keys(listed[-1])]
    return AnyOf(tuple(dict.fromkeys((*rows, *begun))))


def _words(typed: str) -> list[str]:
    return [typed[token.start : token.end] for token in tokens(typed, None)]


def is_function_word(typed: str) -> bool:
    """Whether a word is one of those that nearly every text has ("the", "и")."""
    return typed.lower() in _FUNCTION_WORDS


@lru_cache(maxsize=8192)
def keys_of_name(form: str) -> frozenset[str]:
    """The keys under which spellings of one name meet, whatever its script."""
    return frozenset(key[:64] for key in name_keys(form))


@lru_cache(maxsize=8192)
def keys_of_asked_name(typed: str) -> frozenset[str]:
    """The same for a word of a query, which may stand in another case of its language ("Аскарова")."""
    forms = {typed}
    if _has_cases(typed, None):
        forms |= names_without_case(typed)
    return frozenset(key for form in forms for key in keys_of_name(form))


def names_among(of_text: Iterable[str], language: str | None) -> Iterator[tuple[str, str]]:
    """(key, form) of the words that are written like names, with a capital and small letters, and nowhere small."""
    written = of_text if isinstance(of_text, set | frozenset) else set(of_text)
    keys = _names_in(language)
    for form in written:
        # A word that is also written small is no name: "Human" of a heading, "The" of a sentence.
        if (found := keys[form]) and form.lower() not in written:
            for key in found:
                yield key, form


class _Names(dict[str, tuple[str, ...]]):
    """The keys of each word that is written like a name in texts of one language; none of any other word.

    A dictionary and no cached function: this is asked of every word of every text.
    """

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, form: str) -> tuple[str, ...]:
        if len(self) >= MOST_KEPT:
            self.clear()
        made = self[form] = _keys_of_form(form, self.language) if _is_written_like_a_name(form) else ()
        return made


@cache
def _names_in(language: str | None) -> _Names:
    return _Names(language)


def forget() -> None:
    """Lets go of every word and name that was remembered."""
    for kept in (keys_of_name, keys_of_asked_name, _names_in):
        kept.cache_clear()
    words.forget()


def _is_written_like_a_name(form: str) -> bool:
    if not form[0].isupper() or form.isupper() or not SHORTEST_NAME <= len(form) <= LONGEST_NAME:
        return False
    return not is_function_word(form)


def _keys_of_form(form: str, language: str | None) -> tuple[str, ...]:
    keys = keys_of_name(form)
    if _has_cases(form, language):
        keys = keys.union(*map(keys_of_name, names_without_case(form, language)))
    return tuple(keys)


def _has_cases(form: str, language: str | None) -> bool:
    """Whether names take endings here. English ones do not: its stemmer would make "Human" of "Humanity"."""
    return language in ("uz", "tk") or any("\u0400" <= letter <= "\u052f" for letter in form)
