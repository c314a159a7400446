"""Workspaces for tests.

workspace       an open one, shared by the session: everything a test writes into its database is rolled back
db              the same, for tests that only need the database
account         somebody who edits, verifies, publishes and responds, with a team grant in the first circle
own_workspace   a copy of its own, for tests that commit, lock, kill or look at the files
empty_home      a folder without a workspace, named by QALQAN_HOME, with QALQAN_PASSPHRASE set: for `qalqan init`
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "stories")]
os.environ["DJANGO_SETTINGS_MODULE"] = "qalqan.config.desk"
for variable in ("QALQAN_DATABASE_URL", "QALQAN_HOME", "QALQAN_PASSPHRASE", "QALQAN_DESK_ORIGIN"):
    os.environ.pop(variable, None)
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

import database  # noqa: E402
from qalqan.config.opening import Workspace, close_workspace, make_workspace, open_workspace  # noqa: E402
from qalqan.safety import accounts, keyring, keys  # noqa: E402

if TYPE_CHECKING:
    from qalqan.safety.models import Account

PASSPHRASE = "steppe lantern winter"
PASSWORD = "mountain river bridge"

settings.ALLOWED_HOSTS.append("testserver")


@dataclass(frozen=True)
class Template:
    """A migrated workspace that nobody has open."""

    home: Path
    address: str


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the one-file database have nothing to say of a server's: they are left out there, not skipped."""
    if database.wanted() != database.POSTGRESQL:
        return
    of_the_file = [item for item in items if item.get_closest_marker("file_database")]
    config.hook.pytest_deselected(items=of_the_file)
    items[:] = [item for item in items if not item.get_closest_marker("file_database")]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[database.Engine]:
    with database.engine(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, engine: database.Engine) -> Template:
    made = Template(tmp_path_factory.mktemp("template") / "home", engine.empty())
    os.environ["QALQAN_DATABASE_URL"] = made.address
    make_workspace(made.home, PASSPHRASE, cost=keys.CHEAP)
    close_workspace()
    return made


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, engine: database.Engine, template: Template) -> Iterator[Template]:
    home = tmp_path_factory.mktemp("shared") / "home"
    database.copy_home(template.home, home)
    yield Template(home, engine.copied(template.address))
    close_workspace()


@pytest.fixture
def workspace(shared: Template) -> Iterator[Workspace]:
    opened = Workspace(shared.home)
    if not keys.is_open() or shared.home != settings.QALQAN_HOME:
        os.environ["QALQAN_DATABASE_URL"] = shared.address
        opened = open_workspace(shared.home, PASSPHRASE)
    rolled_back = transaction.atomic()
    rolled_back.__enter__()
    try:
        yield opened
    finally:
        if connection.in_atomic_block:
            transaction.set_rollback(True)
            rolled_back.__exit__(None, None, None)
        _forget_people()


@pytest.fixture
def db(workspace: Workspace) -> None:
    """The database of the shared workspace, rolled back after the test."""


@pytest.fixture
def own_workspace(tmp_path: Path, engine: database.Engine, template: Template) -> Iterator[Workspace]:
    close_workspace()
    database.copy_home(template.home, tmp_path / "home")
    os.environ["QALQAN_DATABASE_URL"] = engine.refilled(template.address)
    yield open_workspace(tmp_path / "home", PASSPHRASE)
    close_workspace()
    _forget_people()


@pytest.fixture
def empty_home(tmp_path: Path, engine: database.Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    close_workspace()
    home = tmp_path / "home"
    monkeypatch.setenv("QALQAN_HOME", str(home))
    monkeypatch.setenv("QALQAN_PASSPHRASE", PASSPHRASE)
    os.environ["QALQAN_DATABASE_URL"] = engine.empty()
    yield home
    close_workspace()
    _forget_people()


@pytest.fixture
def account(workspace: Workspace) -> Account:
    return accounts.make_account(
        "aida", PASSWORD, display_name="Aida", roles=("editor", "verifier", "publisher", "responder")
    )


def _forget_people() -> None:
    keyring.forget_all()
    accounts.tries = accounts.Tries()
