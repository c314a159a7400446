"""A folder stands at its place whole or not at all, whatever interrupts."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_editions import a_public_world, files_of

from qalqan.errors import DiskFull
from qalqan.publishing import placing
from qalqan.publishing.editions import publish
from qalqan.publishing.manifest import MANIFEST
from qalqan.publishing.placing import placed
from qalqan.publishing.verify import verify


def put(to: Path, words: str) -> None:
    with placed(to) as folder:
        (folder / MANIFEST).write_text(words)


@pytest.mark.parametrize("in_one_move", [True, False])
def test_a_new_folder_takes_the_place_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_move: bool
) -> None:
    if not in_one_move:
        monkeypatch.setattr(placing, "_exchange", lambda one, other: False)
    put(tmp_path / "edition", "first")
    put(tmp_path / "edition", "second")
    assert (tmp_path / "edition" / MANIFEST).read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_what_a_crash_between_two_moves_left_is_mended(tmp_path: Path) -> None:
    put(tmp_path / "edition", "first")
    os.rename(tmp_path / "edition", tmp_path / ".edition.former")
    (tmp_path / ".edition.writing").mkdir()
    with pytest.raises(KeyboardInterrupt), placed(tmp_path / "edition"):
        raise KeyboardInterrupt
    assert (tmp_path / "edition" / MANIFEST).read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_a_full_disk_is_one_sentence_and_the_former_edition_stays(tmp_path: Path) -> None:
    put(tmp_path / "edition", "first")
    with pytest.raises(DiskFull, match="former edition"), placed(tmp_path / "edition"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert (tmp_path / "edition" / MANIFEST).read_text() == "first"


def test_an_empty_folder_may_be_taken(tmp_path: Path) -> None:
    (tmp_path / "edition").mkdir()
    put(tmp_path / "edition", "first")
    assert (tmp_path / "edition" / MANIFEST).read_text() == "first"


def test_killed_while_it_writes_the_former_edition_stands_and_the_next_run_succeeds(
    own_workspace: Any, tmp_path: Path
) -> None:
    from conftest import PASSPHRASE

    text = a_public_world()
    to = tmp_path / "edition"
    publish(to, as_of=date(2014, 7, 23))
    former = files_of(to)
    text.work.change(seen=text.work.version, title="Another title")
    script = (
        "import os, signal, sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from qalqan.config.opening import open_workspace\n"
        "open_workspace(Path(sys.argv[1]), sys.argv[2])\n"
        "from qalqan.publishing.editions import publish\n"
        "def killed(path): path.startswith('feeds/') and os.kill(os.getpid(), signal.SIGKILL)\n"
        "publish(Path(sys.argv[3]), as_of=date(2014, 7, 23), on_file=killed)\n"
    )
    call = [sys.executable, "-c", script, str(own_workspace.home), PASSPHRASE, str(to)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert files_of(to) == former
    publish(to, as_of=date(2014, 7, 23))
    assert verify(to).edition == 2
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
