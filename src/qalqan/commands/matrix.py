"""Clause × addressee: where each demand stands with each State it was made to, and when it was first made.

Example: qalqan matrix --country KGZ --as-of 2014-07-22  |  qalqan matrix --words lawyers --page 2
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, day, say
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import WrongCall


def run(
    issuer: Annotated[str, typer.Option(help="Only demands of this issuer or publisher.")] = "",
    country: Annotated[str, typer.Option(help="Only demands to this country.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day asked about; today if not given.")] = "",
    words: Annotated[str, typer.Option(help="Only demands that hold all of these words.")] = "",
    page: Annotated[int, typer.Option(min=0, help="Print this page only; 0 prints every demand.")] = 0,
    of: Annotated[int, typer.Option(min=1, help="How many demands make a page.")] = 100,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.vocabularies.countries import country_named

    asked = day(as_of)
    code = country_named(country) if country else ""
    if code is None:
        raise WrongCall(f"“{country}” is no country that Qalqan knows: write its name or its code, such as KAZ.")
    open_here()
    from qalqan.followup.matrix import matrix

    table = matrix(
        acting_account(), issuer=issuer, country=code or "", as_of=asked, words=words, page=page or None, of=of
    )
    if json:
        as_json(
            {"as_of": asked.isoformat(), "columns": list(table.columns), "total": table.total, "page": table.page,
             "pages": table.pages, "rows": [told(row) for row in table.rows]}
        )  # fmt: skip
        return
    for line in printed(table):
        say(line)


def printed(table: Any) -> Iterator[str]:
    """The table in lines: each demand, where it stands with whom, when it was made before; then what it covers."""
    for row in table.rows:
        yield from shown(row)
    part = f"page {table.page} of {table.pages}; " if table.pages > 1 else ""
    demands, whom = _counted(table.total, "demand"), _counted(len(table.columns), "addressee")
    yield f"{part}{demands}, {whom}, as of {table.as_of.isoformat()}; what is in the record, not exhaustive."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def shown(row: Any) -> Iterator[str]:
    """A demand, where it stands with each addressee, and when it was made before."""
    yield " ".join(row.clause.exact.split())
    cells = ", ".join(
        f"{column}: {cell.state}" + (f" ({cell.since})" if cell.since else "") for column, cell in row.cells.items()
    )
    yield f"  {cells or 'no addressee named'}"
    if row.precondition:
        yield f"  waits for “{row.precondition.words}”: {row.precondition.code}"
    for link in row.made_before:
        work = link.earlier.recommendation.work
        yield (f"  made before, {work.published or 'no date'}: {link.relation} ({link.why}), {work.title}")


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
        "precondition": {"words": row.precondition.words, "state": row.precondition.code} if row.precondition else None,
        "made_before": [link(one, one.earlier) for one in row.made_before],
        "made_again": [link(one, one.later) for one in row.made_again],
    }
