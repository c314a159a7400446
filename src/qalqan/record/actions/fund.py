"""Who paid for a publication is noted, for those who may see it; or taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.library.models import Work
from qalqan.record.actions.revise import restate
from qalqan.record.models import Funder
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import TEAM, higher


def name_funder(work: Work, name: str, account: Any, words: str = "") -> Funder:
    """A funder, at level team however public the publication is. Raises CannotDecide, NotAllowed."""
    if not may(account, "change", work):
        raise NotAllowed(_("You may not add to this: ask an administrator for the editor's role in its circle."))
    name = " ".join(name.split())
    if not name:
        raise CannotDecide(_("Write the name as the source prints it."))
    if Funder.objects.filter(work=work, name__iexact=name, standing="standing").exists():
        raise CannotDecide(_("This funder is noted already."))
    with transaction.atomic():
        made = Funder.objects.create(
            work=work, name=name, words=words.strip(), circle=work.circle, level=higher(TEAM, work.level),
            created_by=account,
        )  # fmt: skip
        log("record.funder-named", made.permanent_id, account=account, level=made.level)
    return made


def take_funder_back(funder: Funder, account: Any, reason: str) -> Funder:
    """It was no funder of this publication. Raises CannotDecide, NotAllowed, StaleWrite."""
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    if not may(account, "change", funder):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    return restate(funder, {"standing": "withdrawn"}, account, reason)
