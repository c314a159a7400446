"""Two people at one workspace at the same moment: neither fails, nothing is taken in or admitted twice, the log holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from conftest import PASSPHRASE, PASSWORD
from makers import a_text
from proposals import found, proposed
from qalqan.config.opening import Workspace, close_workspace, open_workspace
from qalqan.errors import EditionError, StaleWrite
from qalqan.followup.actions import decide
from qalqan.followup.models import Recommendation
from qalqan.library.models import Text, Work
from qalqan.publishing.editions import _one_at_a_time, publish
from qalqan.review import intake
from qalqan.review.models import Candidate, Review
from qalqan.safety import audit
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account
from qalqan.sources.models import Copy

QALQAN = Path(sys.executable).parent / "qalqan"
FILES = 6


def at_once(*calls: tuple[str, ...]) -> list[str]:
    """Runs commands side by side; gives what they complained of."""
    env = {**os.environ, "QALQAN_PASSPHRASE": PASSPHRASE}
    running = [
        subprocess.Popen([str(QALQAN), *call], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for call in calls
    ]
    said = [one.communicate(timeout=300)[1] for one in running]
    return [words for one, words in zip(running, said, strict=True) if one.returncode]


def test_two_processes_take_in_and_decide_at_once(own_workspace: Workspace, tmp_path: Path) -> None:
    make_account("aida", PASSWORD, roles=("editor", "verifier"))
    for number in range(FILES):
        (tmp_path / f"{number}.txt").write_text(
            f"Statement {number}\n\n21 July 2014\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova in case {number}.\n"
        )
    close_workspace()
    files = [str(file) for file in sorted(tmp_path.glob("*.txt"))]
    assert at_once(("add", *files), ("add", *files)) == []
    assert at_once(("review", "--accept-all"), ("review", "--accept-all")) == []
    open_workspace(own_workspace.home, PASSPHRASE)
    assert (Copy.objects.count(), Work.objects.count(), Text.objects.count()) == (FILES, FILES, FILES)
    assert Recommendation.objects.count() == FILES
    assert Review.objects.count() == Candidate.objects.count()
    audit.verify()


def test_who_takes_in_a_file_that_came_meanwhile_gets_what_is_there(
    db: None, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = b"Statement\n\nThe Government of Kazakhstan should release the lawyer Dana Omarova.\n"
    read, other = intake.read_apart, []

    def while_it_is_read(*given: object) -> object:
        if not other:
            other.append(None)
            other.append(intake.take_in(data, "theirs.txt", account))
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "read_apart", while_it_is_read)
    mine = intake.take_in(data, "mine.txt", account)
    assert mine.already
    assert other[1] is not None
    assert mine.text == other[1].text


def test_a_decision_that_did_not_see_the_last_one_is_refused(db: None, account: Account) -> None:
    text = a_text()
    words = text.body.split("\n")[0]
    [candidate] = proposed(text, account, found(text, "c1", "recommendation", words, number=None, addressees=[]))
    decide(candidate, "accepted", account, seen=0)
    with pytest.raises(StaleWrite):
        decide(candidate, "rejected", account, reason="a heading", seen=0)
    assert Recommendation.objects.get().standing == "standing"
    decide(candidate, "rejected", account, reason="a heading", seen=1)
    assert Recommendation.objects.get().standing == "withdrawn"


def test_a_second_edition_waits_for_the_first(workspace: Workspace, tmp_path: Path) -> None:
    with _one_at_a_time(workspace.home), pytest.raises(EditionError, match="Another edition"):
        publish(tmp_path / "edition")
    publish(tmp_path / "edition")
    assert connection.in_atomic_block  # the shared workspace of the tests: what was written is rolled back
