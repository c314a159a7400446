"""Lists of the periodic review hold in layouts that no development report has: one report of invented demands, set anew."""

from __future__ import annotations

import pytest
from upr_reports import NUMBERINGS, Demanded, Layout, Listed, report

from qalqan.extraction.pipeline import read_out
from qalqan.texts.reading import read

SUPPORTED = Listed(
    "The recommendations formulated during the interactive dialogue and listed below enjoy the support of Ruritania:",
    "supported",
    [
        Demanded("Ratify the Convention on Old Bridges at an early date", "Norway, Sweden and the Netherlands", ("NOR", "SWE", "NLD")),
        Demanded("Train ferrymen in the rights of passengers, in particular of children", "Bolivia (Plurinational State of)", ("BOL",)),
        Demanded("Open the archives of the harbour police to all who ask for them", "Côte d’Ivoire", ("CIV",)),
        Demanded("Continue to publish the timetable of the ferries in all languages", "the former Yugoslav Republic of Macedonia", ("MKD",)),
        Demanded("Establish an independent office that hears complaints of passengers", "Iran (Islamic Republic of), Viet Nam", ("IRN", "VNM")),
    ],
)  # fmt: skip
OPEN = Listed(
    "The following recommendations will be examined by Ruritania, which will provide responses in due time, but no later"
    " than the twenty-third session of the Human Rights Council:",
    None,
    [
        Demanded("Abolish the toll on the northern bridge for pupils", "United Kingdom of Great Britain and Northern Ireland", ("GBR",)),
        Demanded("Review the law on ferries, with a view to bringing it into line with the Convention (CEDAW)", "Republic of Korea", ("KOR",)),
    ],
)  # fmt: skip
NOTED = Listed(
    "The recommendations below did not enjoy the support of Ruritania:",
    "noted",
    [
        Demanded("Close the southern harbour within two years", "Chile", ("CHL",)),
        Demanded("Consider acceding to the Treaty on Lighthouses and withdrawing the reservation to its article 4", "Democratic Republic of the Congo; Lao People’s Democratic Republic", ("COD", "LAO")),
    ],
)  # fmt: skip
LISTS = (SUPPORTED, OPEN, NOTED)

LAYOUTS = {
    **{f"numbers as {numbering}": Layout(numbering=numbering) for numbering in NUMBERINGS},
    "two columns": Layout(columns=2),
    "two columns, lettered": Layout(columns=2, numbering="(a)"),
    "a page ends in a demand": Layout(break_at=(0, 3)),
    "a page ends in a demand of two columns": Layout(break_at=(2, 1), columns=2),
    "a page ends in the last of a list": Layout(break_at=(0, 4), numbering="87.12."),
    "closed by full stops": Layout(close="."),
    "closed by nothing": Layout(close=""),
    "a footnote": Layout(footnote="* The conclusions and/or recommendations have not been edited."),
    "wide gap behind the number": Layout(apart="    "),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_demand_is_found_with_its_states_and_the_answer(name: str) -> None:
    layout = LAYOUTS[name]
    text = read(report(LISTS, layout), "report.pdf")
    found = [
        (" ".join(one["anchor"]["exact"].split()), tuple(one["fields"]["issuers"]), one["fields"]["response"])
        for one in read_out(text, {"path": "report.pdf"}, ("recommendation",))["candidates"]
    ]
    assert found == [
        (f"{one.words} ({one.states})", one.codes, listed.response) for listed in LISTS for one in listed.demands
    ]


@pytest.mark.parametrize("numbering", ["87.12", "87.12.", "5.1"])
def test_the_numbers_are_those_printed(numbering: str) -> None:
    text = read(report(LISTS, Layout(numbering=numbering)), "report.pdf")
    found = read_out(text, {"path": "report.pdf"}, ("recommendation",))["candidates"]
    printed = [
        NUMBERINGS[numbering](87 + which, n + 1) for which, one in enumerate(LISTS) for n in range(len(one.demands))
    ]
    assert [one["fields"]["number"] for one in found] == [number.rstrip(".") for number in printed]
