"""Copies of one text found by content: which publications take their words from which ("five reports, one press release").

Each passage gets a few numbers, made of its runs of five words, that nearly the same words share (min-hash); the library
keeps them, so that a new text finds its kin among all others with one look. Sealed texts have none. What is found is then
compared word by word: a number alone proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qalqan.library.models import Passage, PassagePrint, Text, Work
from qalqan.safety.access import visible
from qalqan.safety.levels import SEALED
from qalqan.safety.rows import fetched, is_there
from qalqan.texts.edtf import bounds

RUN = 5  # words
SHORTEST = 8  # words; shorter passages ("Recommendations", an address) are the same by chance
SEEDS = (0, 0x9E3779B9)  # one number each: a passage half rewritten still shares one of two in most cases
SAME = 0.5  # of a passage's runs of words: less is another passage
A_COPY = 0.6  # of a work's compared words: a copy of one text
MOST = 200  # works looked at, those that share most first
MANY = 8  # numbers of a text: of four passages that are half rewritten one at least shares one, 99 times of 100
CHROME = "chrome"

_PASSAGES = 'SELECT start, "end" FROM library_passage WHERE text_id = %s AND kind <> %s ORDER BY start, id'
_SHARING = """
SELECT work, count(*) FROM (
    SELECT DISTINCT text.work_id AS work, there.text_id, there.start
    FROM library_passageprint here
    JOIN library_passageprint there ON there.key = here.key
    JOIN library_text text ON text.id = there.text_id
    WHERE here.text_id = %s AND text.work_id <> %s
) shared GROUP BY work ORDER BY count(*) DESC, work LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage here, and the one there that has its words; `share` is how much of its runs of words."""

    here: Passage
    there: Passage
    share: float


@dataclass(frozen=True, slots=True)
class Kin:
    """Another work with the same words. `of_here` and `of_there` are the shares of each one's words that both have."""

    work: Work
    shared: tuple[SharedPassage, ...]
    of_here: float
    of_there: float

    @property
    def is_copy(self) -> bool:
        """Whether both are one text: a report that quotes a press release is not."""
        return min(self.of_here, self.of_there) >= A_COPY

    @property
    def takes_over(self) -> bool:
        """Whether the whole of one stands in the other."""
        return max(self.of_here, self.of_there) >= A_COPY

    @property
    def reason(self) -> str:
        number = len(self.shared)
        passages = ngettext("%(number)s passage is the same", "%(number)s passages are the same", number) % {
            "number": number
        }
        shares = _("%(here)s %% of its words here, %(there)s %% there") % {
            "here": round(100 * self.of_here),
            "there": round(100 * self.of_there),
        }
        return f"{passages} ({shares})"


@dataclass(frozen=True, slots=True)
class Lineage:
    """Works that have one text in common, earliest first. `source`: the earliest dated one, None where none is dated."""

    source: Work | None
    works: tuple[Work, ...]


def keep_prints(text: Text) -> None:
    """Stores the numbers of a text's passages, in place of those that were there. A sealed text has none."""
    if is_there(PassagePrint, "text", text.pk):
        PassagePrint.objects.filter(text=text).delete()
    if SEALED in (text.level, text.work.level):
        return
    passages = fetched(_PASSAGES, [text.pk, CHROME])
    rows = [(text.pk, start, key) for start, end in passages for key in prints(text.body[start:end])]
    with connection.cursor() as cursor:  # numbers only, and many: an object for each took longer than writing it
        cursor.executemany("INSERT INTO library_passageprint (text_id, start, key) VALUES (%s, %s, %s)", rows)


def prints(words: str) -> tuple[int, ...]:
    """The numbers of a passage; none for a short one. Nearly the same words share at least one of them."""
    runs = _runs(words)
    if not runs:
        return ()
    lowest = [min(hashed ^ seed for hashed in runs) for seed in SEEDS]
    return tuple(dict.fromkeys((place << 32) | one for place, one in enumerate(lowest)))


