"""One line of the table, and the clock it is measured with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    job: str
    ours: float
    unit: str
    peer: str
    theirs: float | None
    aim: str

    def line(self) -> str:
        beside = f"{self.peer}: {self.theirs:,.4g}" if self.theirs else self.peer
        ratio = f"{self.ours / self.theirs:.2f}" if self.theirs else "–"
        return f"| {self.job} | {self.ours:,.4g} {self.unit} | {beside} | {ratio} | {self.aim} |"


def cpu_seconds(work: Callable[[], Any]) -> float:
    """CPU seconds of this process for one run of the work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
