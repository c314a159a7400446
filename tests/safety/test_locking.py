"""Locking from outside: asked without a passphrase, done by whatever runs, once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.contrib.sessions.backends.base import SessionBase

from conftest import PASSPHRASE
from qalqan.commands import lock as command
from qalqan.config.opening import Workspace, open_workspace
from qalqan.desk import server, sessions
from qalqan.errors import NoWorkspace, WorkspaceLocked
from qalqan.library.search import engine
from qalqan.safety import keys
from qalqan.safety.locking import ask, watch
from qalqan.safety.models import Account
from qalqan.safety.sqlcipher import base
from qalqan.texts import words


def test_what_runs_is_locked_when_it_is_asked_and_not_before(tmp_path: Path) -> None:
    locked: list[str] = []
    thread = watch(tmp_path, lambda: locked.append("yes"), seconds=0.01)
    thread.join(0.1)
    assert thread.is_alive() and locked == []
    ask(tmp_path)
    thread.join(10)
    assert locked == ["yes"]


def test_an_old_question_does_not_lock_what_starts_later(tmp_path: Path) -> None:
    ask(tmp_path)
    thread = watch(tmp_path, lambda: None, seconds=0.01)
    thread.join(0.1)
    assert thread.is_alive()
    ask(tmp_path)
    thread.join(10)
    assert not thread.is_alive()


def test_a_folder_that_is_taken_away_locks(tmp_path: Path) -> None:
    home = tmp_path / "usb"
    home.mkdir()
    thread = watch(home, lambda: None, seconds=0.01)
    home.rename(tmp_path / "gone")
    thread.join(10)
    assert not thread.is_alive()


def test_a_locked_desk_has_no_session_no_key_and_no_database(own_workspace: Workspace) -> None:
    store: SessionBase = sessions.SessionStore()
    store["account"] = 1
    store.save()
    assert Account.objects.count() == 0
    server.lock()
    assert sessions.SessionStore(store.session_key).load() == {}
    assert not keys.is_open()
    with pytest.raises(WorkspaceLocked):
        Account.objects.count()
    open_workspace(own_workspace.home, PASSPHRASE)
    assert Account.objects.count() == 0


def test_the_command_needs_no_passphrase_but_a_workspace(
    own_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QALQAN_PASSPHRASE", raising=False)
    monkeypatch.setenv("QALQAN_HOME", str(own_workspace.home))
    thread = watch(own_workspace.home, lambda: None, seconds=0.01)
    command.run()
    thread.join(10)
    assert not thread.is_alive()
    monkeypatch.setenv("QALQAN_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(NoWorkspace):
        command.run()


def test_a_locked_process_keeps_no_word_of_a_text_and_no_page_of_the_database(own_workspace: Workspace) -> None:
    asked, answered = threading.Event(), threading.Event()
    refused: list[bool] = []

    def another_thread() -> None:
        Account.objects.count()
        answered.set()
        asked.wait(10)
        with pytest.raises(WorkspaceLocked):
            Account.objects.count()
        refused.append(True)

    thread = threading.Thread(target=another_thread)
    thread.start()
    answered.wait(10)
    assert engine.search("Zebulon", None).total == 0
    words.keys_in("en")["Zebulon"]
    assert "Zebulon" in words.keys_in("en")
    server.lock()
    assert "Zebulon" not in words.keys_in("en")
    base.give_up_pages()  # of connections that are closed too, as often as one likes
    asked.set()
    thread.join(10)
    assert refused == [True]
