"""SEIZE-1: a disk that was taken while powered off, and one that was copied while the workspace was open."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from safety_makers import a_copy

from qalqan.config.opening import Workspace, close_workspace
from qalqan.safety import audit
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account
from qalqan.sources import store
from qalqan.sources.capture import capture
from qalqan.sources.models import Copy

TOKENS = 1000
PASSWORD = "mountain river bridge"


def found(folder: Path, tokens: list[str]) -> list[str]:
    """The tokens that stand anywhere in the bytes of any file, as UTF-8 or UTF-16, in either case, or in a file's name."""
    names = " ".join(str(file.relative_to(folder)) for file in folder.rglob("*"))
    heap = names.encode() + b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return [
        token
        for token in tokens
        if any(
            form.encode(encoding) in heap
            for form in (token, token.upper())
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        )
    ]


def planted() -> list[str]:
    """Telling words in every place that a workspace has for them: rows, indexed columns, the log, an original."""
    tokens = [f"token{secrets.token_hex(8)}" for _ in range(TOKENS)]
    rows = [a_copy(url=f"https://example.org/{token}", claimed_name=token, publisher=token) for token in tokens[:20]]
    template = rows[0]
    Copy.objects.bulk_create(
        Copy(sha256=secrets.token_hex(32), size=1, captured_at=template.captured_at, channel="file", media_type=token)
        for token in tokens[20:800]
    )
    person = make_account(tokens[800], PASSWORD, display_name=tokens[801], roles=["editor"])
    original = " ".join(tokens[802:]).encode()
    capture(original, tokens[0], account=person)
    capture(original.decode().encode("utf-16"), tokens[0], account=person)
    return tokens


@pytest.mark.parametrize("is_open", [True, False], ids=["copied while open", "powered off"])
def test_no_word_of_the_workspace_stands_on_its_disk(own_workspace: Workspace, is_open: bool) -> None:
    tokens = planted()
    assert Copy.objects.filter(media_type=tokens[20]).exists()  # the words are there, for who has the key
    if not is_open:
        close_workspace()
    assert found(own_workspace.home, tokens) == []


def test_the_search_finds_what_is_not_sealed(tmp_path: Path) -> None:
    """The control: the same words in an ordinary SQLite file and in an ordinary file are found, all of them."""
    tokens = [f"token{secrets.token_hex(8)}" for _ in range(200)]
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE copy (media_type TEXT)")
    plain.executemany("INSERT INTO copy VALUES (?)", [(token,) for token in tokens[:100]])
    plain.commit()
    plain.close()
    (tmp_path / "note.txt").write_text(" ".join(tokens[100:199]), encoding="utf-16")
    (tmp_path / tokens[199]).touch()
    assert found(tmp_path, tokens) == tokens


def test_a_taken_disk_does_not_tell_whether_it_holds_a_known_document(own_workspace: Workspace, tmp_path: Path) -> None:
    person = make_account("aida", PASSWORD, roles=["editor"])
    copy = capture(b"a leaflet that everybody has", account=person)
    digest = copy.sha256
    assert store.place_of(digest).is_file()
    assert found(own_workspace.home, [digest, digest[2:], digest[:16]]) == []


def test_the_file_of_the_database_is_no_sqlite_file(own_workspace: Workspace) -> None:
    if connection.vendor == "sqlite":
        close_workspace()
        with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(own_workspace.home / "qalqan.db") as plain:
            plain.execute("SELECT count(*) FROM sqlite_master")
        plain.close()
    else:
        assert not (own_workspace.home / "qalqan.db").exists()


def test_everything_in_the_workspace_is_closed_to_others(own_workspace: Workspace, account_there: Account) -> None:
    capture(b"a leaflet", account=account_there)
    for file in [own_workspace.home, *own_workspace.home.rglob("*")]:
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_the_log_names_nobody(own_workspace: Workspace, account_there: Account) -> None:
    capture(b"a leaflet", "from-aida.pdf", url="https://example.org/aida", account=account_there)
    from qalqan.safety.models import LogEntry

    written = " ".join(LogEntry.objects.values_list("canonical", flat=True))
    assert "captured" in written
    for secret in ("aida", "example", account_there.permanent_id):
        assert secret not in written
    assert audit.pseudonym(account_there) in written


@pytest.fixture
def account_there(own_workspace: Workspace) -> Account:
    return make_account("aida", PASSWORD, roles=["editor"])


def test_a_key_of_another_workspace_opens_nothing(own_workspace: Workspace, account_there: Account) -> None:
    from qalqan.safety import keys

    copy = capture(b"a leaflet", account=account_there)
    connection.close()
    keys.hold(keys.Keys(bytes(32), keys.CHEAP))
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError):
            Account.objects.count()
    from qalqan.errors import NotFound

    with pytest.raises(NotFound):
        store.original(copy.sha256)
    keys.forget()
