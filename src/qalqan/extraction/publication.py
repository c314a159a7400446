"""What a document says about itself: title, publisher, issuers, dates, where it was presented, how it is cited.

A document of the United Nations says it on its front page (`un_front_page.py`); a host's page beside labels
(`front_matter.py`); a statement in the lines around its headline (`masthead.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Any

from ahocorasick_rs import AhoCorasick

from qalqan.extraction.candidate import Publication
from qalqan.extraction.front_matter import FrontMatter, cleaned, labels
from qalqan.extraction.issuers import find_issuers, issuer_of_heading, read_issuer
from qalqan.extraction.masthead import (
    bylines,
    headline_after,
    is_place_and_day,
    is_reference,
    issuers_of_line,
    line_above,
)
from qalqan.extraction.own_voice import named_by_a_line, speaks_in_its_own_name
from qalqan.extraction.page_tags import countries_of, label_lines, topics_of
from qalqan.extraction.signatories import signatories
from qalqan.extraction.un_front_page import PUBLISHER, FrontPage, front_page, running_symbol
from qalqan.extraction.web_addresses import source_url
from qalqan.extraction.when_published import presented_at, published_on
from qalqan.texts.anchors import Anchor
from qalqan.texts.dates import find_dates
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import Found, find_countries

_ACCESSED = re.compile(r"\[?(?:last )?accessed(?: on)?:?\s{1,3}([^\]\n]{4,40})\]?", re.IGNORECASE)
_SYMBOL = re.compile(
    r"\b(?:A|E|S|CCPR|CAT|CEDAW|CRC|CERD|CMW|CRPD|CED|HRI)/[A-Z0-9][A-Za-z0-9./()-]{2,40}\b|\bCDL-[A-Z]{2,4}\(\d{4}\)\d{3}\b"
    r"|\b(?:EUR|ASA|MDE|AFR|AMR|IOR|ACT|POL) \d{2}/\d{1,4}/\d{2,4}\b"
)
LONGEST_SYMBOL_LINE = 120  # code points
LONGEST_RIGHTS = 500
# What a title cites is no sign of what the document is: "in accordance with … of Human Rights Council resolution 5/1".
_CITED = re.compile(
    r"\b(?:council|assembly|commission)(?: decision| resolution)[s]? [\w/]+|\bresolution \d+/\d+\b(?!\.)", re.IGNORECASE
)


def publication_of(text: Text, front: FrontMatter, countries: list[Found] | None = None) -> Publication:
    """The `work` of a text. `countries` are those found in its body, where the caller has them already."""
    page = front_page(text)
    found = find_countries(text.body) if countries is None else countries
    if page is not None and page.title:
        return _of_the_united_nations(text, front, page, found)
    title_passage = _title_passage(text, front)
    headline = headline_after(text, title_passage)
    genre = ""
    if headline is not None and title_passage is not None:
        genre, title_passage = f"{text.of(title_passage)}\n", headline
    title = cleaned(text.of(headline)) if headline is not None else _title(text, title_passage)
    if headline is not None and title[:1].islower():  # «ЗАЯВЛЕНИЕ», and below it «в связи с …»
        title = f"{cleaned(genre)} {title}"
    event, event_date, place = presented_at(text, front)
    genre += _lines_above(text, title_passage)
    issuers = (
        find_issuers(text, front.spans, labels())
        or signatories(text, front.spans, labels())
        or _byline(text, front, title_passage)
        or named_by_a_line(text, title_passage, labels())
        or issuer_of_heading(text, title_passage)
        or issuer_of_heading(text, _first_line(text))
        or _who_prepared(text)
        or _said_today_in_russian(text)
        or _quoted_today(text)
        or speaks_in_its_own_name(text, labels())
    )
    spans = [(title_passage.start, title_passage.end)] if title_passage else []
    lines = label_lines(text)
    return Publication(
        title=title,
        kind=_kind(f"{genre}{title}", f"{genre}{title}\n{text.body[:2500]}", text.language),
        language=text.language,
        publisher=_publisher(text, front) or (issuers[0]["name"] if len(issuers) == 1 else None),
        issuers=issuers,
        published=published_on(text, front, event_date),
        presented_at={"event": event, "place": place, "edtf": event_date} if event else None,
        countries=countries_of(text, spans, found, lines, _spans_of(issuers)),
        topics=topics_of(text, lines),
        symbol=_symbol(text, front),
        **_host_lines(text, front),
    )


def _spans_of(issuers: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(one["anchor"]["start"], one["anchor"]["end"]) for one in issuers]


def _of_the_united_nations(text: Text, front: FrontMatter, page: FrontPage, found: list[Found]) -> Publication:
    """What the front page says; a host's labels are heard for the rest. Nothing is extracted from its head."""
    title = page.title or "?"
    lines = label_lines(text)
    front.spans.extend(
        (p.start, p.end) for p in text.passages if any(a <= p.start and p.end <= b for a, b in page.above)
    )
    day = published_on(text, front, None) if page.published is None else {"edtf": page.published, "basis": "printed"}
    words = _CITED.sub("", " ".join(text.body[start:end] for start, end in page.title_spans))
    body = text.body[page.body.start : page.body.end].strip(" *") if page.body else ""
    event = ", ".join(part for part in (body, page.session) if part) if page.session else None
    return Publication(
        title=title,
        kind=kind if (kind := _kind(words, words, text.language)) != "other" else "report",
        language=text.language,
        publisher=_publisher(text, front) or PUBLISHER,
        issuers=_issuer(text, page),
        published=dict(day),
        presented_at={"event": event, "place": page.place, "edtf": page.days} if event else None,
        countries=countries_of(text, page.title_spans, found, lines),
        topics=topics_of(text, lines),
        symbol=page.symbol or _symbol(text, front),
        **_host_lines(text, front),
    )


