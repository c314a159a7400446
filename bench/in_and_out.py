"""Importing a spreadsheet, importing it again, and taking the record out: rows a second by the clock."""

from __future__ import annotations

import time
from typing import Any

from bench import bulk
from bench.row import Row

ROWS = 5000
_WORDS = [
    "ratify",
    "amend",
    "the",
    "law",
    "on",
    "assembly",
    "and",
    "release",
    "lawyers",
    "who",
    "defend",
    "journalists",
    "in",
    "court",
    "while",
    "ensuring",
    "access",
    "to",
    "counsel",
    "and",
    "fair",
    "trial",
    "rights",
    "for",
    "members",
    "of",
    "minority",
    "groups",
]


def importing() -> list[Row]:
    """Recommendations as a CSV: read apart, planned, stored, indexed, logged. Peers as published (Bayanat, Uwazi: 2–6)."""
    data = _spreadsheet()

    def once(account: Any) -> float:
        from qalqan.desk.imports.carrying_out import carry_out
        from qalqan.desk.imports.mapping import mapping_with
        from qalqan.desk.imports.planning import planned
        from qalqan.desk.imports.reading import read_sheets

        began = time.perf_counter()
        sheets = read_sheets(data, "csv", "bench.csv")
        carry_out(planned(sheets, mapping_with("", title="Bench"), account, "csv"), data, "bench.csv", account)
        return ROWS / (time.perf_counter() - began)

    with bulk.workspace() as account:
        first, again = once(account), once(account)
    return [
        Row(
            "import of a spreadsheet: every row proposed, searchable, logged",
            first,
            "rows/s",
            "peers, as published",
            6,
            "200",
        ),
        Row("the same file again: every row known", again, "rows/s", "–", None, "200"),
    ]


def _spreadsheet() -> bytes:
    """Recommendations of which no two are alike, in words of none that was ever made."""
    lines = ["Recommendation,State under Review,Recommending State,Response,Issues"]
    for n in range(ROWS):
        words = " ".join(_WORDS[(n * k) % len(_WORDS)] for k in range(1, 24))
        lines.append(f'"{words}, number {n}",Kazakhstan; KGZ,Ruritania,accepted,Torture')
    return "\r\n".join(lines).encode()
