"""A text opened for extraction: its sentences, what is met in each, and of which country and day each speaks.

Everything that several readings need is found once, in one pass each: cues, countries, dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from qalqan.extraction import cues
from qalqan.extraction.candidate import Publication
from qalqan.extraction.cues import Hit, Hits
from qalqan.extraction.front_matter import FrontMatter
from qalqan.extraction.mentions.names import Named, find_names
from qalqan.texts.dates import DateFound, find_dates
from qalqan.texts.sentences import LONGEST
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import Found, members

_NUMBERS = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "обе": 2,
    "двух": 2,
    "трёх": 3,
    "трех": 3,
    "пяти": 5,
}
_SET = re.compile(
    r"\b(two|both|three|four|five|six|seven|eight|nine)(?: [\w-]{1,20}){0,2} (?:countries|states|republics|governments)\b"
    r"|\b(обе|двух|трёх|трех|пяти) (?:[\w-]{1,20} )?(?:стран|государств|республик)"
)
_COUNTED = ("countries", "states", "republics", "governments", "стран", "государств", "республик")  # what _SET counts
_OPENER = re.compile(
    r"^(?:however, |meanwhile, |similarly, |also, )?(?:in|across|throughout|в|во) (?:the )?$", re.IGNORECASE
)
_PLACED = re.compile(
    r"(?:\b(?:in|across|throughout|of|from|inside|within|to|into|в|во|из|по)\s(?:the\s)?(?:(?:[\w-]+\s){0,2})?)$"
)
_ETHNIC = re.compile(r"\bethnic\s$|\bэтническ\w+\s$")
# Where people are from or where they sought shelter, told on the way: "мигрантам из …", "статус беженца в …".
_SOUGHT = re.compile(
    r"\b(?:(?:мигрант|выход[ец]|беженц|уроженц)\w*\s(?:\w+\s)?из\s(?:\w+\sи\s)?|убежищ\w\s(?:\w+\s)?в\s|статус\w*\s(?:\w+\s){0,2}в\s)$"
)
_BODY_AFTER = re.compile(
    r"^['’]?s?\s(?:\w+\s){0,2}(?:authorit|government|parliament|court|police|president|ministr|officials|security|prison|prosecut|lawmakers|regime|senate|law\b|legislation|власт|правительств|парламент|суд|полици|президент|министерств)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:inspired by|modelled on|modeled on|example of|experience of|similar to|as in|like|unlike|copied from|based on|student of|по примеру|по образцу)\s[^,.;]{0,60}$"
)
_GOING_TO = re.compile(
    r"\b(?:flights?|fly|flying|travel\w*|fled|flee\w*|trips?|emigrat\w+|journey|planes?|escaped|tickets?|left)\s(?:\w+\s){0,1}?(?:to|for)\s(?:the\s)?$"
)
_TOGETHER = re.compile(r"\s?(?:,|,? and|,? и|or|as well as|,? or)\s(?:in |the |в )?")
_OFFICE_AFTER = re.compile(
    r"\s(?:(?:deputy|senior|programme|program|regional|associate)\s)?(?:director|researcher|co-?ordinator|officer|expert|advocate|representative|manager|analyst|adviser|advisor|campaigner|desk|division|programme|program)\b"
)
_HERE = re.compile(r"^\s{0,2}\)")


class Sentence(NamedTuple):
    """`body[start:end]`; `hits` are the cues of the text, `first` and `last` which of them begin in it; `families` those
    of the cues that also end in it.
    """

    n: int
    start: int
    end: int
    passage: Passage
    hits: Hits
    first: int
    last: int
    families: frozenset[str]

    def of(self, *families: str) -> list[Hit]:
        if self.families.isdisjoint(families):
            return []
        return self.hits.of(families, self.first, self.last, self.end)

    def has(self, family: str) -> bool:
        return family in self.families


@dataclass(slots=True)
class Context:
    """One text and all that is known of it before a single candidate is read."""

    text: Text
    front: FrontMatter
    work: Publication
    countries_found: list[Found]
    body: str = ""
    folded: str = ""
    subjects: tuple[str, ...] = ()  # the countries the document is about
    sentences: list[Sentence] = field(default_factory=list)
    dates: list[DateFound] = field(default_factory=list)
    _date_starts: list[int] = field(default_factory=list)
    _country_starts: list[int] = field(default_factory=list)
    _sentence_starts: list[int] = field(default_factory=list)
    _countries_of: list[tuple[str, ...]] = field(default_factory=list)
    _names_of: dict[int, Sequence[Named]] = field(default_factory=dict)
    _counted_places: list[int] | None = None
    _called_places: list[int] | None = None
    # What `PersonNames` finds in the whole text, kept because acts and steps each ask for it with a memory of their own.
    full_names: tuple[dict[str, str], Counter[str], tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        self.body = self.text.body
        self.subjects = tuple(one["code"] for one in self.work.countries if one["role"] == "subject")

    @property
    def language(self) -> str:
        return self.text.language or "en"

    @property
    def published(self) -> str | None:
        return self.work.published.get("edtf")

    @property
    def as_of(self) -> str | None:
        """The month of publication: when a text says how things stand, it says so for then."""
        published = self.published
        return published[:7] if published else None

    def is_title(self, sentence: Sentence) -> bool:
        """Whether a sentence is the document's title, printed as a plain line."""
        passage, title = sentence.passage, self.work.title
        if sentence.start > 1500 or passage.kind != "paragraph" or passage.end - passage.start < len(title):
            return False
        if not self.body.startswith(title[:1], passage.start) and not self.body[passage.start].isspace():
            return False
        return " ".join(self.words(passage.start, passage.end).split()) == title

    def words(self, start: int, end: int) -> str:
        return self.body[start:end]

    def dates_in(self, start: int, end: int) -> list[DateFound]:
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def named_in(self, start: int, end: int) -> list[Found]:
        return self.countries_found[bisect_left(self._country_starts, start) : bisect_left(self._country_starts, end)]

    def names_in(self, sentence: Sentence) -> Sequence[Named]:
        """Persons and organisations that a sentence names; found when first asked for."""
        found = self._names_of.get(sentence.n)
        if found is None:
            found = self._names_of[sentence.n] = self._named(sentence) or ()  # most name nobody: one empty for all
        return found

    def _named(self, sentence: Sentence) -> list[Named]:
        found = find_names(self.body, sentence.start, sentence.end)
        if (sentence.passage.language or self.language) == "ru":
            from qalqan.extraction.mentions.russian.plain import in_russian  # its dictionary is for Russian only

            found = in_russian(self.body, sentence.start, sentence.end, found)
        return _with_the_called(self.body, sentence, found) if self._may_call(sentence) else found

    def _may_call(self, sentence: Sentence) -> bool:
        """Whether a sentence has a word after which a name may stand; all are sought at once: few sentences have one."""
        places = self._called_places
        if places is None:
            places = self._called_places = places_of(_CALLED_AFTER, self.folded)
        n = bisect_left(places, sentence.start)
        return n < len(places) and places[n] < sentence.end

    def countries_at(self, sentence: Sentence, at: int | None = None) -> tuple[str, ...]:
        """The countries a sentence, or the part of it at a place, speaks of."""
        if at is not None:
            attached = _of_where_clause(self, sentence, at) or _of_body_before(self, sentence, at)
            if attached:
                return attached
        return self._countries_of[sentence.n]

    def sentences_between(self, start: int, end: int) -> list[Sentence]:
        """The sentences that `body[start:end]` touches."""
        first = max(0, bisect_right(self._sentence_starts, start) - 1)
        last = bisect_left(self._sentence_starts, end)
        return [one for one in self.sentences[first:last] if one.end > start]

    def set_named(self, start: int, end: int) -> tuple[str, ...]:
        """The States meant by "the three Central Asian states", said between two places; empty where none are counted."""
        whole = self.counted_in(start, end)
        if whole is None:
            return ()
        touched = self.sentences_between(start, end)
        before = [codes for codes in self._countries_of[: touched[0].n + 1 if touched else 0] if len(codes) > 1]
        return _set_of(whole, self, before)

    def counted_in(self, start: int, end: int) -> re.Match[str] | None:
        """ "The three states": States that are counted between two places, named or not."""
        places = self._counted_places
        if places is None:
            places = self._counted_places = places_of(_COUNTED, self.folded)
        n = bisect_left(places, start)
        return _SET.search(self.folded, start, end) if n < len(places) and places[n] < end else None

    def paragraph_of(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentences before this one in its paragraph, nearest first."""
        n = sentence.n - 1
        while n >= 0 and self._same_paragraph(self.sentences[n], self.sentences[n + 1]):
            yield self.sentences[n]
            n -= 1

    def _same_paragraph(self, one: Sentence, other: Sentence) -> bool:
        return (
            one.passage is other.passage
            or one.passage.id == other.passage.id
            or (one.end > one.passage.end and one.end > other.passage.start)
        )


def opened(text: Text, front: FrontMatter, work: Publication, countries: list[Found]) -> Context:
    """The context of a text. `front` tells which lines are the host's own; nothing is read from these."""
    context = Context(text, front, work, countries)
    context.folded = cues.folded(text.body)
    context.sentences = list(_sentences(text, front, cues.hits_across_lines(text.body, context.folded)))
    context._sentence_starts = [one.start for one in context.sentences]
    context.dates = find_dates(text.body, work.published.get("edtf"), context.folded)
    context._date_starts = [found.start for found in context.dates]
    context._country_starts = [found.start for found in countries]
    context._countries_of = _countries_by_sentence(context)
    return context


_NONE: frozenset[str] = frozenset()
# "the group Ak Tilek", 'legal aid centre "Umut"': what follows the kind is the name.
_CALLED_BY = (
    "groups?", "organi[sz]ation", "association", "ngo", "foundation", "cent(?:re|er)", "outlet", "movement", "union", "newspaper",
    "website", "fund", "initiative", r"news\ssite", "magazine", "portal", "channel", "broadcaster", r"news\sagency", r"radio\sstation",
    "coalition", "network", "weekly",
)  # fmt: skip
_CALLED = re.compile(
    rf"\b(?:{'|'.join(_CALLED_BY)})\s"
    r"(?P<name>(?-i:[A-Z][\w’'-]+(?:\s(?:of|for|and|the)?\s?[A-Z][\w’'-]+){0,5})|[“\"«][^”\"»“«]{2,60}[”\"»])",
    re.IGNORECASE,
)
# How each of these words begins.
_CALLED_AFTER = tuple(
    dict.fromkeys(begun[0] for by in _CALLED_BY if (begun := re.match("[a-z]{3,}?(?=s[?]|[^a-z]|$)", by)))
)


def _with_the_called(body: str, sentence: Sentence, found: list[Named]) -> list[Named]:
    """The names of a sentence with the organisations that only the word before them shows to be such."""
    called = [
        Named(m.start("name"), m.end("name"), " ".join(m["name"].strip('“”«»"').split()), "organisation")
        for m in _CALLED.finditer(body, sentence.start, sentence.end)
    ]
    new = [
        one for one in called if not any(o.start < one.end and one.start < o.end and o.kind != "person" for o in found)
    ]
    if not new:
        return found
    kept = [one for one in found if not any(n.start < one.end and one.start < n.end for n in new)]
    return sorted([*kept, *new], key=lambda one: one.start)


def places_of(words: Iterable[str], folded: str) -> list[int]:
    """Where any of some words begins, in order. Costs next to nothing for words that a text does not have."""
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append(at)
            at = folded.find(word, at + 1)
    return sorted(found)


def _sentences(text: Text, front: FrontMatter, hits: Hits) -> Iterator[Sentence]:
    """The sentences from which something may be read, each with the cues in it."""
    n = 0
    known: dict[frozenset[str], frozenset[str]] = {}  # few are different: each is kept once
    for passage in text.passages:
        if passage.kind == "chrome" or (front.spans and front.covers(passage.start, passage.end)):
            continue
        for start, end in _bounded(passage.sentences):
            first, last = hits.begun_in(start, end)
            families = _NONE
            if first < last:
                families = hits.families(first, last, end)
                families = known.setdefault(families, families)
            yield Sentence(n, start, end, passage, hits, first, last, families)
            n += 1


def _bounded(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences no longer than any step can take; a reader may give a whole table as one."""
    for start, end in spans:
        while end - start > LONGEST:
            yield start, start + LONGEST
            start += LONGEST
        if start < end:
            yield start, end


def _of_where_clause(context: Context, sentence: Sentence, at: int) -> tuple[str, ...]:
    """ "…the example of X, where NGOs were closed": what follows "where" happened in X."""
    where = context.folded.rfind(" where ", sentence.start, at)
    if where < 0:
        return ()
    before = context.named_in(sentence.start, where)
    return _states(before[-1].code) if before and len(_states(before[-1].code)) == 1 else ()


@cache
def _states(code: str) -> tuple[str, ...]:
    return tuple(sorted(members(code)))


def _of_body_before(context: Context, sentence: Sentence, at: int) -> tuple[str, ...]:
    """The State whose authorities were named last before a place: they are who does what is told there."""
    for found in reversed(context.named_in(sentence.start, at)):
        if _BODY_AFTER.match(context.body[found.end : found.end + 40]) and not _COMPARED.search(
            context.folded[max(sentence.start, found.start - 80) : found.start]
        ):
            codes = _states(found.code)
            return codes if len(codes) <= 6 else ()
    return ()


_NONE_SAID: tuple[tuple[str, ...], bool] = ((), False)


def _countries_by_sentence(context: Context) -> list[tuple[str, ...]]:
    """A sentence that names its country decides for those after it; a paragraph that opens "In X," for the paragraphs after it."""
    topic: tuple[str, ...] = context.subjects
    now = topic
    listed: list[tuple[str, ...]] = [topic] if topic else []
    out: list[tuple[str, ...]] = []
    said_at = sorted([*context._country_starts, *places_of(_COUNTED, context.folded)])
    before: Sentence | None = None
    for sentence in context.sentences:
        opens = before is None or not context._same_paragraph(before, sentence)
        before = sentence
        if opens:
            now = topic
        said, opener = _NONE_SAID
        n = bisect_left(said_at, sentence.start)
        if n < len(said_at) and said_at[n] < sentence.end:
            said, opener = _said(context, sentence, listed)
        if said:
            now = said
            if len(said) > 1 or opener:
                listed.append(said)
            if sentence.passage.kind == "heading" or (opens and opener):
                topic = said
        elif sentence.passage.kind == "heading" and (sentence.passage.level or 9) <= 2:
            now = topic = context.subjects if len(topic) == 1 and _resets(context, sentence) else topic
        out.append(now)
    return out


def _resets(context: Context, heading: Sentence) -> bool:
    """A heading without a country ends the part about one country where the document is about several."""
    return len(context.subjects) > 1


def _said(context: Context, sentence: Sentence, listed: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], bool]:
    """The countries a sentence itself says it is about, and whether it opens with them."""
    named = context.named_in(sentence.start, sentence.end)
    whole = context.counted_in(sentence.start, sentence.end)
    first = named[0].start if named else sentence.end
    if whole and whole.start() <= first + 40:
        resolved = _set_of(whole, context, listed)
        if resolved:
            return resolved, whole.start() <= sentence.start + 16
    passed = sentence.start
    for found in named:
        if found.start < passed:
            continue
        to = context.folded[max(0, found.start - 4) : found.start] in (" to ", "for ", "the ")
        if to and _GOING_TO.search(context.folded, max(sentence.start, found.start - 60), found.start):
            passed = _run(context, named, found)[-1].end  # "fled to A, B and C": it was not done there
            continue
        if not _is_subject(context, sentence, found):
            continue
        run = _run(context, named, found)
        codes = tuple(dict.fromkeys([code for one in run if len(_states(one.code)) <= 6 for code in _states(one.code)]))
        if codes:
            opener = _OPENER.match(context.body[sentence.start : found.start]) is not None
            return codes, opener or found.start == sentence.start
    return (), False


def _set_of(whole: re.Match[str], context: Context, listed: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    size = _NUMBERS[whole[1] or whole[2]]
    for one in reversed(listed):
        if len(one) == size:
            return one
    return context.subjects if len(context.subjects) == size else ()


def _is_subject(context: Context, sentence: Sentence, found: Found) -> bool:
    before = context.folded[max(sentence.start, found.start - 80) : found.start]
    if _ETHNIC.search(before) or _COMPARED.search(before) or _SOUGHT.search(before):
        return False
    after = context.body[found.end : min(sentence.end, found.end + 40)]
    if _OFFICE_AFTER.match(after):  # "Central Asia director at …"
        return False
    if before.endswith("(") and _HERE.match(after):  # "(Canada)" says where someone is from
        return False
    if found.how != "adjective" or found.start == sentence.start:
        return True
    return _PLACED.search(before) is not None or _BODY_AFTER.match(after) is not None


def _run(context: Context, named: Sequence[Found], first: Found) -> list[Found]:
    """Countries listed together: "A, B and C"."""
    run = [first]
    for found in named:
        if found.start <= first.start:
            continue
        between = context.folded[run[-1].end : found.start]
        if not _TOGETHER.fullmatch(between):
            break
        run.append(found)
    return run
