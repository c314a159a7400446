"""Read files and print what they are found to say. Stores nothing and needs no workspace.

Each file is read in a separate, limited process. With --json each line is one object of the format qalqan-extract/1.

Example: qalqan extract --json statement.html > found.jsonl
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from qalqan.commands.console import as_json_line, progress, say, warn
from qalqan.commands.files import bytes_of, files_of, name_of
from qalqan.errors import CannotRead, UnknownTerm


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)],
    kind: Annotated[list[str] | None, typer.Option(help="Only candidates of this kind; may be given again.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    from qalqan.extraction.candidate import Kind
    from qalqan.review.apart import read_apart, reading_process

    for name in kind or []:
        if name not in get_args(Kind):
            raise UnknownTerm(f"There is no kind “{name}”: there are {', '.join(get_args(Kind))}.")
    files = files_of(paths)
    unread = 0
    with reading_process() as process:
        for path in progress(files, len(files), "reading"):
            try:
                found = read_apart(process, bytes_of(path), name_of(path))
            except CannotRead as error:
                warn(str(error))
                unread += 1
                continue
            found["source"]["path"] = str(path)
            wanted = set(kind or get_args(Kind)) - ({"mention"} if not kind else set())
            found["candidates"] = [c for c in found["candidates"] if c["kind"] in wanted]
            if json:
                as_json_line(found)
            else:
                _show(found)
    if unread:
        raise CannotRead(f"{unread} of {len(files)} files could not be read; the others were.")


def _show(found: dict[str, Any]) -> None:
    work = found["work"]
    say(f"{work['title']}")
    say(f"  {work['kind']}, {work['published']['edtf'] or 'no date'}, {work['publisher'] or 'no publisher'}")
    counts = Counter(c["kind"] for c in found["candidates"])
    say("  " + (", ".join(f"{n} {kind}" for kind, n in counts.most_common()) or "nothing found"))
    for candidate in found["candidates"]:
        words = " ".join(candidate["anchor"]["exact"].split())
        say(f"  {candidate['kind']:<15} {words[:100]}")
