"""Propose what a spreadsheet holds: every row waits for review, or is named with the reason why not.

Formats: csv (also a zip of them), xlsx, json (our own export, or a list of objects), ftm (FollowTheMoney entities).

Headings that are understood are mapped by themselves; --mapping FILE says what the others are (see
docs/reference/import-export.md). --dry-run stores nothing. Rows of qalqan's own export are known by their ids and left
as they are.

Example: qalqan import csv recommendations.csv --title "Recommendations of the second cycle" --dry-run
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, say
from qalqan.commands.workspace import acting_account, open_here


def run(
    format: Annotated[str, typer.Argument(help="csv, xlsx, json or ftm.")],
    file: Annotated[Path, typer.Argument(help="The spreadsheet.")],
    mapping: Annotated[Path | None, typer.Option(help="A YAML file: what the columns are.")] = None,
    kind: Annotated[str, typer.Option(help="What the rows are, such as recommendation, act or step.")] = "",
    title: Annotated[str, typer.Option(help="The publication that the rows stand in, where no column says it.")] = "",
    publisher: Annotated[str, typer.Option(help="Its publisher, where no column says it.")] = "",
    preview: Annotated[
        int, typer.Option(help="Show so many rows as they would be proposed; store nothing.", min=0)
    ] = 0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of each row; store nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    data, written = file.read_bytes(), mapping.read_text("utf-8") if mapping else ""
    open_here()
    from qalqan.desk.imports.carrying_out import carry_out
    from qalqan.desk.imports.mapping import mapping_with
    from qalqan.desk.imports.planning import planned
    from qalqan.desk.imports.reading import read_sheets
    from qalqan.desk.imports.reporting import told

    account = acting_account()
    asked = mapping_with(written, kind=kind, title=title, publisher=publisher)
    plan = planned(read_sheets(data, format, file.name), asked, account, format)
    stores = not (dry_run or preview)
    made = carry_out(plan, data, file.name, account) if stores else 0
    if json:
        as_json(told(plan, made, stored=stores, shown=preview))
    else:
        _show(plan, preview, stored=stores)


def _show(plan: Any, shown: int, *, stored: bool) -> None:
    for row in list(plan.of("proposed"))[:shown]:
        say(f"{place(row)}: {row.proposal.words}")
        for name, value in row.proposal.fields.items():
            if value not in (None, [], False, ""):
                say(f"    {name}: {value}")
    for name, columns in plan.unused.items():
        if columns:
            say(f"Nothing is taken from these columns{f' of “{name}”' if name else ''}: {', '.join(columns)}.")
    for row in plan.of("refused", "differs"):
        say(f"{place(row)}: {row.what}. {row.why}")
    counts = ", ".join(f"{n} {what}" for what, n in plan.counts.items())
    say(f"{len(plan.rows)} rows: {counts}.")
    proposes = stored and plan.counts["proposed"]
    say("What is proposed waits for review: qalqan review." if proposes else "Nothing was stored.")


def place(row: Any) -> str:
    return f"{row.sheet}, row {row.number}" if row.sheet else f"Row {row.number}"
