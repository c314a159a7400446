from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from qalqan.errors import ReaderStopped
from qalqan.safety import sandbox
from qalqan.safety.sandbox import Isolation, ReadingProcess, isolation, run_limited

READER = [sys.executable, "-m", "qalqan.extraction.apart"]
LIMITS_ONLY = Isolation(None, "limits only")

# A reader for these tests: what the file says, it does.
OBEDIENT = r"""
import json, os, struct, sys, time
frame = struct.Struct(">Q")
inp, out = sys.stdin.buffer, sys.stdout.buffer
def say(held):
    held = json.dumps(held).encode(); out.write(frame.pack(len(held)) + held); out.flush()
say({"ready": True})
served = 0
while head := inp.read(8):
    told = json.loads(inp.read(frame.unpack(head)[0])); words = inp.read(told["size"]).decode(); served += 1
    if words == "sleep": time.sleep(60)
    if words == "die": os._exit(3)
    if words == "eat": bytearray(8 << 30)
    if words == "babble": out.write(frame.pack(1 << 40) + b"x" * 4096); out.flush(); time.sleep(60)
    if words == "list": out.write(frame.pack(2) + b"[]"); out.flush(); continue
    say({"name": told["name"], "words": words[:20], "size": told["size"], "served": served, "pid": os.getpid(),
         "environment": sorted(os.environ), "home": os.path.expanduser("~")})
"""


