"""Where a text was taken from: its address, without what only tells who shared it."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from qalqan.extraction.front_matter import FrontMatter
from qalqan.texts.text import Text

_URL = re.compile(r"https?://[^\s<>\"')\]]{3,600}")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|ref|ref_src|share|_hs\w+)$")
_TRACKING_FRAGMENT = re.compile(r"^(?:sthash|xtor|utm_|\.[A-Za-z0-9]{6,}|at_pco|gsc\.|_ftn)")


def source_url(text: Text, front: FrontMatter) -> str | None:
    """The address that the page itself prints, or that it came with."""
    for start, end in front.facts.get("source", ()):
        m = _URL.search(text.body, start, end)
        if m:
            return without_tracking(m[0])
    url = text.printed.get("url")
    return without_tracking(url) if url else None


def without_tracking(url: str) -> str:
    """The address without what only tells who shared it. An address that cannot be taken apart stays as it is."""
    try:
        parts = urlsplit(url.rstrip(".,;"))
        query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
        kept = parts.query if len(query) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(query)
        fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
        return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, fragment))
    except ValueError:
        return url
