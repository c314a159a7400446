from __future__ import annotations

from email.message import EmailMessage

import pytest

from qalqan.errors import DamagedFile, NotADocument
from qalqan.texts.reading import read
from qalqan.texts.text import Text

PAGE = (
    "<html><body><h2>The law</h2><p>Parliament should reject the bill.</p><ul><li>Release her.</li></ul></body></html>"
)


def a_letter(words: str = "Призываем Парламент отклонить закон.\n", **headers: str) -> EmailMessage:
    letter = EmailMessage()
    said = {
        "From": "Дана Омарова <dana@example.org>",
        "To": "desk@example.org",
        "Subject": "Заявление о законе",
        "Date": "Mon, 21 Jul 2014 23:30:00 +0600",
    }
    for name, value in {**said, **headers}.items():
        letter[name] = value
    letter.set_content(words)
    return letter


def all_of(text: Text) -> list[tuple[str, str]]:
    return [(p.kind, text.of(p)) for p in text.passages]


def test_the_head_of_a_letter_is_facts_and_its_body_is_text() -> None:
    text = read(a_letter().as_bytes(), "a.eml")
    assert text.printed == {
        "title": "Заявление о законе",
        "author": "Дана Омарова <dana@example.org>",
        "to": "desk@example.org",
        "published": "2014-07-21",
    }
    assert all_of(text) == [
        ("heading", "Заявление о законе"),
        ("chrome", "From: Дана Омарова <dana@example.org>"),
        ("chrome", "To: desk@example.org"),
        ("chrome", "Date: Mon, 21 Jul 2014 23:30:00 +0600"),
        ("paragraph", "Призываем Парламент отклонить закон."),
    ]
    assert (text.media_type, text.language, text.notes) == ("message/rfc822", "ru", ())


def test_a_letter_in_two_forms_is_read_once_as_a_page() -> None:
    letter = a_letter("Parliament should reject the bill.")
    letter.add_alternative(PAGE, subtype="html")
    assert all_of(read(letter.as_bytes(), "a.eml"))[4:] == [
        ("heading", "The law"),
        ("paragraph", "Parliament should reject the bill."),
        ("item", "Release her."),
    ]


def test_an_empty_page_gives_way_to_the_plain_form() -> None:
    letter = a_letter("Parliament should reject the bill.")
    letter.add_alternative("<html><body><img src='x'></body></html>", subtype="html")
    assert all_of(read(letter.as_bytes(), "a.eml"))[4:] == [("paragraph", "Parliament should reject the bill.")]


def test_every_attachment_is_named() -> None:
    letter = a_letter()
    letter.add_attachment(b"%PDF" + b"x" * 5000, maintype="application", subtype="pdf", filename="закон.pdf")
    letter.add_attachment("notes of the meeting", filename="notes.txt")
    (note,) = read(letter.as_bytes(), "a.eml").notes
    assert note.startswith(
        "2 attachments were not read: “закон.pdf” (application/pdf, 5 KB), “notes.txt” (text/plain, 1 KB)."
    )


def test_a_letter_inside_a_letter_is_read_in_its_place() -> None:
    outer = a_letter("Please see below.", Subject="Fwd")
    outer.add_attachment(a_letter("The court ruled on Monday."))
    text = read(outer.as_bytes(), "a.eml")
    assert text.printed["title"] == "Fwd"
    assert [words for kind, words in all_of(text) if kind != "chrome"] == [
        "Fwd",
        "Please see below.",
        "Заявление о законе",
        "The court ruled on Monday.",
    ]


def test_what_is_quoted_from_another_letter_is_a_quotation() -> None:
    text = read(a_letter("I agree.\n\n> Parliament should\n> reject it.\n\nBest wishes\n").as_bytes(), "a.eml")
    assert all_of(text)[4:] == [
        ("paragraph", "I agree."),
        ("quotation", "Parliament should reject it."),
        ("paragraph", "Best wishes"),
    ]


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "utf-8"])
def test_letters_are_read_in_the_encoding_they_name(encoding: str) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Date"] = "a@example.org", "b@example.org", "Mon, 21 Jul 2014 10:00:00 +0000"
    letter.set_content("Суд отклонил жалобу.", charset=encoding)
    assert "Суд отклонил жалобу." in read(letter.as_bytes(), "a.eml").body


def test_an_encoding_that_is_none_of_letters_is_not_believed() -> None:
    data = a_letter("Words.").as_bytes().replace(b'charset="utf-8"', b'charset="punycode"')
    assert "Words." in read(data, "a.eml").body


def test_a_page_saved_whole_is_read_as_that_page() -> None:
    saved = EmailMessage()
    saved["From"] = "<Saved by Blink>"
    saved["Snapshot-Content-Location"] = "https://example.org/statement"
    saved["Subject"] = "A statement"
    saved["Date"] = "Tue, 28 Oct 2014 10:00:00 -0000"
    saved.set_content(PAGE, subtype="html")
    saved.make_related()
    saved.add_related(b"\x89PNG", "image", "png")
    text = read(saved.as_bytes(), "page.mhtml")
    assert (text.media_type, text.printed["url"]) == ("multipart/related", "https://example.org/statement")
    assert text.printed["accessed"] == "2014-10-28"
    assert all_of(text) == [
        ("heading", "The law"),
        ("paragraph", "Parliament should reject the bill."),
        ("item", "Release her."),
    ]


def test_a_letter_of_attachments_alone_names_them() -> None:
    letter = a_letter("")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="law.pdf")
    del letter["Subject"]
    with pytest.raises(NotADocument, match="a.eml.*law.pdf"):
        read(letter.as_bytes(), "a.eml")


def test_letters_in_letters_without_end_are_refused() -> None:
    nested = b"From: a\r\nTo: b\r\nDate: c\r\nMIME-Version: 1.0\r\n"
    nested += b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(5000))
    with pytest.raises(DamagedFile, match="deep.eml"):
        read(nested, "deep.eml")
    forwarded = b"From: a\r\nTo: b\r\nDate: c\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 100_000 + b"words"
    with pytest.raises((DamagedFile, NotADocument), match="deep.eml"):
        read(forwarded, "deep.eml")


def test_plain_words_that_begin_like_a_head_stay_plain() -> None:
    assert read(b"From: the editors\n\nTo whom it may concern.", "note.txt").media_type == "text/plain"
