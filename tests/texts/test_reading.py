from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from qalqan.errors import CannotRead, NotADocument
from qalqan.texts.reading import office, read
from qalqan.texts.reading.sniffing import media_type_of
from qalqan.texts.reading.structure import split_marker

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
PAGE = b"<!DOCTYPE html><html><body><p>The court ruled.</p></body></html>"


def zipped(**parts: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n...", "report.txt", "application/pdf"),
        (PAGE, "page.txt", "text/html"),
        (b"\xef\xbb\xbf" + PAGE, "page", "text/html"),
        (PAGE.decode().encode("utf-16"), "page.doc", "text/html"),
        (b"<p>One.</p><p>Two.</p>", "part", "text/html"),
        (b'<?xml version="1.0"?><akomaNtoso><act/></akomaNtoso>', "law.html", "application/xml"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><p>a</p></html>', "page.xml", "text/html"),
        (b"Plain words, 2 < 3.", "note.pdf", "text/plain"),
        ("Суд отклонил жалобу".encode("cp1251"), "note.txt", "text/plain"),
        ("Суд отклонил жалобу".encode("utf-16"), "note.txt", "text/plain"),
        (b"# A heading\n\nWords.", "note.md", "text/markdown"),
        (b"\x89PNG\r\n\x1a\n....", "page.pdf", "image/png"),
        (b"\xff\xd8\xff\xe0....", "scan.pdf", "image/jpeg"),
        (b"{\\rtf1 words}", "a.doc", "application/rtf"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "a",
            "application/msword",
        ),
        (b"BMW cars were seen at the gate.", "note.txt", "text/plain"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_bytes(data: bytes, name: str, kind: str):
    assert media_type_of(data, name) == kind


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word__document.xml": "<x/>"}, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ({"xl__workbook.xml": "<x/>"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "application/vnd.oasis.opendocument.text"),
        ({"mimetype": "application/epub+zip"}, "application/epub+zip"),
        ({"a.txt": "words"}, "application/zip"),
    ],
)
def test_the_kind_of_a_package_is_told_by_its_parts(parts: dict[str, str], kind: str):
    assert media_type_of(zipped(**parts), "file.bin") == kind


def test_a_page_is_read_as_a_page_whatever_its_ending():
    text = read(PAGE, "statement.txt")
    assert (text.media_type, text.body) == ("text/html", "The court ruled.")


def test_a_plain_text_is_its_own_body():
    written = "One line.\r\n\r\n  Another line.\n"
    assert read(written.encode(), "a.pdf").body == written


def test_what_a_server_said_counts_for_text_without_a_kind_of_its_own():
    assert read(b"# A heading\n\nWords.", "download", "text/markdown").media_type == "text/markdown"
    assert read(PAGE, "download", "text/plain").media_type == "text/html"


def test_markdown_is_its_own_body_with_its_marks_as_markers():
    written = "# A heading\n\nSome words of the note itself.\n\n- an item\n\n1. another\n\n> They said so.\n"
    text = read(written.encode(), "a.md")
    assert text.body == written
    assert [(p.kind, p.marker, text.of(p)) for p in text.passages] == [
        ("heading", None, "A heading"),
        ("paragraph", None, "Some words of the note itself."),
        ("item", "-", "an item"),
        ("item", "1.", "another"),
        ("quotation", ">", "They said so."),
    ]


def test_a_law_in_akoma_ntoso_is_read_by_its_elements():
    law = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><meta><identification><FRBRWork>
    <FRBRuri value="/xx/act/2014/5"/><FRBRdate date="2014-07-03"/></FRBRWork><FRBRExpression><FRBRlanguage language="eng"/>
    </FRBRExpression></identification></meta><body><chapter><num>II</num><heading>Groups</heading><section><num>4.</num>
    <heading>Closing</heading><subsection><num>(1)</num><content><p>A group is closed by a <b>court</b> alone.</p></content>
    </subsection></section></chapter></body></act></akomaNtoso>"""
    text = read(law.encode(), "law.xml")
    assert [(p.kind, p.marker, text.of(p)) for p in text.passages] == [
        ("heading", None, "II Groups"),
        ("heading", None, "4. Closing"),
        ("item", "(1)", "A group is closed by a court alone."),
    ]
    assert text.printed == {"uri": "/xx/act/2014/5", "published": "2014-07-03", "language": "en"}


@pytest.mark.parametrize(
    ("line", "marker", "words"),
    [
        ("136.1 Ratify the treaty", "136.1", "Ratify the treaty"),
        ("136.12.Ratify", "136.12.", "Ratify"),
        ("1. Release", "1.", "Release"),
        ("(a) A report", "(a)", "A report"),
        ("(iv) A report", "(iv)", "A report"),
        ("• Stop", "•", "Stop"),
        ("2014 was a hard year", None, "2014 was a hard year"),
        ("140.7, 140.8 and 140.9", None, "140.7, 140.8 and 140.9"),
        ("12.5% of them", None, "12.5% of them"),
        ("3.5 million people", "3.5", "million people"),  # no grammar tells this from a numbered demand
        ("A. Writer", None, "A. Writer"),
    ],
)
def test_a_printed_marker_is_told_from_words(line: str, marker: str | None, words: str):
    piece = split_marker(line)
    assert (piece.marker, piece.words) == (marker, words)


@pytest.mark.shared
def test_each_file_of_the_formats_opens_or_says_why_not():
    folder = SHARED / "formats"
    if not folder.exists():
        pytest.skip("needs ../shared/data/formats beside the project")
    refused = {}
    for path in sorted(folder.iterdir()):
        try:
            text = read(path.read_bytes(), path.name)
        except CannotRead as told:
            refused[path.name] = told
        else:
            assert text.body and text.passages
            assert all(text.of(p).strip() for p in text.passages)
    without = [] if office.program() else ["Advance_questions_to_Slovenia_Add1.doc"]
    assert list(refused) == without
    assert all(isinstance(told, NotADocument) and name in str(told) for name, told in refused.items())
