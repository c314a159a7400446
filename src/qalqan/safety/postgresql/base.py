"""Django's PostgreSQL backend, refusing every query once the workspace is locked.

The file on that server is not encrypted by us: sealed fields and originals are, the rest needs disk encryption there.
"""

from __future__ import annotations

from django.db.backends.postgresql import base as postgresql

from qalqan.safety import keys


class DatabaseWrapper(postgresql.DatabaseWrapper):
    def ensure_connection(self) -> None:
        """Raises WorkspaceLocked once the workspace is locked, also in a thread whose connection is still open."""
        if not keys.is_open():
            if not self.in_atomic_block:
                self.close()
            keys.opened()
        super().ensure_connection()
