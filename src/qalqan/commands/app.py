"""The tree of commands. Each module is imported only when its command runs: `extract` never loads the database."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from qalqan import __version__
from qalqan.errors import QalqanError

COMMANDS = {
    "init": "make a workspace: keys, encrypted database, first account",
    "add": "take in files, saved pages and folders; what is found waits for review",
    "extract": "read and extract without a workspace; store nothing",
    "review": "list, accept, correct and reject what waits",
    "search": "search the library",
    "status": "where a law, a person, an organisation or a visit request stands on a day",
    "matrix": "clause × addressee follow-up",
    "release": "make a publication, or a person's name, public in the next edition",
    "publish": "write a new public edition",
    "verify": "check an edition or a copy of it with the public key alone",
    "serve": "the public site and the staff desk, two programs",
    "audit": "verify the log of everything that was done",
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
    """Runs a command and ends the process with its exit code."""
    try:
        app()
    except QalqanError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
