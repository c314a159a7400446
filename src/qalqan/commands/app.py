"""The tree of commands. Each module is imported only when its command runs: `extract` never loads the database."""

from __future__ import annotations

import errno
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from qalqan import __version__
from qalqan.errors import QalqanError

COMMANDS = {
    "init": "make a workspace: keys, encrypted database, first account",
    "add": "take in files, saved pages and folders; what is found waits for review",
    "extract": "read and extract without a workspace; store nothing",
    "classify": "tell what demands are about and how much each asks, without a workspace; store nothing",
    "link": "find demands that repeat each other, without a workspace; store nothing",
    "review": "list, accept, correct and reject what waits",
    "search": "search the library",
    "status": "where a law, a person, an organisation, a visit request or a recommendation stands on a day",
    "matrix": "clause × addressee follow-up",
    "release": "make a publication, or a person's name, public in the next edition",
    "publish": "write a new public edition",
    "verify": "check an edition or a copy of it with the public key alone",
    "export": "write out what this account may read: csv, xlsx, json, ftm, huridocs, upr, ris, bibtex, csl-json",
    "import": "propose what a spreadsheet holds; every row waits for review or is named as refused",
    "serve": "the public site and the staff desk, two programs",
    "token": "give, list and end the tokens by which programs ask the desk",
    "audit": "verify the log of everything that was done",
    "backup": "write a backup sealed to keys that are kept elsewhere",
    "restore": "restore a backup into a new folder and prove that it is whole",
    "lock": "end all sessions and drop the keys of every running desk",
    "demo": "a workspace filled with the samples, taken through the whole flow, then served",
}


class LazyGroup(TyperGroup):
    """Lists commands from the table above and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, name: str) -> Any:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"qalqan.commands.{name}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        single.command(name, help=module.__doc__)(module.run)
        command = typer.main.get_command(single)
        command.name = name
        command.short_help = COMMANDS[name]
        return command


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"qalqan {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=LazyGroup, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def qalqan(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Human-rights publications as a record that can be searched, cited, followed up and defended."""


def main() -> None:
    """Runs a command and ends the process with its exit code: 0, 2 for a wrong call, 1 for anything else.

    Whatever goes wrong is one sentence on standard error. An exception's own words are never printed: a database quotes
    the row that it refuses (SAFETY D13).
    """
    from qalqan.commands.console import warn

    if sys.stdout is not None:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without Cyrillic
    try:
        ended = app(standalone_mode=False)
        if ended != _INTERRUPTED:
            sys.exit(ended if isinstance(ended, int) else 0)
        warn(_STOPPED)
    except QalqanError as error:
        warn(str(error))
        sys.exit(error.exit_code)
    except _WrongUse as error:
        _say_wrong_use(error)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        warn(_STOPPED)
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain again when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except Exception as error:
        warn(fault(error))
    sys.exit(1)


_INTERRUPTED = 130  # what the parser makes of Ctrl-C
_STOPPED = "Stopped: what was finished before is kept, and nothing was stored by halves; call again to go on."
# The parser's own error; typer carries its parser with it under a private name.
_WrongUse: Any = typer.BadParameter.__base__


def _say_wrong_use(error: Any) -> None:
    from qalqan.commands.console import warn

    if error.ctx is not None and type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.ctx.get_help(), err=True)
        return
    command = error.ctx.command_path if error.ctx is not None else "qalqan"
    warn(f"{error.format_message().rstrip('.')}: see {command} --help.")


def fault(error: Exception) -> str:
    """The sentence for an error that nothing foresaw: what kind it is and where it arose, and nothing that it quotes."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: free some space, then call again; nothing was stored by halves."
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"“{os.fsdecode(error.filename)}” cannot be used ({error.strerror}): check the path and its permissions."
    if type(error).__name__ == "OperationalError":
        return "The database did not answer: another command may be busy with it, or its disk full; call again."
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "qalqan" in Path(frame.filename).parts]
    place = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "start"
    return f"Qalqan met a fault of its own ({type(error).__name__} at {place}): nothing was stored by halves; report these words."
