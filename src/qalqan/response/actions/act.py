"""Something is done to help: an appeal, a lawyer, a visit, a place to stay."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.response import stages, words
from qalqan.response.actions.receive import CONSENTS
from qalqan.response.models import INTERVENTION_FIELDS, Alert, Intervention
from qalqan.safety import audit
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account
from qalqan.vocabularies import term


def act(alert: Alert, done: dict[str, str], account: Account, private: PrivateKey) -> Intervention:
    """`done` has type (of the vocabulary), by, to, date, response, impact. The alert moves to acting.

    Raises UnknownTerm, CannotDecide for an alert that is closed or a step that needs a consent not given, NotAllowed.
    """
    key = words.key_of(alert, account, private)
    fields = words.only(INTERVENTION_FIELDS, done)
    if term("interventions", fields["type"]).has("needs_consent"):
        _need_consent(alert, key)
    if alert.stage in (stages.CLOSED, stages.REJECTED):
        raise CannotDecide(_("This alert is closed: reopen it by verifying it again, then note what was done."))
    with transaction.atomic():
        made = Intervention.objects.create(alert=alert, circle=alert.circle, created_by=account)
        words.write(made.permanent_id, fields, key, account)
        if alert.stage != stages.ACTING:
            stages.move(alert, stages.ACTING, account)
        audit.log("alert-acted", alert.permanent_id, account=account, level=SEALED)
    return made


def _need_consent(alert: Alert, key: bytes) -> None:
    if words.open_fields(alert.permanent_id, ("consent",), key).get("consent") != CONSENTS[0]:
        raise CannotDecide(_("This needs the consent of the person concerned: ask, write the answer down, then go on."))
