"""What waits for a person: candidates stored as extraction proposed them, listed for whoever may read them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from qalqan.library.models import Text
from qalqan.review.models import Candidate, Reopening, Review
from qalqan.safety.access import visible
from qalqan.safety.levels import TEAM, higher
from qalqan.safety.rows import fetched, insert

FOR_SOMEBODY_ELSE = ("second-reader", "readers-differ")


def propose(text: Text, candidates: list[dict[str, Any]], account: Any) -> int:
    """Stores the candidates of a `qalqan-extract/1` object for review; gives how many. Parents keep their children."""
    passages = fetched("SELECT start, id FROM library_passage WHERE text_id = %s ORDER BY start, id", [text.pk])
    starts = [start for start, _ in passages]
    made: dict[str, Candidate] = {}
    waiting = [c for c in candidates if c["kind"] != "mention"]
    # Parents first, so that each row can name the row it hangs on.
    for found in sorted(waiting, key=lambda c: c["parent"] is not None):
        anchor = found["anchor"]
        made[found["id"]] = Candidate(
            text=text,
            key=found["id"],
            kind=found["kind"],
            passage_id=passages[max(0, bisect_right(starts, anchor["start"]) - 1)][1],
            start=anchor["start"],
            end=anchor["end"],
            exact=anchor["exact"],
            prefix=anchor["prefix"],
            suffix=anchor["suffix"],
            fields=found["fields"],
            hedge=found["hedge"],
            attributed_to=found["attributed_to"] or "",
            origin=found["origin"],
            confidence=found["confidence"],
            circle_id=text.circle_id,
            level=higher(TEAM, text.level),  # of a public text too: what nobody has decided on is not public
            created_by=account,
        )
    insert([made[c["id"]] for c in waiting if c["parent"] is None])
    children = [c for c in waiting if c["parent"] is not None]
    if children:
        numbers = dict(fetched("SELECT key, id FROM review_candidate WHERE text_id = %s", [text.pk]))
        for found in children:
            made[found["id"]].parent_id = numbers.get(found["parent"])
        insert([made[c["id"]] for c in children])
    return len(made)


def waiting(account: Any, kind: str | None = None, work: Any = None) -> QuerySet[Candidate]:
    """Candidates that the account may read and has to look at; recommendations before their clauses.

    Those without a decision, put off, or reopened since; of two readers the one who has read already waits for the other.
    """
    reviews = Review.objects.filter(candidate=OuterRef("pk")).order_by("-id")
    found = visible(Candidate.objects.all(), account).annotate(
        outcome=Subquery(reviews.values("outcome")[:1]), reopened_because=Subquery(_reopenings().values("why")[:1])
    )
    found = found.filter(Q(outcome=None) | Q(outcome="deferred") | Q(reopened_because__isnull=False))
    found = found.exclude(Exists(_reopenings().filter(why__in=FOR_SOMEBODY_ELSE, after__account=account)))
    if kind:
        found = found.filter(kind=kind)
    if work is not None:
        found = found.filter(text__work=work)
    return found.select_related("text__work", "passage", "parent").order_by("text_id", "start", "parent_id", "id")


def _reopenings() -> QuerySet[Reopening]:
    """Of a candidate: those after which nobody has decided yet, the latest first."""
    later = Review.objects.filter(candidate=OuterRef("candidate"), pk__gt=OuterRef("after"))
    return Reopening.objects.filter(~Exists(later), candidate=OuterRef("pk")).order_by("-id")
