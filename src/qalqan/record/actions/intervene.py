"""What another body did for somebody, as a source tells it, enters the case: no alert is needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words, enter
from qalqan.record.models import Case, Intervention
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term


def record_intervention(
    case: Case,
    type_: str,
    by: str,
    account: Any,
    words: Sequence[Words],
    *,
    to: str = "",
    date: str = "",
    status_words: str = "",
    hedge: str = "asserted",
) -> Intervention:
    """`type_` is of the vocabulary, `status_words` the body's own for whom it helps ("prisoner of conscience").

    Raises UnknownTerm, CannotDecide, NotAllowed.
    """
    term("interventions", type_)
    term("hedges", hedge)
    if not may(account, "change", case):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    if not by.strip():
        raise CannotDecide(_("Say who did it, as the source names them."))
    if date and bounds(date) == (None, None):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    made = Intervention(
        case=case, type=type_, by=by.strip(), to=to.strip(), date=date, date_basis="printed" if date else "",
        status_words=status_words.strip(), hedge=hedge, method="by hand", circle=case.circle,
        level=higher(TEAM, case.level), created_by=account,
    )  # fmt: skip
    with transaction.atomic():
        enter(made, words)
        log("record.intervention", made.permanent_id, account=account, level=made.level)
    return made
