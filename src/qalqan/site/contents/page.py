"""A page before it is set: where it stands, which template sets it, and the facts of its twin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """`path` is without language and suffix: "cases/ID". `data` becomes the JSON beside the page."""

    path: str
    template: str
    values: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
