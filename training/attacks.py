"""Trains the models that read news articles, and says how well they do on articles that they have not seen.

    python training/attacks.py ../shared/data/hrdsattack src/qalqan/extraction/models/attacks.json

Needs scikit-learn, which the program itself does not. The data are those of Ran et al. (2023), HRDsAttack, MIT licence:
`train.json`, `dev.json` and the folder `txt` with the same articles as plain text. Only numbers are written: the weight of
each sign, and from which probability an answer is given. Signs are kept where several articles have them; a word is kept
only where several articles write it with a small letter, so that no name of a person gets into the file.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from qalqan.extraction import weighed
from qalqan.extraction.acts_told import acts_told
from qalqan.extraction.article_countries import signs_of_countries
from qalqan.extraction.article_dates import When, signs_of_dates
from qalqan.extraction.article_words import signs_of_words
from qalqan.extraction.article_years import signs_of_years
from qalqan.extraction.articles import (
    HARM_OF,
    HARMS,
    PERPETRATORS,
    Told,
    signs_of_article,
    what_is_told,
)
from qalqan.extraction.context import Context
from qalqan.extraction.person_names import PersonNames
from qalqan.extraction.persons_harmed import persons_spoken_of, signs_of_harm
from qalqan.extraction.pipeline import extract, open_text
from qalqan.texts.reading import read
from qalqan.vocabularies import scheme
from qalqan.vocabularies.countries import find_countries, members

VERSION = "2"
FOLDS = 8
STRENGTH = {"harmed": 0.1, "country": 0.3, "year": 0.015, "month": 0.3}  # scikit-learn's C, tried by cross-validation
STRENGTH_OF_HARM = 0.1
STRENGTH_OF_PERPETRATOR = 0.12
LABEL_OF_HARM = {
    "detention": "arbitrary detention",
    "disappearance": "enforced disappearance",
}  # the others are named alike
FEWEST = {"harmed": 6, "country": 10, "year": 8, "month": 8}  # articles that must have a sign
FEWEST_OF_ARTICLE = 20
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NONE = ("", "none", "unknown", "null", "nan", "n/a")
_WORD_SIGN = re.compile(
    r"(?:any |of )?(?:right before|right after|before|after|does first|does|lead word|title word) (.+)$"
)

# What tells who did it: the kinds of words, and those named as doing it. The harm told, weighed too, would only blur it.
_OF_DOERS = re.compile(
    r"(?:any |lead |title )?words of |density of |(?:met|much|early) perpetrators|done by [a-z-]+$|done by of |often by "
)

Signs = dict[str, float]


@dataclass
class Article:
    """One article with its gold and everything that is weighed of it."""

    context: Context
    gold: dict[str, Any]
    names: PersonNames
    told: Told
    persons: list[tuple[str, str, Signs]] = field(default_factory=list)  # fullest name, as called, signs
    countries: dict[str, Signs] = field(default_factory=dict)
    harmed: dict[str, float] = field(default_factory=dict)  # by models that have not seen the article
    whole: Signs = field(default_factory=dict)
    words: Signs = field(default_factory=dict)  # what it speaks of
    dates: dict[When, Signs] = field(default_factory=dict)
    years: dict[int | None, Signs] = field(default_factory=dict)

    @property
    def tells(self) -> set[str]:
        return {HARM_OF[hit.code] for _, hits in self.told for hit in hits if hit.code in HARM_OF}


# --- reading ----------------------------------------------------------------------------------------------------------


def articles(folder: Path) -> list[Article]:
    """The articles of both parts, train first."""
    out = []
    for part in ("train", "dev"):
        for n, item in enumerate(json.loads((folder / f"{part}.json").read_text("utf-8"))):
            file = folder / "txt" / f"{part}-{n:04d}.txt"
            context = open_text(read(file.read_bytes(), file.name))
            told = [(sentence, acts_told(context, sentence)) for sentence in context.sentences]
            article = Article(context, gold_of(item["annotations"][0]["annotation"]), PersonNames(context), told)
            of = persons_spoken_of(context, article.names)
            article.persons = [
                (one.name, one.called, signs_of_harm(context, article.names, one, of)) for one in of.spoken
            ]
            article.countries = signs_of_countries(context)
            article.words = signs_of_words(context)
            out.append(article)
    return out


def gold_of(annotation: dict[str, Any]) -> dict[str, Any]:
    """The labels of an article, names and words as the program writes them."""
    kinds = {term.mappings.get("hrdsattack"): term.code for term in scheme("perpetrator-kinds")}
    by = annotation.get("perpetrator_type")
    return {
        "victims": {
            " ".join(v["victim_name"].split()).lower() for v in annotation["victims"] if said(v.get("victim_name"))
        },
        "harms": set(annotation["violation_types"]),
        "by": kinds.get(by, "unsaid") if said(by) else "unsaid",
        "country": country_of(annotation.get("country")),
        "year": number(annotation.get("year")),
        "month": number(annotation.get("month")),
    }


def said(value: Any) -> bool:
    return value is not None and str(value).strip().lower() not in _NONE


def number(value: Any) -> int | None:
    if not said(value):
        return None
    words = str(value).strip().lower()
    named = [n for n, month in enumerate(_MONTHS, 1) if words[:3] == month[:3]]
    digits = re.match(r"\d+", words)
    return named[0] if named else int(digits[0]) if digits else None


def country_of(value: Any) -> str | None:
    found = (
        [min(members(one.code)) for one in find_countries(str(value)) if len(members(one.code)) == 1]
        if said(value)
        else []
    )
    return found[0] if found else None


# --- training ---------------------------------------------------------------------------------------------------------


@dataclass
class Linear:
    """A trained model, as it is written to the file."""

    weights: dict[str, float]

    def __call__(self, signs: Signs) -> float:
        total = self.weights.get("", 0.0) + sum(self.weights.get(sign, 0.0) * value for sign, value in signs.items())
        return float(1 / (1 + numpy.exp(-total)))


def trained(rows: Sequence[tuple[int, Signs, bool]], strength: float, kept: set[str]) -> Linear:
    """Logistic regression over the signs that are kept. Each row: the article's number, its signs, whether it holds."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([{k: v for k, v in signs.items() if k in kept} for _, signs, _ in rows])
    x.indices, x.indptr = x.indices.astype(numpy.int32), x.indptr.astype(numpy.int32)  # liblinear takes no longer ones
    y = numpy.array([holds for _, _, holds in rows])
    if len(set(y)) < 2:
        return Linear({"": -5.0})
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=1000).fit(x, y)
    weights = {
        name: round(float(w), 4) for name, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    }
    return Linear(
        {"": round(float(model.intercept_[0]), 4), **{name: w for name, w in weights.items() if abs(w) >= 0.004}}
    )


