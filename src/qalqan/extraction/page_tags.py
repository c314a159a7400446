"""What a publication is about: the countries of its title, its text and its host's tags; the topics that its host names."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from qalqan.extraction.front_matter import cleaned, labels
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import Found, find_countries, members

LONGEST_LABEL = 40  # code points
LONGEST_LINK = 200  # of a label with the address it links to


def countries_of(
    text: Text,
    title: Sequence[tuple[int, int]],
    found: list[Found],
    lines: list[tuple[Passage, str]],
    seats: Sequence[tuple[int, int]] = (),
) -> list[dict[str, str]]:
    """Subject: named in title or as the page's country tags, by headings of their own, or far oftener than the rest.

    All others are mentioned. `title` are the spans of the title in the body, `found` the countries named in it, `lines`
    those of `label_lines`, `seats` the spans of the issuers, whose countries are only where they sit.
    """
    tags = _tagged_countries(text, lines)
    chrome = [(p.start, p.end) for p in text.passages if p.kind == "chrome"]
    starts = [start for start, _ in chrome]
    inside = [f for f in found if (n := bisect_right(starts, f.start)) == 0 or f.start >= chrome[n - 1][1]]
    rows = [(p.start, p.end) for p in text.passages if p.kind == "table"]
    counts: Counter[str] = Counter()
    told: Counter[str] = Counter()
    in_title: set[str] = set()
    for one in inside:
        named = members(one.code)
        if len(named) == 1 and not any(a <= one.start < b and _in_brackets(text.body, a, one.start) for a, b in rows):
            counts[one.code] += 1
            told[one.code] += not any(start <= one.start < end for start, end in seats)
        if len(named) <= 6 and any(start <= one.start < end for start, end in title):
            in_title.update(named)
    subjects = tags or in_title or _headed(text, inside)
    if not subjects and counts:
        often = (told if any(told.values()) else counts).most_common()
        subjects = {code for code, n in often if n > 1 and n >= often[0][1] / 2} or {often[0][0]}
    ordered = sorted(subjects) + sorted(set(counts) - subjects)
    return [{"code": code, "role": "subject" if code in subjects else "mentioned"} for code in ordered]


def _headed(text: Text, found: Sequence[Found]) -> set[str]:
    """The countries of a publication that goes from country to country, each under its name as a heading."""
    spans = {(p.start, p.end) for p in text.passages if p.kind == "heading"}
    headed = {one.code for one in found if (one.start, one.end) in spans and len(members(one.code)) == 1}
    return headed if len(headed) > 1 else set()


def _in_brackets(body: str, start: int, at: int) -> bool:
    """Whether a name stands in brackets: in a row of a table the States that made a recommendation do, and are not its subject."""
    return body.rfind("(", start, at) > body.rfind(")", start, at)


def _tagged_countries(text: Text, lines: list[tuple[Passage, str]]) -> set[str]:
    """The host's own country tags: links or list items under a heading "Countries"."""
    out: set[str] = set()
    for passage in _under_label(text, lines, "country"):
        out.update(found.code for found in find_countries(text.of(passage)) if len(members(found.code)) == 1)
    return out


def label_lines(text: Text) -> list[tuple[Passage, str]]:
    """The passages with what each says as a label; none where no label of countries or topics stands in the text."""
    lowered = text.body.lower()
    if not any(name.split()[0] in lowered for name in (*labels()["country"], *labels()["topic"])):
        return []
    return [(passage, _label_of(text.of(passage))) for passage in text.passages]


def _label_of(words: str) -> str:
    """A line as it would stand among the labels; empty where it is too long for one."""
    if len(words) > (LONGEST_LINK if "](" in words else LONGEST_LABEL):
        return ""
    return cleaned(words).lstrip("-•* ").lower().rstrip(":")


def topics_of(text: Text, lines: list[tuple[Passage, str]]) -> list[str]:
    """The topics that the host lists under a heading of that name."""
    named = (cleaned(text.of(passage)).lstrip("-•* ") for passage in _under_label(text, lines, "topic"))
    return [words for words in named if words]


def _under_label(text: Text, lines: list[tuple[Passage, str]], label: str) -> Iterator[Passage]:
    names = set(labels()[label])
    under = False
    for passage, words in lines:
        if words in names:
            under = True
        elif under and passage.end - passage.start <= 160 and ("](" in text.of(passage) or passage.kind == "item"):
            yield passage
        else:
            under = False
