"""What is measured. Each function gives rows; where the shared documents are absent it uses the project's own samples."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from bench import bulk, following, in_and_out, publishing, relating, searching, site_searching
from bench.row import Row, cpu_seconds, quantile

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"


def _pdfs() -> list[Path]:
    return sorted((DATA / "upr").glob("*.pdf"))[:20] or sorted((ROOT / "samples").glob("*.pdf"))


def reading_pdf() -> list[Row]:
    """PDF to text with passages, sentences and offsets, against the library that only gives the characters."""
    import pypdfium2

    from qalqan.texts.reading import read

    files = [(p.name, p.read_bytes()) for p in _pdfs()]
    pages = sum(len(pypdfium2.PdfDocument(data)) for _, data in files)

    def alone(data: bytes) -> None:
        for page in pypdfium2.PdfDocument(data):
            page.get_textpage().get_text_range()

    read(files[0][1], files[0][0])  # loads what is loaded once
    # In turns, file by file, and the better of three each: others use the machine too.
    ours, theirs = (sum(each) for each in zip(*(_both(name, data, read, alone) for name, data in files), strict=True))
    job = "PDF to text with anchors"
    rows = [Row(job, pages / ours, "pages/CPU-s", "pypdfium2 alone, characters only", pages / theirs, "300")]
    few = files[:3]
    if (pypdf := _by_pypdf(few)) is not None:
        many = sum(len(pypdfium2.PdfDocument(data)) for _, data in few)
        rows.append(Row(job, pages / ours, "pages/CPU-s", "pypdf, words only", many / pypdf, "300"))
    return rows


def _both(
    name: str, data: bytes, read: Callable[[bytes, str], Any], alone: Callable[[bytes], None]
) -> tuple[float, float]:
    times = [(cpu_seconds(lambda: read(data, name)), cpu_seconds(lambda: alone(data))) for _ in range(3)]
    return min(ours for ours, _ in times), min(theirs for _, theirs in times)


def _by_pypdf(files: list[tuple[str, bytes]]) -> float | None:
    """The CPU seconds of pypdf for the words alone; None where it is not installed."""
    try:
        from pypdf import PdfReader
    except ImportError:
        return None
    return cpu_seconds(lambda: [page.extract_text() for _, data in files for page in PdfReader(BytesIO(data)).pages])


def reading_text() -> list[Row]:
    """Plain English text to passages, sentences and language, without extraction."""
    from qalqan.texts.reading import read

    folder = DATA / "hrdsattack" / "txt"
    files = sorted(folder.glob("*.txt"))[:200] or sorted((ROOT / "samples").glob("*.txt"))
    texts = [(p.read_bytes(), p.name) for p in files]
    words = sum(len(data.split()) for data, _ in texts)
    read(*texts[0])
    spent = min(cpu_seconds(lambda: [read(*text) for text in texts]) for _ in range(3))
    return [
        Row("reading of plain English text", words / spent, "words/CPU-s", "no peer in this run", None, "1,000,000")
    ]


def reading_and_extraction() -> list[Row]:
    """Plain text to candidates, in English and in Russian, and the first document of a fresh process."""
    english = sorted((DATA / "hrdsattack" / "txt").glob("*.txt"))
    russian = sorted((DATA / "languages" / "nerel-dev").glob("*.txt"))
    samples = sorted((ROOT / "samples").glob("*.txt"))
    peer, rate = _natasha(russian[:20] or samples[-2:-1])
    return [
        _words_read("reading and extraction of English text", english or samples, 200, SPACY, "300,000"),
        _words_read("reading and extraction of Russian text", russian or samples[-2:-1], 120, (peer, rate), "100,000"),
        _first_document(samples[0]),
    ]


SPACY = ("a small English spaCy model, as published", 10_000.0)


def _words_read(job: str, files: list[Path], many: int, peer: tuple[str, float], aim: str) -> Row:
    """Words a CPU-second over so many documents, each read once; others have loaded what is loaded once."""
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.reading import read

    for path in files[many : many + 3] or files[:1]:
        read_out(read(path.read_bytes(), path.name), {"path": path.name})
    texts = [(path.name, path.read_bytes()) for path in files[:many]]
    words = sum(len(data.split()) for _, data in texts)
    spent = cpu_seconds(lambda: [read_out(read(data, name), {"path": name}) for name, data in texts])
    return Row(job, words / spent, "words/CPU-s", *peer, aim)


def _natasha(files: list[Path]) -> tuple[str, float]:
    """What natasha needs to cut, tag and name the same Russian texts; its published figure where it is not installed."""
    try:
        from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter
    except ImportError:
        return "natasha is not installed (extra `russian`); measured before", 1_736.0
    embedding = NewsEmbedding()
    segmenter, morphology, names = Segmenter(), NewsMorphTagger(embedding), NewsNERTagger(embedding)
    texts = [path.read_text("utf-8") for path in files]

    def tag(text: str) -> None:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_morph(morphology)
        doc.tag_ner(names)

    tag(texts[0])
    spent = cpu_seconds(lambda: [tag(text) for text in texts])
    return "natasha: sentences, morphology, names", sum(len(text.split()) for text in texts) / spent


def _first_document(path: Path) -> Row:
    """CPU seconds from the start of a process to its first document, as a command or a forked reader pays them."""
    program = (
        "import sys, time; from pathlib import Path; from qalqan.extraction.pipeline import extract; "
        "extract(Path(sys.argv[1])); print(time.process_time())"
    )
    spent = min(
        float(subprocess.run([sys.executable, "-c", program, str(path)], text=True, capture_output=True).stdout)
        for _ in range(3)
    )
    return Row("a fresh process and its first document", spent, "CPU-s", "–", None, "0.5")


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
    with bulk.workspace() as account:
        return [*bulk.adding(account), *_searching(account)]


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


ALL = [
    reading_pdf, bulk.memory_of_a_long_pdf, reading_text, reading_and_extraction, linking, bulk.extracting, workspace,
    searching.searching, site_searching.searching_an_edition, site_searching.searching_from_a_disk, in_and_out.importing,
    following.following, relating.relating, publishing.publishing_an_edition,
]  # fmt: skip
