"""Files are parsed apart: in a process without network, home and keys, with limits, killed when its time is up (D9).

With bubblewrap the process sees the system and the Python environment read-only and nothing else. Where the machine
does not allow it (some containers), limits on memory, time and files remain and `weakness()` says so in one sentence.

This module starts a command that the caller names; what the command does is not its business.
"""

from __future__ import annotations

import json
import logging
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from qalqan.errors import ReaderStopped

MEMORY_MB = 3072  # address space, which numpy alone asks for generously; a 5,000-page PDF needs a sixth of it
LARGEST_ANSWER = 512 * 1024 * 1024  # bytes; more than that is not the reading of one file
PACKAGES = str(Path(__file__).resolve().parents[2])  # where this package lies, installed or not
OPEN_FILES = 64
# What a program that a reader starts (LibreOffice) may be given more of: the reader has the limits above, these bound all.
MOST_OPEN_FILES = 256
LARGEST_WRITTEN = 256 * 1024 * 1024  # bytes of one file; with bubblewrap all go with the process
TEMPORARY_SPACE = 768 * 1024 * 1024  # bytes of all files together, with bubblewrap
START_SECONDS = 30.0  # for the process to load its programs, on a slow machine
FILES_A_PROCESS = 2000  # then a fresh one is started: what leaks in a parser stays small

_log = logging.getLogger("qalqan.safety")
_frame = struct.Struct(">Q")

# The shell sets the limits and then becomes the command: nothing of ours runs between fork and exec, which a server
# with threads could not do safely. Where a shell lacks one of the limits the others still hold.
_LIMITED = (
    "ulimit -c 0; ulimit -H -f {written} 2>/dev/null; ulimit -S -f 0 2>/dev/null; "
    "ulimit -H -n {most_files} 2>/dev/null; ulimit -S -n {files} 2>/dev/null; ulimit -t {cpu} 2>/dev/null; "
    'ulimit -v {memory} 2>/dev/null; exec "$@"'
)
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives", "/nix", "/gnu",
    "/etc/libreoffice", "/etc/fonts",  # LibreOffice, where it is installed, does not start without them
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Isolation:
    """How well a process is shut off on this machine. `warning` is for who runs it; None where all is well."""

    bubblewrap: str | None
    warning: str | None = None


WEAK = (
    "Files are read with limits on memory and time but not shut off from the network and the disk, because bubblewrap "
    "does not work here: install it, or allow user namespaces, before you add files from people you do not know."
)


@cache
def isolation() -> Isolation:
    """What this machine allows, found by trying once."""
    program = shutil.which("bwrap")
    if program and _works(program):
        return Isolation(program)
    _log.warning(WEAK)
    return Isolation(None, WEAK)


def weakness() -> str | None:
    """What is missing from the protection on this machine, in one sentence; None where nothing is."""
    return isolation().warning


def _works(program: str) -> bool:
    try:
        tried = subprocess.run([*_shut_off(program, ()), "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _shut_off(program: str, inputs: Sequence[Path]) -> list[str]:
    """The bubblewrap call before a command: its own everything; the system, Python and the inputs read-only."""
    words = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    words += ["--proc", "/proc", "--dev", "/dev", *_bounded(program), "--tmpfs", "/tmp", "--chdir", "/"]  # noqa: S108 - empty, inside only
    for path in _SYSTEM:
        here = Path(path)
        if here.is_symlink():
            words += ["--symlink", os.readlink(here), path]
        elif here.exists():
            words += ["--ro-bind", path, path]
    for path in (*_python_paths(), *(str(path.resolve()) for path in inputs)):
        words += ["--ro-bind", path, path]
    return words


@cache
def _bounded(program: str) -> tuple[str, ...]:
    """The size of the folder for temporary files; older versions cannot set one, and memory alone bounds it."""
    told = subprocess.run([program, "--help"], capture_output=True, timeout=10, check=False)
    return ("--size", str(TEMPORARY_SPACE)) if b"--size" in told.stdout + told.stderr else ()


@cache
def _python_paths() -> tuple[str, ...]:
    """Where Python and its packages lie, outer folders first. Not `sys.path`: that may name the folder one works in."""
    wanted = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).parent), PACKAGES}
    folders = sorted({os.path.realpath(path) for path in wanted} | wanted, key=len)
    taken: list[str] = []
    for folder in folders:
        outer = (*taken, *_SYSTEM)
        if folder != "/" and Path(folder).exists() and not any(Path(folder).is_relative_to(o) for o in outer):
            taken.append(folder)
    return tuple(taken)


