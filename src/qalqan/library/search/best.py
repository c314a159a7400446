"""Which passage of a publication is shown: the one that has most of what was asked, each time a little less worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    lines = piece.lines.split("\n")
    worth: dict[int, float] = {}
    for finder in finders:
        for n, times in finder.times_in(piece.lines, lines):
            worth[n] = worth.get(n, 0.0) + 1.0 + times / (times + 1.0)
    numbers = piece.numbers.split()
    titles = 1 if int(numbers[0]) < TITLE_ROWS and len(lines) > 1 else 0
    best, at = 0.0, titles  # what stands in none of them is shown by the first
    in_title = worth.pop(0, 0.0) if titles else 0.0
    for n in sorted(worth):
        each = worth[n] / (1.0 + len(lines[n]) / (8 * USUAL_ROW))
        if each > best:
            best, at = each, n
    if in_title / (1.0 + len(lines[0]) / (8 * USUAL_ROW)) > best:
        best, at = in_title, 0
    number = int(numbers[at])
    return best, -number if number >= TITLE_ROWS else -(1 << 62), number >> PART_BITS


@dataclass(frozen=True, slots=True)
class _Finder:
    """In which lines of a piece stands what was asked, and how often; of neighbours, both."""

    parts: tuple[str, ...]  # with a blank around each word
    both: tuple[_Finder, ...] = ()

    @classmethod
    def of(cls, wanted: Wanted) -> _Finder:
        if isinstance(wanted, Close):
            one, other = cls.of(wanted.one), cls.of(wanted.other)
            return cls(one.parts + other.parts, (one, other))
        written = ((" ".join(map(stored, one.words)), "" if one.open_end else " ") for one in wanted.sequences)
        return cls(tuple(dict.fromkeys(f" {words}{end}" for words, end in written)))

    def times_in(self, piece: str, lines: Sequence[str]) -> list[tuple[int, int]]:
        """(line, how often) of the lines of a piece in which it stands."""
        if self.both:
            one, other = (dict(finder.times_in(piece, lines)) for finder in self.both)
            return [(n, min(times, other[n])) for n, times in one.items() if n in other]
        standing = [part for part in self.parts if part in piece]  # of the many forms of a word most stand nowhere
        if len(standing) > 1:
            counted = [(n, sum(map(line.count, standing))) for n, line in enumerate(lines)]
            return [one for one in counted if one[1]]
        return [(n, line.count(part)) for part in standing for n, line in enumerate(lines) if part in line]
