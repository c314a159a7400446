"""Passages of a plain text, from its lines: headings, items, paragraphs, and what the saved page put around them.

Nothing is moved or joined in the body; a passage is a span. Words that decide (menus, teasers, forms) stand in
`lexicon/furniture.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from qalqan.texts.lexicon import lexicon
from qalqan.texts.sentences import sentences
from qalqan.texts.text import Passage, PassageKind

_MARKER = re.compile(
    r"(?P<hash>\#{1,6})[ \t]+"
    r"|(?P<bullet>[•●▪◦‣∙·*+–—-])[ \t\u00a0]+(?=\S)"
    r"|(?P<number>\(?\d{1,4}(?:\.\d{1,4}){0,4}[.)]?|\(?[a-zа-яё][.)]|\(?[ivxIVX]{1,6}[.)])[ \t\u00a0]+(?=\S)"
)
_MARKS = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|[*_#>`|]+")
_MARK = re.compile(r"[\[*_#>`|]")  # where there is none, none need be looked for
_ONLY_LINKS = re.compile(r"(?:[-*•|\s]|\[[^\[\]]{0,200}\]\([^()\s]{0,500}\))+")
_END_OF_SENTENCE = ".!?…:;"
_SMALL_MARKERS = "(abcdefghijklmnopqrstuvwxyz"  # "(a)" and "b." begin items, never headings
LONG = 200  # code points from which a line after a teaser counts as running text again
LETTERS_AT_ONCE = 1 << 16
WRAPPED = 130  # a text whose longest usual line is shorter may have been wrapped by hand


class _Line(NamedTuple):
    start: int
    end: int  # without white space at both ends
    after_blank: bool


@cache
def _furniture() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    written = lexicon("furniture")["said"].values()
    alone = frozenset(str(line) for language in written for line in language.get("alone", ()))
    opens = frozenset(str(line) for language in written for line in language.get("opens", ()))
    opens_with = tuple(str(line) for language in written for line in language.get("opens-with", ()))
    return alone, opens, opens_with


def passages(body: str, language: str | None = None) -> tuple[Passage, ...]:
    """All passages of a plain text in order, chrome included, each with its sentences."""
    lines = list(_lines(body))
    if not lines:
        return ()
    made = [
        Passage(f"p{n}", kind, start, end, level, None, marker, language)
        for n, (kind, start, end, level, marker) in enumerate(_kinds(body, _blocks(body, lines)), 1)
    ]
    del lines  # of a long text they take as much as its passages
    return with_sentences(body, made, language)


def with_sentences(body: str, made: list[Passage], language: str | None = None) -> tuple[Passage, ...]:
    """The passages with their sentences. One that breaks off and goes on in the next passage is one sentence there.

    The list is given up, and its passages are completed where they are: they were made for this and nobody else has
    seen them. Making each anew took longer than finding its sentences.
    """
    n = 0
    while n < len(made):
        end = n + 1
        while end < len(made) and _goes_on(body, made[end - 1], made[end]):
            end += 1
        spans = _spans_of(body, made[n:end], language)
        for passage in made[n:end]:
            own = spans if end - n == 1 else [span for span in spans if passage.start <= span[0] < passage.end]
            object.__setattr__(passage, "sentences", tuple(own))
        n = end
    return tuple(made)


def _spans_of(body: str, run: Sequence[Passage], language: str | None) -> list[tuple[int, int]]:
    if run[0].kind in ("heading", "chrome", "table"):
        return [(run[0].start, run[0].end)]
    return list(sentences(body, run[0].start, run[-1].end, language))


def _goes_on(body: str, passage: Passage, following: Passage) -> bool:
    """Whether a blank line cut a sentence here: no full stop before it, a small letter after it."""
    if passage.kind not in ("paragraph", "item", "quotation") or following.kind != "paragraph":
        return False
    return body[passage.end - 1] not in _END_OF_SENTENCE + '"”»)]' and body[following.start].islower()


def _lines(body: str) -> Iterable[_Line]:
    blank = True
    at = 0
    for piece in _pieces(body):
        stripped = piece.strip().lstrip("\ufeff")
        if stripped:
            start = at + piece.find(stripped[0])
            yield _Line(start, start + len(stripped), blank)
        blank = not stripped
        at += len(piece)


def _pieces(body: str) -> Iterator[str]:
    """The lines with their ends, as `splitlines` gives them; of a long text not all at once, which would be another copy."""
    at = 0
    while at < len(body):
        cut = body.find("\n", at + LETTERS_AT_ONCE) + 1 or len(body)
        yield from body[at:cut].splitlines(keepends=True)
        at = cut


def _blocks(body: str, lines: Sequence[_Line]) -> list[_Line]:
    """Lines joined to paragraphs where the text was wrapped by hand; otherwise each line stands alone."""
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[(len(lengths) * 95) // 100 - (1 if len(lengths) < 20 else 0)]
    full = sum(1 for length in lengths if length > width * 0.75)
    if width > WRAPPED or width < 40 or full < max(3, len(lengths) // 4):
        return list(lines)
    out: list[_Line] = []
    for n, line in enumerate(lines):
        if n and not line.after_blank and _soft_break(body, lines[n - 1], line, width):
            out[-1] = out[-1]._replace(end=line.end)
        else:
            out.append(line)
    return out


def _soft_break(body: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the line ended only because the next word had no room, or breaks off inside a phrase."""
    marked = _MARKER.match(body, following.start)
    if marked and not body[following.start].isalpha():
        return False
    goes_on = _BREAKS_OFF.search(body, max(line.start, line.end - 24), line.end) is not None
    if not marked and (goes_on or body[following.start].islower()) and body[line.end - 1] not in ".!?:;":
        return True
    if _LABELLED.match(body, following.start, following.end):
        return False
    first_word = body[following.start : following.start + 60].split(None, 1)[0]
    return line.end - line.start + 1 + len(first_word) > width - 4


