"""Two versions of a law laid side by side, provision by provision: kept, changed, new, dropped, with the words that differ.

A version is either the text of the law itself, cut at its articles, or what one publication says of it. What a source
leaves out of a description is gone from the description and not thereby from the law: `described` says which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qalqan.extraction.likeness import compare, difference, words_of_demand
from qalqan.library.models import Text, Work
from qalqan.record.models import Evidence, Instrument, Provision
from qalqan.safety.access import visible

SAME_RULE = 0.5  # of the words of the shorter: a description may be half as long and tell the same rule
# "Article 12", "Статья 12-1", "12-бап", "12-берене", "Моддаи 12", "12-modda", "12-madda".
_ARTICLE = re.compile(
    r"^\s*(?:(?:article|section|статья|моддаи)\s+(?P<after>\d+(?:[-.]\d+)*)"
    r"|(?P<before>\d+(?:-\d+)?)\s*-\s*(?:бап|берене|modda|модда|madda))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rule:
    """One provision of a version: its printed label ("Article 12") or "", its words, and the entry it comes from."""

    label: str
    words: str
    entry: Any = None


@dataclass(frozen=True)
class Compared:
    """A provision in both versions, or in one. `change`: kept, changed, new, dropped. `pieces`: (=, -, +) and words."""

    change: str
    before: Rule | None
    after: Rule | None
    pieces: tuple[tuple[str, str], ...] = ()


def compare_versions(before: Sequence[Rule], after: Sequence[Rule]) -> list[Compared]:
    """Every provision of either version once, in the order of the later one, what was dropped where it stood before."""
    pairs = _paired(before, after)
    earlier_of = {j: i for i, j in pairs}
    found = [_compared(before[earlier_of[j]] if j in earlier_of else None, rule) for j, rule in enumerate(after)]
    kept = {i for i, _ in pairs}
    later_of = dict(pairs)
    for i, rule in enumerate(before):
        if i in kept:
            continue
        neighbours = [later_of[k] for k in range(i) if k in later_of]
        at = max((n for n, one in enumerate(found) if neighbours and one.after is after[neighbours[-1]]), default=-1)
        while at + 1 < len(found) and found[at + 1].change == "dropped":
            at += 1
        found.insert(at + 1, Compared("dropped", rule, None, (("-", rule.words),)))
    return found


def articles_of(text: Text) -> list[Rule]:
    """The articles of a law's text: from each heading to the next. Empty where the text has no articles."""
    rules: list[tuple[str, list[str]]] = []
    for passage in text.passages.exclude(kind="chrome").order_by("start", "id"):
        words = " ".join(text.body[passage.start : passage.end].split())
        if met := _ARTICLE.match(words):
            rules.append((met.group().strip(), [words[met.end() :].lstrip(" .:–—-")]))
        elif rules:
            rules[-1][1].append(words)
    return [Rule(label, " ".join(part for part in parts if part)) for label, parts in rules]


def described_by(instrument: Instrument, account: Any) -> list[tuple[Work, list[Rule]]]:
    """What each publication says of an instrument's provisions, the earliest publication first; only what may be seen."""
    standing = visible(Provision.objects.filter(instrument=instrument, standing="standing"), account)
    entries = {entry.permanent_id: entry for entry in standing}
    resting = visible(Evidence.objects.filter(entry__in=entries, stance="for"), account, through="passage__text")
    by_work: dict[Work, list[Rule]] = {}
    resting = visible(resting, account, through="passage__text__work").select_related("passage__text__work")
    for words in resting.order_by("start", "pk"):
        rules = by_work.setdefault(words.passage.text.work, [])
        rules.append(Rule("", " ".join(words.exact.split()), entries[words.entry]))
    return sorted(by_work.items(), key=lambda pair: (pair[0].published or "9999", pair[0].pk))


def _compared(before: Rule | None, after: Rule) -> Compared:
    if before is None:
        return Compared("new", None, after, (("+", after.words),))
    if before.words.split() == after.words.split():
        return Compared("kept", before, after, (("=", after.words),))
    return Compared("changed", before, after, difference(before.words, after.words))


def _paired(before: Sequence[Rule], after: Sequence[Rule]) -> list[tuple[int, int]]:
    """Which provision is which: by a printed label that both have and words that agree, then by words, the best first."""
    likely = [
        (_likeness(one, other), -abs(i - j), i, j) for i, one in enumerate(before) for j, other in enumerate(after)
    ]
    pairs: list[tuple[int, int]] = []
    for score, _, i, j in sorted(likely, reverse=True):
        if score >= SAME_RULE and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _likeness(one: Rule, other: Rule) -> float:
    """1 and more for the same words; an article that was renumbered is found by its words, one rewritten by its number."""
    if one.words.split() == other.words.split():
        return 2.0
    a, b = words_of_demand(one.words), words_of_demand(other.words)
    shared = len(a & b) / max(1, min(len(a), len(b))) if a and b else 0.0
    like = compare(one.words, other.words).score
    same_label = bool(one.label) and _number(one.label) == _number(other.label)
    # Short words of few terms agree by chance: of those the whole has to agree.
    score = max(shared if min(len(a), len(b)) > 3 else 0.0, like)
    return score + 0.25 * same_label if score >= 0.25 or not same_label else 0.0


def _number(label: str) -> str:
    return "".join(re.findall(r"\d+(?:[-.]\d+)*", label)[:1])


def counted(compared: Iterable[Compared]) -> dict[str, int]:
    """How many provisions were kept, changed, are new and were dropped."""
    counts = dict.fromkeys(("kept", "changed", "new", "dropped"), 0)
    for one in compared:
        counts[one.change] += 1
    return counts
