"""Publishing an edition of 10,000 pages: every page in two languages, feeds, both searches, manifest and signature.

Publications of six passages from `../shared/data/passages`, drawn as in `bench.site_searching`; a page is a finished HTML
file (the publication, its citations, a country, a topic, …, in English and in Russian; its twin as data is written too and
not counted). What is timed is all that `qalqan publish` does after the record was read, files on the disk included. CPU
seconds of this process. Hugo's figure is its makers' for 10,000 pages in one language without search and signature.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.row import Row, cpu_seconds
from bench.searching import SOURCE
from bench.site_searching import an_edition
from qalqan.publishing.database import FILE, write_database
from qalqan.publishing.manifest import MANIFEST, SIGNATURE, Manifest, list_files
from qalqan.publishing.signing import SigningKey
from qalqan.site.pages import render_all
from qalqan.site.rows import EditionRows, WorkRow

PAGES = 10_000
CHANGED = 100
HUGO = 12.0  # seconds, as published: 9 to 12
_PASSAGES = 6
_A_PUBLICATION = 4  # pages: itself and its citations, in two languages


@dataclass(frozen=True, slots=True)
class Written:
    """What an edition came to: CPU seconds, pages, and bytes of its parts."""

    spent: float
    pages: int
    search: int
    database: int
    whole: int


def publications(many: int) -> EditionRows:
    """So many publications of six passages each."""
    rows = an_edition(1)
    cut: list[WorkRow] = []
    for work in rows.works:
        for at in range(0, len(work.passages), _PASSAGES):
            part = work.passages[at : at + _PASSAGES]
            cut.append(replace(work, id=f"{work.id}x{at}", title=part[0].text[:80], passages=part))
    return replace(rows, works=tuple(cut[:many]))


def write(folder: Path, rows: EditionRows) -> None:
    """Every file of the edition, listed and signed."""
    for path, body in render_all(rows):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    write_database(folder / FILE, rows)
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"bench").digest()))
    manifest = Manifest(rows.facts.number, rows.facts.as_of, "", key.public.id, list_files(folder))
    (folder / MANIFEST).write_bytes(manifest.as_bytes())
    (folder / SIGNATURE).write_text(key.sign(manifest.as_bytes(), manifest.comment()))


def written(folder: Path, rows: EditionRows) -> Written:
    """Writes the edition, measured."""
    spent = cpu_seconds(lambda: write(folder, rows))
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    return Written(
        spent,
        pages=sum(path.startswith("pages/") and path.endswith(".html") for path in sizes),
        search=sum(size for path, size in sizes.items() if path.startswith("search/")),
        database=sizes[FILE],
        whole=sum(sizes.values()),
    )


def publishing_an_edition(pages: int = PAGES) -> list[Row]:
    """Rows of the table; none where the shared passages are absent. The first run loads what is loaded once."""
    if not SOURCE.is_file():
        return []
    rows = publications(pages // _A_PUBLICATION)
    small = replace(rows, works=rows.works[:CHANGED])
    with tempfile.TemporaryDirectory() as folder:
        few, all_ = Path(folder) / "few", Path(folder) / "all"
        written(few, replace(rows, works=rows.works[:2]))
        shutil.rmtree(few)
        by_itself = written(few, small)
        made = written(all_, rows)
    job = f"publish {len(rows.works):,} publications, {made.pages:,} pages"
    return [
        Row(f"{job}, with index and signature", made.spent, "CPU-s", "Hugo, pages alone, as published", HUGO, "< 12"),
        Row(f"publish {CHANGED} of them by themselves", by_itself.spent, "CPU-s", "no peer in this run", None, "< 1"),
        Row("offline search of these", made.search / 1e6, "MB", "no peer in this run", None, "12"),
        Row("edition.db of these", made.database / 1e6, "MB", "no peer in this run", None, "–"),
        Row("the whole edition", made.whole / 1e6, "MB", "no peer in this run", None, "–"),
    ]


if __name__ == "__main__":
    import sys

    for row in publishing_an_edition(*map(int, sys.argv[1:])):
        sys.stdout.write(row.line() + "\n")
