"""Which passage of a publication is shown: the one that has most of what was asked, each time a little less worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from os.path import commonprefix

from qalqan.library.search.database import index_engine
from qalqan.library.search.plan import Plan
from qalqan.library.search.rows import PART_BITS, ROWS_IN_A_PIECE, TITLE_ROWS, Piece, text_of
from qalqan.texts.search.query import Leaf
from qalqan.texts.search.stored import stored
from qalqan.texts.search.wanted import Close, Wanted

MOST_PIECES = 4  # that are looked through of a text of very many passages
MOST_TOGETHER = 200  # texts whose words are read with one question
USUAL_ROW = 420  # letters


def best_ordinals(texts: Sequence[int], leaves: Sequence[Leaf], plan: Plan) -> dict[int, int]:
    """Of each text the place of the passage that answers best; 0: the title, or none."""
    wanted = [(_Finder.of(one), plan.texts_with(one)) for one in map(plan.want, leaves)]
    finders = {text: [finder for finder, having in wanted if having >> text & 1] for text in texts}
    best = dict.fromkeys(texts, 0)
    if plan.reach.titles_only:
        return best
    asked = [text for text in texts if finders[text]]
    for piece in index_engine().pieces_of_texts(asked[:MOST_TOGETHER]):
        text = text_of(piece.number)
        pieces = [piece]
        if piece.lines.count("\n") + 1 >= ROWS_IN_A_PIECE:
            parts = [part for finder in finders[text] for part in finder.parts]
            pieces = index_engine().pieces_with(parts, text, MOST_PIECES) or pieces
        best[text] = max(_best_of(one, finders[text]) for one in pieces)[2]
    return best


def _best_of(piece: Piece, finders: Sequence[_Finder]) -> tuple[float, int, int]:
    """(worth, less the later it stands, place) of the best passage of a piece; titles come after all others."""
    lines, numbers = piece.lines, piece.numbers.split()
    worth: dict[int, float] = {}  # of each line that has something of it, by the place where the line ends
    for finder in finders:
        for end, times in finder.times_in(lines).items():
            worth[end] = worth.get(end, 0.0) + 1.0 + times / (times + 1.0)
    end_of_title = lines.find("\n") if int(numbers[0]) < TITLE_ROWS else -1
    best, at = 0.0, end_of_title + 1  # what stands in none of them is shown by the first
    for end in sorted(worth, key=lambda end: (end == end_of_title, end)):
        each = worth[end] / (1.0 + (end - lines.rfind("\n", 0, end)) / (8 * USUAL_ROW))
        if each > best:
            best, at = each, end
    number = int(numbers[lines.count("\n", 0, at)])
    return best, -number if number >= TITLE_ROWS else -(1 << 62), number >> PART_BITS


@dataclass(frozen=True, slots=True)
class _Finder:
    """In which lines of a piece stands what was asked, and how often; of neighbours, both."""

    parts: tuple[str, ...]  # with a blank around each word
    alike: tuple[tuple[str, tuple[str, ...]], ...]  # (beginning, those that begin so): most are forms of one word
    both: tuple[_Finder, ...] = ()

    @classmethod
    def of(cls, wanted: Wanted) -> _Finder:
        if isinstance(wanted, Close):
            one, other = cls.of(wanted.one), cls.of(wanted.other)
            return cls(one.parts + other.parts, (), (one, other))
        written = ((" ".join(map(stored, one.words)), "" if one.open_end else " ") for one in wanted.sequences)
        parts = sorted({f" {words}{end}" for words, end in written})
        groups = [tuple(group) for _letters, group in groupby(parts, key=lambda part: part[:3])]
        return cls(tuple(parts), tuple((commonprefix(group), group) for group in groups))

    def times_in(self, lines: str) -> dict[int, int]:
        """How often in each line in which it stands; a line goes by the place where it ends."""
        if self.both:
            one, other = (finder.times_in(lines) for finder in self.both)
            return {end: min(times, other[end]) for end, times in one.items() if end in other}
        found: dict[int, int] = {}
        for beginning, parts in self.alike:
            at = lines.find(beginning)
            while at >= 0:
                if lines.startswith(parts, at):
                    end = lines.find("\n", at)
                    found[end] = found.get(end, 0) + 1
                at = lines.find(beginning, at + 1)
        if -1 in found:
            found[len(lines)] = found.pop(-1)
        return found
