"""Sentences in which nothing was done propose no act; look-alikes in which something was done still do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_acts_told_in_other_words import proposed
from test_acts_told_in_other_words import told as told_in_english

FOLDER = Path(__file__).parent / "acts_told"
sys.path.insert(0, str(FOLDER))
from told import acts, told  # noqa: E402 (the folder is no package)

# file: (sentences of no act with a proposal at most, acts found of the kind told at least)
ENGLISH = {"firm": (3, 21), "firm_again": (2, 14), "firm_third": (8, 10)}
RUSSIAN = {"firm_russian": (1, 18), "firm_russian_again": (1, 8), "firm_russian_third": (6, 7)}


@pytest.mark.parametrize("name", ENGLISH)
def test_what_was_not_done_in_english_is_not_proposed(name: str) -> None:
    read = [(code, proposed(sentence)) for code, sentence in told_in_english(name)]
    false_most, met_least = ENGLISH[name]

    assert sum(bool(kinds) for code, kinds in read if code == "-") <= false_most
    assert sum(code in kinds for code, kinds in read if code != "-") >= met_least


@pytest.mark.parametrize("name", RUSSIAN)
def test_what_was_not_done_in_russian_is_not_proposed(name: str) -> None:
    rows = told(FOLDER / f"{name}.yaml")
    false_most, met_least = RUSSIAN[name]

    assert sum(bool(row.read) for row in rows if not row.right) <= false_most
    assert sum(row.met for row in rows) >= met_least


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("At the end of a conference in Tashkent police arrested two speakers.", "ARBITRARY-DETENTION"),
        ("Participants in a seminar on human rights were arrested.", "ARBITRARY-DETENTION"),
        ("Prisoners were beaten, although they have the right to be heard.", "BEATING"),
        ("The pastor was fined under a law adopted in 1936.", "FINE"),
        ("For violating the law on assemblies the tailor was fined.", "FINE"),
        ("The law imposes burdens on groups and ten of them were fined.", "FINE"),
        ("The report on the strike was seized, and the printer was beaten.", "BEATING"),
        ("The minister denied that the arrest of the poet was unlawful.", "ARBITRARY-DETENTION"),
        ("The charges were dropped after the baker had been beaten in the cell.", "BEATING"),
        ("The newspaper tells of a champion who was tortured in May.", "TORTURE"),
    ],
)
def test_what_was_done_beside_it_is(sentence: str, code: str) -> None:
    assert code in proposed(sentence)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("В докладе говорится о пытках заключённых, одного из них избили дубинками.", "BEATING"),
        ("Суд отменил штраф, но активистку снова задержали.", "ARBITRARY-DETENTION"),
        ("Хотя обвинения сняты, учителя избили в отделении.", "BEATING"),
        ("Юриста арестовали по дороге на семинар о пытках.", "ARBITRARY-DETENTION"),
    ],
)
def test_so_is_what_was_done_in_russian(sentence: str, code: str) -> None:
    assert code in acts(sentence)
