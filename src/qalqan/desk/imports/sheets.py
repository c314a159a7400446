"""The program that reads a table apart: `python -m qalqan.desk.imports.sheets csv`. Prints its sheets as JSON.

Formats: csv (also a zip of them), xlsx, json (our own export, or a list of objects), ftm (an entity a line).

It runs without keys, database and network, and knows no framework. Formulas are not computed: what the file keeps as
their last result is read. Days are given as 2014-07-21.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from qalqan.errors import CannotRead, DamagedFile, TooLarge

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DELIMITERS = (",", ";", "\t", "|")
_ENCODINGS = ("utf-8-sig", "cp1251")  # a spreadsheet of the region that does not write UTF-8 writes this
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(45, 48)])
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_LETTERS = re.compile(r"[A-Z]+")
LONGEST_CELL = 50_000_000
LARGEST_UNPACKED = 1 << 30
LONGEST_ROW = 16_384  # columns a spreadsheet has


def sheets_of(data: bytes, format: str) -> list[dict[str, Any]]:
    """[{"name", "rows": [[cell, …], …]}]; cells are words, of JSON also what else it has. Raises CannotRead."""
    if format == "xlsx":
        return list(_workbook(data))
    if format == "json":
        return list(_tables(data))
    if format == "ftm":
        return [_entities(data)]
    if data.startswith(b"PK\x03\x04"):
        return list(_packed(data))
    return [{"name": "", "rows": _comma_separated(data)}]


def _packed(data: bytes) -> Iterator[dict[str, Any]]:
    """The CSV files of a zip, as our own export of all tables is one."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        named = [one for one in packed.infolist() if one.filename.lower().endswith(".csv")]
        if sum(one.file_size for one in named) > LARGEST_UNPACKED:
            raise TooLarge("The tables in this zip have more than 1 GB: unpack it and import them one by one.")
        for one in named:
            name = one.filename.rpartition("/")[2][: -len(".csv")]
            yield {"name": name, "rows": _comma_separated(packed.read(one))}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error) as broken:
        raise DamagedFile("This zip cannot be read: unpack it and import its tables one by one.") from broken


def _tables(data: bytes) -> Iterator[dict[str, Any]]:
    told = _json(data)
    tables = told.get("tables") if isinstance(told, dict) else {"": told}
    if not isinstance(tables, dict) or not all(_is_table(rows) for rows in tables.values()):
        raise DamagedFile("This JSON is no table: it needs a list of objects, or our own export (qalqan-export/1).")
    for name, rows in tables.items():
        yield _table(str(name), rows)


