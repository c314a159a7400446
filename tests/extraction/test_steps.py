"""Steps of draft laws, persons, organisations and visits."""

from __future__ import annotations

import pytest
from extracted import HEAD, found

CASES = [
    # (sentence, process, stage, EDTF, expected)
    ("On 3 July 2014 the president signed the new Tax Code.", "bill", "signed", "2014-07-03", False),
    ("The law on assemblies is expected to enter into force in January 2016.", "bill", "in-force", "2016-01", True),
    ("Last month the parliament adopted the draft law on media.", "bill", "adopted", "2015-02", False),
    ("The bill passed its first reading in June 2014.", "bill", "reading-1", "2014-06", False),
    ("The draft law on media is currently under consideration.", "bill", "under-consideration", "2015-03", False),
    ("The ministry set up a working group on the matter.", "bill", "working-group", None, False),
    ("In 2014 deputies rejected the bill at its third reading.", "bill", "rejected", "2014", False),
    ("The Open Valley Association was closed down in October 2012.", "ngo-status", "closed", "2012-10", False),
    ("The Open Valley Association was denied registration in 2013.", "ngo-status", "refused", "2013", False),
    ("Edgar Bordur was sentenced to six years on 4 May 2014.", "liberty", "sentenced", "2014-05-04", False),
    ("Edgar Bordur was released on 5 May 2014.", "liberty", "released", "2014-05-05", False),
    ("The trial opened on 2 February 2015.", "trial", "opened", "2015-02-02", False),
    ("3 июля 2014 года президент подписал закон о СМИ.", "bill", "signed", "2014-07-03", False),
    ("Законопроект принят в первом чтении 5 мая 2014 года.", "bill", "reading-1", "2014-05-05", False),
]


@pytest.mark.parametrize(("sentence", "process", "stage", "edtf", "expected"), CASES)
def test_a_step_is_read(sentence: str, process: str, stage: str, edtf: str | None, expected: bool) -> None:
    read = [
        (f["process"], f["stage"], f["date"]["edtf"], f["expected"])
        for f in (one["fields"] for one in found(HEAD + sentence + "\n", "step"))
    ]
    assert (process, stage, edtf, expected) in read


def test_several_drafts_told_apart_have_a_step_each() -> None:
    text = HEAD + (
        "In Kyrgyzstan, deputies put forward two draft laws: one obliges groups to report gifts, "
        "the other one forbids meetings at night. None of these draft laws has been adopted.\n"
    )
    steps = found(text, "step")
    assert [one["fields"]["stage"] for one in steps] == ["introduced"] * 2 + ["not-adopted"] * 2
    assert len({one["fields"]["subject"] for one in steps}) == 2
    assert {one["fields"]["date"]["edtf"] for one in steps[2:]} == {"2015-03"}
    assert all(one["fields"]["negative"] for one in steps[2:])


@pytest.mark.parametrize(
    "sentence",
    [
        "An association may be liquidated if the law is broken.",
        "The guidelines were adopted by the bar.",  # no law
        "We urge the parliament of Kazakhstan to adopt the law.",
    ],
)
def test_what_did_not_move_is_no_step(sentence: str) -> None:
    assert [one for one in found(HEAD + sentence + "\n", "step")] == []


def test_an_issuer_in_exile_is_a_step() -> None:
    text = (
        "A statement\n\nThis statement is issued by: Saffron House (based in exile in Austria), "
        "Blue Poplar Centre (Kazakhstan).\n"
    )
    (step,) = found(text, "step")
    assert (step["anchor"]["exact"], step["fields"]["stage"]) == (
        "Saffron House (based in exile in Austria)",
        "in-exile",
    )


VISITS = """A note of 3 March 2015

The governments of Central Asia should:

• Answer the pending requests of the UN Special Rapporteur on Torture and the UN Special Rapporteur on Human Rights \
Defenders to come (Uzbekistan); extend a standing invitation to both rapporteurs (Tajikistan).
"""


def test_visits_are_counted_by_state_and_mandate() -> None:
    read = {
        (f["process"], f["stage"], f["country"], f["mandate"]) for f in (one["fields"] for one in found(VISITS, "step"))
    }
    torture, defenders = "UN Special Rapporteur on Torture", "UN Special Rapporteur on Human Rights Defenders"
    assert read == {
        ("visit", "requested", "UZB", torture),
        ("visit", "requested", "UZB", defenders),
        ("standing-invitation", "demanded", "TJK", torture),
        ("standing-invitation", "demanded", "TJK", defenders),
    }
