"""The four levels, from open to closed, and what a person can be asked to do here."""

from __future__ import annotations

PUBLIC, PARTNER, TEAM, SEALED = LEVELS = ("public", "partner", "team", "sealed")

ROLES = ("reader", "editor", "verifier", "publisher", "responder", "auditor", "operator")


def up_to(level: str) -> tuple[str, ...]:
    """The levels that a grant of `level` opens."""
    return LEVELS[: LEVELS.index(level) + 1]


def higher(one: str, other: str) -> str:
    """The more closed of two levels."""
    return max(one, other, key=LEVELS.index)
