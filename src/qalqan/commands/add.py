"""Take in files, saved pages and folders: kept as they came, read, catalogued, and what they say proposed for review.

A file that cannot be read is named with what to do; the others go on. The same file twice is held once. Of a web archive
(WARC, WACZ) each document is taken in on its own, with its address and the day it was captured.

Example: qalqan add reports/ page.html --publisher "ARTICLE 19" --country KAZ
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qalqan.commands.console import as_json, progress, say, warn
from qalqan.commands.files import Document, files_of
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import CannotRead, WrongCall

if TYPE_CHECKING:
    from qalqan.commands.reading import Begun
    from qalqan.review.intake import Given, Intake


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

    from qalqan.commands.reading import documents_read, in_batches
    from qalqan.review.bulk import readers
    from qalqan.review.intake import is_held
    from qalqan.sources import store

    # Originals whose transaction never came (a power cut in between) are no copies: they go after a day.
    store.sweep(time.time() - 86_400)
    told: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    stated = {"url": url, "publisher": publisher, "published": date, "countries": codes}
    with readers(jobs, cluster) as here:
        begun = documents_read(files, here, need=lambda document: not is_held(document.content, account))
        for batch in in_batches(progress(begun, len(files), "adding")):
            for name, line in _added(batch, account, stated):
                (waiting if "why" in line else told).append(line)
                if "why" in line:
                    warn(line["why"])
                elif not json:
                    found = "held already" if line["already"] else f"{line['proposed']} proposals wait for review"
                    say(f"{name}: {line['title']} ({found})")
    if json:
        as_json({"added": told, "not_read": waiting})
    if waiting:
        raise CannotRead(
            f"{len(waiting)} of {len(told) + len(waiting)} files could not be read and left nothing behind; the others are in."
        )


def _added(batch: list[Begun], account: Any, stated: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Stores files together; gives name and line of each document, and of each file that did not open."""
    from qalqan.commands.reading import TOGETHER
    from qalqan.review.intake import take_in_all

    documents: list[tuple[Path, Document, Future[dict[str, Any]] | None]] = []
    for file in batch:
        if file.refused is not None:
            yield file.path.name, {"file": str(file.path), "code": file.refused.code, "why": str(file.refused)}
        for note in file.notes:
            warn(note)
        documents += [(file.path, *one) for one in file.documents]
    for at in range(0, len(documents), TOGETHER):  # a web archive brings hundreds
        these = documents[at : at + TOGETHER]
        given = [_given(document, answer, stated) for _path, document, answer in these]
        for (path, document, _answer), outcome in zip(these, take_in_all(given, account), strict=True):
            yield document.name, _line(_called(path, document), outcome)


def _given(document: Document, answer: Future[dict[str, Any]] | None, stated: dict[str, Any]) -> Given:
    from qalqan.review.intake import Given

    return Given(
        data=document.content, name=document.name, answer=answer.result() if answer is not None else None,
        channel=document.channel, captured_at=document.captured, **{**stated, "url": document.url or stated["url"]},
    )  # fmt: skip


def _line(called: str, outcome: Intake | CannotRead) -> dict[str, Any]:
    if isinstance(outcome, CannotRead):
        return {"file": called, "code": outcome.code, "why": str(outcome)}
    return {
        "file": called, "work": outcome.work.permanent_id, "title": outcome.work.title, "proposed": outcome.proposed,
        "already": outcome.already,
    }  # fmt: skip


def _called(path: Path, document: Document) -> str:
    """A file as it was named; a document of an archive with its address behind it."""
    return f"{path}#{document.url}" if document.url else str(path)
