"""A person says that two demands are one demand made twice, or that they are not. The rule's reading stays beside it."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.extraction.likeness import compare, difference
from qalqan.followup.models import Clause, ClauseLink
from qalqan.followup.repeats import order_made
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.vocabularies import term

BY_HAND, CONFIRMED, DISMISSED = "by-hand", "confirmed", "dismissed"


def say_repeated(one: Clause, other: Clause, relation: str, account: Any, reason: str) -> ClauseLink:
    """Links two demands that no rule linked, or confirms its link; the earlier made is found by itself.

    `relation` is same-text, repeats or related. Raises UnknownTerm, CannotDecide, NotAllowed.
    """
    term("relations", relation)
    _ask(one, other, account, reason)
    if one.pk == other.pk:
        raise CannotDecide(_("A demand does not repeat itself: choose another one."))
    if one.circle_id != other.circle_id and PUBLIC not in (one.level, other.level):
        raise CannotDecide(_("These stand in different circles: a link would tell the one of the other."))
    earlier, later = sorted((one, other), key=order_made)
    known = ClauseLink.objects.filter(earlier=earlier, later=later).first()
    said = {"relation": relation, "said_by": account.display_name, "reason": reason.strip()}
    with transaction.atomic():
        if known is not None:
            known.change(seen=known.version, decided=CONFIRMED, **said)
            made = known
        else:
            made = ClauseLink.objects.create(
                earlier=earlier,
                later=later,
                score=compare(earlier.exact, later.exact).score,
                why=reason.strip(),
                difference=[list(row) for row in difference(earlier.exact, later.exact)],
                circle=later.circle,
                level=reduce(higher, (TEAM, earlier.level, later.level)),
                created_by=account,
                decided=BY_HAND,
                **said,
            )
        log("followup.repeated", made.permanent_id, account=account, level=made.level)
    return made


def say_not_repeated(link: ClauseLink, account: Any, reason: str) -> None:
    """The two are different demands. The link stays with its reason and is shown and counted no more."""
    _ask(link.earlier, link.later, account, reason)
    with transaction.atomic():
        # No edition shows it again: what is public is so because somebody stands by it.
        level = TEAM if link.level == PUBLIC else link.level
        said = {"said_by": account.display_name, "reason": reason.strip()}
        link.change(seen=link.version, decided=DISMISSED, level=level, **said)
        log("followup.not-repeated", link.permanent_id, account=account, level=link.level)


def _ask(one: Clause, other: Clause, account: Any, reason: str) -> None:
    if not reason.strip():
        raise CannotDecide(_("Say in a few words why these are, or are not, the same demand."))
    if not (may(account, "change", one) and may(account, "change", other)):
        raise NotAllowed(_("You may not link these: ask an administrator for the editor's role in their circle."))
