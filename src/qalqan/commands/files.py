"""The files that a command was given: folders are walked, and what is too large is named before it is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qalqan.errors import TooLarge, WrongCall

# What operating systems leave in folders; nobody means to add it.
_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named, in order. Raises WrongCall for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file())
            found += [p for p in inside if p.name not in _LEFT_BY_SYSTEMS and not p.name.startswith("._")]
        elif path.is_file():
            found.append(path)
        else:
            raise WrongCall(f"{path} is not there: check the name and call again.")
    return list(dict.fromkeys(found))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises TooLarge before reading them."""
    from qalqan.texts.reading import LARGEST

    if path.stat().st_size > LARGEST:
        raise TooLarge(f"{path.name} is larger than {LARGEST // 2**20} MB: split it, or save its text on its own.")
    return path.read_bytes()
