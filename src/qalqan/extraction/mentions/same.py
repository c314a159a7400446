"""Which names of one text are forms of one name: Аскаров, А. Аскаров, Azimjon Askarov are Азимжан Аскаров where he is named so.

Only within a text, and only where one fuller name alone fits: a surname that two persons bear is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qalqan.texts.words import name_keys

_WORD = re.compile(r"[^\W\d_]+(?:[-’'ʻ][^\W\d_]+)*")


def fullest_names(names: Iterable[str]) -> dict[str, str]:
    """Each name that is a shorter form, or another spelling, of exactly one fuller name of the list, to that name."""
    told = list(dict.fromkeys(names))
    keys = {name: name_keys(name) for name in told}
    order = {name: n for n, name in enumerate(told)}
    out: dict[str, str] = {}
    for name in told:
        fuller = [other for other in told if other != name and _is_form_of(name, other, keys, order)]
        widest = [
            one for one in fuller if not any(_is_form_of(one, other, keys, order) for other in fuller if other != one)
        ]
        if len(widest) == 1:
            out[name] = widest[0]
    return out


def _is_form_of(name: str, other: str, keys: dict[str, frozenset[str]], order: dict[str, int]) -> bool:
    mine, theirs = keys[name], keys[other]
    if not mine or not mine <= theirs or not _initials_fit(name, mine, theirs):
        return False
    if mine == theirs:  # another spelling: the one with fewer initials, then the first, stands for both
        return (_initials(other), order[other]) < (_initials(name), order[name])
    return True


def _initials(name: str) -> int:
    return sum(len(word) == 1 for word in _WORD.findall(name))


def _initials_fit(name: str, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether each initial of a name begins a word of the other that the name does not spell out."""
    left = [key for key in theirs if key not in mine]
    for word in _WORD.findall(name):
        if len(word) > 1:
            continue
        key = next(iter(name_keys(word + word + "a")), word.lower())[:1]
        fitting = next((one for one in left if one.startswith(key)), None)
        if fitting is None and left:
            return False
        if fitting is not None:
            left.remove(fitting)
    return True
