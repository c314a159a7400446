"""A person records what a State did about a treaty, by the words of a source; the system itself asserts nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words, enter
from qalqan.record.models import TreatyAction
from qalqan.safety.access import circles_to_add_in, demand
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term


def record_treaty_action(
    treaty: str,
    country: str,
    action: str,
    account: Any,
    words: Sequence[Words],
    *,
    day: str = "",
    articles: str = "",
    note: str = "",
    hedge: str = "asserted",
) -> TreatyAction:
    """`treaty`, `country` and `action` are codes; `day` is EDTF, "" where the source gives none.

    It stands in the circle of the words. Raises UnknownTerm, CannotDecide without words or for no date, NotAllowed.
    """
    check_treaty_action(treaty, country, action, day)
    term("hedges", hedge)
    demand(account, "add", TreatyAction)
    text = text_of(words)
    made = TreatyAction(
        treaty=treaty, country=country, action=action, day=day, articles=articles.strip(), note=note.strip(),
        hedge=hedge, method="by hand", circle=text.circle, level=higher(TEAM, text.level), created_by=account,
    )  # fmt: skip
    if text.circle_id not in circles_to_add_in(account):
        raise NotAllowed(_("These words stand in a circle where you may not add: choose another publication."))
    with transaction.atomic():
        enter(made, words)
        log("record.treaty-action", made.permanent_id, account=account, level=made.level, purpose=action)
    return made


def check_treaty_action(treaty: str, country: str, action: str, day: str) -> None:
    """Raises UnknownTerm for no such code, CannotDecide for what has no parties and for no date."""
    if term("instruments", treaty).properties.get("kind") != "treaty":
        raise CannotDecide(_("Only a treaty has parties: choose a treaty."))
    term("countries", country)
    term("treaty-status", action)
    if day and bounds(day) == (None, None):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))


def text_of(words: Sequence[Words]) -> Any:
    """The text that the words stand in. Raises CannotDecide where there are none."""
    if not words:
        raise CannotDecide(_("An entry needs the words it rests on: mark them in a publication and try again."))
    return words[0].passage.text
