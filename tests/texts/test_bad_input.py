"""Files that are broken, locked, of the wrong kind or made to do harm: one sentence, or an end; never a trace or a hang."""

from __future__ import annotations

import io
import random
import zipfile

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from qalqan import errors
from qalqan.texts import reading
from qalqan.texts.reading import read

DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


def pdf(words: str = "The court ruled on Monday.") -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held)
    canvas.drawString(100, 700, words)
    canvas.save()
    return held.getvalue()


def locked_pdf(**passwords: str) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(held, encryption=pikepdf.Encryption(**{"owner": "", "user": "", **passwords}))
    return held.getvalue()


def package(document: bytes, **others: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in others.items():
            archive.writestr(name, content)
    return held.getvalue()


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def bomb() -> bytes:
    return package((DOCUMENT % ("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000)).encode())


def entities() -> bytes:
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{declared}]><x><p>&i;</p></x>'.encode()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REFUSED = [
    ("nothing", b"", errors.EmptyFile),
    ("blanks", b" \r\n\t " * 20, errors.EmptyFile),
    ("zeros", b"\x00" * 5000, errors.EmptyFile),
    ("noise", noise(50_000), errors.NotADocument),
    ("noise after a PDF's first line", b"%PDF-1.5\n" + noise(50_000), errors.DamagedFile),
    ("half a PDF", pdf()[:400], errors.DamagedFile),
    ("a locked PDF", locked_pdf(user="secret", owner="secret"), errors.LockedFile),
    ("a PDF without words", pdf(""), errors.NotADocument),
    ("a damaged picture", b"\x89PNG\r\n\x1a\n" + noise(500), errors.CannotRead),
    ("a damaged old Word file", OLE + bytes(600) + "WordDocument".encode("utf-16-le"), errors.CannotRead),
    ("a locked Word file", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), errors.LockedFile),
    ("half a package", package(DOCUMENT.encode())[:90], errors.DamagedFile),
    ("a package with broken XML", package(b"<w:document>"), errors.DamagedFile),
    ("a package with entities", package(entities()), errors.DamagedFile),
    ("a package without words", package((DOCUMENT % "").encode()), errors.NotADocument),
    ("a package that unfolds without end", bomb(), errors.TooLarge),
    ("entities in entities", entities(), errors.DamagedFile),
    ("XML that never closes", b'<?xml version="1.0"?>' + b"<a>" * 50_000, errors.DamagedFile),
    ("a page of 100,000 nested elements", b"<html><body>" + b"<div>" * 100_000 + b"deep", errors.DamagedFile),
    ("a page without words", b"<html><body><img src=x></body></html>", errors.NotADocument),
    ("a zip archive", package(b"x").replace(b"word/document.xml", b"some/document.xml"), errors.NotADocument),
]


@pytest.mark.parametrize(("what", "data", "kind"), REFUSED, ids=[what for what, _, _ in REFUSED])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(what: str, data: bytes, kind: type[errors.CannotRead]):
    with pytest.raises(kind) as told:
        read(data, "report.pdf")
    sentence = str(told.value)
    assert "report.pdf" in sentence
    assert sentence.endswith(".") and "\n" not in sentence
    assert ": " in sentence, "what to do stands after a colon"


def test_a_large_file_is_refused_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "LARGEST", 1024 * 1024)
    with pytest.raises(errors.TooLarge, match="report.txt"):
        read(b"a" * (1024 * 1024 + 1), "report.txt")
    assert read(b"a word or two. " * 1000, "report.txt").body


def test_a_pdf_that_only_forbids_changes_is_read():
    assert read(locked_pdf(owner="secret"), "a.pdf").body == "The court ruled on Monday."


def test_an_outside_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("passphrase")
    page = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><x><p>Words &s; here.</p></x>'
    assert "passphrase" not in read(page.encode(), "a.xml").body


FINITE = [
    ("brackets", b"(" * 50_000_000),
    ("one long word", b"a" * 1_000_000),
    ("blanks between two letters", b"a" + b" " * 1_000_000 + b"a"),
    ("line breaks", b"\n" * 1_000_000 + b"a"),
    ("numbers", b"1.1.1.1 " * 100_000),
    ("a page of brackets", b"<html><body>" + b"<" * 500_000 + b"a"),
    ("a page of line breaks", b"<html><body>a" + b"<br>\n" * 50_000 + b"a"),
    ("a page of unclosed paragraphs", b"<html><body>" + b"<p>" * 50_000 + b"a"),
    ("a page of unclosed marks", b"<html><body>" + b"<b><i>" * 1_500 + b"a"),
    ("a page with hidden words", b"<html><body>a" + b"<p hidden>b</p>" * 20_000),
]


@pytest.mark.parametrize(("what", "data"), FINITE, ids=[what for what, _ in FINITE])
def test_a_strange_file_is_read_to_its_end(what: str, data: bytes):
    text = read(data, "strange.txt")
    assert text.body
    assert all(0 <= p.start < p.end <= len(text.body) for p in text.passages)
