"""Learns to tell the themes of a demand and how much it asks, from recommendations that UPR Info coded.

    python training/upr_issues.py ../shared/data/upr_issues/train.jsonl.gz

Needs the extra `training` (scikit-learn). Writes the weights that ship, src/qalqan/extraction/themes/upr-issues.gz, and what
was measured, upr-issues.json beside it. The same labels and versions give the same bytes. One JSON object a line: text,
state, themes, action_category. Every figure is from States that the weights judged were not learned from: the States are
dealt into five parts, each judged by weights learned from the other four, cut and rounded as those that ship.
"""

from __future__ import annotations

import gzip
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, KFold
from sklearn.svm import LinearSVC

from qalqan.extraction.themes import LEAST, LEAST_ALONE
from qalqan.extraction.themes.signs import THEME_GROUPS, signs_of
from qalqan.extraction.themes.weights import CATEGORIES, FILE, written

HOME = Path(__file__).resolve().parents[1] / "src" / "qalqan" / "extraction" / "themes"
PARTS, SEED = 5, 0
SELDOM = (2, 2, 2, 2, 3, 2, 2, 3, 2)  # a sign of each group must stand in so many demands to be learned from
STRICTNESS = {"issues": 0.2, "categories": 0.1}  # of the support vector machines (C); chosen on the five parts
BANDS = (0.0, 0.01, 0.03, 0.06, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.01)
LEAST_WEIGHT = 2  # of 127; smaller ones are left out of the file


@dataclass(frozen=True)
class Labels:
    """The coded demands: signs as a matrix (a row a demand), the group of each column, issues, categories and States."""

    signs: sparse.csr_matrix
    numbers: np.ndarray
    groups: np.ndarray
    issues: list[str]
    given: np.ndarray
    categories: np.ndarray
    states: np.ndarray


def read_labels(file: Path) -> Labels:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        coded = [json.loads(line) for line in lines]
    column: dict[int, int] = {}
    groups: list[int] = []
    rows, columns, values = [], [], []
    for row, one in enumerate(coded):
        for group, signs in enumerate(signs_of(one["text"])):
            for sign in sorted(signs):
                at = column.setdefault(sign, len(column))
                if at == len(groups):
                    groups.append(group)
                rows.append(row)
                columns.append(at)
                values.append(1 / np.sqrt(len(signs)))
    issues = sorted({issue for one in coded for issue in one["themes"]})
    return Labels(
        sparse.csr_matrix((values, (rows, columns)), shape=(len(coded), len(column))),
        np.array(list(column)),
        np.array(groups),
        issues,
        np.array([[issue in one["themes"] for issue in issues] for one in coded]),
        np.array([one["action_category"] for one in coded]),
        np.array([one["state"] for one in coded]),
    )


@dataclass(frozen=True)
class Learned:
    """Whole-number weights of the columns kept, and what turns their sums into margins."""

    columns: np.ndarray
    weights: np.ndarray  # a row a column, an output a column
    scales: np.ndarray
    biases: np.ndarray

    def margins(self, signs: sparse.csr_matrix) -> np.ndarray:
        return (signs[:, self.columns] @ self.weights) * self.scales + self.biases


