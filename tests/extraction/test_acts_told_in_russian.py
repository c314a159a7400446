"""Acts told in Russian in many words: what is read in sentences written before the words were completed may not fall off."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "acts_told"
sys.path.insert(0, str(FOLDER))
from told import acts, told  # noqa: E402 (the folder is no package)

MET = {"russian_first": 72, "russian_second": 11}
FALSE = {"russian_first": 1, "russian_second": 0}


@pytest.mark.parametrize("name", sorted(MET))
def test_as_many_acts_are_read_as_were_measured(name: str) -> None:
    rows = told(FOLDER / f"{name}.yaml")

    assert sum(row.met for row in rows) >= MET[name], [row.sentence for row in rows if row.right and not row.met]
    assert sum(bool(row.read) for row in rows if not row.right) <= FALSE[name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Каждый арестованный имеет право уведомить семью.",
        "Никто не должен подвергаться пыткам.",
        "Следует прекратить избиения в изоляторах.",
        "Если бы прокурор возбудил дело, его вызвали бы на допрос.",
        "Изъятие и обыск производятся на основании санкции, арест применяется лишь по решению суда.",
        "Семинар по предупреждению пыток прошёл в столице.",
        "Случаев избиений в приёмнике не установлено.",
    ],
)
def test_a_rule_a_demand_or_a_subject_tells_no_act(sentence: str) -> None:
    assert not acts(sentence)


def test_the_same_words_tell_an_act_where_it_was_done() -> None:
    assert "ARBITRARY-DETENTION" in acts("Арестованный 5 мая Дамир Касенов имел право на адвоката, но его не пустили.")
    assert "TORTURE" in acts("Дамира Касенова пытали, хотя пытки запрещены.")
