from __future__ import annotations

import json
from pathlib import Path

import pytest

from qalqan.texts.reading.html import read_html
from qalqan.texts.text import Passage, Text

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

PAGE = """<!doctype html>
<html lang="en"><head><title>Bill threatens groups - Example Watch</title>
<meta property="og:title" content="Bill threatens groups">
<meta property="og:site_name" content="Example Watch">
<meta property="article:published_time" content="2015-03-09T08:30:00+05:00">
<meta name="author" content="A. Writer">
<link rel="canonical" href="https://example.org/en/bill">
<link rel="alternate" hreflang="ru" href="https://example.org/ru/bill">
<link rel="alternate" hreflang="en" href="https://example.org/en/bill">
<link rel="alternate" hreflang="ky-KG" href="https://example.org/ky/bill">
<link rel="alternate" hreflang="x-default" href="https://example.org/">
<style>p { color: red }</style><script>var a = "never read";</script></head>
<body class="single has-sidebar">
<a class="skip-link" href="#main">Skip to content</a>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<div class="cookie-bar">This site uses cookies to count its readers.</div>
<main id="main"><article>
<h1>Bill threatens groups</h1>
<p>The bill was sent to parliament on Monday.<sup><a href="#fn1">1</a></sup> It asks <b>every</b> group to regis&shy;ter again.</p>
<blockquote><p>We shall not close our doors.</p></blockquote>
<h2>What should be done</h2>
<p>Parliament should:</p>
<ul><li>reject the bill;<ul><li>in all its parts;</li></ul></li><li>hear the groups.</li></ul>
<ol start="3"><li>Third demand.</li><li value="7">Seventh demand.</li></ol>
<table><tr><th>Year</th><th>Groups closed</th></tr><tr><td>2013</td><td>four</td></tr></table>
<p style="display: none">Nobody sees this.</p>
<div class="share-buttons"><a href="#">Share</a> <a href="#">Tweet</a></div>
<section class="footnotes"><ol><li id="fn1">Draft law 12 of 2 March. <a href="#fnref1">↩</a></li></ol></section>
</article></main>
<aside><h3>Related news</h3><p>A teaser of quite another year that must not become a fact of this one.</p></aside>
<footer><p>Sign up for our newsletter</p></footer>
</body></html>"""


def read(page: str) -> Text:
    return read_html(page.encode(), "page.html")


def the(text: Text, words: str) -> Passage:
    found = [p for p in text.passages if words in text.of(p)]
    assert found, f"no passage with {words!r} in {[text.of(p) for p in text.passages]}"
    return found[0]


def kinds(text: Text, *of: str) -> list[str]:
    return [text.of(p) for p in text.passages if p.kind in of]


def test_the_text_of_a_page_is_kept_apart_from_what_stands_around_it():
    text = read(PAGE)
    chrome = kinds(text, "chrome")
    assert {"Skip to content", "Home", "News", "Related news", "Sign up for our newsletter"} <= set(chrome)
    assert any(words.startswith("A teaser") for words in chrome)
    assert any("cookies" in words for words in chrome)
    body = " ".join(text.of(p) for p in text.body_passages())
    assert "teaser" not in body and "Tweet" not in body and "never read" not in text.body and "color" not in text.body


def test_each_kind_of_passage_is_told_by_its_element():
    text = read(PAGE)
    assert kinds(text, "heading") == ["Bill threatens groups", "What should be done"]
    assert [the(text, "Bill threatens").level, the(text, "What should").level] == [1, 2]
    assert kinds(text, "quotation") == ["We shall not close our doors."]
    assert kinds(text, "table") == ["Year\tGroups closed", "2013\tfour"]
    assert kinds(text, "footnote") == ["Draft law 12 of 2 March."]


def test_items_have_their_marker_and_depth():
    text = read(PAGE)
    items = [(p.marker, p.level, text.of(p)) for p in text.passages if p.kind == "item"]
    assert items == [
        ("•", 1, "reject the bill;"),
        ("•", 2, "in all its parts;"),
        ("•", 1, "hear the groups."),
        ("3.", 1, "Third demand."),
        ("7.", 1, "Seventh demand."),
    ]
    third = the(text, "Third demand.")
    assert text.body[third.start - 3 : third.start] == "3. "


def test_a_paragraph_is_one_line_without_note_numbers_and_soft_hyphens():
    assert "The bill was sent to parliament on Monday. It asks every group to register again." in read(PAGE).body.split(
        "\n\n"
    )


def test_a_sentence_rereads_from_the_body():
    text = read(PAGE)
    passage = the(text, "The bill was sent")
    assert [text.body[a:b] for a, b in passage.sentences] == [
        "The bill was sent to parliament on Monday.",
        "It asks every group to register again.",
    ]


