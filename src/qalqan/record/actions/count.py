"""A person says what a rule counts: a number, its unit and bound, in the words that tell of the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words, enter
from qalqan.record.models import Provision, Threshold
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.vocabularies import term

BY_HAND = "by hand"


def count(
    provision: Provision,
    number: str,
    unit: str,
    bound: str,
    account: Any,
    words: Sequence[Words],
    *,
    applies_to: str = "",
    method: str = BY_HAND,
) -> Threshold:
    """`number` in digits ("400", "2.5"); `unit` and `bound` are codes. Raises UnknownTerm, CannotDecide, NotAllowed."""
    if not may(account, "change", provision):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    return counted(provision, number, unit, bound, account, words, applies_to=applies_to, method=method)


def counted(
    provision: Provision,
    number: str,
    unit: str,
    bound: str,
    account: Any,
    words: Sequence[Words],
    *,
    applies_to: str = "",
    method: str = BY_HAND,
) -> Threshold:
    """What `count` does, for an action that has asked at its own door whether this person may."""
    term("quantity-units", unit)
    term("quantity-bounds", bound)
    digits = number.strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", digits):
        raise CannotDecide(_("Write the number in digits: 400, or 2.5."))
    made = Threshold(
        provision=provision, number=digits, unit=unit, bound=bound, applies_to=applies_to.strip(),
        hedge=provision.hedge, attributed_to=provision.attributed_to, method=method[:80], circle=provision.circle,
        level=higher(TEAM, provision.level), created_by=account,
    )  # fmt: skip
    with transaction.atomic():
        enter(made, words)
        log("record.counted", made.permanent_id, account=account, level=made.level, purpose=unit)
    return made
