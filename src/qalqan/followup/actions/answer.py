"""A person answers one element of a grid over a case, a law, a process; the former answer stays beside hers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.grids import answers_of, grids_over
from qalqan.followup.models import Assessment
from qalqan.record.actions.enter import Words, enter
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term

BY_HAND = "by hand"


def answer(
    about: Levelled,
    question: str,
    said: str,
    day: str,
    account: Any,
    reason: str,
    words: Sequence[Words] = (),
    *,
    method: str = BY_HAND,
) -> Assessment:
    """`question` is an element of the grids, `said` one of its answers, `day` the EDTF day on which it is true.

    An answer that a source must show needs its words, for it or against it; "not known" and "not applicable" need a
    reason. `method` names the rule where a proposal was taken over. Raises UnknownTerm, CannotDecide, NotAllowed.
    """
    grid = term("grids", question).properties["of"]
    if grid not in {one.code for one in grids_over(about)}:
        raise CannotDecide(_("This list of questions is not for this kind of entry: choose another."))
    needs_words = _answer(grid, said)
    if bounds(day) == (None, None):
        raise CannotDecide(_("An answer needs its day: write it as 2014-07-21, 2014-07 or 2014."))
    if not may(account, "change", about):
        raise NotAllowed(_("You may not assess this: ask an administrator for the editor's role in its circle."))
    if not needs_words and not reason.strip():
        raise CannotDecide(_("Say in a few words why this is not known or does not apply."))
    if any(_of_another_circle(one, about) for one in words):
        raise CannotDecide(_("These words stand in another circle: an answer would tell of them here."))
    made = Assessment(
        question=question, about=about.permanent_id, about_kind=about._meta.label_lower, rung=said, day=day,
        reason=reason.strip(), assessor=account.display_name, method=method[:80], circle=about.circle,
        level=higher(TEAM, about.level), created_by=account,
    )  # fmt: skip
    with transaction.atomic():
        if needs_words or any(one.stance == "for" for one in words):
            enter(made, words)
        else:
            made.save(force_insert=True)
        log("followup.grid-answered", made.permanent_id, account=account, level=made.level, purpose=grid)
    return made


def _answer(grid: str, said: str) -> bool:
    """Whether the answer needs words. Raises CannotDecide where the grid has no such answer."""
    known = {one.code: one for one in answers_of(grid)}
    if said not in known:
        raise CannotDecide(_("Choose one of the answers."))
    return known[said].has("words")


def _of_another_circle(words: Words, about: Levelled) -> bool:
    text = words.passage.text
    return text.circle_id != about.circle_id and PUBLIC not in (text.level, about.level)
