"""What is measured. Each function gives rows; where the shared documents are absent it uses the project's own samples."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.row import Row, cpu_seconds, quantile

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
PASSPHRASE = "bench lantern winter steppe"


def _pdfs() -> list[Path]:
    return sorted((DATA / "upr").glob("*.pdf"))[:20] or sorted((ROOT / "samples").glob("*.pdf"))


def reading_pdf() -> list[Row]:
    """PDF to text with passages, sentences and offsets, against the library that only gives the characters."""
    import pypdfium2

    from qalqan.texts.reading import read

    files = [(p.name, p.read_bytes()) for p in _pdfs()]
    pages = sum(len(pypdfium2.PdfDocument(data)) for _, data in files)

    def alone() -> None:
        for _, data in files:
            document = pypdfium2.PdfDocument(data)
            for page in document:
                page.get_textpage().get_text_range()

    read(files[0][1], files[0][0])  # loads what is loaded once
    ours = cpu_seconds(lambda: [read(data, name) for name, data in files])
    return [
        Row(
            "PDF to text with anchors",
            pages / ours,
            "pages/CPU-s",
            "pypdfium2 alone",
            pages / cpu_seconds(alone),
            "300",
        )
    ]


def reading_and_extraction() -> list[Row]:
    """Plain English text to candidates."""
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.reading import read

    folder = DATA / "hrdsattack" / "txt"
    files = sorted(folder.glob("*.txt"))[:200] or sorted((ROOT / "samples").glob("*.txt"))
    texts = [(p.name, p.read_bytes()) for p in files]
    words = sum(len(data.split()) for _, data in texts)
    read_out(read(texts[0][1], texts[0][0]), {"path": texts[0][0]})
    spent = cpu_seconds(lambda: [read_out(read(data, name), {"path": name}) for name, data in texts])
    return [
        Row(
            "reading and extraction of English text",
            words / spent,
            "words/CPU-s",
            "a small English spaCy model, as published",
            10_000,
            "300,000",
        )
    ]


def linking() -> list[Row]:
    """Repeated demands of one State across its reviews: only what shares a rare word, against comparing all with all."""
    from qalqan.extraction.likeness import REPEATS, compare, pairs_worth_comparing

    source = DATA / "repeats" / "recs_dev.jsonl.gz"
    if not source.exists():
        return []
    by_state: dict[str, list[str]] = defaultdict(list)
    with gzip.open(source, "rt", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            by_state[row["state"]].append(row["text"])
    many = sum(map(len, by_state.values()))
    spent = cpu_seconds(
        lambda: [compare(t[i], t[j]) for t in by_state.values() for i, j in pairs_worth_comparing(t, REPEATS)]
    )
    part = max(by_state.values(), key=len)[:300]
    brute = cpu_seconds(lambda: [compare(a, b) for n, a in enumerate(part) for b in part[:n]])
    job = f"linking repeated demands, {many:,} of {len(by_state)} States"
    return [Row(job, many / spent, "demands/CPU-s", "all with all, 300 of one State", len(part) / brute, "4,500")]


def workspace() -> list[Row]:
    """Taking files in, and searching what was taken in, in an encrypted workspace of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QALQAN_HOME"] = folder
        from qalqan.config.opening import make_workspace
        from qalqan.safety.levels import ROLES

        make_workspace(Path(folder) / "home", PASSPHRASE)
        from qalqan.safety.accounts import make_account

        account = make_account("bench", PASSPHRASE, roles=ROLES, level="sealed")
        return [*_adding(account), *_searching(account)]


def _adding(account: object) -> list[Row]:
    from qalqan.review.apart import reading_process
    from qalqan.review.intake import take_in

    files = sorted((DATA / "hrdsattack" / "txt").glob("*.txt"))[:100] or sorted((ROOT / "samples").glob("*.txt"))
    with reading_process() as process:
        began = time.monotonic()
        for path in files:
            take_in(path.read_bytes(), path.name, account, process=process)
        spent = time.monotonic() - began
    return [
        Row(
            "add: captured, read, extracted, searchable, logged",
            len(files) / spent,
            "documents/s",
            "Bayanat, as published",
            6,
            "100",
        )
    ]


def _searching(account: object) -> list[Row]:
    from qalqan.library.models import Passage
    from qalqan.library.search import engine

    queries = ["torture", "detained lawyers", '"human rights"', "journal*", "police AND court", "the"]
    engine.search("warm", account)
    times = []
    for query in queries * 5:
        began = time.monotonic()
        engine.search(query, account, facets=True)
        times.append((time.monotonic() - began) * 1000)
    held = Passage.objects.count()
    return [
        Row(
            f"search with facets, {held:,} passages, p50",
            quantile(times, 0.5),
            "ms",
            "Bayanat at 20,000, as published",
            150,
            "5",
        ),
        Row(
            f"search with facets, {held:,} passages, p95",
            quantile(times, 0.95),
            "ms",
            "Bayanat at 20,000, as published",
            1200,
            "25",
        ),
    ]


ALL = [reading_pdf, reading_and_extraction, linking, workspace]
