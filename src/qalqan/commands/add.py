"""Take in files, saved pages and folders: kept as they came, read, catalogued, and what they say proposed for review.

A file that cannot be read is named with what to do; the others go on. The same file twice is held once. Of a web archive
(WARC, WACZ) each document is taken in on its own, with its address and the day it was captured.

Example: qalqan add reports/ page.html --publisher "ARTICLE 19" --country KAZ
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import as_json, progress, say, warn
from qalqan.commands.files import Document, files_of
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import CannotRead, WrongCall


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)],
    url: Annotated[str, typer.Option(help="Where it was found.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    date: Annotated[str, typer.Option(help="When it was published: 2014-07-21, 2014-07 or 2014.")] = "",
    country: Annotated[list[str] | None, typer.Option(help="A country it is about; may be given again.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Files read at one time; 0 for one a core.")] = 0,
    cluster: Annotated[
        str, typer.Option(help="Read on a Dask cluster of yours: tcp://host:port; it gets the files' content.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    from qalqan.texts.edtf import bounds
    from qalqan.vocabularies.countries import country_named

    if date and bounds(date) == (None, None):
        raise WrongCall(f"“{date}” is no date: write it as 2014-07-21, 2014-07 or 2014.")
    codes = []
    for name in country or []:
        code = country_named(name)
        if code is None:
            raise WrongCall(f"“{name}” is no country that Qalqan knows: write its name or its code, such as KAZ.")
        codes.append(code)
    files = files_of(paths)
    open_here()
    account = acting_account()

    from qalqan.commands.reading import documents_read
    from qalqan.review.bulk import readers
    from qalqan.review.intake import is_held, take_in
    from qalqan.sources import store

    # Originals whose transaction never came (a power cut in between) are no copies: they go after a day.
    store.sweep(time.time() - 86_400)
    told, waiting = [], []
    with readers(jobs, cluster) as here:
        begun = documents_read(files, here, need=lambda document: not is_held(document.content, account))
        for held in progress(begun, len(files), "adding"):
            path = held.path
            if held.refused is not None:
                waiting.append({"file": str(path), "code": held.refused.code, "why": str(held.refused)})
                warn(str(held.refused))
                continue
            for note in held.notes:
                warn(note)
            for document, answer in held.documents:
                try:
                    taken = take_in(
                        document.content, document.name, account,
                        url=document.url or url, publisher=publisher, published=date, countries=codes,
                        answer=answer.result() if answer is not None else None,
                        channel=document.channel, captured_at=document.captured,
                    )  # fmt: skip
                except CannotRead as error:
                    waiting.append({"file": _called(path, document), "code": error.code, "why": str(error)})
                    warn(str(error))
                    continue
                told.append(
                    {"file": _called(path, document), "work": taken.work.permanent_id, "title": taken.work.title,
                     "proposed": taken.proposed, "already": taken.already}
                )  # fmt: skip
                if not json:
                    found = "held already" if taken.already else f"{taken.proposed} proposals wait for review"
                    say(f"{document.name}: {taken.work.title} ({found})")
    if json:
        as_json({"added": told, "not_read": waiting})
    if waiting:
        raise CannotRead(
            f"{len(waiting)} of {len(told) + len(waiting)} files could not be read and left nothing behind; the others are in."
        )


def _called(path: Path, document: Document) -> str:
    """A file as it was named; a document of an archive with its address behind it."""
    return f"{path}#{document.url}" if document.url else str(path)
