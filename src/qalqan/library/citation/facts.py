"""What a citation needs to know of a work, gathered once for every style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from qalqan.library.models import Work

_IN_BRACKETS = re.compile(r"<(https?://[^\s<>]+)>")


@dataclass(frozen=True, slots=True)
class Facts:
    """`authors` are who stands first in a citation: the publisher, else the issuers whose names are not withdrawn."""

    id: str
    title: str
    authors: tuple[str, ...]
    issuers: tuple[str, ...]
    publisher: str
    published: str  # EDTF or empty
    url: str
    accessed: str  # EDTF or empty
    kind: str
    language: str
    symbol: str
    event: str
    event_place: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]


def facts_of(work: Work) -> Facts:
    """Reads the work, its issuers and the copies it is held in."""
    issuers = tuple(issuer.name for issuer in work.issuers.all() if not issuer.withdrawn)
    url, accessed = _address(work)
    return Facts(
        id=work.permanent_id,
        title=one_line(work.title),
        authors=(one_line(work.publisher),) if work.publisher else issuers,
        issuers=issuers,
        publisher=one_line(work.publisher),
        published=work.published,
        url=url,
        accessed=accessed,
        kind=work.kind,
        language=work.language,
        symbol=work.symbol,
        event=one_line(work.event),
        event_place=one_line(work.event_place),
        countries=tuple(country.code for country in work.countries.all()),
        topics=tuple(work.topics),
    )


def _address(work: Work) -> tuple[str, str]:
    """The address that the host asks to be cited, else the copy's own, else that of its capture; when it was read."""
    asked = _IN_BRACKETS.search(work.cite_as)
    if asked:
        return cited_address(asked[1]), work.accessed
    if work.source_url:
        return cited_address(work.source_url), work.accessed
    for text in work.texts.all():
        if text.copy.url:
            return cited_address(text.copy.url), text.copy.captured_at.date().isoformat()
    return "", ""


def cited_address(url: str) -> str:
    """Without the trail that a sharing button leaves behind: it says who shared, not where the text is."""
    try:
        parts = urlsplit(url)
    except ValueError:  # an address that cannot be taken apart is cited as it is
        return url
    if parts.fragment.startswith("sthash"):
        parts = parts._replace(fragment="")
    kept = [
        pair for pair in parts.query.split("&") if pair and not pair.lower().startswith(("utm_", "fbclid=", "gclid="))
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def one_line(words: str) -> str:
    return " ".join(words.split())
