"""Old Word, OpenDocument and rich text, through a system LibreOffice; the files are made by it from our own sample."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qalqan.errors import CannotRead, DamagedFile, NotADocument, ReaderStopped
from qalqan.review.apart import COMMAND, read_apart
from qalqan.safety.sandbox import Isolation, ReadingProcess, isolation
from qalqan.texts.reading import office, read
from written import SAMPLES, zipped

SUBMISSION = SAMPLES / "11-joint-submission-visits.docx"
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "formats"
WRITERS = {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}


def needs_libreoffice() -> None:
    if office.program() is None:
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer-nogui")


@pytest.fixture(scope="module")
def old_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    needs_libreoffice()
    folder = tmp_path_factory.mktemp("office")
    for ending, writer in WRITERS.items():
        subprocess.run(
            [
                "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                f"{ending}:{writer}", "--outdir", str(folder), str(SUBMISSION),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return {ending: (folder / f"{SUBMISSION.stem}.{ending}").read_bytes() for ending in WRITERS}


@pytest.mark.parametrize("ending", WRITERS)
def test_an_old_file_says_what_the_new_one_says(ending: str, old_files: dict[str, bytes]) -> None:
    text = read(old_files[ending], f"submission.{ending}")
    new = read(SUBMISSION.read_bytes(), "submission.docx")
    assert [" ".join(text.of(p).split()) for p in text.passages if p.kind in ("paragraph", "item", "heading")] == [
        " ".join(new.of(p).split()) for p in new.passages if p.kind in ("paragraph", "item", "heading")
    ]
    assert text.reader == "libreoffice+docx/1" and text.language == new.language
    assert text.media_type == office.sniffing.media_type_of(old_files[ending], "")


@pytest.mark.parametrize("how", ["as well as this machine can", "limits only"])
def test_an_old_file_is_read_apart_within_the_limits(how: str, old_files: dict[str, bytes]) -> None:
    chosen = isolation() if how == "as well as this machine can" else Isolation(None, "limits only")
    with ReadingProcess(COMMAND, seconds=120.0, how=chosen) as process:
        found = read_apart(process, old_files["doc"], "submission.doc")
    assert found["source"]["media_type"] == "application/msword"
    assert {"recommendation", "clause"} <= {candidate["kind"] for candidate in found["candidates"]}


def test_nothing_of_a_conversion_stays_behind(old_files: dict[str, bytes], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(old_files["odt"], "submission.odt")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it was asked for."""
    paths: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_document_cannot_tell_its_author_that_it_was_opened(asked: tuple[str, list[str]]) -> None:
    needs_libreoffice()
    address, paths = asked
    rtf = (
        r"{\rtf1\ansi Release the lawyer at once.\par {\field\fldedit{\*\fldinst { INCLUDEPICTURE "
        rf'"{address}/seen.png" \\d }}}}{{\fldrslt {{ }}}}}}}}'
    )
    assert "Release the lawyer" in read(rtf.encode(), "a.rtf").body
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body>'
        "<office:text><text:p>Release the lawyer at once."
        '<draw:frame svg:width="5cm" svg:height="5cm"><draw:image '
        f'xlink:href="{address}/seen-too.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
        f'</text:p><text:section text:name="s"><text:section-source xlink:href="{address}/section.odt"/><text:p>x</text:p>'
        "</text:section></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    odt = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )
    assert "Release the lawyer" in read(odt, "a.odt").body
    assert paths == []


def test_a_damaged_file_is_one_sentence(old_files: dict[str, bytes]) -> None:
    for ending, kept in (("doc", 3000), ("odt", 3000), ("rtf", 60)):
        with pytest.raises(CannotRead, match=f"part.{ending}"):
            read(old_files[ending][:kept], f"part.{ending}")


def test_groups_without_end_are_refused_before_the_program_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "/nonexistent/soffice.bin")
    with pytest.raises(DamagedFile, match="deep.rtf"):
        read(b"{\\rtf1 " + b"{\\b " * 100_000, "deep.rtf")


def test_without_libreoffice_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(NotADocument, match=r"“a\.rtf” is a rich-text file .*install LibreOffice"):
        read(b"{\\rtf1 words}", "a.rtf")


def test_a_conversion_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice.bin"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(slow))
    monkeypatch.setattr(office, "SECONDS", 0.3)
    with pytest.raises(ReaderStopped, match="slow.rtf"):
        read(b"{\\rtf1 words}", "slow.rtf")


@pytest.mark.shared
def test_real_old_files_open() -> None:
    needs_libreoffice()
    if not SHARED.exists():
        pytest.skip("needs ../shared/data/formats beside the project")
    for path in SHARED.glob("*.doc"):
        text = read(path.read_bytes(), path.name)
        assert len(text.body) > 500 and any(p.kind == "item" for p in text.passages)
