"""How often machine and people agree, rule by rule, and how often two readers do: so that bad rules are seen.

Counted over what the asker may read and nothing else: a number must not tell of circles that are closed to her. What
was taken back is not counted, nor what was put off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from qalqan.review.models import Candidate, Reopening, Review
from qalqan.review.readers import alike
from qalqan.safety.access import visible


@dataclass(frozen=True)
class RuleAgreement:
    """What became of the proposals of one rule. `corrected_fields`: what people set right, most often first."""

    origin: str
    kind: str
    proposed: int
    accepted: int
    corrected: int
    rejected: int
    corrected_fields: tuple[tuple[str, int], ...] = ()

    @property
    def decided(self) -> int:
        return self.accepted + self.corrected + self.rejected


def agreement(account: Any) -> list[RuleAgreement]:
    """Every rule that proposed something the account may read: those with decisions first, the least right at the top."""
    proposed = Counter(visible(Candidate.objects.order_by(), account).values_list("origin", "kind"))
    outcomes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    fields: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for review in _deciding(account):
        rule = (review.candidate.origin, review.candidate.kind)
        outcomes[rule][review.outcome] += 1
        if review.outcome == "corrected":
            fields[rule].update(corrected_fields(review))
    rules = [
        RuleAgreement(
            *rule,
            n,
            *(outcomes[rule][o] for o in ("accepted", "corrected", "rejected")),
            tuple(fields[rule].most_common()),
        )
        for rule, n in proposed.items()
    ]
    return sorted(rules, key=lambda r: (not r.decided, r.accepted / max(1, r.decided), -r.decided, r.origin, r.kind))


def how_often_right(origin: str, account: Any) -> tuple[int, int]:
    """(accepted as read, decided) of the candidates of a rule that the account may read."""
    outcomes = Counter(_deciding(account).filter(candidate__origin=origin).values_list("outcome", flat=True))
    return outcomes["accepted"], sum(outcomes.values())


def corrected_fields(review: Review) -> list[str]:
    """What a correction changed: names of fields, "hedge", "words"."""
    read = review.candidate
    changed = [name for name, value in review.fields.items() if value != read.fields.get(name)]
    changed += ["hedge"] * (review.hedge != read.hedge)
    return changed + ["words"] * ((review.start, review.end) != (read.start, read.end))


def readers_agreement(account: Any) -> tuple[int, int]:
    """(alike, read twice): of the proposals that two people decided on, how many they decided alike at first."""
    reviews = visible(Review.objects.exclude(outcome="deferred"), account, through="candidate").order_by("id")
    first: dict[int, dict[int, Review]] = defaultdict(dict)
    for review in reviews:
        first[review.candidate_id].setdefault(review.account_id, review)
    pairs = [tuple(by.values())[:2] for by in first.values() if len(by) > 1]
    return sum(alike(*pair) for pair in pairs), len(pairs)


def _deciding(account: Any) -> QuerySet[Review]:
    """The latest review of each proposal, unless it was put off or taken back."""
    later = Review.objects.filter(candidate=OuterRef("candidate"), pk__gt=OuterRef("pk"))
    undone = Reopening.objects.filter(after=OuterRef("pk"), why="taken-back")
    found = visible(Review.objects.all(), account, through="candidate").exclude(outcome="deferred")
    return found.exclude(Exists(later)).exclude(Exists(undone)).select_related("candidate").order_by("id")
