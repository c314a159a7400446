"""Places: countries by the vocabulary, and regions, cities and villages by the word beside the name."""

from __future__ import annotations

import re

from qalqan.extraction.mentions.names import Named

_TITLED = re.compile(
    r"\b(?:city|cities|town|village|district|region|province|oblast|settlement|colony|prison)\s(?:of\s)?"
    r"([A-ZÀ-ÞĀ-Ž][\w’'-]+(?:[- ][A-ZÀ-ÞĀ-Ž][\w’'-]+){0,2})"
    r"|((?:[A-ZÀ-ÞĀ-Ž][\w’'-]+[- ]){1,3})(?:Autonomous\s)?(?:[Rr]egion|[Pp]rovince|[Oo]blast|[Dd]istrict|[Cc]ounty|[Vv]illage)\b"
)
_POSSESSIVE = re.compile(r"[\w-]+[’']s\s")
_RU_TITLED = re.compile(
    r"\b(?:город\w*|г\.|сел[оеа]|пос[её]лк\w*|район\w*)\s([А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+)|([А-ЯЁ][\w-]+(?:ск|цк)\w{2,3})\s(?:област\w+|район\w*|кра\w+)"
)
# What every place named with its kind has in it; tried first, for few sentences have it.
_KIND = re.compile(
    "cit(?:y|ies)|town|illage|istrict|egion|rovince|blast|settlement|colony|prison|ounty|город|г\\.|сел|посел|посёл|район|област|кра"
)


def find_places(body: str, start: int, end: int) -> list[Named]:
    """Places named with their kind: "the city of X", "X Region", "город X"."""
    if _KIND.search(body, start, end) is None:
        return []
    found = []
    for pattern in (_TITLED, _RU_TITLED):
        for m in pattern.finditer(body, start, end):
            group = 1 if m[1] else 2
            a, b = m.span(group)
            if group == 2 and pattern is _TITLED:
                b = m.end()
            possessive = _POSSESSIVE.match(body, a, b)
            a = possessive.end() if possessive else a
            name = " ".join(body[a:b].split())
            found.append(Named(a, b, name, "other"))
    return sorted(found, key=lambda one: one.start)
