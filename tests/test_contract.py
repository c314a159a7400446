"""`qalqan extract --json` gives the format `qalqan-extract/1`: every key that other people's programs rely on, with its type.

The schema below is written by hand from the contract, not from the code. It may grow: a key that is new is named in GROWN.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qalqan.texts.edtf import bounds

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if re.match(r"\d\d-", path.name))
QALQAN = Path(sys.executable).parent / "qalqan"

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str)


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def anything_or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(words: str) -> Check:
    return lambda value: value in words.split()


def each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def several(check: Check) -> Check:
    """One, none, or a list: an act may have been done in two countries, a step be about two mandates."""
    return lambda value: value is None or check(value) or each(check)(value)


def edtf(value: Any) -> bool:
    return text(value) and bounds(value) != (None, None)


def code(value: Any) -> bool:
    """ISO 3166-1 alpha-3, or a region's or a group's code of the project's own."""
    return text(value) and bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]+", value))


maybe_text, maybe_code, maybe_edtf = anything_or_none(text), anything_or_none(code), anything_or_none(edtf)
DATE = {"edtf": maybe_edtf, "basis": one_of("printed relative event file none")}
ANCHOR = {"start": number, "end": number, "exact": text, "prefix": text, "suffix": text}
NAMED = {"name": maybe_text, "role": maybe_text, "kind": maybe_text, "count": lambda value: value is None or text(value) or number(value)}  # fmt: skip
ADDRESSEE = {
    "name": text,
    "class": one_of(
        "government parliament court other-states igo institution mission mandate ngo company unknown"
    ),
    "countries": each(code),
}  # fmt: skip


def like(schema: dict[str, Any]) -> Check:
    return lambda value: not differences(value, schema)


DOCUMENT: dict[str, Any] = {
    "format": one_of("qalqan-extract/1"),
    "source": {"path": text, "sha256": text, "media_type": text, "bytes": number},
    "work": {
        "title": text,
        "kind": one_of("joint-submission statement report resolution upr-report judgment law news other"),
        "language": text,
        "publisher": maybe_text,
        "issuers": each(like({"name": text, "country": maybe_code, "in_exile": maybe_code, "anchor": ANCHOR})),
        "published": {"edtf": maybe_edtf, "basis": one_of("printed event file none")},
        "presented_at": anything_or_none(like({"event": text, "place": maybe_text, "edtf": maybe_edtf})),
        "countries": each(like({"code": code, "role": one_of("subject mentioned")})),
        "topics": each(text),
        "symbol": maybe_text,
        "source_url": maybe_text,
        "accessed": maybe_edtf,
        "cite_as": maybe_text,
        "disclaimer": anything_or_none(like(ANCHOR)),
        "other_languages": each(like({"language": text, "url": maybe_text})),
        "related": each(like({"relation": text, "title": text})),
    },
    "text": text,
    "passages": each(
        like(
            {
                "id": text,
                "kind": one_of("heading paragraph item quotation footnote table chrome"),
                "level": anything_or_none(number),
                "start": number,
                "end": number,
                "page": anything_or_none(number),
                "sentences": each(lambda pair: isinstance(pair, list) and len(pair) == 2 and all(map(number, pair))),
            }
        )
    ),
    "candidates": each(lambda value: isinstance(value, dict)),
}
CANDIDATE = {
    "id": text,
    "kind": one_of("recommendation clause act pattern step provision standard situation"),
    "anchor": ANCHOR,
    "fields": lambda value: isinstance(value, dict),
    "hedge": one_of("asserted reported alleged apparent believed feared expected"),
    "attributed_to": maybe_text,
    "origin": text,
    "confidence": lambda value: isinstance(value, int | float) and 0 <= value <= 1,
    "parent": maybe_text,
}
ACT = {
    "type": text,
    "victims": each(like(NAMED)),
    "perpetrators": each(lambda value: True),
    "duty_bearers": each(lambda value: True),
    "country": several(code),
    "place": maybe_text,
    "date": DATE,
    "reason": maybe_text,
    "case": text,
}
FIELDS: dict[str, dict[str, Any]] = {
    "recommendation": {
        "number": maybe_text,
        "group": maybe_text,
        "chapeau": maybe_text,
        "issuers": each(lambda value: True),
        "addressees": each(like(ADDRESSEE)),
        "countries": each(code),
        "themes": each(text),
        "urgency": maybe_text,
        "response": anything_or_none(one_of("supported noted")),
    },
    "clause": {
        "action": text,
        "category": lambda value: value in (1, 2, 3, 4, 5),
        "negative": yes_or_no,
        "addressees": each(like(ADDRESSEE)),
        "countries": each(code),
        "mandates": each(text),
        "precondition": maybe_text,
    },
    "act": ACT,
    "pattern": ACT,
    "step": {
        "process": one_of(
            "bill liberty trial ngo-status visit standing-invitation communication accountability meeting"
        ),
        "subject": maybe_text,
        "stage": text,
        "date": DATE,
        "country": several(code),
        "by": maybe_text,
        "expected": yes_or_no,
        "negative": yes_or_no,
        "mandate": several(text),
    },
    "provision": {
        "instrument": maybe_text,
        "about": maybe_text,
        "restriction": maybe_text,
        "defects": each(text),
        "country": several(code),
    },
    "standard": {"instrument": maybe_text, "article": several(text), "symbol": maybe_text},
    "situation": {"country": several(code), "trend": one_of("better same worse none")},
}
GROWN = {
    "notes",
    "reader",
    "role",
    "section",
    "language",
    "marker",
    "recognised",
    "footnotes",
    "rights",
}  # keys beside the contract's, anywhere; "kind" of a standard below
GROWN_FIELDS = {"standard": {"kind"}, "act": {"perpetrator_type"}, "pattern": {"perpetrator_type"}}


