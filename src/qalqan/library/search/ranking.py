"""Which publications come first: by where and how often their texts have the words asked for, or by date or country.

A word weighs more the fewer texts within reach have it, and more where it stands in the title or often. The weights
are those that every text's row of the index has beside its words, so that nothing needs to be counted again, and the
order is the same on every engine. Of two that answer equally well the newer comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from qalqan.library.search.bits import Membership, numbers_in
from qalqan.library.search.holdings import Holdings
from qalqan.library.search.plan import Plan
from qalqan.library.search.rows import IN_TITLE, OFTEN, VERY_OFTEN
from qalqan.texts.search.wanted import Wanted

ORDERS = ("relevance", "newest", "oldest", "country")
# What a word is worth more, beside the 1 for being there.
_MARKS = ((IN_TITLE, 1.0), (OFTEN, 0.5), (VERY_OFTEN, 0.4))

POINTS = 64  # of the rarest thing asked for; the others have fewer
SORTED = 400  # texts that are sorted; more are picked from the catalogue's own order

Placed = tuple[int, float]  # (text, how well it answers)


def page_of(found: int, wanted: Sequence[Wanted], plan: Plan, order: str, offset: int, limit: int) -> list[Placed]:
    """One text for each publication of the page, in order."""
    if order == "relevance" and wanted:
        ordered = _by_relevance(found, wanted, plan)
    else:
        ordered = ((text, 0.0) for text in _by_catalogue(found, plan.held, order))
    page: list[Placed] = []
    works = 0
    taken: set[int] = set()
    first_of = dict(plan.held.later)
    for text, score in ordered:
        first = first_of.get(text, text)
        if first in taken:
            continue
        taken.add(first)
        works += 1
        if works > offset:
            page.append((text, score))
        if works >= offset + limit:
            break
    return page


def _by_catalogue(found: int, held: Holdings, order: str) -> Iterator[int]:
    """By date, the newest first (those without a date last), or by country and then so."""
    works, texts = Membership(held.works(found)), Membership(found)
    ordered: Iterable[int] = (first for first in held.by_date if first in works)
    if order == "oldest":
        undated = Membership(held.facts["published"].get("", 0))
        listed = list(ordered)
        ordered = [one for one in reversed(listed) if one not in undated] + [one for one in listed if one in undated]
    elif order == "country":
        ordered = _by_country(list(ordered), held)
    others: dict[int, list[int]] = {}
    for text, first in held.later:
        others.setdefault(first, []).append(text)
    for first in ordered:
        yield first if first in texts else next(text for text in others[first] if text in texts)


def _by_country(works: list[int], held: Holdings) -> list[int]:
    """Under the first of the countries that each is about; those about none last."""
    left = set(works)
    ordered: list[int] = []
    for code in sorted(held.facts["country"]):
        about = Membership(held.facts["country"][code])
        here = [work for work in works if work in left and work in about]
        ordered += here
        left.difference_update(here)
    return ordered + [work for work in works if work in left]


def _by_relevance(found: int, wanted: Sequence[Wanted], plan: Plan) -> Iterator[Placed]:
    planes: list[int] = []
    for texts, points in _weighed(found, wanted, plan):
        _add(points, texts, planes)
    for group, points in _from_the_best(found, planes, len(planes) - 1):
        for text in _newest_first(group, plan.held):
            yield text, points / POINTS


def _weighed(found: int, wanted: Sequence[Wanted], plan: Plan) -> Iterator[tuple[int, int]]:
    """Of each thing asked for: the found texts that have it, that have it in their title, often; and its points."""
    all_texts = plan.open.bit_count()
    having = [(one, plan.texts_with(one)) for one in wanted]
    rarity = [math.log(1 + (all_texts - texts.bit_count() + 0.5) / (texts.bit_count() + 0.5)) for _one, texts in having]
    for (one, texts), rare in zip(having, rarity, strict=True):
        worth = POINTS * rare / max(rarity)
        yield texts & found, round(worth)
        for mark, more in _MARKS:
            yield plan.having(one, mark) & found, round(worth * more)


def _add(points: int, texts: int, planes: list[int]) -> None:
    """Gives points to a set of texts. Plane n is the set of texts whose sum has the bit n: a sum for all at once."""
    for bit in range(points.bit_length()):
        carry, at = texts if points >> bit & 1 else 0, bit
        while carry:
            while len(planes) <= at:
                planes.append(0)
            planes[at], carry = planes[at] ^ carry, planes[at] & carry
            at += 1


def _from_the_best(texts: int, planes: Sequence[int], at: int) -> Iterator[tuple[int, int]]:
    """(texts with the same points, the points), most points first."""
    if not texts:
        return
    if at < 0:
        yield texts, 0
        return
    more = texts & planes[at]
    for group, points in _from_the_best(more, planes, at - 1):
        yield group, points + (1 << at)
    yield from _from_the_best(texts & ~more, planes, at - 1)


def _newest_first(texts: int, held: Holdings) -> Iterable[int]:
    if texts.bit_count() > SORTED:
        return _by_catalogue(texts, held, "newest")
    return sorted(numbers_in(texts), key=held.place.__getitem__)
