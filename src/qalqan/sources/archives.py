"""Web archives: one file that holds many documents, each with its address and the day it was captured.

    if may_be_archive(head, name):
        for page in unpacked(data, name).pages: page.url, page.captured, page.content

The archive is unpacked in a limited process (SAFETY D9); what it answers is checked here before anything relies on it.
"""

from __future__ import annotations

import json
import struct
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qalqan import errors
from qalqan.safety.sandbox import run_limited

PROGRAM = "qalqan.texts.reading.archive_apart"
SECONDS = 300.0
LONGEST = 4000  # letters of an address or a name

_frame = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A document of an archive. `captured` is the moment that the archive names; None where it names none."""

    url: str
    captured: datetime | None
    media_type: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The documents of an archive, and what the person who adds it should know."""

    pages: tuple[ArchivedPage, ...]
    notes: tuple[str, ...]


def may_be_archive(head: bytes, name: str) -> bool:
    """Whether the first bytes of a file can be those of a web archive: then it is unpacked, and says so itself."""
    return head.startswith((b"WARC/", b"filedesc:", b"\x1f\x8b")) or (
        head.startswith(b"PK") and name.lower().endswith(".wacz")
    )


def unpacked(data: bytes, name: str) -> Unpacked:
    """What an archive holds. Raises the CannotRead that the process names, in its sentence."""
    answer = run_limited([sys.executable, "-m", PROGRAM, name], data, seconds=SECONDS)
    frames = _frames(answer, name)
    if not frames or len(frames) % 2 == 0:
        raise _disagrees(name)
    last = _object(frames[-1], name)
    if "error" in last:
        raise _error(last["error"])
    pages = tuple(
        _page(_object(told, name), bytes(content), name)
        for told, content in zip(frames[:-1:2], frames[1:-1:2], strict=True)
    )
    if not pages:
        raise errors.NotADocument(f"“{name}” is a web archive without documents: check that the crawl has finished.")
    return Unpacked(pages, tuple(str(note) for note in last.get("notes", ())))


def _frames(answer: bytes, name: str) -> list[memoryview]:
    """The frames, without copying them."""
    view, at, found = memoryview(answer), 0, []
    while at + _frame.size <= len(view):
        (size,) = _frame.unpack_from(view, at)
        at += _frame.size
        if at + size > len(view):
            raise _disagrees(name)
        found.append(view[at : at + size])
        at += size
    return found


def _object(frame: memoryview, name: str) -> dict[str, Any]:
    try:
        held = json.loads(bytes(frame))
    except ValueError:
        raise _disagrees(name) from None
    if not isinstance(held, dict):
        raise _disagrees(name)
    return held


def _page(told: dict[str, Any], content: bytes, name: str) -> ArchivedPage:
    words = [told.get(key) for key in ("url", "captured", "media_type", "name")]
    if not all(isinstance(word, str) and len(word) <= LONGEST for word in words):
        raise _disagrees(name)
    url, captured, media_type, called = map(str, words)
    if not url.startswith(("http://", "https://")):
        raise _disagrees(name)
    try:
        moment = datetime.fromisoformat(captured).replace(tzinfo=UTC) if captured else None
    except ValueError:
        moment = None
    return ArchivedPage(url, moment, media_type, called, content)


def _error(told: Any) -> errors.CannotRead:
    kinds = {kind.code: kind for kind in errors.CannotRead.__subclasses__()}
    held = told if isinstance(told, dict) else {}
    return kinds.get(held.get("code", ""), errors.DamagedFile)(str(held.get("message", "This archive cannot be read.")))


def _disagrees(name: str) -> errors.DamagedFile:
    return errors.DamagedFile(f"“{name}” was unpacked into something that is no archive's content: nothing was taken.")
