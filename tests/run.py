"""Everything that is checked, in the order in which a mistake shows soonest. Called by `make test` and `make check`.

Each step prints one line; the first failure ends the run with what it printed. The tests run twice: on the encrypted SQLite
file and on a real PostgreSQL. What this machine cannot run is skipped by name, with how to get it; with QALQAN_NO_SKIP=1
(as in CI) a skip is a failure.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CHECKS = [
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("lint", [BIN / "ruff", "check", "--quiet", "."]),
    ("types", [BIN / "mypy", "--no-error-summary"]),
    ("import contracts", [BIN / "lint-imports"]),
]
SUITES = [
    ("tests on SQLite (SQLCipher)", {"QALQAN_TEST_DATABASE": "sqlite"}),
    ("tests on PostgreSQL", {"QALQAN_TEST_DATABASE": "postgresql"}),
]
PYTEST = [BIN / "python", "-m", "pytest", "-q", "-n", os.environ.get("QALQAN_TEST_JOBS", "2"), "--dist", "loadfile"]


def run(title: str, command: list[object], extra: dict[str, str]) -> str:
    """Runs one step and gives what it printed; ends the whole run where the step fails."""
    began = time.monotonic()
    print(f"— {title}", flush=True)
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env={**os.environ, **extra},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    took = time.monotonic() - began
    if done.returncode:
        sys.exit(f"{done.stdout}\n{title}: failed after {took:.0f} s")
    print(f"  {done.stdout.strip().splitlines()[-1] if done.stdout.strip() else 'fine'} ({took:.0f} s)", flush=True)
    return done.stdout


def main() -> None:
    for title, command in CHECKS:
        run(title, list(command), {})
    if "--checks" in sys.argv:
        return
    skipped: list[str] = []
    totals = {"passed": 0, "skipped": 0}
    for title, extra in SUITES:
        out = run(title, list(PYTEST), extra)
        skipped += [f"{title}: {line}" for line in out.splitlines() if line.startswith("SKIPPED")]
        for word in totals:
            totals[word] += sum(int(n) for n in re.findall(rf"(\d+) {word}", out.splitlines()[-1]))
    for line in skipped:
        print(line)
    print(f"{totals['passed']} passed, 0 failed, {totals['skipped']} skipped")
    if skipped and os.environ.get("QALQAN_NO_SKIP") == "1":
        sys.exit("A full run may skip nothing: install what the lines above name and run again.")


if __name__ == "__main__":
    main()
