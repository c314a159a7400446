"""Verify the log: every entry, the chain, the signed checkpoints.

Example: qalqan audit verify
"""

from __future__ import annotations

from typing import Annotated

import typer

from qalqan.commands.console import as_json, say
from qalqan.commands.workspace import open_here
from qalqan.errors import WrongCall


def run(
    what: Annotated[str, typer.Argument(help="What to do: verify.")] = "verify",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    if what != "verify":
        raise WrongCall(f"The log can be verified, not “{what}”: call qalqan audit verify.")
    open_here()
    from qalqan.safety import audit

    report = audit.verify()
    if json:
        as_json({"entries": report.entries, "root": report.root.hex(), "checkpoints": report.checkpoints})
    else:
        say(
            f"The log holds: {report.entries} entries, {report.checkpoints} checkpoints. Its root is {report.root.hex()}."
        )
