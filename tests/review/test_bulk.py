from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qalqan.errors import CannotRead, WrongCall
from qalqan.review import bulk
from qalqan.review.apart import accepted
from qalqan.review.bulk import AHEAD, InTurn, Readers, begun_ahead, close_all, readers

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.*"))
UNREADABLE = [(b"", "empty.txt"), (b"%PDF-1.4 and nothing more", "cut.pdf"), (b"\x00\x01\x02" * 400, "noise.bin")]


def documents() -> list[tuple[bytes, str]]:
    return [(path.read_bytes(), path.name) for path in SAMPLES if path.is_file()][:8] + UNREADABLE


def answers(here: Readers) -> list[str]:
    """Every answer, in the order of the documents, as it would be printed."""
    begun = begun_ahead(documents(), lambda one: here.begin(*one), lambda _: 0, here.places)
    return [json.dumps(answer.result(), sort_keys=True) for answer in begun]


@contextmanager
def dask_cluster() -> Iterator[str]:
    """The address of a Dask scheduler with a worker, in processes of their own that listen on this machine only."""
    pytest.importorskip("distributed", reason="needs Dask: pip install qalqan[cluster]")
    program = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None,\n"
        "                      host='127.0.0.1', protocol='tcp') as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        input()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def in_turn() -> list[str]:
    try:
        return answers(Readers(InTurn(), 1))
    finally:
        close_all()
        bulk._own.__dict__.clear()


def test_one_after_another_several_at_once_and_on_a_cluster_the_answers_are_the_same():
    alone = in_turn()
    with readers(2) as here:
        assert answers(here) == alone
    with dask_cluster() as address, readers(cluster=address) as there:
        assert there.places == 2
        assert answers(there) == alone
    # The comparison would hold too if nothing were read.
    assert sum('"candidates"' in answer for answer in alone) == len(alone) - len(UNREADABLE) > 3


def test_a_file_that_cannot_be_read_is_told_with_its_name_and_does_not_stop_the_others():
    with readers(1) as here:
        begun = [
            (name, here.begin(data, name)) for data, name in [*UNREADABLE, (b"The court heard the case.", "good.txt")]
        ]
        for name, answer in begun[:-1]:
            with pytest.raises(CannotRead, match=name):
                accepted(answer.result(), name)
        assert accepted(begun[-1][1].result(), "good.txt")["text"] == "The court heard the case."


def test_things_are_begun_a_few_ahead_and_come_in_order():
    begun: list[int] = []

    def begin(n: int) -> int:
        begun.append(n)
        return n

    met = begun_ahead(range(100), begin, lambda _: 0, 2)
    assert next(met) == 0 and len(begun) == 2 * AHEAD + 1
    assert list(met) == list(range(1, 100))


def test_large_files_are_not_begun_ahead(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bulk, "MOST_BYTES_AHEAD", 1000)
    begun: list[int] = []
    met = begun_ahead(range(10), lambda n: begun.append(n) or n, lambda _: 600, 4)  # type: ignore[func-returns-value]
    assert next(met) == 0 and len(begun) == 2


def test_leaving_early_ends_every_reading_process():
    with readers(2) as here:
        here.begin(b"The court heard the case.", "one.txt").result()
        kept = [process for process in _processes(here)]
        assert kept and all(process._process is not None for process in kept)
        waiting = [here.begin(b"The court heard the case. " * 10_000, "long.txt") for _ in range(6)]
        began = time.monotonic()
    assert time.monotonic() - began < 60
    assert all(answer.done() for answer in waiting)
    assert all(process._process is None for process in kept)


def _processes(here: Readers) -> list[Any]:
    executor = here.executor
    assert isinstance(executor, ThreadPoolExecutor)
    return list(executor._initargs[0])  # type: ignore[attr-defined]


def test_a_cluster_that_is_not_there_is_told_in_one_sentence():
    pytest.importorskip("distributed", reason="needs Dask: pip install qalqan[cluster]")
    with pytest.raises(WrongCall, match="No Dask scheduler answers at nonsense://"), readers(cluster="nonsense://1:2"):
        pass


def test_a_machine_without_dask_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongCall, match="cluster"), readers(cluster="tcp://127.0.0.1:1"):
        pass


def test_the_reader_of_another_thread_is_another_process():
    with readers(2) as here:
        barrier = threading.Barrier(2, timeout=30)

        def both(_: int) -> int:
            barrier.wait()
            bulk.answer_of(b"The court heard the case.", "one.txt")
            process = bulk._own.process._process
            return int(process.pid)

        assert len(set(here.executor.map(both, range(2)))) == 2


def test_nothing_of_the_environment_reaches_a_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QALQAN_PASSPHRASE", "of nobody's business")
    with readers(1) as here:
        here.begin(b"The court heard the case.", "one.txt").result()
        pid = _processes(here)[0]._process.pid
        told = Path(f"/proc/{pid}/environ")
        if not told.exists() or not os.access(told, os.R_OK):
            pytest.skip("needs a /proc that shows environments")
        assert b"PASSPHRASE" not in told.read_bytes()


def test_a_long_document_comes_in_portions_and_is_what_it_is_in_one(capsys: pytest.CaptureFixture[str]):
    from qalqan.commands.console import as_json_line_in_pieces
    from qalqan.extraction.apart import answer
    from qalqan.extraction.portions import AT_ONCE, InPortions

    data = "".join(f"The Government should release detainee {n}.\n\n" for n in range(AT_ONCE + 100)).encode()
    with readers(1) as here:
        came = accepted(here.begin(data, "long.txt").result(), "long.txt")
    assert isinstance(came["passages"], InPortions) and len(came["passages"]) == AT_ONCE + 100
    as_json_line_in_pieces(came)
    assert capsys.readouterr().out == json.dumps(answer(data, "long.txt"), ensure_ascii=False) + "\n"
