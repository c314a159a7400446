"""Provisions: rules of laws and drafts that a text describes, with the restriction they make and their defects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.mentions.laws import find_laws
from qalqan.extraction.proposals import Proposals
from qalqan.extraction.rules_told import tells_a_rule

_ARTICLE_SAYS = re.compile(
    r"(?:under\s|according to\s|pursuant to\s|согласно\s)?(?:the\snew\s)?(?:articles?|sections?|paragraphs?|стать\w{1,3}|пункт\w{0,2})\s\d",
    re.IGNORECASE,
)


def _law_last_named(context: Context, sentence: Sentence) -> str | None:
    """The law of which an analysis tells article by article: the one named last before."""
    for one in reversed(context.sentences[max(0, sentence.n - 12) : sentence.n]):
        laws = find_laws(context.body, one.start, one.end) if one.has("law") else []
        if laws:
            return laws[-1].name
    return None


# "signed the law on “foreign representatives”": the words are its name, no rule is told.
_NAMES_THE_LAW = re.compile(r"(?:законо?\w*|проект\w*|law|bill|draft|act)\s(?:об?\s|on\s)?[«“\"„]$")


def propose_provisions(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """One candidate for each part of a sentence that says what a law does."""
    instrument: tuple[str | None, str] = (None, "")
    ruled = {sentence.passage.id for sentence in sentences if "provisions" in sentence.families}
    for sentence in sentences:
        if sentence.passage.id not in ruled or sentence.passage.kind == "heading":
            continue
        if instrument[1] != sentence.passage.id:
            instrument = (None, sentence.passage.id)
        laws = find_laws(context.body, sentence.start, sentence.end) if sentence.has("law") else []
        if laws:
            instrument = (laws[0].name, sentence.passage.id)
        if not instrument[0] and _ARTICLE_SAYS.match(context.body, sentence.start):
            instrument = (_law_last_named(context, sentence), sentence.passage.id)
        of_a_law = sentence.has("law") or instrument[0] or _ARTICLE_SAYS.match(context.body, sentence.passage.start)
        if not sentence.has("provisions") or not (of_a_law or tells_a_rule(context, sentence)):
            continue
        for start, end in _parts(context, sentence):
            _propose(context, sentence, start, end, instrument[0], proposals)


def _parts(context: Context, sentence: Sentence) -> Iterator[tuple[int, int]]:
    at = sentence.start
    for m in re.finditer(r";", context.body[sentence.start : sentence.end]):
        yield at, sentence.start + m.start()
        at = sentence.start + m.end()
    yield at, sentence.end


def _propose(
    context: Context, sentence: Sentence, start: int, end: int, instrument: str | None, proposals: Proposals
) -> None:
    hits = [
        hit
        for hit in sentence.of("provisions")
        if start <= hit.start < end
        and not _NAMES_THE_LAW.search(context.folded[max(start, hit.start - 40) : hit.start])
    ]
    if not hits:
        return
    defects = [hit.code for hit in sentence.of("defects") if start <= hit.start < end]
    countries = context.countries_at(sentence, hits[0].start)
    fields = {
        "instrument": instrument,
        "about": " ".join(context.words(start, end).split()).strip(" ;,"),
        "restriction": hits[0].code,
        "defects": list(dict.fromkeys(defects)),
        "country": countries[0] if len(countries) == 1 else list(countries) or None,
    }
    hedge = hedge_at(context, sentence, hits[0].start, hits[0].end)
    proposals.add(
        "provision", (start, end), fields, origin="provisions.cue/1", confidence=0.65, hedge=hedge,
        attributed_to=attributed_to(context, sentence) if hedge != "asserted" else None,
    )  # fmt: skip