def _is_table(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _entities(data: bytes) -> dict[str, Any]:
    """FollowTheMoney entities: id, schema, and each property as a column with the list of its values."""
    rows = []
    for line in _decoded(data).splitlines():
        if not line.strip():
            continue
        one = _json(line.encode("utf-8", "replace"))
        properties = one.get("properties") if isinstance(one, dict) else None
        if not isinstance(properties, dict):
            raise DamagedFile(
                "This is no list of FollowTheMoney entities: each line is an object with id, schema, properties."
            )
        rows.append({"id": one.get("id"), "schema": one.get("schema"), **properties})
    return _table("entities", rows)


def _table(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return {"name": name, "rows": [columns, *([row.get(column) for column in columns] for row in rows)]}


def _json(data: bytes) -> Any:
    try:
        return json.loads(_decoded(data))
    except (ValueError, RecursionError) as broken:
        raise DamagedFile("This is no JSON that can be read: export it anew.") from broken


def _comma_separated(data: bytes) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    text = _decoded(data)
    first = text[:65536].splitlines() or [""]
    delimiter = max(_DELIMITERS, key=lambda sign: len(next(csv.reader(first[:1], delimiter=sign), [])))
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as broken:
        raise DamagedFile(
            "This is no table that can be read: save it as CSV with quotation marks, or as XLSX."
        ) from broken


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _workbook(data: bytes) -> Iterator[dict[str, Any]]:
    from qalqan.texts.reading.package import Package

    package = Package(data, "the workbook")
    book = package.xml("xl/workbook.xml")
    related = package.xml("xl/_rels/workbook.xml.rels")
    if book is None or related is None:
        raise DamagedFile("This is no workbook that can be read: open it, save it as XLSX or CSV and import that.")
    targets = {one.get("Id"): one.get("Target") or "" for one in related}
    shared = [_words(one) for one in _root(package, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]
    dates = _dates(_root(package, "xl/styles.xml"))
    since = _since(book)
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_RELATED}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        root = package.xml(part)
        if root is not None:
            yield {"name": sheet.get("name") or "", "rows": list(_rows(root, shared, dates, since))}


def _root(package: Any, part: str) -> Any:
    from lxml import etree

    root = package.xml(part)
    return etree.Element("none") if root is None else root


def _rows(root: Any, shared: list[str], dates: frozenset[int], since: datetime) -> Iterator[list[str]]:
    number = 0
    for row in root.iter(f"{_MAIN}row"):
        at = int(row.get("r") or number + 1)
        if 0 < at - number - 1 < 100_000:  # rows that the file leaves out are empty; their numbers count
            yield from ([] for _ in range(at - number - 1))
        number = max(number + 1, at)
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            column = _column(cell.get("r")) if cell.get("r") else len(cells)
            if not len(cells) <= column < LONGEST_ROW:
                column = len(cells)
            cells += [""] * (column - len(cells))
            cells.append(_cell(cell, shared, dates, since))
        yield cells


def _column(reference: str) -> int:
    found = _LETTERS.match(reference)
    number = 0
    for letter in found[0][:3] if found else "":
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(cell: Any, shared: list[str], dates: frozenset[int], since: datetime) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _words(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return (
            shared[int(value)]
            if value.isascii() and value.isdecimal() and len(value) < 10 and int(value) < len(shared)
            else ""
        )
    if kind == "d":  # a day written out, as strict workbooks do
        return value.partition("T")[0]
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "n" and value and int(cell.get("s") or 0) in dates:
        return _day(value, since)
    return value


def _words(element: Any) -> str:
    """All runs of a string; the reading aid that some languages put over it is none of them."""
    texts = element.iter(f"{_MAIN}t")
    return "".join(one.text or "" for one in texts if one.getparent().tag != f"{_MAIN}rPh")


def _dates(styles: Any) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    formats = {int(one.get("numFmtId") or 0): one.get("formatCode") or "" for one in styles.iter(f"{_MAIN}numFmt")}
    days = {n for n, code in formats.items() if re.search("[dy]", _QUOTED.sub("", code), re.IGNORECASE)}
    cells = styles.find(f"{_MAIN}cellXfs")
    return frozenset(
        at
        for at, style in enumerate(cells if cells is not None else ())
        if int(style.get("numFmtId") or 0) in _BUILT_IN_DATES | days
    )


def _since(book: Any) -> datetime:
    told = book.find(f"{_MAIN}workbookPr")
    later = told is not None and told.get("date1904") in ("1", "true")
    return datetime(1904, 1, 1) if later else datetime(1899, 12, 30)


def _day(value: str, since: datetime) -> str:
    try:
        return (since + timedelta(days=float(value))).date().isoformat()
    except (ValueError, OverflowError):
        return value


def main() -> None:
    """Runs the program: a file on standard input, its sheets or {"error": …} on standard output."""
    try:
        told: dict[str, Any] = {"sheets": sheets_of(sys.stdin.buffer.read(), sys.argv[1])}
    except CannotRead as known:
        told = {"error": {"code": known.code, "message": str(known)}}
    except Exception:
        # A parser's own message may hold words of the file.
        told = {"error": {"code": DamagedFile.code, "message": "This file cannot be read: open it, save it anew."}}
    sys.stdout.buffer.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
