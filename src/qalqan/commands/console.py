"""What commands print: JSON for programs, plain lines for people, progress where work is long."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

import typer
from tqdm import tqdm

from qalqan.errors import WrongCall
from qalqan.texts.edtf import bounds

T = TypeVar("T")


def say(line: str = "") -> None:
    typer.echo(line)


def warn(line: str) -> None:
    typer.echo(line, err=True)


def as_json(thing: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(thing, ensure_ascii=False, indent=1))


def as_json_line(thing: Any) -> None:
    typer.echo(json.dumps(thing, ensure_ascii=False))


def progress(things: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """A bar on a terminal; a plain line at every tenth of the work elsewhere. Both on standard error."""
    if sys.stderr.isatty():
        yield from tqdm(things, total=total, desc=doing, unit="file", file=sys.stderr)
        return
    tenth = max(1, total // 10)
    for done, thing in enumerate(things, 1):
        yield thing
        if total >= 10 and (done % tenth == 0 or done == total):
            warn(f"{doing}: {done} of {total}")


def day(written: str | None) -> date:
    """The last day that an EDTF date may mean; today where none is given. Raises WrongCall."""
    if not written:
        return date.today()
    last = bounds(written)[1]
    if last is None:
        raise WrongCall(f"“{written}” is no date: write it as 2014-07-21, 2014-07 or 2014.")
    return last
