"""`qalqan classify` tells themes and categories without a workspace."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from command import qalqan

DEMANDS = [
    {"id": "a", "text": "Abolish the death penalty"},
    {"id": 2, "text": "Прекратить пытки", "language": "ru"},
]


def lines_of(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_demand_is_named_with_themes_category_and_confidence(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    file.write_text("\n".join(json.dumps(d, ensure_ascii=False) for d in DEMANDS) + "\n\n", "utf-8")
    english, russian = lines_of(qalqan("classify", file, "--json"))
    assert (english["id"], english["themes"], english["action_category"]) == ("a", ["death-penalty"], 5)
    assert english["confidence"]["themes"]["death-penalty"] > 0.9
    assert english["confidence"]["action_category"] > 0.5
    assert (russian["id"], russian["themes"]) == (2, ["torture"])
    assert russian["confidence"] == {"themes": {"torture": None}, "action_category": None}
    assert qalqan("classify", file).stdout.startswith("a  5 ")


def test_themes_can_be_named_as_upr_info_does_and_the_file_may_be_compressed(tmp_path: Path):
    file = tmp_path / "demands.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(DEMANDS[0]).encode()))
    [one] = lines_of(qalqan("classify", file, "--scheme", "upr", "--json"))
    assert one["themes"] == ["Death penalty"]
    assert list(one["confidence"]["themes"]) == ["Death penalty"]


def test_what_is_no_demand_is_named_in_one_sentence(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    for wrong in ('{"id": "b"}', '{"text": "Abolish it"}', '["a"]', "not json", '{"id": "b", "text": 5}'):
        file.write_text(json.dumps(DEMANDS[0]) + "\n" + wrong + "\n", "utf-8")
        said = qalqan("classify", file, ends=2).stderr
        assert said.count("\n") == 1
        assert "Line 2 of demands.jsonl" in said
    assert "is not there" in qalqan("classify", tmp_path / "nothing.jsonl", ends=2).stderr
    assert "scheme" in qalqan("classify", file, "--scheme", "hrc", ends=2).stderr


def test_bytes_that_are_no_text_are_refused(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    for data in (b"\xff\xfe\x00\x01", b"\x1f\x8b\x08\x00broken"):
        file.write_bytes(data)
        assert "save it as JSON Lines" in qalqan("classify", file, ends=1).stderr


def test_an_empty_file_gives_nothing(tmp_path: Path):
    file = tmp_path / "demands.jsonl"
    file.write_bytes(b"")
    assert qalqan("classify", file, "--json").stdout == ""
