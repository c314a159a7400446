"""Runs every measurement: speed into docs/reference/measured.md, quality into quality.md. `python -m bench NAME…` prints only those."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from bench import measurements, quality
from bench.row import Row

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "measured.md"


def main() -> None:
    chosen = sys.argv[1:]
    rows: list[Row] = []
    for measure in measurements.ALL:
        if chosen and measure.__name__ not in chosen:
            continue
        print(f"measuring: {measure.__name__}", file=sys.stderr)
        found = measure()
        rows += found
        for row in found:
            print(row.line())
    if not chosen:
        PAGE.write_text(page(rows), "utf-8")
        if quality.DATA.is_dir():
            quality.measure_all()


def page(rows: list[Row]) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True, capture_output=True
    ).stdout.strip()
    head = "| job | measured | beside it, in the same run | ratio | aim |\n|---|---|---|---|---|\n"
    return (
        "# Measured speed\n\n"
        f"Written by `make bench` on {date.today()}, commit {commit}, {platform.machine()}, {platform.python_implementation()} "
        f"{platform.python_version()}, two cores. Read ratios, not absolutes. Documents come from `../shared/data` where it is "
        "present.\n\n" + head + "\n".join(row.line() for row in rows) + "\n"
    )


if __name__ == "__main__":
    main()
