"""What on a web page is not the text but stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qalqan.texts.lexicon import lexicon
from qalqan.texts.passages import plain_words
from qalqan.texts.reading.blocks import Block

LONG = 300  # characters: a paragraph, not a menu entry
SHORT_LINK = 45  # characters: as menu entries are on average; titles in a list of documents are longer
RUN = 3  # lines of nothing but links, one after another, make a menu

_part = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|\d+")


@dataclass(slots=True)
class Found:
    """A block as found on the page: why its markup says furniture (or ""), how much of it is links, where it stands."""

    block: Block
    furniture: str
    linked: float
    in_text: bool


@cache
def _words(scheme: str) -> frozenset[str]:
    return frozenset(str(lexicon("furniture")[scheme]).split())


@cache
def _lines(scheme: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lexicon("furniture")[scheme]), re.IGNORECASE)


@cache
def _alone_and_opening() -> tuple[frozenset[str], frozenset[str]]:
    """The lines that are furniture in a plain text too, and the headings that open it: one list for all readers."""
    written = lexicon("furniture")["said"].values()
    alone, opens = (
        frozenset(str(line) for language in written for line in language[key]) for key in ("alone", "opens")
    )
    return alone, opens


@cache
def _parts(name: str) -> frozenset[str]:
    """The words of a class or id, alone and in pairs: "post-relatedPosts" has post, related, posts, related-posts."""
    words = [word.lower() for word in _part.findall(name)]
    pairs = [f"{a}-{b}" for a, b in zip(words, words[1:], strict=False)]
    return frozenset((*words, *pairs, "-".join(words)))


def _names(attributes: dict[str, str | None]) -> list[frozenset[str]]:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return [_parts(name) for name in names[:20] if len(name) < 80]


def is_footnotes(attributes: dict[str, str | None]) -> bool:
    """Whether an element says that it holds footnotes."""
    if (attributes.get("role") or "") in ("doc-endnotes", "doc-footnote"):
        return True
    return any(parts & _words("footnotes") for parts in _names(attributes))


def looks_like_furniture(attributes: dict[str, str | None]) -> str:
    """Why an element is furniture by its role, class or id: "tag", "strong" or "weak"; empty where they say nothing."""
    if not attributes:
        return ""
    if (attributes.get("role") or "").lower() in _words("roles"):
        return "tag"
    if attributes.get("aria-hidden") == "true":
        return "strong"
    names = _names(attributes)
    if any(parts & _words("strong") for parts in names):
        return "strong"
    return "weak" if any(parts & _words("weak") for parts in names) else ""


def mark_furniture(found: list[Found]) -> None:
    """Makes chrome of the blocks that are furniture; the rest stays as it is."""
    _forgive(found, "weak", 0.5)
    _forgive(found, "strong", 0.9)
    chrome = [bool(f.furniture) or not f.in_text for f in found]
    _spare_title(found, chrome)
    _menus(found, chrome)
    _after_headings(found, chrome)
    for n, f in enumerate(found):
        if chrome[n] or (f.block.kind != "table" and len(f.block.words) < 400 and _is_furniture_line(f.block.words)):
            f.block.kind, f.block.level = "chrome", None


def _is_furniture_line(words: str) -> bool:
    return plain_words(words) in _alone_and_opening()[0] or _lines("lines").fullmatch(words) is not None


def _opens_furniture(words: str) -> bool:
    if len(words) > 120:
        return False
    return plain_words(words) in _alone_and_opening()[1] or _lines("headings_of_furniture").fullmatch(words) is not None


def _forgive(found: list[Found], why: str, share: float) -> None:
    """A reason that would make furniture of more than this share of the page's words is no reason."""
    accused = sum(len(f.block.words) for f in found if f.furniture == why)
    text = sum(len(f.block.words) for f in found if not f.furniture and f.in_text)
    if accused and accused > share * (accused + text):
        for f in found:
            if f.furniture == why:
                f.furniture = ""


def _spare_title(found: list[Found], chrome: list[bool]) -> None:
    """The page's own title may stand just above the element that holds the text."""
    first = next((n for n, out in enumerate(chrome) if not out), len(found))
    for n in range(max(0, first - 6), first):
        block = found[n].block
        if block.kind == "heading" and block.level == 1 and not found[n].furniture:
            for m in range(n, first):
                chrome[m] = bool(found[m].furniture)
            return


def _menus(found: list[Found], chrome: list[bool]) -> None:
    """Rows of short lines that are links and nothing else."""
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and _is_link(found[end]):
            end += 1
        run = found[start:end]
        if len(run) >= RUN and sum(len(f.block.words) for f in run) < SHORT_LINK * len(run):
            chrome[start:end] = [True] * len(run)
        start = max(end, start + 1)


def _is_link(f: Found) -> bool:
    return f.linked > 0.8 and f.block.kind not in ("heading", "table")


def _after_headings(found: list[Found], chrome: list[bool]) -> None:
    """What stands under "More news" and its like, up to the next heading of its rank or a long paragraph."""
    rank: int | None = None
    for n, f in enumerate(found):
        block = f.block
        if block.kind == "heading" and not chrome[n]:
            if rank is not None and (block.level or 9) <= rank:
                rank = None
            if rank is None and _opens_furniture(block.words):
                rank = block.level or 9
        elif len(block.words) > LONG and f.linked < 0.3:
            rank = None
        if rank is not None:
            chrome[n] = True
