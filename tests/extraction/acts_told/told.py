"""Sentences that tell one act or none, and what is read in each: `python told.py FILE.yaml` prints recall and what is false."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))
from extracted import extracted

HEAD = "Руритания: сообщение\n\n3 марта 2015 года\n\n"


class Told(NamedTuple):
    """A sentence, the codes any of which is right (none: it tells no act), and the codes that are read in it."""

    sentence: str
    right: frozenset[str]
    read: frozenset[str]

    @property
    def met(self) -> bool:
        return bool(self.right & self.read)


def told(path: Path) -> list[Told]:
    """Every sentence of a file, read alone under a heading."""
    rows: list[tuple[str, str]] = [tuple(row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [Told(words, frozenset(codes.split("|")) - {"-"}, acts(words)) for codes, words in rows]


def acts(sentence: str) -> frozenset[str]:
    """The codes of the acts and patterns proposed."""
    read = extracted(HEAD + sentence + "\n", ("act", "pattern"))["candidates"]
    return frozenset(one["fields"]["type"] for one in read)


def main(path: Path) -> None:
    rows = told(path)
    tell = [row for row in rows if row.right]
    silent = [row for row in rows if not row.right]
    for row in rows:
        if (row.right and not row.met) or row.read - row.right:
            print(*sorted(row.right or {"none"}), "<-", *sorted(row.read or {"none"}), "|", row.sentence)
    met, any_ = sum(row.met for row in tell), sum(bool(row.read) for row in tell)
    print(f"recall {met} of {len(tell)} (any act: {any_}); false {sum(bool(r.read) for r in silent)} of {len(silent)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
