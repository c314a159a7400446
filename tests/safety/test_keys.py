from __future__ import annotations

import json
from pathlib import Path

import pytest

from qalqan.errors import NoWorkspace, WorkspaceError, WorkspaceExists, WrongCall, WrongPassphrase
from qalqan.safety import keys

RIGHT = "steppe lantern winter"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    keys.make(tmp_path / "home", RIGHT, cost=keys.CHEAP)
    return tmp_path / "home"


def test_the_passphrase_opens_the_same_keys_again(tmp_path: Path) -> None:
    made = keys.make(tmp_path / "home", RIGHT, cost=keys.CHEAP)
    assert keys.read(tmp_path / "home", RIGHT) == made


def test_a_wrong_passphrase_opens_nothing(home: Path) -> None:
    with pytest.raises(WrongPassphrase):
        keys.read(home, RIGHT + "s")


def test_a_passphrase_typed_on_another_keyboard_opens_too(tmp_path: Path) -> None:
    composed, decomposed = "жас\u0439 \u0451лка қысқы", "жас\u0438\u0306 \u0435\u0308лка қысқы"
    made = keys.make(tmp_path / "home", composed, cost=keys.CHEAP)
    assert composed != decomposed
    assert keys.read(tmp_path / "home", decomposed) == made


def test_a_folder_without_a_workspace_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="qalqan init"):
        keys.read(tmp_path, RIGHT)


def test_a_workspace_is_never_made_over_another(home: Path) -> None:
    before = (home / "keys.json").read_bytes()
    with pytest.raises(WorkspaceExists):
        keys.make(home, RIGHT, cost=keys.CHEAP)
    assert (home / "keys.json").read_bytes() == before


@pytest.mark.parametrize("weak", ["", "short", "fourteen chars", "a" * 40, "x" * 129])
def test_a_weak_passphrase_is_refused_and_leaves_nothing(tmp_path: Path, weak: str) -> None:
    with pytest.raises(WrongCall):
        keys.make(tmp_path / "home", weak, cost=keys.CHEAP)
    assert not (tmp_path / "home").exists()


def test_folder_and_key_file_are_closed_to_others(home: Path) -> None:
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "keys.json").stat().st_mode & 0o777 == 0o600


def test_the_key_file_holds_no_key(home: Path) -> None:
    master = keys.read(home, RIGHT).master
    written = (home / "keys.json").read_bytes()
    assert master not in written and master.hex().encode() not in written


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": "qalqan-keys/1"}'])
def test_a_damaged_key_file_is_named(home: Path, damage: str) -> None:
    (home / "keys.json").write_text(damage)
    with pytest.raises(WorkspaceError, match=r"keys\.json is damaged"):
        keys.read(home, RIGHT)


def test_a_key_file_of_another_version_is_not_guessed_at(home: Path) -> None:
    written = json.loads((home / "keys.json").read_text())
    (home / "keys.json").write_text(json.dumps({**written, "format": "qalqan-keys/9"}))
    with pytest.raises(WorkspaceError, match="another version"):
        keys.read(home, RIGHT)


def test_a_cheaper_cost_cannot_be_slipped_in(home: Path) -> None:
    written = json.loads((home / "keys.json").read_text())
    written["cost"]["memory_kib"] = 32
    (home / "keys.json").write_text(json.dumps(written))
    with pytest.raises(WrongPassphrase):
        keys.read(home, RIGHT)


def test_a_key_file_cannot_ask_for_all_memory(home: Path) -> None:
    written = json.loads((home / "keys.json").read_text())
    written["cost"]["memory_kib"] = 1 << 30
    (home / "keys.json").write_text(json.dumps(written))
    with pytest.raises(WorkspaceError, match="more memory"):
        keys.read(home, RIGHT)


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_no_more(home: Path) -> None:
    before = keys.read(home, RIGHT)
    keys.change_passphrase(home, RIGHT, "another lantern burns", cost=keys.CHEAP)
    assert keys.read(home, "another lantern burns") == before
    with pytest.raises(WrongPassphrase):
        keys.read(home, RIGHT)


def test_each_purpose_has_a_key_of_its_own() -> None:
    made = keys.Keys(bytes(32))
    derived = [
        made.database(),
        made.blind_index(),
        made.pseudonyms(),
        made.originals(),
        made.names_of_originals(),
        bytes.fromhex(made.django_secret()),
        made.checkpoints().private_bytes_raw(),
        made.editions().private_bytes_raw(),
    ]
    assert len(set(derived)) == len(derived)


def test_printed_keys_show_nothing() -> None:
    made = keys.Keys(b"\xaa" * 32)
    assert "aa" not in repr(made) and "\\xaa" not in repr(made)


def test_a_real_workspace_costs_what_safety_decided() -> None:
    assert keys.Cost(rounds=3, memory_kib=128 * 1024, lanes=4) == keys.REAL
    assert keys.make.__kwdefaults__["cost"] is keys.REAL
