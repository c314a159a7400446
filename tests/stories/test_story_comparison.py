"""Scenario 10: the Kazakh Criminal Code as two statements describe it, the draft in May and the signed one in July 2014."""

from __future__ import annotations

import json
from typing import Any

import pytest
from command import SHARED

from makers import a_text, a_work
from proposals import proposed
from qalqan.followup.actions import decide
from qalqan.library.models import Text
from qalqan.record.compare import Compared, compare_versions, counted, described_by
from qalqan.record.models import Instrument, Provision
from qalqan.texts.anchors import Anchor

GOLD = SHARED / "data" / "gold"
TOLD = (("seed0", "S0-L02", "2014-05"), ("seed1", "S1-L03", "2014-07-21"))


def told(seed: str, law: str, published: str, account: Any) -> Text:
    """One statement with its provisions of the law, as the gold marks them, accepted by a person."""
    if not (GOLD / f"{seed}.json").exists():
        pytest.skip(f"needs ../shared/data/gold/{seed}.json, which is not part of the project")
    gold = json.loads((GOLD / f"{seed}.json").read_text("utf-8"))
    body = (SHARED / "data" / "seeds" / gold["seed_file"].rsplit("/", 1)[-1]).read_text("utf-8")
    text = a_text(body, work=a_work(seed, published=published))
    [marked] = [one for one in gold["legal"] if one["id"] == law]
    found = []
    for number, provision in enumerate(marked["provisions"], 1):
        quote = provision["quote"]
        anchor = Anchor.at(body, quote["start"], quote["end"])
        assert anchor.exact == quote["exact"]
        fields = {"instrument": marked["instrument"], "about": provision["about"], "restriction": None,
                  "defects": [], "country": marked["jurisdiction"]}  # fmt: skip
        found.append({
            "id": f"c{number}", "kind": "provision", "anchor": anchor.as_json(), "fields": fields, "hedge": "asserted",
            "attributed_to": None, "origin": "gold", "confidence": 1.0, "parent": None,
        })  # fmt: skip
    for candidate in proposed(text, account, *found):
        decide(candidate, "accepted", account)
    return text


@pytest.fixture
def compared(db: None, account: Any) -> list[Compared]:
    for seed, law, published in TOLD:
        told(seed, law, published, account)
    [(_, before), (_, after)] = described_by(Instrument.objects.get(), account)
    return compare_versions(before, after)


def test_the_draft_and_the_signed_code_are_one_law_told_twice(compared: list[Compared]):
    assert Provision.objects.count() == 6
    assert len({one.instrument_id for one in Provision.objects.all()}) == 1


def test_three_provisions_are_kept_with_other_words(compared: list[Compared]):
    assert counted(compared) == {"kept": 0, "changed": 3, "new": 0, "dropped": 0}


def test_the_words_that_are_gone_from_the_description_are_shown(compared: list[Compared]):
    gone = [" ".join(words for sign, words in one.pieces if sign == "-") for one in compared]
    assert "(rather than administrative)" in gone[0]
    assert "without clearly defining this term" in gone[1]
    assert "such as extremism related ones" in gone[2]


def test_nothing_that_is_gone_from_the_description_is_called_gone_from_the_law(compared: list[Compared], account: Any):
    """The entries of the draft stand: the later source says less and contradicts nothing."""
    assert set(Provision.objects.values_list("standing", flat=True)) == {"standing"}
