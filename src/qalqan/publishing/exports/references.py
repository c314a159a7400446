"""The publications of an export as RIS, BibTeX or CSL-JSON: the library's own citations, one after another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from qalqan.library.citation import Facts, cite_facts, gathered
from qalqan.publishing.exports.readable import Readable
from qalqan.texts.citation.facts import address_of

REFERENCES = ("ris", "bibtex", "csl-json")


def as_references(told: Readable, style: str) -> bytes:
    """All publications in one of REFERENCES."""
    cited = [cite_facts(_facts(work), style) for work in told.named("works").rows]
    if style == "csl-json":
        items = [item for one in cited for item in json.loads(one)]
        return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    return "\n".join(cited).encode("utf-8", "replace")


def _facts(work: Mapping[str, Any]) -> Facts:
    """What a citation needs, from a row: of what the row does not tell, nothing."""
    words = {
        name: work.get(name) or ""
        for name in ("id", "title", "publisher", "published", "kind", "language", "symbol", "event", "event_place")
    }
    lists = {name: work[name] or () for name in ("issuers", "topics")}
    countries = [*(work["countries"] or ()), *(work["mentioned"] or ())]
    url, accessed = address_of(work["cite_as"] or "", work["source_url"] or "", work["accessed"] or "", ())
    return gathered(**words, **lists, countries=countries, url=url, accessed=accessed)
