"""What a web page says of itself in its head: title, dates, author, publisher, address, other languages.

Each fact is taken from a named place and never from the page's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from qalqan.texts.lexicon import lexicon
from qalqan.texts.reading.blocks import one_line

# Which meta elements say what, the surest first.
META = {
    "headline": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "published": (
        "article:published_time", "citation_publication_date", "citation_date", "citation_online_date",
        "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "datepublished",
        "publish_date", "pubdate",
        "og:published_time", "date", "article.published", "sailthru.date", "parsely-pub-date",
    ),
    "modified": ("article:modified_time", "dcterms.modified", "og:updated_time", "last-modified", "datemodified"),
    "author": ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name", "application-name"),
    "url": ("og:url", "citation_public_url", "dc.identifier"),
    "description": ("description", "og:description", "dc.description", "dcterms.abstract"),
    "keywords": ("keywords", "dc.subject", "article:tag", "citation_keywords"),
    "rights": ("dc.rights", "dcterms.rights", "copyright"),
}  # fmt: skip
LINKED_DATA = {
    "headline": "headline", "published": "datePublished", "modified": "dateModified", "author": "author",
    "publisher": "publisher",
}  # fmt: skip
ARTICLES = (
    "Article",
    "NewsArticle",
    "Report",
    "BlogPosting",
    "WebPage",
    "ScholarlyArticle",
    "CreativeWork",
    "PressRelease",
)
LONGEST = 500

_iso_day = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?$")
_date_class = re.compile(r"\b(?:published|pubdate|entry-date|post-date|dateline)\b")


def printed_facts(tree: LexborHTMLParser) -> dict[str, str]:
    """The facts by name. Dates are cut to the day where they come as ISO 8601; else as the page writes them."""
    facts: dict[str, str] = {}
    _note(facts, "title", _words(tree.css_first("head > title") or tree.css_first("title")))
    metas = _metas(tree)
    for fact, names in META.items():
        for name in names:
            _note(facts, fact, metas.get(name, ""))
    linked = _linked_data(tree)
    for fact, name in LINKED_DATA.items():
        _note(facts, fact, _said(linked.get(name)))
    _note(facts, "published", _printed_time(tree))
    canonical = tree.css_first("link[rel=canonical]")
    if canonical is not None and (canonical.attributes.get("href") or "").startswith("http"):
        facts["url"] = canonical.attributes["href"] or ""
    _note(facts, "language", _language(tree, metas))
    others = _other_languages(tree, facts.get("language", ""))
    _note(facts, "other_languages", " ".join(f"{language}={url}" for language, url in others.items()))
    return facts


def _note(facts: dict[str, str], fact: str, said: str) -> None:
    said = one_line(said)
    if fact in ("published", "modified") and (day := _iso_day.match(said)):
        said = day[1]
    longest = 4000 if fact == "other_languages" else LONGEST
    if said and fact not in facts and len(said) <= longest:
        facts[fact] = said


def _words(node: LexborNode | None) -> str:
    return "" if node is None else node.text(deep=True)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
        )
        content = attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _linked_data(tree: LexborHTMLParser) -> dict[str, Any]:
    """The JSON-LD object that describes the article, or the page if none does."""
    found: dict[str, Any] = {}
    for script in tree.css("script[type='application/ld+json']"):
        try:
            held = json.loads(script.text(deep=True))
        except (ValueError, RecursionError):
            continue  # Pages write broken JSON-LD often enough; the rest of the page is still good.
        for thing in _things(held, 0):
            kinds = thing.get("@type") or ""
            if any(kind in ARTICLES for kind in ([kinds] if isinstance(kinds, str) else kinds)):
                for key, value in thing.items():
                    found.setdefault(key, value)
    return found


def _things(held: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(held, dict):
        yield held
        if depth < 3:
            yield from _things(held.get("@graph"), depth + 1)
    elif isinstance(held, list) and depth < 3:
        for one in held[:100]:
            yield from _things(one, depth + 1)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return _said(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_said, value[:10])))
    return value if isinstance(value, str) else ""


def _printed_time(tree: LexborHTMLParser) -> str:
    """A time element that says it is the date of publication."""
    for node in tree.css("time, [itemprop=datePublished]"):
        attributes = node.attributes
        named = attributes.get("itemprop") == "datePublished" or "pubdate" in attributes
        if named or _date_class.search(attributes.get("class") or ""):
            return attributes.get("datetime") or attributes.get("content") or _words(node)
    return ""


def _language(tree: LexborHTMLParser, metas: dict[str, str]) -> str:
    html = tree.css_first("html")
    said = (html.attributes.get("lang") or html.attributes.get("xml:lang") or "") if html is not None else ""
    said = (
        said or metas.get("content-language", "") or metas.get("dc.language", "") or metas.get("citation_language", "")
    )
    code = re.split(r"[-_,; ]", said.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else ""


def _other_languages(tree: LexborHTMLParser, own: str) -> dict[str, str]:
    """Addresses of the page in other languages: link elements first, then links that are a language's own name."""
    others: dict[str, str] = {}
    for node in tree.css("link[rel~=alternate][hreflang], a[hreflang]"):
        language = (node.attributes.get("hreflang") or "").lower().split("-")[0]
        href = node.attributes.get("href") or ""
        if re.fullmatch(r"[a-z]{2,3}", language) and language != own and language != "x" and " " not in href.strip():
            others.setdefault(language, href.strip())
    if not others:
        for node in tree.css("a[href]"):
            language = _language_names().get(one_line(_words(node)).lower().replace(" ", "-"), "")
            href = (node.attributes.get("href") or "").strip()
            if language and language != own and not href.startswith(("#", "javascript:")) and " " not in href:
                others.setdefault(language, href)
    return {language: url for language, url in others.items() if url}


@cache
def _language_names() -> dict[str, str]:
    named = lexicon("furniture")["language_names"]
    return {name: str(language) for language, names in named.items() for name in str(names).split()}
