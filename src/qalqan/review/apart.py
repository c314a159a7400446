"""Reading and extraction of one file in a separate, limited process (SAFETY D9).

Nothing of a file is parsed in the process that holds the keys: the child gets the bytes, has no network, no database and
limited memory and time, and answers with one `qalqan-extract/1` object, whose shape and anchors are checked here.
"""

from __future__ import annotations

import sys
from typing import Any

from qalqan import errors
from qalqan.extraction.candidate import FORMAT
from qalqan.extraction.portions import put_together
from qalqan.safety.sandbox import ReadingProcess

COMMAND = (sys.executable, "-m", "qalqan.extraction.apart", "--serve")
SECONDS = 120.0  # wall clock for a small file, whatever is in it
# And for each megabyte more. A megabyte of PDF is up to 800 pages of words, a megabyte of text 150,000 words: on a slow
# machine that does other things beside, a third of this.
SECONDS_A_MEGABYTE = 60.0
MOST_SECONDS = 3600.0  # nobody's reader is held longer by one file
# Where letters may have to be recognised: some seconds a page, and the reader stops itself at 600.
SECONDS_OF_PICTURES = 720.0
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM", b"RIFF")


def reading_process() -> ReadingProcess:
    """A process that reads files one after another; use it as a context manager."""
    return ReadingProcess(COMMAND, seconds=SECONDS)


def read_apart(process: ReadingProcess, data: bytes, name: str) -> dict[str, Any]:
    """What a file says, as `qalqan-extract/1`. Raises the CannotRead that the child names, in its sentence."""
    return accepted(process.read(data, name, seconds_for(data)), name)


def accepted(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """What a reading process answered, if it is sound. Raises the CannotRead that it names, in its sentence."""
    if "error" in answer:
        raise _error(answer["error"])
    try:
        whole = put_together(answer, answer.pop("frames", ()))
        sound = _is_sound(whole)
    except (KeyError, TypeError, ValueError, AttributeError):
        sound = False
    if not sound:
        raise errors.DamagedFile(
            f"{name} was read, but the reading does not agree with its own text: nothing was stored."
        )
    return whole


def seconds_for(data: bytes) -> float:
    """How long a file may be read, by the clock: the longer the larger it is, so that a long report is no suspect."""
    least = SECONDS_OF_PICTURES if _may_hold_pictures(data) else SECONDS
    return min(MOST_SECONDS, least + SECONDS_A_MEGABYTE * len(data) / 1_000_000)


def _may_hold_pictures(data: bytes) -> bool:
    """Told by the bytes alone, without parsing: a picture's dictionary stands unpacked in every PDF."""
    return data.startswith(_PICTURES) or (b"%PDF-" in data[:1024] and b"/Image" in data)


def _error(told: dict[str, str]) -> errors.CannotRead:
    kinds = {kind.code: kind for kind in (errors.CannotRead, *errors.CannotRead.__subclasses__())}
    return kinds.get(told.get("code", ""), errors.DamagedFile)(told.get("message", "This file cannot be read."))


def _is_sound(answer: dict[str, Any]) -> bool:
    """A parser that was taken over could answer anything: only what re-reads to its words is let in."""
    text = answer["text"]
    anchors = (candidate["anchor"] for candidate in answer["candidates"])
    return (
        answer["format"] == FORMAT
        and isinstance(text, str)
        and all(text[a["start"] : a["end"]] == a["exact"] for a in anchors)
    )
