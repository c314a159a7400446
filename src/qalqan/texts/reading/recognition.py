"""Words from pictures of pages, through a system tesseract: rows as a PDF gives them, each with how sure its letters are.

    if recognition.is_here():
        read = recognition.recognised(pages)      # (page number, Raster) pairs
        read.rows, read.languages, read.unread

The language is found on the document itself: a strip of the first page is read with every pack that is installed, and
the pack that is surest of words in its own language is taken. A page that comes out poorly is tried again: turned the
right way up, and with the best pack of the other script beside the first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from statistics import median

from lxml import etree

from qalqan.texts.language import language_of
from qalqan.texts.reading.blocks import one_line
from qalqan.texts.reading.raster import Raster
from qalqan.texts.reading.rows import Row

PAGE_SECONDS = 60.0  # one run of the program
ALL_SECONDS = 600.0  # all pages of a document; what is not reached is told
MOST_PAGES = 400
STRIP = 0.16  # of a page's height, to tell the language by
POOR = 0.75  # below this a page is tried in other ways
NOISE = 0.3  # below this a row is no words: a stamp, a signature, a picture
_MEASURED_ANEW = 0.2  # heights of rows that differ by less than this share are one size of letters

# The packs that are used where they are installed: language and script of each.
PACKS = {
    "eng": ("en", "Latin"), "rus": ("ru", "Cyrillic"), "kaz": ("kk", "Cyrillic"), "kir": ("ky", "Cyrillic"),
    "tgk": ("tg", "Cyrillic"), "uzb_cyrl": ("uz", "Cyrillic"), "uzb": ("uz", "Latin"), "fra": ("fr", "Latin"),
    "spa": ("es", "Latin"), "deu": ("de", "Latin"), "ukr": ("uk", "Cyrillic"), "tur": ("tr", "Latin"),
}  # fmt: skip
COMMONEST = ("eng", "rus")  # tried before the others
OWN_LANGUAGE = 0.06  # how much surer a pack counts whose words are in its own language
CERTAIN = 0.97  # such words, and very sure of their letters: no other pack needs to be tried
INSTALL = "install tesseract with the packs of its languages (tesseract-ocr, tesseract-ocr-rus and their like)"

_box = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_base = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_height = re.compile(r"x_size (-?[\d.]+)")
_sure = re.compile(r"x_wconf (\d+)")
_rotate = re.compile(r"Rotate: (90|180|270)\b.*?Orientation confidence: ([\d.]+)", re.DOTALL)


@dataclass(slots=True)
class Recognised:
    """What was read: rows in the order of the pages; pages that were tried and gave nothing are not told apart."""

    rows: list[Row] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)  # codes, the commonest first
    pages: int = 0
    unread: int = 0  # pages for which there was no time

    def sureness(self) -> float:
        """The mean over all letters, from 0 to 1."""
        letters = sum(len(row.words) for row in self.rows)
        return sum((row.recognised or 0.0) * len(row.words) for row in self.rows) / letters if letters else 0.0

    def told(self) -> str:
        """The sentence for the person who adds the file."""
        languages = ", ".join(self.languages) or "unknown language"
        many = "1 page is a picture" if self.pages == 1 else f"{self.pages} pages are pictures"
        told = f"{many}: the words were recognised ({languages}; sure to {self.sureness():.0%}). Compare what you quote with the page."
        if self.unread:
            told += f" For {self.unread} more pages there was no time: split the file and add the rest."
        return told


def is_here() -> bool:
    """Whether the program and at least one pack that we use are installed."""
    return bool(_installed())


@cache
def _program() -> str | None:
    return shutil.which("tesseract")


@cache
def _installed() -> tuple[str, ...]:
    program = _program()
    if program is None:
        return ()
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    held = set(told.decode("utf-8", "replace").split())
    return tuple(pack for pack in PACKS if pack in held)


def recognised(pages: Iterable[tuple[int, Raster]]) -> Recognised:
    """The rows of the pages, by number. Pages are taken one after another as there is room; few are held at once."""
    out = Recognised()
    until = time.monotonic() + ALL_SECONDS
    packs: Sequence[str] = ()
    usual: list[str] = []
    workers = max(1, min(4, os.cpu_count() or 1))
    coming = iter(pages)
    with ThreadPoolExecutor(workers) as pool:
        while some := list(islice(coming, workers)):
            if time.monotonic() > until or out.pages >= MOST_PAGES:
                out.unread += len(some)
                continue
            packs = packs or _packs_for(some[0][1], pool)
            read = pool.map(
                _page_read, [number for number, _ in some], [raster for _, raster in some], [packs] * len(some)
            )
            for rows, chosen in read:
                out.pages += 1
                out.rows.extend(rows)
                usual += [PACKS[pack][0] for pack in chosen] if rows else []
    out.languages = sorted(set(usual), key=lambda code: (-usual.count(code), code))
    _settle_sizes(out.rows)
    return out


def _packs_for(raster: Raster, pool: ThreadPoolExecutor) -> Sequence[str]:
    """All packs, the surest on this page first; the first of each script is what a page is read with."""
    installed = _installed()
    strip = raster.band(STRIP)
    common = [pack for pack in COMMONEST if pack in installed]
    scores = _scores(strip, common, pool)
    if max(scores.values(), default=0.0) < POOR and (turn := _turn_of(raster)):
        strip = raster.turned(turn).band(STRIP)
        scores = _scores(strip, common, pool)
    if max(scores.values(), default=0.0) < CERTAIN:
        scores |= _scores(strip, [pack for pack in installed if pack not in scores], pool)
    return sorted(installed, key=lambda pack: -scores.get(pack, 0.0))


def _scores(strip: Raster, packs: Sequence[str], pool: ThreadPoolExecutor) -> dict[str, float]:
    return dict(zip(packs, pool.map(lambda pack: _score(strip, pack), packs), strict=True))


def _score(strip: Raster, pack: str) -> float:
    rows = list(_rows(strip, (pack,), 1, "6"))
    words = " ".join(row.words for row in rows)
    if len(words) < 20:
        return 0.0
    own = OWN_LANGUAGE if language_of(words) == PACKS[pack][0] else 0.0
    return _sureness(rows) + own


def _page_read(number: int, raster: Raster, packs: Sequence[str]) -> tuple[list[Row], Sequence[str]]:
    """The rows of a page and the packs they were read with; what comes out poorly is tried in other ways."""
    best, chosen = list(_rows(raster, packs[:1], number, "3")), packs[:1]
    if _sureness(best) >= POOR:
        return _without_noise(best), chosen
    if turn := _turn_of(raster):
        raster = raster.turned(turn)
        best = max(best, list(_rows(raster, chosen, number, "3")), key=_sureness)
    other = next((pack for pack in packs if PACKS[pack][1] != PACKS[packs[0]][1]), None)
    if other and _sureness(best) < POOR:
        for tried in ((other,), (packs[0], other)):
            rows = list(_rows(raster, tried, number, "3"))
            if _sureness(rows) > _sureness(best) + 0.02:
                best, chosen = rows, tried
    return _without_noise(best), chosen


def _sureness(rows: Sequence[Row]) -> float:
    letters = sum(len(row.words) for row in rows)
    return sum((row.recognised or 0.0) * len(row.words) for row in rows) / letters if letters else 0.0


def _without_noise(rows: list[Row]) -> list[Row]:
    return [row for row in rows if (row.recognised or 0.0) >= NOISE and any(map(str.isalnum, row.words))]


def _turn_of(raster: Raster) -> int | None:
    """By how many degrees the page must be turned clockwise, where the program is fairly sure of it."""
    told = _run(raster, ["--psm", "0", "-l", "osd"]).decode("utf-8", "replace")
    found = _rotate.search(told)
    return int(found[1]) if found and float(found[2]) > 1 else None


def _rows(raster: Raster, packs: Sequence[str], number: int, layout: str) -> Iterator[Row]:
    """The rows of words of a page in the program's order. `layout` is how it cuts the page: 3 by itself, 6 one block."""
    page = _run(raster, ["-l", "+".join(packs), "--psm", layout, "-c", "tessedit_create_hocr=1"])
    if not page.strip():
        return
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True)
    root = etree.fromstring(page, parser)
    if root is None:
        return
    for line in root.iter("{*}span"):
        if line.get("class") in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
            row = _row(line, raster, number)
            if row is not None:
                yield row


