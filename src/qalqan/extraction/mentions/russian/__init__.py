"""Names in Russian texts: signs of every word, a tagger that weighs them, names inside names, and the nominative.

    sentences ─ signs ─ tagger ─ spans (and those inside them) ─ names as they are called

`russian_names` is all that the rest of the package needs.
"""

from __future__ import annotations

from qalqan.extraction.mentions.russian.names import RussianName, russian_names

__all__ = ["RussianName", "russian_names"]
