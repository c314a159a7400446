"""What the machine proposes: candidates, and the document they were found in, in the form of `qalqan-extract/1`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from qalqan.texts.anchors import Anchor

FORMAT = "qalqan-extract/1"

Kind = Literal["recommendation", "clause", "act", "pattern", "step", "provision", "standard", "situation", "mention"]
Hedge = Literal["asserted", "reported", "alleged", "apparent", "believed", "feared", "expected"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of some words, waiting for a person. `fields` are those that the contract names for its kind."""

    id: str
    kind: Kind
    anchor: Anchor
    fields: dict[str, Any]
    hedge: Hedge = "asserted"
    attributed_to: str | None = None
    origin: str = ""
    confidence: float = 0.5
    parent: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "anchor": {  # written out: asdict() took a tenth of all extraction
                "start": self.anchor.start,
                "end": self.anchor.end,
                "exact": self.anchor.exact,
                "prefix": self.anchor.prefix,
                "suffix": self.anchor.suffix,
            },
            "fields": self.fields,
            "hedge": self.hedge,
            "attributed_to": self.attributed_to,
            "origin": self.origin,
            "confidence": round(self.confidence, 3),
            "parent": self.parent,
        }


@dataclass(frozen=True, slots=True)
class Publication:
    """The `work` object of `qalqan-extract/1`: what the document says about itself."""

    title: str
    kind: str = "other"
    language: str | None = None
    publisher: str | None = None
    issuers: list[dict[str, Any]] = field(default_factory=list)
    published: dict[str, str | None] = field(default_factory=lambda: {"edtf": None, "basis": "none"})
    presented_at: dict[str, str | None] | None = None
    countries: list[dict[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    symbol: str | None = None
    source_url: str | None = None
    accessed: str | None = None
    cite_as: str | None = None
    disclaimer: Anchor | None = None
    rights: str | None = None
    other_languages: list[dict[str, str | None]] = field(default_factory=list)
    related: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        out = {name: getattr(self, name) for name in self.__slots__}
        out["disclaimer"] = self.disclaimer.as_json() if self.disclaimer else None
        return out
