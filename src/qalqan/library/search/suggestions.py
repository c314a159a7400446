"""Did you mean: names that occur in what the asker may read and are spelled nearly like a word that was not found."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qalqan.library.models import NameForm
from qalqan.library.search import analysis
from qalqan.library.search.query import Word
from qalqan.library.search.reach import Reach

MOST = 5
COMPARED = 20_000  # name keys with the same first letter
NEAR_ENOUGH = 0.75  # one slip of the pen in four to seven letters, two in eight


def names_like(words: list[Word], reach: Reach) -> tuple[str, ...]:
    """Names as texts write them, nearest first. They suggest; nothing is searched or joined by them."""
    if reach.titles_only:
        return ()
    found: dict[str, float] = {}
    for word in words:
        for key in analysis.keys_of_name(word.text):
            if len(key) >= analysis.SHORTEST_NAME:
                _near(key, word, reach, found)
    return tuple(sorted(found, key=lambda form: (-found[form], form))[:MOST])


def _near(key: str, word: Word, reach: Reach, found: dict[str, float]) -> None:
    known = reach.within(NameForm.objects.filter(key__startswith=key[0]), "text").order_by()
    keys = list(known.values_list("key", flat=True).distinct()[:COMPARED])
    alike = DamerauLevenshtein.normalized_similarity
    for near, score, _at in process.extract(key, keys, scorer=alike, score_cutoff=NEAR_ENOUGH, limit=MOST):
        form = known.filter(key=near).order_by("form").values_list("form", flat=True).first()
        if form and form.casefold() != word.text.casefold():
            found[form] = max(score, found.get(form, 0.0))
