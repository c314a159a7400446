"""What a document says about itself: title, publisher, issuers, dates, where it was presented, how it is cited.

Hosts print such facts as labelled lines ("Publication Date 21 July 2014"). Those lines are kept as passages, and nothing
is extracted from them: `FrontMatter.spans` tells which they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import yaml

from qalqan.extraction.candidate import Publication
from qalqan.extraction.issuers import find_issuers, read_issuer
from qalqan.extraction.masthead import bylines, headline_after
from qalqan.texts.anchors import Anchor
from qalqan.texts.dates import DateFound, find_dates
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import Found, find_countries, members

_LABELS = Path(__file__).parent / "cues" / "labels.yaml"
_LINK = re.compile(r"\[([^\[\]]{0,400})\]\([^()\s]{0,400}\)")
_URL = re.compile(r"https?://[^\s<>\"')\]]{3,600}")
_ACCESSED = re.compile(r"\[?(?:last )?accessed(?: on)?:?\s{1,3}([^\]\n]{4,40})\]?", re.IGNORECASE)
_SYMBOL = re.compile(
    r"\b(?:A|E|S|CCPR|CAT|CEDAW|CRC|CERD|CMW|CRPD|CED|HRI)/[A-Z0-9][A-Za-z0-9./()-]{2,40}\b|\bCDL-[A-Z]{2,4}\(\d{4}\)\d{3}\b"
    r"|\b(?:EUR|ASA|MDE|AFR|AMR|IOR|ACT|POL) \d{2}/\d{1,4}/\d{2,4}\b"
)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|ref|ref_src|share|_hs\w+)$")
_TRACKING_FRAGMENT = re.compile(r"^(?:sthash|xtor|utm_|\.[A-Za-z0-9]{6,}|at_pco|gsc\.|_ftn)")


@dataclass(slots=True)
class FrontMatter:
    """The labelled lines of a text: label, the span of its fact, the passage it stands in."""

    facts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    _in_order: list[tuple[int, int]] = field(default_factory=list)

    def first(self, label: str) -> tuple[int, int] | None:
        found = self.facts.get(label)
        return found[0] if found else None

    def covers(self, start: int, end: int) -> bool:
        if len(self._in_order) != len(self.spans):
            self._in_order = sorted(self.spans)
        n = bisect_right(self._in_order, (start, len(self._in_order) and self._in_order[-1][1])) - 1
        return n >= 0 and end <= self._in_order[n][1]


@cache
def labels() -> dict[str, Any]:
    """The labels and words of `cues/labels.yaml`."""
    written: dict[str, Any] = yaml.safe_load(_LABELS.read_text("utf-8"))
    return written


@cache
def _label_patterns() -> list[tuple[str, re.Pattern[str]]]:
    out = []
    for name in (
        "publisher",
        "published",
        "cite-as",
        "disclaimer",
        "source",
        "rights",
        "languages",
        "see-also",
        "symbol",
    ):
        forms = sorted(labels()[name], key=len, reverse=True)
        words = "|".join(re.escape(form) for form in forms)
        loose = name in ("cite-as", "disclaimer", "languages")
        after = r"(?:[:\s]|$)" if loose else r"(?::\s{0,3}|\s{1,3}(?=[\[<\d“\"]|https?:)|$)"
        if name == "publisher":  # "Publisher Blue Poplar Centre" on a line of its own
            after = r"(?::\s{0,3}|\s{1,3}(?=[\[<\d“\"]|https?:)|\s{1,3}(?-i:(?=[A-ZА-ЯЁ«]))(?=.{2,80}$)|$)"
        out.append((name, re.compile(rf"(?:[*_\s-]{{0,6}})(?:{words})[*_]{{0,2}}{after}", re.IGNORECASE)))
    return out


def front_matter(text: Text) -> FrontMatter:
    """The labelled lines of a text and what they say."""
    found = FrontMatter()
    passages = [p for p in text.passages if p.kind != "chrome"]
    for n, passage in enumerate(passages):
        if passage.end - passage.start > 3000 or passage.kind == "table":
            continue
        label = _labelled(text.body, passage)
        if label is None:
            if passage.kind == "footnote" or passage.end - passage.start < 1500:
                _unlabelled_disclaimer(text, passage, found)
            continue
        name, at = label
        end = passage.end
        if at >= end and name in ("publisher", "published", "cite-as", "source", "symbol") and n + 1 < len(passages):
            following = passages[n + 1]
            if following.end - following.start < 400:
                at, end = following.start, following.end
                found.spans.append((following.start, following.end))
        found.spans.append((passage.start, passage.end))
        if at < end:
            found.facts.setdefault(name, []).append((at, end))
        else:
            found.facts.setdefault(name, [])
    return found


def _labelled(body: str, passage: Passage) -> tuple[str, int] | None:
    for name, pattern in _label_patterns():
        m = pattern.match(body, passage.start, passage.end)
        if m is None:
            continue
        if name == "published" and not find_dates(body[m.end() : passage.end][:60]) and m.end() < passage.end:
            continue
        at = m.end()
        while at < passage.end and body[at].isspace():
            at += 1
        return name, at
    return None


def _unlabelled_disclaimer(text: Text, passage: Passage, found: FrontMatter) -> None:
    lowered = text.of(passage).lower()
    if not any(words in lowered for words in labels()["disclaimer-words"]):
        return
    found.spans.append((passage.start, passage.end))
    for start, end in passage.sentences:
        if any(words in text.body[start:end].lower() for words in labels()["disclaimer-words"]):
            found.facts.setdefault("disclaimer", []).append((start, end))
            return


def publication_of(text: Text, front: FrontMatter, countries: list[Found] | None = None) -> Publication:
    """The `work` of a text. `countries` are those found in its body, where the caller has them already."""
    body = text.body
    title_passage = _title_passage(text, front)
    headline = headline_after(text, title_passage)
    genre = ""
    if headline is not None and title_passage is not None:
        genre, title_passage = f"{text.of(title_passage)}\n", headline
    title = _clean(text.of(headline)) if headline is not None else _title(text, title_passage)
    event, event_date, place = _presented(text, front)
    published = _published(text, front, event_date)
    issuers = find_issuers(text, front.spans, labels()) or _byline(text, front, title_passage)
    cite = front.first("cite-as")
    cited = body[cite[0] : cite[1]] if cite else ""
    accessed = _ACCESSED.search(cited) or _ACCESSED.search(
        " ".join(body[a:b] for a, b in front.facts.get("source", ()))
    )
    accessed_dates = find_dates(accessed[1]) if accessed else []
    disclaimer = front.first("disclaimer")
    if countries is None:
        countries = find_countries(body)
    return Publication(
        title=title,
        kind=_kind(text, genre + title),
        language=text.language,
        publisher=_publisher(text, front) or (issuers[0]["name"] if len(issuers) == 1 else None),
        issuers=issuers,
        published=published,
        presented_at={"event": event, "place": place, "edtf": event_date} if event else None,
        countries=_countries(text, title_passage, countries),
        topics=_topics(text),
        symbol=_symbol(text, front),
        source_url=_source_url(text, front),
        accessed=accessed_dates[0].edtf if accessed_dates else text.printed.get("accessed"),
        cite_as=cited or None,
        disclaimer=Anchor.at(body, *disclaimer) if disclaimer else None,
        other_languages=_other_languages(text, front),
        related=_related(text, front),
    )


def _title_passage(text: Text, front: FrontMatter) -> Passage | None:
    headings = [p for p in text.passages if p.kind == "heading" and not front.covers(p.start, p.end)]
    candidates = [p for p in headings if not _is_only_a_date(text.of(p))]
    if candidates:
        return min(candidates[:12], key=lambda p: (p.level or 9, p.start))
    return next((p for p in text.passages if p.kind not in ("chrome", "table") and p.end - p.start <= 300), None)


def _is_only_a_date(words: str) -> bool:
    return len(words) < 60 and any(len(words.strip(" #*_.")) - (f.end - f.start) <= 1 for f in find_dates(words))


def _title(text: Text, passage: Passage | None) -> str:
    printed = text.printed.get("title")
    heading = _clean(text.of(passage)) if passage else ""
    if printed and heading and heading.lower() in printed.lower():
        return heading
    if heading and passage is not None and passage.kind == "heading":
        return heading
    if printed:
        return _clean(printed)
    return heading[:300] or _clean(text.body[:120]) or "?"


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", _LINK.sub(r"\1", words)).strip(" *_#\ufeff")


def _publisher(text: Text, front: FrontMatter) -> str | None:
    at = front.first("publisher")
    if at:
        return _clean(text.body[at[0] : at[1]])[:200] or None
    return text.printed.get("publisher")


def _published(text: Text, front: FrontMatter, event_date: str | None) -> dict[str, str | None]:
    for at in front.facts.get("published", ()):
        for found in find_dates(text.body[at[0] : min(at[1], at[0] + 80)]):
            if found.edtf and found.basis == "printed":
                return {"edtf": found.edtf, "basis": "printed"}
    printed = find_dates(text.printed.get("published", "")[:40])
    if printed and printed[0].edtf:
        return {"edtf": printed[0].edtf, "basis": "printed"}
    under_title = _date_line(text)
    if under_title:
        return {"edtf": under_title, "basis": "printed"}
    if event_date:
        return {"edtf": event_date, "basis": "event"}
    modified = find_dates(text.printed.get("modified", "")[:40])
    if modified and modified[0].edtf:
        return {"edtf": modified[0].edtf, "basis": "file"}
    return {"edtf": None, "basis": "none"}


def _date_line(text: Text) -> str | None:
    """A short line near the top or the end that says a day and hardly more ("Almaty, 3 March 2015"; "Distr.: General 12 March 2010")."""
    short = [p for p in text.passages if p.kind != "chrome" and p.end - p.start <= 90]
    for passage in [*short[:14], *short[-4:]]:
        words = text.of(passage)
        for found in find_dates(words):
            if found.basis == "printed" and found.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", found.edtf):
                rest = len(words) - (found.end - found.start)
                if rest <= 30:
                    return found.edtf
    for passage in short[:6]:  # "note for partners, June 2015"
        words = text.of(passage).rstrip(" .)")
        for found in find_dates(words):
            apart = found.start == 0 or words[: found.start].rstrip().endswith((",", "|", "–", "—", "-"))
            if apart and found.basis == "printed" and found.edtf and len(found.edtf) == 7 and found.end == len(words):
                return found.edtf
    first = next((p for p in text.passages if p.kind == "paragraph" and p.end - p.start > 200), None)
    if first is not None:  # a news agency's dateline: "BISHKEK, March 3, 2015 (Agency) — …"
        dateline = re.match(r"[^.!?]{0,100}?\s[—–-]{1,2}\s", text.body[first.start : first.start + 120])
        for found in find_dates(dateline[0]) if dateline else ():
            if found.basis == "printed" and found.edtf and found.edtf.count("-") == 2:
                return found.edtf
    return None


def _presented(text: Text, front: FrontMatter) -> tuple[str | None, str | None, str | None]:
    """A line near the top that names a meeting, its place and its days."""
    words = labels()["event-words"]
    for passage in [p for p in text.passages if p.kind != "chrome"][:10]:
        line = text.of(passage)
        if len(line) > 320 or front.covers(passage.start, passage.end) or passage.kind == "item":
            continue
        if not any(re.search(rf"\b{word}\b", line, re.IGNORECASE) for word in words):
            continue
        dates = [found for found in find_dates(line) if found.edtf and found.basis == "printed"]
        if dates and re.sub(r"[\s.)\]*]", "", line[dates[-1].end :]) == "":
            event, place = _event_and_place(line, dates[0])
            front.spans.append((passage.start, passage.end))
            return event, dates[0].edtf, place
    return None, None, None


def _event_and_place(line: str, when: DateFound) -> tuple[str, str | None]:
    parts = [part.strip() for part in line[: when.start].strip(" ,;:-–(").split(",")]
    if len(parts) > 1 and len(parts[-1]) <= 60 and parts[-1][:1].isupper():
        return ", ".join(parts[:-1]), parts[-1]
    return ", ".join(parts), None


def _kind(text: Text, title: str) -> str:
    """A single word must stand in the title; a phrase may stand in the opening words too."""
    opening = f"{title}\n{text.body[:2500]}".lower()
    for kind, words in labels()["kinds"].items():
        if any(word in (opening if " " in word else title.lower()) for word in words):
            return str(kind)
    return "other"


def _countries(text: Text, title: Passage | None, found: list[Found]) -> list[dict[str, str]]:
    """Subject: named in title or as the page's country tags, or far oftener than the rest. All others are mentioned."""
    chrome = [(p.start, p.end) for p in text.passages if p.kind == "chrome"]
    tags = _tagged_countries(text)
    inside = [f for f in found if not any(a <= f.start < b for a, b in chrome)]
    counts: Counter[str] = Counter()
    in_title: set[str] = set()
    for one in inside:
        named = members(one.code)
        if len(named) == 1:
            counts[one.code] += 1
        if len(named) <= 6 and title is not None and title.start <= one.start < title.end:
            in_title.update(named)
    subjects = tags or in_title
    if not subjects and counts:
        top = counts.most_common(1)[0][1]
        subjects = {code for code, n in counts.items() if n > 1 and n >= top / 2} or {counts.most_common(1)[0][0]}
    ordered = sorted(subjects) + sorted(set(counts) - subjects)
    return [{"code": code, "role": "subject" if code in subjects else "mentioned"} for code in ordered]


