"""A publication was captured anew and reads otherwise: what was decided on words that are gone waits again.

The entries stand meanwhile: that a page changed does not make untrue what it said, but a person has to look.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from qalqan.library.models import Text
from qalqan.review.models import Candidate, Reopening, Review
from qalqan.safety.access import visible
from qalqan.safety.audit import log
from qalqan.safety.rows import fetched
from qalqan.texts.anchors import Anchor, refind


def reopen_changed(text: Text, account: Any) -> int:
    """Reopens what was admitted from earlier readings of the same publication whose words this one no longer has.

    The same publication: another text of the work in this language, a copy from the same address in the circle, or one
    of the same title that prints the same address. To be
    called in the transaction that stores the text. Gives how many proposals wait again.
    """
    if not fetched("SELECT 1 FROM review_review LIMIT 1"):
        return 0
    earlier = [one for one in earlier_readings(text, account) if one.body_sha256 != text.body_sha256]
    reopened = 0
    for candidate in Candidate.objects.filter(text__in=earlier).prefetch_related("reviews", "reopenings"):
        last = candidate.last_review
        if last is None or not last.admits or candidate.reopened is not None or _stands_in(last, text):
            continue
        Reopening.objects.create(
            candidate=candidate, after=last, why="source-changed", text=text, account=account, at=timezone.now()
        )
        log("review.reopened", candidate.permanent_id, account=account, level=candidate.level, purpose="source-changed")
        reopened += 1
    return reopened


def earlier_readings(text: Text, account: Any) -> list[Text]:
    """Other texts of the same publication, as far as the account may read them."""
    same = Q(work=text.work_id, language=text.language)
    if text.copy.url:
        same |= Q(copy__url=text.copy.url)
    if text.work.source_url and text.work.title:  # a saved page brings no address but the one that it prints of itself
        same |= Q(work__source_url=text.work.source_url, work__title=text.work.title, language=text.language)
    found = Text.objects.filter(same, circle=text.circle_id, pk__lt=text.pk)
    return list(visible(found, account).select_related("copy"))


def _stands_in(review: Review, text: Text) -> bool:
    """Whether the newer text still has the words that were decided on, however its lines are broken."""
    body = review.candidate.text.body
    return refind(Anchor.at(body, review.start, review.end), text.body) is not None or (
        " ".join(review.exact.split()) in " ".join(text.body.split())
    )
