"""Demands that hold only once something else is so ("as soon as the law is adopted"): whether it is, on a day.

A person answers by the grid `precondition`; without an answer it is not known, which is no answer either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qalqan.followup.grids import NOT_KNOWN, Cell, laid_over
from qalqan.followup.models import Clause

GRID = "precondition"
FULFILLED = "precondition/fulfilled"
NOT_MET = "not-met"


@dataclass(frozen=True)
class Precondition:
    """`words` as the demand has them; `code` the answer of the grid that held on the day."""

    words: str
    code: str
    cell: Cell

    @property
    def is_open(self) -> bool:
        """Nobody said that it is met: the demand may not bind yet, and its state is read with that in mind."""
        return self.code != "met"


def preconditions(clauses: Iterable[Clause], account: Any, as_of: date) -> dict[int, Precondition]:
    """Of the clauses that have one, by their number. One look-up for all of them."""
    having = [clause for clause in clauses if clause.precondition]
    if not having:
        return {}
    found = zip(having, laid_over(GRID, having, account, as_of), strict=True)
    return {
        clause.pk: Precondition(clause.precondition, laid.cells[0].code if laid.cells else NOT_KNOWN, laid.cells[0])
        for clause, laid in found
    }
