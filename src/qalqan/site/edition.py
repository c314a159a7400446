"""edition.db: every public row in plain SQLite, and what makes it quick to search.

Takes EditionRows, gives them back the same. Each kind of row is a table with one column a field; what has a life of
its own inside another row (passages, demands, steps) is a table with `parent` and `position`; the rest is JSON in its
column.
What makes searching quick is laid out by `search.index`. The other tables follow the dataclasses, so a field that rows.py does not have cannot be in the file.
"""

from __future__ import annotations

import json
import sqlite3
import types
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from qalqan.errors import EditionError
from qalqan.site import rows as kinds
from qalqan.site.division import part_of, part_page
from qalqan.site.holdings import Holdings
from qalqan.site.rows import EditionFacts, EditionRows
from qalqan.site.search.index import write_index
from qalqan.texts.words import name_keys

SCHEMA = 4
_TOP: dict[str, type] = {
    "works": kinds.WorkRow,
    "recommendations": kinds.RecommendationRow,
    "cases": kinds.CaseRow,
    "instruments": kinds.InstrumentRow,
    "processes": kinds.ProcessRow,
    "organisations": kinds.OrganisationRow,
    "persons": kinds.PersonEntryRow,
    "standards": kinds.StandardRow,
    "situations": kinds.SituationRow,
    "side_by_side": kinds.SideBySideRow,
    "lineages": kinds.LineageRow,
    "answers": kinds.AnswerRow,
    "treaty_actions": kinds.TreatyActionRow,
    "thresholds": kinds.ThresholdRow,
}
_INSIDE: dict[tuple[type, str], tuple[str, type]] = {
    (kinds.WorkRow, "passages"): ("passages", kinds.PassageRow),
    (kinds.WorkRow, "countries"): ("work_countries", kinds.WorkCountryRow),
    (kinds.RecommendationRow, "clauses"): ("clauses", kinds.ClauseRow),
    (kinds.ClauseRow, "followup"): ("followup", kinds.FollowupRow),
    (kinds.CaseRow, "acts"): ("acts", kinds.ActRow),
    (kinds.InstrumentRow, "provisions"): ("provisions", kinds.ProvisionRow),
    (kinds.ProcessRow, "steps"): ("steps", kinds.StepRow),
}