def _tagged_countries(text: Text) -> set[str]:
    """The host's own country tags: links or list items under a heading "Countries"."""
    out: set[str] = set()
    for passage in _under_label(text, "country"):
        out.update(found.code for found in find_countries(text.of(passage)) if len(members(found.code)) == 1)
    return out


def _topics(text: Text) -> list[str]:
    return [words for passage in _under_label(text, "topic") if (words := _clean(text.of(passage)).lstrip("-•* "))]


def _under_label(text: Text, label: str) -> Iterator[Passage]:
    names = set(labels()[label])
    under = False
    for passage in text.passages:
        if passage.end - passage.start > 200:
            under = False
            continue
        words = _clean(text.of(passage)).lstrip("-•* ").lower().rstrip(":")
        if words in names:
            under = True
        elif under and passage.end - passage.start <= 160 and ("](" in text.of(passage) or passage.kind == "item"):
            yield passage
        else:
            under = False


def _byline(text: Text, front: FrontMatter, headline: Passage | None) -> list[dict[str, Any]]:
    """The issuers of a line between headline and date, which then yields nothing else."""
    found = []
    for line, spans in bylines(text, headline):
        front.spans.append((line.start, line.end))
        found = [one for start, end in spans if (one := read_issuer(text.body, start, end, labels()))]
    return found