def test_the_page_says_when_by_whom_and_where_it_was_published():
    printed = read(PAGE).printed
    assert printed["title"] == "Bill threatens groups - Example Watch"
    assert printed["headline"] == "Bill threatens groups"
    assert printed["published"] == "2015-03-09"
    assert printed["publisher"] == "Example Watch"
    assert printed["author"] == "A. Writer"
    assert printed["url"] == "https://example.org/en/bill"
    assert printed["language"] == "en"
    assert printed["other_languages"] == "ru=https://example.org/ru/bill ky=https://example.org/ky/bill"


def test_a_language_switcher_names_the_other_languages_where_no_link_element_does():
    text = read('<html lang="en"><body><a href="/ru/1">Русский</a> <a href="/kk/1">Қазақша</a><p>Some words here.</p>')
    assert text.printed["other_languages"] == "ru=/ru/1 kk=/kk/1"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="DC.date.issued" content="2014-05">', "2014-05"),
        ('<meta name="citation_publication_date" content="2014/07/21">', "2014/07/21"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2016-01-02T00:00Z"}]}'
            "</script>",
            "2016-01-02",
        ),
        ('<script type="application/ld+json">{"@type": broken</script>', None),
    ],
)
def test_the_date_of_publication_is_taken_from_named_places_only(head: str, published: str | None):
    text = read(f"<html><head>{head}</head><body><p>On 1 May 1999 the court ruled.</p></body></html>")
    assert text.printed.get("published") == published


def test_a_page_laid_out_in_a_table_is_read_as_text():
    text = read(
        "<html><body><table><tr><td><ul><li><a href='/'>Main</a><li><a href='/a'>About</a><li><a href='/b'>Links</a></ul>"
        "</td><td><h1>An appeal</h1><p>Two teachers were taken from their homes.</p></td></tr></table></body></html>"
    )
    assert [text.of(p) for p in text.body_passages()] == ["An appeal", "Two teachers were taken from their homes."]


def test_a_page_inside_one_form_is_still_a_text():
    text = read("<html><body><form><h1>Decision</h1><p>The visit was agreed in principle.</p></form></body></html>")
    assert [text.of(p) for p in text.body_passages()] == ["Decision", "The visit was agreed in principle."]


def test_a_list_of_teasers_is_text_where_it_is_what_the_page_says():
    one = '<div class="teaser"><h3><a href="/%d">Statement number %d on the bill</a></h3><p>Its first lines, cut off.</p></div>'
    text = read("<html><body><main>" + "".join(one % (n, n) for n in range(5)) + "</main></body></html>")
    assert len([p for p in text.passages if p.kind == "heading"]) == 5


def test_line_breaks_part_items_and_paragraphs_only_where_they_mean_to():
    text = read(
        "<html><body><p>We ask the government to<br>act at once.<br><br>1. Free them.<br>2. Pay them.</p></body></html>"
    )
    assert [(p.kind, p.marker, text.of(p)) for p in text.passages] == [
        ("paragraph", None, "We ask the government to act at once."),
        ("item", "1.", "Free them."),
        ("item", "2.", "Pay them."),
    ]


def test_what_stands_under_more_news_is_no_part_of_the_text():
    text = read(
        "<html><body><h1>Appeal</h1><p>They were detained.</p><h2>More news</h2><p>Something else of last week.</p>"
        "<h2>Background</h2><p>The law dates from 1998.</p></body></html>"
    )
    assert [text.of(p) for p in text.body_passages()] == [
        "Appeal", "They were detained.", "Background", "The law dates from 1998.",
    ]  # fmt: skip


def test_an_old_cyrillic_encoding_is_read_by_what_the_page_declares():
    page = '<html><head><meta charset="koi8-r"></head><body><p>Суд отклонил жалобу адвоката.</p></body></html>'
    text = read_html(page.encode("koi8-r"), "page.html")
    assert text.body == "Суд отклонил жалобу адвоката."
    assert text.language == "ru"


@pytest.mark.shared
def test_saved_result_pages_keep_their_records_outside_the_furniture():
    gold = SHARED / "amnesty" / "pages_gold.jsonl"
    if not gold.exists():
        pytest.skip("needs ../shared/data/amnesty beside the project")

    def plain(words: str) -> str:
        return "".join(c for c in words.casefold() if c.isalnum())

    titles = found = excerpts = kept = 0
    for page in map(json.loads, gold.read_text("utf-8").splitlines()[4::5]):
        text = read_html((SHARED / "amnesty" / "html" / page["page"]).read_bytes(), page["page"])
        body = plain(" ".join(text.of(p) for p in text.body_passages()))
        for record in page["records"]:
            titles += 1
            found += plain(record["title"]) in body
            if len(excerpt := plain(record["excerpt"] or "")) > 30:
                excerpts += 1
                kept += excerpt in body
    assert found >= 0.98 * titles
    assert kept >= 0.95 * excerpts