# A line that ends so is not at its end, whatever the next begins with: "… article 1 of the", "the Interna-".
_BREAKS_OFF = re.compile(
    r"(?:[^\W\d_]-|,|\s(?:an?|the|of|and|or|to|in|on|at|by|for|from|with|that|which|who|its|their|his|her|under|into|Mr|Ms|Mrs|Dr|и|в|на|по|о|об|с|к|от|для|что))$"
)
_LABELLED = re.compile(r"[^\W\d_][\w’' ]{1,24}:\s")  # "Date: 9 November", "Judge: …": a line of its own


_Kind = tuple[PassageKind, int, int, int | None, str | None]


def _kinds(body: str, blocks: Sequence[_Line]) -> Iterator[_Kind]:
    furniture = in_list = False
    stars = sum(1 for block in blocks if body.startswith("* ", block.start))
    for n, block in enumerate(blocks):
        words = plain_words(body[block.start : block.end])
        nxt = blocks[n + 1] if n + 1 < len(blocks) else None
        if _opens_furniture(words):
            furniture = True
        elif furniture and _is_running_text(body, block, nxt):
            furniture = False
        if furniture or _is_furniture(body, block, words):
            kind: _Kind = ("chrome", block.start, block.end, None, None)
        elif stars == 1 and body.startswith("* ", block.start):
            kind = ("footnote", block.start + 2, block.end, None, "*")
        else:
            kind = _own_kind(body, block, nxt, n == 0, in_list=in_list)
        in_list = kind[0] == "item"
        yield kind


def plain_words(line: str) -> str:
    """A line in small letters, without bullets, marks and the addresses of its links."""
    line = line[:400]
    if _MARK.search(line):
        line = _MARKS.sub(r"\1", line)
    return line.strip(" \t\u00a0:.»›>-–•").lower()


def _opens_furniture(words: str) -> bool:
    _, opens, opens_with = _furniture()
    return words in opens or words.startswith(opens_with)


def _is_furniture(body: str, block: _Line, words: str) -> bool:
    if words in _furniture()[0]:
        return True
    return block.end - block.start < 400 and _ONLY_LINKS.fullmatch(body, block.start, block.end) is not None


def _is_running_text(body: str, block: _Line, nxt: _Line | None) -> bool:
    long = block.end - block.start >= LONG and body[block.end - 1] in ".!?"
    return long and nxt is not None and nxt.end - nxt.start >= LONG


def _own_kind(body: str, block: _Line, nxt: _Line | None, first: bool, *, in_list: bool) -> _Kind:
    marked = _MARKER.match(body, block.start, block.end)
    if marked and marked["hash"]:
        return ("heading", marked.end(), block.end, len(marked["hash"]), None)
    listed = in_list or (nxt is not None and _MARKER.match(body, nxt.start) is not None)
    numbered = marked is not None and marked["number"] is not None and marked["number"][0] not in _SMALL_MARKERS
    if (
        marked
        and numbered
        and (not listed or _opens_a_part(body, marked, block, nxt))
        and _is_heading(body, marked.end(), block, nxt)
    ):
        return ("heading", block.start, block.end, 2, None)
    if marked and _is_marker(body, marked):
        return ("item", marked.end(), block.end, 1, (marked["bullet"] or marked["number"]))
    if _is_heading(body, block.start, block, nxt):
        return ("heading", block.start, block.end, 1 if first else 2, None)
    return ("paragraph", block.start, block.end, None, None)


def _opens_a_part(body: str, marked: re.Match[str], block: _Line, nxt: _Line | None) -> bool:
    """ "3. FREEDOM OF ASSOCIATION" in capitals, or "3. Freedom of association" before "3.1 …": no item of a list."""
    words = body[marked.end() : block.end]
    if len(words) > 12 and words.isupper():
        return True
    following = _MARKER.match(body, nxt.start) if nxt is not None else None
    number = (marked["number"] or "").strip("().")
    inner = ((following["number"] or "") if following else "").strip("()")
    return bool(number) and number.isdigit() and inner.startswith(f"{number}.") and inner.strip(".") != number


def _is_marker(body: str, marked: re.Match[str]) -> bool:
    """ "2014 was …" opens no item: a bare whole number needs a full stop or bracket."""
    number = marked["number"]
    if number is None:
        return True
    return not number.isdigit()


def _is_heading(body: str, start: int, block: _Line, nxt: _Line | None) -> bool:
    """A short line with a capital, without a full stop, that stands alone."""
    words = body[start : block.end]
    if not 2 < len(words) <= 180 or "\n" in words or words.count(" ") > 22:
        return False
    last = words[-1]
    if last in ".:;,!" or not _capital(words):
        return False
    if not block.after_blank or (nxt is not None and body[nxt.start].islower()):
        return False
    return nxt is not None and (nxt.after_blank or nxt.end - nxt.start > len(words))


def _capital(words: str) -> bool:
    first = next((c for c in words if c.isalpha()), "")
    return bool(first) and not first.islower()
