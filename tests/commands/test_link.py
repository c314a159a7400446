"""`qalqan link` finds repeated demands without a workspace."""

from __future__ import annotations

import json
from pathlib import Path

from command import ROOT, qalqan

DEMANDS = [
    {"id": "a", "country": "KAZ", "text": "Lift the ban on groups that are not registered"},
    {"id": "b", "country": "KAZ", "text": "Lift the ban on groups which are not registered."},
    {"id": "c", "country": "KGZ", "text": "Lift the ban on groups that are not registered"},
    {"id": "d", "country": "KAZ", "text": "Invite the Special Rapporteur on torture"},
]


def test_demands_to_one_state_are_linked_and_those_to_two_are_not(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    file.write_text("\n".join(json.dumps(d) for d in DEMANDS), "utf-8")
    [link] = [json.loads(line) for line in qalqan("link", file, "--json").stdout.splitlines()]
    assert (link["a"], link["b"], link["type"]) == ("a", "b", "repeats")
    assert 0.6 <= link["score"] < 1
    assert link["why"]


def test_what_extract_printed_can_be_linked(tmp_path: Path):
    found = tmp_path / "found.jsonl"
    found.write_text(qalqan("extract", "--json", *sorted((ROOT / "samples").glob("0[12]-*.txt"))).stdout, "utf-8")
    types = [line.split()[2] for line in qalqan("link", found).stdout.splitlines()]
    assert "same-text" in types
    assert "repeats" in types


def test_people_cases_and_instruments_are_linked_across_publications(tmp_path: Path):
    found = tmp_path / "found.jsonl"
    files = sorted((ROOT / "samples").glob("0[1-5]-*.txt"))
    found.write_text(qalqan("extract", "--json", *files).stdout, "utf-8")
    links = [json.loads(line) for line in qalqan("link", found, "--json").stdout.splitlines()]
    assert {"same-person", "same-case", "same-instrument"} <= {link["type"] for link in links}
    assert all(link["why"] and set(link) == {"a", "b", "type", "score", "why"} for link in links)


def test_a_line_that_is_no_demand_is_named(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    file.write_text('{"id": "a", "text": "Lift the ban"}\n{"id": "b"}\n', "utf-8")
    assert "Line 2 of demands.jsonl" in qalqan("link", file, ends=2).stderr
    assert "is not there" in qalqan("link", tmp_path / "nothing.jsonl", ends=2).stderr