def _symbol(text: Text, front: FrontMatter) -> str | None:
    for start, end in front.facts.get("symbol", ()):
        labelled = _SYMBOL.search(text.body, start, min(end, start + 120))
        if labelled:
            return labelled[0].rstrip(".-(")
    if text.printed.get("symbol"):
        return text.printed["symbol"]
    m = _SYMBOL.search(text.body, 0, 1500)
    return m[0].rstrip(".-(") if m else None


def _source_url(text: Text, front: FrontMatter) -> str | None:
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


_LANGUAGE_NAMES = {
    "english": "en", "английский": "en", "русский": "ru", "russian": "ru", "kazakh": "kk", "қазақша": "kk", "казахский": "kk",
    "kyrgyz": "ky", "кыргызча": "ky", "tajik": "tg", "тоҷикӣ": "tg", "uzbek": "uz", "oʻzbekcha": "uz", "turkmen": "tk",
    "türkmençe": "tk", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "spanish": "es", "arabic": "ar",
    "chinese": "zh",
}  # fmt: skip


def _other_languages(text: Text, front: FrontMatter) -> list[dict[str, str | None]]:
    out: list[dict[str, str | None]] = []
    for start, end in front.facts.get("languages", ()):
        for m in re.finditer(r"[^\W\d_]{4,14}", text.body[start:end][:200]):
            code = _LANGUAGE_NAMES.get(m[0].lower())
            if code and code not in [one["language"] for one in out]:
                out.append({"language": code, "url": None})
    return out


def _related(text: Text, front: FrontMatter) -> list[dict[str, str]]:
    return [
        {"relation": "see-also", "title": title}
        for start, end in front.facts.get("see-also", ())
        if (title := _clean(text.body[start:end]))
    ]
