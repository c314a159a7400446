"""Persons, organisations, places and laws that a text names. First depth: names as printed, no guess at who they are."""

from __future__ import annotations

from qalqan.extraction.mentions.laws import find_laws
from qalqan.extraction.mentions.names import Named, find_names
from qalqan.extraction.mentions.places import find_places

__all__ = ["Named", "find_laws", "find_names", "find_places"]
