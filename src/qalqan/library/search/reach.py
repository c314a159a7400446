"""What an account can search: bodies where it may read them, else titles of what it may see. Access comes first.

Counts, facets, spellings and suggestions are all taken from here, so that none of them tells what is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qalqan.library.models import Text
from qalqan.safety.access import WHO_MAY, current_grants, visible
from qalqan.safety.fields import level_of_field
from qalqan.safety.levels import up_to


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be found. `titles_only` where none of the bodies may be read."""

    account: Any
    circles: frozenset[int]

    @property
    def titles_only(self) -> bool:
        return not self.circles

    @property
    def texts(self) -> QuerySet[Text]:
        return self.within(Text.objects.all())

    def within(self, rows: QuerySet[Any], text: str = "") -> QuerySet[Any]:
        """The rows whose text may be found; `text` leads to it. A join: a list of all texts would be read each time."""
        path = f"{text}__" if text else ""
        seen = visible(visible(rows, self.account, through=text), self.account, through=f"{path}work")
        if self.circles:
            seen = seen.filter(
                **{f"{path}circle__in": sorted(self.circles), f"{path}work__circle__in": sorted(self.circles)}
            )
        return seen


def reach_of(account: Any) -> Reach:
    """A body is for those whose grant in its circle opens that field; public of a work is its catalogue entry."""
    return Reach(account, frozenset(_circles_read(account)))


def _circles_read(account: Any) -> set[int]:
    if account is None or not account.is_active or not WHO_MAY["see"] & set(account.roles):
        return set()
    needed = level_of_field(Text, "body")
    return {grant.circle_id for grant in current_grants(account) if needed in up_to(grant.level)}
