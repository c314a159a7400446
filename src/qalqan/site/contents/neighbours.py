"""Publications near another one, each with its reason: it repeats demands, speaks of the same case, of the same law later."""

from __future__ import annotations

from collections import Counter, defaultdict
from textwrap import shorten

from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import RelatedRow, WorkRow
from qalqan.texts.edtf import bounds

_MOST = 5
_MOST_NAMED = 3  # cases or laws that a reason names
_LONGEST_TITLE = 60


def neighbours(work: WorkRow, holdings: Holdings, language: Language) -> tuple[list[RelatedRow], int]:
    """At most five, the nearest first, none that the publication names itself; and how many more there are."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for other, count in sorted(_shared_demands(work, holdings).items()):
        reasons[other].append(language.say_many("repeats %(num)s demand", "repeats %(num)s demands", count))
    for (other, folder), titles in sorted(_shared_subjects(work, holdings).items()):
        reasons[other].append(_same(folder, sorted(titles), language))
    named = {one.id for one in work.related} | {work.id}
    found = [other for other in reasons if other in holdings.works and other not in named]
    found.sort(key=lambda other: (-len(reasons[other]), holdings.works[other].title, other))
    nearest = [_neighbour(work, holdings.works[other], reasons[other], language) for other in found[:_MOST]]
    return nearest, len(found) - len(nearest)


def _neighbour(work: WorkRow, other: WorkRow, reasons: list[str], language: Language) -> RelatedRow:
    when = _when(work, other, language)
    reason = "; ".join(reasons)
    return RelatedRow(
        relation="see-also", title=other.title, id=other.id, reason=f"{reason}, {when}" if when else reason
    )


def _when(work: WorkRow, other: WorkRow, language: Language) -> str:
    """Whether the other one came later or earlier; nothing where the dates do not tell."""
    (first, last), (other_first, other_last) = bounds(work.published), bounds(other.published)
    if last and other_first and other_first > last:
        return language.say("later")
    return language.say("earlier") if first and other_last and other_last < first else ""


def _same(folder: str, titles: list[str], language: Language) -> str:
    named = ", ".join(shorten(title, _LONGEST_TITLE, placeholder="…") for title in titles[:_MOST_NAMED])
    if len(titles) > _MOST_NAMED:
        named = language.say("%(names)s and more", names=named)
    if folder == "cases":
        return language.say("same case: %(names)s", names=named)
    if folder == "laws":
        return language.say("same law: %(names)s", names=named)
    return language.say("same organisation: %(names)s", names=named)


def _shared_demands(work: WorkRow, holdings: Holdings) -> Counter[str]:
    """Of each other publication how many demands of this one it makes too, however often it makes each."""
    clauses = [clause for asked in holdings.recommendations_of(work.id) for clause in asked.clauses]
    made = [{one.work_id for one in clause.repeats if one.relation != "related"} for clause in clauses]
    return Counter(other for others in made for other in others)


def _shared_subjects(work: WorkRow, holdings: Holdings) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page, title, works in holdings.subjects_of.get(work.id, ()):
        for other in works - {work.id}:
            found[other, page.partition("/")[0]].add(title)
    return found
