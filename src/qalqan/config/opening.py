"""Opening and closing a workspace: keys, then settings, then Django.

    workspace = open_workspace(Path("qalqan-home"), passphrase)
    ...
    close_workspace()

A process has one workspace open at a time. Opening a second one closes the first.
"""

from __future__ import annotations

import atexit
import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from qalqan.config.databases import FILE, database_for
from qalqan.errors import WorkspaceExists
from qalqan.safety import keys

SETTINGS = "qalqan.config.desk"


@dataclass(frozen=True)
class Workspace:
    """An open workspace: its folder. Its keys are in `qalqan.safety.keys`, its database in Django."""

    home: Path

    @property
    def originals(self) -> Path:
        return self.home / "originals"

    @property
    def editions(self) -> Path:
        return self.home / "editions"


def make_workspace(home: Path, passphrase: str, *, cost: keys.Cost = keys.REAL) -> Workspace:
    """A new workspace in `home`, open, its database migrated. Raises WorkspaceExists, WrongCall (short passphrase)."""
    home = Path(home).absolute()
    if (home / FILE).exists():
        raise WorkspaceExists(f"There is a database in {home} already; open it or choose another folder.")
    _open(home, keys.make(home, passphrase, cost=cost))
    try:
        migrate()
    except BaseException:
        # Nothing was entrusted to it yet: a half-made workspace would only stand in the way of the next try.
        close_workspace_unsigned()
        for file in (keys.FILE, FILE, f"{FILE}-wal", f"{FILE}-shm"):
            (home / file).unlink(missing_ok=True)
        raise
    return Workspace(home)


def open_workspace(home: Path, passphrase: str) -> Workspace:
    """Opens the workspace in `home`. Raises NoWorkspace, WrongPassphrase.

    Brings an older database up to date first; migrations already applied cost a few milliseconds.
    """
    return open_workspace_with(home, keys.read(Path(home).absolute(), passphrase))


def open_workspace_with(home: Path, opened: keys.Keys) -> Workspace:
    """The same where the keys were read before: a server's worker gets them without ever having seen the passphrase."""
    home = Path(home).absolute()
    _open(home, opened)
    if not is_up_to_date():
        migrate()
    return Workspace(home)


def close_workspace() -> None:
    """Locks: signs the log's last entries, forgets every key, closes this thread's connections.

    Other threads' connections refuse at their next query.
    """
    from django.db import connection

    from qalqan.safety import audit

    if not keys.is_open():
        return
    try:
        if not connection.in_atomic_block:
            audit.checkpoint()
    finally:
        close_workspace_unsigned()


def close_workspace_unsigned() -> None:
    """Locks at once, leaving the log's last entries for the next checkpoint."""
    from django.db import connections

    from qalqan.safety import keyring
    from qalqan.safety.sqlcipher.base import give_up_pages

    keyring.forget_all()
    connections.close_all()
    keys.forget()
    give_up_pages()


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def is_up_to_date() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _open(home: Path, opened: keys.Keys) -> None:
    close_workspace_if_any()
    _leave_no_core_dump()
    atexit.unregister(_sign_at_the_end)
    atexit.register(_sign_at_the_end, os.getpid())
    keys.hold(opened)
    os.environ["QALQAN_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    url = os.environ.get("QALQAN_DATABASE_URL", "")
    if not url:
        _close_to_others(home / FILE)
    if settings.configured:
        _point_at(home, opened, database_for(home, url))
    django.setup()


def close_workspace_if_any() -> None:
    if keys.is_open() and settings.configured:
        close_workspace()


def _sign_at_the_end(pid: int) -> None:
    # A process that a command started must not sign for it, and a failure here loses nothing: the next closing signs.
    if pid == os.getpid():
        with contextlib.suppress(Exception):
            close_workspace_if_any()


def _leave_no_core_dump() -> None:
    # The memory of this process holds the keys; a crash must not write it to a disk.
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _close_to_others(file: Path) -> None:
    # SQLite gives its write-ahead log the permissions of the database file.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _point_at(home: Path, opened: keys.Keys, database: dict[str, Any]) -> None:
    """Turns an already running Django to another workspace."""
    from django.db import connections

    settings.QALQAN_HOME = home
    settings.SECRET_KEY = opened.django_secret()
    connections.close_all()
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    if hasattr(connections._connections, "default"):
        del connections["default"]
