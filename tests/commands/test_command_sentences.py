"""What a command says when something is wrong: one sentence, the right exit code, nothing quoted from the record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qalqan.commands import app, files, serve
from qalqan.commands.console import plain
from qalqan.errors import CannotRead, WrongCall

QALQAN = Path(sys.executable).parent / "qalqan"
BARE = {"PATH": "/usr/bin:/bin"}


def called(*words: str | bytes, **also: object) -> subprocess.CompletedProcess[str]:
    env = {**BARE, "QALQAN_HOME": "/nonexistent/home"}
    given = {"stdin": subprocess.DEVNULL, "env": env, "timeout": 120, **also}
    return subprocess.run([str(QALQAN), *words], capture_output=True, text=True, check=False, **given)  # type: ignore[call-overload, no-any-return]


def is_one_sentence(said: str) -> bool:
    return said.count("\n") == 1 and said.rstrip().endswith(".") and "Traceback" not in said


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["add"], 2),
        (["search", "--nope"], 2),
        (["frob"], 2),
        (["search", "x", "--limit", "0"], 2),
        (["search", "x", "--from", "garbage"], 2),
        (["extract", "--kind", "nonsense", __file__], 2),
        (["add", "n" * 300], 2),
        (["audit", "nope"], 2),
        (["verify", "/nonexistent"], 2),
        (["serve", "--site", "0", "--desk", "99999999"], 1),
        (["search", "x"], 1),
        (["matrix"], 1),
        (["status", "Code"], 1),
        (["status", ""], 2),
        (["status", " "], 2),
        (["status", "Code", "--kind", "poem"], 2),
        (["review"], 1),
        (["publish"], 1),
        (["init"], 1),
    ],
    ids=lambda given: " ".join(given)[:30] if isinstance(given, list) else str(given),
)
def test_every_wrong_call_is_one_sentence(words: list[str], ends: int) -> None:
    done = called(*words)
    assert (done.returncode, done.stdout) == (ends, "")
    assert is_one_sentence(done.stderr), done.stderr


def test_a_closed_standard_input_is_no_fault() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{QALQAN}" search x <&-'],
        capture_output=True,
        text=True,
        env=BARE,
        timeout=120,
        check=False,
    )
    assert (done.returncode, is_one_sentence(done.stderr)) == (1, True)


def test_names_of_files_that_are_no_letters_are_read_and_told(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    names = (b"bad\xff.txt", b"line\nbreak \x1b[31m.txt", "rtl\u202egnp.txt".encode(), b"n" * 251 + b".txt")
    for name in names:
        with open(folder + b"/" + name, "wb") as out:
            out.write(b"The Government should release the lawyer Dana Omarova.")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    told = called("extract", str(tmp_path), "--json")
    assert (told.returncode, told.stdout.count("\n")) == (0, len(names))
    shown = called("extract", str(tmp_path))
    assert shown.returncode == 0
    assert not set("\x1b\u202e") & set(shown.stdout)


def test_nothing_that_is_printed_steers_the_terminal() -> None:
    assert plain("a\x1b[2Jb\r\nc\u202ed\udcff") == "a\ufffd[2Jb  c\ufffdd\ufffd"
    assert plain("Қазақстан – ʻilm’") == "Қазақстан – ʻilm’"


def test_a_file_that_went_or_is_closed_does_not_stop_the_others(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="does not open"):
        files.bytes_of(tmp_path / "gone.txt")


def test_a_fault_of_ours_quotes_nothing() -> None:
    try:
        raise KeyError("Dana Omarova")
    except KeyError as error:
        said = app.fault(error)
    assert "KeyError" in said
    assert "Omarova" not in said


def test_a_taken_port_is_told_before_anything_starts() -> None:
    with serve.socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        with pytest.raises(WrongCall, match="is taken"):
            serve.check_free(busy.getsockname()[1])


def test_the_site_gets_nothing_of_the_desks_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: dict[str, object] = {}
    monkeypatch.setattr(serve.subprocess, "Popen", lambda command, **given: started.update(given))
    for name in ("QALQAN_PASSPHRASE", "QALQAN_DESK_ORIGIN", "PGPASSWORD", "PGPASSFILE", "HOME", "AGE_KEY"):
        monkeypatch.setenv(name, "secret")
    serve.start_site(tmp_path, 1)
    assert isinstance(started["env"], dict)
    assert "secret" not in started["env"].values()
    assert "PATH" in started["env"]
    assert started["cwd"] == "/"


def test_a_wrong_passphrase_is_told_before_the_desk_starts(empty_home: Path) -> None:
    from qalqan.config.opening import close_workspace, make_workspace
    from qalqan.safety import keys

    make_workspace(empty_home, "steppe lantern winter", cost=keys.CHEAP)
    close_workspace()
    env = {**BARE, "QALQAN_HOME": str(empty_home), "QALQAN_PASSPHRASE": "another passphrase"}
    done = called("serve", "--site", "0", "--desk", "8941", env=env)
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
