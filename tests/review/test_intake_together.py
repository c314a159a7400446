"""Files stored in one transaction: each is whole or not there, and nothing is told before it is durable."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import PASSPHRASE
from qalqan.commands.reading import TOGETHER, Begun, in_batches
from qalqan.config.opening import Workspace, close_workspace, open_workspace
from qalqan.errors import CannotRead, DiskFull
from qalqan.library.models import Text, Work
from qalqan.library.search import engine
from qalqan.review import intake
from qalqan.review.intake import Given, Intake, take_in, take_in_all
from qalqan.review.models import Candidate
from qalqan.safety import audit
from qalqan.safety.accounts import make_account
from qalqan.safety.models import Account, LogEntry
from qalqan.sources import store
from qalqan.sources.models import Copy

PLACES = ("mill", "granary", "lighthouse", "quarry", "foundry")


def words(number: int) -> bytes:
    place = PLACES[number]
    return f"Statement {number}\n\nThe Government of Ruritania should reopen the {place} of the town.\n".encode()


def is_found(number: int, account: Account) -> bool:
    return bool(engine.search(PLACES[number], account).hits)


def read_of(data: bytes, name: str) -> dict[str, Any]:
    from qalqan.extraction.apart import answer

    return answer(data, name)


def given(number: int, **said: Any) -> Given:
    name = f"{number}.txt"
    return Given(data=words(number), name=name, **{"answer": read_of(words(number), name), **said})


def test_files_stored_together_are_what_they_are_one_by_one(db: None, account: Account) -> None:
    alone = take_in(words(1), "1.txt", account, answer=read_of(words(1), "1.txt"))
    together = take_in_all([given(n) for n in (2, 3, 4)], account)
    assert [one.proposed for one in together if isinstance(one, Intake)] == [alone.proposed] * 3 and alone.proposed
    assert all(is_found(n, account) for n in (1, 2, 3, 4))
    assert [
        LogEntry.objects.filter(verb=verb).count() for verb in ("captured", "catalogued", "read")
    ] == [4, 4, 4]  # fmt: skip
    audit.verify()


def test_one_that_cannot_be_read_leaves_nothing_and_the_others_are_in(db: None, account: Account) -> None:
    outside = read_of(words(2), "2.txt")
    outside["passages"][0]["end"] = 10**6
    unread = {"error": {"code": "damaged-file", "message": "“3.txt” is damaged."}}
    told = take_in_all([given(1), given(2, answer=outside), given(3, answer=unread), given(4)], account)
    assert [isinstance(one, CannotRead) for one in told] == [False, True, True, False]
    assert Work.objects.count() == Copy.objects.count() == 2
    assert {text.work.title for text in Text.objects.all()} == {"Statement 1", "Statement 4"}
    assert [is_found(n, account) for n in (1, 2, 3, 4)] == [True, False, False, True]
    audit.verify()


def test_the_same_file_twice_among_them_is_held_once(db: None, account: Account) -> None:
    first, again = take_in_all([given(1), given(1)], account)
    assert isinstance(first, Intake) and isinstance(again, Intake)
    assert (first.already, again.already, again.text) == (False, True, first.text)
    assert Copy.objects.get().captures.count() == 2


def test_what_stops_all_work_is_raised_after_those_before_it_were_stored(
    db: None, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = intake.catalogue

    def fails_at_the_third(copy: Any, *rest: Any, **said: Any) -> Text:
        if copy.claimed_name == "3.txt":
            raise DiskFull("The disk is full.")
        return catalogue(copy, *rest, **said)

    monkeypatch.setattr(intake, "catalogue", fails_at_the_third)
    with pytest.raises(DiskFull):
        take_in_all([given(n) for n in (1, 2, 3, 4)], account)
    assert sorted(Copy.objects.values_list("claimed_name", flat=True)) == ["1.txt", "2.txt"]
    assert [is_found(n, account) for n in (1, 2, 3, 4)] == [True, True, False, False]


class Coming:
    """An answer that comes, or not."""

    def __init__(self, *, is_there: bool) -> None:
        from concurrent.futures import Future

        self.future: Future[dict[str, Any]] = Future()
        if is_there:
            self.future.set_result({})


def begun(number: int, size: int = 10, *, is_read: bool = True) -> Begun:
    from qalqan.commands.files import Document

    document = Document(f"{number}.txt", b"x" * size)
    return Begun(Path(document.name), ((document, Coming(is_there=is_read).future),))


def names(batches: list[list[Begun]]) -> list[list[int]]:
    return [[int(one.path.stem) for one in batch] for batch in batches]


def test_what_has_been_read_is_stored_together_up_to_a_number_and_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    many = TOGETHER + 3
    assert names(list(in_batches(begun(n) for n in range(many)))) == [[*range(TOGETHER)], [*range(TOGETHER, many)]]
    assert names(list(in_batches(begun(n, 700_000) for n in range(5)))) == [[0, 1], [2, 3], [4]]


def test_what_has_been_read_does_not_wait_for_what_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qalqan.commands.reading.LONGEST_WAIT", 0.01)
    files = [begun(0), begun(1), begun(2, is_read=False), begun(3)]
    batches = in_batches(files)
    assert names([next(batches)]) == [[0, 1]]


CHILD = """
import sys
from pathlib import Path
from qalqan.config.opening import open_workspace
from qalqan.extraction.apart import answer
open_workspace(Path(sys.argv[1]), sys.argv[2])
from qalqan.review.intake import Given, take_in_all
from qalqan.safety.models import Account
account = Account.objects.get(login_name="aida")
made = answer(b"Statement\\n\\nThe Government of Ruritania should release her.\\n", "a.txt")
for number in range(0, 100_000, 8):
    files = []
    for n in range(number, number + 8):
        words = f"Round {sys.argv[3]}, {n}\\n\\nThe Government of Ruritania should release her.\\n"
        files.append(Given(data=words.encode(), name=f"{sys.argv[3]}-{n}.txt", answer=answer(words.encode(), "a.txt")))
    for taken in take_in_all(files, account):
        print(taken.copy.sha256, flush=True)
"""


def test_killed_in_the_middle_all_that_was_told_is_there_and_nothing_is_half_there(own_workspace: Workspace) -> None:
    make_account("aida", "mountain river bridge", roles=["editor"])
    close_workspace()
    told: list[str] = []
    for round_ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(own_workspace.home), PASSPHRASE, str(round_)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        told += [child.stdout.readline().strip() for _ in range(1 + 5 * round_)]
        time.sleep(0.03 * round_)
        os.kill(child.pid, signal.SIGKILL)
        told += [line for line in child.communicate()[0].split("\n") if len(line) == 64]
    open_workspace(own_workspace.home, PASSPHRASE)
    copies = {copy.sha256: copy for copy in Copy.objects.all()}
    assert len(told) >= 4 and set(told) <= set(copies)
    assert Text.objects.count() == Work.objects.count() == len(copies)
    for text in Text.objects.all():
        assert text.passages.exists() and Candidate.objects.filter(text=text).exists()
        assert store.original(text.copy.sha256).decode() == text.body
    account = Account.objects.get(login_name="aida")
    assert engine.search("Ruritania", account).total == len(copies)
    audit.verify()
    close_workspace()
