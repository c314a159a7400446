"""The public site as a program: `python -m qalqan.site --edition DIR --port 8000`. Reads the edition, nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server import Server

from qalqan.site.server import make


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m qalqan.site", description=__doc__)
    asked.add_argument("--edition", type=Path, required=True, help="the folder of the edition")
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("--address", default="127.0.0.1")
    asked.add_argument("--workers", type=int, default=1)
    given = asked.parse_args()

    def load(*_: Any) -> Any:
        return make(given.edition)

    server = Server(
        "site",
        address=given.address,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=4,
        log_access=False,
        log_level="warning",
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main()
