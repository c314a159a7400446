"""Words from pictures: PNG, TIFF, scanned PDF, in the languages whose packs are installed."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from qalqan.errors import CannotRead, NotADocument, TooLarge
from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import pictures, raster, read, recognition
from qalqan.texts.text import Text
from written import DEJAVU, a_scan, a_scanned_pdf

ENGLISH = [
    "Recommendations",
    "",
    "The authorities of Kazakhstan should release the lawyer at once",
    "and allow her to see a doctor of her own choice.",
]
RUSSIAN = ["Правительству Казахстана следует освободить адвоката", "и отменить закон об организациях, принятый в июле."]
KAZAKH = ["Біз Сенатты заң жобасын қабылдамауға шақырамыз,", "өйткені ол тәуелсіз ұйымдардың жұмысын шектейді."]


def words_of(text: Text) -> str:
    return " ".join(text.body.split())


@pytest.fixture(autouse=True)
def needs_tesseract() -> None:
    if not recognition.is_here():
        pytest.skip("needs tesseract: apt-get install tesseract-ocr tesseract-ocr-rus tesseract-ocr-kaz")
    if not DEJAVU.exists():
        pytest.skip("needs a font with Cyrillic letters: apt-get install fonts-dejavu-core")


def needs(pack: str) -> None:
    if pack not in recognition._installed():
        pytest.skip(f"needs the pack {pack}: apt-get install tesseract-ocr-{pack}")


def test_a_picture_of_a_page_becomes_its_words_with_how_sure_they_are() -> None:
    text = read(a_scan(ENGLISH), "scan.png")
    assert words_of(text) == " ".join(" ".join(ENGLISH).split())
    assert (text.language, text.media_type, text.reader) == ("en", "image/png", "picture/1")
    assert all(p.recognised is not None and 0.7 < p.recognised <= 1 for p in text.passages)
    assert all(p.page == 1 for p in text.passages)
    assert "recognised (en; sure to 9" in text.notes[0]


@pytest.mark.parametrize(("pack", "language", "lines"), [("rus", "ru", RUSSIAN), ("kaz", "kk", KAZAKH)])
def test_the_language_of_a_picture_is_found_on_it(pack: str, language: str, lines: list[str]) -> None:
    needs(pack)
    text = read(a_scan(lines), "scan.png")
    assert text.language == language
    assert words_of(text) == " ".join(lines)


def test_a_page_upside_down_is_turned() -> None:
    text = read(a_scan(ENGLISH * 3, turned=180), "scan.png")
    assert "release the lawyer at once and allow her" in words_of(text)


def test_pages_of_a_pdf_that_are_pictures_are_read_in_their_place() -> None:
    first = (
        "The court heard the appeal of the lawyer on Monday, and the ruling is expected within a week of the hearing."
    )
    text = read(a_scanned_pdf([a_scan(ENGLISH)], first), "mixed.pdf")
    assert text.body.startswith(first)
    assert "release the lawyer at once" in words_of(text)
    assert [p.recognised is None for p in text.passages][0]
    assert {p.page for p in text.passages if p.recognised is not None} == {2}
    assert text.notes[0].startswith("1 page is a picture")


def test_what_is_found_in_a_picture_is_less_sure_and_says_so() -> None:
    scanned = read_out(read(a_scan(ENGLISH), "scan.png"), {})
    written = read_out(read("\n".join(ENGLISH).encode(), "note.txt"), {})
    (found,) = (c for c in scanned["candidates"] if c["kind"] == "recommendation")
    (same,) = (c for c in written["candidates"] if c["kind"] == "recommendation")
    assert found["notes"] == ["recognised"] and "notes" not in same
    assert 0.7 * same["confidence"] < found["confidence"] < same["confidence"]
    body = scanned["text"]
    assert all(body[c["anchor"]["start"] : c["anchor"]["end"]] == c["anchor"]["exact"] for c in scanned["candidates"])


def test_frames_of_a_tiff_are_pages() -> None:
    held = io.BytesIO()
    with Image.open(io.BytesIO(a_scan(ENGLISH))) as one, Image.open(io.BytesIO(a_scan(ENGLISH[2:]))) as two:
        one.convert("1").save(held, "TIFF", save_all=True, append_images=[two.convert("1")], dpi=(200, 200))
    text = read(held.getvalue(), "scan.tiff")
    assert {p.page for p in text.passages} == {1, 2}
    assert text.media_type == "image/tiff"


def test_a_picture_without_words_says_so() -> None:
    held = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(held, "JPEG")
    with pytest.raises(NotADocument, match="photo.jpg.*no words were recognised"):
        read(held.getvalue(), "photo.jpg")


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused() -> None:
    held = io.BytesIO()
    Image.new("1", (9000, 9000)).save(held, "PNG")
    assert len(held.getvalue()) < 100_000
    with pytest.raises(TooLarge, match="bomb.png"):
        read(held.getvalue(), "bomb.png")


@pytest.mark.parametrize("cut", [20, 60, 500])
def test_a_damaged_picture_is_one_sentence(cut: int) -> None:
    data = a_scan(ENGLISH)
    with pytest.raises(CannotRead, match="a.png"):
        read(data[:cut] + random.Random(cut).randbytes(200), "a.png")


def test_without_tesseract_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_installed", lambda: ())
    with pytest.raises(NotADocument, match="scan.png.*install tesseract"):
        pictures.read_picture(a_scan(ENGLISH), "scan.png")
    with pytest.raises(NotADocument, match="scan.pdf.*install tesseract"):
        read(a_scanned_pdf([a_scan(ENGLISH)]), "scan.pdf")
    text = read(a_scanned_pdf([a_scan(ENGLISH)], "Words on the first page of it."), "mixed.pdf")
    assert text.body == "Words on the first page of it." and "install tesseract" in text.notes[0]


def test_a_page_that_is_not_reached_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "ALL_SECONDS", -1.0)
    read_now = recognition.recognised((n, raster.Raster(100, 100, 300.0, b"\xff" * 10_000)) for n in range(1, 4))
    assert (read_now.pages, read_now.unread) == (0, 3)
    assert "3 more pages" in read_now.told()


def test_the_strip_for_the_language_is_where_the_words_are() -> None:
    blank, inked = b"\xff" * 100, b"\xff" * 60 + b"\x00" * 20 + b"\xff" * 20
    page = raster.Raster(100, 400, 300.0, blank * 300 + inked * 60 + blank * 40)
    strip = page.band(0.15)
    assert strip.height == 60 and strip.pixels.count(0) > 20 * 50
