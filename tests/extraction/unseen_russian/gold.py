"""The marks of this folder in the form of a scorer's gold: offsets are sought in the text as it was read.

`python tests/extraction/unseen_russian/gold.py RESULT.jsonl [SCORERS]` prints the figures of a `qalqan extract --json`.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SCORERS = HERE.parents[3] / "shared" / "score"
Marks = dict[str, dict[str, Any]]


def read_marks(name: str = "marks.yaml") -> Marks:
    """The marks of each publication by its file name."""
    marks: Marks = yaml.safe_load((HERE / name).read_text("utf-8"))
    return marks


def quoted(text: str, words: str, within: tuple[int, int] | None = None) -> dict[str, Any]:
    """The anchor of words in a text; " … " stands for what is left out between the first and the last of them."""
    low, high = within or (0, len(text))
    first, _, last = words.partition(" … ")
    start = text.find(first, low, high)
    if start < 0:
        raise LookupError(f"not in the text: {first}")
    end = start + len(first)
    if last:
        end = text.find(last, end, high) + len(last)
        if end < len(last):
            raise LookupError(f"not in the text: {last}")
    return {"start": start, "end": end, "exact": text[start:end]}


def as_gold(name: str, marks: dict[str, Any], text: str) -> dict[str, Any]:
    """What is marked in one publication, in the form of `seed0.json`."""
    recommendations = []
    for one in marks["recommendations"]:
        span = quoted(text, one["text"])
        within = (span["start"], span["end"])
        clauses = [{"text": quoted(text, words, within), "action_category": n} for words, n in one["clauses"]]
        recommendations.append({"text": span, "addressed_countries": one["to"], "clauses": clauses})
    return {
        "seed_file": name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "recommendations": recommendations,
        "cases": [_case(n, one, text) for n, one in enumerate(marks["acts"])],
        "legal": [_law(n, one, text) for n, one in enumerate(marks.get("steps", []))],
        "standards": [
            {"type": "norm", "article": one["article"], "quote": quoted(text, one["quote"])}
            for one in marks["standards"]
        ],
        "special_procedures": [
            {"country": one["country"], "mandate": one["mandate"], "sp_status_code": one["status"]}
            for one in marks.get("visits", [])
        ],
        "ngo_status": [
            {"id": f"n{n}", "country": one["country"], "fact": one["fact"], "date": {"edtf": one["date"]}}
            | {"quote": quoted(text, one["quote"])}
            for n, one in enumerate(marks.get("ngo", []))
        ],
    }


def _case(n: int, one: dict[str, Any], text: str) -> dict[str, Any]:
    act = {"type": one["type"], "date": {"edtf": one["date"]}, "quote": quoted(text, one["quote"])}
    return {"id": f"c{n}", "country": one["country"], "acts": [act]}


def _law(n: int, one: dict[str, Any], text: str) -> dict[str, Any]:
    event = {"stage": one["stage"], "date": {"edtf": one["date"]}, "quote": quoted(text, one["quote"])}
    return {"id": f"l{n}", "jurisdiction": one["country"], "events": [event], "provisions": []}


def beside(marks: Marks, docs: dict[str, dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """What the scorer of seeds does not count: (right, of) for titles, days, subjects, victims, hedges, provisions."""
    told: dict[str, list[bool]] = {}
    for name, one in marks.items():
        doc = docs[name]
        work, text, found = doc["work"], doc["text"], doc["candidates"]
        subjects = {each["code"] for each in work["countries"] if each["role"] == "subject"}
        told.setdefault("title", []).append(work["title"] == one["title"])
        told.setdefault("kind", []).append(work["kind"] == one["kind"])
        told.setdefault("day of publication", []).append((work["published"] or {}).get("edtf") == one["published"])
        told.setdefault("countries it is about", []).append(subjects == set(one["subject"]))
        for issuer in one.get("issuers", []):
            told.setdefault("issuers", []).append(any(issuer in each["name"] for each in work["issuers"]))
        for mark in one["recommendations"]:
            near = [c for c in found if c["kind"] == "recommendation" and _meets(c, quoted(text, mark["text"]))]
            fields = near[0]["fields"] if near else {"addressees": [], "number": None}
            if "addressee" in mark:
                classes = {each["class"] for each in fields["addressees"]}
                told.setdefault("class of addressee", []).append(mark["addressee"] in classes)
            if "number" in mark:
                told.setdefault("number of recommendation", []).append(fields["number"] == mark["number"])
        for mark in one["acts"]:
            near = [c for c in found if c["kind"] in ("act", "pattern") and _meets(c, quoted(text, mark["quote"]))]
            if near and "hedge" in mark:
                told.setdefault("hedge, of acts found", []).append(any(c["hedge"] == mark["hedge"] for c in near))
            if near and "victim" in mark:
                names = {victim["name"] or "" for c in near for victim in c["fields"]["victims"]}
                told.setdefault("victim, of acts found", []).append(any(mark["victim"] in each for each in names))
        for words in one.get("provisions", []):
            near = [c for c in found if c["kind"] == "provision" and _meets(c, quoted(text, words))]
            told.setdefault("provisions", []).append(bool(near))
    return {what: (sum(answers), len(answers)) for what, answers in told.items()}


def _meets(candidate: dict[str, Any], span: dict[str, Any]) -> bool:
    a, b = candidate["anchor"], span
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return bool(shared >= 0.5 * min(a["end"] - a["start"], b["end"] - b["start"]))


def figures(docs: list[dict[str, Any]], marks: Marks, scorers: Path = SCORERS) -> dict[str, Any]:
    """The scorer's report over the publications of `marks`, and what stands beside it."""
    sys.path.insert(0, str(scorers))
    scorer = importlib.import_module("score_seeds")
    named = {doc["source"]["path"].rsplit("/", 1)[-1]: doc for doc in docs}
    gold = [as_gold(name, one, named[name]["text"]) for name, one in marks.items()]
    return {**scorer.score(gold, list(named.values())), **beside(marks, named)}


if __name__ == "__main__":
    read = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    present = {doc["source"]["path"].rsplit("/", 1)[-1] for doc in read}
    chosen = {name: one for part in sorted(HERE.glob("marks*.yaml")) for name, one in read_marks(part.name).items()}
    report = figures(read, {name: one for name, one in chosen.items() if name in present})
    for measure, value in report.items():
        print(f"{measure:<56} {value}")
