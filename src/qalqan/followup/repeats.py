"""Demands made again: links from a clause to the earlier ones it repeats, with the words that differ."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db import transaction

from qalqan.extraction.likeness import compare, difference, pairs_worth_comparing
from qalqan.followup.models import Clause, ClauseLink
from qalqan.library.models import Work
from qalqan.safety.access import demand, visible
from qalqan.safety.audit import log
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.texts.edtf import bounds


def link_work(work: Work, account: Any) -> int:
    """Links the clauses of a work with earlier ones that the account may read, its own included; gives how many links.

    Raises NotAllowed for somebody who may not review the work.
    """
    demand(account, "review", work)
    clauses = list(visible(Clause.objects.filter(standing="standing"), account).select_related("recommendation__work"))
    clauses.sort(key=_made)
    texts = [c.exact for c in clauses]
    made = 0
    with transaction.atomic():
        for i, j in pairs_worth_comparing(texts):
            earlier, later = clauses[i], clauses[j]
            if work.pk not in (earlier.recommendation.work_id, later.recommendation.work_id):
                continue
            if earlier.circle_id != later.circle_id and PUBLIC not in (earlier.level, later.level):
                continue  # the link stands in one circle and would tell it of the other
            like = compare(earlier.exact, later.exact)
            if like.relation is None:
                continue
            _, new = ClauseLink.objects.get_or_create(
                earlier=earlier,
                later=later,
                defaults={
                    "relation": like.relation,
                    "score": like.score,
                    "why": like.why,
                    "difference": [list(row) for row in difference(earlier.exact, later.exact)],
                    "circle": later.circle,
                    "level": reduce(higher, (TEAM, earlier.level, later.level)),
                    "created_by": account,
                },
            )
            made += new
        if made:
            log("followup.linked", work.permanent_id, account=account)
    return made


def _made(clause: Clause) -> tuple[Any, ...]:
    work = clause.recommendation.work
    return (str(bounds(work.published)[0] or "9999"), work.pk, clause.position, clause.pk)
