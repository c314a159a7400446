"""The files that a command was given, and the documents in them: one in most, many in a web archive.

Folders are walked, and what is too large is named before it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qalqan.errors import CannotRead, TooLarge, WrongCall

# What operating systems leave in folders; nobody means to add it.
_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a command takes it in. `url` and `captured` are what a web archive says of it."""

    name: str
    content: bytes
    url: str = ""
    captured: datetime | None = None

    @property
    def channel(self) -> str:
        return "archive" if self.url else "file"


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds, and what the person who named it should know."""

    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()


def held_in(path: Path) -> Held:
    """The documents of a file: itself, or those that were captured in it. Raises CannotRead, naming the file."""
    from qalqan.sources.archives import may_be_archive, unpacked

    data, name = bytes_of(path), name_of(path)
    if not may_be_archive(data[:64], name):
        return Held((Document(name, data),))
    archive = unpacked(data, name)
    pages = tuple(Document(page.name, page.content, page.url, page.captured) for page in archive.pages)
    return Held(pages, tuple(f"{name}: {note}" for note in archive.notes))


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named, in order. Raises WrongCall for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if _is_too_long(path):
            raise WrongCall(f"{path.name[:40]}… is longer than a name can be: check the name and call again.")
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in inside if p.name not in _LEFT_BY_SYSTEMS and not p.name.startswith("._")]
        elif path.is_file():
            found.append(path)
        else:
            raise WrongCall(f"{path} is not there: check the name and call again.")
    return list(dict.fromkeys(found))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises TooLarge before reading them, CannotRead for one that does not open (any more)."""
    from qalqan.texts.reading import LARGEST

    try:
        if path.stat().st_size > LARGEST:
            raise TooLarge(f"{path.name} is larger than {LARGEST // 2**20} MB: split it, or save its text on its own.")
        return path.read_bytes()
    except OSError as closed:
        raise CannotRead(f"{path.name} does not open ({closed.strerror}): check its permissions.") from closed


def name_of(path: Path) -> str:
    """What a file is called, in letters that can be stored and shown: bytes that are none become U+FFFD."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _is_too_long(path: Path) -> bool:
    try:
        path.is_dir()
    except OSError:
        return True
    return False
