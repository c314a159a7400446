"""Which sign a board shows for a state: read once from signs.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _signs() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "signs.yaml").read_text("utf-8"))
    return read


def sign_of(kind: str, code: str | None) -> str:
    """ "half" of ("visit", "invited"); "none" for what has no sign."""
    return _signs().get(kind, {}).get(code or "", "none")
