"""Writes the generated parts of docs/reference from the code: commands, vocabularies, errors. `--check` only compares."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

from api_addresses import table

from qalqan import errors
from qalqan.commands.app import COMMANDS
from qalqan.vocabularies import scheme, scheme_names

REFERENCE = Path(__file__).resolve().parent / "reference"
MADE = "This page is written from the code by `make docs`; change the code, not the page.\n"


def commands() -> str:
    parts = ["# Commands\n", MADE]
    for name in COMMANDS:
        told = (importlib.import_module(f"qalqan.commands.{name}").__doc__ or "").strip()
        parts.append(f"## qalqan {name}\n\n{_quoted(told)}\n\n`qalqan {name} --help` lists its options.\n")
    return "\n".join(parts)


def _quoted(told: str) -> str:
    before, _, example = told.partition("Example: ")
    return f"{before.strip()}\n\n```\n{example.strip()}\n```" if example else told


def vocabularies() -> str:
    parts = [
        "# Vocabularies\n",
        MADE,
        "Codes never change meaning. Each scheme is one YAML file under `src/qalqan/vocabularies`.\n",
    ]
    for name in scheme_names():
        rows = [f"| `{t.code}` | {t.label('en')} | {t.label('ru')} |" for t in scheme(name).terms]
        parts.append(f"## {name}\n\n| code | English | Russian |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def all_errors() -> str:
    tree = re.search(r"(?m)^ {4}QalqanError[\s\S]+?\n\n", errors.__doc__ or "")
    return f"# Errors\n\n{MADE}\n```\n{tree.group(0).rstrip() if tree else ''}\n```\n"


def api() -> str:
    """The page of the API with its addresses as the routes say them; the words around them are the page's own."""
    before, mark, _ = (REFERENCE / "api.md").read_text("utf-8").partition("## All addresses\n")
    return f"{before}{mark}\n{MADE.replace('This page', 'This part')}\n{table()}"


PAGES = {"api.md": api, "commands.md": commands, "vocabularies.md": vocabularies, "errors.md": all_errors}


def main() -> None:
    stale = []
    for name, write in PAGES.items():
        path, text = REFERENCE / name, write()
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        sys.exit(f"docs/reference is not what the code says ({', '.join(stale)}): run make docs.")


if __name__ == "__main__":
    main()
