"""Runs the `qalqan` command as a person does, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

QALQAN = Path(sys.executable).parent / "qalqan"
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def qalqan(*words: object, ends: int = 0) -> subprocess.CompletedProcess[str]:
    """Runs a command and checks how it ends."""
    done = subprocess.run(
        [str(QALQAN), *map(str, words)],
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
        env=os.environ.copy(),
    )
    assert done.returncode == ends, (
        f"{words[0]} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    )
    return done


def asked(*words: object) -> Any:
    """What a command answers with --json: one document."""
    return json.loads(qalqan(*words, "--json").stdout)
