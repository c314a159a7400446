"""Write a new public edition: database, pages, feeds, search, manifest, signature.

Only what was released is in it. The same record gives the same bytes. An interrupted run leaves the former edition whole.

Example: qalqan publish --to edition
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import as_json, day, say
from qalqan.commands.workspace import acting_account, home, open_here


def run(
    to: Annotated[Path | None, typer.Option(help="Folder of the edition; in the workspace if not given.")] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="The day it speaks of; today if not given.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    asked = day(as_of)
    open_here()
    from qalqan.publishing.editions import publish

    folder = to or home() / "edition"
    edition = publish(folder, acting_account(), asked)
    if json:
        as_json({"folder": str(folder), "number": edition.number, "as_of": asked.isoformat()})
    else:
        say(
            f"Edition {edition.number}, as of {asked.isoformat()}, is in {folder}; open index.html there, or run qalqan serve."
        )
