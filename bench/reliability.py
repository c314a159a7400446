"""Is a stated confidence the share that is right? Judges proposals one by one, draws the answer, writes `confidence.yaml`.

`python -m bench.reliability` measures every rule anew with its own scores and writes src/qalqan/extraction/confidence.yaml;
`make bench` draws what the shipped file then gives. A proposal is judged only where the gold claims to be complete:
recommendations of review reports; recommendations, clauses, standards and steps of the founding publications; acts of news.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
SCORERS = ROOT.parent / "shared" / "score"
BANDS_FILE = ROOT / "src" / "qalqan" / "extraction" / "confidence.yaml"
FEWEST = 30  # proposals a band must hold


@dataclass(frozen=True)
class Judged:
    """One proposal: which rule made it, how sure it was, and whether the gold agrees."""

    kind: str
    rule: str
    confidence: float
    right: bool


def judge(results: Path) -> list[Judged]:
    """Judges the outputs `seeds.jsonl`, `upr.jsonl` and `news.jsonl` of `bench.quality` in this folder."""
    return [
        *_of_reports(_lines(results / "upr.jsonl")),
        *_of_seeds(_lines(results / "seeds.jsonl")),
        *_of_news(_lines(results / "news.jsonl"), "dev"),
    ]


# -- judging -----------------------------------------------------------------------------------------------------------


def _of_reports(documents: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    score = _scorer("score_upr")
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in score.rows(DATA / "upr" / "gold.jsonl"):
        gold[row["pdf"]].append(row)
    for name, document in score.by_name(documents).items():
        proposed = [one for one in document["candidates"] if one["kind"] == "recommendation"]
        readings = [score.readings(one["anchor"]["exact"]) for one in proposed]
        pairs = [
            (len(words & ours) / len(words | ours), row, number)
            for row, words in enumerate(score.words(one["text"]) for one in gold.get(name, ()))
            for number, each in enumerate(readings)
            for ours in each
            if words and ours and len(words & ours) / len(words | ours) >= 0.8
        ]
        met = set(score.one_to_one(pairs).values())
        yield from (_judged(one, number in met) for number, one in enumerate(proposed))


def _of_seeds(documents: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    score = _scorer("score_seeds")
    names = score.by_name(documents)
    for gold in score.load_gold(DATA / "gold"):
        document = names[gold["seed_file"]]
        demands = gold["recommendations"]
        spans = {
            "recommendation": [score.span(one["text"]) for one in demands],
            "clause": [score.span(clause["text"]) for one in demands for clause in one["clauses"]],
        }
        for kind, wanted in spans.items():
            proposed = score.cands(document, kind)
            met = set(
                score.span_scores(document["text"], wanted, [score.span(one["anchor"]) for one in proposed])[2].values()
            )
            yield from (_judged(one, number in met) for number, one in enumerate(proposed))
        quotes = [score.span(one["quote"]) for one in gold["standards"]]
        for one in score.cands(document, "standard"):
            yield _judged(one, any(score.overlap(score.span(one["anchor"]), quote) >= 0.5 for quote in quotes))
        yield from _of_acts(score, gold, document)
        yield from _of_steps(score, gold, document)


def _of_acts(score: ModuleType, gold: dict[str, Any], document: dict[str, Any]) -> Iterator[Judged]:
    """The gold does not claim to hold every act: what it lacks counts as wrong here, so the share is a floor."""
    acts = list(score.gold_acts(gold))
    for one in score.cands(document, "act", "pattern"):
        where, about = score.span(one["anchor"]), score.countries(one["fields"].get("country"))
        met = any(
            about & act["countries"] and any(score.overlap(where, quote) >= 0.5 for quote in act["quotes"])
            for act in acts
        )
        yield _judged(one, met)


def _of_steps(score: ModuleType, gold: dict[str, Any], document: dict[str, Any]) -> Iterator[Judged]:
    must, may = score.gold_steps(gold)
    for one in score.cands(document, "step"):
        if one["fields"]["process"] not in score.MAP["step_processes_scored"]:
            continue
        where = score.span(one["anchor"])
        families = score.families(one["fields"].get("stage") or "", score.MAP["stage_families"])
        there = [step for step in must if max(score.overlap(where, quote) for quote in step["quotes"]) >= 0.5]
        if any(families & step["families"] for step in there):
            yield _judged(one, True)
        elif there or not any(score.overlap(where, quote) >= 0.5 for quote in may):
            yield _judged(one, False)


def _of_news(documents: Iterable[dict[str, Any]], part: str) -> Iterator[Judged]:
    """An act is right where its kind is among the article's, and a person it names as victim is one of the article's."""
    score = _scorer("score_hrdsattack")
    names = score.by_name(documents)
    for number, gold in enumerate(score.load(DATA / "hrdsattack", part)):
        for one in names.get(f"{part}-{number:04d}.txt", {}).get("candidates", ()):
            if one["kind"] != "act" or one["origin"].startswith("acts.article"):  # the models have seen these articles
                continue
            kinds = score.families(one["fields"].get("type") or "", score.M["violation"])
            victims = [
                score.name(victim["name"])
                for victim in one["fields"].get("victims") or ()
                if victim.get("name") and victim.get("kind", "person") == "person"
            ]
            named = not victims or any(
                ours in theirs or theirs in ours for ours in victims for theirs in gold["victims"]
            )
            if kinds:
                yield _judged(one, bool(kinds & gold["types"]) and named)


def _judged(candidate: dict[str, Any], right: bool) -> Judged:
    from qalqan.extraction.calibration import rule_of

    return Judged(candidate["kind"], rule_of(candidate["origin"]), candidate["confidence"], right)


@cache
def _scorer(name: str) -> ModuleType:
    if str(SCORERS) not in sys.path:
        sys.path.insert(0, str(SCORERS))
    return importlib.import_module(name)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


# -- telling -----------------------------------------------------------------------------------------------------------


def tenths(judged: Iterable[Judged]) -> dict[int, tuple[int, int]]:
    """{tenth of the stated confidence, 0 to 9: (right, judged)}"""
    found: dict[int, list[bool]] = defaultdict(list)
    for one in judged:
        found[min(9, int(one.confidence * 10 + 1e-9))].append(one.right)
    return {tenth: (sum(right), len(right)) for tenth, right in sorted(found.items())}


def table(judged: list[Judged]) -> str:
    """The lines of the page about confidence: what was stated and what was right, in tenths."""
    sure = [one.right for one in judged if one.confidence >= 0.9 - 1e-9]
    lines = ["| stated confidence | right | judged | share right |", "|---|---|---|---|"]
    for tenth, (right, all_) in tenths(judged).items():
        lines.append(f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {right:,} | {all_:,} | {right / all_:.2f} |")
    share = f"{sum(sure) / len(sure):.3f}" if sure else "none"
    lines += [
        "",
        f"Of {len(sure):,} proposals with a stated confidence of .9 or more, the share that is right is {share} (aim .9). The bands "
        "were learnt from these documents (and 300 more articles): on others expect somewhat less.",
        "",
        "![Stated confidence against the share that is right](../pictures/reliability.svg)",
    ]
    return "\n".join(lines)


def draw(judged: list[Judged], path: Path) -> None:
    """The reliability plot: a dot for each tenth, as large as it has proposals, on the line where words and facts agree."""
    side, edge = 320, 44

    def across(share: float) -> float:
        return edge + share * side

    def up(share: float) -> float:
        return edge / 2 + (1 - share) * side

    marks = []
    for tenth, (right, all_) in tenths(judged).items():
        stated = [one.confidence for one in judged if min(9, int(one.confidence * 10 + 1e-9)) == tenth]
        mean, share = sum(stated) / len(stated), right / all_
        size = 4 + min(12, all_**0.5 / 5)
        marks.append(
            f'<circle cx="{across(mean):.1f}" cy="{up(share):.1f}" r="{size:.1f}" fill="#1f5f8b" fill-opacity=".75"/>'
        )
        marks.append(
            f'<text x="{across(mean) - size - 4:.1f}" y="{up(share) - size:.1f}" text-anchor="end">{share:.2f} of {all_:,}</text>'
        )
    ticks = "".join(
        f'<text x="{across(n / 10):.0f}" y="{up(0) + 18:.0f}" text-anchor="middle">{n / 10:.1f}</text>'
        f'<text x="{edge - 8}" y="{up(n / 10) + 4:.0f}" text-anchor="end">{n / 10:.1f}</text>'
        for n in range(0, 11, 2)
    )
    width, height = side + 2 * edge, side + 1.5 * edge + 20
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" font-family="sans-serif" font-size="12" role="img">'
        "<title>Stated confidence against the share that is right</title>"
        f'<rect width="{width}" height="{height:.0f}" fill="#fff"/>'
        f'<rect x="{edge}" y="{edge / 2:.0f}" width="{side}" height="{side}" fill="none" stroke="#888"/>'
        f'<line x1="{across(0)}" y1="{up(0)}" x2="{across(1)}" y2="{up(1)}" stroke="#888" stroke-dasharray="4 4"/>'
        f"{ticks}{''.join(marks)}"
        f'<text x="{across(0.5):.0f}" y="{height - 6:.0f}" text-anchor="middle">stated confidence; upwards: share that is right</text>'
        "</svg>\n",
        "utf-8",
    )


# -- learning ----------------------------------------------------------------------------------------------------------


def learn() -> None:
    """Reads every judged document with the rules' own scores and writes the bands."""
    from qalqan.extraction.calibration import UNTOUCHED
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.reading import read

    def found(pattern: str) -> list[dict[str, Any]]:
        documents = []
        for path in sorted(DATA.glob(pattern)):
            text = read(path.read_bytes(), path.name)
            documents.append(read_out(text, {"path": path.name}, calibration=UNTOUCHED))
        return documents

    news = found("hrdsattack/txt/*.txt")
    judged = [
        *_of_reports(found("upr/*.pdf")),
        *_of_seeds(found("seeds/*.txt")),
        *_of_news(news, "dev"),
        *_of_news(news, "train"),
    ]
    new = BANDS_FILE.with_suffix(".new")
    new.write_text(_as_yaml(judged), "utf-8")
    new.replace(BANDS_FILE)


