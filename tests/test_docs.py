"""The documents say what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from qalqan.commands.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_generated_references_are_what_the_code_says():
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_every_command_in_the_documents_exists():
    named = {
        (page.name, word)
        for page in PAGES
        for word in re.findall(r"(?m)(?:^|`)qalqan ([a-z]+)", page.read_text("utf-8"))
    }
    assert len(named) > 10
    assert not {(page, word) for page, word in named if word not in COMMANDS}


def test_every_make_target_in_the_documents_exists():
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    named = {
        word
        for page in PAGES
        for word in re.findall(r"`make ([a-z-]+)`|(?m:^)make ([a-z-]+)", page.read_text("utf-8"))
        for word in word
        if word
    }
    assert {"demo", "test"} <= named
    assert named <= targets


def test_every_link_between_the_documents_resolves():
    broken = [
        f"{page.name}: {target}"
        for page in [*PAGES, ROOT / "CHANGELOG.md"]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken


def test_every_command_shows_its_help_with_an_example():
    for name in COMMANDS:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "qalqan"), name, "--help"], text=True, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        assert "Example:" in done.stdout, name