def _issuer(text: Text, page: FrontPage) -> list[dict[str, Any]]:
    """Who prepared the document where the title says so, else the body in whose name it is issued."""
    span = page.prepared_by or ((page.body.start, page.body.end) if page.body else None)
    if span is None:
        return []
    anchor = Anchor.at(text.body, *span)
    return [{"name": " ".join(anchor.exact.split()), "country": None, "in_exile": None, "anchor": anchor.as_json()}]


def _host_lines(text: Text, front: FrontMatter) -> dict[str, Any]:
    """How it is cited, where it came from, its disclaimer, other languages, what is related: as the host prints it."""
    cite = front.first("cite-as")
    cited = text.body[cite[0] : cite[1]] if cite else ""
    sources = " ".join(text.body[a:b] for a, b in front.facts.get("source", ()))
    accessed = _ACCESSED.search(cited) or _ACCESSED.search(sources)
    days = find_dates(accessed[1]) if accessed else []
    disclaimer = front.first("disclaimer")
    return {
        "source_url": source_url(text, front),
        "accessed": days[0].edtf if days else text.printed.get("accessed"),
        "cite_as": cited or None,
        "disclaimer": Anchor.at(text.body, *disclaimer) if disclaimer else None,
        "rights": _rights(text, front),
        "other_languages": _other_languages(text, front),
        "related": _related(text, front),
    }


def _rights(text: Text, front: FrontMatter) -> str | None:
    """The statement of rights: what follows its label, or the line itself where it has none ("© 2014 Blue Poplar")."""
    for start, end in front.facts.get("rights", ()):
        if words := cleaned(text.body[start:end]):
            return words[:LONGEST_RIGHTS]
    return (text.printed.get("rights") or "")[:LONGEST_RIGHTS] or None


_ON_WHAT = re.compile(
    r"(?:О|Об|Обо|По поводу|Касательно|По вопросу)\s"
    r"|(?:Совместн\w+ |Открыт\w+ |Срочн\w+ )?(?:[Оо]бращение|[Пп]исьмо|[Зз]аявление|[Жж]алоба|[Сс]ообщение)\s"
)


def _subject_of_a_letter(text: Text) -> Passage | None:
    """The line of a Russian letter that says what it is about, between those it is to and «Уважаемые …»."""
    top = [p for p in text.passages[:10] if p.kind in ("paragraph", "heading")]
    greeting = next((n for n, p in enumerate(top) if text.of(p).startswith("Уважаем")), None)
    above = top[1 : greeting or 0]
    return next((p for p in above if p.end - p.start <= 200 and _ON_WHAT.match(text.of(p))), None)


