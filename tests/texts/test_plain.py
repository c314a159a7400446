"""A plain text is read so that its body is the input itself."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qalqan.errors import EmptyFile, NotADocument
from qalqan.texts.reading.plain import read_plain


@given(
    st.text(min_size=1).filter(
        lambda text: text.strip("\ufeff \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0") and "\x00" not in text
    )
)
def test_the_body_is_the_input(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        read = read_plain(data, "note.txt")
    except (EmptyFile, UnicodeEncodeError):
        return
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert read.body == text
    assert all(0 <= p.start < p.end <= len(read.body) for p in read.passages)


def test_line_ends_are_kept_as_they_came() -> None:
    assert read_plain(b"One.\r\nTwo.\rThree.\n", "a.txt").body == "One.\r\nTwo.\rThree.\n"


def test_a_byte_order_mark_shifts_nothing() -> None:
    read = read_plain(codecs.BOM_UTF8 + "Заявление союза.".encode(), "a.txt")
    assert read.body.encode() == codecs.BOM_UTF8 + "Заявление союза.".encode()
    assert read.of(read.passages[0]) == "Заявление союза."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_an_old_cyrillic_encoding_is_told_and_said(encoding: str) -> None:
    words = "Правозащитники сообщили о новых задержаниях, адвоката не пустили к задержанному."
    read = read_plain(words.encode(encoding), "a.txt")
    assert read.body == words
    assert encoding in read.notes[0]


def test_nothing_to_read_is_said() -> None:
    with pytest.raises(EmptyFile, match="a.txt"):
        read_plain(b" \n ", "a.txt")
    with pytest.raises(NotADocument, match="a.bin"):
        read_plain(b"\x00\x01\x02\x00", "a.bin")


def test_the_language_is_that_of_the_paragraphs() -> None:
    text = "Search\n\nПравозащитные организации требуют освободить адвоката, которого задержали в столице."
    assert read_plain(text.encode(), "a.txt").language == "ru"
