"""Taking in many files, and the memory of a long one: what is measured by the clock or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    """Files read and extracted apart and stored nowhere, with one and with two reading processes, by the clock."""
    from qalqan.review.bulk import begun_ahead, readers

    files = sorted((DATA / "hrdsattack" / "txt").glob("*.txt"))[:120] or sorted((ROOT / "samples").glob("*.txt"))
    documents = [(path.read_bytes(), path.name) for path in files]
    rates = []
    for jobs in (1, 2):
        with readers(jobs) as here:
            for warm in [here.begin(b"Warm words of no document.", "warm.txt") for _ in range(2 * jobs)]:
                warm.result()
            began = time.monotonic()
            for answer in begun_ahead(documents, lambda one: here.begin(*one), lambda _: 0, jobs):
                answer.result()
            rates.append(len(documents) / (time.monotonic() - began))
    job = "extract, 2 reading, each file in a process of its own"
    return [Row(job, rates[1], "documents/s", "1 reading", rates[0], "twice as many")]


def memory_of_a_long_pdf() -> list[Row]:
    """Peak memory of a fresh process that reads a PDF of 500 and of 5,000 pages, less what it needs for one page."""
    source = next(iter(sorted((DATA / "upr").glob("*.pdf")) or sorted((ROOT / "samples").glob("*.pdf"))), None)
    if source is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_peak(_repeated(source, pages, Path(folder))) for pages in PAGES)
    each = (many[0] - few[0]) / (PAGES[1] - PAGES[0])
    text = (many[1] - few[1]) / (PAGES[1] - PAGES[0])
    return [
        Row(f"peak memory for {PAGES[1]:,} pages of PDF", many[0] / 1024, "MiB", f"{PAGES[0]} pages", few[0] / 1024, "flat"),
        Row("memory a page more", each, "KiB", "the page's own text", text, "near the text"),
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
import resource, sys
from pathlib import Path
from qalqan.texts.reading import read
text = read(Path(sys.argv[1]).read_bytes(), "long.pdf")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, len(text.body.encode()) // 1024)
"""


def _peak(path: Path) -> tuple[int, int]:
    """Peak memory and the text read, in KiB."""
    told = subprocess.run([sys.executable, "-c", _READS, str(path)], capture_output=True, text=True, check=True)
    peak, text = told.stdout.split()
    return int(peak), int(text)
