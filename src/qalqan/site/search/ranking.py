"""The order of answers: by how well they answer, by date, by country.

How well: each word counts the more the fewer publications hold it, and more where it stands often or in the title. The
sums are held as binary digits, one set of publications a digit, so that ranking costs the same for a rare and a common
word. Of equals the newest comes first: publications are numbered so.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from qalqan.site.search.bits import members
from qalqan.site.search.catalogue import Held

_HEAVIEST = 12
_OFTEN, _TITLED = 1, 2  # times a word's weight


def best_first(found: int, held: Iterable[Held], everything: int, most: int) -> list[int]:
    """The best `most` of the found publications, best first."""
    digits = _sums(found, held, everything.bit_length())
    chosen = list(islice(members(_best(found, digits, most)), most * 4))
    scores = {number: _score(number, digits) for number in chosen}
    return sorted(chosen, key=lambda number: (-scores[number], number))[:most]


def weight(holding: int, all_works: int) -> int:
    """1 for a word that every publication holds, up to 12 for one that a single one of thousands holds."""
    return min(max((all_works // max(holding, 1)).bit_length(), 1), _HEAVIEST)


def _sums(found: int, held: Iterable[Held], all_works: int) -> list[int]:
    digits: list[int] = []
    for one in held:
        count = weight(one.works.bit_count(), all_works)
        for works, times in ((one.works, 1), (one.often, _OFTEN), (one.titled, _TITLED)):
            _add(digits, works & found, count * times)
    return digits


def _add(digits: list[int], works: int, number: int) -> None:
    """Adds a number to the sum of each of these publications."""
    place = 0
    while number and works:
        if number & 1:
            carried, at = works, place
            while carried:
                digits += [0] * (at + 1 - len(digits))
                digits[at], carried = digits[at] ^ carried, digits[at] & carried
                at += 1
        number >>= 1
        place += 1


def _best(found: int, digits: list[int], most: int) -> int:
    """At least the `most` publications with the highest sums, or all; of those equal at the edge the newest."""
    sure, open_ = 0, found
    for digit in reversed(digits):
        higher = sure | (open_ & digit)
        count = higher.bit_count()
        if count > most:
            open_ &= digit
        else:
            sure, open_ = higher, open_ & ~digit
            if count == most:
                return sure
    edge = 0
    for number in islice(members(open_), most - sure.bit_count()):
        edge |= 1 << number
    return sure | edge


def _score(number: int, digits: list[int]) -> int:
    return sum(1 << place for place, digit in enumerate(digits) if digit >> number & 1)


def newest_first(found: int, most: int) -> list[int]:
    """Publications are numbered so, the undated ones last."""
    return list(islice(members(found), most))


def oldest_first(found: int, dated: int, most: int) -> list[int]:
    """The undated ones last here too."""
    return [*reversed(list(members(found & dated))), *members(found & ~dated)][:most]


def by_country(found: int, countries: Iterable[int], most: int) -> list[int]:
    """Publications on the first country, then on the next and not yet shown, then on none; the newest first in each."""
    chosen: list[int] = []
    for works in countries:
        chosen += islice(members(found & works), most - len(chosen))
        found &= ~works
    return [*chosen, *islice(members(found), most - len(chosen))]
