"""Many files read at once: by reading processes of this machine, or by those of a Dask cluster. One writer stores them.

`answer_of` is a pure function over the bytes of a file; any `concurrent.futures.Executor` may run it, and every one gives
the same answers. Nothing of a file is parsed where it runs either: each thread that calls it has a shut-off process.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from qalqan.errors import ReaderStopped, WrongCall
from qalqan.review.apart import reading_process, seconds_for
from qalqan.safety.sandbox import ReadingProcess

T = TypeVar("T")
B = TypeVar("B")

AHEAD = (
    12  # files a place begun before they are wanted, so that no reader waits for the writer, who stores many at once
)
MOST_BYTES_AHEAD = 64 * 1024 * 1024  # of files begun and not yet stored

_own = threading.local()
_of_the_program: list[ReadingProcess] = []  # started by threads that are not ours, as those of a Dask worker


def answer_of(data: bytes, name: str, kinds: tuple[str, ...] | None = None) -> dict[str, Any]:
    """What the reading process of this thread answers for a file, an error as {"error": {"code", "message"}}.

    `kinds` are those of the candidates to give; all but mentions where None.
    """
    try:
        answer: dict[str, Any] = _process_of_this_thread().read(
            data, name, seconds_for(data), {"kinds": kinds} if kinds else None
        )
        return answer
    except ReaderStopped as stopped:
        return {"error": {"code": stopped.code, "message": str(stopped)}}


def _process_of_this_thread() -> ReadingProcess:
    process: ReadingProcess | None = getattr(_own, "process", None)
    if process is None:
        process = _own.process = reading_process()
        getattr(_own, "kept", _of_the_program).append(process)
    return process


def close_all() -> None:
    """Ends the reading processes that a program other than `readers` left running, such as a Dask worker."""
    while _of_the_program:
        _of_the_program.pop().close()


atexit.register(close_all)


class InTurn(Executor):
    """Runs what it is given at once and here."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Readers:
    """Where files are read: an executor, how many it reads at one time, and the kinds of candidates wanted of each."""

    executor: Executor
    places: int
    kinds: tuple[str, ...] | None = None

    def begin(self, data: bytes, name: str) -> Future[dict[str, Any]]:
        """The answer to come for a file."""
        return self.executor.submit(answer_of, data, name, self.kinds)


@contextmanager
def readers(jobs: int = 0, cluster: str = "") -> Iterator[Readers]:
    """Readers on this machine, `jobs` of them (0: one a core), or on the Dask cluster at an address such as tcp://….

    Raises WrongCall where the cluster does not answer, or Dask is not installed.
    """
    if cluster:
        with _on_cluster(cluster) as there:
            yield there
        return
    places = jobs or os.cpu_count() or 1
    mine: list[ReadingProcess] = []
    # Threads, because they only wait: the reading is done by the process that each of them starts.
    executor = ThreadPoolExecutor(places, initializer=_keep_in, initargs=(mine,))
    try:
        yield Readers(executor, places)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in mine:
            process.stop()  # A thread that still waits for an answer sees the end of it.
        executor.shutdown(wait=True)
        for process in mine:
            process.close()


def _keep_in(kept: list[ReadingProcess]) -> None:
    _own.kept = kept


@contextmanager
def _on_cluster(address: str) -> Iterator[Readers]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise WrongCall(
            "Reading on a cluster needs Dask: install “qalqan[cluster]”, here and on its workers."
        ) from missing
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as silent:
        raise WrongCall(f"No Dask scheduler answers at {address}: check the address, and that it runs.") from silent
    with client:
        places = sum(client.nthreads().values())
        if not places:
            raise WrongCall(f"The Dask scheduler at {address} has no workers: start some, with Qalqan installed.")
        # Not pure: Dask would hash every document to see whether it has met it before.
        yield Readers(client.get_executor(pure=False), places)


def begun_ahead(things: Iterable[T], begin: Callable[[T], B], size: Callable[[B], int], places: int) -> Iterator[B]:
    """`begin(thing)` for each thing, in order, each called some things before its turn, so that work waits for nobody.

    `size` tells the bytes that a begun thing holds: what is begun ahead is bounded in number and in memory.
    """
    waiting: deque[B] = deque()
    held = 0
    for thing in things:
        waiting.append(begin(thing))
        held += size(waiting[-1])
        while waiting and (len(waiting) > AHEAD * places or held > MOST_BYTES_AHEAD):
            first = waiting.popleft()
            held -= size(first)
            yield first
    yield from waiting