def chosen(rows: Sequence[tuple[int, Signs, bool]], strength: float, kept: set[str]) -> Linear:
    """Conditional logistic regression: of each article's answers one is right. Rows of an article follow each other."""
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform([{k: v for k, v in signs.items() if k in kept} for _, signs, _ in rows])
    of = numpy.unique([n for n, _, _ in rows], return_inverse=True)[1]
    starts = numpy.flatnonzero(numpy.r_[True, of[1:] != of[:-1]])
    of = numpy.cumsum(numpy.r_[0, of[1:] != of[:-1]])
    right = numpy.array([holds for _, _, holds in rows], float)

    def loss(weights: Any) -> tuple[float, Any]:
        weighed = x @ weights
        weighed = weighed - numpy.maximum.reduceat(weighed, starts)[of]
        sums = numpy.add.reduceat(numpy.exp(weighed), starts)
        likely = numpy.exp(weighed) / sums[of]
        lost = numpy.log(sums).sum() - (right * weighed).sum() + weights @ weights / strength / 2
        return float(lost), x.T @ (likely - right) + weights / strength

    best = minimize(loss, numpy.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    named = zip(vectorizer.get_feature_names_out(), best, strict=True)
    return Linear({name: round(float(w), 4) for name, w in named if abs(w) >= 0.002})


def signs_kept(rows: Sequence[tuple[int, Signs, bool]], fewest: int, small: Counter[str]) -> set[str]:
    """Signs of at least so many articles; of words only those that the articles write with a small letter."""
    having: dict[str, set[int]] = defaultdict(set)
    for n, signs, _ in rows:
        for sign in signs:
            having[sign].add(n)
    return {sign for sign, where in having.items() if len(where) >= fewest and _is_no_name(sign, small)}


def _is_no_name(sign: str, small: Counter[str]) -> bool:
    words = _WORD_SIGN.match(sign)
    return words is None or all(small[word] >= 5 or word.isdigit() for word in words[1].split())


def small_words(of: Sequence[Article]) -> Counter[str]:
    """In how many articles each word stands with a small letter."""
    counted: Counter[str] = Counter()
    for article in of:
        counted.update(set(re.findall(r"(?<![\w'-])[a-z][a-z'-]*", article.context.body)))
    return counted


class Trainer:
    """Trains every model on some articles. Rows are made once for all."""

    def __init__(self, all_articles: list[Article]) -> None:
        self.articles = all_articles
        self.small = small_words(all_articles)

    def harmed(self, which: Sequence[int]) -> Linear:
        rows = [
            (n, signs, any(_same(called.lower(), victim) for victim in self.articles[n].gold["victims"]))
            for n in which
            for _, called, signs in self.articles[n].persons
        ]
        return self._trained("harmed", rows)

    def country(self, which: Sequence[int]) -> Linear:
        rows = [
            (n, s, c == self.articles[n].gold["country"]) for n in which for c, s in self.articles[n].countries.items()
        ]
        return self._trained("country", rows)

    def dates(self, which: Sequence[int]) -> dict[str, Linear]:
        year, month = [], []
        for n in which:
            gold = self.articles[n].gold
            if gold["year"] in self.articles[n].years:
                year += [(n, signs, one == gold["year"]) for one, signs in self.articles[n].years.items()]
            for when, signs in self.articles[n].dates.items():
                same = str(gold["year"]) == when[0]
                month.append((n, signs, same and when[1] is not None and gold["month"] == int(when[1])))
        kept = signs_kept(year, FEWEST["year"], self.small)
        return {"year": chosen(year, STRENGTH["year"], kept), "month": self._trained("month", month)}

    def whole(self, which: Sequence[int]) -> dict[str, Linear]:
        """The models of harm, of everything weighed, and of perpetrators, of the kinds of words and who is named as doing it."""
        signs = {n: self.articles[n].whole for n in which}
        kept = signs_kept([(n, signs[n], False) for n in which], FEWEST_OF_ARTICLE, self.small)
        out = {}
        for harm in HARMS:
            label = LABEL_OF_HARM.get(harm, harm)
            rows = [(n, signs[n], label in self.articles[n].gold["harms"]) for n in which]
            out[harm] = trained(rows, STRENGTH_OF_HARM, kept)
        of_doers = {sign for sign in kept if _OF_DOERS.match(sign)}
        for kind in PERPETRATORS:
            rows = [(n, signs[n], self.articles[n].gold["by"] == kind) for n in which]
            out[f"by {kind}"] = trained(rows, STRENGTH_OF_PERPETRATOR, of_doers)
        return out

    def _trained(self, name: str, rows: list[tuple[int, Signs, bool]]) -> Linear:
        return trained(rows, STRENGTH[name], signs_kept(rows, FEWEST[name], self.small))


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def folds(size: int) -> list[tuple[list[int], list[int]]]:
    """(learn from, judge) by article, always the same."""
    of = numpy.random.RandomState(0).randint(0, FOLDS, size)
    return [
        ([n for n in range(size) if of[n] != fold], [n for n in range(size) if of[n] == fold]) for fold in range(FOLDS)
    ]


def weigh_harmed(trainer: Trainer) -> None:
    """Every article's persons, weighed by models that have not seen it; then what rests on them."""
    for learn, judge in folds(len(trainer.articles)):
        model = trainer.harmed(learn)
        for n in judge:
            article = trainer.articles[n]
            article.harmed = {name: model(signs) for name, _, signs in article.persons}
            article.whole = (
                signs_of_article(article.context, article.names, article.told, article.harmed) | article.words
            )
            article.dates = signs_of_dates(article.context, article.names, article.harmed)
            told = what_is_told(article.names, article.told, article.harmed)
            article.years = signs_of_years(article.context, article.names, article.harmed, told, article.words)


def unseen(trainer: Trainer) -> list[dict[str, Any]]:
    """What models say of each article that they have not seen."""
    out: list[dict[str, Any]] = [{} for _ in trainer.articles]
    for learn, judge in folds(len(trainer.articles)):
        models = {"country": trainer.country(learn), **trainer.dates(learn), **trainer.whole(learn)}
        for n in judge:
            one = trainer.articles[n]
            out[n] = {name: models[name](one.whole) for name in models if name not in ("country", "year", "month")}
            out[n]["country"] = {code: models["country"](signs) for code, signs in one.countries.items()}
            out[n]["year"] = {year: models["year"](signs) for year, signs in one.years.items()}
            out[n]["month"] = {when: models["month"](signs) for when, signs in one.dates.items()}
    return out


# --- thresholds and figures -------------------------------------------------------------------------------------------


def f1(right: int, given: int, gold: int) -> float:
    return 2 * right / (given + gold) if given + gold else 0.0


def of_victims(of: Sequence[Article], least: float) -> float:
    right = given = gold = 0
    for one in of:
        called = {called.lower() for name, called, _ in one.persons if one.harmed[name] >= least}
        right, given, gold = (
            right + len(called & one.gold["victims"]),
            given + len(called),
            gold + len(one.gold["victims"]),
        )
    return f1(right, given, gold)


def of_harms(of: Sequence[Article], read: Sequence[dict[str, Any]], least: dict[str, float]) -> float:
    right = given = gold = 0
    for one, models in zip(of, read, strict=True):
        told = one.tells
        found = {harm for harm in told if models[harm] >= least[harm]}
        if told and not found:
            found = {max(told, key=lambda harm: models[harm])}
        labels = {LABEL_OF_HARM.get(harm, harm) for harm in found}
        right, given, gold = right + len(labels & one.gold["harms"]), given + len(labels), gold + len(one.gold["harms"])
    return f1(right, given, gold)


def of_perpetrators(of: Sequence[Article], read: Sequence[dict[str, Any]]) -> float:
    said_by = [max(PERPETRATORS, key=lambda kind: models[f"by {kind}"]) for models in read]
    return float(numpy.mean([by == one.gold["by"] for by, one in zip(said_by, of, strict=True)]))


def of_countries(of: Sequence[Article], read: Sequence[dict[str, Any]], least: float) -> float:
    right = 0
    for one, models in zip(of, read, strict=True):
        best = max(models["country"].items(), key=lambda item: item[1], default=(None, 0.0))
        right += (best[0] if best[1] >= least else None) == one.gold["country"]
    return right / len(of)


def of_dates(of: Sequence[Article], read: Sequence[dict[str, Any]], least: float) -> tuple[float, float]:
    years = months = 0
    for one, models in zip(of, read, strict=True):
        year = month = None
        if models["year"]:
            year = max(models["year"], key=models["year"].__getitem__)
            likely = {when: p for when, p in models["month"].items() if when[0] == str(year) and when[1]}
            if likely and max(likely.values()) >= least:
                month = int(max(likely, key=likely.__getitem__)[1] or 0)
        years += year == one.gold["year"]
        months += month == one.gold["month"]
    return years / len(of), months / len(of)


def best_of(tried: Sequence[float], figure: Callable[[float], float]) -> float:
    return max(tried, key=figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder hrdsattack")
    parser.add_argument("to", type=Path, help="the file of weights to write")
    parser.add_argument(
        "--unseen", type=Path, help="also writes here what is extracted by models that have not seen each article"
    )
    asked = parser.parse_args()
    trainer = Trainer(articles(asked.data))
    weigh_harmed(trainer)
    of, read = trainer.articles, unseen(trainer)
    steps = [round(n * 0.05, 2) for n in range(2, 13)]
    thresholds = {"harmed": best_of(steps, lambda least: of_victims(of, least))}
    # One for all kinds: the best answer for a sum over kinds asks the same of each, and nine chosen apart would only flatter.
    finer = [round(n * 0.02, 2) for n in range(12, 23)]
    harms = dict.fromkeys(HARMS, best_of(finer, lambda least: of_harms(of, read, dict.fromkeys(HARMS, least))))
    thresholds |= harms
    thresholds["country"] = best_of([0.0, *steps], lambda least: of_countries(of, read, least))
    thresholds["month"] = best_of(steps, lambda least: of_dates(of, read, least)[1])
    dev = slice(300, None)
    for part, where in (("train and dev", slice(None)), ("dev", dev)):
        years, months = of_dates(of[where], read[where], thresholds["month"])
        print(
            f"{part}, each article by models that have not seen it: victims F1 {of_victims(of[where], thresholds['harmed']):.3f}, "
            f"harms F1 {of_harms(of[where], read[where], harms):.3f}, perpetrator {of_perpetrators(of[where], read[where]):.3f}, "
            f"country {of_countries(of[where], read[where], thresholds['country']):.3f}, year {years:.3f}, month {months:.3f}"
        )
    print(thresholds)
    every = range(len(of))
    asked.to.parent.mkdir(parents=True, exist_ok=True)
    asked.to.write_text(as_file(trainer, every, thresholds), "utf-8")
    if asked.unseen:
        with asked.unseen.open("w", encoding="utf-8") as results:
            for line in read_unseen(trainer, thresholds, asked.data / "txt"):
                results.write(line)


def as_file(trainer: Trainer, which: Sequence[int], thresholds: dict[str, float]) -> str:
    """The models of some articles as the program reads them."""
    models = {
        "harmed": trainer.harmed(which),
        "country": trainer.country(which),
        **trainer.dates(which),
        **trainer.whole(which),
    }
    written = {
        "about": "Weights of signs in English news articles, trained on HRDsAttack (Ran et al. 2023, MIT) by training/attacks.py",
        "version": VERSION,
        "thresholds": thresholds,
        "weights": {name: model.weights for name, model in sorted(models.items())},
    }
    return json.dumps(written, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def read_unseen(trainer: Trainer, thresholds: dict[str, float], folder: Path) -> Iterator[str]:
    """What the whole program extracts from each article with models that have not seen it, as lines for the scorer."""
    files = [folder / f"{part}-{n:04d}.txt" for part, size in (("train", 300), ("dev", 100)) for n in range(size)]
    with tempfile.TemporaryDirectory() as place:
        weighed.FILE = Path(place) / "attacks.json"
        for learn, judge in folds(len(files)):
            weighed.FILE.write_text(as_file(trainer, learn, thresholds), "utf-8")
            weighed.forget()
            for n in judge:
                yield json.dumps(extract(files[n], ("act", "pattern")), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
