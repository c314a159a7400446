"""Every reader on files that are nearly right: a Text whose parts lie in it, or one sentence; never a trace or a hang.

The files are cut, overwritten, repeated and mixed by hypothesis. The longer runs are `tests/nightly/fuzz_readers.py`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from qalqan.errors import CannotRead
from qalqan.texts.reading import recognition
from qalqan.texts.reading.akoma_ntoso import read_xml
from qalqan.texts.reading.book import read_book
from qalqan.texts.reading.docx import read_docx
from qalqan.texts.reading.html import read_html
from qalqan.texts.reading.mail import read_letter, read_saved_page
from qalqan.texts.reading.markdown import read_markdown
from qalqan.texts.reading.pdf import read_pdf
from qalqan.texts.reading.plain import read_plain
from qalqan.texts.reading.sniffing import media_type_of
from qalqan.texts.reading.web_archive import Tally, archived
from qalqan.texts.text import Text
from written import SAMPLES, a_page, a_warc, an_epub

WORDS = (
    "Призываем Парламент отклонить закон.\n\n1. Release her;\n\n* note\n\nҚазақстан. The court ruled on 3 May 2014.\n"
)


def a_pdf() -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pageCompression=0)
    for page in range(3):
        for row in range(8):
            canvas.drawString(72, 700 - 14 * row, f"{page + 1}.{row} The court ruled on Monday and the ruling stands.")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def a_letter() -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Дана <a@example.org>", "b@example.org", "Закон"
    letter["Date"] = "Mon, 21 Jul 2014 10:00:00 +0000"
    letter.set_content(WORDS)
    letter.add_alternative(a_page("The court ruled.").decode(), subtype="html")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="law.pdf")
    return letter.as_bytes()


LAW = (
    "<akomaNtoso><act><body><section><num>4.</num><p>A <b>group</b> is closed.</p></section></body></act></akomaNtoso>"
)
READERS: dict[str, tuple[Callable[[bytes, str], Text], bytes]] = {
    "plain": (read_plain, WORDS.encode()),
    "plain cp1251": (read_plain, "Призываем Парламент отклонить закон.".encode("cp1251")),
    "markdown": (read_markdown, b"# A\n\n> quoted\n\n- item\n\n1. another\n"),
    "html": (read_html, (SAMPLES / "10-closure-of-an-organisation.html").read_bytes()),
    "xml": (read_xml, LAW.encode()),
    "pdf": (read_pdf, a_pdf()),
    "docx": (read_docx, (SAMPLES / "11-joint-submission-visits.docx").read_bytes()),
    "book": (read_book, an_epub(["<h1>One</h1><p>Words.</p>", "<ul><li>a</li></ul>"])),
    "letter": (read_letter, a_letter()),
    "saved page": (read_saved_page, b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
                   b"Content-Type: text/html\r\nContent-Location: https://example.org/\r\n\r\n<p>Words.</p>\r\n--b--\r\n"),
}  # fmt: skip

HOSTILE = [
    b"\x00",
    b"\xff" * 8,
    b"<" * 50,
    b"{" * 50,
    b"&a;",
    b"\xe2\x80\xae",
    b"\r\n" * 20,
    b"99999999999",
    b"-1",
    b"%" * 9,
]


@st.composite
def nearly(draw: st.DrawFn, whole: bytes) -> bytes:
    """The file with up to six changes."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(1, 64))
        deed = draw(st.sampled_from(["cut", "drop", "write", "repeat", "move"]))
        if deed == "cut" and draw(st.booleans()):
            del data[at:]
        elif deed == "drop":
            del data[at : at + size]
        elif deed == "write":
            data[at : at + size] = draw(st.one_of(st.sampled_from(HOSTILE), st.binary(max_size=64)))
        elif deed == "repeat":
            data[at:at] = data[at : at + size] * draw(st.integers(1, 50))
        else:
            to = draw(st.integers(0, max(0, len(data) - 1)))
            data[to:to] = data[at : at + size]
    return bytes(data)


def is_sound(text: Text) -> None:
    body, at = text.body, 0
    for passage in text.passages:
        assert at <= passage.start < passage.end <= len(body)
        at = passage.end
        for start, end in passage.sentences:
            assert passage.start <= start < end <= len(body)
    assert text.body and text.passages


@pytest.mark.parametrize("kind", READERS)
def test_the_file_that_is_changed_is_read_when_it_is_whole(kind: str) -> None:
    reader, whole = READERS[kind]
    is_sound(reader(whole, "file"))


@pytest.mark.parametrize("kind", READERS)
def test_a_file_that_is_nearly_right_is_read_or_refused_in_one_sentence(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, whole = READERS[kind]
    monkeypatch.setattr(recognition, "_installed", lambda: ())  # a page without words is not sent to a program here

    @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(nearly(whole))
    def tried(data: bytes) -> None:
        media_type_of(data, "file")
        try:
            text = reader(data, "file")
        except CannotRead as told:
            assert "“file”" in str(told) and "\n" not in str(told) and str(told).endswith(".")
        else:
            is_sound(text)

    tried()


def test_an_archive_that_is_nearly_right_is_unpacked_or_refused() -> None:
    page = ("https://example.org/a", "text/html", a_page("The court ruled."), "200 OK")
    for packed in (True, False):
        whole = a_warc([page, ("https://example.org/b", "text/plain", b"Words.", "200 OK")], packed=packed)

        @settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(nearly(whole))
        def tried(data: bytes) -> None:
            try:
                for found in archived("file", data, Tally()):
                    assert found.url.startswith("http") and found.content
            except CannotRead as told:
                assert "“file”" in str(told) and "\n" not in str(told)

        tried()


LONG = 2_000_000
ENDLESS = [
    ("a letter of one line", "letter", b"From: a\r\nTo: b\r\nDate: c\r\n\r\n" + b"a " * LONG),
    ("a letter of a header", "letter", b"From: " + b"=?utf-8?b?YQ==?= " * 100_000 + b"\r\nTo: b\r\nDate: c\r\n\r\nwords"),
    ("a letter of addresses", "letter", b"From: a\r\nDate: c\r\nTo: " + b"<a@b>," * 300_000 + b"\r\n\r\nwords"),
    ("a letter of ends", "letter", b"From: a\r\nTo: b\r\nDate: c\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 1900),
    ("a letter of quotes", "letter", b"From: a\r\nTo: b\r\nDate: c\r\n\r\n" + b">" * LONG + b" x"),
    ("a page that names an encoding of other things", "html", b"<meta charset=punycode><p>" + b"\xff-" * 300_000),
    ("marks from right to left", "plain", "\u202eabc\u202c \u2067def ".encode() * 50_000),
]  # fmt: skip


@pytest.mark.parametrize(("what", "kind", "data"), ENDLESS, ids=[what for what, _, _ in ENDLESS])
def test_a_strange_file_is_read_to_its_end_or_refused(what: str, kind: str, data: bytes) -> None:
    try:
        is_sound(READERS[kind][0](data, "file"))
    except CannotRead as told:
        assert "“file”" in str(told)
