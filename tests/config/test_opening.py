from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from conftest import PASSPHRASE
from qalqan.config.databases import database_for
from qalqan.config.opening import Workspace, close_workspace, make_workspace, open_workspace
from qalqan.errors import NoWorkspace, WorkspaceExists, WorkspaceLocked, WrongCall, WrongPassphrase
from qalqan.safety import audit, keys
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account, Circle, LogEntry

PASSWORD = "mountain river bridge"


def test_a_made_workspace_opens_again_with_what_was_written(empty_home: Path) -> None:
    make_workspace(empty_home, PASSPHRASE, cost=keys.CHEAP)
    make_account("aida", PASSWORD)
    close_workspace()
    opened = open_workspace(empty_home, PASSPHRASE)
    assert opened.home == empty_home == settings.QALQAN_HOME
    assert Account.objects.get().login_name == "aida"
    assert audit.verify().since_checkpoint == 0  # closing signed the last entries


def test_a_new_workspace_has_its_first_circle_and_nobody(own_workspace: Workspace) -> None:
    assert [circle.pk for circle in Circle.objects.all()] == [1]
    assert not Account.objects.exists()


def test_a_locked_workspace_answers_nothing(own_workspace: Workspace) -> None:
    make_account("aida", PASSWORD)
    close_workspace()
    with pytest.raises(WorkspaceLocked):
        Account.objects.count()
    assert not keys.is_open()


def test_a_lock_reaches_a_thread_whose_connection_is_open(own_workspace: Workspace) -> None:
    reading, locked, met = threading.Event(), threading.Event(), []

    def read() -> None:
        Account.objects.count()
        reading.set()
        locked.wait(30)
        try:
            Account.objects.count()
        except WorkspaceLocked as refusal:
            met.append(refusal)
        finally:
            connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    assert reading.wait(30)
    close_workspace()
    locked.set()
    thread.join(30)
    assert len(met) == 1


def test_a_wrong_passphrase_opens_nothing_and_leaves_it_locked(own_workspace: Workspace) -> None:
    close_workspace()
    with pytest.raises(WrongPassphrase):
        open_workspace(own_workspace.home, "steppe lantern summer")
    assert not keys.is_open()


def test_a_folder_without_a_workspace_is_left_as_it_was(empty_home: Path) -> None:
    with pytest.raises(NoWorkspace):
        open_workspace(empty_home, PASSPHRASE)
    assert not empty_home.exists()


def test_a_workspace_is_never_made_over_another(own_workspace: Workspace) -> None:
    make_account("aida", PASSWORD)
    with pytest.raises(WorkspaceExists):
        make_workspace(own_workspace.home, PASSPHRASE, cost=keys.CHEAP)
    assert Account.objects.count() == 1


def test_opening_another_workspace_closes_the_first(own_workspace: Workspace, tmp_path: Path) -> None:
    make_account("aida", PASSWORD)
    if connection.vendor == "sqlite":
        other = make_workspace(tmp_path / "other", PASSPHRASE, cost=keys.CHEAP)
        assert not Account.objects.exists() and other.home == settings.QALQAN_HOME
    open_workspace(own_workspace.home, PASSPHRASE)
    assert Account.objects.count() == 1


def test_the_settings_hold_no_key(own_workspace: Workspace) -> None:
    shown = repr({name: getattr(settings, name) for name in dir(settings) if name.isupper()})
    opened = keys.opened()
    assert opened.django_secret() in shown  # the control: what is there would be seen
    for secret in (opened.database(), opened.master, opened.originals()):
        assert secret.hex() not in shown and repr(secret) not in shown


def test_the_database_file_is_durable_and_strict(own_workspace: Workspace) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in (
                    "journal_mode",
                    "synchronous",
                    "foreign_keys",
                    "secure_delete",
                    "temp_store",
                    "busy_timeout",
                )
            }
        assert found == {
            "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2,
            "busy_timeout": 30000,
        }  # fmt: skip
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] == "on"


def test_without_a_workspace_nothing_can_be_written_anywhere(tmp_path: Path) -> None:
    """The settings alone give an empty database in memory, in a process of its own."""
    script = (
        "import django; django.setup()\n"
        "from django.db import connection; from qalqan.safety.models import Account\n"
        "print(connection.introspection.table_names())\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qalqan.config.desk", "QALQAN_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", script], env={**environment, "QALQAN_HOME": str(tmp_path / "home")},
        capture_output=True, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="postgresql://"):
        database_for(tmp_path, "mysql://localhost/x")


def test_an_address_is_read_whole(tmp_path: Path) -> None:
    found = database_for(tmp_path, "postgresql://us%40er:p%2Fw@db.example:5433/desk?sslmode=verify-full")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "us@er", "p/w", "db.example", "5433", "desk",
    )  # fmt: skip
    assert found["OPTIONS"] == {"sslmode": "verify-full"}
    assert database_for(tmp_path, "postgresql:///q?host=/run/pg")["HOST"] == "/run/pg"


def test_two_writers_wait_for_each_other(own_workspace: Workspace) -> None:
    """Read-modify-write from four threads: every entry of the log has a number of its own and the chain holds."""
    from django.db import transaction

    failed: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(15):
                with transaction.atomic():
                    audit.log("see", "x", account=None)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    assert LogEntry.objects.count() == audit.verify().entries == 60


def test_a_workspace_that_could_not_be_made_leaves_the_way_free(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qalqan.config import opening

    def fail() -> None:
        raise RuntimeError("power")

    with monkeypatch.context() as broken:
        broken.setattr(opening, "migrate", fail)
        with pytest.raises(RuntimeError):
            make_workspace(empty_home, PASSPHRASE, cost=keys.CHEAP)
    assert list(empty_home.iterdir()) == [] and not keys.is_open()
    make_workspace(empty_home, PASSPHRASE, cost=keys.CHEAP)
    assert Circle.objects.count() == 1


def test_a_command_that_ends_signs_what_it_wrote(own_workspace: Workspace) -> None:
    script = (
        "import sys; from pathlib import Path; from qalqan.config.opening import open_workspace\n"
        "open_workspace(Path(sys.argv[1]), sys.argv[2])\n"
        "from django.db import transaction; from qalqan.safety import audit\n"
        "with transaction.atomic(): audit.log('see', 'x', account=None)\n"
    )
    close_workspace()
    subprocess.run([sys.executable, "-c", script, str(own_workspace.home), PASSPHRASE], check=True)
    open_workspace(own_workspace.home, PASSPHRASE)
    report = audit.verify()
    assert (report.entries, report.since_checkpoint) == (1, 0)
