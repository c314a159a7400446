"""Proposals for tests: what extraction would have found in an invented text, ready for `review.queue.propose`."""

from __future__ import annotations

from typing import Any

from qalqan.library.models import Text
from qalqan.review.models import Candidate
from qalqan.review.queue import propose
from qalqan.texts.anchors import Anchor


def found(
    text: Text, key: str, kind: str, words: str, parent: str | None = None, hedge: str = "asserted", **fields: Any
) -> dict[str, Any]:
    """One candidate in the form of `qalqan-extract/1`, anchored at the first place of its words."""
    start = text.body.index(words)
    return {
        "id": key,
        "kind": kind,
        "anchor": Anchor.at(text.body, start, start + len(words)).as_json(),
        "fields": fields,
        "hedge": hedge,
        "attributed_to": None,
        "origin": f"{kind}.test/1",
        "confidence": 0.9,
        "parent": parent,
    }


def proposed(text: Text, account: Any, *candidates: dict[str, Any]) -> list[Candidate]:
    """Stores candidates for review and gives them in the order named."""
    propose(text, list(candidates), account)
    rows = {c.key: c for c in text.candidates.all()}
    return [rows[c["id"]] for c in candidates]