def _as_yaml(judged: list[Judged]) -> str:
    by_rule: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_rule[one.rule].append(one)
    lines = [
        "# How often each rule was right where it could be judged, by bands of the score that the rule itself gives.",
        "# Written by `python -m bench.reliability`; measured, not chosen. Rules that are not here are capped: calibration.py.",
    ]
    for rule, ones in sorted(by_rule.items()):
        lines.append(f"{rule}:")
        for least, up_to, right, all_ in _bands(sorted(ones, key=lambda one: one.confidence)):
            lines.append(f"  - {{least: {least:.3f}, up_to: {up_to:.3f}, right: {right}, judged: {all_}}}")
    return "\n".join(lines) + "\n"


def _bands(ones: list[Judged]) -> list[tuple[float, float, int, int]]:
    """Bands of equal scores, joined until each holds enough and none is surer than the next (pool adjacent violators)."""
    bands: list[tuple[float, float, int, int]] = []
    for one in ones:
        same = bands and bands[-1][1] == one.confidence
        last = bands.pop() if same else (one.confidence, one.confidence, 0, 0)
        bands.append((last[0], last[1], last[2] + one.right, last[3] + 1))
    joined: list[tuple[float, float, int, int]] = []
    for band in bands:
        joined.append(band)
        while len(joined) > 1 and (joined[-2][3] < FEWEST or _share(joined[-2]) >= _share(joined[-1])):
            _join_last(joined)
    if len(joined) > 1 and joined[-1][3] < FEWEST:
        _join_last(joined)
    return joined


def _share(band: tuple[float, float, int, int]) -> float:
    return band[2] / band[3]


def _join_last(bands: list[tuple[float, float, int, int]]) -> None:
    last, before = bands.pop(), bands.pop()
    bands.append((before[0], last[1], before[2] + last[2], before[3] + last[3]))


if __name__ == "__main__":
    learn()