def _title_passage(text: Text, front: FrontMatter) -> Passage | None:
    if letter := _subject_of_a_letter(text):
        return letter
    headings = [p for p in text.passages if p.kind == "heading" and not front.covers(p.start, p.end)]
    if headings and _is_of_a_part(text, headings[0]):  # the title above "Summary" is set as plain text
        above = (
            p for p in text.passages if p.end <= headings[0].start and p.kind == "paragraph" and p.end - p.start <= 300
        )
        first = next((p for p in above if not _is_no_title(text.of(p))), None)
        if first is not None:
            return first
    named = (p for p in headings if not _is_no_title(text.of(p)))
    candidates = list(islice((p for p in named if not _is_of_a_part(text, p)), 12))
    if candidates:
        return min(candidates, key=lambda p: (p.level or 9, p.start))
    return next((p for p in text.passages if p.kind not in ("chrome", "table") and p.end - p.start <= 300), None)


_LETTERED = re.compile(r"^(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,2})[.)]\s+")


def _is_of_a_part(text: Text, heading: Passage) -> bool:
    """Whether a heading is that of a part ("A. Introduction"), or names a country and nothing else ("TAJIKISTAN")."""
    words = _LETTERED.sub("", text.of(heading).strip(" *#:."))
    if words.lower() in labels()["part-headings"]:
        return True
    named = find_countries(words) if len(words) <= 40 else []
    return bool(named) and named[0].end - named[0].start == len(words)


def _is_salutation(words: str) -> bool:
    """ "His Excellency A. B.", "Dear Minister": whom a letter is written to."""
    lowered = words.lower().strip(" *#_")
    return len(words) <= 90 and lowered.startswith(tuple(f"{said} " for said in labels()["salutations"]))


def _is_no_title(words: str) -> bool:
    return _is_only_a_date(words) or is_place_and_day(words) or is_reference(words) or _is_salutation(words)


def _is_only_a_date(words: str) -> bool:
    return len(words) < 60 and any(len(words.strip(" #*_.")) - (f.end - f.start) <= 1 for f in find_dates(words))


def _title(text: Text, passage: Passage | None) -> str:
    printed = text.printed.get("title") or ""
    if "_" in printed:  # the name of a file
        printed = ""
    heading = cleaned(text.of(passage)) if passage else ""
    if passage is not None and passage.kind == "paragraph" and "\n" in text.of(passage).strip():
        heading = cleaned(
            text.of(passage).strip().partition("\n")[0]
        )  # "…: a step sideways", and below it "Legal analysis, June 2020"
    if printed and heading and heading.lower() in printed.lower():
        return heading
    if (
        heading.isupper() and len(heading.split()) > 2
    ):  # a document made from another keeps that one's title in its file
        return heading
    if heading and passage is not None and passage.kind == "heading":
        return heading
    if printed:
        return cleaned(printed)
    return heading[:300] or cleaned(text.body[:120]) or "?"


def _first_line(text: Text) -> Passage | None:
    first = next((p for p in text.passages if p.kind != "chrome"), None)
    return first if first is not None and first.end - first.start <= 200 else None


def _lines_above(text: Text, title: Passage | None) -> str:
    """The short lines above and right below a title, which say what the document is: "Joint statement of human rights organisations"."""
    if title is None:
        return ""
    near = [
        p
        for p in text.passages[:8]
        if p is not title and p.kind not in ("chrome", "item", "table") and p.end - p.start <= 200
    ]
    above = [p for p in near if p.end <= title.start][:3]
    below = [p for p in near if p.start >= title.end][:1]
    return "".join(f"{text.of(p)}\n" for p in [*above, *below])


def _publisher(text: Text, front: FrontMatter) -> str | None:
    at = front.first("publisher")
    if at:
        return cleaned(text.body[at[0] : at[1]])[:200] or None
    return text.printed.get("publisher")


def _kind(title: str, opening: str, language: str | None) -> str:
    """A single word must stand in the title; a phrase may stand in the opening too.

    In English it stands as a word ("reporters" is no report); elsewhere with the endings of its cases.
    """
    title = title.lower()
    (by_word, words), (by_phrase, phrases) = _said_of_kinds()
    met = [
        by_word[which]
        for which, start, end in words.find_matches_as_indexes(title, overlapping=True)
        if language != "en" or _is_whole(title, start, end)
    ]
    met += [by_phrase[which] for which, _, _ in phrases.find_matches_as_indexes(opening.lower(), overlapping=True)]
    return min(met)[1] if met else "other"


# The place in the file and the kind of each word, and what finds the words.
_Said = tuple[list[tuple[int, str]], AhoCorasick]


