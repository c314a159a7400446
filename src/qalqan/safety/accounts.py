"""Making accounts, signing in and out, and who is signed in to this request (`request.account`, None for nobody)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.translation import gettext as _
from nacl.public import PrivateKey

from qalqan.errors import UnknownTerm, WrongCall, WrongPassphrase
from qalqan.safety import audit, keys, personal
from qalqan.safety.keyring import unlocked
from qalqan.safety.levels import ROLES, TEAM
from qalqan.safety.models import Account, Circle, Grant

TRIES = 5
WINDOW_SECONDS = 15 * 60
SESSION_KEY = "account"
SESSION_STARTED = "started"
LONGEST_SESSION_SECONDS = 8 * 60 * 60


def make_account(
    login_name: str,
    password: str,
    *,
    display_name: str = "",
    roles: Iterable[str] = ("reader",),
    level: str = TEAM,
    purpose: str = "first account",
    by: Account | None = None,
) -> Account:
    """A new account with keys and a grant of `level` in the first circle. Raises WrongCall, UnknownTerm (a role)."""
    chosen = list(roles)
    for role in chosen:
        if role not in ROLES:
            raise UnknownTerm(
                _("There is no role %(role)s; the roles are %(roles)s.") % {"role": role, "roles": ", ".join(ROLES)}
            )
    if Account.objects.filter(login_name=login_name).exists():
        raise WrongCall(_("There is an account with this login name already; choose another."))
    account = Account(login_name=login_name, display_name=display_name or login_name, roles=chosen)
    account.set_password(password)
    with transaction.atomic():
        account.save()
        audit.log("account-made", audit.pseudonym(account), account=by or account)
        give_grant(account, Circle.objects.get(pk=1), level, purpose=purpose, by=by)
    return account


def change_password(account: Account, old: str, new: str) -> None:
    """Wraps the person's key under another password, logged. Raises WrongPassphrase for a wrong `old`, WrongCall."""
    if tries.wait_for(account.login_name):
        raise WrongPassphrase(_("Too many wrong tries; wait a minute and try again."))
    try:
        with transaction.atomic():
            personal.change_password(account, old, new)
            audit.log("password-changed", audit.pseudonym(account), account=account)
    except WrongPassphrase:
        tries.note_wrong(account.login_name)
        raise


def give_grant(account: Account, circle: Circle, level: str, *, purpose: str, by: Account | None) -> Grant:
    """A grant for 180 days, logged. The caller has asked `may(by, "grant")`."""
    with transaction.atomic():
        grant = Grant.objects.create(account=account, circle=circle, level=level, purpose=purpose, given_by=by)
        audit.log("grant-given", audit.pseudonym(account), account=by or account, level=level)
    return grant


class Tries:
    """Counts wrong passwords per account name, in this process. A stranger can slow an account down, never lock it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, list[float]] = {}

    def wait_for(self, name: str) -> float:
        """Seconds until this name may be tried again: 0 for the first five in a quarter of an hour, then growing."""
        with self._lock:
            wrong = [at for at in self._wrong.get(name, []) if self._clock() - at < WINDOW_SECONDS]
            self._wrong[name] = wrong
            if len(wrong) < TRIES:
                return 0.0
            return max(0.0, wrong[-1] + min(2.0 ** (len(wrong) - TRIES + 1), 60.0) - self._clock())

    def note_wrong(self, name: str) -> None:
        with self._lock:
            self._wrong.setdefault(name, []).append(self._clock())

    def forget(self, name: str) -> None:
        with self._lock:
            self._wrong.pop(name, None)


tries = Tries()


def check(login_name: str, password: str) -> tuple[Account, PrivateKey]:
    """The account and its unlocked private key. Raises WrongPassphrase, with one message for every cause."""
    if tries.wait_for(login_name):
        raise WrongPassphrase(_("Too many wrong tries; wait a minute and try again."))
    account = Account.objects.filter(login_name=login_name, is_active=True).first()
    if account is None or not account.kdf:
        # The same work as for a known name, so that time does not tell who has an account.
        keys.derive(password, bytes(16), keys.opened().cost)
        tries.note_wrong(login_name)
        raise WrongPassphrase(_("The name or the password is wrong; try again."))
    try:
        private = personal.unlock_person(account, password)
    except WrongPassphrase:
        tries.note_wrong(login_name)
        raise
    tries.forget(login_name)
    return account, private


def sign_in(request: Any, login_name: str, password: str) -> Account:
    """Starts a fresh session and unlocks what is sealed to the account for ten idle minutes. Raises WrongPassphrase."""
    account, private = check(login_name, password)
    request.session.flush()
    request.session[SESSION_KEY] = account.pk
    request.session[SESSION_STARTED] = int(time.time())
    request.session.save()
    unlocked.hold(request.session.session_key, private)
    with transaction.atomic():
        audit.log("signed-in", audit.pseudonym(account), account=account)
    request.account = account
    return account


def sign_out(request: Any) -> None:
    account: Account | None = getattr(request, "account", None)
    unlocked.forget(request.session.session_key or "")
    request.session.flush()
    request.account = None
    if account is not None:
        with transaction.atomic():
            audit.log("signed-out", audit.pseudonym(account), account=account)


def private_key_of(request: Any) -> PrivateKey | None:
    """The signed-in person's private key, if she unlocked it in the last ten minutes."""
    return unlocked.find(request.session.session_key or "")


class SignedIn:
    """Sets `request.account`. A session older than eight hours, or of a closed account, is nobody's."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        request.account = _account_of(request.session)
        return self.get_response(request)


def _account_of(session: SessionBase) -> Account | None:
    number = session.get(SESSION_KEY)
    if number is None or time.time() - session.get(SESSION_STARTED, 0) > LONGEST_SESSION_SECONDS:
        return None
    return Account.objects.filter(pk=number, is_active=True).first()
