"""What an account can search: bodies where it may read them, else titles of what it may see. Access comes first.

Counts, facets, spellings and suggestions are all taken from here, so that none of them tells what is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qalqan.library.models import Text
from qalqan.library.search.holdings import Circled, Holdings
from qalqan.safety.access import WHO_MAY, levels_granted
from qalqan.safety.fields import level_of_field
from qalqan.safety.levels import PUBLIC, up_to


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be found: `opened` are the levels that grants open in each circle, `circles` those of readable bodies.

    `titles_only` where none of the bodies may be read.
    """

    account: Any
    opened: frozenset[Circled]
    circles: frozenset[int]

    @property
    def titles_only(self) -> bool:
        return not self.circles

    def texts(self, held: Holdings) -> int:
        """The texts that may be found: both the text and its work are open to the account."""
        asked = ("reach", self.opened, self.circles)
        known = held.remembered.get(asked)
        if known is None:
            known = held.remember(asked, self._open(held.text_levels) & self._open(held.work_levels))
        return int(known)

    def _open(self, levels: dict[Circled, int]) -> int:
        texts = 0
        for (circle, level), having in levels.items():
            seen = level == PUBLIC or (circle, level) in self.opened
            if seen and (self.titles_only or circle in self.circles):
                texts |= having
        return texts


def reach_of(account: Any) -> Reach:
    """A body is for those whose grant in its circle opens that field; public of a work is its catalogue entry."""
    if account is None or not account.is_active or not WHO_MAY["see"] & set(account.roles):
        return Reach(account, frozenset(), frozenset())
    needed = level_of_field(Text, "body")
    granted = [(circle, up_to(most)) for circle, most in levels_granted(account)]
    return Reach(
        account,
        frozenset((circle, level) for circle, levels in granted for level in levels),
        frozenset(circle for circle, levels in granted if needed in levels),
    )
