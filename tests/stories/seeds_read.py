"""The two founding publications as the machine reads them, every proposal accepted: what a person adds is added in a test.

Nothing of them is kept here; tests skip where ../shared/data is not. They are read once for all tests of a run.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from command import SHARED

from qalqan.followup.actions import accept_all
from qalqan.followup.repeats import link_work
from qalqan.library.models import Text
from qalqan.review.bulk import readers
from qalqan.review.intake import take_in

SEEDS = SHARED / "data" / "seeds"


@cache
def _answer(path: Path) -> dict[str, Any]:
    with readers(1) as here:
        return here.begin(path.read_bytes(), path.name).result()


def seeds_read(account: Any) -> list[Text]:
    """Taken in, read, proposed, accepted as read, and their demands linked; the earlier first."""
    paths = sorted(SEEDS.glob("*.txt"))
    if not paths:
        pytest.skip("../shared/data/seeds is not here: the two founding publications are needed")
    texts = []
    for path in paths:
        work = take_in(path.read_bytes(), path.name, account, answer=_answer(path)).work
        accept_all(work, account)
        link_work(work, account)
        texts.append(work.texts.get())
    return texts
