"""Classes every recommendation of the UPR reports that the scorer does not join, and writes reference/quality-upr.md.

    qalqan extract --kind recommendation --json ../shared/data/upr/*.pdf > upr.jsonl
    python docs/upr_misses.py upr.jsonl

The matching is the scorer's own (`../shared/score/score_upr.py`). The page holds counts, and no sentence of a report.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
PAGE = HERE / "reference" / "quality-upr.md"
CONTAINED = 0.85  # share of a row's words that a longer stretch must hold to be the stretch it was cut from
NEAR = 0.45  # Jaccard from which two texts of the same States are one demand in two wordings
PLAIN = 0.9  # confidence of a demand that is printed whole, between one bracket and the next

CLASSES = {
    "cut": "the gold cuts one printed demand into several rows (or joins printed ones)",
    "wording": "same States, one demand: the gold words it otherwise than it is printed (shortened, spelled out, completed)",
    "repeated": "printed several times in the same words: the gold has one row for all",
    "shared": "States share verbs and objects in one paragraph, in words that do not stand together",
    "not-coded": "printed whole with its States, and not a row of the gold",
    "ours": "not found, or found wrongly, by us",
}


@dataclass
class Document:
    """One report: the rows of the gold, what was proposed, and which belong together."""

    gold: list[dict[str, Any]]
    proposed: list[dict[str, Any]]
    joined: dict[int, int]
    gold_words: list[frozenset[str]] = field(default_factory=list)
    words: list[frozenset[str]] = field(default_factory=list)
    gold_states: list[set[str]] = field(default_factory=list)
    states: list[set[str]] = field(default_factory=list)

    def missed(self) -> list[int]:
        return [n for n, row in enumerate(self.gold) if n not in self.joined and row.get("in_pdf") != "absent"]

    def loose(self) -> list[int]:
        taken = set(self.joined.values())
        return [n for n in range(len(self.proposed)) if n not in taken]


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def class_of_row(doc: Document, n: int) -> str:
    """Why a row of the gold met no proposal."""
    row, said = doc.gold_words[n], doc.gold_states[n]
    same = [m for m in range(len(doc.proposed)) if doc.states[m] & said]
    if any(alike(row, doc.words[m]) >= 0.8 and said <= doc.states[m] for m in same):
        return "repeated"
    if any(contained(row, doc.words[m]) >= CONTAINED and len(doc.words[m]) > 1.25 * len(row) for m in same):
        sure = [m for m in same if contained(row, doc.words[m]) >= CONTAINED]
        return "cut" if any(doc.proposed[m]["confidence"] >= PLAIN for m in sure) else "shared"
    if any(alike(row, doc.words[m]) >= NEAR for m in same):
        plain = [m for m in same if alike(row, doc.words[m]) >= NEAR and doc.proposed[m]["confidence"] >= PLAIN]
        return "wording" if plain or row_is_near(doc, n) else "shared"
    parts = [m for m in same if contained(doc.words[m], row) >= CONTAINED]
    return "cut" if parts else "ours"


def row_is_near(doc: Document, n: int) -> bool:
    return doc.gold[n].get("in_pdf") == "near"


def class_of_proposal(doc: Document, n: int) -> str:
    """Why a proposal met no row of the gold."""
    said = doc.states[n]
    rows = [m for m in range(len(doc.gold)) if doc.gold_states[m] & said]
    if any(alike(doc.gold_words[m], doc.words[n]) >= 0.8 for m in rows):
        return "repeated"
    missed = [m for m in doc.missed() if doc.gold_states[m] & said]
    cut = [m for m in rows if contained(doc.gold_words[m], doc.words[n]) >= CONTAINED]
    plain = doc.proposed[n]["confidence"] >= PLAIN
    if cut and plain:
        return "cut"
    if not plain:
        return "shared"
    if any(alike(doc.gold_words[m], doc.words[n]) >= NEAR for m in missed):
        return "wording"
    if any(contained(doc.words[n], doc.gold_words[m]) >= CONTAINED for m in rows):
        return "cut"
    return "not-coded" if said else "ours"


def documents(result: Path, scorer: Any) -> dict[str, Document]:
    gold: dict[str, list[dict[str, Any]]] = {}
    for row in scorer.rows(SHARED / "data" / "upr" / "gold.jsonl"):
        gold.setdefault(row["pdf"], []).append(row)
    named = scorer.by_name(scorer.rows(result))
    return {pdf: joined(rows, named.get(pdf) or {}, scorer) for pdf, rows in gold.items()}


def joined(gold: list[dict[str, Any]], read: dict[str, Any], scorer: Any) -> Document:
    """The scorer's own matching, with what it needs to be looked at."""
    proposed = [one for one in read.get("candidates") or [] if one["kind"] == "recommendation"]
    readings = [scorer.readings(one["anchor"]["exact"]) for one in proposed]
    doc = Document(gold, proposed, {})
    doc.gold_words = [scorer.words(row["text"]) for row in gold]
    doc.gold_states = [scorer.countries(row["recommending_states"]) for row in gold]
    doc.states = [scorer.countries(one["fields"]["issuers"]) for one in proposed]
    doc.words = [scorer.words(scorer.clean(one["anchor"]["exact"])) for one in proposed]
    pairs = []
    for n, row in enumerate(doc.gold_words):
        for m, forms in enumerate(readings):
            for form in forms:
                if row and form and (likeness := alike(row, form)) >= 0.8:
                    who = doc.gold_states[n] == doc.states[m]
                    number = bool(gold[n].get("number")) and proposed[m]["fields"].get("number") == gold[n]["number"]
                    pairs.append((likeness + 0.02 * who + 0.01 * number, n, m))
    doc.joined = scorer.one_to_one(pairs)
    return doc