@cache
def _said_of_kinds() -> tuple[_Said, _Said]:
    """The single words of all kinds, and the phrases."""
    listed = [(str(kind), str(word)) for kind, words in labels()["kinds"].items() for word in words]
    ordered = [(n, kind, word) for n, (kind, word) in enumerate(listed)]
    alone, several = ([one for one in ordered if (" " in one[2]) is long] for long in (False, True))
    return _finding(alone), _finding(several)


def _finding(listed: list[tuple[int, str, str]]) -> _Said:
    return [(n, kind) for n, kind, _ in listed], AhoCorasick([word for _, _, word in listed])


def _is_whole(words: str, start: int, end: int) -> bool:
    return not any(letter.isalnum() or letter == "_" for letter in words[start - 1 : start] + words[end : end + 1])


def _byline(text: Text, front: FrontMatter, headline: Passage | None) -> list[dict[str, Any]]:
    """The issuers of a line between headline and date, which then yields nothing else."""
    found = []
    for line, spans in bylines(text, headline) or line_above(text, headline):
        front.spans.append((line.start, line.end))
        found = [one for start, end in spans if (one := read_issuer(text.body, start, end, labels()))]
    return found


# A press release names its issuer in the first sentence: "…, Rights Watchers International said today".
_SAID_TODAY = re.compile(
    r"(?:,[\"”»]?|[\"”»],?)\s(?P<who>[A-Z][\w’'&-]+(?:\s(?:[A-Z][\w’'&-]*|of|for|and|the)){0,7})\ssaid\s(?:today|in an?\s[^.]{0,60}\b(?:published|released|issued)\stoday)\b"
)


def _quoted_today(text: Text) -> list[dict[str, Any]]:
    for passage in islice((p for p in text.passages if p.kind == "paragraph"), 6):
        found = _SAID_TODAY.search(text.body, passage.start, passage.end)
        if found:
            anchor = Anchor.at(text.body, *found.span("who"))
            return [{"name": found["who"], "country": None, "in_exile": None, "anchor": anchor.as_json()}]
    return []


def _who_prepared(text: Text) -> list[dict[str, Any]]:
    """ "Подготовлен институтом «…»", a short line near the top."""
    lines = (p for p in text.passages[:8] if p.kind in ("paragraph", "heading") and p.end - p.start <= 200)
    return next((found for line in lines if (found := issuer_of_heading(text, line))), [])


_SAID_TODAY_IN_RUSSIAN = re.compile(
    r",\s(?:заявил|сообщил|говорится)\w{0,2}\sсегодня\s(?P<who>(?:«[^»\n]{2,80}»|[^.«\n]){4,240})\.(?:\s|$)"
)


def _said_today_in_russian(text: Text) -> list[dict[str, Any]]:
    """ "…, заявили сегодня Бюро «А» и Союз «Б»." in the first sentences of a press release."""
    for passage in islice((p for p in text.passages if p.kind == "paragraph"), 6):
        found = _SAID_TODAY_IN_RUSSIAN.search(text.body, passage.start, passage.end)
        spans = issuers_of_line(found["who"]) if found else []
        if found and spans:
            at = found.start("who")
            read = (read_issuer(text.body, at + start, at + end, labels()) for start, end in spans)
            return [one for one in read if one]
    return []


def _symbol(text: Text, front: FrontMatter) -> str | None:
    """The document's own symbol: behind its label, on a line of the head, in the running head. Never one that is cited."""
    for start, end in front.facts.get("symbol", ()):
        labelled = _SYMBOL.search(text.body, start, min(end, start + 120))
        if labelled:
            return labelled[0].rstrip(".-(")
    if text.printed.get("symbol"):
        return text.printed["symbol"]
    for start, end in _lines_of_the_head(text.passages, text.body):
        found = _SYMBOL.search(text.body, start, end)
        if found and (found.start() == start or found.end() == end or 2 * len(found[0]) > end - start):
            return found[0].rstrip(".-(")
    return running_symbol(text)


def _lines_of_the_head(passages: Sequence[Passage], body: str) -> list[tuple[int, int]]:
    """The short lines in the first 1,500 code points; a row of a table is text."""
    out = []
    for passage in passages:
        if passage.start > 1500:
            break
        if passage.kind != "table":
            for line in re.finditer(r"[^\n]+", body[passage.start : min(passage.end, 1500)]):
                words = line[0].strip(" *#_.")
                at = passage.start + line.start() + line[0].find(words)
                if len(words) <= LONGEST_SYMBOL_LINE:
                    out.append((at, at + len(words)))
    return out


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
        if (title := cleaned(text.body[start:end]))
    ]
