"""Find demands that repeat each other, and people, cases and instruments that publications share. Stores nothing.

The file has one JSON object a line with id and text, and country or state where links should stay within one: demands are
linked. Or it is what qalqan extract --json printed: then clauses are linked across publications, and so are the people,
cases and instruments that two publications speak of. Prints one link a line with the words that agree or differ.

Example: qalqan link demands.jsonl --json > links.jsonl
"""

from __future__ import annotations

import gzip
import json as json_module
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import as_json_line, say
from qalqan.errors import WrongCall

LEAST = 0.55  # that of extraction.likeness.REPEATS (a test holds them together); imported only when the command runs


def run(
    file: Annotated[Path, typer.Argument(help="JSON Lines, plain or .gz.", show_default=False)],
    least: Annotated[float, typer.Option(help="Only links of this likeness (0 to 1) or more.")] = LEAST,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    if not file.is_file():
        raise WrongCall(f"{file} is not there: check the name and call again.")
    demands, readings = _read(file)
    for link in (*_repeated(demands, least), *_shared(readings, least)):
        if json:
            as_json_line(link)
        else:
            say(f"{link['a']}  {link['b']}  {link['type']}  {link['score']:.2f}  {link['why']}")


def _repeated(demands: list[dict[str, Any]], least: float) -> Iterator[dict[str, Any]]:
    from qalqan.extraction.likeness import compare, pairs_worth_comparing

    within: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in demands:
        within[row["within"]].append(row)
    for rows in within.values():
        texts = [row["text"] for row in rows]
        for i, j in pairs_worth_comparing(texts, least):
            if rows[i]["publication"] is not None and rows[i]["publication"] == rows[j]["publication"]:
                continue
            like = compare(texts[i], texts[j])
            if like.relation is None or like.score < least:
                continue
            kind = "same-text" if like.relation == "same-text" else "repeats"
            yield {"a": rows[i]["id"], "b": rows[j]["id"], "type": kind, "score": like.score, "why": like.why}


def _shared(readings: list[dict[str, Any]], least: float) -> Iterator[dict[str, Any]]:
    from dataclasses import asdict

    from qalqan.extraction.links import links_of_readings

    for link in links_of_readings(readings):
        if link.score >= least:
            yield asdict(link)


def _read(file: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The demands of a file, each with its id, its text, what it stays within and its publication; and its readings."""
    data = file.read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    demands: list[dict[str, Any]] = []
    readings: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json_module.loads(line)
            if "candidates" in found:
                demands += _clauses(found)
                readings.append({"source": found["source"], "candidates": found["candidates"]})
            else:
                demands.append(_demand(found))
        except (ValueError, KeyError, TypeError):
            raise WrongCall(
                f"Line {number} of {file.name} is no demand: it needs id and text, or be output of qalqan extract."
            ) from None
    return demands, readings


def _clauses(reading: dict[str, Any]) -> list[dict[str, Any]]:
    from qalqan.extraction.links import candidate_id

    publication = reading["source"]["sha256"]
    return [
        {"id": candidate_id(reading, one), "text": one["anchor"]["exact"], "within": "", "publication": publication}
        for one in reading["candidates"]
        if one["kind"] == "clause"
    ]


def _demand(found: dict[str, Any]) -> dict[str, Any]:
    place = found.get("country") or found.get("state") or ""
    return {"id": found["id"], "text": found["text"], "within": str(place), "publication": found.get("session")}
