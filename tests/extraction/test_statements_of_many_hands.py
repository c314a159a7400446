"""Statements as many organisations write them, each in its own form; `statements/expected.yaml` says what a reader marks.

All are invented. They stand for what the seeds do not show: "…; and" before the next item, datelines, letters, lists of
addressees, signatories at the end, Russian appeals, a lawyer who speaks for the one she defends.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read

FOLDER = Path(__file__).parent / "statements"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))

statements = pytest.mark.parametrize("name", sorted(EXPECTED))


@cache
def found(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name}.txt"
    return read_out(read(path.read_bytes(), path.name), {"path": path.name})


def of_kind(name: str, *kinds: str) -> list[dict[str, Any]]:
    return [one for one in found(name)["candidates"] if one["kind"] in kinds]


def test_every_statement_is_expected_something_of() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(EXPECTED)


@statements
def test_the_publication_is_told(name: str) -> None:
    work, wanted = found(name)["work"], EXPECTED[name]
    assert [one for one in wanted.get("issuers", ()) if one not in [issuer["name"] for issuer in work["issuers"]]] == []
    for field in ("title", "kind"):
        assert field not in wanted or work[field] == wanted[field]
    assert "published" not in wanted or work["published"]["edtf"] == wanted["published"]


@statements
def test_each_demand_is_a_clause_and_nothing_else_is(name: str) -> None:
    words = [one["anchor"]["exact"] for one in of_kind(name, "clause")]
    missing = [start for start in EXPECTED[name]["clauses"] if not any(one.startswith(start) for one in words)]
    assert missing == []
    surplus = [
        one
        for one in words
        for start in EXPECTED[name].get("not-clauses", ())
        if one == start or start in one and len(start) > 3
    ]
    assert surplus == []


@statements
def test_each_addressee_is_named_without_the_words_around(name: str) -> None:
    named = {one["name"] for each in of_kind(name, "recommendation") for one in each["fields"]["addressees"]}
    assert set(EXPECTED[name].get("addressees", ())) <= named


@statements
def test_each_act_has_its_victim_and_date(name: str) -> None:
    told = {
        (one["fields"]["type"], victim["name"], one["fields"]["date"]["edtf"])
        for one in of_kind(name, "act")
        for victim in one["fields"]["victims"]
    }
    wanted = EXPECTED[name].get("acts", [])
    missing = [
        act for act in wanted if not any(a == act[0] and v == act[1] and act[2] in (None, d) for a, v, d in told)
    ]
    assert missing == []
    victims = {victim for _, victim, _ in told}
    assert victims.isdisjoint(EXPECTED[name].get("not-victims", ()))
    sentenced = {victim for kind, victim, _ in told if kind == "SENTENCE"}
    assert sentenced.isdisjoint(EXPECTED[name].get("not-sentenced", ()))


@statements
def test_each_step_has_its_subject_and_date(name: str) -> None:
    told = [
        (f"{f['process']}/{f['stage']}", f["subject"], f["date"]["edtf"])
        for f in (one["fields"] for one in of_kind(name, "step"))
    ]
    wanted = EXPECTED[name].get("steps", [])
    missing = [
        step
        for step in wanted
        if not any(s == step[0] and step[1] in (None, of) and step[2] in (None, d) for s, of, d in told)
    ]
    assert missing == []


@statements
def test_each_norm_is_named_whole(name: str) -> None:
    named = {one["fields"]["instrument"] for one in of_kind(name, "standard")}
    assert set(EXPECTED[name].get("standards", ())) <= named
    asked = {mandate for one in of_kind(name, "clause") for mandate in one["fields"]["mandates"]}
    assert set(EXPECTED[name].get("mandates", ())) <= asked


@statements
def test_every_anchor_reads_again_to_its_words(name: str) -> None:
    whole = found(name)
    for one in whole["candidates"]:
        anchor = one["anchor"]
        assert whole["text"][anchor["start"] : anchor["end"]] == anchor["exact"]
