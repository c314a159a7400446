"""Check an edition, or a copy of it from any host or stick, with the public key alone.

Needs no workspace. The key should come from elsewhere than the edition; without --key the edition's own is used, which shows
only that nothing was changed after it was signed with that key.

Example: qalqan verify /media/usb/edition --key qalqan.pub
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import as_json, say, warn
from qalqan.errors import WrongCall


def run(
    folder: Annotated[Path, typer.Argument(help="The folder of the edition.", show_default=False)],
    key: Annotated[str, typer.Option(help="The public key, or a file that holds it.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.publishing.verify import verify

    if not folder.is_dir():
        raise WrongCall(f"{folder} is no folder: name the one that holds manifest.json.")
    given = Path(key).read_text("utf-8") if key and Path(key).is_file() else key
    found = verify(folder, given or None)
    if json:
        as_json({"files": found.files, "edition": found.edition, "as_of": found.as_of, "key": found.key_id})
        return
    say(
        f"Edition {found.edition}, as of {found.as_of}: {found.files} files are as they were signed with key {found.key_id}."
    )
    if not given:
        warn("The key was taken from the edition itself: compare it with one that you got elsewhere.")
