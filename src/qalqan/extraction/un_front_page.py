"""The front page of a United Nations document: symbol, day, body, session, agenda item and title.

Above the title stand, line by line, the organ, the symbol, the kind of distribution with the day, the language, the body,
its session and days, and the agenda item with a title of its own. The title comes after all of these, and a State, an
addendum or a mission may follow it. The lines are known by `cues/front-page.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from qalqan.texts.dates import find_dates
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.terms import read_yaml

LOOKED_AT = 60  # passages; a front page has a dozen
LONGEST_LINE = 420  # code points; what is longer is text
MOST_PARTS = 5  # of a title
PUBLISHER = "United Nations"

_CUES = Path(__file__).parent / "cues" / "front-page.yaml"
_SYMBOL = re.compile(
    r"(?<![\w/])(?:A|E|S|ST|HRI|CCPR|CAT|CEDAW|CRC|CERD|CMW|CRPD|CED|DP|TD|INT|SPT|UNEP|ECE)/[A-Z0-9][\w.()-]{0,20}"
    r"(?:/[A-Z0-9][\w.()-]{0,24}){0,6}(?: \((?:\d{4}|Vol\.\s?[IVX]+)\))?"
)
# On a line of its own any symbol is known by its form.
_ALONE = re.compile(r"(?=\D*\d)[A-Z]{1,6}(?:/[A-Z0-9][\w.()-]{0,24}){1,7}")
_DISTR = re.compile(r"\bDistr\b")
_DISTRIBUTED = re.compile(r"\bDistr\b\.?", re.IGNORECASE)
_CARRIER = re.compile(r"(?:\d{1,3} +)?(?:GE|V|N)\.?\s?\d\d-\s?(?:\d{4,6}.{0,30})?|\*\d{6,9}\*|[\W\d_]{1,12}")
_NOTE_MARKS = re.compile(r"(?:\s*(?:[*∗]+|†|‡))+(?=\s|$)|(?<=[a-z)])\d{1,2}$")
_FIRST_DAY = re.compile(
    r"(?P<day>\d{1,2} [^\W\d_]{3,12})\s*(?:[–—-]|to|по)?$"
)  # "27 October–" of "27 October–7 November"
_GOES_ON = re.compile(
    r"(?:,|[–—-]|\b(?:of|the|and|on|in|to|for|with|by|from|or|at|against|о|об|в|и|по|на))$", re.IGNORECASE
)
_RESOLUTION = re.compile(r"(?P<number>\d{1,3}/\d{1,3})\.?\s+(?P<name>.{6,300})")

Role = Literal["organs", "bodies", "masthead", "session", "agenda", "days", "symbol", "other"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the front page: its words as printed, where they stand, what part they play."""

    words: str
    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the front page says. `body` is the line of the body that issues the document; spans point into the text."""

    symbol: str | None
    published: str | None
    title: str | None
    title_spans: tuple[tuple[int, int], ...] = ()
    body: Line | None = None
    prepared_by: tuple[int, int] | None = None
    session: str | None = None
    place: str | None = None
    days: str | None = None
    agenda_item: str | None = None
    above: tuple[tuple[int, int], ...] = field(default=())


def front_page(text: Text) -> FrontPage | None:
    """The front page of a document of the United Nations; None where a text has none."""
    if not _may_be_one(text.body[:4000]):
        return None
    lines = list(_lines(text))
    if not _is_one(lines):
        return None
    last = max((n for n, line in enumerate(lines) if line.role != "other"), default=-1)
    last = min(last, _first_title(lines) - 1)
    head, below = lines[: last + 1], lines[last + 1 :]
    title, spans = _title(below, any(line.role == "agenda" for line in head))
    place, days = _meeting(head)
    session = next((line for line in head if line.role == "session"), None)
    agenda = next((line for line in head if line.role == "agenda"), None)
    return FrontPage(
        symbol=_symbol(text, lines),
        published=_day(head),
        title=title,
        title_spans=spans,
        body=_body(head),
        prepared_by=_prepared_by(text.body, spans),
        session=_plain(session.words) if session else None,
        place=place,
        days=days,
        agenda_item=_plain(agenda.words) if agenda else None,
        above=tuple((line.start, line.end) for line in head),
    )


def _may_be_one(head: str) -> bool:
    """Whether the opening of a text has any sign of the organisation; most texts are put aside here."""
    if "United Nations" in head or "UNITED NATIONS" in head or "Объединенных Наций" in head:
        return True
    return ("Distr" in head and _DISTR.search(head) is not None) or ("/" in head and _SYMBOL.search(head) is not None)


# --- the lines --------------------------------------------------------------------------------------------------------


def _lines(text: Text) -> Iterator[Line]:
    """The lines of the first page down to where text begins; a cell and a row of a table are lines too."""
    first = next((p.page for p in text.passages if p.page is not None), None)
    for passage in text.passages[:LOOKED_AT]:
        if passage.page != first:
            return
        if passage.kind == "footnote" or (passage.kind == "item" and (passage.marker or "").strip("* ") == ""):
            continue
        for line in _of_passage(text, passage):
            if passage.kind == "chrome" and line.role not in ("symbol", "masthead"):
                continue
            if len(line.words) > LONGEST_LINE or passage.kind == "item" or (passage.marker and line.role == "other"):
                return
            if not _CARRIER.fullmatch(line.words):
                yield line


def _of_passage(text: Text, passage: Passage) -> Iterator[Line]:
    for found in re.finditer(r"[^\t\n]+", text.of(passage)):
        words = found[0].strip(" #*_\ufeff")
        if not words:
            continue
        at = passage.start + found.start() + found[0].index(words)
        yield from _divided(words, at)


def _divided(words: str, at: int) -> Iterator[Line]:
    """Rows that stand beside each other come as one line: "United Nations A/HRC/1/2", "General Assembly Distr.: General"."""
    symbol = _SYMBOL.search(words) if len(words) < 120 else None
    cut = _DISTRIBUTED.search(words) if len(words) < 120 else None
    if symbol and symbol[0] != words and not words[: symbol.start()].rstrip().endswith(("(", "symbol", "document")):
        around = [(0, symbol.start()), symbol.span(), (symbol.end(), len(words))]
    elif cut and cut.start() > 2:
        around = [(0, cut.start()), (cut.start(), len(words))]
    else:
        around = [(0, len(words))]
    parts = [(a, b) for a, b in around if words[a:b].strip()]
    roles = [_role(words[a:b].strip()) for a, b in parts]
    if len(parts) > 1 and "other" in roles:  # a title or text that names a symbol is one line
        yield Line(words, at, at + len(words), _role(words))
        return
    for (a, b), role in zip(parts, roles, strict=True):
        part = words[a:b]
        start = at + a + len(part) - len(part.lstrip())
        yield Line(part.strip(), start, start + len(part.strip()), role)


@cache
def _written() -> dict[str, list[str]]:
    written: dict[str, list[str]] = read_yaml(_CUES)
    return written


@cache
def _cues(name: str) -> re.Pattern[str]:
    forms = _written()[name]
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


def load() -> None:
    """Compiles every form of a line now: for a process that answers many texts and forks for each."""
    for name in _written():
        _cues(name)


def _is(name: str, words: str) -> bool:
    return _cues(name).fullmatch(words) is not None


def _role(words: str) -> Role:
    plain = _plain(words)
    if _SYMBOL.fullmatch(plain.rstrip("-")) or _ALONE.fullmatch(plain):
        return "symbol"
    for role in ("organs", "bodies", "masthead", "session", "agenda"):
        if _is(role, plain):
            return role
    return "days" if _days_of(plain) else "other"


def _plain(words: str) -> str:
    return " ".join(_NOTE_MARKS.sub("", " ".join(words.split())).split()).strip(" *∗")


def _days_of(words: str) -> tuple[str, str] | None:
    """A line that is a day or a span of days, with a place before it or languages beside it, and nothing else."""
    if len(words) > 110:
        return None
    for found in find_dates(words):
        if found.basis != "printed" or not found.edtf or len(found.edtf) < 7:
            continue
        before = words[: found.start].strip(" ,:()")
        after = words[found.end :].strip(" ,:()")
        over_months = _FIRST_DAY.search(before)
        if over_months and (first := find_dates(f"{over_months['day']} {found.edtf[:4]}")) and first[0].edtf:
            before = before[: over_months.start()].strip(" ,:()")
            return (before, f"{first[0].edtf}/{found.edtf}") if len(before) <= 40 and _says_little(after) else None
        if (
            len(before) <= 40
            and len(before.split()) <= 4
            and not re.search(r"\d|\bdated\b|\bon\b", before)
            and _says_little(after)
        ):
            return before, found.edtf
    return None


def _says_little(words: str) -> bool:
    return not words or _is("masthead", words) or _is("masthead", words.replace(" Original", ", Original"))


def _is_one(lines: Sequence[Line]) -> bool:
    """Whether these are the lines of such a front page: a symbol, and how it is distributed or who issues it."""
    top = lines[:16]
    distributed = any(_DISTRIBUTED.search(line.words) for line in top)
    issued = any(line.role in ("organs", "bodies") for line in top)
    symbol = any(line.role == "symbol" for line in top)
    united = any(_plain(line.words).lower() in ("united nations", "организация объединенных наций") for line in top)
    meets = any(line.role in ("session", "agenda") for line in top)
    return (distributed and (symbol or issued)) or (issued and (symbol or (united and meets)))


# --- what they say ----------------------------------------------------------------------------------------------------


def _first_title(lines: Sequence[Line]) -> int:
    """Where a title certainly begins, after the head has begun; behind the last line where none does."""
    for n, line in enumerate(lines):
        if n and line.role == "other" and _is("titles", _plain(line.words)):
            return n
    return len(lines)


def _symbol(text: Text, lines: Sequence[Line]) -> str | None:
    printed = next((line for line in lines if line.role == "symbol"), None)
    if printed is None:
        return running_symbol(text)
    return _plain(printed.words).rstrip(".-(")


def running_symbol(text: Text) -> str | None:
    """The symbol that stands in the running head of the pages."""
    for passage in text.passages[:400]:
        if passage.kind == "chrome" and (found := _SYMBOL.fullmatch(_plain(text.of(passage)))):
            return found[0].rstrip(".-(")
    return None


def _day(head: Sequence[Line]) -> str | None:
    """The day of the document: the first that stands alone, before the session and its days."""
    for line in head:
        if line.role in ("session", "agenda", "bodies"):
            return None
        said = _days_of(_after_distribution(line.words))
        if said and not said[0] and re.fullmatch(r"\d{4}-\d\d-\d\d", said[1]):
            return said[1]
    return None


def _after_distribution(words: str) -> str:
    return _plain(re.sub(r"^.*?Distr\.?:?\s*(?:general|limited|restricted)?", "", words, flags=re.IGNORECASE))


def _meeting(head: Sequence[Line]) -> tuple[str | None, str | None]:
    """Place and days of the session: the line below it."""
    session = next((n for n, line in enumerate(head) if line.role == "session"), None)
    if session is None:
        return None, None
    for line in head[session : session + 3]:
        words = line.words.partition(",")[2].strip() if line.role == "session" else line.words
        said = _days_of(_plain(words)) if line.role in ("days", "session") else None
        if said:
            return said[0] or None, said[1]
    return None, None


def _body(head: Sequence[Line]) -> Line | None:
    """The narrowest body that the head names; the organ where it names none."""
    bodies = [line for line in head if line.role == "bodies"]
    return bodies[-1] if bodies else next((line for line in head if line.role == "organs"), None)


def _prepared_by(body: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    for start, end in spans:
        found = re.search(
            rf"(?:prepared|submitted|issued) by (?:the )?(?P<who>{_cues('prepared-by').pattern})",
            body[start:end],
            re.IGNORECASE,
        )
        if found:
            return start + found.start("who"), start + found.end("who")
    return None


# --- the title --------------------------------------------------------------------------------------------------------


def _title(below: Sequence[Line], under_item: bool) -> tuple[str | None, tuple[tuple[int, int], ...]]:
    """The parts of the title, from the widest to the narrowest, joined by colons."""
    lines = list(_joined(below))
    while len(lines) > 1 and _is("agenda-titles", _plain(lines[0].words)):
        lines, under_item = lines[1:], False
    if under_item and len(lines) > 1 and _may_be_an_item(lines):
        lines = lines[1:]
    if len(lines) > 1 and _is("heads-of-items", _plain(lines[0].words)) and _is("whole-titles", _plain(lines[1].words)):
        lines = lines[1:]
    parts: list[Line] = []
    for line in lines:
        words = _plain(line.words)
        if len(parts) == MOST_PARTS or _is("ends-titles", words) or (parts and len(words) > 260):
            break
        if words and not _is("beside-titles", words) and words not in (_plain(one.words) for one in parts):
            parts.append(line)
    if not parts:
        return None, ()
    return _worded(parts), tuple((line.start, line.end) for line in parts)


def _may_be_an_item(lines: Sequence[Line]) -> bool:
    """Whether the first line below the number of the agenda item is the item's own title, so that the document's follows."""
    words, following = _plain(lines[0].words), _plain(lines[1].words)
    return not _is("titles", words) and not _is("ends-titles", following) and not _is("beside-titles", following)


def _worded(parts: Sequence[Line]) -> str:
    words = [_plain(line.words).rstrip(".:;, ") for line in parts]
    if len(words) > 1 and re.match(r"(?:resolution|decision)s? adopted", words[0], re.IGNORECASE):
        numbered = next((found for one in words[1:] if (found := _RESOLUTION.fullmatch(one))), None)
        if numbered:
            return f"{numbered['number']}. {numbered['name']}"
    return ": ".join(words)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that go on in the next: a small letter begins it, or "of the" ends the one before."""
    current: Line | None = None
    for line in lines:
        ended = current is None or not (_GOES_ON.search(_plain(current.words)) or line.words[:1].islower())
        if ended or current is None or line.start - current.end > 200:
            if current:
                yield current
            current = line
        else:
            current = Line(f"{current.words} {line.words}", current.start, line.end, "other")
    if current:
        yield current
