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
    """`texts` that may be found; `titles_only` where none of their bodies may be read."""

    texts: QuerySet[Text]
    titles_only: bool


def reach_of(account: Any) -> Reach:
    """A body is for those whose grant in its circle opens that field; public of a work is its catalogue entry."""
    seen = visible(visible(Text.objects.all(), account), account, through="work")
    circles = _circles_read(account)
    if not circles:
        return Reach(seen, titles_only=True)
    return Reach(seen.filter(circle__in=circles, work__circle__in=circles), titles_only=False)


def _circles_read(account: Any) -> set[int]:
    if account is None or not account.is_active or not WHO_MAY["see"] & set(account.roles):
        return set()
    needed = level_of_field(Text, "body")
    return {grant.circle_id for grant in current_grants(account) if needed in up_to(grant.level)}
