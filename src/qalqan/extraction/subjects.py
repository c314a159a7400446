"""Of whom or of what a step is: the law, person or organisation meant, by its name wherever the text gives one.

A name is sought in the sentence, then among those last spoken of: in the paragraph and the one before it for "he" and "the
association", two paragraphs back for "the law", and in the title. Where nobody can be told for sure, nobody is named.
The three kinds are told by `laws_meant`, `persons_meant` and `organisations_meant`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.cues import Hit

SURE, BY_MEMORY, BY_TITLE, GUESSED, UNSURE = 0.8, 0.65, 0.6, 0.5, 0.35

_QUALIFIED = re.compile(
    r"(?:\b(?:human rights|civil society|independent|international|foreign|religious|women's|lgbti?|non-governmental|public|opposition|local|ethnic|young)\s)+$"
)
_LISTED = re.compile(r"^(?:,|,? and|,? и|,? or)\s(?:other\s)?(?:\w+\s)?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a step is of, and how sure that is; `name` is None where nobody can be told."""

    name: str | None
    confidence: float


NOBODY = Subject(None, UNSURE)


def paragraphs_before(context: Context, sentence: Sentence, paragraphs: int) -> Iterator[Sentence]:
    """The sentences before one, nearest first, in its paragraph and so many before it; headings do not count."""
    left, passage = paragraphs, sentence.passage.id
    for n in range(sentence.n - 1, -1, -1):
        one = context.sentences[n]
        if one.passage.id != passage:
            passage = one.passage.id
            if one.passage.kind != "heading" and one.end <= one.passage.end:  # a sentence cut in two goes on
                left -= 1
            if left < 0:
                return
        yield one


def group_at(context: Context, sentence: Sentence, roles: list[Hit], near: Hit) -> str:
    """An unnamed group as printed, with those listed beside it: "human rights activists, journalists and lawyers"."""
    place = roles.index(near)
    first = last = place
    while first > 0 and _LISTED.match(context.folded[roles[first - 1].end : roles[first].start]):
        first -= 1
    while last + 1 < len(roles) and _LISTED.match(context.folded[roles[last].end : roles[last + 1].start]):
        last += 1
    start = roles[first].start
    qualified = _QUALIFIED.search(context.folded, sentence.start, start)
    return lowered(context.words(qualified.start() if qualified else start, roles[last].end))


def lowered(words: str) -> str:
    """A group's words in small letters, but for NGOs."""
    return " ".join(word if sum(c.isupper() for c in word) > 1 else word.lower() for word in words.split())
