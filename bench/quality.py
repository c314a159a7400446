"""Runs the scorers beside the project and writes docs/reference/quality.md between its two marks.

`make bench` calls it; `python -m bench.quality NAME…` runs only those tasks and prints. Needs ../shared/data and ../shared/score.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import reliability

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
SCORERS = ROOT.parent / "shared" / "score"
PAGE = ROOT / "docs" / "reference" / "quality.md"
QALQAN = Path(sys.executable).parent / "qalqan"


@dataclass(frozen=True)
class Measure:
    """One line: what is measured, the scorer's name for it, what is known elsewhere, and what we want to reach."""

    says: str
    key: str
    aim: float
    elsewhere: str = "–"


@dataclass(frozen=True)
class Task:
    """One scorer over one set of documents."""

    name: str
    documents: str
    command: tuple[str, ...]
    inputs: str
    scorer: str
    measures: tuple[Measure, ...]
    seen: bool = False  # models that ship have learnt from these documents: no aim is reached here


EXTRACT = ("extract", "--json")

TASKS = (
    Task(
        "seeds",
        "the two founding publications",
        EXTRACT,
        "seeds/*.txt",
        "score_seeds.py",
        (
            Measure("recommendations, exact words (F1)", "recommendations_f1", 1.0),
            Measure("clauses (F1)", "clauses_f1", 0.95),
            Measure("clauses, exact words (F1)", "clauses_exact_f1", 0.95),
            Measure("addressee countries", "addressee_countries_accuracy", 0.97),
            Measure("action category", "category_accuracy", 0.88),
            Measure("acts: recall", "acts_recall", 0.90),
            Measure("acts: type", "act_type_accuracy", 0.90),
            Measure("steps of draft laws and organisations (F1)", "steps_f1", 0.85),
            Measure("visits and invitations (F1)", "visits_f1", 1.0),
            Measure("standards (F1)", "standards_f1", 0.85),
            Measure("dates, exact", "dates_accuracy", 0.95),
            Measure("anchors that re-read to their words", "anchors_reread", 1.0),
        ),
    ),
    Task(
        "upr",
        "40 reports of the Universal Periodic Review (PDF)",
        EXTRACT,
        "upr/*.pdf",
        "score_upr.py",
        (
            Measure("recommendations (F1)", "recommendations_f1", 0.97, "one regular expression .908"),
            Measure("recommending States, whole set", "recommending_state_accuracy", 0.997, "the same expression .993"),
            Measure("response, three-way", "response_three_way_accuracy", 0.95, "the same expression .545"),
            Measure("printed number", "number_accuracy", 1.0, "published peer 1.000"),
            Measure("anchors that re-read to their words", "anchors_reread", 1.0),
        ),
    ),
    Task(
        "news",
        "100 news articles on attacks, which the shipped models have learnt from ([unseen](quality-news.md): lower)",
        EXTRACT,
        "hrdsattack/txt/dev-*.txt",
        "score_hrdsattack.py",
        (
            Measure("victim names, exact (F1)", "victim_name_exact_f1", 0.50, "T5 as published .474"),
            Measure("kinds of violation (F1)", "violation_type_f1", 0.72, "T5 as published .714"),
            Measure("kind of perpetrator", "perpetrator_type_accuracy", 0.63, "T5 as published .62"),
            Measure("country", "country_accuracy", 0.70, "T5 as published .66"),
            Measure("year", "year_accuracy", 0.60, "T5 as published .46"),
            Measure("month", "month_accuracy", 0.50, "T5 as published .33"),
            Measure("anchors that re-read to their words", "anchors_reread", 1.0),
        ),
        seen=True,
    ),
    Task(
        "pages",
        "20 saved result pages",
        EXTRACT,
        "amnesty/html/*",
        "score_pages.py",
        (
            Measure("titles outside the page's furniture", "titles_accuracy", 0.98),
            Measure("excerpts outside the page's furniture", "excerpts_accuracy", 0.95),
        ),
    ),
    Task(
        "repeats",
        "17,209 recommendations to 62 States",
        ("link", "--json"),
        "repeats/recs_dev.jsonl.gz",
        "score_repeats.py",
        (
            Measure("repetitions linked, at the default threshold (F1)", "links_f1", 0.95),
            Measure("their precision", "links_precision", 0.95),
            Measure("their recall", "links_recall", 0.95),
        ),
    ),
)


