"""A backup is what a second machine can be made of: written to keys held elsewhere, restored, and proved whole."""

from __future__ import annotations

import importlib
import io
import tarfile
from pathlib import Path
from typing import Any

import pyrage
import pytest

from conftest import PASSPHRASE, PASSWORD
from qalqan.commands.restore import prove
from qalqan.config.databases import FILE
from qalqan.config.opening import Workspace, close_workspace, open_workspace
from qalqan.errors import DamagedFile, NotAllowed, WorkspaceError, WorkspaceExists, WrongCall, WrongPassphrase
from qalqan.library.models import Work
from qalqan.review.intake import take_in
from qalqan.safety import audit, keys
from qalqan.safety.accounts import make_account
from qalqan.safety.backup import make
from qalqan.safety.models import Account
from qalqan.safety.restoring import Manifest, check_signature, identities_from, recipients_from, unpack
from qalqan.sources import store
from qalqan.sources.models import Copy

pytestmark = pytest.mark.file_database  # a server's database is backed up with its own tools

WORDS = b"Statement\n\n21 July 2014\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova.\n"


@pytest.fixture
def pair() -> tuple[Any, Any]:
    return pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()


@pytest.fixture
def operator(own_workspace: Workspace) -> Account:
    return make_account("olga", PASSWORD, roles=("operator", "editor"))


def backed_up(workspace: Workspace, to: Path, pair: tuple[Any, Any], who: Account) -> Manifest:
    return make(workspace.home, FILE, to, [one.to_public() for one in pair], who)


