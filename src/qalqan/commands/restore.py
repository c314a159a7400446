"""Restore a backup into a new folder and prove that it is whole.

Checked: every file by its digest, the signature of the workspace, the database, the log to its root, the number of rows
of each table, and originals drawn by lot. A workspace that is there already is never written over.

Example: qalqan restore /media/usb/record.age --identity key.txt --to restored
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json, say
from qalqan.commands.workspace import passphrase
from qalqan.errors import WorkspaceError

FEWEST_ORIGINALS = 20  # drawn by lot, and of many originals one in a hundred


def run(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    identity: Annotated[Path, typer.Option(help="The file with the private key, as age-keygen writes it.")],
    to: Annotated[Path, typer.Option(help="The new folder.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.safety.restoring import MANIFEST, SIGNATURE, check_signature, identities_from, unpack

    folder = to.absolute()
    manifest = unpack(file, identities_from(identity.read_text("utf-8")), folder)
    from qalqan.config.opening import open_workspace
    from qalqan.safety import keys

    secret = passphrase("Passphrase of the workspace in the backup")
    check_signature(folder, keys.read(folder, secret))
    open_workspace(folder, secret)
    found = prove(manifest)
    for name in (MANIFEST, SIGNATURE):
        (folder / name).unlink()
    if json:
        as_json({"folder": str(folder), "made": manifest.made, **found})
        return
    say(f"The backup of {manifest.made} is restored in {folder} and whole.")
    say(f"{found['entries']} entries of the log, {found['rows']} rows, {found['originals']} originals were checked.")
    if found["missing"]:
        say(f"{found['missing']} originals were missing already when it was made: look for them in an older backup.")
    say(f"Open it with QALQAN_HOME={folder}")


def prove(manifest: Any) -> dict[str, int]:
    """Checks the open workspace against what the backup says. Raises WorkspaceError, LogBroken, DamagedFile."""
    from django.db import connection

    from qalqan.safety import audit
    from qalqan.safety.backup import rows_now
    from qalqan.sources import store
    from qalqan.sources.models import Copy

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        if cursor.fetchall() != [("ok",)]:
            raise WorkspaceError("The database in this backup is damaged: take another one.")
    report = audit.verify()
    if (report.entries, report.root.hex()) != (manifest.entries, manifest.root):
        raise WorkspaceError("The log in this backup is not the one that it names: take another one.")
    rows = rows_now()
    # A newer Qalqan may have brought tables and terms of its own: of those that were there nothing may be missing.
    if any(rows.get(name) != n for name, n in manifest.rows.items() if n and name != "contenttypes.contenttype"):
        raise WorkspaceError("The database in this backup lacks rows that it should have: take another one.")
    listed = set(Copy.objects.values_list("sha256", flat=True))
    held = sorted(one for one in listed if store.is_kept(one))
    drawn = random.sample(held, min(len(held), max(FEWEST_ORIGINALS, len(held) // 100)))
    for digest in drawn:
        store.original(digest)
    return {
        "entries": report.entries,
        "rows": sum(rows.values()),
        "originals": len(drawn),
        "missing": len(listed) - len(held),
    }
