"""What commands print: JSON for programs, plain lines for people, progress where work is long."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import typer

from qalqan.errors import WrongCall
from qalqan.extraction.portions import in_pieces
from qalqan.texts.edtf import bounds

T = TypeVar("T")
LETTERS_AT_ONCE = 1 << 16


# Names of files and words of strangers' documents are printed: none of them may steer the terminal or turn a line round.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(line: str) -> str:
    """One line without what steers a terminal: breaks and tabs as spaces, every other such sign as U+FFFD."""
    return _STEERING.sub(lambda sign: " " if sign[0] in "\t\n\r" else "\ufffd", line)


def say(line: str = "") -> None:
    typer.echo(plain(line))


def warn(line: str) -> None:
    typer.echo(plain(line), err=True)


def as_json(thing: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(_json(thing, indent=1))


def as_json_line(thing: Any) -> None:
    typer.echo(_json(thing))


def as_json_line_in_pieces(answer: Mapping[str, Any]) -> None:
    """The same of an answer of the readers, which may be long: no more of it is written out at once than a portion."""
    held: list[str] = []
    for piece in in_pieces(answer, _json):
        held.append(piece)
        if len(piece) > LETTERS_AT_ONCE:
            typer.echo("".join(held), nl=False)
            held.clear()
    typer.echo("".join(held))


def _json(thing: Any, indent: int | None = None) -> str:
    """Letters as they are; escaped where the output could not carry them. A name of a file may hold bytes that are none."""
    carries = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    written = json.dumps(thing, ensure_ascii=not carries, indent=indent)
    return written.encode("utf-8", "replace").decode()


def progress(things: Iterable[T], total: int, doing: str) -> Iterator[T]:
    """A bar on a terminal; a plain line at every tenth of the work elsewhere. Both on standard error."""
    if sys.stderr.isatty():
        from tqdm import tqdm  # here: a command without a bar starts faster without it

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
