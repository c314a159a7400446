"""A change to something recorded: the former state is kept, the version rises, a stale write is refused."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed, StaleWrite
from qalqan.record.models import Revision
from qalqan.safety.access import may
from qalqan.safety.audit import log
from qalqan.safety.entries import Levelled

L = TypeVar("L", bound=Levelled)


def revise(entry: L, changes: dict[str, Any], account: Any, reason: str) -> L:
    """Applies changes to the entry as the caller saw it (`entry.version`); what they do not mention stays.

    Gives the entry as it now stands. Raises StaleWrite where somebody else changed it since, NotAllowed, CannotDecide.
    """
    if not reason.strip():
        raise CannotDecide(_("A change needs its reason: say in a few words why."))
    if not may(account, "change", entry):
        raise NotAllowed(_("You may not change this: ask an administrator for the editor's role in its circle."))
    return restate(entry, changes, account, reason)


def restate(entry: L, changes: dict[str, Any], account: Any, reason: str) -> L:
    """What `revise` does, for an action that has asked at its own door whether this person may."""
    with transaction.atomic():
        held = type(entry)._base_manager.get(pk=entry.pk)
        if held.version != entry.version:
            raise StaleWrite(_("Somebody changed this after you opened it; nothing was overwritten, open it again."))
        Revision.objects.create(
            entry=entry.permanent_id,
            kind=entry._meta.label_lower,
            version=entry.version,
            state=state_of(held),
            account=account,
            at=timezone.now(),
            reason=reason,
        )
        entry.change(seen=entry.version, **changes)
        log("record.revised", entry.permanent_id, account=account, level=entry.level)
    return entry


def state_of(entry: Levelled) -> dict[str, Any]:
    """All columns of an entry, as JSON."""
    state: dict[str, Any] = json.loads(DjangoJSONEncoder().encode(model_to_dict(entry)))
    return state
