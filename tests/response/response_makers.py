"""An officer with her key, and an alert at 03:10. Everybody here is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from nacl.public import PrivateKey

from conftest import PASSWORD
from qalqan.response.actions import Consent, receive
from qalqan.response.models import Alert
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account
from qalqan.safety.personal import unlock_person

CALL = datetime(2014, 7, 21, 3, 10, tzinfo=UTC)
TOLD = {
    "what": "A lawyer has not been let in to her client since yesterday",
    "where": "the district station by the old market",
    "who": "Zarina Qodirova",
    "told_by": "her sister, by telephone",
    "who_may_know": "the two of us and the lawyer Rustam",
    "language": "tg",
}


def an_officer(login: str = "nargiz", *, level: str = "sealed") -> tuple[Account, PrivateKey]:
    account = make_account(login, PASSWORD, roles=("responder", "editor"), level=level)
    return account, unlock_person(account, PASSWORD)


def an_alert(officer: Account, **changes: str) -> Alert:
    return receive(
        {**TOLD, **changes}, Consent("given", "she asked us to help"), officer, priority="urgent", due_at=CALL
    )