def differences(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Where a value is not as its schema says: keys that are missing, new or of another type."""
    if not isinstance(value, dict):
        return [f"{at or '.'} is {value!r}"]
    found = [f"{at}.{key} is missing" for key in schema if key not in value]
    found += [f"{at}.{key} is new" for key in value if key not in schema and key not in GROWN]
    for key, check in schema.items():
        if key in value and isinstance(check, dict):
            found += differences(value[key], check, f"{at}.{key}")
        elif key in value and not check(value[key]):
            found.append(f"{at}.{key} is {str(value[key])[:200]!r}")
    return found


@pytest.fixture(scope="module")
def printed() -> list[dict[str, Any]]:
    done = subprocess.run(
        [str(QALQAN), "extract", "--json", *map(str, FILES)],
        capture_output=True, text=True, timeout=300, check=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_object_a_file_and_nothing_else_is_printed(printed: list[dict[str, Any]]) -> None:
    assert [Path(one["source"]["path"]) for one in printed] == FILES
    for one, file in zip(printed, FILES, strict=True):
        data = file.read_bytes()
        assert (one["source"]["sha256"], one["source"]["bytes"]) == (sha256(data).hexdigest(), len(data))


def test_every_object_has_every_key_of_the_contract(printed: list[dict[str, Any]]) -> None:
    for one in printed:
        assert differences(one, DOCUMENT) == [], one["source"]["path"]


def test_every_candidate_has_the_fields_of_its_kind(printed: list[dict[str, Any]]) -> None:
    seen = Counter[str]()
    for one in printed:
        for candidate in one["candidates"]:
            assert differences(candidate, CANDIDATE) == [], one["source"]["path"]
            grown = GROWN_FIELDS.get(candidate["kind"], set())
            fields = {name: value for name, value in candidate["fields"].items() if name not in grown}
            assert differences(fields, FIELDS[candidate["kind"]]) == [], (one["source"]["path"], candidate["anchor"])
            seen[candidate["kind"]] += 1
    assert {"recommendation", "clause", "act", "pattern", "step", "provision", "standard"} <= set(seen)


def test_every_anchor_reads_again_to_its_words(printed: list[dict[str, Any]]) -> None:
    for one in printed:
        body = one["text"]
        anchors = [c["anchor"] for c in one["candidates"]] + [i["anchor"] for i in one["work"]["issuers"]]
        anchors += [one["work"]["disclaimer"]] if one["work"]["disclaimer"] else []
        for anchor in anchors:
            start, end = anchor["start"], anchor["end"]
            assert start < end
            assert body[start:end] == anchor["exact"]
            assert body[:start].endswith(anchor["prefix"])
            assert body[end:].startswith(anchor["suffix"])


def test_passages_and_sentences_lie_in_the_text_in_order(printed: list[dict[str, Any]]) -> None:
    for one in printed:
        at = 0
        for passage in one["passages"]:
            assert at <= passage["start"] < passage["end"] <= len(one["text"]), (one["source"]["path"], passage)
            at = passage["end"]
            inside = passage["start"]
            for start, end in passage["sentences"]:
                assert inside <= start < end <= passage["end"]
                inside = end
        assert len({passage["id"] for passage in one["passages"]}) == len(one["passages"])


def test_a_parent_is_named_once_and_a_clause_hangs_on_a_recommendation(printed: list[dict[str, Any]]) -> None:
    for one in printed:
        kinds = {candidate["id"]: candidate["kind"] for candidate in one["candidates"]}
        assert len(kinds) == len(one["candidates"])
        for candidate in one["candidates"]:
            assert candidate["parent"] is None or candidate["parent"] in kinds
            if candidate["kind"] == "clause":
                assert kinds[candidate["parent"]] == "recommendation"


def test_the_text_of_a_plain_file_is_the_file_itself(printed: list[dict[str, Any]], tmp_path: Path) -> None:
    for one, file in zip(printed, FILES, strict=True):
        if file.suffix == ".txt":
            assert one["text"] == file.read_bytes().decode()
    odd = tmp_path / "odd.txt"
    odd.write_bytes("Release her.\r\n\r\n\tҚазақстан  should \u00a0release 𝒟ana.\x0c\r\nEnd".encode())
    done = subprocess.run(
        [str(QALQAN), "extract", "--json", str(odd)], capture_output=True, text=True, timeout=120, check=True
    )
    assert json.loads(done.stdout)["text"] == odd.read_bytes().decode()


def test_a_kind_is_printed_alone_and_mentions_only_when_asked_for(printed: list[dict[str, Any]]) -> None:
    assert not any(candidate["kind"] == "mention" for one in printed for candidate in one["candidates"])
    done = subprocess.run(
        [str(QALQAN), "extract", "--json", "--kind", "step", "--kind", "act", str(FILES[2])],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert {candidate["kind"] for candidate in json.loads(done.stdout)["candidates"]} == {"step", "act"}


def test_the_schema_notices_what_is_missing_new_or_of_another_type(printed: list[dict[str, Any]]) -> None:
    broken = json.loads(json.dumps(printed[0]))
    del broken["work"]["symbol"]
    broken["work"]["kind"] = "leaflet"
    broken["surprise"] = 1
    assert differences(broken, DOCUMENT) == [".surprise is new", ".work.symbol is missing", ".work.kind is 'leaflet'"]