def obedient(**limits: object) -> ReadingProcess:
    return ReadingProcess([sys.executable, "-c", OBEDIENT], **{"seconds": 20.0, **limits})  # type: ignore[arg-type]


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.fixture(params=["as well as this machine can", "limits only"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Isolation:
    if request.param == "limits only":
        monkeypatch.setattr(sandbox, "isolation", lambda: LIMITS_ONLY)
        return LIMITS_ONLY
    return isolation()


def needs_bubblewrap() -> None:
    if isolation().bubblewrap is None:
        pytest.skip("needs bubblewrap: apt-get install bubblewrap, and user namespaces")


def test_a_command_gets_its_input_and_gives_its_output(how: Isolation):
    program = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    assert run_limited(python(program), b"abc" * 1_000_000, seconds=20) == b"cba" * 1_000_000


def test_a_command_past_its_time_is_stopped_by_the_clock(how: Isolation):
    with pytest.raises(ReaderStopped, match="longer than 0.5 seconds"):
        run_limited(python("import time; time.sleep(60)"), None, seconds=0.5)


def test_a_command_that_fails_is_told_in_one_sentence(how: Isolation):
    with pytest.raises(ReaderStopped) as told:
        run_limited(python("print('words of the document'); raise SystemExit(4)"), None, seconds=20)
    assert "words of the document" not in str(told.value)


def test_a_command_cannot_take_all_memory(how: Isolation):
    with pytest.raises(ReaderStopped):
        run_limited(python("x = bytearray(4 << 30); print(len(x))"), None, seconds=20, memory_mb=1024)


def test_a_command_cannot_talk_without_end(how: Isolation, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sandbox, "LARGEST_ANSWER", 1 << 20)
    with pytest.raises(ReaderStopped, match="more than one file can hold"):
        run_limited(python("import os\nwhile True: os.write(1, b'x' * 65536)"), None, seconds=20)


def test_a_command_writes_no_files(how: Isolation, tmp_path: Path):
    target = tmp_path / "left.txt"
    program = f"""
try:
    with open({str(target)!r}, "w") as file: file.write("x" * 100_000)
except OSError: print("refused")
"""
    assert run_limited(python(program), None, seconds=20) == b"refused\n"
    assert not target.exists() or target.stat().st_size == 0


def test_secrets_of_the_environment_stay_here(how: Isolation, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QALQAN_PASSPHRASE", "of nobody's business")
    seen = run_limited(python("import os; print(dict(os.environ))"), None, seconds=20)
    assert b"PASSPHRASE" not in seen and b"business" not in seen


def test_a_command_sees_no_file_but_its_inputs(tmp_path: Path):
    needs_bubblewrap()
    given, hidden = tmp_path / "given.txt", tmp_path / "hidden.txt"
    given.write_text("given")
    hidden.write_text("hidden")
    program = f"import os; print([os.path.exists(p) for p in ({str(given)!r}, {str(hidden)!r}, {str(Path.home())!r}, '/etc/passwd')])"
    assert b"[True, False, " in run_limited(python(program), None, seconds=20, inputs=[given])
    seen = run_limited(python("import os; print(os.path.exists('/etc/passwd'))"), None, seconds=20)
    assert seen == b"False\n"


def test_a_command_has_no_network():
    needs_bubblewrap()
    program = "import socket; print([name for _, name in socket.if_nameindex()])"
    assert run_limited(python(program), None, seconds=20) == b"['lo']\n"


def test_the_folder_one_works_in_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    needs_bubblewrap()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    seen = run_limited(python(f"import os; print(os.path.exists({str(tmp_path)!r}))"), None, seconds=20)
    assert seen == b"False\n"


def test_one_process_reads_many_files(how: Isolation):
    with obedient(how=how) as process:
        answers = [process.read(f"file {n}".encode(), f"{n}.txt") for n in range(5)]
    assert [a["words"] for a in answers] == [f"file {n}" for n in range(5)]
    assert [a["served"] for a in answers] == [1, 2, 3, 4, 5]
    assert "QALQAN_PASSPHRASE" not in answers[0]["environment"]


def test_a_large_file_passes_through(how: Isolation):
    with obedient(how=how) as process:
        assert process.read(b"x" * 20_000_000, "large.txt")["size"] == 20_000_000


@pytest.mark.parametrize("deed", ["sleep", "die", "eat", "babble", "list"])
def test_a_file_that_stops_the_process_is_named_and_the_next_is_read(deed: str, how: Isolation):
    # Long enough for a loaded machine to answer the good files; the bad ones are stopped by it or fail at once.
    with obedient(how=how, seconds=2.5, memory_mb=1024) as process:
        assert process.read(b"good", "one.txt")["served"] == 1
        with pytest.raises(ReaderStopped, match="two.txt"):
            process.read(deed.encode(), "two.txt")
        assert process.read(b"good", "three.txt")["served"] == 1


def test_a_process_is_replaced_after_so_many_files():
    with obedient(files=2) as process:
        assert [process.read(b"x", "a")["served"] for _ in range(5)] == [1, 2, 1, 2, 1]


def test_a_program_that_does_not_start_is_told():
    with (
        ReadingProcess(["/no/such/program"], seconds=5) as process,
        pytest.raises(ReaderStopped, match="does not start"),
    ):
        process.read(b"x", "a.txt")


def test_a_closed_process_is_gone():
    with obedient(how=LIMITS_ONLY) as process:
        pid = process.read(b"x", "a.txt")["pid"]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_is_missing_from_the_protection_is_said_once(monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(sandbox.shutil, "which", lambda _: None)
    monkeypatch.setattr(sandbox._log, "warning", said.append)
    isolation.cache_clear()
    try:
        assert isolation() is isolation()
        assert sandbox.weakness() == sandbox.WEAK
        assert obedient().warning == sandbox.WEAK
        assert said == [sandbox.WEAK]
    finally:
        isolation.cache_clear()


def test_the_language_model_loads_where_no_file_may_be_written(how: Isolation):
    hungarian = "A védőügyvéd három napig nem találkozhatott az őrizetbe vett emberrel a börtönben."
    with ReadingProcess([*READER, "--serve"], seconds=60, how=how) as process:
        answers = [process.read(hungarian.encode(), "a.txt") for _ in range(3)]
    assert ["error" in answer for answer in answers] == [False, False, False]


def test_a_file_read_apart_comes_back_as_an_extract(how: Isolation):
    with ReadingProcess([*READER, "--serve"], seconds=60, how=how) as process:
        one = process.read("The court closed “Ray” on 3 May 2014.".encode(), "one.txt")
        two = process.read(b"", "two.txt")
        three = process.read(b"%PDF-1.4 and no more", "three.pdf")
        four = process.read(b"<!doctype html><p>The visit was put off.</p>", "four.html")
    assert one["format"] == "qalqan-extract/1"
    assert one["text"] == "The court closed “Ray” on 3 May 2014."
    assert one["source"]["path"] == "one.txt" and len(one["source"]["sha256"]) == 64
    assert two["error"]["code"] == "empty-file" and "two.txt" in two["error"]["message"]
    assert three["error"]["code"] == "damaged-file"
    assert four["text"] == "The visit was put off."


@pytest.mark.parametrize(
    ("head", "name", "left"), [("%PDF-1.4", "a.pdf", 0), ("plain", "a.txt", 0), (r"{\rtf1 a}", "a.rtf", 4096)]
)
def test_a_parser_may_write_no_file_unless_the_kind_needs_a_program_that_does(head: str, name: str, left: int):
    program = f"""
import resource
from qalqan.extraction import apart
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 4096))
apart._write_nothing_more({head!r}.encode(), {name!r})
print(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
"""
    assert run_limited(python(program), None, seconds=20) == f"{left}\n".encode()


def test_several_files_may_share_a_fork():
    with ReadingProcess([*READER, "--serve", "2"], seconds=60) as process:
        assert [process.read(f"Page {n}.".encode(), "a.txt")["text"] for n in range(5)] == [
            f"Page {n}." for n in range(5)
        ]


def test_a_single_file_is_read_apart_from_standard_input():
    held = json.loads(run_limited(READER, b"The court ruled.", seconds=60))
    assert held["text"] == "The court ruled."


def test_an_unexpected_trouble_becomes_one_sentence_without_the_words(monkeypatch: pytest.MonkeyPatch):
    from qalqan.extraction import apart, pipeline

    def trips(*_: object) -> dict[str, object]:
        raise ValueError("a name from the document")

    monkeypatch.setattr(pipeline, "read_out", trips)
    told = apart.answer(b"Some words.", "a.txt")["error"]
    assert told["code"] == "damaged-file"
    assert "a.txt" in told["message"] and "a name" not in told["message"]


def test_a_process_stopped_by_another_thread_names_the_file_and_does_not_start_again():
    with obedient(seconds=60.0) as process:
        process.read(b"good", "one.txt")
        timer = threading.Timer(0.5, process.stop)
        timer.start()
        with pytest.raises(ReaderStopped, match="two.txt"):
            process.read(b"sleep", "two.txt")
        timer.join()
        with pytest.raises(ReaderStopped, match="stopped before this file"):
            process.read(b"good", "three.txt")


IN_PORTIONS = r"""
import json, struct, sys, time
frame = struct.Struct(">Q")
inp, out = sys.stdin.buffer, sys.stdout.buffer
def say(held):
    out.write(frame.pack(len(held)) + held); out.flush()
say(b'{"ready": true}')
while head := inp.read(8):
    told = json.loads(inp.read(frame.unpack(head)[0])); many = int(inp.read(told["size"]))
    say(json.dumps({"portions": ["passages"] * many}).encode())
    for n in range(many):
        if n == 5: sys.exit(0)
        say(b"x" * (n << 20) + b"!")
"""


def test_the_portions_that_an_answer_names_come_after_it_and_one_cut_off_is_no_answer(how: Isolation):
    with ReadingProcess([sys.executable, "-c", IN_PORTIONS], seconds=20.0, how=how) as process:
        told = process.read(b"4", "a.txt")
        assert [len(part) for part in told["frames"]] == [(n << 20) + 1 for n in range(4)]
        assert "frames" not in process.read(b"0", "a.txt")
        with pytest.raises(ReaderStopped, match="long.txt"):
            process.read(b"9", "long.txt")
