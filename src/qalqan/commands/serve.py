"""Serve the public site and the staff desk: two programs, on this machine only.

The site reads the edition and nothing else; the desk holds the keys.

Example: qalqan serve --site 8000 --desk 8001
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from qalqan.commands.console import say
from qalqan.commands.workspace import home, passphrase
from qalqan.errors import NotFound, WrongCall

CHECKPOINT_SECONDS = 15 * 60

# What a program needs to start, and nothing that a desk may have been given: passphrases, addresses and passwords of
# databases, whatever their names.
_OF_ANY_PROGRAM = re.compile(r"PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|LD_LIBRARY_PATH|PYTHON[A-Z0-9]+|SYSTEMROOT")


def run(
    site: Annotated[int, typer.Option(help="Port of the public site; 0 for none.")] = 8000,
    desk: Annotated[int, typer.Option(help="Port of the desk; 0 for none.")] = 8001,
    edition: Annotated[Path | None, typer.Option(help="Folder of the edition; the workspace's if not given.")] = None,
) -> None:
    folder = edition or home() / "edition"
    if site and not (folder / "manifest.json").is_file():
        raise NotFound(
            f"There is no edition in {folder}: run qalqan publish first, or serve the desk alone with --site 0."
        )
    secret = passphrase() if desk else ""
    if desk:
        from qalqan.safety import keys

        keys.read(home(), secret)  # a wrong one is said here, before anything listens; nothing of it is kept
    serve(folder, secret, site, desk)


def serve(edition: Path, secret: str, site: int, desk: int) -> None:
    """Runs both until stopped. The site is a program of its own and gets nothing of the desk's environment."""
    program: subprocess.Popen[bytes] | None = None
    for port in filter(None, (site, desk)):
        check_free(port)
    try:
        if site:
            program = start_site(edition, site)
            say(f"Site: http://127.0.0.1:{site}/")
        if desk:
            say(f"Desk: http://127.0.0.1:{desk}/")
            say("Stop both with Ctrl-C.")
            _serve_desk(home(), secret, desk)
        elif program is not None:
            say("Stop it with Ctrl-C.")
            program.wait()
    except KeyboardInterrupt:
        pass
    finally:
        if program is not None:
            program.terminate()
            program.wait(10)


def _sign_the_log_now_and_then() -> None:
    """A signed checkpoint every 15 minutes (SAFETY D5), until the workspace is locked."""
    from django.db import connection

    from qalqan.safety import audit, keys

    while True:
        time.sleep(CHECKPOINT_SECONDS)
        if not keys.is_open():
            return
        audit.checkpoint()
        connection.close()


def check_free(port: int) -> None:
    """Raises WrongCall for a port that something else has, or that is none."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise WrongCall(f"Port {port} is taken or closed to you: choose another with --site or --desk.") from None


def start_site(edition: Path, port: int) -> subprocess.Popen[bytes]:
    """The site as a program of its own, away from the desk's folder and without the desk's environment."""
    clean = {name: value for name, value in os.environ.items() if _OF_ANY_PROGRAM.fullmatch(name)}
    command = [sys.executable, "-m", "qalqan.site", "--edition", str(edition.absolute()), "--port", str(port)]
    return subprocess.Popen(command, env=clean, cwd="/")


def _serve_desk(folder: Path, secret: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    def load(*_: Any) -> Any:
        # In the worker: the parent never holds a key, and nothing of it is in an environment or on a command line.
        from qalqan.config.opening import open_workspace

        open_workspace(folder, secret)
        from qalqan.desk.server import make

        threading.Thread(target=_sign_the_log_now_and_then, daemon=True).start()
        return make()

    # One process: people's unlocked keys live in its memory and nowhere else.
    Server(
        "desk",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level="warning",
    ).serve(target_loader=load)
