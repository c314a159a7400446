"""Provisions: rules of laws and drafts that a text describes, with the restriction they make and their defects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.mentions.laws import find_laws
from qalqan.extraction.proposals import Proposals


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
        if not sentence.has("provisions") or not (sentence.has("law") or instrument[0]):
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
    hits = [hit for hit in sentence.of("provisions") if start <= hit.start < end]
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
