"""A person enters what a test of an address found, by the words of its report, beside the act that it supports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.record.actions.enter import Words, enter
from qalqan.record.models import Act, Measurement
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme, term

MARK = "measurable"


def is_measurable(act: Act) -> bool:
    """Whether acts of its type can be shown by a test from inside a network."""
    return scheme("acts").bears(act.type, MARK)


def measure(
    act: Act,
    address: str,
    result: str,
    account: Any,
    words: Sequence[Words],
    *,
    network: str = "",
    began: str = "",
    ended: str = "",
    tests: int | None = None,
    tool: str = "",
) -> Measurement:
    """`result` is a code; `began` and `ended` are EDTF. Raises UnknownTerm, CannotDecide, NotAllowed."""
    term("measurement-results", result)
    if not may(account, "change", act):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    if not is_measurable(act):
        raise CannotDecide(_("Only blocking and attacks on sites are measured: choose such an act."))
    if not address.strip():
        raise CannotDecide(_("Say which address was tested."))
    first, last = bounds(began)[0], bounds(ended)[1]
    if (began and first is None) or (ended and last is None):
        raise CannotDecide(_("This is not a date: write it as 2014-07-21, 2014-07 or 2014."))
    if first and last and last < first:
        raise CannotDecide(_("It ends before it begins: look at the two days again."))
    made = Measurement(
        act=act, address=address.strip(), result=result, network=network.strip(), began=began, ended=ended, tests=tests,
        tool=tool.strip(), method="by hand", circle=act.circle, level=higher(TEAM, act.level), created_by=account,
    )  # fmt: skip
    with transaction.atomic():
        enter(made, words)
        log("record.measured", made.permanent_id, account=account, level=made.level, purpose=result)
    return made
