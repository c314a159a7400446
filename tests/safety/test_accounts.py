from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from conftest import PASSWORD
from qalqan.errors import UnknownTerm, WrongCall, WrongPassphrase
from qalqan.safety import accounts, audit
from qalqan.safety.keyring import unlocked
from qalqan.safety.models import Account, LogEntry


@pytest.fixture
def visit(db: None) -> Any:
    """A request as the session middleware hands it on."""
    request = RequestFactory().get("/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    return request


def who_is(request: Any) -> Account | None:
    accounts.SignedIn(lambda _: HttpResponse())(request)
    found: Account | None = request.account
    return found


def test_signing_in_makes_a_request_somebodys_and_opens_what_is_sealed(visit: Any, account: Account) -> None:
    assert who_is(visit) is None
    accounts.sign_in(visit, "aida", PASSWORD)
    assert who_is(visit) == account
    private = accounts.private_key_of(visit)
    assert private is not None and bytes(private.public_key) == bytes(account.public_key)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(db: None, account: Account) -> None:
    with pytest.raises(WrongPassphrase) as name:
        accounts.check("nobody", PASSWORD)
    with pytest.raises(WrongPassphrase) as password:
        accounts.check("aida", "another good password")
    assert str(name.value) == str(password.value)


def test_an_unknown_name_costs_as_much_work_as_a_known_one(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from qalqan.safety import keys

    runs: list[keys.Cost] = []
    real = keys.derive
    monkeypatch.setattr(keys, "derive", lambda words, salt, cost: runs.append(cost) or real(words, salt, cost))
    for name in ("aida", "nobody"):
        with pytest.raises(WrongPassphrase):
            accounts.check(name, "another good password")
    assert runs == [keys.opened().cost] * 2


def test_signing_out_ends_the_session_and_forgets_the_key(visit: Any, account: Account) -> None:
    accounts.sign_in(visit, "aida", PASSWORD)
    key = visit.session.session_key
    accounts.sign_out(visit)
    assert who_is(visit) is None and unlocked.find(key) is None


def test_signing_in_never_keeps_a_session_that_was_there_before(visit: Any, account: Account) -> None:
    visit.session["planted"] = "x"
    visit.session.save()
    planted = visit.session.session_key
    accounts.sign_in(visit, "aida", PASSWORD)
    assert visit.session.session_key != planted and "planted" not in visit.session


def test_a_closed_account_is_nobody_at_once(visit: Any, account: Account) -> None:
    accounts.sign_in(visit, "aida", PASSWORD)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert who_is(visit) is None
    with pytest.raises(WrongPassphrase):
        accounts.check("aida", PASSWORD)


def test_a_session_ends_after_eight_hours(visit: Any, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.sign_in(visit, "aida", PASSWORD)
    started = visit.session[accounts.SESSION_STARTED]
    monkeypatch.setattr(accounts.time, "time", lambda: started + accounts.LONGEST_SESSION_SECONDS + 1)
    assert who_is(visit) is None


def test_signing_in_and_out_are_logged_without_a_name(visit: Any, account: Account) -> None:
    accounts.sign_in(visit, "aida", PASSWORD)
    who_is(visit)
    accounts.sign_out(visit)
    last = list(LogEntry.objects.order_by("-seq")[:2])
    assert [entry.verb for entry in last] == ["signed-out", "signed-in"]
    assert {entry.actor for entry in last} == {audit.pseudonym(account)}
    assert all("aida" not in entry.canonical for entry in last)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_wrong_tries_make_the_next_one_wait_longer_and_longer() -> None:
    clock = Clock()
    tries = accounts.Tries(clock)
    for _ in range(accounts.TRIES):
        assert tries.wait_for("aida") == 0
        tries.note_wrong("aida")
    waits = []
    for _ in range(8):
        waits.append(tries.wait_for("aida"))
        clock.now += waits[-1]
        tries.note_wrong("aida")
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_a_stranger_slows_an_account_but_never_locks_it() -> None:
    clock = Clock()
    tries = accounts.Tries(clock)
    for _ in range(1000):
        tries.note_wrong("aida")
    assert tries.wait_for("aida") <= 60
    assert tries.wait_for("bek") == 0
    clock.now += accounts.WINDOW_SECONDS
    assert tries.wait_for("aida") == 0


def test_too_many_wrong_tries_stop_even_the_right_password_for_a_while(account: Account) -> None:
    for _ in range(accounts.TRIES):
        with pytest.raises(WrongPassphrase):
            accounts.check("aida", "another good password")
    with pytest.raises(WrongPassphrase, match="wait"):
        accounts.check("aida", PASSWORD)
    accounts.tries.forget("aida")
    assert accounts.check("aida", PASSWORD)[0] == account


def test_a_role_that_does_not_exist_is_refused(db: None) -> None:
    with pytest.raises(UnknownTerm, match="reader"):
        accounts.make_account("bek", PASSWORD, roles=["admin"])
    assert not Account.objects.exists()


def test_a_login_name_is_given_once(account: Account) -> None:
    with pytest.raises(WrongCall, match="already"):
        accounts.make_account("aida", PASSWORD)


def test_a_short_password_makes_no_account(db: None) -> None:
    with pytest.raises(WrongCall, match="15"):
        accounts.make_account("bek", "too short")
    assert not Account.objects.exists() and not LogEntry.objects.exists()
