"""The vocabularies are complete, consistent and found by their codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import qalqan.vocabularies as vocabularies
from qalqan.errors import UnknownTerm
from qalqan.vocabularies import LANGUAGES, Term, label, scheme, scheme_names, stage, stages_of, term

FOLDER = Path(vocabularies.__file__).parent
CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:/[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)?")
# One pattern for each list of the field that a term may be mapped to.
MAPPINGS = {
    "huridocs-4": r"\d{2,12}",
    "huridocs": r"\d{1,2}",
    "under": r"True",
    "hrc": r"[A-E][12]?",
    "state": r"no action|ongoing|completed",
    "ocd": r"[a-z]+-?[a-z1-3]*",
    "akn": r"[A-Za-z ]+",
    "ohchr": r"[A-Z][a-z]+",
    "hrdsattack": r"[a-z -]+",
    "upr-info": r"[1-5]|[A-Z][A-Za-z '-]+",
    "sdg": r"\d{1,2}(\.\d{1,2})?",
    "csl": r"report|webpage|bill|legislation|legal_case",
    "ris": r"[A-Z]{4}|RPRT|GEN",
    "un": r"[A-Z]+/[\w/() .-]+",
    "coe": r"CDL-AD\(\d{4}\)\d{3}",
    "osce": r"[A-Z-]+/\d+/\d{4}",
}


def every_term() -> list[Term]:
    return [one for name in scheme_names() for one in scheme(name)]


def test_every_term_has_an_english_and_a_russian_label() -> None:
    lacking = [f"{one.scheme}/{one.code}" for one in every_term() if not {"en", "ru"} <= one.labels.keys()]
    assert lacking == []


def test_labels_are_words_and_not_what_yaml_makes_of_them() -> None:
    # "no", "on" and 2014 are booleans and numbers to YAML unless they are quoted.
    wrong = [
        (one.scheme, one.code) for one in every_term() for word in one.labels.values() if not isinstance(word, str)
    ]
    wrong += [(one.scheme, one.code) for one in every_term() for word in one.aliases if not isinstance(word, str)]
    assert wrong == []


def test_labels_in_russian_are_cyrillic() -> None:
    latin_only = {"bodies", "instruments", "countries", "mandates"}
    wrong = [
        (one.scheme, one.code)
        for one in every_term()
        if one.scheme not in latin_only and not re.search("[а-яё]", one.labels["ru"], re.IGNORECASE)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", scheme_names())
def test_codes_are_unique_and_well_formed(name: str) -> None:
    codes = [one.code for one in scheme(name)]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not CODE.fullmatch(code)] == []


def test_a_code_written_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qalqan.vocabularies import terms

    (tmp_path / "twice.yaml").write_text(
        "title: {en: a, ru: б}\nterms: [{code: A, en: a, ru: б}, {code: A, en: a, ru: б}]"
    )
    monkeypatch.setattr(terms, "_FOLDER", tmp_path)
    monkeypatch.setattr(terms, "scheme_names", lambda: ("twice",))
    with pytest.raises(ValueError, match="A"):
        terms.scheme.__wrapped__("twice")


def test_every_broader_term_exists_and_leads_to_a_top() -> None:
    for one in every_term():
        if one.broader is not None:
            assert scheme(one.scheme).is_within(one.code, one.broader), one
            assert not scheme(one.scheme).is_within(one.broader, one.code), f"{one} stands above itself"


def test_mappings_have_the_form_of_their_list() -> None:
    wrong = []
    for one in every_term():
        for name, codes in one.mappings.items():
            for code in codes if isinstance(codes, list) else [codes]:
                if name not in MAPPINGS or not re.fullmatch(MAPPINGS[name], str(code)):
                    wrong.append((one.scheme, one.code, name, code))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "property_", "target"),
    [
        ("acts", "facet", "facets"),
        ("mandates", "topics", "topics"),
        ("mandates", "geography", "countries"),
        ("bodies", "kind", "actor-kinds"),
        ("bodies", "addressee", "addressee-classes"),
        ("bodies", "country", "countries"),
        ("bodies", "group", "country-groups"),
        ("bodies", "treaty", "instruments"),
        ("instruments", "kind", "instrument-kinds"),
        ("restrictions", "barrier", "barriers"),
        ("processes", "actor_kind", "actor-kinds"),
        ("stages", "of", "processes"),
        ("country-groups", "members", "countries"),
    ],
)
def test_terms_that_name_terms_of_another_scheme_name_real_ones(name: str, property_: str, target: str) -> None:
    named = [one.properties[property_] for one in scheme(name) if property_ in one.properties]
    codes = [code for value in named for code in (value if isinstance(value, list) else [value])]
    assert codes
    assert [code for code in codes if code not in scheme(target)] == []


def test_files_open_without_the_c_loader_too() -> None:
    # The pure-Python loader is stricter about tabs and anchors; a laptop without libyaml must read the same.
    plain = yaml.safe_load((FOLDER / "hedges.yaml").read_text("utf-8"))
    assert [one["code"] for one in plain["terms"]] == list(scheme("hedges").codes)


def test_hedges_are_those_of_the_contract() -> None:
    assert set(scheme("hedges").codes) == {
        "asserted",
        "reported",
        "alleged",
        "apparent",
        "believed",
        "feared",
        "expected",
    }


def test_all_issues_of_the_periodic_review_are_covered() -> None:
    issues = {issue for topic in scheme("topics") for issue in topic.mappings.get("upr-info", [])}
    assert len(issues) == 54
    assert {"Civil society", "Death penalty", "Treaty bodies", "Rights of the Child"} <= issues


def test_an_unknown_code_is_refused_with_the_nearest_three() -> None:
    with pytest.raises(UnknownTerm) as refusal:
        scheme("acts").term("INSPECTON")
    nearest = str(refusal.value).partition("nearest are ")[2].rstrip(".").split(", ")
    assert len(nearest) == 3
    assert nearest[0] == "INSPECTION"


def test_an_unknown_vocabulary_is_refused_with_its_nearest() -> None:
    with pytest.raises(UnknownTerm, match="acts"):
        scheme("act")


def test_a_label_falls_back_to_english() -> None:
    assert label("acts", "TORTURE", "kk") == "азаптау"
    assert label("acts", "INSPECTION", "kk") == "inspection of an organisation"


def test_terms_are_equal_by_scheme_and_code_and_can_be_members_of_a_set() -> None:
    assert term("acts", "TORTURE") == Term("acts", "TORTURE", {"en": "other words"})
    assert len({term("acts", "TORTURE"), term("topics", "torture"), term("acts", "TORTURE")}) == 2


def test_narrower_and_within() -> None:
    assert {one.code for one in scheme("acts").narrower("WEBSITE-ATTACK")} == {"DDOS", "DEFACEMENT"}
    assert scheme("acts").is_within("LABEL-FOREIGN-AGENT", "SMEAR")
    assert not scheme("acts").is_within("SMEAR", "LABEL-FOREIGN-AGENT")


# --- stages ---------------------------------------------------------------------------------------------------------


def test_every_process_has_stages_and_every_stage_a_process() -> None:
    assert [kind for kind in scheme("processes").codes if not stages_of(kind)] == []
    assert sum(len(stages_of(kind)) for kind in scheme("processes").codes) == len(scheme("stages"))


def test_stages_keep_their_order() -> None:
    codes = [one.code for one in stages_of("bill")]
    assert codes.index("bill/reading-1") < codes.index("bill/reading-3") < codes.index("bill/signed")
    assert codes.index("bill/signed") < codes.index("bill/in-force")


@pytest.mark.parametrize(
    ("kind", "code", "property_", "expected"),
    [
        ("bill", "not-adopted", "negative", True),
        ("bill", "signed", "ends", False),
        ("bill", "in-force", "in_force", True),
        ("liberty", "detained", "held", True),
        ("liberty", "psychiatric-detention", "held", True),
        ("liberty", "exit-ban", "held", False),
        ("liberty", "released", "held", False),
        ("ngo-status", "liquidated-1st", "closed", True),
        ("ngo-status", "liquidation-motion", "closed", False),
        ("visit", "acknowledged", "accepted", False),  # an acknowledgement is not an acceptance
        ("visit", "accepted-in-principle", "accepted", True),
        ("visit", "completed", "completed", True),
        ("alert", "closed", "open", False),
        ("alert", "received", "open", True),
    ],
)
def test_a_stage_says_what_code_needs_to_know(kind: str, code: str, property_: str, expected: bool) -> None:
    assert stage(kind, code).has(property_) is expected


def test_a_stage_that_does_not_say_whether_someone_is_held_leaves_it_open() -> None:
    assert "held" not in stage("liberty", "sentenced").properties


def test_a_stage_of_another_process_is_refused() -> None:
    with pytest.raises(UnknownTerm):
        stage("visit", "reading-2")
    with pytest.raises(UnknownTerm):
        stages_of("bills")


def test_follow_up_stages_and_scale_are_the_same_list() -> None:
    assert [one.code.partition("/")[2] for one in stages_of("follow-up")] == list(scheme("follow-up").codes)


def test_languages_of_the_product_are_those_of_the_scheme() -> None:
    assert scheme("languages").codes == LANGUAGES
    assert all(one.properties["own"] for one in scheme("languages"))


def test_levels_are_ordered_and_a_new_record_is_team() -> None:
    assert [one.code for one in sorted(scheme("levels"), key=lambda one: one.properties["order"])] == [
        "public", "partner", "team", "sealed",
    ]  # fmt: skip
    assert [one.code for one in scheme("levels") if one.has("default")] == ["team"]
