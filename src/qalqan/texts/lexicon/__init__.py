"""The words that reading needs, as data: function words, endings, spellings of names, the words of page furniture.

To teach a new one, edit the YAML beside this file; no Python.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast and not always built


@cache
def lexicon(name: str) -> dict[str, Any]:
    """What `<name>.yaml` holds. Read once; the caller does not change it."""
    with (Path(__file__).parent / f"{name}.yaml").open(encoding="utf-8") as file:
        held = yaml.load(file, _loader)  # noqa: S506 - a safe loader, C or Python
    assert isinstance(held, dict)
    return held
