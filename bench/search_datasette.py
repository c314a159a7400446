"""Datasette itself, on loopback over the same rows: its table page as JSON, by a search and with facets, one request after
another. What is counted is the CPU of its process while it answers. It has no snippets and no ranking; its limits of time
are raised so that it answers everything, and what it would do beside (suggesting facets) is turned off.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.search_peers import FACETS, matched

SETTINGS = {
    "sql_time_limit_ms": 120_000, "facet_time_limit_ms": 120_000, "suggest_facets": "off", "default_page_size": 20,
}  # fmt: skip


def command() -> list[str] | None:
    """How Datasette is started here; None where it is not installed (pip install datasette)."""
    if importlib.util.find_spec("datasette"):
        return [sys.executable, "-m", "datasette"]
    there = shutil.which("datasette")
    return [there] if there else None


@contextmanager
def serving(file: Path) -> Iterator[tuple[str, int]]:
    """(address, process) of a server over a file."""
    start = command()
    assert start is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, str(value))]
    process = subprocess.Popen(
        [*start, "serve", str(file), "--host", "127.0.0.1", "--port", str(port), *settings],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with suppress(urllib.error.URLError, ConnectionError):
                _answer(f"{address}/-/versions.json")
                break
            time.sleep(0.1)
        yield f"{address}/{file.stem}/passage.json", process.pid
    finally:
        process.terminate()
        process.wait(30)


def asking(address: str) -> Callable[[str, dict[str, Any]], Any]:
    def ask(query: str, filters: dict[str, Any]) -> Any:
        asked = [("_search", matched(query)), ("_searchmode", "raw"), ("_size", "20")]
        asked += [("_facet", facet) for facet in FACETS]
        if filters:
            asked.append(("country", filters["countries"][0]))
        return _answer(f"{address}?{urlencode(asked)}")

    return ask


def cpu_of(process: int) -> Callable[[], float]:
    """A clock: the CPU seconds of a process's threads so far."""

    def seconds() -> float:
        spent = [one.read_text().split()[0] for one in Path(f"/proc/{process}/task").glob("*/schedstat")]
        return sum(map(int, spent)) / 1e9

    return seconds


def _answer(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=300) as answer:
        return json.load(answer)
