"""What programs read of a publication's page: the names of reference managers in its head, and its linked data.

Nothing here is a script: the linked data stand in a file of their own, which the page names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qalqan.site.contents.entries import address_of_page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import WorkRow
from qalqan.texts.citation import cite_facts
from qalqan.texts.edtf import bounds

_TYPES = {"law": "Legislation", "judgment": "CreativeWork", "news": "NewsArticle"}


def head_tags(work: WorkRow, holdings: Holdings, language: Language) -> list[tuple[str, str]]:
    """Names and contents of the meta elements that Zotero and library catalogues read (Highwire, Dublin Core)."""
    who = [one.name for one in work.issuers] or [work.publisher or ""]
    subjects = [language.country(one.code) for one in work.countries if one.role == "subject"]
    subjects += [language.label("topics", topic) for topic in work.topics]
    address = address_of_page(f"publications/{work.id}", holdings, language.code)
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


def _day_for_programs(edtf: str | None) -> str | None:
    """As much of the (first) day as is known: schema.org has no intervals and no doubt."""
    known = _slashed(edtf)
    return known.replace("/", "-") if known else None


def linked_files(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """Of each publication its linked data."""
    for work in holdings.works.values():
        written = json.dumps(linked_data(work, holdings), ensure_ascii=False, indent=1, sort_keys=True)
        yield f"cite/{work.id}.jsonld", (written + "\n").encode()


def linked_data(work: WorkRow, holdings: Holdings) -> dict[str, Any]:
    """The publication as schema.org describes one."""
    credit = cite_facts(holdings.cited[work.id], "refworld")
    facts = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(work.kind, "Report"),
        "@id": address_of_page(f"publications/{work.id}", holdings, "en") or f"urn:qalqan:work:{work.id}",
        "identifier": [f"urn:qalqan:work:{work.id}", *([work.symbol] if work.symbol else []), *work.aliases],
        "name": work.title,
        "alternateName": sorted({copy.title for copy in work.copies if copy.title and copy.title != work.title}),
        "inLanguage": work.language,
        "datePublished": _day_for_programs(work.published),
        "author": [_organisation(one.name, one.country) for one in work.issuers],
        "publisher": _organisation(work.publisher, None) if work.publisher else None,
        "reportNumber": work.symbol,
        "about": [{"@type": "Country", "identifier": one.code} for one in work.countries if one.role == "subject"],
        "keywords": list(work.topics),
        "isBasedOn": work.source_url,
        "copyrightNotice": work.rights,
        "creditText": credit.replace("*", ""),
        "sdPublisher": _organisation(holdings.rows.facts.publisher or holdings.rows.facts.title, None),
        "sdDatePublished": holdings.rows.facts.as_of,
    }
    return {name: value for name, value in facts.items() if value}


def _organisation(name: str, country: str | None) -> dict[str, str]:
    return {"@type": "Organization", "name": name} | ({"location": country} if country else {})


def _slashed(edtf: str | None) -> str | None:
    """ "2014/07/21", as much of it as is known; of an interval its first day."""
    first = bounds(edtf)[0]
    if not edtf or first is None:
        return None
    known = edtf.partition("/")[0].rstrip("?~%")
    parts = [part for part in known.split("-") if part.isdigit()]
    return "/".join(parts[:1] if len(parts) > 1 and int(parts[1]) > 12 else parts) or str(first.year)
