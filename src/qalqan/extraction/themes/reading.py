"""A demand read: the themes it is about and how much it asks, each with how sure to be of it.

Learned from English demands. One in another language is told by the words of `words.yaml` and by the rule of its verb, and
carries no confidence, because nothing was measured there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qalqan.extraction.asked import category_of
from qalqan.extraction.calibration import rule_of
from qalqan.extraction.clauses import Demand, demands
from qalqan.extraction.themes.topics import issues_of, said_topics, topics_of

LEARNED_FROM = "en"
LEAST = 0.45  # confidence from which a theme is given; see docs/reference/classification.md
AT_HOME = "recommendations.upr-list"  # the rule that finds recommendations like those that were learned from
LEAST_ABROAD = 0.95  # confidence from which what was learned overrules the verb in other publications
LEAST_ALONE = 0.3  # where none reaches it, the surest is given from here


@dataclass(frozen=True, slots=True)
class Reading:
    """What a demand is about, the surest first, as UPR Info's issues and as our topics, and its category of action (1 to 5)."""

    issues: Mapping[str, float | None]
    topics: Mapping[str, float | None]
    category: int
    category_confidence: float | None


def read_demand(text: str, language: str) -> Reading:
    """Reads one demand, or a recommendation as a whole. There may be no theme; there is always a category."""
    if language == LEARNED_FROM:
        words = _bare(text)
        issues = _learned_issues(words)
        return Reading(issues, topics_of(issues, text), *_learned_category(words))
    topics: dict[str, float | None] = dict.fromkeys(said_topics(text, language))
    return Reading(dict.fromkeys(issues_of(topics)), topics, _category_by_rule(text, language), None)


def themes_of(text: str, language: str) -> list[str]:
    """The topics of a recommendation as codes of our own vocabulary, the surest first."""
    if language != LEARNED_FROM:
        return said_topics(text, language)
    return list(topics_of(_learned_issues(_bare(text)), text))


def clause_category(demand: Demand, words: str, language: str, origin: str) -> int:
    """How much a clause asks, in a recommendation of this origin.

    In a list of the Universal Periodic Review, from which was learned, what was learned decides. Elsewhere the rule of the
    verb does, unless the other is quite sure: NGOs ask in other words than States do. A clause without a verb of its own
    follows the rule of the verb that governs it: whoever coded looked at whole recommendations.
    """
    by_rule = category_of(demand, words, language)
    if language != LEARNED_FROM or demand.governed_by is not None:
        return by_rule
    category, confidence = _learned_category(_bare(words))
    return category if rule_of(origin) == AT_HOME or confidence >= LEAST_ABROAD else by_rule


def _learned_issues(text: str) -> dict[str, float]:
    from qalqan.extraction.themes.weights import learned  # here: numpy takes a tenth of a second to start

    weights = learned()
    sure = weights.sure_of_issues(text)
    given = [
        (-confidence, issue) for confidence, issue in zip(sure, weights.issues, strict=True) if confidence >= LEAST
    ]
    if not given and max(sure) >= LEAST_ALONE:
        given = [(-max(sure), weights.issues[sure.index(max(sure))])]
    return {issue: round(-confidence, 3) for confidence, issue in sorted(given)}


def _learned_category(text: str) -> tuple[int, float]:
    from qalqan.extraction.themes.weights import CATEGORIES, learned

    sure = learned().sure_of_categories(text)
    confidence = max(sure)
    return CATEGORIES[sure.index(confidence)], round(confidence, 3)


def _bare(text: str) -> str:
    """The words from the verb on ("To ratify …" is "ratify …"). A recommendation and its only clause become one text."""
    words = " ".join(text.split()).strip(" .,;:–—")
    return words[3:] if words[:3].lower() == "to " else words


def _category_by_rule(text: str, language: str) -> int:
    first = next(iter(demands(text, [(0, len(text))], language)), None)
    return category_of(first, text[first.start : first.end], language) if first else 4
