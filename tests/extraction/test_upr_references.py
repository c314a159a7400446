"""Recommendations that the conclusions of an early report name by their paragraphs only. All words are invented."""

from __future__ import annotations

from extracted import found

from qalqan.extraction.upr_lists import answered_by_number
from qalqan.extraction.upr_references import Reference, references_in

REPORT = """Report of the Working Group on the Universal Periodic Review

Latvia

I. Summary of the proceedings

20. Norway thanked the delegation. It recommended that Latvia (a) abolish the death penalty by law, and that it (b) \
publish the names of those who were executed. Norway asked about prisons.

21. Chile spoke of advocates. It recommended that the Government train judges. It also recommended that Latvia open \
all courts to the public.

22. Ghana (a) encouraged Latvia to pay its advocates, and Japan thanked it.

23. Peru recommended ending the practice of trials in absence.

II. Conclusions and/or recommendations

50. The recommendations listed below enjoy the support of Latvia:

1. Train judges (Chile);

51. The recommendations noted in the report in paragraphs 20 (a) and (b), 21 (last sentence), 22 (a) and 23 \
(the practice of trials in absence) above did not enjoy the support of Latvia.

52. All conclusions and/or recommendations contained in the present report reflect the position of the States.
"""


def test_what_is_referred_to_is_found_where_it_stands() -> None:
    read = [
        (
            one["anchor"]["exact"].rstrip("."),
            one["fields"]["issuers"],
            one["fields"]["response"],
            one["fields"]["number"],
        )
        for one in found(REPORT, "recommendation")
    ]
    assert read == [
        ("abolish the death penalty by law", ["NOR"], "noted", "20 (a)"),
        ("publish the names of those who were executed", ["NOR"], "noted", "20 (b)"),
        ("open all courts to the public", ["CHL"], "noted", "21"),
        ("pay its advocates, and Japan thanked it", ["GHA"], "noted", "22 (a)"),
        ("ending the practice of trials in absence", ["PER"], "noted", "23"),
        ("Train judges (Chile)", ["CHL"], "supported", "1"),
    ]


def test_references_are_read_in_every_form() -> None:
    words = "The recommendations noted in the report in paragraphs 26 (b); 27; 28 (b) and 28 (c); and 43 (last sentence) above did not"
    assert references_in(words) == [
        Reference((26,), "b"),
        Reference((27,)),
        Reference((28,), "b"),
        Reference((28,), "c"),
        Reference((43,), None, "last sentence"),
    ]


def test_several_paragraphs_may_stand_for_one_recommendation() -> None:
    words = "One recommendation noted in the report in paragraphs 10, 15 and 39 (the ratification of the Treaty) did not enjoy support"
    (reference,) = references_in(words)
    assert reference.paragraphs == (10, 15, 39)
    assert reference.summed and words[slice(*reference.summed)] == "the ratification of the Treaty"


def test_numbers_may_be_answered_after_their_list() -> None:
    words = "The recommendations in paragraphs 91.2-91.4 and 91.7 above did not enjoy the support of Latvia."
    assert answered_by_number(words) == dict.fromkeys(("91.2", "91.3", "91.4", "91.7"), "noted")
    assert answered_by_number("Article 91.2 did not enjoy support.") == {}


FOOTNOTE = """Report of the Working Group on the Universal Periodic Review

Latvia

II. Conclusions and/or recommendations

101. The recommendations below enjoy the support of Latvia:

101.1. Train judges (Chile);

1. The recommendation as read during the interactive dialogue: Train judges and advocates (Chile).

101.2. Ensure that prisons:

(a) are inspected by doctors;

(b) are open to families (Ghana);

101.3. Ratify:

(a) the Treaty on Advocates (Japan);

(b) the Treaty on Courts (Peru);

102. All conclusions and/or recommendations contained in the present report reflect the position of the States.
"""


def test_a_note_with_the_words_as_read_is_no_second_recommendation() -> None:
    assert not any("dialogue" in one["anchor"]["exact"] for one in found(FOOTNOTE, "recommendation"))


def test_letters_below_a_number_go_with_it() -> None:
    read = [(one["fields"]["number"], one["fields"]["issuers"]) for one in found(FOOTNOTE, "recommendation")]
    assert read == [("101.1", ["CHL"]), ("101.2", ["GHA"]), ("101.3", ["JPN"]), ("101.3", ["PER"])]
