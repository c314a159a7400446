"""The report on an import as plain data: counts that balance, and every row that was not proposed, with why."""

from __future__ import annotations

from typing import Any

from qalqan.desk.imports.planning import Plan


def told(plan: Plan, made: int, *, stored: bool, shown: int = 0) -> dict[str, Any]:
    """A plan as plain data; what is refused or differs is named row by row. `shown`: so many proposals in full."""
    return {
        "rows": len(plan.rows),
        "counts": plan.counts,
        "stored": stored,
        "proposals": made,
        "unused_columns": {name: list(columns) for name, columns in plan.unused.items()},
        "named": [
            {"sheet": row.sheet, "row": row.number, "outcome": row.what, "why": row.why}
            for row in plan.of("refused", "differs", "already")
        ],
        "preview": [
            {"sheet": row.sheet, "row": row.number, "words": row.proposal.words, "fields": row.proposal.fields}
            for row in list(plan.of("proposed"))[:shown]
            if row.proposal is not None
        ],
    }
