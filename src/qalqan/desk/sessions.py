"""Sessions of the desk: in the memory of its one process, and nowhere else.

A session is what holds a person's unlocked key, so it must not outlive the process or reach a disk: power off, lock and
restart all end it. Its id is kept hashed, so that a look into memory gives no cookie. The desk therefore runs as one
process (threads are welcome). Idle 30 minutes, at most 8 hours; what is sealed closes after 10 idle minutes, which is
the keyring's to say (SAFETY D11).
"""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

IDLE = 30 * 60
ABSOLUTE = 8 * 60 * 60
MOST = 2000  # sessions of strangers must not fill the memory: the oldest goes first


@dataclass
class _Held:
    values: dict[str, Any]
    begun: float
    seen: float


_held: dict[str, _Held] = {}
_turn = threading.RLock()


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(SessionBase):
    """Django's session interface over the table above."""

    def load(self) -> dict[str, Any]:
        with _turn:
            held = _held.get(_hashed(self.session_key)) if self.session_key else None
            now = time.monotonic()
            if held is None or now - held.seen > IDLE or now - held.begun > ABSOLUTE:
                _held.pop(_hashed(self.session_key or ""), None)
                self._session_key = None
                return {}
            held.seen = now
            return dict(held.values)

    def exists(self, session_key: str) -> bool:
        return _hashed(session_key) in _held

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        values = dict(self._get_session(no_load=must_create))
        with _turn:
            name = _hashed(self.session_key)
            if must_create and name in _held:
                raise CreateError
            if not must_create and name not in _held:
                raise UpdateError
            if must_create:
                while len(_held) >= MOST:
                    _held.pop(min(_held, key=lambda one: _held[one].seen))
                now = time.monotonic()
                _held[name] = _Held(values, now, now)
            else:
                _held[name].values = values
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            with _turn:
                _held.pop(_hashed(key), None)

    @classmethod
    def clear_expired(cls) -> None:
        now = time.monotonic()
        with _turn:
            for name in [n for n, one in _held.items() if now - one.seen > IDLE or now - one.begun > ABSOLUTE]:
                del _held[name]


def end_all() -> None:
    """Lock: every session ends."""
    with _turn:
        _held.clear()


def end_of(account_id: int) -> None:
    """Every session of one person ends ("sign out everywhere")."""
    with _turn:
        for name in [n for n, one in _held.items() if one.values.get("account") == account_id]:
            del _held[name]
