"""Tables as CSV, as a folder of CSV in one zip, and as an XLSX workbook.

The workbook is written by ourselves: it holds words and numbers, no formula, no author, no program and no time, and the
same tables give the same bytes. A cell that a spreadsheet would run is marked in CSV and workbook alike, since a
workbook is soon saved as CSV.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from qalqan.errors import WrongCall
from qalqan.publishing.exports.tables import Table, cell, guarded

BOM = "\ufeff"  # without it a spreadsheet takes Cyrillic for another encoding
LONGEST_CELL = 32_767  # characters; a spreadsheet would cut the rest without a word
MOST_ROWS = 1_048_576
LONGEST_NAME_OF_A_SHEET = 31
# What XML cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def as_csv(one: Table) -> bytes:
    """One table, UTF-8 with its mark, lines ended as spreadsheets expect."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(one.columns)
    for row in one.rows:
        write.writerow([guarded(cell(row.get(column))) for column in one.columns])
    return (BOM + out.getvalue()).encode("utf-8", "replace")


def as_zip(tables: Iterable[Table]) -> bytes:
    """One CSV for each table."""
    return _packed((f"{one.name}.csv", as_csv(one)) for one in tables)


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """One sheet for each table; one that is too long for a sheet goes on in the next. Raises WrongCall for a cell that is."""
    sheets = [(name, columns, rows) for one in tables for name, columns, rows in _sheets_of(one)]
    return _packed(_parts(sheets))


def _sheets_of(one: Table) -> Iterator[tuple[str, tuple[str, ...], Sequence[Any]]]:
    step = MOST_ROWS - 1
    for number, start in enumerate(range(0, max(1, len(one.rows)), step), 1):
        name = one.name[:LONGEST_NAME_OF_A_SHEET] if number == 1 else f"{one.name[:24]} {number}"
        yield name, one.columns, one.rows[start : start + step]


def _parts(sheets: list[tuple[str, tuple[str, ...], Sequence[Any]]]) -> Iterator[tuple[str, bytes]]:
    numbers = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    yield (
        "[Content_Types].xml",
        _xml(
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
                for n in numbers
            )
            + "</Types>"
        ),
    )
    yield (
        "_rels/.rels",
        _xml(
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, _, _) in zip(numbers, sheets, strict=True)
    )
    yield "xl/workbook.xml", _xml(f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{named}</sheets></workbook>')
    yield (
        "xl/_rels/workbook.xml.rels",
        _xml(
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="rId{n}" Type="{_RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in numbers
            )
            + "</Relationships>"
        ),
    )
    for n, (name, columns, rows) in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(name, columns, rows)


def _sheet(name: str, columns: tuple[str, ...], rows: Sequence[Any]) -> bytes:
    out = io.StringIO()
    out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">')
    out.write('<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>')
    out.write("<row>" + "".join(_text(column) for column in columns) + "</row>")
    for number, row in enumerate(rows, 2):
        out.write("<row>" + "".join(_cell(row.get(column), name, number, column) for column in columns) + "</row>")
    out.write("</sheetData></worksheet>")
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any, sheet: str, row: int, column: str) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value!r}</v></c>"
    words = guarded(cell(value))
    if len(words.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise WrongCall(
            f"Row {row} of “{sheet}” holds more than {LONGEST_CELL} characters in “{column}”, which no spreadsheet keeps: "
            "export csv or json."
        )
    return _text(words)


def _text(words: str) -> str:
    if not words:
        return "<c/>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_escaped(words)}</t></is></c>'


def _escaped(words: str) -> str:
    # A bare CR would be read back as LF.
    return escape(_NO_XML.sub(chr(0xFFFD), words), {"\r": "&#13;"})


def _xml(words: str) -> bytes:
    return (_HEAD + words).encode()


def _packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            packed.writestr(info, content)
    return out.getvalue()
