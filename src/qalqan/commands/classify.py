"""Tell what demands are about and how much each asks. Stores nothing and needs no workspace.

The file has one JSON object a line with id and text, and language where it is known. Prints for each its themes, its category of
action (1 minimal, 2 continuing, 3 considering, 4 general, 5 specific) and how sure to be of each; null where that was not
measured.

Example: qalqan classify demands.jsonl --scheme upr --json > themes.jsonl
"""

from __future__ import annotations

import json as json_module
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json_line, say
from qalqan.commands.files import bytes_of
from qalqan.errors import CannotRead, WrongCall


class NamesOfThemes(StrEnum):
    OWN = "own"
    UPR = "upr"


def run(
    file: Annotated[Path, typer.Argument(help="JSON Lines, plain or .gz.", show_default=False)],
    scheme: Annotated[
        NamesOfThemes, typer.Option(help="Name themes by our own codes, or as UPR Info's issues.")
    ] = NamesOfThemes.OWN,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    from qalqan.extraction.themes import read_demand
    from qalqan.texts.language import language_of

    if not file.is_file():
        raise WrongCall(f"{file} is not there: check the name and call again.")
    for row in _rows(file):
        language = row.get("language") or language_of(row["text"], "en") or "en"
        reading = read_demand(row["text"], language)
        themes = reading.issues if scheme is NamesOfThemes.UPR else reading.topics
        if json:
            as_json_line(
                {
                    "id": row["id"],
                    "themes": list(themes),
                    "action_category": reading.category,
                    "confidence": {"themes": dict(themes), "action_category": reading.category_confidence},
                }
            )
        else:
            named = "; ".join(f"{theme} {_sure(confidence)}" for theme, confidence in themes.items())
            say(f"{row['id']}  {reading.category} {_sure(reading.category_confidence)}  {named or '–'}")


def _sure(confidence: float | None) -> str:
    return "?" if confidence is None else f"{confidence:.2f}"


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """The demands of a file, each with its id and text."""
    import gzip
    import zlib

    data = bytes_of(file)
    try:
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as broken:
        raise CannotRead(f"{file.name} is no text in UTF-8: save it as JSON Lines and call again.") from broken
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json_module.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            raise WrongCall(f"Line {number} of {file.name} is no demand: it needs id and text.")
        yield row
