"""The tables of an export, and how a value is written in a cell so that no spreadsheet runs it and the import reads it back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SEPARATOR = "; "
# What a spreadsheet takes for a formula at the start of a cell, also in its full-width form; "'" so that taking the
# mark off again is the exact reverse of putting it on.
_RUNS = re.compile(r"^'*[=+\-@\t\r\n＝＋－＠|%]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind. Every row has every column; a value is a word, a number, yes or no, nothing, or a list."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


def table(name: str, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> Table:
    return Table(name, tuple(columns), tuple(rows))


def cell(value: Any) -> str:
    """A value as one cell: yes and no, lists with "; " between, what has an inner order as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        if all(isinstance(one, str) and ";" not in one for one in value):
            return SEPARATOR.join(value)
        return json.dumps(list(value), ensure_ascii=False, sort_keys=True)
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    return str(value)


def guarded(words: str) -> str:
    """The words of a cell with a mark before what a spreadsheet would run."""
    return f"'{words}" if _RUNS.match(words) else words


def unguarded(words: str) -> str:
    """The words as they were before `guarded`."""
    return words[1:] if words.startswith("'") and _RUNS.match(words) else words
