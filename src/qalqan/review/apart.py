"""Reading and extraction of one file in a separate, limited process (SAFETY D9).

Nothing of a file is parsed in the process that holds the keys: the child gets the bytes, has no network, no database and
limited memory and time, and answers with one `qalqan-extract/1` object, whose shape and anchors are checked here.
"""

from __future__ import annotations

import sys
from typing import Any

from qalqan import errors
from qalqan.extraction.candidate import FORMAT
from qalqan.safety.sandbox import ReadingProcess

COMMAND = (sys.executable, "-m", "qalqan.extraction.apart", "--serve")
SECONDS = 120.0  # wall clock a file; a 5,000-page report takes under 20


def reading_process() -> ReadingProcess:
    """A process that reads files one after another; use it as a context manager."""
    return ReadingProcess(COMMAND, seconds=SECONDS)


def read_apart(process: ReadingProcess, data: bytes, name: str) -> dict[str, Any]:
    """What a file says, as `qalqan-extract/1`. Raises the CannotRead that the child names, in its sentence."""
    answer = process.read(data, name)
    if "error" in answer:
        raise _error(answer["error"])
    _check(answer, name)
    return answer


def _error(told: dict[str, str]) -> errors.CannotRead:
    kinds = {kind.code: kind for kind in (errors.CannotRead, *errors.CannotRead.__subclasses__())}
    return kinds.get(told.get("code", ""), errors.DamagedFile)(told.get("message", "This file cannot be read."))


def _check(answer: dict[str, Any], name: str) -> None:
    """A parser that was taken over could answer anything: only what re-reads to its words is let in."""
    text = answer.get("text")
    anchors = [c["anchor"] for c in answer.get("candidates", ())] if isinstance(text, str) else []
    sound = answer.get("format") == FORMAT and all(text[a["start"] : a["end"]] == a["exact"] for a in anchors)
    if not sound:
        raise errors.DamagedFile(
            f"{name} was read, but the reading does not agree with its own text: nothing was stored."
        )
