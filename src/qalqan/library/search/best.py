"""Which passage of a publication is shown: the one that has most of what was asked, each time a little less worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qalqan.library.search.database import index_engine
from qalqan.library.search.plan import Plan
from qalqan.library.search.rows import PART_BITS, ROWS_IN_A_PIECE, TITLE_ROWS, Piece, stored, text_of
from qalqan.texts.search.query import Leaf
from qalqan.texts.search.wanted import Close, Wanted

MOST_PIECES = 4  # that are looked through of a text of very many passages
MOST_TOGETHER = 200  # texts whose words are read with one question
USUAL_ROW = 60  # words


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
    worth: dict[int, float] = {}
    for finder in finders:
        for start, times in finder.lines_of(piece.lines).items():
            worth[start] = worth.get(start, 0.0) + 1.0 + times / (times + 1.0)
    numbers = piece.numbers.split()
    after_title = int(int(numbers[0]) < TITLE_ROWS)  # what stands in no passage is shown by the first one
    first = piece.lines.find("\n") + 1 if after_title and len(numbers) > 1 else 0
    best, start = 0.0, first
    for at, each in worth.items():
        each /= 1.0 + _words_in_line(piece.lines, at) / (8 * USUAL_ROW)
        if best == 0.0 or (each, at >= first, -at) > (best, start >= first, -start):
            best, start = each, at
    number = int(numbers[piece.lines.count("\n", 0, start)])
    return best, -number if number >= TITLE_ROWS else -(1 << 62), number >> PART_BITS


def _words_in_line(lines: str, start: int) -> int:
    return lines.count(" ", start, _end(lines, start))


def _end(lines: str, at: int) -> int:
    """Where the line ends that goes on here."""
    end = lines.find("\n", at)
    return end if end >= 0 else len(lines)


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

    def lines_of(self, lines: str) -> dict[int, int]:
        """How often in each line that has it; a line goes by the place where it starts."""
        if self.both:
            one, other = (finder.lines_of(lines) for finder in self.both)
            return {line: min(times, other[line]) for line, times in one.items() if line in other}
        found: dict[int, int] = {}
        for part in self.parts:
            for start, times in _lines_with(part, lines):
                found[start] = found.get(start, 0) + times
        return found


def _lines_with(part: str, lines: str) -> Iterator[tuple[int, int]]:
    at = lines.find(part)
    while at >= 0:
        end = _end(lines, at)
        yield lines.rfind("\n", 0, at) + 1, lines.count(part, at, end)
        at = lines.find(part, end)
