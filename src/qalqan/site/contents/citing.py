"""How a publication is cited: for readers, for reference managers that read the head of a page, and as linked data.

The citations themselves are rows of the edition, made when it was published. Nothing here is a script: the linked data
stand in a file of their own, which the page names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markupsafe import Markup, escape

from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import CitationRow, WorkRow
from qalqan.texts.edtf import bounds

_FOR_PROGRAMS = ("bibtex", "csl-json")
_OWN_STYLE = {"en": "oscola", "ru": "gost"}  # what stands first in the list
_TYPES = {"law": "Legislation", "judgment": "CreativeWork", "news": "NewsArticle"}


@dataclass(frozen=True, slots=True)
class CiteBox:
    """What the box "Cite as" shows: the sentence, other sentences and records for programs, each with its name."""

    first: Markup
    others: tuple[tuple[str, str | None, Markup], ...]
    records: tuple[tuple[str, str], ...]
    has_file: bool


def cite_box(work: WorkRow, written_here: str, language: Language) -> CiteBox:
    """`written_here` is the citation to print where the edition holds none."""
    refworld = _found(work, "refworld", language.code) or _found(work, "refworld", "en")
    others = [row for row in work.citations if row.form not in ("refworld", "ris", *_FOR_PROGRAMS)]
    others.sort(key=lambda row: row.form != _OWN_STYLE.get(language.code))
    return CiteBox(
        first=in_italics(work.cite_as or (refworld.text if refworld else written_here)),
        others=tuple((row.name, row.language, in_italics(row.text)) for row in others),
        records=tuple((row.name, row.text) for row in work.citations if row.form in _FOR_PROGRAMS),
        has_file=_found(work, "ris", None) is not None,
    )


def hash_of_words(words: str) -> str:
    """Eight digits that change with the words of a passage: by them a citation sees that a copy was corrected."""
    return sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def in_italics(citation: str) -> Markup:
    """A citation with its titles set in italics: they stand between stars."""
    parts = citation.split("*")
    if len(parts) % 2 == 0:
        return escape(citation)
    set_ = (Markup("<cite>{}</cite>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts))
    return Markup("").join(set_)


def head_tags(work: WorkRow, holdings: Holdings, language: Language) -> list[tuple[str, str]]:
    """Names and contents of the meta elements that Zotero and library catalogues read (Highwire, Dublin Core)."""
    who = [one.name for one in work.issuers] or [work.publisher or ""]
    subjects = [language.country(one.code) for one in work.countries]
    subjects += [language.label("topics", topic) for topic in work.topics]
    address = page_address(work, holdings, language.code)
    tags = [
        ("citation_title", work.title),
        *(("citation_author", name) for name in who),
        ("citation_publication_date", _slashed(work.published)),
        ("citation_technical_report_institution", work.publisher),
        ("citation_technical_report_number", work.symbol),
        ("citation_conference_title", work.presented_at.event if work.presented_at else None),
        ("citation_language", work.language),
        ("citation_keywords", "; ".join(subjects)),
        ("citation_public_url", address),
        ("citation_fulltext_html_url", address),
        ("DC.type", "Text"),
        ("DC.title", work.title),
        *(("DC.creator", name) for name in who),
        ("DC.publisher", work.publisher),
        ("DC.date", work.published),
        ("DC.language", work.language),
        ("DC.source", work.source_url),
        ("DC.identifier", address or f"urn:qalqan:work:{work.id}"),
        ("DC.rights", work.rights),
        *(("DC.subject", subject) for subject in subjects),
    ]
    return [(name, " ".join(content.split())) for name, content in tags if content]


def page_address(work: WorkRow, holdings: Holdings, code: str) -> str | None:
    """Where the page of a publication is reached, if the edition says where it stands."""
    base = holdings.rows.facts.address
    return f"{base.rstrip('/')}/pages/{code}/publications/{work.id}.html" if base else None


def citing_files(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """Of each publication a record that reference managers import, and its linked data."""
    for work in holdings.works.values():
        if ris := _found(work, "ris", None):
            yield f"cite/{work.id}.ris", ris.text.encode()
        written = json.dumps(linked_data(work, holdings), ensure_ascii=False, indent=1, sort_keys=True)
        yield f"cite/{work.id}.jsonld", (written + "\n").encode()


def linked_data(work: WorkRow, holdings: Holdings) -> dict[str, Any]:
    """The publication as schema.org describes one."""
    refworld = _found(work, "refworld", "en")
    facts = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(work.kind, "Report"),
        "@id": page_address(work, holdings, "en") or f"urn:qalqan:work:{work.id}",
        "identifier": [f"urn:qalqan:work:{work.id}", *([work.symbol] if work.symbol else []), *work.aliases],
        "name": work.title,
        "inLanguage": work.language,
        "datePublished": work.published if bounds(work.published)[0] else None,
        "author": [_organisation(one.name, one.country) for one in work.issuers],
        "publisher": _organisation(work.publisher, None) if work.publisher else None,
        "reportNumber": work.symbol,
        "about": [{"@type": "Country", "identifier": one.code} for one in work.countries if one.role == "subject"],
        "keywords": list(work.topics),
        "isBasedOn": work.source_url,
        "creditText": refworld.text.replace("*", "") if refworld else None,
        "sdPublisher": _organisation(holdings.rows.facts.publisher or holdings.rows.facts.title, None),
        "sdDatePublished": holdings.rows.facts.as_of,
    }
    return {name: value for name, value in facts.items() if value}


def _organisation(name: str, country: str | None) -> dict[str, str]:
    return {"@type": "Organization", "name": name} | ({"location": country} if country else {})


def _found(work: WorkRow, form: str, language: str | None) -> CitationRow | None:
    return next((row for row in work.citations if (row.form, row.language) == (form, language)), None)


def _slashed(edtf: str | None) -> str | None:
    """ "2014/07/21", as much of it as is known; of an interval its first day."""
    first = bounds(edtf)[0]
    if not edtf or first is None:
        return None
    known = edtf.partition("/")[0].rstrip("?~%")
    parts = [part for part in known.split("-") if part.isdigit()]
    return "/".join(parts[:1] if len(parts) > 1 and int(parts[1]) > 12 else parts) or str(first.year)
