"""Clause × addressee: where each demand stands with each State it was made to, and when it was first made.

Example: qalqan matrix --country KGZ --as-of 2014-07-22
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, day, say
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import WrongCall


def run(
    issuer: Annotated[str, typer.Option(help="Only demands of this issuer or publisher.")] = "",
    country: Annotated[str, typer.Option(help="Only demands to this country.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day asked about; today if not given.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.vocabularies.countries import country_named

    asked = day(as_of)
    code = country_named(country) if country else ""
    if code is None:
        raise WrongCall(f"“{country}” is no country that Qalqan knows: write its name or its code, such as KAZ.")
    open_here()
    from qalqan.followup.matrix import matrix

    table = matrix(acting_account(), issuer=issuer, country=code or "", as_of=asked)
    if json:
        as_json({"as_of": asked.isoformat(), "columns": list(table.columns), "rows": [told(row) for row in table.rows]})
        return
    for row in table.rows:
        show(row)
    say(
        f"{len(table.rows)} demands, {len(table.columns)} addressees, as of {asked.isoformat()}; what is in the record, not exhaustive."
    )


def show(row: Any) -> None:
    """A demand, where it stands with each addressee, and when it was made before."""
    say(" ".join(row.clause.exact.split()))
    cells = ", ".join(
        f"{column}: {cell.state}" + (f" ({cell.since})" if cell.since else "") for column, cell in row.cells.items()
    )
    say(f"  {cells or 'no addressee named'}")
    for link in row.made_before:
        work = link.earlier.recommendation.work
        say(f"  made before, {work.published or 'no date'}: {link.relation} ({link.why}), {work.title}")


def told(row: Any) -> dict[str, Any]:
    """A row as plain data."""

    def link(one: Any, clause: Any) -> dict[str, Any]:
        work = clause.recommendation.work
        return {
            "exact": clause.exact,
            "publication": work.title,
            "published": work.published or None,
            "relation": one.relation,
            "score": one.score,
            "why": one.why,
            "difference": one.difference,
        }

    return {
        "clause": row.clause.exact,
        "publication": row.clause.recommendation.work.title,
        "published": row.clause.recommendation.work.published or None,
        "category": row.clause.category,
        "cells": {
            code: {
                "state": cell.state,
                "since": cell.since or None,
                "followed": [
                    {"kind": p.kind, "mandate": p.mandate, "stage": s.step.stage, "date": s.step.date or None}
                    for p, s in cell.processes
                ],
            }
            for code, cell in row.cells.items()
        },
        "made_before": [link(one, one.earlier) for one in row.made_before],
        "made_again": [link(one, one.later) for one in row.made_again],
    }
