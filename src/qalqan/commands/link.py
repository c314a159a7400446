"""Find demands that repeat each other. Stores nothing and needs no workspace.

The file has one JSON object a line with id and text, and country or state where links should stay within one; or it is what
qalqan extract --json printed: then its clauses are linked across publications. Prints one link a line.

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

LEAST = 0.6  # share of words in common; see docs/reference/measured.md


def run(
    file: Annotated[Path, typer.Argument(help="JSON Lines, plain or .gz.", show_default=False)],
    least: Annotated[float, typer.Option(help="Only links of this likeness (0 to 1) or more.")] = LEAST,
    json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,
) -> None:
    from qalqan.extraction.likeness import compare, pairs_worth_comparing

    if not file.is_file():
        raise WrongCall(f"{file} is not there: check the name and call again.")
    within: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(file):
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
            link = {"a": rows[i]["id"], "b": rows[j]["id"], "type": kind, "score": like.score, "why": like.why}
            if json:
                as_json_line(link)
            else:
                say(f"{link['a']}  {link['b']}  {kind}  {like.score:.2f}  {like.why}")


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """The demands of a file, each with its id, its text, what it stays within and the publication it is of."""
    data = file.read_bytes()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json_module.loads(line)
            if "candidates" in found:
                source = found["source"]["sha256"]
                for one in found["candidates"]:
                    if one["kind"] == "clause":
                        yield {
                            "id": f"{source[:12]}:{one['id']}",
                            "text": one["anchor"]["exact"],
                            "within": "",
                            "publication": source,
                        }
            else:
                place = found.get("country") or found.get("state") or ""
                yield {
                    "id": found["id"],
                    "text": found["text"],
                    "within": str(place),
                    "publication": found.get("session"),
                }
        except (ValueError, KeyError, TypeError):
            raise WrongCall(
                f"Line {number} of {file.name} is no demand: it needs id and text, or be output of qalqan extract."
            ) from None
