"""Locking from outside: `qalqan lock` asks, and every running desk of the workspace drops its keys within a second.

Asking needs no passphrase and no key: whoever can write into the folder could as well delete it. What asks leaves a mark
in the folder; what runs watches for it. A hook (USB key out, lid shut) needs only to run the command.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from pathlib import Path

MARK = "lock-asked"
SECONDS = 0.25


def ask(home: Path) -> None:
    """Leaves the mark. Raises OSError where the folder cannot be written to."""
    part = home / f".{MARK}.part"
    part.write_text(secrets.token_hex(8))
    part.replace(home / MARK)


def watch(home: Path, lock: Callable[[], None], seconds: float = SECONDS) -> threading.Thread:
    """Calls `lock` once, from a thread of its own, when the mark changes."""
    before = _read(home)
    stopped = threading.Event()

    def watching() -> None:
        while not stopped.wait(seconds):
            if _read(home) != before:
                lock()
                return

    thread = threading.Thread(target=watching, name="qalqan-lock", daemon=True)
    thread.start()
    return thread


def _read(home: Path) -> str:
    try:
        return (home / MARK).read_text()
    except OSError:
        # A folder that was taken away (the disk pulled out) is a reason to lock as well.
        return "" if home.exists() else "gone"
