"""Norms that a text cites by number: documents of the United Nations, judgments ("A v. B"), decisions on communications."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qalqan.extraction.context import Context

_BEFORE_SLASH = re.compile(r"(?:A|E|S|CCPR|CAT|CEDAW|CRC|CERD|CMW|CRPD|CED)$")
_SYMBOL = re.compile(r"[A-Z]{1,5}/(?=[A-Z0-9./()-]{0,30}\d)[A-Z0-9][A-Za-z0-9./()-]{2,40}")
_RESOLUTION = re.compile(r"[Rr]esolutions?\s(\d{1,4}/\d{1,4}|\d{3,4}\s\(\d{4}\))")
_COMMUNICATION = re.compile(r"[Cc]ommunications?\s[Nn]os?\.\s?(\d{1,4}/\d{4})")
_PARTY = r"[A-ZÀ-ÞА-ЯЁ][\w’'-]+(?:\s(?:and|others|Others|[A-ZÀ-Þ][\w’'-]+)){0,4}"
_ONE_PARTY = re.compile(rf"(?:^|[^\w])({_PARTY}|[A-Z](?:\.[A-Z]){{0,2}}\.?)$")
_OPENING = re.compile(r"(?:(?:In|The|See|Under|Since|And|But|Of|On|As|By)\s(?=[A-ZÀ-Þ]))?")
_OTHER_PARTY = re.compile(r"(?:the\s)?[A-ZÀ-Þ][\w’'-]+(?:\s(?:and\s)?[A-ZÀ-Þ][\w’'-]+){0,2}")


class Cited(NamedTuple):
    """A norm cited at `body[start:end]`."""

    start: int
    end: int
    instrument: str
    symbol: str | None
    kind: str


def norms_cited(context: Context) -> Iterator[Cited]:
    """What is cited in sentences of running text; a UPR report, which cites on every line, is left out."""
    if context.work.kind == "upr-report":
        return
    for cited in sorted([*_symbols(context.body), *_numbered(context.body), *_judgments(context.body)]):
        if cited.symbol is not None and cited.symbol == context.work.symbol:
            continue
        around = context.sentences_between(cited.start, cited.end)
        if around and around[0].start <= cited.start and around[0].passage.kind in ("paragraph", "item", "quotation"):
            yield cited


def _symbols(body: str) -> Iterator[Cited]:
    for slash in re.finditer(r"/(?=[A-Z0-9])", body):
        before = _BEFORE_SLASH.search(body, max(0, slash.start() - 5), slash.start())
        if before is None or before.start() and (body[before.start() - 1].isalnum() or body[before.start() - 1] == "/"):
            continue
        found = _SYMBOL.match(body, before.start())
        if found:
            symbol = found[0].rstrip(".-(")
            if symbol.count(")") > symbol.count("("):  # "(A/HRC/1/2)"
                symbol = symbol.rstrip(").")
            kind = "resolution" if "/RES/" in symbol else "decision" if "/D/" in symbol else "report"
            yield Cited(found.start(), found.start() + len(symbol), symbol, symbol, kind)


def _numbered(body: str) -> Iterator[Cited]:
    for pattern, kind in ((_RESOLUTION, "resolution"), (_COMMUNICATION, "decision")):
        for found in pattern.finditer(body):
            yield Cited(found.start(), found.end(), " ".join(found[0].split()), found[1], kind)


def _judgments(body: str) -> Iterator[Cited]:
    for versus in re.finditer(r"\sv\.?\s(?=[A-ZÀ-Þt])", body):
        one = _ONE_PARTY.search(body, max(0, versus.start() - 70), versus.start())
        other = _OTHER_PARTY.match(body, versus.end())
        if one and other:
            start = one.start(1) + _OPENING.match(body[one.start(1) : one.end(1)]).end()  # type: ignore[union-attr]
            yield Cited(start, other.end(), " ".join(body[start : other.end()].split()), None, "judgment")
