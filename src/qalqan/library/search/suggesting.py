"""Did you mean: words and names spelled nearly like those that no text within reach has.

Only words that stand in texts within reach are suggested, and which comes first depends on nothing else: what is closed
can neither be suggested nor take the place of what is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qalqan.library.models import Text
from qalqan.library.search import analysis
from qalqan.library.search.bits import numbers_in
from qalqan.library.search.names import MOST_SUGGESTED, names_like
from qalqan.library.search.plan import Plan
from qalqan.texts.search.query import Word
from qalqan.texts.words import fold, words_in

LONGEST, SHORTEST = 24, 4  # letters of a word that is corrected
ONE_SLIP = 0.9  # how near a word with one slip of the pen is
MOST_CORRECTED = 3  # words of a query
MOST_READ = 3  # texts in which a word is looked up as it is written
LETTERS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя" + "әғқңөұүһі" + "ўҳ" + "ӣӯҷ")


def suggested(words: Sequence[Word], plan: Plan) -> tuple[str, ...]:
    """Other words for those that were found nowhere within reach, nearest first."""
    reach = plan.told_within
    found = names_like(words, plan.held, reach)
    absent = [one for one in words if SHORTEST <= len(one.text) <= LONGEST and not plan.texts_with(plan.want(one))]
    named = set(map(fold, found))
    for word in absent[:MOST_CORRECTED] if reach else ():
        found |= {form: ONE_SLIP for form in _written(fold(word.text), plan) if form not in named}
    return tuple(sorted(found, key=lambda form: (-found[form], form))[:MOST_SUGGESTED])


def _written(typed: str, plan: Plan) -> Iterator[str]:
    """The words one slip away from the typed one that texts within reach have, written so."""
    wanted = {other: analysis.asked(other) for other in sorted(_one_slip_away(typed))}
    for other, texts in zip(wanted, plan.having_each(list(wanted.values())), strict=True):
        within = numbers_in(texts & plan.told_within)[:MOST_READ]
        # The index has beginnings of words: one that begins so need not be a word of any text.
        if within and _stands_in(other, within):
            yield other


def _one_slip_away(typed: str) -> set[str]:
    """A letter too many, too few, another one, or two the wrong way round."""
    letters = next((listed for listed in LETTERS if any(one in listed for one in typed)), "")
    cut = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    slips = {before + after[1:] for before, after in cut if after}
    slips |= {before + after[1] + after[0] + after[2:] for before, after in cut if len(after) > 1}
    slips |= {before + one + after[1:] for before, after in cut if after for one in letters}
    slips |= {before + one + after for before, after in cut for one in letters}
    return slips - {typed}


def _stands_in(word: str, texts: Iterable[int]) -> bool:
    bodies = Text.objects.filter(pk__in=list(texts)).values_list("body", flat=True)
    return any(word in map(fold, words_in(body)) for body in bodies)
