"""How often one client may try to sign in: 20 wrong tries in 15 minutes.

`safety.accounts` slows each account by itself.
Nothing is written down: counters live in memory under a key drawn at start, so that no address can be read from them
(SAFETY D11, trap 6).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable

WINDOW_SECONDS = 15 * 60
PER_CLIENT = 20


class Tries:
    """Wrong tries of the last fifteen minutes, by client."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._failed: dict[bytes, deque[float]] = {}
        self._turn = threading.Lock()

    def wait(self, client: str) -> int:
        """Seconds until this client may try again; 0: now."""
        now = self._clock()
        with self._turn:
            recent = [at for at in self._failed.get(self._name(client), ()) if now - at < WINDOW_SECONDS]
        return 0 if len(recent) < PER_CLIENT else int(WINDOW_SECONDS - (now - recent[-PER_CLIENT])) + 1

    def failed(self, client: str) -> None:
        """Count a try that failed."""
        now = self._clock()
        with self._turn:
            for name in [n for n, times in self._failed.items() if now - times[-1] > WINDOW_SECONDS]:
                del self._failed[name]
            self._failed.setdefault(self._name(client), deque(maxlen=PER_CLIENT)).append(now)

    def _name(self, client: str) -> bytes:
        return hmac.digest(self._key, client.encode(), hashlib.sha256)


tries = Tries()
