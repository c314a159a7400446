"""Makers for the library's tests: a publication as a reader would give it, taken in and indexed."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import Any

from django.utils import timezone

from qalqan.library.catalogue import catalogue
from qalqan.library.models import Text
from qalqan.library.search import engine
from qalqan.sources.models import Copy

_numbers = count(1)


def a_copy(*, of: str = "", url: str = "", publisher: str = "") -> Copy:
    """A captured copy; its bytes are not kept."""
    words = of or f"copy {next(_numbers)}"
    return Copy.objects.create(
        sha256=sha256(words.encode("utf-8", "surrogatepass")).hexdigest(),
        size=len(words),
        media_type="text/plain",
        claimed_name="statement.txt",
        url=url,
        publisher=publisher,
        captured_at=timezone.now(),
        channel="file",
    )


def as_read(*paragraphs: str, title: str = "A statement", chrome: tuple[str, ...] = (), **work: Any) -> dict[str, Any]:
    """What a reader gives for these paragraphs: a `qalqan-extract/1` object with one passage each, chrome last."""
    body = "\n\n".join([*paragraphs, *chrome])
    passages, at = [], 0
    for number, words in enumerate([*paragraphs, *chrome], 1):
        kind = "paragraph" if number <= len(paragraphs) else "chrome"
        passages.append(
            {"id": f"p{number}", "kind": kind, "level": None, "page": None, "start": at, "end": at + len(words)}
            | {"language": None, "sentences": [[at, at + len(words)]]}
        )
        at += len(words) + 2
    said = {"title": title, "kind": "statement", "language": "en", "publisher": None, "issuers": [], "topics": []}
    said |= {"published": {"edtf": None, "basis": "none"}, "presented_at": None, "countries": [], "symbol": None}
    said |= {"source_url": None, "accessed": None, "cite_as": None, "disclaimer": None, "other_languages": []}
    said |= {"related": []}
    return {
        "format": "qalqan-extract/1",
        "source": {"path": "statement.txt", "sha256": "", "media_type": "text/plain", "bytes": len(body)},
        "work": said | work,
        "text": body,
        "passages": passages,
        "candidates": [],
    }


def about(*codes: str) -> list[dict[str, str]]:
    return [{"code": code, "role": "subject"} for code in codes]


def on(edtf: str) -> dict[str, str]:
    return {"edtf": edtf, "basis": "printed"}


def a_publication(*paragraphs: str, by: Any, **said: Any) -> Text:
    """A publication in the library, findable."""
    read = as_read(*paragraphs, **said)
    text = catalogue(a_copy(), read, by)
    engine.index(text)
    return text