@dataclass(frozen=True)
class Found:
    """One measured line of the page."""

    documents: str
    measure: Measure
    value: float
    seen: bool = False

    @property
    def reached(self) -> bool:
        return self.value >= self.measure.aim - 1e-9

    def line(self) -> str:
        mark = "not judged: seen" if self.seen else "yes" if self.reached else "**no**"
        return (
            f"| {self.documents} | {self.measure.says} | {_figure(self.value, 3 if self.reached else 4)} | {self.measure.elsewhere} "
            f"| {_figure(self.measure.aim)} | {mark} |"
        )


def run(task: Task, keep: Path) -> list[Found]:
    """Reads the task's documents with the command itself and gives the scorer's figures; the result stays in `keep`."""
    inputs = sorted(str(path) for path in DATA.glob(task.inputs))
    result = keep / f"{task.name}.jsonl"
    with result.open("wb") as out:
        subprocess.run([str(QALQAN), *task.command, *inputs], stdout=out, check=False, env=_quiet())
    scored = subprocess.run(
        [sys.executable, str(SCORERS / task.scorer), str(result), "--json"], text=True, capture_output=True, check=True
    )
    figures = json.loads(scored.stdout)
    return [Found(task.documents, measure, float(figures[measure.key]), task.seen) for measure in task.measures]


ISSUES = ROOT / "src" / "qalqan" / "extraction" / "themes" / "upr-issues.json"


def _cross_validated() -> list[Found]:
    """What the training of the model for themes measured on States that it had not learnt from; not measured anew."""
    figures = json.loads(ISSUES.read_text("utf-8"))
    unseen, random = figures["states_not_learned_from"], figures["split_at_random"]
    documents = "30,000 coded UPR recommendations, by States not learnt from ([how](classification.md))"
    shuffled = "the same, split at random"
    rows = (
        (documents, unseen, "themes_micro_f1", "UPR issues, micro (F1)", 0.85, "–"),
        (documents, unseen, "themes_macro_f1", "UPR issues, macro (F1)", 0.60, "–"),
        (documents, unseen, "action_category_accuracy", "action category", 0.88, "–"),
        (shuffled, random, "themes_micro_f1", "UPR issues, micro (F1)", 0.877, "published peer .877"),
        (shuffled, random, "action_category_accuracy", "action category", 0.898, "published peer .898"),
    )
    return [
        Found(where, Measure(says, key, aim, elsewhere), float(held[key]))
        for where, held, key, says, aim, elsewhere in rows
    ]


def main() -> None:
    if not (DATA.is_dir() and SCORERS.is_dir()):
        sys.exit("The documents and scorers are looked for in ../shared beside the project and are not there.")
    chosen = sys.argv[1:]
    if not chosen:
        measure_all()
        return
    with tempfile.TemporaryDirectory(prefix="quality-") as folder:
        for task in TASKS:
            if task.name in chosen:
                _printed(run(task, Path(folder)))


def measure_all() -> None:
    """Every task, the reliability plot, and the page."""
    with tempfile.TemporaryDirectory(prefix="quality-") as folder:
        keep = Path(folder)
        found = [line for task in TASKS for line in _printed(run(task, keep))]
        judged = reliability.judge(keep)
    reliability.draw(judged, ROOT / "docs" / "pictures" / "reliability.svg")
    _write(found, reliability.table(judged))


def _printed(lines: list[Found]) -> list[Found]:
    for line in lines:
        print(line.line(), flush=True)
    return lines


def _write(found: list[Found], confidence: str) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True, capture_output=True
    ).stdout.strip()
    misses = [
        f"{line.measure.says} ({line.documents})"
        for line in (*found, *_cross_validated())
        if not (line.reached or line.seen)
    ]
    part = "\n".join(
        [
            "<!-- measured: written by `make bench` -->",
            f"Measured on {date.today()}, commit {commit}, {platform.machine()}, Python {platform.python_version()}.",
            "",
            "| documents | measure | found | known elsewhere | aim | reached |",
            "|---|---|---|---|---|---|",
            *(line.line() for line in (*found, *_cross_validated())),
            "",
            "Below the aim: " + ("; ".join(misses) if misses else "nothing in this table") + ".",
            "",
            confidence,
            "<!-- /measured -->",
        ]
    )
    text = PAGE.read_text("utf-8")
    PAGE.write_text(re.sub(r"<!-- measured: .*<!-- /measured -->", lambda _: part, text, flags=re.S), "utf-8")


def _figure(value: float, places: int = 3) -> str:
    """More places where a rounded figure would hide that it missed its aim."""
    return f"{value:.{places}f}".removeprefix("0")


def _quiet() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1"}


if __name__ == "__main__":
    main()
