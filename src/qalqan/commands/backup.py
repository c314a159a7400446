"""Write a backup sealed to keys that are kept elsewhere: this machine can write it and cannot read it.

Two public keys of age or more; age-keygen makes a pair. Try it with qalqan restore: a backup is good once it was
restored.

Example: qalqan backup --to /media/usb/record.age --recipient age1first… --recipient age1second…
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import as_json, say
from qalqan.commands.workspace import acting_account, home, open_here


def run(
    to: Annotated[Path, typer.Option(help="The file to write.")],
    recipient: Annotated[list[str], typer.Option(help="A public key that may open it; two or more.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.safety.restoring import recipients_from

    sealed_to = recipients_from(recipient)
    open_here()
    from qalqan.config.databases import FILE
    from qalqan.safety.backup import make

    made = make(home(), FILE, to, sealed_to, acting_account())
    if json:
        as_json(
            {"file": str(to), "made": made.made, "files": len(made.files), "entries": made.entries, "root": made.root}
        )
        return
    say(f"The backup is in {to}: {len(made.files)} files, {made.entries} entries of the log with the root {made.root}.")
    say("Try it now and then: qalqan restore FILE --identity KEY --to NEW-FOLDER.")
