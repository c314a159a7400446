"""A demand or a case is raised with somebody who can act on it: a demarche, a dialogue, a letter."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Clause, Demarche
from qalqan.record.models import Case
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import term


def raise_with(about: Clause | Case, type: str, by: str, to: str, day: str, account: Any, said: str = "",
               answer: str = "") -> Demarche:  # fmt: skip
    """`type` of the interventions, `by` and `to` in words, `day` EDTF; `answer` what was answered so far.

    A later answer is a further row: what was known then stays. Raises UnknownTerm, CannotDecide without whom or day,
    NotAllowed.
    """
    term("interventions", type)
    if not (by.strip() and to.strip()):
        raise CannotDecide(_("Say who raised it, and with whom."))
    if bounds(day) == (None, None):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    if not may(account, "change", about):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    with transaction.atomic():
        made = Demarche.objects.create(
            clause=about if isinstance(about, Clause) else None,
            case=about if isinstance(about, Case) else None,
            type=type, by=by.strip(), to=to.strip(), date=day, said=said.strip(), answer=answer.strip(),
            circle=about.circle, level=higher(TEAM, about.level), created_by=account,
        )  # fmt: skip
        log("followup.raised", made.permanent_id, account=account, level=made.level)
    return made
