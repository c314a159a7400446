"""Reads a few words as if they were a file, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading.plain import read_plain

HEAD = "Ruritania: statement\n\n3 March 2015\n\n"


def extracted(text: str, kinds: tuple[str, ...] | None = None) -> dict[str, Any]:
    return read_out(read_plain(text.encode(), "note.txt"), {"path": "note.txt"}, kinds)


def found(text: str, kind: str) -> list[dict[str, Any]]:
    """The candidates of a kind."""
    return [one for one in extracted(text, (kind,))["candidates"]]


def words(candidates: list[dict[str, Any]]) -> list[str]:
    return [one["anchor"]["exact"] for one in candidates]
