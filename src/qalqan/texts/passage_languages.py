"""Which passages of a text are in another language than the text: a summary in Russian, a quotation in Uzbek.

Takes a body, its passages and the language of the whole; gives the passages, those in another language marked with it.
A passage of a few words, or one that only names people, keeps the language of its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qalqan.texts.language import by_common_words, language_of
from qalqan.texts.text import Passage

FEWEST_LETTERS = 30  # code points; shorter ones are of the language of their text

# What a passage in another language is sure to have. Where a text has none of it, no passage is looked at.
_CYRILLIC = frozenset(map(chr, range(0x400, 0x530)))
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_OF_THE_REGION = frozenset("әғқңөұүһіўҳӣӯҷҗ")
_SIGNS = {"en": _CYRILLIC | frozenset("ňşýžŇŞÝŽʻ"), "ru": _OF_THE_REGION | _LATIN}
_OTHER = {
    "en": re.compile("[\u0400-\u052f]{3}|[ňşýžŇŞÝŽ]|[ogOG][ʻ‘’](?!s\\b)\\w\\w"),
    "ru": re.compile(
        r"[әғқңөұүһіўҳӣӯҷҗ]|[a-zäöüňşýžç'’ʻ]{2,}\s+[a-zäöüňşýžç'’ʻ]{2,}\s+[a-zäöüňşýžç'’ʻ]{2,}", re.IGNORECASE
    ),
}
_cyrillic = re.compile("[\u0400-\u052f]")
_UZBEK = re.compile(r"[ogOG][ʻ‘’'`](?!s\b)(?=\w\w)")


def with_languages(body: str, passages: Sequence[Passage], of_text: str | None) -> tuple[Passage, ...]:
    """The passages, each that is clearly in another language than `of_text` marked with its own."""
    signs = _SIGNS.get(of_text or "")
    if of_text is None or (signs is not None and signs.isdisjoint(set(body))):
        return tuple(passages)
    return tuple(_told(body, passage, of_text) for passage in passages)


def _told(body: str, passage: Passage, of_text: str) -> Passage:
    other = _OTHER.get(of_text)
    if passage.language or passage.kind == "chrome" or passage.end - passage.start < FEWEST_LETTERS:
        return passage
    if other is not None and not other.search(body, passage.start, passage.end):
        return passage
    words = body[passage.start : passage.end]
    by_words = by_common_words(words)
    if by_words == of_text:
        return passage
    told = language_of(words, by_words or of_text)  # with something to fall back on: the model is not loaded for a line
    other_letters = len(_cyrillic.findall(words)) * 2 > len(words)
    if told == "uz" and by_words != "uz" and of_text == "en" and not other_letters and len(_UZBEK.findall(words)) < 2:
        return passage  # "Morocco’s": one apostrophe is no Uzbek
    if told is None or told == of_text:
        return passage
    return replace(passage, language=told)
