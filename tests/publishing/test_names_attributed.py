"""Somebody named only as having said something: a witness, a relative, a lawyer. She is withheld as everybody else is."""

from __future__ import annotations

from typing import Any

import pytest

from makers import a_text, an_act, an_actor
from proposals import found, proposed
from qalqan.publishing.persons import persons_in, withholding
from qalqan.review.actions import reject

BODY = "According to her brother Timur Saparov, police came at night. Saparov’s neighbours and Amnesty International agree."


@pytest.mark.parametrize(
    "said",
    ["her brother Timur Saparov", "Timur Saparov", "Judge Saparov", "Saparov", "the lawyer T. Saparov", "Тимур Сапаров",
     "адвокат Сапаров", "lawyer Timur Saparov of Steppe Lawyers"],
)  # fmt: skip
def test_who_is_named_only_as_having_said_it_is_cut_everywhere(db: None, said: str) -> None:
    an_act(a_text(BODY, level="public"), attributed_to=said, level="public")
    cut = withholding().cut(BODY).text
    assert "Saparov" not in cut
    assert "Amnesty International agree" in cut


def test_so_is_one_of_a_proposal_that_waits_and_of_one_that_was_rejected(db: None, account: Any) -> None:
    text = a_text(BODY, level="public")
    proposal = {**found(text, "c1", "act", "police came", type="SEARCH"), "attributed_to": "Timur Saparov"}
    [candidate] = proposed(text, account, proposal)
    assert "Saparov" not in withholding().cut(BODY).text
    reject(candidate, account, "no act")
    assert "Saparov" not in withholding().cut(BODY).text  # that it was no act does not say that he may be named


def test_so_is_one_of_an_entry_that_is_closed(db: None) -> None:
    text = a_text(BODY, level="public")
    assert withholding().cut(BODY).text == BODY
    an_act(text, attributed_to="Timur Saparov", level="sealed")
    assert "Saparov" not in withholding().cut(BODY).text


def test_adversarial_ways_of_printing_her_do_not_help(db: None) -> None:
    an_act(a_text(BODY, level="public"), attributed_to="the witness Gulnara Azimova", level="public")
    for printed in ("Gulnara Azimova", "AZIMOVA", "Азимовой Гульнары", "G. Azimova", "@GulnaraAzimova", "Azi\u00admova",
                    "mail gulnara.azimova@example.org", "Azimova's"):  # fmt: skip
        cut = withholding().cut(f"Words of {printed} about the night.").text
        assert "zimova" not in cut.casefold() and "азимов" not in cut.casefold(), printed


def test_organisations_that_say_something_are_not_cut(db: None) -> None:
    for said in (
        "Amnesty International",
        "the Norwegian Helsinki Committee",
        "local activists",
        "Fergana News",
        "Amparo",
    ):
        an_act(a_text(f"{said} says so.", level="public"), attributed_to=said, level="public")
        assert withholding().cut(f"{said} says so.").text == f"{said} says so."


def test_an_organisation_that_is_called_like_a_person_is_known_from_the_record(db: None) -> None:
    an_act(a_text("Karim Umarov says so.", level="public"), attributed_to="Karim Umarov", level="public")
    assert "Umarov" not in withholding().cut("Karim Umarov says so.").text
    an_actor("Karim Umarov", "organisation")
    assert withholding().cut("Karim Umarov says so.").text == "Karim Umarov says so."


def test_who_was_released_is_named_also_as_having_said_it_in_another_spelling(db: None) -> None:
    an_actor("Timur Saparov", level="public")
    for said in ("Timur Saparov", "Тимур Сапаров", "Saparov"):
        an_act(a_text(BODY, level="public"), attributed_to=said, level="public")
    assert withholding().cut(BODY).text == BODY


def test_words_that_name_nobody_name_nobody() -> None:
    for said in (
        "police",
        "Activists",
        "its authors",
        "a study, unnamed",
        "UN experts",
        "the Government of Kazakhstan",
    ):
        assert list(persons_in(said)) == []
