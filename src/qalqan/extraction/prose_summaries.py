"""Demands in a summary of what others submitted: "AI recommended to broaden the mandate", "SRI recommended improving …".

Such a paper of the United Nations is about one State, to which every demand in it is addressed, and says so in its title.
"""

from __future__ import annotations

import re

from qalqan.extraction.context import Context, Sentence
from qalqan.extraction.recommendation import Recommendation, concerned_countries, named_issuer, urgency

_OF_SUBMISSIONS = re.compile(
    r"\b(?:summary (?:prepared|of)|stakeholders?['’]? (?:submissions|information)|compilation (?:prepared|of))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:recommend(?:ed|s)|call(?:ed|s) for|encourag(?:ed|es)|reiterated (?:its|the|a|their|earlier) (?:recommendations?|calls?))\b"
    r"(?:,? (?:also|further|in \d{4}|inter alia,?|as (?:an )?issues? for immediate action,?))*\s?:?\s"
    r"(?:(?:that|to:?|for)\s)?(?P<demand>[a-z][^;]{18,})"
)
_NOT_ITS_OWN = re.compile(
    r"\b(?:was|were|is|are|been|as|not|had|which|who|that)\s(?:also\s|further\s)?$", re.IGNORECASE
)
_BY = re.compile(r"(?:by|in)\s(?:the\s)?[A-Z]")


def asked_in_a_summary(context: Context, sentence: Sentence) -> Recommendation | None:
    """The demand of a sentence that names nobody who is to meet it: the State that the summary is about is."""
    if len(context.subjects) != 1 or not _OF_SUBMISSIONS.search(context.work.title):
        return None
    found = _ASKS.search(context.body, sentence.start, sentence.end)
    if found is None or _NOT_ITS_OWN.search(context.body, max(sentence.start, found.start() - 20), found.start()):
        return None
    if _BY.match(found["demand"]) or found.start() - sentence.start > 200:
        return None
    who = [{"name": "State under review", "class": "government", "countries": list(context.subjects)}]
    issuer = named_issuer(context, sentence)
    return Recommendation(
        start=sentence.start,
        end=sentence.end,
        demand_spans=[(found.start("demand"), sentence.end)],
        sentence=sentence,
        issuers=[issuer] if issuer else [],
        addressees=who,
        countries=concerned_countries(context, sentence.start, sentence.end, who),
        urgency=urgency(context, sentence.start, sentence.end, None),
        origin="recommendations.in-a-summary/1",
        confidence=0.6,
    )
