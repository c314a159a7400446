"""Read files and print what they are found to say. Stores nothing and needs no workspace.

A web archive (WARC, WACZ) gives one object for each document that was captured in it, with its address and day.

Each file is read in a separate, limited process. With --json each line is one object of the format qalqan-extract/1.

Example: qalqan extract --json statement.html > found.jsonl
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from qalqan.commands.console import as_json_line_in_pieces, progress, say, warn
from qalqan.commands.files import Document, files_of
from qalqan.errors import CannotRead, UnknownTerm


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)],
    kind: Annotated[list[str] | None, typer.Option(help="Only candidates of this kind; may be given again.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Files read at one time; 0 for one a core.")] = 0,
    cluster: Annotated[
        str, typer.Option(help="Read on a Dask cluster of yours: tcp://host:port; it gets the files' content.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    from qalqan.commands.reading import documents_read
    from qalqan.extraction.candidate import Kind
    from qalqan.review.apart import accepted
    from qalqan.review.bulk import readers

    for name in kind or []:
        if name not in get_args(Kind):
            raise UnknownTerm(f"There is no kind “{name}”: there are {', '.join(get_args(Kind))}.")
    files = files_of(paths)
    met = unread = 0
    with readers(jobs, cluster) as these:
        here = replace(these, kinds=tuple(kind) if kind else None)
        for held in progress(documents_read(files, here), len(files), "reading"):
            path = held.path
            if held.refused is not None:
                warn(str(held.refused))
                met, unread = met + 1, unread + 1
                continue
            for note in held.notes:
                warn(note)
            for document, answer in held.documents:
                assert answer is not None
                met += 1
                try:
                    found = accepted(answer.result(), document.name)
                except CannotRead as error:
                    warn(str(error))
                    unread += 1
                    continue
                found["source"]["path"] = str(path)
                _add_capture(found, document)
                if json:
                    as_json_line_in_pieces(found)
                else:
                    _show(found)
    if unread:
        raise CannotRead(f"{unread} of {met} files could not be read; the others were.")


def _add_capture(found: dict[str, Any], document: Document) -> None:
    """What a web archive says of a document: its address, and the day on which it was captured."""
    if document.url:
        found["source"]["url"] = document.url
        found["work"]["source_url"] = found["work"]["source_url"] or document.url
    if document.captured is not None:
        found["source"]["captured"] = document.captured.isoformat()
        found["work"]["accessed"] = found["work"]["accessed"] or document.captured.date().isoformat()


def _show(found: dict[str, Any]) -> None:
    work = found["work"]
    say(f"{work['title']}")
    say(f"  {work['kind']}, {work['published']['edtf'] or 'no date'}, {work['publisher'] or 'no publisher'}")
    counts = Counter(c["kind"] for c in found["candidates"])
    say("  " + (", ".join(f"{n} {kind}" for kind, n in counts.most_common()) or "nothing found"))
    for candidate in found["candidates"]:
        words = " ".join(candidate["anchor"]["exact"].split())
        say(f"  {candidate['kind']:<15} {words[:100]}")
