"""Every identifier and old address leads to a page: short public ids, passages, and where a publication once stood.

page_of(holdings, "w7kq2m")                        "publications/w7kq2m"
page_of(holdings, "w7kq2m-p12~3fa9c2d1")           "publications/w7kq2m#p-w7kq2m-p12"
page_of(holdings, "https://www.example.org/old")   "publications/w7kq2m"
page_of(holdings, "53d0e7344")                     the publication that stood at https://www.example.org/docid/53d0e7344.html

On a served site /id/ followed by any of them leads on; a copy on a disk has a page for each in its folder id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from qalqan.site.holdings import Holdings
from qalqan.site.rows import WorkRow
from qalqan.texts.citation import hash_of_words

LONGEST = 500
_LONGEST_FILE = 120  # letters of a file's name: what every disk can hold
_PAGE_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|pdf|jsp)$")
# The identifier that a host gave, as the last part of its address: "53d0e7344". It has digits, so no word is taken for one.
_DOCID = re.compile(r"(?=(?:[^0-9]*[0-9]){4})[0-9a-z]{7,40}")


def page_of(holdings: Holdings, written: str) -> str | None:
    """The page an identifier or address leads to, with the place on it; None for one that leads nowhere.

    A passage that was cited with the mark of its words (w7kq2m-p12~3fa9c2d1) is found by these words where a corrected
    copy has them elsewhere; where it no longer has them, by its number.
    """
    written, _tilde, digest = written.strip()[:LONGEST].partition("~")
    if not written:
        return None
    if written in holdings.works:
        return f"publications/{written}"
    if written in holdings.recommendations:
        return f"recommendations/{written}"
    if written in holdings.clauses:
        return f"recommendations/{holdings.clauses[written][1].id}#c-{written}"
    if page := holdings.page_of(written):
        return page  # also under the id of something that was found to be the same
    if process := holdings.process_named(written):
        return holdings.place_of_process(process)
    if work := _work_of_passage(holdings, written):
        # A passage: a browser that does not find it on the page shows the page.
        passage = _by_words(work, written, digest)
        return f"{holdings.place_of(work.id, passage)}#p-{passage}"
    return known_addresses(holdings).get(key_of(written))


def known_addresses(holdings: Holdings) -> dict[str, str]:
    """Every address, symbol and host's identifier under which a publication was known, as compared, and its page.

    An identifier that two publications bear leads nowhere.
    """
    return holdings.kept("known_addresses", lambda: _known_addresses(holdings))


def _known_addresses(holdings: Holdings) -> dict[str, str]:
    found: dict[str, str] = {}
    docids: dict[str, set[str]] = {}
    for work in holdings.works.values():
        page = f"publications/{work.id}"
        for known in (*work.aliases, work.symbol or ""):
            if known:
                found.setdefault(key_of(known), page)
            if docid := docid_of(known):
                docids.setdefault(docid, set()).add(page)
    return {docid: pages.pop() for docid, pages in docids.items() if len(pages) == 1} | found


def docid_of(address: str) -> str | None:
    """The identifier that a host gave a publication, from the end of its address; None for an address without one."""
    if "://" not in address:
        return None
    last = _PAGE_SUFFIX.sub("", key_of(address).partition("?")[0]).rpartition("/")[2]
    return last if _DOCID.fullmatch(last) else None


def moved_files(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """The names of the files in the folder id, and the page each leads to: one for each id, address and identifier."""
    names: dict[str, str] = {}
    for work in holdings.works.values():
        names.setdefault(file_of(work.id), f"publications/{work.id}")
    for known, page in known_addresses(holdings).items():
        names.setdefault(file_of(known), page)
    yield from sorted(names.items())


def file_of(known: str) -> str:
    """The name of an address or identifier as a file on any disk: "refworld.org_docid_53d0e7344.html"."""
    name = re.sub(r"[^\w.,()+=-]+", "_", _PAGE_SUFFIX.sub("", known)).strip("._")
    return f"{name[:_LONGEST_FILE]}.html"


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


def _work_of_passage(holdings: Holdings, written: str) -> WorkRow | None:
    """The publication whose id a passage's begins with."""
    if written in holdings.passages:
        return holdings.passages[written][0]
    return holdings.works.get(written.partition("-p")[0]) or holdings.works.get(written.partition("-")[0])


def _by_words(work: WorkRow, passage_id: str, digest: str) -> str:
    held = {passage.id: hash_of_words(passage.text) for passage in work.passages} if digest else {}
    if not held or held.get(passage_id) == digest:
        return passage_id
    return next((found for found, words in held.items() if words == digest), passage_id)
