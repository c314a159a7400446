"""What waits for a person: candidates stored as extraction proposed them, listed for whoever may read them."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from qalqan.library.models import Text
from qalqan.review.models import Candidate, Review
from qalqan.safety.access import visible
from qalqan.safety.levels import TEAM, higher


def propose(text: Text, candidates: list[dict[str, Any]], account: Any) -> int:
    """Stores the candidates of a `qalqan-extract/1` object for review; gives how many. Parents keep their children."""
    passages = list(text.passages.order_by("start"))
    starts = [p.start for p in passages]
    made: dict[str, Candidate] = {}
    waiting = [c for c in candidates if c["kind"] != "mention"]
    # Parents first, so that each row can name the row it hangs on.
    for found in sorted(waiting, key=lambda c: c["parent"] is not None):
        anchor = found["anchor"]
        made[found["id"]] = Candidate(
            text=text,
            key=found["id"],
            kind=found["kind"],
            passage=passages[max(0, bisect_right(starts, anchor["start"]) - 1)],
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
            circle=text.circle,
            level=higher(TEAM, text.level),  # of a public text too: what nobody has decided on is not public
            created_by=account,
        )
    parents = [c for c in waiting if c["parent"] is None]
    Candidate.objects.bulk_create([made[c["id"]] for c in parents])
    children = [c for c in waiting if c["parent"] is not None]
    for found in children:
        made[found["id"]].parent = made.get(found["parent"])
    Candidate.objects.bulk_create([made[c["id"]] for c in children])
    return len(made)


def waiting(account: Any, kind: str | None = None, work: Any = None) -> QuerySet[Candidate]:
    """Candidates without a decision, or deferred, that the account may read; recommendations before their clauses."""
    reviews = Review.objects.filter(candidate=OuterRef("pk"))
    last = Subquery(reviews.order_by("-id").values("outcome")[:1])
    found = visible(Candidate.objects.all(), account).annotate(decided=Exists(reviews), outcome=last)
    found = found.exclude(decided=True, outcome__in=("accepted", "corrected", "rejected"))
    if kind:
        found = found.filter(kind=kind)
    if work is not None:
        found = found.filter(text__work=work)
    return found.select_related("text__work", "passage", "parent").order_by("text_id", "start", "parent_id", "id")


def how_often_right(origin: str) -> tuple[int, int]:
    """(accepted as read, decided) of the candidates that a rule proposed: bad rules are to be seen."""
    last = Subquery(Review.objects.filter(candidate=OuterRef("pk")).order_by("-id").values("outcome")[:1])
    decided = (
        Candidate.objects.filter(origin=origin).annotate(outcome=last).exclude(outcome=None).exclude(outcome="deferred")
    )
    return decided.filter(outcome="accepted").count(), decided.count()
