"""Situations: what a text says of how a country stands, better, worse or unchanged."""

from __future__ import annotations

from collections.abc import Sequence

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.hedges import attributed_to, hedge_at
from qalqan.extraction.proposals import Proposals

_ORDER = ("worse", "better", "same", "none")


def propose_situations(context: Context, sentences: Sequence[Sentence], proposals: Proposals) -> None:
    """One candidate for each sentence that speaks of the state of things."""
    for sentence in sentences:
        if "situation" not in sentence.families or sentence.passage.kind == "heading":
            continue
        hits = sentence.of("situation")
        trend = min((hit.code for hit in hits), key=_ORDER.index)
        countries = context.countries_at(sentence)
        fields = {"country": countries[0] if len(countries) == 1 else list(countries) or None, "trend": trend}
        hedge = hedge_at(context, sentence, hits[0].start, hits[0].end)
        proposals.add(
            "situation", (sentence.start, sentence.end), fields, origin="situations.cue/1", confidence=0.6, hedge=hedge,
            attributed_to=attributed_to(context, sentence) if hedge != "asserted" else None,
        )  # fmt: skip
