"""Write out what this account may read, as tables, entities, events or references.

Formats: csv, xlsx and json (all tables, or --table one of them), ftm (FollowTheMoney), huridocs and huridocs-csv (event
tables), upr and upr-xlsx (recommendations in columns like those of the UPR databases), ris, bibtex, csl-json. What is
sealed is never exported. Every export is in the log.

Example: qalqan export upr --to recommendations.csv
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import warn
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import WrongCall


def run(
    format: Annotated[str, typer.Argument(help="csv, xlsx, json, ftm, huridocs, upr, ris, bibtex or csl-json.")],
    to: Annotated[Path | None, typer.Option(help="The file to write; standard output if not given.")] = None,
    table: Annotated[str, typer.Option(help="Only this table, such as recommendations or acts.")] = "",
    public: Annotated[bool, typer.Option("--public", help="Only what an edition says to everybody.")] = False,
) -> None:
    open_here()
    from qalqan.publishing.exports import take_out

    taken = take_out(acting_account(), format, whose="public" if public else "mine", only=table)
    if to is None:
        if sys.stdout.isatty() and not taken.media_type.startswith("text/") and "json" not in taken.media_type:
            raise WrongCall(f"This format is a file, not text: say where with --to {taken.name}.")
        sys.stdout.flush()
        sys.stdout.buffer.write(taken.content)
    else:
        write_closed(to, taken.content)
        warn(f"{taken.rows} rows are in {to}.")
    if taken.sealed:
        warn(f"{taken.sealed} sealed entries stayed behind: what is sealed is opened one by one and never exported.")


def write_closed(to: Path, content: bytes) -> None:
    """A file that only its owner may read, there whole or not at all."""
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
