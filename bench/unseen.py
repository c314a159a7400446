"""What extraction finds in publications whose marks were drawn before it read them: tests/extraction/unseen.

Their text carries the reader's marks (see the README there); this takes them out, lets Qalqan read what is left and asks
the scorer of the seeds, which is imported from ../shared/score. `python -m bench.unseen FOLDER… [--misses]` prints one
line a measure, and with --misses every mark not found and every proposal no mark has.
"""

from __future__ import annotations

import hashlib
import html
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCORERS = ROOT.parent / "shared" / "score"
CORPUS = ROOT / "tests" / "extraction" / "unseen"
WHOLE = ("act", "pattern", "step", "ngo", "visit", "std")
CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


@dataclass
class Mark:
    """Words that a reader marked, what he wrote over them, and the mark around it."""

    kind: str
    says: str
    start: int
    end: int = 0
    inside: Mark | None = None
    words: str = ""


@dataclass
class Publication:
    """A publication without its marks, and the marks."""

    name: str
    source: str
    marks: list[Mark] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind in kinds]


def publication(path: Path) -> Publication:
    """Takes the marks ⟦kind what it says|words⟧ out of a text."""
    text: list[str] = []
    marks: list[Mark] = []
    still_open: list[Mark] = []
    at = 0
    for token in re.findall(r"⟦[^|⟦⟧]*\||⟧|[^⟦⟧]+", path.read_text("utf-8")):
        if token == "⟧":
            mark = still_open.pop()
            mark.end, mark.words = at, "".join(text)[mark.start : at]
        elif token.startswith("⟦"):
            kind, _, says = token[1:-1].partition(" ")
            marks.append(Mark(kind, says, at, inside=still_open[-1] if still_open else None))
            still_open.append(marks[-1])
        else:
            text.append(token)
            at += len(token)
    assert not still_open, f"{path.name}: the mark of “{still_open[-1].says}” does not end"
    return Publication(path.name, "".join(text), marks)


def quote(mark: Mark, publication: Publication, text: str) -> dict[str, Any]:
    """Where the marked words stand in the text as read: at their own place, or, of a page, where its words are."""
    if text == publication.source:
        return {"exact": mark.words, "start": mark.start, "end": mark.end}
    words = html.unescape(re.sub(r"<[^>]*>", " ", mark.words)).replace("\u2060", "").split()
    before = len(re.sub(r"<[^>]*>", "", publication.source[: mark.start]))
    found = sorted(
        re.finditer(r"[\s\u2060]*".join(map(re.escape, words)), text), key=lambda match: abs(match.start() - before)
    )
    assert found, f"{publication.name}: not in the text as read: {' '.join(words)}"
    return {"exact": found[0].group(), "start": found[0].start(), "end": found[0].end()}


def states(names: list[str]) -> list[str]:
    """The codes of States and groups as the gold of the seeds writes them."""
    return [name.replace("_", " ") for name in names if name != "-"]


def gold(publication: Publication, text: str) -> dict[str, Any]:
    """The marks in the form of the seeds' gold."""

    def at(mark: Mark) -> dict[str, Any]:
        return quote(mark, publication, text)

    def clause(mark: Mark) -> dict[str, Any]:
        kind, narrowed = int(mark.kind[1]), states(mark.says.split())
        return {"text": at(mark), "action_category": kind} | ({"addressed_countries": narrowed} if narrowed else {})

    recommendations = [
        {
            "text": at(rec),
            "addressed_countries": states(rec.says.split()),
            "clauses": [clause(mark) for mark in publication.marks if mark.inside is rec and mark.kind[0] == "c"],
        }
        for rec in publication.of("rec")
    ]
    legal = [
        {"id": mark.kind, "jurisdiction": country, "events": [_event(stage, when, at(mark))], "provisions": []}
        for mark in publication.of("step")
        for stage, country, when in [_step(mark)]
    ]
    legal += [
        {"id": "prov", "jurisdiction": "", "events": [], "provisions": [{"quote": at(mark)}]}
        for mark in publication.of("prov", "may")
    ]
    return {
        "seed_file": publication.name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "recommendations": recommendations,
        "cases": [case for mark in publication.of("act", "pattern") for case in _cases(mark, at(mark))],
        "legal": legal,
        "ngo_status": [
            {"id": "ngo", "fact": words[0], "country": words[1], "date": _day(words[2]), "quote": at(mark)}
            for mark in publication.of("ngo")
            for words in [mark.says.rsplit(" ", 2)]
        ],
        "special_procedures": [
            {"country": country, "mandate": MANDATES.get(mandate, mandate), "sp_status_code": status}
            for mark in publication.of("visit")
            for country, mandate, status in [mark.says.split()]
        ],
        "standards": [
            {"type": re.sub(r" \d+$", "", mark.says), "article": _number(mark.says), "quote": at(mark)}
            for mark in publication.of("std")
        ],
    }


