"""What is written is in the log by the end of the same transaction, also where it is a small thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from conftest import PASSWORD
from makers import a_text
from proposals import found, proposed
from qalqan.errors import CannotDecide, WrongPassphrase
from qalqan.publishing.editions import publish
from qalqan.review.actions import correct
from qalqan.safety import accounts
from qalqan.safety.models import Account, LogEntry

WRITES = ("INSERT", "UPDATE", "DELETE")


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("seq").values_list("verb", flat=True))


def test_a_password_that_was_changed_is_in_the_log(db: None, account: Account) -> None:
    accounts.change_password(account, PASSWORD, "another mountain stream")
    assert verbs()[-1] == "password-changed"
    assert accounts.check(account.login_name, "another mountain stream")[0] == account


def test_guessing_the_old_password_is_slowed_like_signing_in(db: None, account: Account) -> None:
    for _ in range(accounts.TRIES):
        with pytest.raises(WrongPassphrase):
            accounts.change_password(account, "not the password at all", "another mountain stream")
    with pytest.raises(WrongPassphrase, match="Too many"):
        accounts.change_password(account, PASSWORD, "another mountain stream")
    assert "password-changed" not in verbs()


def test_public_ids_that_are_drawn_are_in_the_log_once(db: None, account: Account, tmp_path: Path) -> None:
    a_text(level="public")
    publish(tmp_path / "edition", account, date(2015, 1, 1))
    publish(tmp_path / "edition", account, date(2015, 1, 1))
    assert verbs().count("publishing.ids-drawn") == 1
    assert verbs().count("publishing.published") == 2


def test_no_hedge_is_recorded_that_no_vocabulary_has(db: None, account: Any) -> None:
    text = a_text()
    [candidate] = proposed(text, account, found(text, "c1", "act", "The court", type="SENTENCE"))
    with pytest.raises(CannotDecide, match="no hedge"):
        correct(candidate, account, hedge="rumoured", reason="so they say")
    assert correct(candidate, account, hedge="alleged", reason="so they say").hedge == "alleged"


@pytest.fixture
def written() -> Iterator[Callable[[], list[str]]]:
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            assert connection.in_atomic_block, f"written outside a transaction: {sql[:80]}"
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield lambda: seen


def test_taking_in_writes_only_inside_transactions_and_ends_with_the_log(
    own_workspace: Any, written: Callable[[], list[str]]
) -> None:
    from qalqan.followup.actions import accept_all
    from qalqan.followup.repeats import link_work
    from qalqan.publishing.actions.release import release_work
    from qalqan.review.intake import take_in

    person = accounts.make_account("olga", PASSWORD, roles=("editor", "verifier", "publisher"))
    data = b"Statement\n\n21 July 2014\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova.\n"
    work = take_in(data, "a.txt", person).work
    accept_all(work, person)
    link_work(work, person)
    release_work(work, person, "printed")
    publish(own_workspace.home / "edition", person)
    assert any("safety_logentry" in sql for sql in written())
    assert len(written()) > 20
