"""Which mandate a text means, however it names it. Takes a printed name; gives a code of the scheme "mandates"."""

from __future__ import annotations

from functools import cache

from qalqan.vocabularies.terms import scheme


def mandate_named(name: str) -> str | None:
    """The code of the mandate whose alias, label or code this name is or holds (the longest wins), or None.

    >>> mandate_named("the UN Special Rapporteur on Human Rights Defenders")
    'HRD'
    """
    folded = _fold(name)
    if name in scheme("mandates"):
        return name
    for alias, code in _aliases():
        if alias in folded:
            return code
    return None


@cache
def _aliases() -> tuple[tuple[str, str], ...]:
    found = {
        _fold(word): t.code for t in scheme("mandates").terms for word in (*t.aliases, t.label("en"), t.label("ru"))
    }
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair)))


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