def front_pages(result: Path, scorer: Any) -> tuple[int, int, int, int]:
    """Results; those with a symbol of the Council, with the title of such a report and its State, with a printed day."""
    works = [one["work"] for one in scorer.rows(result)]
    symbols = sum(bool(re.fullmatch(r"A/HRC/\d+/\d+", work["symbol"] or "")) for work in works)
    titles = sum(
        bool(re.fullmatch(r"Report of the Working Group on the Universal Periodic Review: [^:]+", work["title"]))
        for work in works
    )
    days = sum(work["published"]["basis"] == "printed" for work in works)
    return len(works), symbols, titles, days


def page(docs: dict[str, Document], front: tuple[int, int, int, int]) -> str:
    rows: Counter[str] = Counter(class_of_row(doc, n) for doc in docs.values() for n in doc.missed())
    loose: Counter[str] = Counter(class_of_proposal(doc, n) for doc in docs.values() for n in doc.loose())
    there = sum(sum(row.get("in_pdf") != "absent" for row in doc.gold) for doc in docs.values())
    found = sum(sum(doc.gold[n].get("in_pdf") != "absent" for n in doc.joined) for doc in docs.values())
    made = found + sum(loose.values())
    numbered = [
        (doc, n)
        for doc in docs.values()
        for n, row in enumerate(doc.gold)
        if row.get("number") and row.get("in_pdf") != "absent"
    ]
    printed = [(doc, n) for doc, n in numbered if n in doc.joined]
    right = sum(doc.proposed[doc.joined[n]]["fields"]["number"] == doc.gold[n]["number"] for doc, n in printed)
    states = [
        (doc, n, m) for doc in docs.values() for n, m in doc.joined.items() if doc.gold[n].get("in_pdf") != "absent"
    ]
    whole = sum(doc.gold_states[n] == doc.states[m] for doc, n, m in states)
    precision, recall = found / made, found / there
    lines = [
        "# Recommendations of the Universal Periodic Review: what is missed",
        "",
        "For whoever must know what the figure for UPR reports holds. Written by `python docs/upr_misses.py upr.jsonl` from the",
        f"{len(docs)} development reports (2008 to 2014); the rules were tuned on them, so expect less elsewhere.",
        "",
        "| measure | found |",
        "|---|---|",
        f"| rows of the gold that are in the reports | {there} |",
        f"| found (F1; precision; recall) | {found} ({2 * precision * recall / (precision + recall):.3f}; {precision:.3f}; {recall:.3f}) |",
        f"| all the recommending States right, of those found | {whole} of {len(states)} ({whole / len(states):.4f}) |",
        f"| paragraphs numbered like \"136.1\": text found; number right | {len(printed)} of {len(numbered)} ({len(printed) / len(numbered):.3f}); {right} of {len(printed)} |",
        f"| front pages: symbol; title with the State; printed day | {front[1]}; {front[2]}; {front[3]} of {front[0]} |",
        "",
        "Every row that was not found and every proposal that met no row, classed by the script:",
        "",
        "| why | rows not found | proposals without a row |",
        "|---|---|---|",
        *[f"| {words} | {rows[name]} | {loose[name]} |" for name, words in CLASSES.items()],
        f"| all | {sum(rows.values())} | {sum(loose.values())} |",
        "",
        "A demand is proposed as it is printed: one stretch of words for each State or group of States that closes it. Where the gold",
        "cuts such a stretch at an \"and\", both sides count as missed. Where verbs and objects are shared in one paragraph, the proposal",
        "is the stretch that holds the State's own verb and the object, or the object with its verb in `chapeau`.",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", type=Path)
    parser.add_argument(
        "--show", metavar="CLASS", choices=CLASSES, help="prints the class's members instead of writing the page"
    )
    asked = parser.parse_args()
    sys.path.insert(0, str(SHARED / "score"))
    import score_upr as scorer  # beside the project, not part of it

    docs = documents(asked.result, scorer)
    if asked.show:
        for pdf, doc in docs.items():
            for n in doc.missed():
                if class_of_row(doc, n) == asked.show:
                    sys.stdout.write(f"{pdf}: row: {doc.gold[n]['text']}\n")
            for n in doc.loose():
                if class_of_proposal(doc, n) == asked.show:
                    words = re.sub(r"\s+", " ", doc.proposed[n]["anchor"]["exact"])
                    sys.stdout.write(f"{pdf}: proposal: {words}\n")
        return
    PAGE.write_text(page(docs, front_pages(asked.result, scorer)), "utf-8")


if __name__ == "__main__":
    main()
