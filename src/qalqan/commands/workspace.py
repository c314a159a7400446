"""Opening the workspace that a command works in, and the account that it acts for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import typer

from qalqan.errors import NotFound, NoWorkspace


def home() -> Path:
    """The workspace folder: QALQAN_HOME, or ./qalqan-home."""
    return Path(os.environ.get("QALQAN_HOME", "qalqan-home")).absolute()


def passphrase(asking: str = "Passphrase of the workspace", *, twice: bool = False) -> str:
    """QALQAN_PASSPHRASE, or what the person types. Raises NoWorkspace where nobody can be asked."""
    given = os.environ.get("QALQAN_PASSPHRASE")
    if given is not None:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise NoWorkspace("No passphrase was given: set QALQAN_PASSPHRASE or run this in a terminal.")
    typed: str = typer.prompt(asking, hide_input=True, confirmation_prompt=twice)
    return typed


def open_here() -> Any:
    """Opens the workspace; gives it. Raises NoWorkspace, WrongPassphrase."""
    from qalqan.config.opening import open_workspace

    return open_workspace(home(), passphrase())


def acting_account() -> Any:
    """The account named by QALQAN_ACCOUNT, else the first one of the workspace."""
    from qalqan.safety.models import Account

    name = os.environ.get("QALQAN_ACCOUNT")
    found = Account.objects.filter(is_active=True).order_by("pk")
    account = found.filter(login_name=name).first() if name else found.first()
    if account is None:
        raise NotFound(
            "There is no such account in this workspace: set QALQAN_ACCOUNT to a login name, or run qalqan init."
        )
    return account