def create(connection: sqlite3.Connection) -> None:
    """Lays out an empty edition.db."""
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute(
        "CREATE TABLE divisions (work TEXT, start INTEGER, PRIMARY KEY (work, start)) STRICT, WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
    for table, kind in _TOP.items():
        connection.execute(_layout(table, kind, inside=()))
    for table, kind in _INSIDE.values():
        connection.execute(_layout(table, kind, inside=("parent TEXT NOT NULL", "position INTEGER NOT NULL")))
        connection.execute(f"CREATE INDEX {table}_of ON {table} (parent, position)")


def fill(connection: sqlite3.Connection, rows: EditionRows) -> None:
    """Writes all rows and the index; the caller commits. The same rows give the same file."""
    for one in fields(EditionFacts):
        value = json.dumps(getattr(rows.facts, one.name), default=asdict, ensure_ascii=False)
        connection.execute("INSERT INTO facts VALUES (?, ?)", (one.name, value))
    for table in _TOP:
        for position, row in enumerate(getattr(rows, table)):
            _insert(connection, table, row, {"position": position})
    division = Holdings(rows, rows.facts.as_of).division
    starts = [(work, start) for work, starts in sorted(division.items()) for start in starts]
    connection.executemany("INSERT INTO divisions VALUES (?, ?)", starts)
    write_index(connection, rows)


def place_of(connection: sqlite3.Connection, work: str, passage: str) -> str:
    """The page on which a passage stands: that of its publication, or a further page of a long one."""
    starts = [row[0] for row in connection.execute("SELECT start FROM divisions WHERE work = ?", (work,))]
    found = connection.execute("SELECT position FROM passages WHERE id = ?", (passage,)).fetchone() if starts else None
    return part_page(f"publications/{work}", part_of(found[0], starts) if found else 1)


def read(connection: sqlite3.Connection) -> EditionRows:
    """The rows as they were filled in."""
    facts = {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM facts")}
    top = {table: tuple(_select(connection, table, kind)) for table, kind in _TOP.items()}
    return EditionRows(facts=_built(EditionFacts, facts), **top)


def read_without_texts(connection: sqlite3.Connection) -> EditionRows:
    """The rows without the passages of publications: all that a search and its form need, however large the edition."""
    facts = {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM facts")}
    top = {table: tuple(_select(connection, table, kind, without=("passages",))) for table, kind in _TOP.items()}
    return EditionRows(facts=_built(EditionFacts, facts), **top)


def open_edition(path: Path) -> sqlite3.Connection:
    """Opens an edition.db for reading only. Raises EditionError where there is none, or one of another make."""
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise EditionError(
            "The edition has no readable edition.db: publish it again, or copy the folder anew."
        ) from error
    if version != SCHEMA:
        connection.close()
        raise EditionError(
            f"This edition.db has format {version}, this program reads {SCHEMA}: publish the edition again."
        )
    connection.execute("PRAGMA query_only = 1")
    # Nothing writes to it, so it is read where the system has it in memory: without a call for each page.
    connection.execute(f"PRAGMA mmap_size = {1 << 30}")
    return connection


def names_of(written: str) -> frozenset[str]:
    """The spelling of a word that may be a name (it has a capital), the same in every script."""
    return name_keys(written) if written[:1].isupper() and len(written) > 3 else frozenset()


@cache
def _columns(kind: type) -> dict[str, Any]:
    """The fields that become columns, with their types."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if (kind, one.name) not in _INSIDE}


def _layout(table: str, kind: type, inside: tuple[str, ...]) -> str:
    places = inside or ("position INTEGER NOT NULL",)
    columns = [
        f'"{name}" {_sql_type(hint)}' + (" UNIQUE" if name == "id" else "") for name, hint in _columns(kind).items()
    ]
    return f"CREATE TABLE {table} ({', '.join([*places, *columns])}) STRICT"


def _sql_type(hint: Any) -> str:
    return "INTEGER" if {int, bool} & {hint, *get_args(hint)} and get_origin(hint) is not tuple else "TEXT"


def _insert(connection: sqlite3.Connection, table: str, row: Any, place: dict[str, Any]) -> None:
    columns = place | {name: _stored(getattr(row, name)) for name in _columns(type(row))}
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608
    for (kind, field_name), (inner, _) in _INSIDE.items():
        if isinstance(row, kind):
            for position, one in enumerate(getattr(row, field_name)):
                _insert(connection, inner, one, {"parent": row.id, "position": position})


def _stored(value: Any) -> Any:
    if isinstance(value, tuple) or is_dataclass(value):
        return json.dumps(value, default=asdict, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def _select(
    connection: sqlite3.Connection, table: str, kind: type, parent: str | None = None, without: tuple[str, ...] = ()
) -> Iterator[Any]:
    columns = _columns(kind)
    names = ", ".join(f'"{name}"' for name in columns)
    where = "WHERE parent = ?" if parent is not None else ""
    found = connection.execute(
        f"SELECT {names} FROM {table} {where} ORDER BY position",  # noqa: S608 (names of our own)
        () if parent is None else (parent,),
    ).fetchall()
    for values in found:
        row = dict(zip(columns, map(_loaded, columns.values(), values), strict=True))
        for (owner, field_name), (inner, inner_kind) in _INSIDE.items():
            if owner is kind and inner not in without:
                row[field_name] = tuple(_select(connection, inner, inner_kind, parent=row["id"]))
        yield kind(**row)


def _loaded(hint: Any, value: Any) -> Any:
    """A column's value as its field wants it."""
    if value is None:
        return None
    if get_origin(hint) is tuple or _dataclass_in(hint):
        return _shaped(hint, json.loads(value))
    return bool(value) if bool in (hint, *get_args(hint)) else value


def _shaped(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_shaped(get_args(hint)[0], one) for one in value)
    kind = _dataclass_in(hint)
    return _built(kind, value) if kind else value


def _built(kind: type, values: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{name: _shaped(hints[name], value) for name, value in values.items()})


def _dataclass_in(hint: Any) -> Any:
    """The row class of `Row` or `Row | None`."""
    options = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((option for option in options if isinstance(option, type) and is_dataclass(option)), None)
