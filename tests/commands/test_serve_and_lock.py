"""A desk that is served and then locked: the passphrase and the keys are in no process of it, and it says that it is locked."""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qalqan.commands import handing, serve
from qalqan.errors import WrongCall
from qalqan.safety import keys
from qalqan.safety.locking import ask

PASSPHRASE = "steppe lantern winter of 1916"
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="memory is read through /proc, which Linux has"
)


def a_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def children_of(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *children_of(child)]
    return found


def memory_of(pid: int) -> Iterator[bytes]:
    """What a process has in memory, its environment and command line with it."""
    with contextlib.suppress(OSError):
        maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            for line in maps:
                place, rights, *_ = line.split()
                if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", ".so")) or "w" not in rights:
                    continue
                start, end = (int(one, 16) for one in place.split("-"))
                with contextlib.suppress(OSError, OverflowError, ValueError):
                    memory.seek(start)
                    left = end - start
                    while left > 0 and (part := memory.read(min(left, 1 << 24))):
                        yield part
                        left -= len(part)


def holds(pid: int, secrets: dict[str, bytes]) -> set[str]:
    return {name for part in memory_of(pid) for name, secret in secrets.items() if secret in part}


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def answer_of(port: int, path: str) -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asked:
        try:
            asked.request("GET", path)
            answer = asked.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""


@pytest.fixture
def home(empty_home: Path) -> Path:
    from qalqan.config.opening import close_workspace, make_workspace

    make_workspace(empty_home, PASSPHRASE, cost=keys.CHEAP)
    close_workspace()
    return empty_home


def test_after_lock_no_process_of_the_desk_holds_the_passphrase_or_a_key(home: Path) -> None:
    opened = keys.read(home, PASSPHRASE)
    secrets = {
        "passphrase": PASSPHRASE.encode(),
        "master": opened.master,
        "master, written": base64.b64encode(opened.master),
        "database": opened.database(),
        "database, written": opened.database().hex().encode(),
    }
    port = a_port()
    env = {**{name: os.environ[name] for name in ("PATH",)}, "QALQAN_HOME": str(home), "QALQAN_PASSPHRASE": PASSPHRASE}
    # As a person starts it: the passphrase in its environment, where /proc shows it.
    desk = subprocess.Popen(
        [str(Path(sys.executable).parent / "qalqan"), "serve", "--site", "0", "--desk", str(port)],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        until(lambda: answer_of(port, "/sign-in")[0] == 200)
        held = {pid: holds(pid, secrets) for pid in (desk.pid, *children_of(desk.pid))}
        [worker] = [pid for pid, found in held.items() if "master" in found]  # the control: what is there is found
        assert "passphrase" not in held[worker] and held[desk.pid] == set()
        assert PASSPHRASE not in Path(f"/proc/{desk.pid}/environ").read_bytes().decode()
        ask(home)
        until(lambda: answer_of(port, "/")[0] == 503)
        tree = [desk.pid, *children_of(desk.pid)]
        assert worker not in tree
        assert {pid: holds(pid, secrets) for pid in tree} == {pid: set() for pid in tree}
        status, said = answer_of(port, "/publications")
        assert status == 503 and "locked" in said and "заперто" in said
        assert answer_of(port, "/api/v1/works")[1].startswith('{"type"')
    finally:
        desk.send_signal(signal.SIGTERM)
        said, _ = desk.communicate(timeout=20)
    assert "The desk is locked" in said
    assert PASSPHRASE not in said and "Traceback" not in said, said


def test_what_is_handed_over_can_be_read_once() -> None:
    given = keys.Keys(b"k" * 32, keys.CHEAP)
    pipe = handing.give(given, "postgresql://somebody:password@localhost/record")
    assert handing.take(pipe) == (given, "postgresql://somebody:password@localhost/record")
    with pytest.raises(OSError, match="Bad file descriptor"):
        handing.take(pipe)


def test_nothing_to_serve_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="Nothing is to be served"):
        serve.serve(tmp_path, "", 0, 0)
