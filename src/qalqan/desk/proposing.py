"""A proposal that a person makes: words of a text that the machine passed over."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.desk.marking import place
from qalqan.desk.shapes import SHAPES, Shape
from qalqan.errors import CannotDecide
from qalqan.library.models import Text
from qalqan.review.models import Candidate
from qalqan.review.queue import propose
from qalqan.safety import audit
from qalqan.safety.access import demand
from qalqan.safety.models import Account
from qalqan.texts.anchors import Anchor

ORIGIN = "by hand"
PROPOSED = tuple(kind for kind in SHAPES if kind != "mention")


def propose_by_hand(text: Text, kind: str, words: str, account: Account) -> Candidate:
    """The proposal, its fields still empty. Raises CannotDecide for words that the text does not have, NotAllowed."""
    demand(account, "review", text)
    if kind not in PROPOSED:
        raise CannotDecide(_("Choose what the words are: a recommendation, an act, a step …"))
    at = place(text.body, words, 0)
    if at is None:
        raise CannotDecide(_("These words do not stand in the publication: copy them from it exactly."))
    parent = _around(text, *at) if kind == "clause" else None
    if kind == "clause" and parent is None:
        raise CannotDecide(_("A demand stands within a recommendation: propose the recommendation first."))
    with transaction.atomic():
        key = f"h{text.candidates.count() + 1}"
        propose(text, [_written(kind, key, Anchor.at(text.body, *at))], account)
        candidate = Candidate.objects.get(text=text, key=key)
        if parent is not None:
            Candidate.objects.filter(pk=candidate.pk).update(parent=parent)
            candidate.parent = parent
        audit.log("proposed", candidate.permanent_id, account=account, level=candidate.level)
    return candidate


def _written(kind: str, key: str, anchor: Anchor) -> dict[str, Any]:
    return {
        "id": key,
        "kind": kind,
        "anchor": anchor.as_json(),
        "fields": {shape.name: _empty(shape) for shape in SHAPES[kind]},
        "hedge": "asserted",
        "attributed_to": None,
        "origin": ORIGIN,
        "confidence": 1.0,
        "parent": None,
    }


def _empty(shape: Shape) -> Any:
    if shape.kind in ("rows", "lines", "codes"):
        return []
    return False if shape.kind == "yes" else None


def _around(text: Text, start: int, end: int) -> Candidate | None:
    """The narrowest recommendation that holds these words."""
    holding = text.candidates.filter(kind="recommendation", start__lte=start, end__gte=end)
    return min(holding, key=lambda one: one.end - one.start, default=None)
