"""What a citation needs to know of a publication, gathered once for every style: from the library, or from public rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

_IN_BRACKETS = re.compile(r"<(https?://[^\s<>]+)>")


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a publication: what stands here may be printed. `authors` are who stands first in a citation: the publisher, else the issuers whose names are not withdrawn. `note` is what a program should keep besides."""

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
    note: str = ""


def gathered(
    *,
    title: str,
    issuers: Sequence[str],
    publisher: str,
    event: str,
    event_place: str,
    countries: Sequence[str],
    topics: Sequence[str],
    **said: str,
) -> Facts:
    """Facts with every name on one line, and who stands first."""
    publisher, names = one_line(publisher), tuple(one_line(name) for name in issuers)
    return Facts(
        title=one_line(title),
        authors=(publisher,) if publisher else names,
        issuers=names,
        publisher=publisher,
        event=one_line(event),
        event_place=one_line(event_place),
        countries=tuple(countries),
        topics=tuple(topics),
        **said,
    )


def address_of(cite_as: str, source_url: str, accessed: str, captures: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The address that the host asks to be cited, else the copy's own, else that of its capture; when it was read.

    `captures` are addresses with the day of each capture, the first read first.
    """
    asked = _IN_BRACKETS.search(cite_as)
    if asked:
        return cited_address(asked[1]), accessed
    if source_url:
        return cited_address(source_url), accessed or next((day for url, day in captures if url == source_url), "")
    return next(((cited_address(url), day) for url, day in captures), ("", ""))


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