def learn(labels: Labels, known: np.ndarray) -> Learned:
    """Weights from the rows that are known: a linear support vector machine for each issue and each category."""
    signs = labels.signs[known]
    seen_in = np.asarray((signs > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(seen_in >= np.array(SELDOM)[labels.groups])
    rarity = np.log(len(known) / seen_in[kept]) + 1
    scaled = (signs[:, kept] @ sparse.diags(rarity)).tocsc()
    factor = rarity.copy()
    for group in range(len(SELDOM)):  # each group of signs has the same say at the start
        mine = np.flatnonzero(labels.groups[kept] == group)
        factor[mine] /= np.sqrt(scaled[:, mine].power(2).sum() / len(known))
    ready = (signs[:, kept] @ sparse.diags(factor)).tocsc()
    themes = np.flatnonzero(labels.groups[kept] < THEME_GROUPS)
    weights = np.zeros((len(kept), len(labels.issues) + len(CATEGORIES)))
    biases = np.zeros(weights.shape[1])
    of_themes, of_all = ready[:, themes].tocsr(), ready.tocsr()
    for output in range(weights.shape[1]):
        about_theme = output < len(labels.issues)
        answers = (
            labels.given[known, output]
            if about_theme
            else labels.categories[known] == CATEGORIES[output - len(labels.issues)]
        )
        machine = LinearSVC(C=STRICTNESS["issues" if about_theme else "categories"], random_state=SEED)
        machine.fit(of_themes if about_theme else of_all, answers)
        mine = themes if about_theme else np.arange(len(kept))
        weights[mine, output] = machine.coef_[0] * factor[mine]
        biases[output] = machine.intercept_[0]
    return rounded(kept, weights, biases)


def rounded(columns: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> Learned:
    """The weights as whole numbers from -127 to 127, the smallest left out, with the columns that then still say something."""
    # The largest weight is 127: a few words decide an issue nearly alone, and cutting them short lost a tenth of all themes.
    scales = np.abs(weights).max(axis=0) / 127
    whole = np.rint(weights / scales).astype(np.int16)
    whole[np.abs(whole) < LEAST_WEIGHT] = 0
    saying = np.flatnonzero(whole.any(axis=1))
    return Learned(columns[saying], whole[saying], scales, biases)


@dataclass(frozen=True)
class Curves:
    """From margins to confidence: a logistic curve for each issue, a softmax over the categories."""

    issues: list[tuple[float, float]]
    rows: np.ndarray
    shifts: np.ndarray
    said: list[float]
    found: list[float]

    def confidence(self, margins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        many = len(self.issues)
        slopes, shifts = np.array(self.issues).T
        issues = 1 / (1 + np.exp(-(margins[:, :many] * slopes + shifts)))
        raw = np.exp(margins[:, many:] @ self.rows.T + self.shifts)
        return np.interp(issues, self.said, self.found), raw / raw.sum(axis=1, keepdims=True)


def curves(labels: Labels, margins: np.ndarray, known: np.ndarray) -> Curves:
    many = len(labels.issues)
    fitted = []
    for issue in range(many):
        fit = LogisticRegression(C=100.0).fit(margins[known, issue : issue + 1], labels.given[known, issue])
        fitted.append((round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)))
    slopes, shifts = np.array(fitted).T
    said = 1 / (1 + np.exp(-(margins[known, :many] * slopes + shifts)))
    fit = LogisticRegression(C=3.0, max_iter=1000).fit(margins[known, many:], labels.categories[known])
    return Curves(fitted, fit.coef_.round(4), fit.intercept_.round(4), *straightened(said, labels.given[known]))


def straightened(said: np.ndarray, given: np.ndarray) -> tuple[list[float], list[float]]:
    """Points through which the share of right themes runs as the curves' own confidence grows; rising, from 0 to 1.

    One curve for all issues: a logistic curve is too timid where it is unsure and too bold where it is sure.
    """
    points = [(0.0, 0.0)]
    for low, high in zip(BANDS, BANDS[1:], strict=False):
        mine = (said >= low) & (said < high)
        if mine.any():
            points.append((float(said[mine].mean()), max(points[-1][1], float(given[mine].mean()))))
    points.append((1.0, points[-1][1]))
    return [round(a, 4) for a, _ in points], [round(b, 4) for _, b in points]


def chosen(confidence: np.ndarray) -> np.ndarray:
    """The issues given, by the same rule as in use: all that reach the least confidence, or the surest alone."""
    given = confidence >= LEAST
    alone = ~given.any(axis=1) & (confidence.max(axis=1) >= LEAST_ALONE)
    given[alone, confidence.argmax(axis=1)[alone]] = True
    return given


def judged(labels: Labels, parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[dict[str, Any], np.ndarray]:
    """The figures, and the margin of every demand by weights that were not learned from its part."""
    margins = np.zeros((len(labels.states), len(labels.issues) + len(CATEGORIES)))
    for number, (known, unseen) in enumerate(parts, 1):
        margins[unseen] = learn(labels, known).margins(labels.signs[unseen])
        tell(f"part {number} of {len(parts)} judged")
    issues, categories = np.zeros(labels.given.shape), np.zeros((len(labels.states), len(CATEGORIES)))
    for known, unseen in parts:
        issues[unseen], categories[unseen] = curves(labels, margins, known).confidence(margins[unseen])
    return figures(labels, issues, categories), margins


def figures(labels: Labels, issues: np.ndarray, categories: np.ndarray) -> dict[str, Any]:
    given = chosen(issues)
    told = np.array(CATEGORIES)[categories.argmax(axis=1)]
    each = f1_score(labels.given, given, average=None, zero_division=0)
    return {
        "themes_micro_f1": share(f1_score(labels.given, given, average="micro")),
        "themes_macro_f1": share(each.mean()),
        "action_category_accuracy": share((told == labels.categories).mean()),
        "themes_by_confidence": list(reliability(issues.ravel(), labels.given.ravel())),
        "category_by_confidence": list(reliability(categories.max(axis=1), told == labels.categories)),
        "f1_of_each_theme": {
            issue: {"f1": share(f1), "coded": int(many)}
            for issue, f1, many in zip(labels.issues, each, labels.given.sum(axis=0), strict=True)
        },
        "recall_of_each_category": {
            str(one): {
                "recall": share((told[labels.categories == one] == one).mean()),
                "coded": int((labels.categories == one).sum()),
            }
            for one in CATEGORIES
        },
    }


def reliability(confidence: np.ndarray, right: np.ndarray) -> Iterator[dict[str, Any]]:
    """For each band of confidence: how many, how sure on average, and the share that was right."""
    edges = [0.3, 0.45, 0.55, 0.65, 0.8, 0.9, 0.97, 1.01]
    for low, high in zip(edges, edges[1:], strict=False):
        mine = (confidence >= low) & (confidence < high)
        if mine.any():
            yield {
                "from": low,
                "many": int(mine.sum()),
                "confidence": share(confidence[mine].mean()),
                "right": share(right[mine].mean()),
            }


def share(value: float) -> float:
    return round(float(value), 4)


def tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def main() -> None:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("labels", type=Path)
    asked.add_argument("--random-split", action="store_true", help="judge also on parts dealt without regard to States")
    call = asked.parse_args()
    labels = read_labels(call.labels)
    tell(f"{len(labels.states)} demands to {len(set(labels.states))} States, {labels.signs.shape[1]} signs")
    by_state = list(GroupKFold(PARTS, shuffle=True, random_state=SEED).split(labels.states, groups=labels.states))
    measured, margins = judged(labels, by_state)
    found: dict[str, Any] = {"states_not_learned_from": measured}
    if call.random_split:
        at_random = list(KFold(PARTS, shuffle=True, random_state=SEED).split(labels.states))
        keep = ("themes_micro_f1", "themes_macro_f1", "action_category_accuracy")
        found["split_at_random"] = {name: value for name, value in judged(labels, at_random)[0].items() if name in keep}
    everything = np.arange(len(labels.states))
    final, curve = learn(labels, everything), curves(labels, margins, everything)
    facts = {
        "format": "qalqan-themes/1",
        "labels": "UPR Info's coding of recommendations of the Universal Periodic Review, sessions 1 to 20",
        "issues": labels.issues,
        "scales": [float(f"{one:.6g}") for one in final.scales],
        "biases": [float(f"{one:.6g}") for one in final.biases],
        "issue_curves": [list(numbers) for numbers in zip(*curve.issues, strict=True)],
        "confidence": [curve.said, curve.found],
        "category_rows": curve.rows.tolist(),
        "category_shifts": curve.shifts.tolist(),
    }
    rows = {
        int(labels.numbers[column]): {int(output): int(weights[output]) for output in np.flatnonzero(weights)}
        for column, weights in zip(final.columns, final.weights, strict=True)
    }
    data = written(facts, rows)
    (HOME / FILE).write_bytes(data)
    told = {
        "demands": len(labels.states),
        "states": len(set(labels.states)),
        "parts": PARTS,
        "least_confidence": LEAST,
        "least_confidence_alone": LEAST_ALONE,
        "signs": len(rows),
        "weights": sum(map(len, rows.values())),
        "bytes": len(data),
        "learned_with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        **found,
    }
    (HOME / FILE).with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    tell(json.dumps({name: value for name, value in measured.items() if isinstance(value, float)}))


if __name__ == "__main__":
    main()
