"""Taking in many files, and the memory of a long one: what is measured by the clock or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.row import Row

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
PASSPHRASE = "bench lantern winter steppe"
PAGES = (500, 5000)


@contextmanager
def workspace() -> Iterator[Any]:
    """An encrypted workspace of its own, and an account that may do everything in it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QALQAN_HOME"] = folder
        from qalqan.config.opening import close_workspace, make_workspace
        from qalqan.safety.levels import ROLES

        make_workspace(Path(folder) / "home", PASSPHRASE)
        from qalqan.safety.accounts import make_account

        yield make_account("bench", PASSPHRASE, roles=ROLES, level="sealed")
        close_workspace()


def adding(account: Any) -> list[Row]:
    """Files taken in as `qalqan add` does, with one reading process and with two, other files each time."""
    files = sorted((DATA / "hrdsattack" / "txt").glob("*.txt")) or sorted((ROOT / "samples").glob("*.txt"))
    part = min(120, len(files) // 2)
    rates = [(jobs, *_added(files[n * part : (n + 1) * part], account, jobs)) for n, jobs in enumerate((1, 2))]
    writing, all_told = rates[0][2:]
    rows = [
        Row(
            f"add, {jobs} reading: captured, read, extracted, searchable, logged",
            rate,
            "documents/s",
            "Bayanat, as published",
            6,
            "100",
        )
        for jobs, rate, *_ in rates
    ]
    # By processor time too: the clock tells what else the machine was doing.
    rows.append(Row("add, writer and readers together", 1000 / all_told, "documents/CPU-s", "–", None, "50"))
    rows.append(Row("add, the writer alone", writing, "CPU-ms/document", "–", None, "10"))
    return rows


def _added(files: list[Path], account: Any, jobs: int) -> tuple[float, float, float]:
    """Documents a second by the clock, and the CPU milliseconds a document of the writer and of all processes."""
    from qalqan.commands.reading import documents_read, in_batches
    from qalqan.review.bulk import readers
    from qalqan.review.intake import Given, take_in_all

    with readers(jobs) as here:
        for answer in [here.begin(b"Warm words of no document.", "warm.txt") for _ in range(2 * jobs)]:
            answer.result()
        began, spent, read = time.monotonic(), time.process_time(), _cpu_of_readers()
        for batch in in_batches(documents_read(files, here)):
            documents = [(one, answer.result()) for begun in batch for one, answer in begun.documents if answer]
            take_in_all([Given(data=one.content, name=one.name, answer=read) for one, read in documents], account)
        took = time.monotonic() - began
        writing, reading = time.process_time() - spent, _cpu_of_readers() - read
    return len(files) / took, 1000 * writing / len(files), 1000 * (writing + reading) / len(files)


def _cpu_of_readers() -> float:
    """CPU seconds of the processes that descend from this one, those that ended included."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            facts = stat.read_text().rpartition(") ")[2].split()
            parents[int(stat.parent.name)] = int(facts[1])
            ticks[int(stat.parent.name)] = sum(map(int, facts[11:15]))
    mine = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(ticks[pid] for pid in mine - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def extracting() -> list[Row]:
    """Files read and extracted apart and stored nowhere, with one and with two reading processes.

    By the clock, which tells what else the machine was doing; and by processor time: as long as the asking process needs
    much less for a file than a reading one, so many readers read so many times as much, where there are cores for them.
    """
    files = sorted((DATA / "hrdsattack" / "txt").glob("*.txt"))[:120] or sorted((ROOT / "samples").glob("*.txt"))
    documents = [(path.read_bytes(), path.name) for path in files]
    (once, *_), (twice, asking, reading) = (_extracted(documents, jobs) for jobs in (1, 2))
    job = "extract, 2 reading, each file in a process of its own"
    return [
        Row(job, twice, "documents/s", "1 reading", once, "twice as many"),
        Row("the same, the asking process", asking, "CPU-ms/document", "the reading ones", reading, "a tenth"),
    ]


def _extracted(documents: list[tuple[bytes, str]], jobs: int) -> tuple[float, float, float]:
    """Documents a second by the clock, and the CPU milliseconds a document of the asking process and of the readers."""
    from qalqan.review.apart import accepted
    from qalqan.review.bulk import begun_ahead, readers

    with readers(jobs) as here:
        for warm in [here.begin(b"Warm words of no document.", "warm.txt") for _ in range(2 * jobs)]:
            warm.result()
        began, spent, read = time.monotonic(), time.process_time(), _cpu_of_readers()
        for answer in begun_ahead(documents, lambda one: here.begin(*one), lambda _: 0, jobs):
            accepted(answer.result(), "a document")
        took = time.monotonic() - began
        asking, reading = time.process_time() - spent, _cpu_of_readers() - read
    each = 1000 / len(documents)
    return len(documents) / took, each * asking, each * reading


def memory_of_a_long_pdf() -> list[Row]:
    """Peak memory of a fresh process that reads a PDF of 500 and of 5,000 pages, and of those that `extract` runs."""
    source = next(iter(sorted((DATA / "upr").glob("*.pdf")) or sorted((ROOT / "samples").glob("*.pdf"))), None)
    if source is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [_repeated(source, pages, Path(folder)) for pages in PAGES]
        file = (files[1].stat().st_size - files[0].stat().st_size) / 1024 / (PAGES[1] - PAGES[0])
        few, many = (_peaks(_READS, path) for path in files)
        few_apart, many_apart = (_peaks(_EXTRACTS, path) for path in files)
    more = PAGES[1] - PAGES[0]
    each, text = (many.own - few.own) / more, (many.told - few.told) / more
    asking, reading = (many_apart.own - few_apart.own) / more, (many_apart.others - few_apart.others) / more
    return [
        Row(f"peak memory for {PAGES[1]:,} pages of PDF", many.own / 1024, "MiB", f"{PAGES[0]} pages", few.own / 1024, "flat"),
        Row("memory a page more", each, "KiB", "the page's own text", text, "near the text"),
        Row("memory a page more without the file's own bytes", each - file, "KiB", "the page's own text", text, "near the text"),
        Row("extract, the asking process: memory a page more", asking, "KiB", "the page's own text", text, "near the text"),
        Row("extract, the reading process: memory a page more", reading, "KiB", "the page's own text", text, "near the text"),
    ]  # fmt: skip


def _repeated(source: Path, pages: int, folder: Path) -> Path:
    """A PDF of so many pages, which are those of the source again and again."""
    import pypdfium2

    made, held = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(source)
    while len(made) < pages:
        made.import_pages(held, list(range(min(len(held), pages - len(made)))))
    path = folder / f"{pages}.pdf"
    made.save(path)
    return path


_READS = """
import sys
from pathlib import Path
from qalqan.texts.reading import read
print(len(read(Path(sys.argv[1]).read_bytes(), "long.pdf").body.encode()) // 1024, flush=True)
sys.stdin.read()
"""
_EXTRACTS = """
import sys
from pathlib import Path
from qalqan.commands.console import as_json_line_in_pieces
from qalqan.review.apart import read_apart, reading_process
with reading_process() as process:
    as_json_line_in_pieces(read_apart(process, Path(sys.argv[1]).read_bytes(), "long.pdf"))
print(0, flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class _Peaks:
    """In KiB: of the process itself, of the largest of those that it runs; and the number that it prints last."""

    own: int
    others: int
    told: int


def _peaks(program: str, path: Path) -> _Peaks:
    """Of a program that meets the file in a process of its own. Looked at from outside, because what a process says of
    itself begins with what the one that started it had.
    """
    with (
        tempfile.TemporaryFile() as printed,
        subprocess.Popen([sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=printed) as running,
    ):
        met: dict[int, int] = {}
        while running.poll() is None and not _has_ended(printed):
            for pid in (running.pid, *_descendants(running.pid)):
                met[pid] = max(met.get(pid, 0), _peak_of(pid))
            time.sleep(0.02)
        met[running.pid] = _peak_of(running.pid)
        running.communicate()
        printed.seek(0)
        last = printed.read().splitlines()[-1]
    own = met.pop(running.pid)
    return _Peaks(own, max(met.values(), default=0), int(last))


def _has_ended(printed: Any) -> bool:
    """Whether the number that comes last has been printed: a short line of its own."""
    size = os.fstat(printed.fileno()).st_size
    last = os.pread(printed.fileno(), 12, max(0, size - 12))
    return last.endswith(b"\n") and last.rstrip().rpartition(b"\n")[2].isdigit()


def _peak_of(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def _descendants(pid: int) -> set[int]:
    found: set[int] = set()
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found |= {int(child), *_descendants(int(child))}
    return found