def _row(line: etree._Element, raster: Raster, number: int) -> Row | None:
    told = line.get("title") or ""
    box = _box.search(told)
    words: list[str] = []
    sure = letters = 0
    for word in line.iter("{*}span"):
        if word.get("class") != "ocrx_word":
            continue
        read = one_line("".join(word.itertext()))
        if read:
            confidence = _sure.search(word.get("title") or "")
            words.append(read)
            letters += len(read)
            sure += len(read) * (int(confidence[1]) if confidence else 0)
    if not words or box is None:
        return None
    left, top, right, bottom = map(int, box.groups())
    base, height = _base.search(told), _height.search(told)
    raised = float(base[2]) if base else 0.0
    size = float(height[1]) if height and float(height[1]) > 1 else float(bottom - top)
    return Row(
        " ".join(words), raster.points(left), raster.points(right), raster.points(raster.height - bottom - raised),
        raster.points(size), False, False, number, raster.points(raster.height), None, round(sure / letters / 100, 3),
    )  # fmt: skip


def _run(raster: Raster, how: Sequence[str]) -> bytes:
    """What the program prints for a picture; nothing where it fails or takes too long."""
    command = [_program() or "tesseract", "stdin", "stdout", "--dpi", str(round(raster.dots)), *how]
    environment = {
        name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH") if name in os.environ
    }
    environment |= {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, input=raster.as_pgm(), capture_output=True, timeout=PAGE_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _settle_sizes(rows: Sequence[Row]) -> None:
    """Heights that are measured from pixels vary with the letters of a row: near the usual one they are the usual one."""
    if not rows:
        return
    usual = median(row.size for row in rows for _ in range(1 + len(row.words) // 10))
    for row in rows:
        if abs(row.size - usual) < usual * _MEASURED_ANEW:
            row.size = usual
