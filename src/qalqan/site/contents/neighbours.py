"""Publications near another one, each with its reason: the same demand, the same case, the same country and topic."""

from __future__ import annotations

from collections import Counter, defaultdict

from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import RelatedRow, WorkRow

_MOST = 5


def neighbours(work: WorkRow, holdings: Holdings, language: Language) -> list[RelatedRow]:
    """At most five, the nearest first; none that the publication names itself."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for other, count in sorted(_shared_demands(work, holdings).items()):
        reasons[other].append(language.say_many("%(num)s demand is shared", "%(num)s demands are shared", count))
    for other, titles in sorted(_shared_subjects(work, holdings).items()):
        reasons[other].append(language.say("also about %(subjects)s", subjects=", ".join(sorted(titles))))
    named = {one.id for one in work.related} | {work.id}
    found = [other for other in reasons if other in holdings.works and other not in named]
    found.sort(key=lambda other: (-len(reasons[other]), holdings.works[other].title, other))
    return [
        RelatedRow(relation="see-also", title=holdings.works[other].title, id=other, reason="; ".join(reasons[other]))
        for other in found[:_MOST]
    ]


def _shared_demands(work: WorkRow, holdings: Holdings) -> Counter[str]:
    asked = holdings.recommendations_of(work.id)
    return Counter(one.work_id for each in asked for clause in each.clauses for one in clause.repeats)


def _shared_subjects(work: WorkRow, holdings: Holdings) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for title, works in holdings.subjects_of.get(work.id, ()):
        for other in works - {work.id}:
            found[other].add(title)
    return found
