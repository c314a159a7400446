"""A demand read: the themes it is about and how much it asks, each with how sure to be of it.

Learned from English demands. One in another language is told by the words of `words.yaml` and by the rule of its verb, and
carries no confidence, because nothing was measured there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause whose category is wanted: its verb, its words, and the origin of its recommendation."""

    demand: Demand
    words: str
    origin: str


def read_demand(text: str, language: str) -> Reading:
    """Reads one demand, or a recommendation as a whole. There may be no theme; there is always a category."""
    if language == LEARNED_FROM:
        words = _bare(text)
        issues = _learned_issues([words])[words]
        return Reading(issues, topics_of(issues, text), *_learned_categories([words])[words])
    topics: dict[str, float | None] = dict.fromkeys(said_topics(text, language))
    return Reading(dict.fromkeys(issues_of(topics)), topics, _category_by_rule(text, language), None)


def themes_of(texts: Sequence[str], language: str) -> list[list[str]]:
    """The topics of each recommendation as codes of our own vocabulary, the surest first."""
    if language != LEARNED_FROM:
        return [said_topics(text, language) for text in texts]
    bare = [_bare(text) for text in texts]
    issues = _learned_issues(bare)
    return [list(topics_of(issues[words], text)) for words, text in zip(bare, texts, strict=True)]


def categories_of(clauses: Sequence[Asked], language: str) -> list[int]:
    """How much each clause asks.

    In a list of the Universal Periodic Review, from which was learned, what was learned decides. Elsewhere the rule of the
    verb does, unless the other is quite sure: NGOs ask in other words than States do. A clause without a verb of its own
    follows the rule of the verb that governs it: whoever coded looked at whole recommendations.
    """
    by_rule = [category_of(one.demand, one.words, language) for one in clauses]
    if language != LEARNED_FROM:
        return by_rule
    bare = [_bare(one.words) if one.demand.governed_by is None else None for one in clauses]
    learned = _learned_categories([words for words in bare if words is not None])
    out = []
    for one, words, ruled in zip(clauses, bare, by_rule, strict=True):
        category, confidence = learned[words] if words is not None else (ruled, 0.0)
        out.append(category if rule_of(one.origin) == AT_HOME or confidence >= LEAST_ABROAD else ruled)
    return out


def _learned_issues(texts: Sequence[str]) -> dict[str, dict[str, float]]:
    if not texts:
        return {}
    from qalqan.extraction.themes.weights import learned  # here: numpy takes a tenth of a second to start

    weights = learned()
    return {text: _given(sure, weights.issues) for text, sure in weights.sure_of_issues(texts).items()}


def _given(sure: list[float], issues: Sequence[str]) -> dict[str, float]:
    given = [(-confidence, issue) for confidence, issue in zip(sure, issues, strict=True) if confidence >= LEAST]
    if not given and max(sure) >= LEAST_ALONE:
        given = [(-max(sure), issues[sure.index(max(sure))])]
    return {issue: round(-confidence, 3) for confidence, issue in sorted(given)}


def _learned_categories(texts: Sequence[str]) -> dict[str, tuple[int, float]]:
    if not texts:
        return {}
    from qalqan.extraction.themes.weights import CATEGORIES, learned

    found = learned().sure_of_categories(texts)
    return {text: (CATEGORIES[sure.index(max(sure))], round(max(sure), 3)) for text, sure in found.items()}


def _bare(text: str) -> str:
    """The words from the verb on ("To ratify …" is "ratify …"). A recommendation and its only clause become one text."""
    words = " ".join(text.split()).strip(" .,;:–—")
    return words[3:] if words[:3].lower() == "to " else words


def _category_by_rule(text: str, language: str) -> int:
    first = next(iter(demands(text, [(0, len(text))], language)), None)
    return category_of(first, text[first.start : first.end], language) if first else 4