def _environment() -> dict[str, str]:
    """No variable of ours but what Python needs: passphrases travel in the environment."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1", "PYTHONPATH": PACKAGES,
    }  # fmt: skip


def _started(
    command: Sequence[str], inputs: Sequence[Path], cpu: float, memory_mb: int, how: Isolation
) -> subprocess.Popen[bytes]:
    limits = _LIMITED.format(
        files=OPEN_FILES, most_files=MOST_OPEN_FILES, written=LARGEST_WRITTEN // 512, cpu=max(1, round(cpu)),
        memory=memory_mb * 1024,
    )  # fmt: skip
    shut_off = _shut_off(how.bubblewrap, inputs) if how.bubblewrap else []
    return subprocess.Popen(
        ["/bin/sh", "-c", limits, "sh", *shut_off, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # A parser's complaints may quote the document; they go nowhere.
        env=_environment(),
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def run_limited(
    command: list[str], stdin: bytes | None, *, seconds: float, memory_mb: int = MEMORY_MB, inputs: Sequence[Path] = ()
) -> bytes:
    """What a command prints, run apart. `inputs` are the only files beside the system that it can see, read-only.

    Raises ReaderStopped where it takes longer than `seconds` by the clock, needs more memory, or ends with an error.
    """
    process = _started(command, inputs, seconds, memory_mb, isolation())
    answer = bytearray()

    def take(piece: bytes) -> bool:
        answer.extend(piece)
        return False

    try:
        _converse(process, (stdin or b"",), time.monotonic() + seconds, take, closing=True)
        if process.wait(timeout=5) != 0:
            raise ReaderStopped("The reading process ended with an error: the file may be damaged or made to do harm.")
        return bytes(answer)
    except (TimeoutError, subprocess.TimeoutExpired) as late:
        raise ReaderStopped(f"Reading took longer than {seconds:g} seconds and was stopped: split the file.") from late
    except OverflowError as much:
        raise ReaderStopped("Reading gave more than one file can hold and was stopped: split the file.") from much
    finally:
        _kill(process)


class ReadingProcess:
    """A process that reads files one after another, each under its own clock; started again after it was stopped.

    The command speaks frames of eight bytes of length and so many bytes of content on standard input and output: it is
    given {"name", "size"} as JSON and then the bytes, and answers with one JSON object. Where that has "portions", a list,
    as many frames more follow. Use it as a context manager.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        seconds: float,
        memory_mb: int = MEMORY_MB,
        files: int = FILES_A_PROCESS,
        how: Isolation | None = None,
    ) -> None:
        self.command, self.seconds, self.memory_mb, self.files = list(command), seconds, memory_mb, files
        self._how = how
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def warning(self) -> str | None:
        """What is missing from the protection, or None."""
        return (self._how or isolation()).warning

    def read(
        self, data: bytes, name: str, seconds: float | None = None, asked: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The answer of the process for one file, given `seconds` or as long as every other.

        The frames that follow it, if any, are in "frames", as they came. `asked` goes to the command beside the file's name: what else it is to know of the question.

        Raises ReaderStopped, naming the file, where there is none.
        """
        seconds = seconds or self.seconds
        if self._process is None or self._process.poll() is not None or self._read >= self.files:
            self._start()
        head = json.dumps({**(asked or {}), "name": name, "size": len(data)}).encode()
        try:
            answer = self._ask((_frame.pack(len(head)) + head, data), seconds)
        except TimeoutError as late:
            self.close()
            raise ReaderStopped(
                f"“{name}” took longer than the {seconds:.0f} seconds that a file of its size "
                f"({_size(len(data))}) is given, and was stopped: split it, add the parts."
            ) from late
        except (EOFError, OSError, OverflowError, ValueError) as gone:
            self.close()
            raise ReaderStopped(
                f"“{name}” made the reading process stop: it may be damaged or made to do harm; save it anew."
            ) from gone
        self._read += 1
        return answer

    def close(self) -> None:
        """Ends the process, if one runs."""
        if self._process is not None:
            _kill(self._process)
        self._process, self._read = None, 0

    def stop(self) -> None:
        """Ends the process for good, from another thread than the one that reads: that one is told ReaderStopped."""
        self._is_over = True
        process = self._process
        if process is not None:
            _kill_group(process)  # Its pipes stay for the thread that waits on them.

    def _start(self) -> None:
        self.close()
        if self._is_over:
            raise ReaderStopped("Reading was stopped before this file: add it again.")
        # Processor time is counted for the whole process; the clock of each file is kept here.
        cpu = self.seconds * self.files
        self._process = _started(self.command, (), cpu, self.memory_mb, self._how or isolation())
        if self._is_over:  # stopped by another thread just before there was something to end
            _kill_group(self._process)
        try:
            self._ask((), START_SECONDS)  # It says that it is ready, so that loading is not counted as reading.
        except (TimeoutError, EOFError, OSError, ValueError, OverflowError) as failed:
            self.close()
            raise ReaderStopped(
                "The reading process does not start: run “qalqan add” again, and report it."
            ) from failed

    def _ask(self, question: Sequence[bytes], seconds: float) -> dict[str, Any]:
        assert self._process is not None
        coming = _Coming()
        _converse(self._process, question, time.monotonic() + seconds, coming.take, closing=False)
        return coming.answer()


class _Coming:
    """What has come of an answer: its first frame, and the portions that this one names."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._told: dict[str, Any] | None = None
        self._frames: list[bytes] = []
        self._wanted = 0

    def take(self, piece: bytes) -> bool:
        """Whether nothing is missing now. Raises ValueError for what is no answer, OverflowError for too long a one."""
        self._held += piece
        while not self._is_whole() and (frame := self._next()) is not None:
            if self._told is not None:
                self._frames.append(frame)
                continue
            told = json.loads(frame)
            if not isinstance(told, dict) or not isinstance(told.get("portions", []), list):
                raise ValueError("no object")
            self._told, self._wanted = told, len(told.get("portions", ()))
        return self._is_whole()

    def answer(self) -> dict[str, Any]:
        """Raises EOFError where the end came before it was whole."""
        if self._told is None or not self._is_whole():
            raise EOFError
        return {**self._told, "frames": self._frames} if self._frames else self._told

    def _is_whole(self) -> bool:
        return self._told is not None and len(self._frames) >= self._wanted

    def _next(self) -> bytes | None:
        if len(self._held) < _frame.size:
            return None
        end = _frame.size + _frame.unpack_from(self._held)[0]
        if end > LARGEST_ANSWER:
            raise OverflowError
        if len(self._held) < end:
            return None
        with memoryview(self._held) as view:
            frame = bytes(view[_frame.size : end])
        del self._held[:end]
        return frame


def _size(many: int) -> str:
    return f"{many / 1_000_000:.1f} MB" if many >= 50_000 else f"{many:,} bytes"


def _converse(
    process: subprocess.Popen[bytes],
    question: Sequence[bytes],
    deadline: float,
    take: Callable[[bytes], bool],
    *,
    closing: bool,
) -> None:
    """Writes and reads at once, so that neither side waits for the other, until `take` has enough or an end.

    Raises TimeoutError at the deadline and OverflowError where the answer grows past LARGEST_ANSWER.
    """
    assert process.stdin is not None and process.stdout is not None
    into, out_of = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(into, False)
    os.set_blocking(out_of, False)
    parts, came, is_enough = [memoryview(part) for part in reversed(question) if part], 0, False
    poll = select.poll()
    poll.register(out_of, select.POLLIN | select.POLLHUP)
    if parts:
        poll.register(into, select.POLLOUT)
    elif closing:
        process.stdin.close()
    while not is_enough:
        wait = deadline - time.monotonic()
        if wait <= 0:
            raise TimeoutError
        for ready, _ in poll.poll(wait * 1000):
            if ready == into:
                parts[-1] = _written(into, parts[-1])
                if not parts[-1]:
                    parts.pop()
                if not parts:
                    poll.unregister(into)
                    if closing:
                        process.stdin.close()
            else:
                piece = os.read(out_of, 1 << 20)
                if not piece:
                    return
                came += len(piece)
                if came > LARGEST_ANSWER:
                    raise OverflowError
                is_enough = take(piece)


def _written(into: int, left: memoryview) -> memoryview:
    try:
        return left[os.write(into, left[: 1 << 20]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]  # It reads no more; what it says, or that it ends, is seen on the other side.


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and all it started."""
    _kill_group(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None and not pipe.closed:
            with suppress(BrokenPipeError):
                pipe.close()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            process.kill()
