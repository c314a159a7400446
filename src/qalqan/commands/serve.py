"""Serve the public site and the staff desk: two programs, on this machine only.

The site reads the edition and nothing else; the desk holds the keys. After qalqan lock no process of it holds a key, and
the desk's address says that it is locked.

Example: qalqan serve --site 8000 --desk 8001
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from qalqan.commands.console import say
from qalqan.commands.workspace import home, passphrase
from qalqan.errors import NotFound, WrongCall

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
    serve(folder, secret, site, desk)


def serve(edition: Path, secret: str, site: int, desk: int) -> None:
    """Runs both until stopped. The site is a program of its own and gets nothing of the desk's environment."""
    if not (site or desk):
        raise WrongCall("Nothing is to be served: give --site or --desk a port that is not 0.")
    for port in filter(None, (site, desk)):
        check_free(port)
    if desk:
        _become_the_server(edition, secret, site, desk)
    program = start_site(edition, site)
    say(f"Site: http://127.0.0.1:{site}/")
    say("Stop it with Ctrl-C.")
    try:
        program.wait()
    except KeyboardInterrupt:
        pass
    finally:
        program.terminate()
        program.wait(10)


def _become_the_server(edition: Path, secret: str, site: int, desk: int) -> NoReturn:
    """This process becomes another program (`serving`), so that nothing of what it knew is left in its memory.

    The passphrase stays behind; the keys wait in a pipe for the one worker that reads them. Never returns.
    """
    from qalqan.commands import handing
    from qalqan.config.opening import close_workspace_if_any
    from qalqan.safety import keys

    opened = keys.read(home(), secret)
    close_workspace_if_any()
    environment = {name: value for name, value in os.environ.items() if name not in handing.NOT_INHERITED}
    pipe = handing.give(opened, os.environ.get(handing.DATABASE, ""))
    command = [
        sys.executable, "-m", "qalqan.commands.serving", "--home", str(home()), "--edition", str(edition.absolute()),
        "--site", str(site), "--desk", str(desk), "--keys", str(pipe),
    ]  # fmt: skip
    sys.stdout.flush()
    os.execve(sys.executable, command, environment)  # noqa: S606 (this program, and no shell)


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
