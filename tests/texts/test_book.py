from __future__ import annotations

from pathlib import Path

import pytest

from qalqan.errors import DamagedFile, NotADocument, TooLarge
from qalqan.texts.reading import read
from written import OPF, an_epub, zipped

FACTS = "<dc:title>On the law</dc:title><dc:language>en-GB</dc:language><dc:date>2014-07-21T00:00:00Z</dc:date><dc:creator>A. Writer</dc:creator>"


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    pages = ["<h1>Two</h1><ol><li>Release her.</li></ol>", "<h1>One</h1><p>The court <b>ruled</b>.</p>"]
    text = read(an_epub(pages, order=[1, 0], facts=FACTS), "a.epub")
    assert [(p.kind, p.marker, text.of(p)) for p in text.passages] == [
        ("heading", None, "One"),
        ("paragraph", None, "The court ruled."),
        ("heading", None, "Two"),
        ("item", "1.", "Release her."),
    ]
    assert text.printed == {"title": "On the law", "language": "en", "published": "2014-07-21", "author": "A. Writer"}
    assert text.media_type == "application/epub+zip" and text.notes == ()


def test_a_cover_without_words_is_passed_over_and_a_missing_page_is_told() -> None:
    text = read(an_epub(["<img src='x'/>", "<p>Words.</p>"], order=[0, 1, 7]), "a.epub")
    assert text.body == "Words."
    assert text.notes == ("Pages that the book lists and does not hold: 1.",)


def test_a_page_is_read_once_however_often_the_spine_names_it() -> None:
    assert read(an_epub(["<p>Words.</p>"], order=[0] * 1000), "a.epub").body == "Words."


@pytest.mark.parametrize(
    ("what", "data", "kind"),
    [
        ("no words", an_epub(["<img/>"]), NotADocument),
        ("no list", zipped({"mimetype": "application/epub+zip"}), DamagedFile),
        ("a list that is no XML", an_epub(["<p>a</p>"], **{"META-INF/container.xml": "<"}), DamagedFile),
        ("a page that unfolds without end", an_epub(["<p>" + "a" * 60_000_000 + "</p>"]), TooLarge),
        ("a page nested without end", an_epub(["<div>" * 100_000]), DamagedFile),
        (
            "entities",
            an_epub(["<p>a</p>"], **{"META-INF/container.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            NotADocument,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_book_is_one_sentence(what: str, data: bytes, kind: type[Exception]) -> None:
    if what == "entities":
        assert read(data, "bad.epub").body == "a"  # the list is found by its ending; the entity is not looked at
        return
    with pytest.raises(kind, match="bad.epub"):
        read(data, "bad.epub")


def test_a_part_outside_the_package_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>passphrase</p>")
    opf = OPF.format(
        facts="", spine='<itemref idref="a"/><itemref idref="b"/>',
        items=f'<item id="a" href="../../../../..{secret}" media-type="text/html"/><item id="b" href="text/page%200.xhtml" media-type="text/html"/>',
    )  # fmt: skip
    text = read(an_epub(["<p>Words.</p>"], **{"OEBPS/content.opf": opf}), "a.epub")
    assert text.body == "Words." and text.notes == ("Pages that the book lists and does not hold: 1.",)
