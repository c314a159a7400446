"""The import contracts hold, and they are able to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def lint(config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--config", str(config), "--no-cache"],
        cwd=ROOT,
        text=True,
        capture_output=True,
    )


def test_the_flow_is_the_architecture():
    done = lint(ROOT / ".importlinter")
    assert done.returncode == 0, done.stdout


def test_a_turned_flow_is_seen(tmp_path):
    turned = (ROOT / ".importlinter").read_text().replace("    record\n    review\n", "    review\n    record\n")
    assert turned != (ROOT / ".importlinter").read_text()
    (tmp_path / "turned").write_text(turned)
    done = lint(tmp_path / "turned")
    assert done.returncode == 1
    assert "qalqan.record" in done.stdout


def test_no_drawer_without_a_subject():
    forbidden = {"utils", "helpers", "common", "misc", "lib", "core", "manager", "handler"}
    names = {part for path in (ROOT / "src" / "qalqan").rglob("*.py") for part in (*path.parent.parts[-2:], path.stem)}
    assert not names & forbidden
