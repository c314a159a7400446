"""The private keys of people who have unlocked the sealed level, in this process only, for ten idle minutes.

A session that was not used for that long is forgotten at the next look; locking the workspace forgets all at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from nacl.public import PrivateKey

IDLE_SECONDS = 10 * 60


class Keyring:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, tuple[PrivateKey, float]] = {}

    def hold(self, session: str, private: PrivateKey) -> None:
        with self._lock:
            self._held[session] = (private, self._clock())

    def find(self, session: str) -> PrivateKey | None:
        """The key held for this session, used now; None when there is none or it lay idle too long."""
        with self._lock:
            self._forget_idle()
            if session not in self._held:
                return None
            private, _ = self._held[session]
            self._held[session] = (private, self._clock())
            return private

    def forget(self, session: str) -> None:
        with self._lock:
            self._held.pop(session, None)

    def forget_all(self) -> None:
        with self._lock:
            self._held.clear()

    def _forget_idle(self) -> None:
        now = self._clock()
        for session in [name for name, (_, used) in self._held.items() if now - used > IDLE_SECONDS]:
            del self._held[session]


unlocked = Keyring()


def forget_all() -> None:
    unlocked.forget_all()
