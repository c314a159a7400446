"""Colleagues who may see something: whom one may ask to look at it. Nobody else is named."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide
from qalqan.safety.access import may
from qalqan.safety.entries import Levelled
from qalqan.safety.models import Account


def colleagues(about: Levelled, account: Account) -> list[Account]:
    """Everybody with an open account who may see it, this person first."""
    found = [
        one for one in Account.objects.filter(is_active=True).order_by("display_name", "pk") if may(one, "see", about)
    ]
    return sorted(found, key=lambda one: one.pk != account.pk)


def colleague_given(key: str, about: Levelled, account: Account) -> Account:
    """The colleague that a form names, the account itself where it names nobody. Raises CannotDecide for somebody else."""
    if not key:
        return account
    for one in colleagues(about, account):
        if one.permanent_id == key:
            return one
    raise CannotDecide(_("Choose a colleague from the list: only those who may see it are on it."))
