"""Where something stands, asked from the command line: by a name, by words of a demand, in words and as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from makers import a_clause, a_process, a_recommendation, a_step, a_text, an_actor
from qalqan.commands import matrix, status
from qalqan.errors import NotFound

DEMAND = "let the lawyer Dana Omarova go"


@pytest.fixture
def asking(account: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A workspace that is open, with a demand, and somebody who was held and let go."""
    for command in (matrix, status):
        monkeypatch.setattr(command, "open_here", lambda: None)
        monkeypatch.setattr(command, "acting_account", lambda: account)
    text = a_text(f"The authorities: {DEMAND}.")
    a_clause(a_recommendation(text, DEMAND), text, DEMAND)
    held = a_process("liberty", "Dana Omarova", actor=an_actor())
    a_step(text, held, "detained", date="2014-03-02")
    a_step(text, held, "released", date="2014-07-09")
    return account


def test_a_demand_is_asked_for_by_its_words(asking: Any, capsys: pytest.CaptureFixture[str]) -> None:
    status.run("lawyer Omarova go", as_of="2016")
    told = capsys.readouterr().out
    assert DEMAND in told and "KAZ: not-assessed" in told
    status.run("lawyer Omarova go", as_of="2016", json=True)
    assert json.loads(capsys.readouterr().out)["demands"][0]["clause"] == DEMAND


def test_a_person_stands_where_she_stood_on_the_day(asking: Any, capsys: pytest.CaptureFixture[str]) -> None:
    status.run("Dana Omarova", as_of="2014-04-01")
    assert "detained, 2014-03-02" in capsys.readouterr().out
    status.run("Dana Omarova", as_of="2014-08-01", country="Kazakhstan", kind="liberty")
    assert "released, 2014-07-09" in capsys.readouterr().out


def test_what_nobody_recorded_is_said_so(asking: Any) -> None:
    with pytest.raises(NotFound, match="Nothing is recorded"):
        status.run("Nobody Known")


@pytest.mark.parametrize(
    "asked", [{"page": 9}, {"words": "nothing like it"}, {"as_of": "0001"}, {"as_of": "9999"}, {"issuer": "?"}]
)
def test_the_table_of_demands_answers_odd_questions(
    asking: Any, capsys: pytest.CaptureFixture[str], asked: Any
) -> None:
    matrix.run(**{"issuer": "", "country": "", "as_of": "", "words": "", "page": 0, "of": 5, "json": False, **asked})
    assert "not exhaustive" in capsys.readouterr().out


def test_one_demand_is_one_demand(asking: Any, capsys: pytest.CaptureFixture[str]) -> None:
    matrix.run(issuer="", country="", as_of="2016", words="", page=0, of=5, json=False)
    assert "1 demand, 1 addressee, as of 2016" in capsys.readouterr().out
