"""Web archives: each document in them on its own, with its address and day; damaged, cut and false ones."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qalqan.commands.files import held_in
from qalqan.errors import CannotRead, DamagedFile, NotADocument
from qalqan.library.models import Work
from qalqan.review.intake import take_in
from qalqan.safety.models import Account
from qalqan.sources import archives
from qalqan.sources.archives import may_be_archive, unpacked
from qalqan.sources.models import Copy
from qalqan.texts.reading import read
from qalqan.texts.reading.archive_apart import FRAME
from written import a_page, a_warc, zipped

QALQAN = Path(sys.executable).parent / "qalqan"
ANSWERS = [
    (
        "https://example.org/statement",
        "text/html; charset=utf-8",
        a_page("The authorities should release her."),
        "200 OK",
    ),
    ("https://example.org/logo.png", "image/png", b"\x89PNG", "200 OK"),
    ("https://example.org/old", "text/html", b"", "301 Moved"),
    ("https://example.org/note.txt", "text/plain", b"Parliament should reject the bill of 3 May 2014.", "200 OK"),
    ("https://example.org/robots.txt", "text/plain", b"User-agent: *", "200 OK"),
]


@pytest.mark.parametrize("form", ["warc.gz", "warc", "wacz"])
def test_every_document_has_its_address_and_day(form: str) -> None:
    data = a_warc(ANSWERS, packed=form != "warc")
    if form == "wacz":
        data = zipped({"datapackage.json": "{}", "archive/data.warc.gz": data})
    assert may_be_archive(data[:64], f"crawl.{form}")
    held = unpacked(data, f"crawl.{form}")
    assert [(p.url, p.name, p.media_type) for p in held.pages] == [
        ("https://example.org/statement", "statement.html", "text/html"),
        ("https://example.org/note.txt", "note.txt", "text/plain"),
    ]
    assert held.pages[0].content == ANSWERS[0][2]
    assert {p.captured for p in held.pages} == {datetime(2014, 10, 28, 9, 30, tzinfo=UTC)}
    assert held.notes == ("Pictures, scripts and other files in the archive that were left out: 2.",)


def test_the_same_answer_twice_is_one_document() -> None:
    assert len(unpacked(a_warc([ANSWERS[0]] * 3), "crawl.warc.gz").pages) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_of_an_archive_that_breaks_off_what_stands_before_is_read(packed: bool) -> None:
    whole = a_warc([ANSWERS[0], ANSWERS[3]], packed=packed)
    held = unpacked(whole[:-40], "cut.warc")
    assert [p.name for p in held.pages] == ["statement.html"]
    assert "breaks off" in held.notes[-1]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"words that were packed"), NotADocument),
        (b"\x1f\x8b\x08" + b"noise" * 100, NotADocument),
        (b"WARC/1.0\r\nnonsense", CannotRead),
        (b"WARC/1.0\r\n" + b"a" * 1_000_000, CannotRead),
        (a_warc([ANSWERS[1]]), NotADocument),
        (zipped({"datapackage.json": "{}", "archive/data.warc.gz": "no archive"}), CannotRead),
        (zipped({"words.txt": "words"}), NotADocument),
    ],
    ids=[
        "packed words",
        "broken packing",
        "a head alone",
        "a head without end",
        "pictures only",
        "an empty package",
        "a zip",
    ],
)
def test_what_holds_no_documents_is_refused_in_one_sentence(data: bytes, kind: type[CannotRead]) -> None:
    with pytest.raises(kind) as told:
        unpacked(data, "bad.wacz")
    assert "bad.wacz" in str(told.value) and "\n" not in str(told.value) and ": " in str(told.value)


def test_an_answer_that_unfolds_without_end_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    large = ("https://example.org/large", "text/html", b"<p>" + b"a" * (51 * 2**20), "200 OK")
    held = unpacked(a_warc([large, ANSWERS[0]]), "crawl.warc.gz")
    assert [p.name for p in held.pages] == ["statement.html"]
    assert "larger than 50 MB" in held.notes[0]


def framed(*pieces: bytes) -> bytes:
    return b"".join(FRAME.pack(len(piece)) + piece for piece in pieces)


TOLD = {"url": "https://example.org/a", "captured": "2014-10-28T09:30:00", "media_type": "text/html", "name": "a.html"}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"x" * 100,
        framed(b"[]"),
        framed(json.dumps(TOLD).encode(), b"a"),
        framed(json.dumps({**TOLD, "url": "file:///etc/passwd"}).encode(), b"a", b'{"notes": []}'),
        framed(json.dumps({**TOLD, "name": None}).encode(), b"a", b'{"notes": []}'),
        framed(json.dumps({**TOLD, "name": "a" * 10_000}).encode(), b"a", b'{"notes": []}'),
    ],
)
def test_an_unpacking_process_that_was_taken_over_is_not_believed(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "run_limited", lambda *_, **__: answer)
    with pytest.raises(DamagedFile, match="crawl.warc"):
        unpacked(b"WARC/1.0", "crawl.warc")


def test_extract_prints_one_object_for_each_document(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(a_warc(ANSWERS))
    done = subprocess.run(
        [str(QALQAN), "extract", "--json", str(tmp_path / "crawl.warc.gz")], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["source"]["url"] for one in found] == [ANSWERS[0][0], ANSWERS[3][0]]
    assert [one["work"]["source_url"] for one in found] == [ANSWERS[0][0], ANSWERS[3][0]]
    assert {one["work"]["accessed"] for one in found} == {"2014-10-28"}
    assert {one["source"]["captured"] for one in found} == {"2014-10-28T09:30:00+00:00"}
    assert any(c["kind"] == "recommendation" for c in found[0]["candidates"])


def test_a_copy_from_an_archive_was_captured_on_the_archives_day(account: Account, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(a_warc(ANSWERS))
    for document in held_in(path).documents:
        take_in(
            document.content, document.name, account,
            url=document.url, channel=document.channel, captured_at=document.captured,
        )  # fmt: skip
    copies = Copy.objects.order_by("url")
    assert [(c.url, c.channel, c.captured_on) for c in copies] == [
        ("https://example.org/note.txt", "archive", "2014-10-28"),
        ("https://example.org/statement", "archive", "2014-10-28"),
    ]
    assert Work.objects.count() == 2


def test_a_day_in_the_future_is_not_believed(account: Account) -> None:
    take_in(b"Parliament should reject the bill.", "a.txt", account, captured_at=datetime(2999, 1, 1, tzinfo=UTC))
    assert Copy.objects.get().captured_at.year < 2999


def test_an_archive_given_to_a_reader_says_where_to_take_it() -> None:
    with pytest.raises(NotADocument, match="qalqan add"):
        read(a_warc(ANSWERS, packed=False), "crawl.warc")


def test_other_files_are_no_archives() -> None:
    assert not may_be_archive(b"PK\x03\x04", "a.docx")
    assert not may_be_archive(b"%PDF-1.4", "a.warc")


def test_the_maker_of_these_tests_writes_real_archives() -> None:
    from warcio.archiveiterator import ArchiveIterator

    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(a_warc(ANSWERS)))]
    assert kinds == ["warcinfo"] + ["response"] * len(ANSWERS)
