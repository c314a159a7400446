"""CRASH-1: killed without warning during intake. Whatever was acknowledged is there, whole; nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256

from conftest import PASSPHRASE
from qalqan.config.opening import Workspace, close_workspace, open_workspace
from qalqan.safety import audit
from qalqan.safety.accounts import make_account
from qalqan.safety.models import LogEntry
from qalqan.sources import store
from qalqan.sources.capture import original
from qalqan.sources.models import Capture, Copy

ROUNDS = 10

CHILD = """
import sys
from pathlib import Path
from qalqan.config.opening import open_workspace
open_workspace(Path(sys.argv[1]), sys.argv[2])
from qalqan.safety.models import Account
from qalqan.sources.capture import capture
account = Account.objects.get(login_name="aida")
for number in range(1_000_000):
    copy = capture(f"round {sys.argv[3]} publication {number} ".encode() * 300, f"{number}.txt", account=account)
    print(copy.sha256, flush=True)
"""


def killed_in_the_middle(workspace: Workspace, round_: int) -> list[str]:
    """Starts a process that captures without end, kills it at a random moment; gives what it had acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(workspace.home), PASSPHRASE, str(round_)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(random.randint(1, 8))]
    time.sleep(random.uniform(0, 0.02))
    os.kill(child.pid, signal.SIGKILL)
    rest, _ = child.communicate()
    return [line for line in [*acknowledged, *rest.split("\n")] if len(line) == 64]


def test_a_killed_intake_loses_nothing_that_was_acknowledged(own_workspace: Workspace) -> None:
    make_account("aida", "mountain river bridge", roles=["editor"])
    close_workspace()
    acknowledged = [digest for round_ in range(ROUNDS) for digest in killed_in_the_middle(own_workspace, round_)]
    assert len(acknowledged) >= ROUNDS

    open_workspace(own_workspace.home, PASSPHRASE)
    copies = {copy.sha256: copy for copy in Copy.objects.all()}
    assert set(acknowledged) <= set(copies)
    for digest, copy in copies.items():
        assert sha256(original(copy)).hexdigest() == digest
    assert Capture.objects.count() == len(copies) == LogEntry.objects.filter(verb="captured").count()
    audit.verify()
    store.sweep(time.time() + 1)
    assert not list(store.originals().glob("part-*"))