def kin_of(work: Work, account: Any) -> tuple[Kin, ...]:
    """Works the account may see that share passages with this one, those that share most first."""
    texts = [text for text in visible(work.texts.all(), account) if text.language == work.language] or list(
        visible(work.texts.all(), account)
    )
    if not texts:
        return ()
    text = max(texts, key=lambda one: len(one.body))
    ours = [p for p in text.passages.exclude(kind=CHROME).order_by("start") if _runs(_words_of(p, text))]
    found: list[Kin] = []
    for other, places in _sharing(text, ours, account):
        kin = _kin(text, ours, other, places)
        if kin is not None:
            found.append(kin)
    best: dict[int, Kin] = {}
    for kin in found:
        if kin.work.pk not in best or kin.of_there > best[kin.work.pk].of_there:
            best[kin.work.pk] = kin
    return tuple(sorted(best.values(), key=lambda one: (-max(one.of_here, one.of_there), one.work.pk)))


def works_sharing(text: Text) -> list[int]:
    """The numbers of other works that share passages with a text, those that share most first, and not all of many."""
    return [work for work, _shared in fetched(_SHARING, [text.pk, text.work_id, MOST])]


def many_prints(text: Text) -> bool:
    """Whether a text has so many that nearly the same text cannot but share one."""
    return len(fetched("SELECT 1 FROM library_passageprint WHERE text_id = %s LIMIT %s", [text.pk, MANY])) == MANY


def lineage_of(work: Work, account: Any) -> Lineage | None:
    """The group of works in which a text stands as a whole; None for a work that shares its text with none."""
    others = [kin.work for kin in kin_of(work, account) if kin.takes_over]
    if not others:
        return None
    works = sorted((work, *others), key=lambda one: (str(bounds(one.published)[0] or "9999"), one.pk))
    return Lineage(works[0] if bounds(works[0].published)[0] else None, tuple(works))


def told(lineage: Lineage) -> str:
    """ "5 publications, one text": what the group is, in words."""
    number = len(lineage.works)
    return ngettext("%(number)s publication, one text", "%(number)s publications, one text", number) % {
        "number": number
    }


def share_of(words: str, other: str) -> float:
    """How much of the runs of words of one passage the other has."""
    ours = _runs(words)
    return len(ours & _runs(other)) / len(ours) if ours else 0.0


def _runs(words: str) -> frozenset[int]:
    pieces = words.casefold().split()
    listed = [word for word in (one if one.isalnum() else "".join(filter(str.isalnum, one)) for one in pieces) if word]
    if len(listed) < SHORTEST:
        return frozenset()
    return frozenset(crc32(" ".join(listed[at : at + RUN]).encode()) for at in range(len(listed) - RUN + 1))


def _sharing(text: Text, ours: Sequence[Passage], account: Any) -> Iterator[tuple[Text, set[int]]]:
    """Texts of other works with some of the same numbers, and where in them; most first."""
    keys = {key for passage in ours for key in prints(_words_of(passage, text))}
    places: dict[int, set[int]] = defaultdict(set)
    listed = sorted(keys)
    for at in range(0, len(listed), 400):
        rows = PassagePrint.objects.filter(key__in=listed[at : at + 400]).exclude(text__work=text.work_id)
        for number, start in rows.values_list("text_id", "start"):
            places[number].add(start)
    numbers = sorted(places, key=lambda number: (-len(places[number]), number))[:MOST]
    seen = visible(visible(Text.objects.filter(pk__in=numbers), account), account, through="work")
    texts = {one.pk: one for one in seen.select_related("work")}
    yield from ((texts[number], places[number]) for number in numbers if number in texts)


def _kin(text: Text, ours: Sequence[Passage], other: Text, places: Iterable[int]) -> Kin | None:
    theirs = list(other.passages.exclude(kind=CHROME).order_by("start"))
    near = [passage for passage in theirs if passage.start in set(places)]
    shared: list[SharedPassage] = []
    for passage in ours:
        words = _words_of(passage, text)
        shares = [(share_of(words, _words_of(there, other)), -there.start, there) for there in near]
        best = max(shares, default=(0.0, 0, None), key=lambda one: one[:2])
        if best[2] is not None and best[0] >= SAME:
            shared.append(SharedPassage(passage, best[2], best[0]))
    if not shared:
        return None
    long_here = sum(p.end - p.start for p in ours)
    long_there = sum(p.end - p.start for p in theirs if _runs(_words_of(p, other)))
    here = sum(one.here.end - one.here.start for one in shared)
    there = sum(p.end - p.start for p in {one.there.pk: one.there for one in shared}.values())
    return Kin(other.work, tuple(shared), here / max(1, long_here), there / max(1, long_there))


def _words_of(passage: Passage, text: Text) -> str:
    return text.body[passage.start : passage.end]
