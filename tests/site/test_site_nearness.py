"""Words close together in a publication's rows of keys, held to the definition that reads every line word by word."""

from __future__ import annotations

import random

from qalqan.site.search.nearness import lines_near, stands_near
from qalqan.texts.search.marks import places_among
from qalqan.texts.search.wanted import AnyOf, Close, Sequence

WORDS = ["court", "judge", "law", "lawyer", "of", "the", "state"]


def by_definition(wanted: Close, keys: str) -> list[int]:
    return [at for at, line in enumerate(keys.split("\n")) if places_among(wanted, line.split())]


def test_the_lines_are_those_of_the_definition() -> None:
    drawn = random.Random(5)
    found = 0
    for _ in range(400):
        lines = [drawn.choices(WORDS, k=drawn.randint(0, 9)) for _ in range(drawn.randint(1, 6))]
        keys = "\n".join(f" {' '.join(line)} " if line else "" for line in lines)
        sides = [
            AnyOf(
                tuple(
                    Sequence(tuple(drawn.sample(WORDS, drawn.randint(1, 2))), open_end=drawn.random() < 0.2)
                    for _ in range(drawn.randint(1, 2))
                )
            )
            for _ in range(2)
        ]
        wanted = Close(*sides, drawn.randint(0, 4))
        assert list(lines_near(wanted, keys)) == by_definition(wanted, keys)
        assert stands_near(wanted)(keys) == bool(by_definition(wanted, keys))
        found += stands_near(wanted)(keys)
    assert 60 < found < 340  # both answers occur
