"""Make a workspace: keys, encrypted database, first account.

The folder is QALQAN_HOME (./qalqan-home). Its passphrase opens the database; the account signs in to the desk.

Example: QALQAN_HOME=~/record qalqan init --login aziza
"""

from __future__ import annotations

import os
from typing import Annotated

import typer

from qalqan.commands.console import say
from qalqan.commands.workspace import home, passphrase


def run(
    login: Annotated[str, typer.Option(help="Login name of the first account.")] = "first",
    name: Annotated[str, typer.Option(help="Name shown to colleagues.")] = "",
) -> None:
    from qalqan.config.opening import make_workspace
    from qalqan.safety.levels import ROLES

    secret = passphrase("A passphrase for the workspace, 15 characters or more", twice=True)
    password = os.environ.get("QALQAN_PASSWORD") or secret
    workspace = make_workspace(home(), secret)
    from qalqan.safety.accounts import make_account

    make_account(login, password, display_name=name or login, roles=ROLES, level="sealed", purpose="first account")
    say(f"The workspace is in {workspace.home}.")
    say(f"Sign in to the desk as {login}; the password is the passphrase unless QALQAN_PASSWORD was set.")
    say("Keep the passphrase: without it nobody can open this workspace, and nobody can reset it.")
    say("Next: qalqan add FILE")
