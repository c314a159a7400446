"""Every identifier and old address leads to a page: short public ids, passages, and where a publication once stood.

page_of(holdings, "w7kq2m")                        "publications/w7kq2m"
page_of(holdings, "w7kq2m-p12")                    "publications/w7kq2m#p-w7kq2m-p12"
page_of(holdings, "https://www.example.org/old")   "publications/w7kq2m"
"""

from __future__ import annotations

from urllib.parse import urlsplit

from qalqan.site.holdings import Holdings

LONGEST = 500


def page_of(holdings: Holdings, written: str) -> str | None:
    """The page an identifier or address leads to, with the place on it; None for one that leads nowhere."""
    written = written.strip()[:LONGEST].partition("~")[0]
    if not written:
        return None
    if written in holdings.works:
        return f"publications/{written}"
    recommendations = {one.id for one in holdings.rows.recommendations}
    if written in recommendations:
        return f"recommendations/{written}"
    if written in holdings.clauses:
        return f"recommendations/{holdings.clauses[written][1].id}#c-{written}"
    if page := holdings.page_of(written):
        return page
    for work_id in holdings.works:
        if written.startswith(f"{work_id}-"):
            # A passage: a browser that does not find it on the page shows the page.
            return f"publications/{work_id}#p-{written}"
    return _by_address(holdings, written)


def key_of(address: str) -> str:
    """An address as it is compared: without scheme, www, fragment, trails and case; so is any other identifier."""
    if "://" not in address:
        return " ".join(address.split()).casefold()
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.casefold()
    kept = [
        pair for pair in parts.query.split("&") if pair and not pair.lower().startswith(("utm_", "fbclid=", "gclid="))
    ]
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{query}".casefold()


def _by_address(holdings: Holdings, written: str) -> str | None:
    key = key_of(written)
    for work in holdings.works.values():
        if key in {key_of(one) for one in (*work.aliases, work.symbol or "") if one}:
            return f"publications/{work.id}"
    return None