MANDATES = {"HRD": "human rights defenders", "FOAA": "association"}


def _number(says: str) -> str | None:
    found = re.search(r"\d+$", says)
    return found.group() if found else None


def _day(when: str) -> str | None:
    return None if when == "-" else when


def _step(mark: Mark) -> tuple[str, str, str]:
    _, stage, country, when = mark.says.split()
    return stage.replace("_", " "), country, when


def _event(stage: str, when: str, where: dict[str, Any]) -> dict[str, Any]:
    return {"stage": stage, "date": _day(when), "quote": where}


def _cases(mark: Mark, where: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for each in mark.says.split(";"):
        kind, country, when, hedge = each.rsplit(" ", 3)
        act = {"type": kind, "date": _day(when), "epistemic_code": hedge, "quote": where}
        yield {"id": mark.kind, "country": country, "acts": [act]}


def scorer() -> ModuleType:
    sys.path.insert(0, str(SCORERS))
    return importlib.import_module("score_seeds")


def read_folder(folder: Path) -> list[tuple[Publication, dict[str, Any]]]:
    """The publications of a folder, each with what Qalqan finds in it."""
    from qalqan.extraction.pipeline import read_out
    from qalqan.texts.reading import read

    found = []
    for path in sorted(folder.iterdir()):
        each = publication(path)
        found.append((each, read_out(read(each.source.encode(), each.name), {"path": each.name})))
    return found


def figures(found: list[tuple[Publication, dict[str, Any]]]) -> dict[str, tuple[float, str]]:
    """Each measure: its value and what it counts."""
    score = scorer()
    golds = [gold(each, document["text"]) for each, document in found]
    table: dict[str, tuple[float, str]] = {}
    for name, row in score.score(golds, [document for _, document in found]).items():
        if isinstance(row, dict) and "tp" in row:
            table[name] = (row["f1"], f"{row['tp']} of {row['predicted']} proposed, {row['gold']} marked")
        elif isinstance(row, dict):
            table[name] = (row["accuracy"], f"{row['right']} of {row['of']}")
    table |= _precision(score, found, golds)
    return table | _front(found)


def _precision(score: ModuleType, found: Any, golds: list[dict[str, Any]]) -> dict[str, tuple[float, str]]:
    """What the scorer does not ask: acts proposed where no mark stands, and the hedge of those where an act does."""
    right = proposed = kept = hedged = 0
    for (each, document), marked in zip(found, golds, strict=True):
        acts = [act for case in marked["cases"] for act in case["acts"]]
        others = [quote(mark, each, document["text"]) for mark in each.of("step", "ngo", "prov", "may")]
        for candidate in score.cands(document, "act", "pattern"):
            near = [act for act in acts if _meets(score, candidate, act["quote"])]
            proposed += 1
            right += bool(near) or any(_meets(score, candidate, other) for other in others)
            hedged += bool(near)
            kept += candidate["hedge"] in {act["epistemic_code"] for act in near}
    return {
        "acts proposed where something is marked": (right / max(1, proposed), f"{right} of {proposed}"),
        "hedge of the acts marked as such": (kept / max(1, hedged), f"{kept} of {hedged}"),
    }


def _meets(score: ModuleType, candidate: dict[str, Any], quoted: dict[str, Any]) -> bool:
    return bool(score.overlap(score.span(candidate["anchor"]), score.span(quoted)) >= 0.5)


def _front(found: Any) -> dict[str, tuple[float, str]]:
    """The title, the day and the issuers as marked."""
    right = dict.fromkeys(("title", "published", "issuers", "event"), 0)
    asked = dict.fromkeys(right, 0)
    for each, document in found:
        work = document["work"]
        for kind in right:
            for mark in each.of(kind.rstrip("s") if kind == "issuers" else kind):
                asked[kind] += 1
                right[kind] += _is_found(kind, mark, work)
    return {f"front: {kind}": (right[kind] / max(1, asked[kind]), f"{right[kind]} of {asked[kind]}") for kind in right}


def _is_found(kind: str, mark: Mark, work: dict[str, Any]) -> bool:
    words = " ".join(html.unescape(mark.words).split())
    if kind == "title":
        return bool(work["title"] == words)
    if kind == "published":
        return bool(work["published"]["edtf"] == mark.says)
    if kind == "event":
        return bool((work["presented_at"] or {}).get("edtf") == mark.says)
    country, _, exile = mark.says.partition(" ")
    return any(
        issuer["name"].removeprefix("the ") == words
        and (issuer["country"], issuer["in_exile"] or "") == (_day(country), exile)
        for issuer in work["issuers"]
    )


def misses(found: list[tuple[Publication, dict[str, Any]]]) -> Iterator[str]:
    """Every mark without a proposal and every proposal without a mark, by publication."""
    score = scorer()
    for each, document in found:
        yield f"== {each.name}"
        marked = gold(each, document["text"])
        for name, row in score.score([marked], [document]).items():
            if isinstance(row, dict) and (row.get("f1", 1) < 1 or row.get("accuracy", 1) < 1):
                yield f"   {name}: {row}"
        yield from _missing(score, marked, document)
        work = document["work"]
        yield f"   work: {work['title']!r} {work['published']} {work['presented_at']}"
        yield f"   issuers: {[(i['name'], i['country'], i['in_exile']) for i in work['issuers']]}"


PAIRS = (("recommendation", ("recommendation",)), ("clause", ("clause",)), ("act", ("act", "pattern")), ("step", ("step",)),
         ("standard", ("standard",)), ("provision", ("provision",)))  # fmt: skip


def _missing(score: ModuleType, marked: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    for kind, kinds in PAIRS:
        wanted = list(_wanted(kind, marked))
        for candidate in score.cands(document, *kinds):
            near = [row for row in wanted if _is_near(score, kind, candidate, row[0])]
            fields = {k: v for k, v in candidate["fields"].items() if k in SHOWN and v}
            sign = " " if near else "+"
            yield f" {sign} {kind}: {candidate['anchor']['exact'][:160]!r} {fields} {candidate['hedge']} {[row[1] for row in near]}"
            for row in near:
                row[2] = True
        for row in wanted:
            if not row[2]:
                yield f" - {kind}: {row[0]['exact'][:200]!r} {row[1]}"


def _is_near(score: ModuleType, kind: str, candidate: dict[str, Any], quoted: dict[str, Any]) -> bool:
    if kind in ("recommendation", "clause"):
        return bool(score.iou(score.span(candidate["anchor"]), score.span(quoted)) >= 0.8)
    return _meets(score, candidate, quoted)


SHOWN = (
    "type",
    "country",
    "date",
    "stage",
    "process",
    "category",
    "article",
    "instrument",
    "mandate",
    "victims",
    "addressees",
)


def _wanted(kind: str, marked: dict[str, Any]) -> Iterator[list[Any]]:
    if kind == "recommendation":
        yield from ([rec["text"], rec["addressed_countries"], False] for rec in marked["recommendations"])
    elif kind == "clause":
        for rec in marked["recommendations"]:
            yield from ([clause["text"], clause["action_category"], False] for clause in rec["clauses"])
    elif kind == "act":
        for case in marked["cases"]:
            yield from (
                [act["quote"], f"{case['country']} {act['type']} {act['date']} {act['epistemic_code']}", False]
                for act in case["acts"]
            )
    elif kind == "step":
        for law in marked["legal"]:
            yield from ([event["quote"], f"{event['stage']} {event['date']}", False] for event in law["events"])
        yield from ([fact["quote"], f"{fact['fact']} {fact['date']}", False] for fact in marked["ngo_status"])
    elif kind == "standard":
        yield from ([each["quote"], f"{each['type']} {each['article']}", False] for each in marked["standards"])
    else:
        for law in marked["legal"]:
            yield from ([each["quote"], law["id"], False] for each in law["provisions"])


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:] if not name.startswith("-")] or [CORPUS / "marked"]
    for folder in folders:
        found = read_folder(folder)
        print(f"{folder.name}: {len(found)} publications, {sum(len(each.source.split()) for each, _ in found)} words")
        for name, (value, counts) in figures(found).items():
            print(f"  {name:<52} {value:.3f}   ({counts})")
        if "--misses" in sys.argv:
            print("\n".join(misses(found)))


if __name__ == "__main__":
    main()
