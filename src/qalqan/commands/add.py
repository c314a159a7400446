"""Take in files, saved pages and folders: kept as they came, read, catalogued, and what they say proposed for review.

A file that cannot be read is named with what to do; the others go on. The same file twice is held once.

Example: qalqan add reports/ page.html --publisher "ARTICLE 19" --country KAZ
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from qalqan.commands.console import as_json, progress, say, warn
from qalqan.commands.files import bytes_of, files_of, name_of
from qalqan.commands.workspace import acting_account, open_here
from qalqan.errors import CannotRead, WrongCall


def run(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)],
    url: Annotated[str, typer.Option(help="Where it was found.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    date: Annotated[str, typer.Option(help="When it was published: 2014-07-21, 2014-07 or 2014.")] = "",
    country: Annotated[list[str] | None, typer.Option(help="A country it is about; may be given again.")] = None,
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

    from qalqan.review.apart import reading_process
    from qalqan.review.intake import take_in
    from qalqan.sources import store

    # Originals whose transaction never came (a power cut in between) are no copies: they go after a day.
    store.sweep(time.time() - 86_400)
    told, waiting = [], []
    with reading_process() as process:
        for path in progress(files, len(files), "adding"):
            try:
                taken = take_in(
                    bytes_of(path), name_of(path), account,
                    url=url, publisher=publisher, published=date, countries=codes, process=process,
                )  # fmt: skip
            except CannotRead as error:
                waiting.append({"file": str(path), "code": error.code, "why": str(error)})
                warn(str(error))
                continue
            told.append(
                {"file": str(path), "work": taken.work.permanent_id, "title": taken.work.title, "proposed": taken.proposed,
                 "already": taken.already}
            )  # fmt: skip
            if not json:
                found = "held already" if taken.already else f"{taken.proposed} proposals wait for review"
                say(f"{name_of(path)}: {taken.work.title} ({found})")
    if json:
        as_json({"added": told, "not_read": waiting})
    if waiting:
        raise CannotRead(
            f"{len(waiting)} of {len(files)} files could not be read and left nothing behind; the others are in."
        )
