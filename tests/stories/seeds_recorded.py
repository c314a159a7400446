"""The two founding publications as two readers marked them, decided on by a person; and what became known later.

Nothing of them is kept here: sentences and marks are read from ../shared/data where it is, and tests skip where it is not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from command import SHARED

from makers import a_text, a_work
from proposals import proposed
from qalqan.followup.actions import decide, record_step
from qalqan.followup.actions.step import process_of
from qalqan.followup.models import Clause, Process, Recommendation, Step
from qalqan.library.models import Text
from qalqan.record.actions import Words
from qalqan.texts.anchors import Anchor

DATA = SHARED / "data"
HRD, FOAA = "HRD", "FOAA"
PUBLISHED = ("2014-05-20/2014-05-21", "2014-07-21")
PUBLISHERS = ("IPHR", "Article 19")
ADDRESSED = {"OSCE-pS": ["OSCE"], "OSCE-pS minus CA5": ["OSCE"]}


@dataclass
class Seeds:
    """Texts, the gold of each, and what was admitted by its number in the gold."""

    account: Any
    texts: list[Text] = field(default_factory=list)
    gold: list[dict[str, Any]] = field(default_factory=list)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)

    def words(self, n: int, exact: str) -> Words:
        start = self.texts[n].body.index(exact)
        return Words.at(self.texts[n], start, start + len(exact))

    def quoted(self, n: int, mark: dict[str, Any]) -> Words:
        return Words.at(self.texts[n], mark["start"], mark["end"])

    def step(self, n: int, mark: dict[str, Any], **said: Any) -> Step:
        """A step that the seed tells of, proposed at its words and accepted."""
        return _accepted(self.texts[n], self.account, mark, "step", said)


def read_gold(name: str) -> Any:
    path = DATA / "gold" / f"{name}.json"
    if not path.is_file():
        pytest.skip("../shared/data/gold is not here: the marks of the two founding publications are needed")
    return json.loads(path.read_text("utf-8"))


def seeds_recorded(account: Any) -> Seeds:
    """Both seeds with all recommendations and clauses of the gold accepted."""
    made = Seeds(account)
    for n, path in enumerate(sorted((DATA / "seeds").glob("*.txt"))):
        gold = read_gold(f"seed{n}")
        work = a_work(path.stem, issuers=(), countries=(), publisher=PUBLISHERS[n], published=PUBLISHED[n])
        made.gold.append(gold)
        made.texts.append(a_text(path.read_text("utf-8"), work=work))
        _demands(made, n)
    return made


def _demands(made: Seeds, n: int) -> None:
    gold, text = made.gold[n], made.texts[n]
    groups = {g["id"]: (g.get("heading") or {}).get("exact", "") for g in gold["recommendation_groups"]}
    for r in gold["recommendations"]:
        countries = r.get("addressed_countries") or []
        codes = countries if isinstance(countries, list) else ADDRESSED[countries]
        to = [{"name": name, "class": "", "countries": codes} for name in r["addressees"]]
        fields = {"group": groups[r["group"]], "addressees": to, "countries": codes, "themes": r["themes"]}
        parent = _proposed(text, made.account, r["text"], "recommendation", fields, r["id"])
        _review, entry = decide(parent, "accepted", made.account)
        assert isinstance(entry, Recommendation)
        made.recommendations[r["id"]] = entry
        for c in r["clauses"]:
            said = {
                "action": c["action"],
                "category": c["action_category"],
                "countries": c.get("addressed_countries") or [],
            }
            said["mandates"] = [HRD, FOAA] if r["id"] == "S0-R07" else []
            said["negative"] = bool(c.get("negative")) or c["text"]["exact"].startswith("do not")
            _review, clause = decide(
                _proposed(text, made.account, c["text"], "clause", said, c["id"], r["id"]), "accepted", made.account
            )
            assert isinstance(clause, Clause)
            made.clauses[c["id"]] = clause


def _proposed(
    text: Text,
    account: Any,
    mark: dict[str, Any],
    kind: str,
    fields: dict[str, Any],
    key: str,
    parent: str | None = None,
) -> Any:
    one = {
        "id": key,
        "kind": kind,
        "anchor": Anchor.at(text.body, mark["start"], mark["end"]).as_json(),
        "fields": fields,
        "hedge": fields.pop("hedge", "asserted"),
        "attributed_to": None,
        "origin": "two readers/3",
        "confidence": 1.0,
        "parent": parent,
    }
    assert text.body[mark["start"] : mark["end"]] == mark["exact"]
    [candidate] = proposed(text, account, one)
    return candidate


def _accepted(text: Text, account: Any, mark: dict[str, Any], kind: str, said: dict[str, Any]) -> Any:
    key = f"{kind}-{text.candidates.count()}"
    _review, entry = decide(_proposed(text, account, mark, kind, said, key), "accepted", account)
    return entry


def learnt(account: Any, source: str, what: str, published: str = "") -> Words:
    """What a later source told, kept as a note with where it was read; its whole text is the evidence."""
    work = a_work(source, issuers=(), countries=(), publisher=source.split("/")[2] if "//" in source else source,
                  published=published, kind="news")  # fmt: skip
    text = a_text(what, work=work)
    return Words.at(text, 0, len(what))


def went_on(process: Process, account: Any, told: dict[str, Any], stage: str, **more: Any) -> Step:
    """A later move as the follow-up gold tells it, appended by hand with its source."""
    words = learnt(account, told["source"], told["what"])
    return record_step(process, account, [words], stage_code=stage, date=more.pop("date", told["date"]), **more)


def a_followed(
    kind: str, subject: str, country: str, stage: str, account: Any, like: Any, mandate: str = ""
) -> Process:
    said = {"process": kind, "subject": subject, "country": country, "stage": stage, "mandate": mandate}
    return process_of(said, account, like)
