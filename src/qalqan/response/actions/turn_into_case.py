"""An alert becomes a case by review, as everything does: what may stand in the record is written anew and proposed.

Nothing of the sealed words is copied. The officer writes what may be known at level team; that note is taken in like
any publication, and an act over its words waits for a reviewer. The alert keeps, sealed, where its note went.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import CannotDecide
from qalqan.library.models import Text
from qalqan.response import words
from qalqan.response.models import Alert
from qalqan.review.intake import take_in
from qalqan.review.models import Candidate
from qalqan.review.queue import propose
from qalqan.safety import audit
from qalqan.safety.access import demand
from qalqan.safety.levels import SEALED
from qalqan.safety.models import Account
from qalqan.texts.anchors import Anchor
from qalqan.vocabularies import term

ORIGIN = "by hand, from an alert"


def turn_into_case(
    alert: Alert, account: Account, private: PrivateKey, *, note: str, fields: dict[str, Any], hedge: str = "reported"
) -> Candidate:
    """The proposal that now waits for review. `note` are the words that may be known; `fields` are those of an act.

    Raises CannotDecide without a note, UnknownTerm for an act type that is none, NotAllowed.
    """
    key = words.key_of(alert, account, private)
    demand(account, "add", Text)
    if not note.strip():
        raise CannotDecide(_("Write what may stand in the record; the alert itself stays sealed."))
    term("acts", fields.get("type", ""))
    body = note.strip() + "\n"
    taken = take_in(body.encode(), "note.txt", account)
    with transaction.atomic():
        candidate = _propose(taken.text, fields, hedge, account)
        words.write(alert.permanent_id, {"case": candidate.permanent_id}, key, account)
        audit.log("alert-proposed", alert.permanent_id, account=account, level=SEALED)
    return candidate


def _propose(text: Text, fields: dict[str, Any], hedge: str, account: Account) -> Candidate:
    key = f"h{text.candidates.count() + 1}"
    end = len(text.body.rstrip())
    anchor = Anchor.at(text.body, 0, end)
    empty = {"victims": [], "perpetrators": [], "duty_bearers": [], "country": None, "place": None, "date": None}
    proposal = {
        "id": key,
        "kind": "act",
        "anchor": anchor.as_json(),
        "fields": {**empty, "reason": None, "case": key, **fields},
        "hedge": hedge,
        "attributed_to": None,
        "origin": ORIGIN,
        "confidence": 1.0,
        "parent": None,
    }
    propose(text, [proposal], account)
    return Candidate.objects.get(text=text, key=key)