def test_a_backup_is_restored_elsewhere_and_proved_whole(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    work = take_in(WORDS, "a.txt", operator).work
    manifest = backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    root = audit.root()
    close_workspace()
    for number, identity in enumerate(pair):
        folder = tmp_path / f"restored{number}"
        assert unpack(tmp_path / "a.age", [identity], folder) == manifest
        check_signature(folder, keys.read(folder, PASSPHRASE))
        open_workspace(folder, PASSPHRASE)
        assert (prove(manifest)["originals"], prove(manifest)["missing"]) == (1, 0)
        assert (audit.root(), Work.objects.get().title) == (root, work.title)
        assert store.original(Copy.objects.get().sha256) == WORDS
        assert (folder / FILE).stat().st_mode & 0o77 == 0
        close_workspace()


def test_the_machine_that_writes_it_cannot_read_it_and_nothing_in_it_is_in_the_clear(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    take_in(WORDS, "a.txt", operator)
    backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    sealed = (tmp_path / "a.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n")
    opened = pyrage.decrypt(sealed, [pair[0]])  # whoever has the key held elsewhere still needs the passphrase
    for closed in (b"Dana Omarova", b"olga", b"SQLite format 3"):
        assert closed not in sealed and closed not in opened
    assert not list(own_workspace.home.glob(".backup-*"))
    assert not list(tmp_path.glob(".a.age*"))


def test_one_key_is_not_enough_and_what_is_no_key_is_told() -> None:
    one = str(pyrage.x25519.Identity.generate().to_public())
    for written in ([], [one], [one, one]):
        with pytest.raises(WrongCall, match="2 keys"):
            recipients_from(written)
    with pytest.raises(WrongCall, match="age1"):
        recipients_from([one, "age1nokey"])
    for words in ("", "# comment\n", "AGE-SECRET-KEY-1NO"):
        with pytest.raises(WrongCall, match="AGE-SECRET-KEY"):
            identities_from(words)


def test_only_an_operator_makes_one(own_workspace: Workspace, pair: tuple[Any, Any], tmp_path: Path) -> None:
    editor = make_account("erlan", PASSWORD, roles=("editor", "publisher"))
    with pytest.raises(NotAllowed):
        backed_up(own_workspace, tmp_path / "a.age", pair, editor)
    assert not (tmp_path / "a.age").exists()


def test_a_wrong_key_a_flipped_byte_and_a_cut_end_leave_no_folder(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    sealed = (tmp_path / "a.age").read_bytes()
    flipped = bytearray(sealed)
    flipped[len(sealed) // 2] ^= 1
    for content, identity in (
        (sealed, pyrage.x25519.Identity.generate()), (bytes(flipped), pair[0]), (sealed[:-70_000], pair[0]), (b"", pair[0]),
    ):  # fmt: skip
        (tmp_path / "b.age").write_bytes(content)
        with pytest.raises((WrongCall, DamagedFile)):
            unpack(tmp_path / "b.age", [identity], tmp_path / "restored")
        assert not (tmp_path / "restored").exists() and not list(tmp_path.glob(".restored*"))


def forged(tmp_path: Path, pair: tuple[Any, Any], change: Any) -> Path:
    """The backup, opened and packed anew by somebody who has the key, with one member changed."""
    out = io.BytesIO()
    opened = pyrage.decrypt((tmp_path / "a.age").read_bytes(), [pair[0]])
    with tarfile.open(fileobj=io.BytesIO(opened)) as old, tarfile.open(fileobj=out, mode="w") as new:
        for member in old:
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            info, content = change(member, content)
            info.size = len(content)
            new.addfile(info, io.BytesIO(content))
    (tmp_path / "forged.age").write_bytes(pyrage.encrypt(out.getvalue(), [pair[0].to_public()]))
    return tmp_path / "forged.age"


def test_a_changed_file_and_a_name_that_leads_out_are_refused(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    backed_up(own_workspace, tmp_path / "a.age", pair, operator)

    def changed(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
        return member, content + b" " if member.name == "keys.json" else content

    def leading_out(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
        member.name = "../escaped" if member.name == "keys.json" else member.name
        return member, content

    for change in (changed, leading_out):
        with pytest.raises(DamagedFile):
            unpack(forged(tmp_path, pair, change), [pair[0]], tmp_path / "restored")
    assert not (tmp_path / "escaped").exists()


def test_a_manifest_written_by_another_is_known_by_its_signature(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    backed_up(own_workspace, tmp_path / "a.age", pair, operator)

    def later(member: tarfile.TarInfo, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
        return member, content.replace(b'"made": "2', b'"made": "3') if member.name == "manifest.json" else content

    folder = tmp_path / "restored"
    unpack(forged(tmp_path, pair, later), [pair[0]], folder)
    with pytest.raises(WorkspaceError, match="not made by"):
        check_signature(folder, keys.read(folder, PASSPHRASE))
    with pytest.raises(WrongPassphrase):
        keys.read(folder, "another steppe lantern")


def test_a_restored_workspace_that_lacks_rows_is_told(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    manifest = backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    prove(manifest)  # the control
    make_account("extra", PASSWORD)
    with pytest.raises(WorkspaceError):
        prove(manifest)


def test_nothing_is_written_over(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    with pytest.raises(WorkspaceExists):
        unpack(tmp_path / "a.age", [pair[0]], own_workspace.home)


def test_an_original_that_was_lost_before_is_told(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path
) -> None:
    take_in(WORDS, "a.txt", operator)
    store.place_of(Copy.objects.get().sha256).unlink()
    manifest = backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    assert prove(manifest)["missing"] == 1


def test_what_is_written_while_a_backup_is_made_does_not_spoil_it(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qalqan.safety import backup

    told_by = backup._told_by

    def told_after_somebody_wrote(copy: Path) -> Any:
        make_account("meanwhile", PASSWORD)  # after the snapshot was taken
        return told_by(copy)

    monkeypatch.setattr(backup, "_told_by", told_after_somebody_wrote)
    manifest = backed_up(own_workspace, tmp_path / "a.age", pair, operator)
    close_workspace()
    unpack(tmp_path / "a.age", [pair[0]], tmp_path / "restored")
    open_workspace(tmp_path / "restored", PASSPHRASE)
    assert prove(manifest)["entries"] == manifest.entries


def test_the_commands_do_both(
    own_workspace: Workspace, operator: Account, pair: tuple[Any, Any], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("QALQAN_HOME", str(own_workspace.home))
    monkeypatch.setenv("QALQAN_PASSPHRASE", PASSPHRASE)
    (tmp_path / "key.txt").write_text(f"# created\n{pair[1]}\n")
    backup, restore = (importlib.import_module(f"qalqan.commands.{name}") for name in ("backup", "restore"))
    backup.run(tmp_path / "a.age", [str(one.to_public()) for one in pair])
    restore.run(tmp_path / "a.age", tmp_path / "key.txt", tmp_path / "restored")
    assert "whole" in capsys.readouterr().out
    left = {path.name for path in (tmp_path / "restored").iterdir()}
    assert {"keys.json", FILE} <= left and not {"manifest.json", "manifest.sig"} & left


def test_opening_a_backup_needs_no_workspace_to_be_open() -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", "import qalqan.safety.restoring, sys; sys.exit('django' in sys.modules)"],
        env={},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
